//! `POST /graphql` with `Accept: text/event-stream`: answers as server-sent events, one connection for each operation
//! (the "distinct connections mode" of the graphql-sse protocol).

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use actix_web::body::BodyStream;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use crm_core::OpContext;
use crm_graphql::Request;
use futures_util::StreamExt;
use futures_util::stream::poll_fn;
use serde_json::{Value, json};
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::{MissedTickBehavior, interval};

use super::super::connection::Connection;
use super::super::engine::{self, Answer};
use super::super::{Code, State};
use super::{Caller, Over, stopping};

/// How often something is said when there is nothing to say, so that no proxy takes the connection for dead.
const COMMENT: Duration = Duration::from_secs(12);
/// What tells a client that there is no more to come.
const COMPLETE: &str = "event: complete\ndata:\n\n";
/// Events that may wait for a client.
const WAITING: usize = 8;

/// The answers to a request as they come.
pub(in super::super) fn stream(
    request: &HttpRequest,
    state: Data<State>,
    op: OpContext,
    query: Request,
) -> HttpResponse {
    let (sender, mut events) = channel(WAITING);
    let connection = Connection::of(request);
    let caller = Caller::as_in(state, request.headers().clone(), &op);
    actix_web::rt::spawn(async move {
        let _in_hand = connection.as_ref().map(Connection::in_hand);
        tell(caller, op, query, connection.clone(), sender).await;
    });
    HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        // For proxies that would gather the events first.
        .insert_header((header::HeaderName::from_static("x-accel-buffering"), "no"))
        .body(BodyStream::new(poll_fn(move |cx| events.poll_recv(cx).map(|event| event.map(Ok::<_, Infallible>)))))
}

/// Sends events until the operation, the token, the server or the connection ends. Without `complete` at the end a client
/// comes again.
async fn tell(caller: Caller, op: OpContext, query: Request, connection: Option<Connection>, events: Sender<Bytes>) {
    let (language, request_id) = (op.language.clone(), op.request_id.clone());
    let mut answers = pin!(engine::answers(caller.state.clone(), op, query));
    let mut over = pin!(caller.over());
    let mut stopping = pin!(stopping(connection));
    let mut comment = interval(COMMENT);
    comment.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let (event, last) = tokio::select! {
            answer = answers.next() => match answer {
                Some(Answer::Carried(answer)) => (next(&answer), false),
                Some(Answer::Refused { errors, .. }) => (refusal(&errors), true),
                None => (COMPLETE.into(), true),
            },
            _ = comment.tick() => (":\n\n".into(), false),
            over = &mut over => match over {
                Over::Rights => return,
                Over::Token => (refusal(&Code::Unauthenticated.errors(&language, &request_id)), true),
            },
            () = &mut stopping => return,
            () = events.closed() => return,
        };
        if events.send(event.into()).await.is_err() || last {
            return;
        }
    }
}

/// An answer; JSON has no line breaks that would end it early.
fn next(answer: &str) -> String {
    format!("event: next\ndata: {answer}\n\n")
}

/// The last answer of an operation that cannot go on.
fn refusal(errors: &Value) -> String {
    next(&json!({ "errors": errors }).to_string()) + COMPLETE
}
