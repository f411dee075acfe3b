//! The one file that touches what differs between the releases 7 and 8 of async-graphql: building, loaders, limits,
//! execution.

use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::futures_util::future::BoxFuture;
use async_graphql::futures_util::{FutureExt, Stream, StreamExt};
use async_graphql::runtime::{Timer, TokioSpawner};
use async_graphql::{EmptySubscription, Request, Response};
use crm_core::{Db, OpContext};

use crate::context::{Batch, Loaders, Session};
use crate::errors;
use crate::nesting::is_too_deep;
use crate::{Mutation, Query};

/// The schema with its database.
#[derive(Clone)]
pub struct Schema {
    inner: async_graphql::Schema<Query, Mutation, EmptySubscription>,
    db: Option<Db>,
}

/// How much a document may ask for.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How deep fields may nest.
    pub depth: usize,
    /// Sum over all fields, each times the page sizes above it.
    pub complexity: usize,
    /// Directives on one field.
    pub directives: usize,
    /// How deep the parser follows selections.
    pub recursion: usize,
    /// Aliases in the whole document.
    pub aliases: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 16, complexity: 20_000, directives: 10, recursion: 32, aliases: 30 }
    }
}

impl Schema {
    /// Builds the schema; without a database it is good for its SDL only.
    pub(crate) fn build(db: Option<Db>, limits: &Limits) -> Self {
        let inner = async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription)
            .limit_depth(limits.depth)
            .limit_complexity(limits.complexity)
            .limit_directives(limits.directives)
            .limit_recursive_depth(limits.recursion)
            .limit_aliases(limits.aliases)
            .disable_suggestions()
            .finish();
        Self { inner, db }
    }

    /// The schema in GraphQL's schema language.
    pub fn sdl(&self) -> String {
        self.inner.sdl()
    }
}

/// Carries out one request for an actor. `request` comes with introspection on; the server switches it off with
/// [`Request::disable_introspection`] for whom it should be. The answer's errors are in their final form.
pub async fn execute(schema: &Schema, mut request: Request, op: OpContext) -> Response {
    if is_too_deep(&request) {
        return errors::too_deep(&op);
    }
    // parsed here, so that the parser's own words never reach the caller
    if let Err(error) = request.parsed_query() {
        return errors::unreadable(&error, &op);
    }
    let response = match session(schema, &op) {
        Some(session) => whole(schema.inner.execute(request.data(session))).await,
        None => Response::default(),
    };
    errors::finish(response, &op)
}

/// [`execute`] for subscriptions: a stream of answers, each in its final form.
pub fn execute_stream(
    schema: &Schema,
    mut request: Request,
    op: OpContext,
) -> impl Stream<Item = Response> + Send + Unpin + use<> {
    let refused = if is_too_deep(&request) {
        Some(errors::too_deep(&op))
    } else {
        request.parsed_query().err().map(|error| errors::unreadable(&error, &op))
    };
    let stream = match (refused, session(schema, &op)) {
        (Some(refused), _) => futures_util::stream::iter([refused]).boxed(),
        (None, Some(session)) => schema.inner.execute_stream(request.data(session)).boxed(),
        (None, None) => futures_util::stream::empty().boxed(),
    };
    stream.map(move |response| errors::finish(response, &op))
}

/// Runs on without giving way in the middle of a page: at each such pause the loaders would send off what they have
/// gathered so far, and a page of a hundred rows would take many times the statements of a page of ten. The limits of
/// the schema bound how long a turn takes.
fn whole<T>(execution: impl Future<Output = T>) -> impl Future<Output = T> {
    tokio::task::unconstrained(execution)
}

fn session(schema: &Schema, op: &OpContext) -> Option<Session> {
    let db = schema.db.clone()?;
    Some(Session { loaders: loaders(db.clone(), op.clone()), db, op: op.clone() })
}

/// Loaders without a cache: a mutation may change what an earlier field of the request loaded.
fn loaders(db: Db, op: OpContext) -> Loaders {
    DataLoader::new(Batch { db, op }, TokioSpawner::current(), NextTurn)
}

/// Collects ids until the executor has polled everything that was ready, rather than for a fixed millisecond.
struct NextTurn;

impl Timer for NextTurn {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        tokio::task::yield_now().boxed()
    }
}
