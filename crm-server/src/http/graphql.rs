//! `/graphql` by the GraphQL-over-HTTP draft, with the actor attached.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use crm_core::{Actor, OpContext};
use crm_graphql::Request;
use serde_json::json;

use super::body;
use super::engine::{self, Answer};
use super::live::events;
use super::negotiate::{self, Media};
use super::notes::{loggable, note};
use super::{Code, Problem, State};
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
        let query = engine::request(&state, &op, body::parse(&bytes)?)?;
        if op.actor == Actor::Anonymous && engine::writes(&state, &query) {
            state.rates.write(&op, state.proxies.caller(&request))?;
        }
        run(&request, state, op, query, media).await
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
        let query = engine::request(&state, &op, body::parse_query(request.query_string())?)?;
        if engine::changes(&state, &query) {
            return Err(Problem::method("POST"));
        }
        run(&request, state, op, query, media).await
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.answer(&request))
}

/// Every other method.
pub(super) async fn other_method(request: HttpRequest, state: Data<State>) -> HttpResponse {
    let allow = if state.profile == Profile::Production { "POST" } else { "GET, POST" };
    Problem::method(allow).answer(&request)
}

/// Runs a request and gives its answer the form that was asked for.
async fn run(
    request: &HttpRequest,
    state: Data<State>,
    op: OpContext,
    query: Request,
    media: Media,
) -> Result<HttpResponse, Problem> {
    note(|notes| {
        notes.actor = Some(op.actor.kind());
        notes.operation = query.operation_name.as_deref().and_then(loggable);
    });
    if media == Media::Events {
        return Ok(events::stream(request, state, op, query));
    }
    let (status, body) = match engine::run(&state, op, query).await? {
        Answer::Carried(body) => (StatusCode::OK, body),
        Answer::Refused { errors, status } => {
            // Under application/json a well-formed request is answered 200, whatever became of it.
            let status = if media == Media::GraphQl { status } else { StatusCode::OK };
            (status, json!({ "errors": errors }).to_string())
        }
    };
    Ok(HttpResponse::build(status).content_type(media.header()).body(body))
}
