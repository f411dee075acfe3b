//! Around every request: its id, its context, one log line, the headers that every answer carries.

use std::sync::Arc;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};
use crm_core::OpContext;
use crm_core::db::Meter;
use crm_graphql::{OperationType, Verdict};
use tracing::Instrument;

use super::connection::Connection;
use super::{State, notes};
use crate::metrics::Metrics;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(Clone)]
struct RequestId(Arc<str>);

/// The id of a request: the caller's own if it is a sane one, otherwise one of ours.
pub(crate) fn request_id(request: &HttpRequest) -> Arc<str> {
    if let Some(RequestId(id)) = request.extensions().get() {
        return id.clone();
    }
    fresh_or_given(request.headers())
}

fn fresh_or_given(headers: &HeaderMap) -> Arc<str> {
    let sane = |id: &&str| {
        let word = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        // Without a letter it could be a person's number.
        word && id.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(sane);
    given.map_or_else(|| OpContext::anonymous().request_id, Arc::from)
}

/// A method as it may be logged: into one of its own a caller may write anything.
fn known(method: &Method) -> &str {
    const KNOWN: [Method; 7] =
        [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS, Method::PUT, Method::PATCH, Method::DELETE];
    if KNOWN.contains(method) { method.as_str() } else { "other" }
}

/// Notes what the gate found of a request.
pub(super) fn judged(metrics: &Metrics, verdict: &Verdict) {
    metrics.cost(verdict.cost);
    notes::note(|notes| {
        notes.cost = Some(verdict.cost);
        notes.kind = verdict.kind.map(|kind| match kind {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        });
    });
}

/// The middleware.
pub(super) async fn request(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let in_hand = Connection::of(request.request()).map(|connection| connection.in_hand());
    let id = fresh_or_given(request.headers());
    request.extensions_mut().insert(RequestId(id.clone()));
    let hsts = request.app_data::<Data<State>>().and_then(|state| state.hsts.clone());
    // at the level of errors, so that it is there at every level
    let span = tracing::error_span!("request", request_id = &*id);
    let meter = Meter::default();
    let carried = meter.clone().carried(next.call(request).instrument(span));
    let (answer, notes) = notes::taking(carried).await;
    let mut answer = answer?;
    drop(in_hand);
    let headers = answer.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ] {
        // A page brings its own.
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Some(value) = hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    let (request, took) = (answer.request(), started.elapsed());
    // The route rather than the path, into which a caller may write anything.
    let (route, status) = (request.match_pattern(), answer.status().as_u16());
    let (route, kind) = (route.as_deref().unwrap_or("none"), notes.kind.unwrap_or("none"));
    if let Some(state) = request.app_data::<Data<State>>() {
        state.metrics.request(route, kind, status, took);
        state.metrics.statements(route, kind, meter.statements());
    }
    tracing::info!(
        target: "crm_server::http",
        request_id = &*id,
        method = known(request.method()),
        route,
        status,
        actor = notes.actor,
        kind = notes.kind,
        operation = notes.operation,
        cost = notes.cost,
        statements = meter.statements(),
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        "request"
    );
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_be_a_persons_number_is_not_taken() {
        let id = |given: &'static str| {
            fresh_or_given(&[(REQUEST_ID, HeaderValue::from_static(given))].into_iter().collect())
        };
        assert_eq!(&*id("trace-1012345672"), "trace-1012345672");
        for refused in ["1012345672", "05-5123-4567", "a b", ""] {
            assert_ne!(&*id(refused), refused);
        }
    }

    #[test]
    fn a_method_of_ones_own_is_not_logged() {
        assert_eq!(known(&Method::POST), "POST");
        assert_eq!(known(&Method::from_bytes(b"ID1012345672").unwrap()), "other");
    }
}
