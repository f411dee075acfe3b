//! `/graphql/ws`: the `graphql-transport-ws` protocol over a WebSocket.
//!
//! One task per connection hears, runs and tells in turn. It tells before it hears more, so that a client that reads
//! slowly is not read from either, and what waits for it is bounded.

use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, ProtocolError, Session};
use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt, StreamExt};
use serde_json::{Map, Value};
use tokio::time::{Interval, MissedTickBehavior, interval, sleep, timeout};

use super::super::body::Parts;
use super::super::connection::{Connection, InHand};
use super::super::engine::{self, Answer};
use super::super::observe::request_id;
use super::super::{Code, Problem, State, language};
use super::message::{self, Close, Incoming, PROTOCOL};
use super::operations::Operations;
use super::{Caller, Over, origin, stopping};
use crate::auth::session;
use crate::metrics::Counted;

/// What the first message may say in the place of headers.
const SAID: [HeaderName; 4] = [
    header::AUTHORIZATION,
    header::ACCEPT_LANGUAGE,
    HeaderName::from_static("x-purpose"),
    HeaderName::from_static("x-on-behalf-of"),
];
/// Pings that may go unanswered before the client counts as gone.
const SILENT: u32 = 2;
/// How long a client may take to hear that we close.
const GOODBYE: Duration = Duration::from_secs(5);

/// `GET /graphql/ws`.
pub(in super::super) async fn open(request: HttpRequest, state: Data<State>, body: Payload) -> HttpResponse {
    if let Err(problem) = state.rates.ask(state.proxies.caller(&request)) {
        return problem.answer(&request);
    }
    let Ok((answer, session, messages)) = actix_ws::handle_with_protocols(&request, body, &[PROTOCOL]) else {
        return Problem::from(Code::Upgrade).answer(&request);
    };
    let limit = state.body_limit;
    let messages = messages.max_frame_size(limit).aggregate_continuations().max_continuation_size(limit);
    let refused = if !origin::is_allowed(request.headers(), &state.origins) {
        Some(Close::ORIGIN)
    } else if !answer.headers().contains_key(header::SEC_WEBSOCKET_PROTOCOL) {
        Some(Close::SUBPROTOCOL)
    } else {
        None
    };
    let socket = Socket::new(&request, state, session);
    actix_web::rt::spawn(async move {
        match refused {
            Some(close) => socket.end(close).await,
            None => socket.serve(messages).await,
        }
    });
    answer
}

/// One connection.
struct Socket {
    state: Data<State>,
    out: Session,
    /// What the client says of itself, as headers.
    headers: HeaderMap,
    /// Who it is, once it has said so.
    caller: Option<Caller>,
    running: Operations<Answer>,
    /// Ends with the reason to close: no first message in time, then a token that ended.
    over: LocalBoxFuture<'static, Close>,
    pulse: Interval,
    /// Pings since the client was last heard.
    silent: u32,
    opening: Opening,
}

/// What is kept of the request that opened the connection.
struct Opening {
    id: Arc<str>,
    address: Option<IpAddr>,
    connection: Option<Connection>,
    _counted: Counted,
    /// Tells the connection's clock that the client owes it nothing.
    _in_hand: Option<InHand>,
}

impl Socket {
    fn new(request: &HttpRequest, state: Data<State>, out: Session) -> Self {
        let connection = Connection::of(request);
        let patience = state.read_timeout;
        let address = state.proxies.caller(request);
        let mut pulse = interval(state.ping_interval);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        pulse.reset();
        let (given, counted) = (request.headers(), state.metrics.socket());
        let mut headers: HeaderMap =
            SAID.into_iter().filter_map(|name| Some((name.clone(), given.get(&name)?.clone()))).collect();
        // Pages of other origins may open a connection, but not with the session of whoever looks at them.
        if let Some(cookie) = given.get(header::COOKIE).filter(|_| session::is_own(given)) {
            headers.insert(header::COOKIE, cookie.clone());
        }
        Self {
            state,
            out,
            headers,
            caller: None,
            running: Operations::new(),
            over: async move {
                sleep(patience).await;
                Close::INIT_TIMEOUT
            }
            .boxed_local(),
            pulse,
            silent: 0,
            opening: Opening {
                id: request_id(request),
                address,
                _counted: counted,
                _in_hand: connection.as_ref().map(Connection::in_hand),
                connection,
            },
        }
    }

    /// Serves the connection to its end.
    async fn serve(mut self, mut messages: AggregatedMessageStream) {
        let mut stopping = pin!(stopping(self.opening.connection.clone()));
        let close = loop {
            let step = tokio::select! {
                message = messages.next() => self.hear(message).await,
                Some((id, answer)) = self.running.next() => self.tell(&id, answer).await,
                _ = self.pulse.tick() => self.ping().await,
                close = &mut self.over => Err(close),
                () = &mut stopping => Err(Close::STOPPING),
            };
            if let Err(close) = step {
                break close;
            }
        };
        self.end(close).await;
    }

