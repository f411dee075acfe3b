//! Carrying jobs out.

use async_trait::async_trait;
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::entity::{ActiveModel, Column, Entity};
use super::write::end;
use super::{ATTEMPTS, Job, JobState, LEASE};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::JobId;
use crate::op::{Actor, OpContext};
use crate::policy::Permission;
use crate::text::LanguageTag;
use crate::{staff, store};

/// One kind of work, known by its name.
#[derive(Clone, Copy)]
pub struct Kind {
    pub(crate) name: &'static str,
    pub(crate) prepare: Prepare,
}

/// Reads what the work needs, outside any transaction.
type Prepare = for<'a> fn(&'a Db, &'a OpContext, &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>>;

/// Work taken up.
#[async_trait]
pub(crate) trait Work: Send {
    /// What is slow and needs no transaction, before each step: most work has nothing of the kind.
    async fn ahead(&mut self, _db: &Db, _op: &OpContext, _job: &Job) -> Result<()> {
        Ok(())
    }

    /// The step that begins at `job.done`, inside the transaction that also counts it.
    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step>;
}

/// What a step did.
pub(crate) enum Step {
    /// So much is done now, of so much; there is more to do.
    Done { done: i64, total: i64 },
    /// It was the last one; this came of all of them.
    Last(Value),
}

impl Job {
    /// What a step says that did so many rows more. How many there are in all the first step counts, before it changes
    /// any.
    pub(crate) async fn step(&self, rows: usize, all: impl Future<Output = Result<u64>>) -> Result<Step> {
        let done = self.done.saturating_add(i64::try_from(rows).unwrap_or(i64::MAX));
        let total = match self.total {
            Some(total) => total,
            None => i64::try_from(all.await?).unwrap_or(i64::MAX),
        };
        Ok(Step::Done { done, total: total.max(done) })
    }
}

/// Takes up one job that waits, or whose worker fell silent, and works on it until it ends. Tells whether there was one.
/// Only the installation itself may.
pub async fn run_one(db: &Db, op: &OpContext, kinds: &[Kind]) -> Result<bool> {
    op.require(Permission::Upkeep)?;
    let Some(job) = take_up(db, op, kinds).await? else { return Ok(false) };
    if job.state != JobState::Running {
        return Ok(true);
    }
    let kind = kinds.iter().find(|kind| kind.name == job.kind).ok_or(Error::Corrupt { what: "kind of job" })?;
    if let Err(error) = work(db, op, kind, job.clone()).await {
        give_back(db, &op.renewed(), &job, error).await?;
    }
    Ok(true)
}

/// Claims the job that is due longest. One that was called off, or taken up too often, ends here.
async fn take_up(db: &Db, op: &OpContext, kinds: &[Kind]) -> Result<Option<Job>> {
    let tx = db.begin().await?;
    let waiting = Entity::find().filter(Column::State.is_in([JobState::Queued, JobState::Running]));
    let waiting = waiting.filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.name)));
    let waiting = waiting.filter(Column::DueAt.lte(op.at)).order_by_asc(Column::DueAt).order_by_asc(Column::Id);
    let Some(job) = store::claim(&tx, waiting.limit(1)).await?.pop() else { return Ok(None) };
    let mut row = job.clone().into_active_model();
    if job.cancel_requested {
        end(&mut row, op, JobState::Cancelled);
    } else if job.attempts >= ATTEMPTS {
        row.failure = Set(Some(json!({ "code": "UNAVAILABLE", "fields": [] })));
        end(&mut row, op, JobState::Failed);
    } else {
        row.state = Set(JobState::Running);
        row.attempts = Set(job.attempts + 1);
        row.lease = Set(Some(op.new_id::<JobId>().into()));
        row.due_at = Set(op.at + LEASE);
        row.started_at = Set(Some(job.started_at.unwrap_or(op.at)));
    }
    let job = save(&tx, op, row).await?;
    tx.commit().await?;
    Ok(Some(job))
}

