//! Between HTTP and the schema: a request out of its parts, a body and a status out of the response.

use std::panic::AssertUnwindSafe;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use crm_core::{Actor, OpContext};
use crm_graphql::{OperationType, Request, Response};
use futures_util::future::ready;
use futures_util::stream::{LocalBoxStream, once};
use futures_util::{FutureExt, StreamExt};
use serde_json::{Value, json};

use super::body::Parts;
use super::{Code, State};
use crate::config::Profile;

/// What became of a request.
pub(super) enum Answer {
    /// It ran: data and errors, as JSON.
    Carried(String),
    /// It was not run at all, so that it has no `data`.
    Refused {
        /// The errors, a list.
        errors: Value,
        /// What they mean in HTTP.
        status: StatusCode,
    },
}

/// A request, parsed as far as its parts go, with the document that it names.
pub(super) fn request(state: &State, op: &OpContext, mut parts: Parts) -> Result<Request, Code> {
    let text = state.trusted.text(&op.actor, &mut parts)?;
    let request = Request::new(text).variables(parts.variables.unwrap_or_default());
    Ok(match parts.operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    })
}

/// Whether a request would change something or follow events. One that cannot be read is left to the schema to refuse.
pub(super) fn changes(state: &State, request: &Request) -> bool {
    state.schema.kind(request).is_some_and(|kind| kind != OperationType::Query)
}

/// Whether a request would change something.
pub(super) fn writes(state: &State, request: &Request) -> bool {
    state.schema.kind(request) == Some(OperationType::Mutation)
}

/// Carries a request out. One that takes too long is dropped, which rolls back what it began; a panic is a defect, and
/// answered as one.
pub(super) async fn run(state: &State, op: OpContext, request: Request) -> Result<Answer, Code> {
    answer(state, &respond(state, op, request).await?)
}

/// The same with the response as it is, for pages.
pub(crate) async fn respond(state: &State, op: OpContext, request: Request) -> Result<Response, Code> {
    let request_id = op.request_id.clone();
    let request = shown(state, &op, request);
    let running = AssertUnwindSafe(crm_graphql::execute(&state.schema, request, op)).catch_unwind();
    let response = tokio::time::timeout(state.run_timeout, running).await.map_err(|_| Code::TooLong)?;
    response.map_err(|_| panicked(&request_id))
}

/// The answers to a request: any number to a subscription, one to everything else.
pub(super) fn answers(state: Data<State>, op: OpContext, request: Request) -> LocalBoxStream<'static, Answer> {
    let (language, request_id) = (op.language.clone(), op.request_id.clone());
    let answers = if state.schema.kind(&request) == Some(OperationType::Subscription) {
        let request = shown(&state, &op, request);
        let request_id = request_id.clone();
        AssertUnwindSafe(crm_graphql::execute_stream(&state.schema, request, op))
            .catch_unwind()
            .scan(state.metrics.subscription(), move |_running, response| {
                ready(Some(response.map_err(|_| panicked(&request_id)).and_then(|response| answer(&state, &response))))
            })
            .boxed_local()
    } else {
        once(async move { run(&state, op, request).await }).boxed_local()
    };
    answers.map(move |answer| answer.unwrap_or_else(|code| code.answer(&language, &request_id))).boxed_local()
}

/// In production only signed-in actors may look at the schema.
fn shown(state: &State, op: &OpContext, request: Request) -> Request {
    let closed = state.profile == Profile::Production && op.actor == Actor::Anonymous;
    if closed { request.disable_introspection() } else { request }
}

fn panicked(request_id: &str) -> Code {
    tracing::error!(request_id, "a request panicked");
    Code::Internal
}

fn answer(state: &State, response: &Response) -> Result<Answer, Code> {
    crm_graphql::errors::codes(response).for_each(|code| state.metrics.error(code));
    // Errors of a field have its path; a request that was refused as a whole has none, and gets no `data`.
    let refused = !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty());
    if refused {
        let errors = json!(response.errors);
        return Ok(Answer::Refused { status: status(&errors), errors });
    }
    serde_json::to_string(response).map(Answer::Carried).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written as JSON");
        Code::Internal
    })
}

/// The status of a request without `data`, by the code of its first error.
fn status(errors: &Value) -> StatusCode {
    status_of(errors[0]["extensions"]["code"].as_str().unwrap_or_default())
}

/// What a code means in HTTP.
pub(crate) fn status_of(code: &str) -> StatusCode {
    match code {
        "UNAUTHENTICATED" => StatusCode::UNAUTHORIZED,
        "FORBIDDEN" => StatusCode::FORBIDDEN,
        "RATE_LIMITED" => StatusCode::TOO_MANY_REQUESTS,
        "UNAVAILABLE" => StatusCode::SERVICE_UNAVAILABLE,
        "INTERNAL" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}