    async fn hear(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<(), Close> {
        let message = message.ok_or(Close::Gone)??;
        self.silent = 0;
        match message {
            // Boxed, since a connection that waits should not hold room for what it rarely does.
            AggregatedMessage::Text(text) => match message::parse(&text).ok_or(Close::BAD_MESSAGE)? {
                Incoming::Init(said) => self.init(said).boxed_local().await,
                Incoming::Subscribe { id, parts } => self.subscribe(id, parts).boxed_local().await,
                Incoming::Complete { id } => {
                    self.running.stop(&id);
                    Ok(())
                }
                Incoming::Ping(payload) => self.send(message::pong(payload)).await,
                Incoming::Pong => Ok(()),
            },
            AggregatedMessage::Ping(bytes) => self.out.pong(&bytes).await.map_err(|_| Close::Gone),
            AggregatedMessage::Pong(_) => Ok(()),
            AggregatedMessage::Binary(_) => Err(Close::BAD_MESSAGE),
            AggregatedMessage::Close(reason) => Err(Close::Asked(reason)),
        }
    }

    async fn init(&mut self, said: Map<String, Value>) -> Result<(), Close> {
        if self.caller.is_some() {
            return Err(Close::SECOND_INIT);
        }
        self.state.rates.ask(self.opening.address).map_err(|problem| self.refusal(problem))?;
        take_over(&mut self.headers, &said)?;
        let caller = Caller::of(self.state.clone(), self.headers.clone(), self.opening.id.clone()).await;
        let caller = caller.map_err(|problem| self.refusal(problem))?;
        self.over = caller.clone().over().map(Close::from).boxed_local();
        self.caller = Some(caller);
        self.send(message::ack()).await
    }

    fn refusal(&self, problem: Problem) -> Close {
        let problem = match problem.code {
            Code::Unauthenticated => self.state.rates.fail(self.opening.address).err().unwrap_or(problem),
            _ => problem,
        };
        match problem.code {
            Code::Unavailable | Code::Internal => Close::UNAVAILABLE,
            code => Close::refused(code.name()),
        }
    }

    async fn subscribe(&mut self, id: String, parts: Parts) -> Result<(), Close> {
        let caller = self.caller.as_ref().ok_or(Close::BEFORE_INIT)?;
        if self.running.has(&id) {
            return Err(Close::Taken(id));
        }
        // Before the caller is looked up, which asks the database.
        if let Err(problem) = self.state.rates.ask(self.opening.address) {
            let language = language(&self.headers).unwrap_or_else(|| self.state.db.settings().language.clone());
            return self.refuse(&id, &problem.errors(&language, &self.opening.id)).await;
        }
        let op = match caller.context().await {
            Ok(op) => op,
            Err(Problem { code: Code::Unauthenticated, .. }) => return Err(Close::TOKEN_OVER),
            Err(_) => return Err(Close::UNAVAILABLE),
        };
        if let Err(problem) = self.state.rates.act(&op) {
            return self.refuse(&id, &problem.errors(&op.language, &op.request_id)).await;
        }
        if self.running.count() >= self.state.socket_operations {
            return self.refuse(&id, &Code::TooManyOperations.errors(&op.language, &op.request_id)).await;
        }
        match engine::request(&self.state, &op, parts) {
            Ok(request) => self.running.start(id, engine::answers(self.state.clone(), op, request)),
            Err(code) => return self.refuse(&id, &code.errors(&op.language, &op.request_id)).await,
        }
        Ok(())
    }

    async fn refuse(&mut self, id: &str, errors: &Value) -> Result<(), Close> {
        self.send(message::error(id, errors)).await
    }

    async fn tell(&mut self, id: &str, answer: Option<Answer>) -> Result<(), Close> {
        let text = match answer {
            Some(Answer::Carried(answer)) => message::next(id, &answer),
            Some(Answer::Refused { errors, .. }) => {
                self.running.stop(id);
                message::error(id, &errors)
            }
            None => message::complete(id),
        };
        self.send(text).await
    }

    /// Sends a message; while it waits for a slow reader, the connection may still have to end.
    async fn send(&mut self, text: String) -> Result<(), Close> {
        tokio::select! {
            sent = self.out.text(text) => sent.map_err(|_| Close::Gone),
            close = &mut self.over => Err(close),
        }
    }

    async fn ping(&mut self) -> Result<(), Close> {
        self.silent += 1;
        if self.silent > SILENT {
            return Err(Close::Gone);
        }
        self.out.ping(b"").await.map_err(|_| Close::Gone)
    }

    async fn end(self, close: Close) {
        if matches!(close, Close::Gone) {
            return;
        }
        let reason = close.reason();
        let code = reason.as_ref().map(|reason| u16::from(reason.code));
        tracing::debug!(request_id = &*self.opening.id, code, "a WebSocket closes");
        // Told or not, it ends here.
        if timeout(GOODBYE, self.out.close(reason)).await.is_err() {
            tracing::debug!(request_id = &*self.opening.id, "a WebSocket's client did not take its end");
        }
    }
}

impl From<Over> for Close {
    fn from(over: Over) -> Self {
        match over {
            Over::Token => Self::TOKEN_OVER,
            Over::Rights => Self::RIGHTS_CHANGED,
        }
    }
}

/// Puts what the first message says in the place of headers, whatever the case of its names.
fn take_over(headers: &mut HeaderMap, said: &Map<String, Value>) -> Result<(), Close> {
    for (name, value) in said {
        let Some(name) = SAID.into_iter().find(|known| known.as_str().eq_ignore_ascii_case(name)) else { continue };
        let value = value.as_str().and_then(|text| HeaderValue::from_str(text).ok()).ok_or(Close::BAD_MESSAGE)?;
        headers.insert(name, value);
    }
    Ok(())
}