/// Works step by step until the job ends, or is another worker's.
async fn work(db: &Db, op: &OpContext, kind: &Kind, mut job: Job) -> Result<()> {
    let mut own = context(db, op, &job).await?;
    let mut work = (kind.prepare)(db, &own, &job).await?;
    loop {
        own = own.renewed();
        work.ahead(db, &own, &job).await?;
        own = own.renewed();
        let tx = db.begin().await?;
        let mine = Entity::find_by_id(job.id).filter(Column::Lease.eq(job.lease));
        let Some(held) = store::held(&tx, mine).await? else { return Ok(()) };
        let mut row = held.clone().into_active_model();
        if held.cancel_requested {
            end(&mut row, &own, JobState::Cancelled);
        } else {
            match work.step(&tx, &own, &held).await? {
                Step::Done { done, total } => {
                    row.done = Set(done);
                    row.total = Set(Some(total));
                    row.due_at = Set(own.at + LEASE);
                }
                Step::Last(result) => {
                    row.result = Set(Some(result));
                    row.done = Set(held.total.unwrap_or(held.done));
                    end(&mut row, &own, JobState::Done);
                }
            }
        }
        job = save(&tx, &own, row).await?;
        tx.commit().await?;
        if job.state.is_final() {
            return Ok(());
        }
    }
}

/// Saves what became of a job, and records it when it ended.
async fn save(tx: &Db, op: &OpContext, row: ActiveModel) -> Result<Job> {
    let job = row.update(tx).await?;
    if job.state.is_final() {
        let detail = json!({ "kind": job.kind, "state": job.state.name() });
        let change = Change::of("job.end", job.id).detail(detail);
        events::record(tx, op, "job.ended", &["state"], change).await?;
    }
    Ok(job)
}

/// After an error: what passes is tried again later, what does not ends the job.
async fn give_back(db: &Db, op: &OpContext, job: &Job, error: Error) -> Result<()> {
    let passing = matches!(error, Error::Unavailable(_));
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    tracing::warn!(job = %job.id, kind = job.kind, code = error.code(), cause, "a job did not go on");
    let tx = db.begin().await?;
    let mine = Entity::find_by_id(job.id).filter(Column::Lease.eq(job.lease));
    let Some(held) = store::held(&tx, mine).await? else { return Ok(()) };
    let mut row = held.into_active_model();
    if passing && job.attempts < ATTEMPTS {
        row.state = Set(JobState::Queued);
        row.lease = Set(None);
        row.due_at = Set(op.at + TimeDelta::seconds(5 << job.attempts));
    } else {
        row.failure = Set(Some(failure(&error)));
        end(&mut row, op, JobState::Failed);
    }
    save(&tx, op, row).await?;
    tx.commit().await
}

/// Whoever started the job, with the roles that they hold now.
async fn context(db: &Db, op: &OpContext, job: &Job) -> Result<OpContext> {
    let actor = match job.staff_id {
        Some(id) => Actor::Staff(staff::as_actor(db, id).await?.ok_or(Error::Unauthenticated)?),
        None => Actor::System(job.created_by.trim_start_matches("system:").into()),
    };
    let language = LanguageTag::parse(&job.language)?;
    let own = OpContext::for_actor(actor).at(op.at).in_language(language);
    Ok(OpContext { request_id: format!("job {}", job.id).into(), stands: op.stands, ..own })
}

/// Why a job ended, for people: the code, and which fields of what it worked on are broken.
fn failure(error: &Error) -> Value {
    let fields: Vec<Value> = match error {
        Error::Invalid { fields } => fields
            .iter()
            .map(|field| {
                let say = |language| field.rule.message(&language);
                json!({
                    "path": field.path, "rule": field.rule.code(),
                    "ar": say(LanguageTag::arabic()), "en": say(LanguageTag::english())
                })
            })
            .collect(),
        _ => Vec::new(),
    };
    json!({ "code": error.code(), "fields": fields })
}
