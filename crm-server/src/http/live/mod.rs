//! Answers that go on: a WebSocket at `/graphql/ws`, server-sent events on `/graphql`. Both carry what
//! [`engine::answers`](super::engine::answers) gives, and end when the token behind them does.

pub(super) mod events;
mod message;
mod operations;
mod origin;
pub(super) mod socket;

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::HeaderMap;
use actix_web::web::Data;
use crm_core::op::IntegrationActor;
use crm_core::{Actor, OpContext};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::connection::Connection;
use super::{Code, Problem, State};
use crate::auth;

pub use message::close_codes;

/// How often a connection asks whether its token still holds. With the time for which a token is trusted unasked, this
/// stays under 5 s.
const ASKED: Duration = Duration::from_secs(2);

/// Who is at the other end of an open connection.
#[derive(Clone)]
struct Caller {
    state: Data<State>,
    /// What it says of itself, as headers.
    headers: HeaderMap,
    actor: Actor,
    /// The system through which it acts, if it does.
    through: Option<IntegrationActor>,
}

/// Why a connection of a caller must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// The token expired or was revoked.
    Token,
    /// The caller's roles or departments are no longer those that answers were chosen by.
    Rights,
}

impl Caller {
    async fn of(state: Data<State>, headers: HeaderMap, request_id: Arc<str>) -> Result<Self, Problem> {
        let op = auth::of_headers(&state, &headers, request_id).boxed_local().await?;
        Ok(Self::as_in(state, headers, &op))
    }

    /// The caller of a context that came of these headers.
    fn as_in(state: Data<State>, headers: HeaderMap, op: &OpContext) -> Self {
        Self { state, headers, actor: op.actor.clone(), through: op.through.clone() }
    }

    /// A context for one more operation, as of now. Asking the database is a large future, kept out of those of
    /// connections that mostly wait.
    fn context(&self) -> LocalBoxFuture<'_, Result<OpContext, Problem>> {
        let request_id = OpContext::anonymous().request_id;
        auth::of_headers(&self.state, &self.headers, request_id).boxed_local()
    }

    /// Waits until the caller is no longer who it was.
    async fn over(self) -> Over {
        if self.actor == Actor::Anonymous {
            return pending().await;
        }
        loop {
            tokio::time::sleep(ASKED).await;
            match self.context().await {
                Ok(op) if op.actor == self.actor && op.through == self.through => {}
                Err(Problem { code: Code::Unauthenticated, .. }) => return Over::Token,
                // The database or the issuer is away; nothing comes from the one, and what the other signed holds.
                Err(Problem { code: Code::Unavailable | Code::Internal, .. }) => {}
                // Other rights than at first, or none: such as of a member for whom a system acts, and who has left.
                Ok(_) | Err(_) => return Over::Rights,
            }
        }
    }
}

/// Ends when the server is asked to stop in order.
async fn stopping(connection: Option<Connection>) {
    match connection {
        Some(connection) => connection.stopping().await,
        None => pending().await,
    }
}
