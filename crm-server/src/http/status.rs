//! How the server is: for load balancers, operators and tools.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use crm_core::db::SchemaStatus;
use serde_json::json;

use super::State;

/// The process runs.
pub(super) fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// Which build this is.
pub(super) fn version() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "name": "mustafid", "version": env!("CARGO_PKG_VERSION") }))
}

/// Whether requests can be answered: the database answers and its schema is this binary's. 200 or 503.
pub(super) async fn ready(state: web::Data<State>) -> HttpResponse {
    let asked = tokio::time::timeout(Duration::from_secs(2), state.db.schema_status()).await;
    let (database, migrations) = match asked {
        Ok(Ok(SchemaStatus::Current)) => ("ok", "current"),
        Ok(Ok(SchemaStatus::Pending(_))) => ("ok", "pending"),
        Ok(Ok(SchemaStatus::Newer { .. })) => ("ok", "newer"),
        Ok(Err(_)) | Err(_) => ("unreachable", "unknown"),
    };
    let ready = migrations == "current";
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = if ready { "ready" } else { "not_ready" };
    HttpResponse::build(status).json(json!({ "status": word, "database": database, "migrations": migrations }))
}

/// The schema as text.
pub(super) fn sdl() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(crm_graphql::sdl())
}
