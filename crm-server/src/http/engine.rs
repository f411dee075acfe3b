//! Between HTTP and the schema: a request out of its parts, a body and a status out of the response.

use actix_web::http::StatusCode;
use crm_core::{Actor, OpContext};
use crm_graphql::{OperationType, Request, Response};
use serde_json::{Value, json};

use super::State;
use super::body::Parts;
use crate::config::Profile;

/// What became of a request.
pub(super) struct Answer {
    pub body: Vec<u8>,
    /// The status when the request was not run at all, so that it has no `data`.
    pub refused: Option<StatusCode>,
}

/// A request, parsed as far as its parts go.
pub(super) fn request(parts: Parts) -> Request {
    let Parts { query, operation_name, variables, .. } = parts;
    let request = Request::new(query).variables(variables.unwrap_or_default());
    match operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    }
}

/// Whether a request would change something or follow events. One that cannot be read is left to the schema to refuse.
pub(super) fn changes(state: &State, request: &Request) -> bool {
    state.schema.kind(request).is_some_and(|kind| kind != OperationType::Query)
}

/// Runs a request. In production only signed-in actors may look at the schema.
pub(super) async fn run(state: &State, op: OpContext, request: Request) -> Answer {
    let closed = state.profile == Profile::Production && op.actor == Actor::Anonymous;
    let request = if closed { request.disable_introspection() } else { request };
    answer(&crm_graphql::execute(&state.schema, request, op).await)
}

fn answer(response: &Response) -> Answer {
    // Errors of a field have its path; a request that was refused as a whole has none, and gets no `data`.
    let refused = !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty());
    if refused {
        let body = json!({ "errors": response.errors });
        return Answer { body: body.to_string().into_bytes(), refused: Some(status(&body)) };
    }
    Answer { body: serde_json::to_vec(response).unwrap_or_default(), refused: None }
}

/// The status of a request without `data`, by the code of its first error.
fn status(body: &Value) -> StatusCode {
    match body["errors"][0]["extensions"]["code"].as_str() {
        Some("UNAUTHENTICATED") => StatusCode::UNAUTHORIZED,
        Some("FORBIDDEN") => StatusCode::FORBIDDEN,
        Some("RATE_LIMITED") => StatusCode::TOO_MANY_REQUESTS,
        Some("UNAVAILABLE") => StatusCode::SERVICE_UNAVAILABLE,
        Some("INTERNAL") => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}
