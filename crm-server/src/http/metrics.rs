//! `/metrics`: on an address of its own (`metrics.bind`), or beside everything else (`metrics.public`). It says nothing
//! of anybody, but how busy an installation is, is not everybody's business: by default it is not there.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::web::Data;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use crm_core::Db;

use super::problem::no_route;
use super::{Code, Problem, State};
use crate::metrics::Metrics;

const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Beside everything else.
pub(super) async fn public(request: HttpRequest, state: Data<State>) -> HttpResponse {
    if state.metrics_public {
        answer(&state.metrics, &state.db).await
    } else {
        Problem::from(Code::NoRoute).answer(&request)
    }
}

async fn answer(metrics: &Metrics, db: &Db) -> HttpResponse {
    match metrics.text(db).await {
        Ok(text) => HttpResponse::Ok().content_type(TEXT).body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// A server for `/metrics` alone. It stops by its handle, not by signals.
pub fn server(listener: TcpListener, metrics: Arc<Metrics>, db: Db) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        let (metrics, db) = (Arc::clone(&metrics), db.clone());
        let get = move || {
            let (metrics, db) = (Arc::clone(&metrics), db.clone());
            async move { answer(&metrics, &db).await }
        };
        App::new().route("/metrics", web::get().to(get)).default_service(web::to(no_route))
    });
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}
