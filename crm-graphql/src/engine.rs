//! The one file that touches what differs between the releases 7 and 8 of async-graphql: building, loaders, limits,
//! execution.

mod turns;

use std::sync::Arc;
use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::futures_util::future::{BoxFuture, ready};
use async_graphql::futures_util::task::{FutureObj, Spawn, SpawnError};
use async_graphql::futures_util::{FutureExt, Stream, StreamExt};
use async_graphql::parser::types::OperationType;
use async_graphql::registry::Registry;
use async_graphql::runtime::{Timer, TokioSpawner};
use async_graphql::{OutputType, Request, Response, SubscriptionType};
use crm_core::db::Meter;
use crm_core::{Db, OpContext, access};
use tracing::Instrument;
use turns::Turns;

use crate::context::{Batch, Loaders, Session};
use crate::errors;
use crate::gate::{self, Limits, Verdict};
use crate::{Mutation, Query, Subscription};

/// The schema with its database.
#[derive(Clone)]
pub struct Schema {
    inner: async_graphql::Schema<Query, Mutation, Subscription>,
    db: Option<Db>,
    limits: Limits,
    watcher: Option<Watcher>,
}

/// Told of every request's verdict before the request runs.
type Watcher = Arc<dyn Fn(&Verdict) + Send + Sync>;

impl Schema {
    /// Builds the schema; without a database it is good for its SDL only.
    pub(crate) fn build(db: Option<Db>, limits: &Limits) -> Self {
        let inner = async_graphql::Schema::build(Query::default(), Mutation::default(), Subscription::default())
            // the gate has counted before; this one cannot be switched off
            .limit_recursive_depth(limits.nesting())
            .disable_suggestions()
            .finish();
        Self { inner, db, limits: limits.clone(), watcher: None }
    }

    /// The same schema, with someone who is told of every request's cost, and why it was refused if it was.
    #[must_use]
    pub fn watched_by(self, watcher: impl Fn(&Verdict) + Send + Sync + 'static) -> Self {
        Self { watcher: Some(Arc::new(watcher)), ..self }
    }

    /// The kind of operation that a request would run; none when it will be refused.
    pub fn kind(&self, request: &Request) -> Option<OperationType> {
        gate::kind(request, &self.limits)
    }

    /// Lets a request through the gate; answers one that is refused.
    fn refuse(&self, request: &mut Request, op: &OpContext) -> Option<Response> {
        let verdict = gate::judge(request, &self.limits, &op.actor);
        if let Some(watcher) = &self.watcher {
            watcher(&verdict);
        }
        verdict.refusal.map(|refusal| refusal.answer(op))
    }

    /// The schema in GraphQL's schema language.
    pub fn sdl(&self) -> String {
        self.inner.sdl()
    }
}

/// The types of the schema as the engine keeps them, without those of introspection.
pub(crate) fn registry() -> Registry {
    let mut registry = Registry::default();
    Query::create_type_info(&mut registry);
    Mutation::create_type_info(&mut registry);
    Subscription::create_type_info(&mut registry);
    registry
}

/// Carries out one request for an actor. `request` comes with introspection on; the server switches it off with
/// [`Request::disable_introspection`] for whom it should be. The answer's errors are in their final form.
pub async fn execute(schema: &Schema, mut request: Request, op: OpContext) -> Response {
    if let Some(refused) = schema.refuse(&mut request, &op) {
        return refused;
    }
    // Whom the fields show is logged in one go, before the answer goes out.
    let op = op.gathering_access();
    let Some(db) = &schema.db else { return Response::default() };
    let db = db.for_request().await;
    let turns = Arc::new(Turns::default());
    let session = session(&db, &op, &turns);
    let response = turns.run(schema.inner.execute(request.data(session))).await;
    settled(&db, response, &op).await.unwrap_or_else(|instead| instead)
}

/// The answer in its final form, once it is durable whom it shows; otherwise none of it, and what goes out instead.
async fn settled(db: &Db, response: Response, op: &OpContext) -> Result<Response, Response> {
    match access::settle(db, op).await {
        Ok(()) => Ok(errors::finish(response, op)),
        Err(error) => Err(errors::instead(error, op)),
    }
}

/// [`execute`] for subscriptions: a stream of answers, each in its final form.
pub fn execute_stream(
    schema: &Schema,
    mut request: Request,
    op: OpContext,
) -> impl Stream<Item = Response> + Send + Unpin + use<> {
    let refused = schema.refuse(&mut request, &op);
    let op = op.gathering_access();
    match (refused, schema.db.clone()) {
        (Some(refused), _) => futures_util::stream::iter([refused]).boxed(),
        (None, Some(db)) => {
            let turns = Arc::new(Turns::default());
            let session = session(&db, &op, &turns);
            let answers = turns.follow(schema.inner.execute_stream(request.data(session)));
            until_unsettled(answers, db, op).boxed()
        }
        (None, None) => futures_util::stream::empty().boxed(),
    }
}

/// Answers in their final form; one that cannot be settled is the last.
fn until_unsettled(
    answers: impl Stream<Item = Response> + Unpin,
    db: Db,
    op: OpContext,
) -> impl Stream<Item = Response> {
    futures_util::stream::unfold(Some((answers, db, op)), async |going_on| {
        let (mut answers, db, op) = going_on?;
        let answer = answers.next().await?;
        Some(match settled(&db, answer, &op.renewed()).await {
            Ok(answer) => (answer, Some((answers, db, op))),
            Err(instead) => (instead, None),
        })
    })
}

fn session(db: &Db, op: &OpContext, turns: &Arc<Turns>) -> Session {
    Session { loaders: loaders(db.clone(), op.clone(), turns), db: db.clone(), op: op.clone() }
}

/// Loaders without a cache: a mutation may change what an earlier field of the request loaded.
fn loaders(db: Db, op: OpContext, turns: &Arc<Turns>) -> Loaders {
    let start = InRequest { spawner: TokioSpawner::current(), turns: Arc::clone(turns) };
    DataLoader::new(Batch { db, op }, start, AtOnce)
}

/// Starts the loaders' batches when it is time, and so that they go on counting and logging for their request.
struct InRequest {
    spawner: TokioSpawner,
    turns: Arc<Turns>,
}

impl Spawn for InRequest {
    fn spawn_obj(&self, batch: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let batch = Arc::clone(&self.turns).batch(batch).in_current_span();
        match Meter::current() {
            Some(meter) => self.spawner.spawn_obj(FutureObj::new(Box::new(meter.carried(batch)))),
            None => self.spawner.spawn_obj(FutureObj::new(Box::new(batch))),
        }
    }
}

/// No delay of the loaders' own: [`Turns`] says when a batch goes.
struct AtOnce;

impl Timer for AtOnce {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        ready(()).boxed()
    }
}
