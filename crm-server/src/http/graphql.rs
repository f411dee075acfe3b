//! `/graphql` by the GraphQL-over-HTTP draft, with the actor attached.

use std::panic::AssertUnwindSafe;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use crm_core::OpContext;
use crm_graphql::Request;
use futures_util::FutureExt;

use super::body;
use super::negotiate::{self, Media};
use super::{Code, Problem, State, engine};
use crate::auth::Caller;
use crate::config::Profile;

/// `POST /graphql`.
pub(super) async fn post(request: HttpRequest, state: Data<State>, caller: Caller, body: Payload) -> HttpResponse {
    let answer = async {
        let media = negotiate::answer(request.headers()).ok_or(Code::NotAcceptable)?;
        if !negotiate::is_json(request.headers()) {
            return Err(Code::MediaType.into());
        }
        let op = caller.0?;
        let bytes = body::read(&request, body, state.body_limit, state.read_timeout).await?;
        run(&state, op, engine::request(body::parse(&bytes)?), media).await
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.answer(&request))
}

/// `GET /graphql`: queries, in the development profile.
pub(super) async fn get(request: HttpRequest, state: Data<State>, caller: Caller) -> HttpResponse {
    let answer = async {
        if state.profile == Profile::Production {
            return Err(Problem::method("POST"));
        }
        let media = negotiate::answer(request.headers()).ok_or(Code::NotAcceptable)?;
        let op = caller.0?;
        let query = engine::request(body::parse_query(request.query_string())?);
        if engine::changes(&state, &query) {
            return Err(Problem::method("POST"));
        }
        run(&state, op, query, media).await
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.answer(&request))
}

/// Every other method.
pub(super) async fn other_method(request: HttpRequest, state: Data<State>) -> HttpResponse {
    let allow = if state.profile == Profile::Production { "POST" } else { "GET, POST" };
    Problem::method(allow).answer(&request)
}

/// Runs a request. One that takes too long is dropped, which rolls back what it began; a panic is a defect, and
/// answered as one.
async fn run(state: &State, op: OpContext, request: Request, media: Media) -> Result<HttpResponse, Problem> {
    let request_id = op.request_id.clone();
    let running = AssertUnwindSafe(engine::run(state, op, request)).catch_unwind();
    let answer = tokio::time::timeout(state.run_timeout, running).await.map_err(|_| Code::TooLong)?;
    let answer = answer.map_err(|_| {
        tracing::error!(request_id = &*request_id, "a request panicked");
        Code::Internal
    })?;
    let status = match (media, answer.refused) {
        (Media::GraphQl, Some(status)) => status,
        // Under application/json a well-formed request is answered 200, whatever became of it.
        _ => StatusCode::OK,
    };
    Ok(HttpResponse::build(status).content_type(media.header()).body(answer.body))
}
