//! The HTTP side: one application that the server and tests start alike.

mod address;
pub(crate) mod body;
mod connection;
mod cors;
pub(crate) mod engine;
mod explorer;
mod files;
mod graphql;
mod live;
pub mod metrics;
mod negotiate;
mod notes;
mod observe;
pub(crate) mod problem;
mod rates;
mod server;
mod status;
mod tls;
mod trusted;

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::guard::{Any, Get, Guard, Head};
use actix_web::http::header::HeaderValue;
use actix_web::middleware::{Condition, from_fn};
use actix_web::{App, HttpResponse, web};
use crm_core::Db;

use crate::auth::{Cookie, Issuer, Provider};
use crate::config::{Config, Origins, Profile};
use crate::metrics::Metrics;
use crate::web::{LoadError, Presses, Site};

pub use address::Proxies;
pub(crate) use files::attachment;
pub use live::close_codes;
pub(crate) use negotiate::language;
pub(crate) use observe::request_id;
pub use problem::{Code, Problem};
pub use rates::Rates;
pub use server::server;
pub use trusted::Trusted;

/// The paths that exist, with what each is for; printed at start.
pub const ADDRESSES: &[(&str, &str)] = &[
    ("/graphql", "GraphQL"),
    ("/graphql/ws", "WebSocket"),
    ("/graphql/schema.graphql", "its schema"),
    ("/", "pages"),
    (EXPLORER, "explorer"),
    ("/health/ready", "health"),
];

/// The page to try the API on.
pub const EXPLORER: &str = "/explorer";

/// What every request may use.
pub struct State {
    /// The installation.
    pub db: Db,
    /// The GraphQL schema over it.
    pub schema: crm_graphql::Schema,
    /// The documents that may be named by an id.
    pub trusted: Trusted,
    /// The pages over that.
    pub site: Site,
    /// How open the server is.
    pub profile: Profile,
    /// Most bytes of a body.
    pub body_limit: usize,
    /// How long a body may take to arrive.
    pub read_timeout: Duration,
    /// How long a request may run.
    pub run_timeout: Duration,
    /// Whether the data is made up, so that pages say so.
    pub demo: bool,
    /// Origins of web pages that may call from a browser, beside the server's own.
    pub origins: Origins,
    /// Whose JWTs are taken beside our own tokens.
    pub issuer: Option<Issuer>,
    /// The provider at which people may sign in.
    pub provider: Option<Provider>,
    /// How browsers keep a session.
    pub cookie: Cookie,
    /// The proxies that say from where callers come.
    pub proxies: Proxies,
    /// How often callers may ask.
    pub rates: Rates,
    /// The forms that were sent lately.
    pub(crate) presses: Presses,
    /// Most operations at once on one WebSocket.
    pub socket_operations: usize,
    /// How often a WebSocket is asked for a sign of life.
    pub ping_interval: Duration,
    /// What tells browsers to come by HTTPS only.
    pub hsts: Option<HeaderValue>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Whether everybody may read it.
    pub metrics_public: bool,
}

impl State {
    /// The state of an installation under a configuration. Fails when the body's own files of pages cannot be used.
    pub fn new(db: Db, config: &Config) -> Result<Self, LoadError> {
        let metrics: Arc<Metrics> = Arc::default();
        let watching = Arc::clone(&metrics);
        let schema = crm_graphql::schema_with(db.clone(), &config.limits());
        let site = Site::of(config)?;
        Ok(Self {
            trusted: Trusted::of(site.documents(), config.graphql_trusted_only.clone()),
            site,
            schema: schema.watched_by(move |verdict| observe::judged(&watching, verdict)),
            db,
            profile: config.profile,
            body_limit: config.http_body_limit,
            read_timeout: Duration::from_secs(config.http_read_timeout),
            run_timeout: Duration::from_secs(config.http_run_timeout),
            demo: false,
            origins: config.http_cors_origins.clone(),
            issuer: Issuer::of(config),
            provider: Provider::of(config),
            cookie: Cookie::of(config),
            proxies: Proxies::of(config),
            rates: Rates::of(config),
            presses: Presses::default(),
            socket_operations: config.http_socket_operations,
            ping_interval: Duration::from_secs(config.http_ping_interval.max(1)),
            hsts: hsts(config.http_hsts),
            metrics,
            metrics_public: config.metrics_public,
        })
    }
}

fn hsts(seconds: u32) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("max-age={seconds}; includeSubDomains")).ok().filter(|_| seconds > 0)
}

/// The application: routes, request ids, log lines, headers that every answer carries.
pub fn app(
    state: web::Data<State>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let cors = Condition::new(!state.origins.is_empty(), cors::cors(&state.origins));
    App::new()
        .app_data(state)
        .configure(routes)
        .default_service(web::to(problem::no_route))
        .wrap(cors)
        .wrap(from_fn(observe::request))
}

/// Answers that need nothing of the request.
type Fixed = fn() -> HttpResponse;

/// The routes alone, for a host that has an application of its own; it puts a [`State`] into its data and wraps
/// what it wants.
pub fn routes(app: &mut web::ServiceConfig) {
    app.service(
        web::resource("/graphql")
            .route(web::post().to(graphql::post))
            .route(web::get().to(graphql::get))
            .default_service(web::to(graphql::other_method)),
    );
    app.service(web::resource("/graphql/ws").route(web::get().to(live::socket::open)));
    let fixed: [(&str, Fixed); 3] =
        [("/graphql/schema.graphql", status::sdl), ("/health/live", status::live), ("/version", status::version)];
    for (path, handler) in fixed {
        app.service(readable(path).route(web::route().guard(reading()).to(move || async move { handler() })));
    }
    explorer::routes(app);
    files::routes(app);
    crate::web::routes(app);
    app.service(readable("/metrics").route(web::route().guard(reading()).to(metrics::public)));
    app.service(readable("/health/ready").route(web::route().guard(reading()).to(status::ready)));
}

/// A resource that is only read.
fn readable(path: &str) -> actix_web::Resource {
    web::resource(path).default_service(web::to(problem::only_reading))
}

pub(crate) fn reading() -> impl Guard {
    Any(Get()).or(Head())
}
