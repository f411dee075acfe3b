//! What is sent to the database: how many statements, which, and how the engine runs them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crm_core::Db;
use crm_core::db::Engine;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::TestDb;

/// How many statements a handle and its clones sent while the work ran, BEGIN and COMMIT included.
pub async fn statements<T>(db: &Db, work: impl Future<Output = T>) -> u64 {
    let before = db.statements();
    work.await;
    db.statements() - before
}

/// The texts of the statements that the work sent, in order, with its result. Of work handed to other tasks, as
/// loaders do, only what runs on this thread is seen: all of it in a plain `#[tokio::test]`.
pub async fn sql<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    let log = Log::default();
    let listening = tracing::Dispatch::new(tracing_subscriber::registry().with(log.clone()));
    let here = tracing::dispatcher::set_default(&listening);
    let output = work.with_subscriber(listening).await;
    drop(here);
    let texts = std::mem::take(&mut *log.0.lock().unwrap());
    (output, texts)
}

/// The statements that the work sent, without the look at the catalogue's version that a process takes once a second.
pub async fn sent<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    let (output, texts) = sql(work).await;
    (output, texts.into_iter().filter(|text| !text.contains("reference_version")).collect())
}

/// Listens to the target `crm_core::sql`.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl<S: tracing::Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "crm_core::sql" {
            event.record(&mut self.clone());
        }
    }
}

impl Visit for Log {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "sql" {
            self.0.lock().unwrap().push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// How many rows each table has.
pub async fn rows(db: &DatabaseConnection) -> BTreeMap<String, i64> {
    let backend = db.get_database_backend();
    let tables = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        _ => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    };
    let ask = async |text: &str| db.query_all_raw(Statement::from_string(backend, text)).await.unwrap();
    let tables = ask(tables).await;
    let count = |row: &QueryResult| {
        let name: String = row.try_get("", "name").unwrap();
        format!("SELECT '{name}' AS name, COUNT(*) AS rows FROM {name}")
    };
    let counts = tables.iter().map(count).collect::<Vec<_>>().join(" UNION ALL ");
    let counts = ask(&counts).await;
    counts.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "rows").unwrap())).collect()
}

/// The number that a query answers as `n`.
pub async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

/// A statement and how the engine would run it.
#[derive(Debug)]
pub struct Plan {
    /// The statement, with its placeholders.
    pub sql: String,
    /// The engine's own words: `EXPLAIN QUERY PLAN` on SQLite, `EXPLAIN` on PostgreSQL; a step a line.
    pub plan: String,
}

impl Plan {
    /// Whether a whole table is read, other than through an index.
    pub fn scans(&self, table: &str) -> bool {
        self.plan.lines().any(|line| {
            line.contains(&format!("Seq Scan on {table}"))
                || (line.contains(&format!("SCAN {table}")) && !line.contains("INDEX"))
        })
    }
}

/// How the engine would run each statement of the work, with the values that the work bound. Fill the tables first:
/// on a few rows every engine reads them all. The work gets a handle of its own on the same database.
pub async fn plans<T>(db: &TestDb, work: impl AsyncFnOnce(Db) -> T) -> Vec<Plan> {
    let raw = db.raw().await;
    raw.execute_unprepared("ANALYZE").await.unwrap();
    let sent = Arc::new(Mutex::new(Vec::new()));
    let options = db.options();
    let open = async |read_only| watched(&options.url, read_only, Arc::clone(&sent)).await;
    let handle =
        Db::from_connections(open(true).await, open(false).await, options.keys.clone(), options.settings.clone())
            .await
            .unwrap();
    sent.lock().unwrap().clear();
    work(handle.clone()).await;
    handle.close().await.unwrap();
    let sent = std::mem::take(&mut *sent.lock().unwrap());
    let mut plans = Vec::new();
    for statement in sent {
        plans.push(explain(&raw, statement).await);
    }
    plans
}

async fn explain(raw: &DatabaseConnection, statement: Statement) -> Plan {
    let (explain, column) = match crate::engine() {
        Engine::Postgres => ("EXPLAIN", "QUERY PLAN"),
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
    };
    let Statement { sql, values, db_backend } = statement;
    let rows = raw.query_all_raw(Statement { sql: format!("{explain} {sql}"), values, db_backend }).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
    Plan { sql, plan: lines.join("\n") }
}

/// A connection that notes its statements with their values.
async fn watched(url: &str, read_only: bool, sent: Arc<Mutex<Vec<Statement>>>) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    options.map_sqlx_sqlite_opts(move |sqlite: SqliteConnectOptions| sqlite.foreign_keys(true).read_only(read_only));
    let mut connection = Database::connect(options).await.unwrap();
    connection.set_metric_callback(move |info| sent.lock().unwrap().push(info.statement.clone()));
    connection
}
