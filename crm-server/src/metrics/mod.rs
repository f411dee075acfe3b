//! What Prometheus reads. Labels come from short fixed lists (routes, statuses, kinds of operations, codes, pools), never
//! from what a caller wrote: nobody's data gets in, and no caller can make series without end.
//!
//! Requests are counted where they end; what is a state (connections, memory) is looked at when it is asked for.

mod process;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crm_core::audit::{self, Backlog};
use crm_core::db::PoolUse;
use crm_core::{Db, OpContext};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

/// Seconds that a request takes.
const SECONDS: [f64; 11] = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0];
/// What a GraphQL request costs.
const COSTS: [f64; 8] = [1.0, 10.0, 50.0, 200.0, 1_000.0, 5_000.0, 20_000.0, 100_000.0];
/// Statements that a request sends.
const STATEMENTS: [f64; 8] = [0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 200.0];
/// How long a look waits for the database.
const PATIENCE: Duration = Duration::from_secs(2);

type Labels<const N: usize> = [(&'static str, String); N];

/// Everything that is counted in this process.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels<3>, Counter>,
    seconds: Family<Labels<2>, Histogram, fn() -> Histogram>,
    errors: Family<Labels<1>, Counter>,
    cost: Histogram,
    sockets: Gauge,
    subscriptions: Gauge,
    request_statements: Family<Labels<2>, Histogram, fn() -> Histogram>,
    statements: Counter,
    connections: Family<Labels<2>, Gauge>,
    unsealed: Gauge,
    unsealed_seconds: Gauge<f64, AtomicU64>,
    audit_sequence: Gauge,
    event_sequence: Gauge,
    memory: Gauge,
    files: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::default();
        let ours = registry.sub_registry_with_prefix("mustafid");
        ours.register("build", "Which build this is", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        let requests = Family::default();
        ours.register("requests", "HTTP requests answered", requests.clone());
        let seconds = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        ours.register("request_seconds", "How long requests took", seconds.clone());
        let request_statements = Family::new_with_constructor((|| Histogram::new(STATEMENTS)) as fn() -> Histogram);
        ours.register("request_statements", "Statements that requests sent", request_statements.clone());
        let cost = Histogram::new(COSTS);
        ours.register("graphql_cost", "What GraphQL requests cost, as the gate reckons", cost.clone());
        let (sockets, subscriptions) = (Gauge::default(), Gauge::default());
        ours.register("sockets", "Open WebSockets", sockets.clone());
        ours.register("subscriptions", "Running subscriptions", subscriptions.clone());
        let errors = Family::default();
        ours.register("errors", "Errors answered, by published code", errors.clone());
        let statements = Counter::default();
        ours.register("statements", "Statements sent to the database", statements.clone());
        let connections = Family::default();
        ours.register(
            "connections",
            "Database connections: used, idle, and the most there may be",
            connections.clone(),
        );
        let (unsealed, unsealed_seconds) = (Gauge::default(), Gauge::<f64, AtomicU64>::default());
        ours.register("unsealed_rows", "Rows of the record that wait for their number", unsealed.clone());
        ours.register("unsealed_seconds", "How long the oldest of them has waited", unsealed_seconds.clone());
        let (audit_sequence, event_sequence) = (Gauge::default(), Gauge::default());
        ours.register("audit_sequence", "Number of the last sealed row of the record", audit_sequence.clone());
        ours.register("event_sequence", "Number of the last event", event_sequence.clone());
        let (memory, files, started) = (Gauge::default(), Gauge::default(), Gauge::<f64, AtomicU64>::default());
        registry.register("process_resident_memory_bytes", "Memory in use", memory.clone());
        registry.register("process_open_fds", "Open files and sockets", files.clone());
        registry.register("process_start_time_seconds", "When the process started, Unix time", started.clone());
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        started.set(since.as_secs_f64());
        Self {
            registry,
            requests,
            seconds,
            errors,
            cost,
            sockets,
            subscriptions,
            request_statements,
            statements,
            connections,
            unsealed,
            unsealed_seconds,
            audit_sequence,
            event_sequence,
            memory,
            files,
        }
    }
}

/// Something that is counted while it lives.
pub struct Counted(Gauge);

impl Counted {
    fn start(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Counts a request that was answered. `route` is a route's pattern, `kind` a kind of operation or `none`.
    pub fn request(&self, route: &str, kind: &'static str, status: u16, took: Duration) {
        let [route, kind] = [("route", route.to_owned()), ("kind", kind.to_owned())];
        self.seconds.get_or_create(&[route.clone(), kind.clone()]).observe(took.as_secs_f64());
        self.requests.get_or_create(&[route, kind, ("status", status.to_string())]).inc();
    }

    /// Notes how many statements a request sent.
    pub fn statements(&self, route: &str, kind: &'static str, count: u64) {
        let labels = [("route", route.to_owned()), ("kind", kind.to_owned())];
        // far below where a float gets coarse
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.request_statements.get_or_create(&labels).observe(count.into());
    }

    /// Counts an error that was answered, by its published code.
    pub fn error(&self, code: &str) {
        self.errors.get_or_create(&[("code", code.to_owned())]).inc();
    }

    /// Notes what a GraphQL request costs.
    pub fn cost(&self, cost: usize) {
        self.cost.observe(u32::try_from(cost).unwrap_or(u32::MAX).into());
    }

    /// Counts an open WebSocket for as long as what comes back is kept.
    pub fn socket(&self) -> Counted {
        Counted::start(&self.sockets)
    }

    /// Counts a running subscription for as long as what comes back is kept.
    pub fn subscription(&self) -> Counted {
        Counted::start(&self.subscriptions)
    }

    /// Everything in Prometheus' text form.
    pub async fn text(&self, db: &Db) -> Result<String, std::fmt::Error> {
        self.record(db).await;
        self.statements.inner().store(db.statements(), Ordering::Relaxed);
        for pool in db.pools() {
            self.pool(&pool);
        }
        self.memory.set(process::resident_bytes());
        self.files.set(process::open_files());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    /// How far the record is sealed; left as it was when the database does not say so soon.
    async fn record(&self, db: &Db) {
        let op = OpContext::system("metrics");
        match tokio::time::timeout(PATIENCE, audit::backlog(db, &op)).await {
            Ok(Ok(Backlog { unsealed, oldest, audit_sequence, event_sequence })) => {
                let waited = oldest.map_or(0.0, |since| (op.at - since).as_seconds_f64());
                self.unsealed.set(i64::try_from(unsealed).unwrap_or(i64::MAX));
                self.unsealed_seconds.set(waited.max(0.0));
                self.audit_sequence.set(audit_sequence);
                self.event_sequence.set(event_sequence);
            }
            Ok(Err(error)) => tracing::warn!(code = error.code(), "the record's backlog cannot be read"),
            Err(_) => tracing::warn!("the record's backlog is not told in time"),
        }
    }

    fn pool(&self, pool: &PoolUse) {
        let PoolUse { name, most, open, idle } = *pool;
        for (state, count) in [("used", open.saturating_sub(idle)), ("idle", idle), ("most", most)] {
            let labels = [("pool", name.to_owned()), ("state", state.to_owned())];
            self.connections.get_or_create(&labels).set(count.into());
        }
    }
}
