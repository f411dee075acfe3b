//! Jobs: long work, watched and called off.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use crm_core::ids::JobId;
use crm_core::jobs as core;
use crm_core::text::LanguageTag;
use serde_json::Value;

use crate::connection::{Connection, page_request};
use crate::context::{Call, loads};
use crate::errors;
use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::{DateTime, Json};

loads!(JobId => core::Job, core::many);

/// Where a job is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "JobState", remote = "core::JobState")]
pub enum JobState {
    /// Waits for a worker.
    #[graphql(name = "QUEUED")]
    Queued,
    /// A worker is at it.
    #[graphql(name = "RUNNING")]
    Running,
    /// Carried out: the result is there.
    #[graphql(name = "DONE")]
    Done,
    /// Given up: the failure says why.
    #[graphql(name = "FAILED")]
    Failed,
    /// Called off.
    #[graphql(name = "CANCELLED")]
    Cancelled,
}

/// Why a job was given up.
#[derive(SimpleObject)]
pub struct JobFailure {
    /// Code of the error.
    code: String,
    /// What is broken in that on which it worked, in the language of the reader.
    messages: Vec<String>,
}

/// Long work in steps. Its starter and administrators see it.
pub struct Job(pub core::Job);

impl From<core::Job> for Job {
    fn from(row: core::Job) -> Self {
        Self(row)
    }
}

/// Long work in steps. Its starter and administrators see it.
#[Object]
impl Job {
    /// Id.
    pub(crate) async fn id(&self) -> Id<JobId> {
        Id(self.0.id)
    }

    /// What is done, such as `service.import_sheet`.
    async fn kind(&self) -> &str {
        &self.0.kind
    }

    /// Where it is in its life.
    async fn state(&self) -> JobState {
        self.0.state.into()
    }

    /// How much is done.
    async fn done(&self) -> i64 {
        self.0.done
    }

    /// How much there is to do; null until that is known.
    async fn total(&self) -> Option<i64> {
        self.0.total
    }

    /// What came of it, once it is done.
    async fn result(&self) -> Option<Json> {
        self.0.result.clone().map(Json)
    }

    /// Why it was given up.
    async fn failure(&self, ctx: &Context<'_>) -> Option<JobFailure> {
        self.0.failure.as_ref().map(|failure| failure_of(failure, ctx.language()))
    }

    /// Whether it was called off and ends before its next step.
    async fn cancel_requested(&self) -> bool {
        self.0.cancel_requested
    }

    /// When it was started.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When a worker first took it up.
    async fn started_at(&self) -> Option<DateTime> {
        self.0.started_at.map(DateTime)
    }

    /// When it ended.
    async fn finished_at(&self) -> Option<DateTime> {
        self.0.finished_at.map(DateTime)
    }
}

fn failure_of(failure: &Value, language: &LanguageTag) -> JobFailure {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let language = if language.is_arabic() { "ar" } else { "en" };
    let messages = failure["fields"].as_array().into_iter().flatten().map(|field| text(field, language));
    JobFailure { code: text(failure, "code"), messages: messages.collect() }
}

/// A job to call off.
#[derive(InputObject)]
pub struct CancelJobInput {
    /// The job.
    id: Id<JobId>,
}

payload! {
    /// What `cancelJob` answers.
    CancelJobPayload {
        /// The job, when it was called off.
        job: Job
    }
}

/// Reads of jobs.
#[derive(Default)]
pub struct JobsQuery;

#[Object]
impl JobsQuery {
    /// A job; null when there is none, or none that the actor may see.
    async fn job(&self, ctx: &Context<'_>, #[graphql(desc = "The job's id.")] id: Id<JobId>) -> Result<Option<Job>> {
        Ok(errors::found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(Job))
    }

    /// The actor's jobs, newest first; for administrators, everybody's.
    async fn jobs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Job>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), &page).await?))
    }
}

/// Changes of jobs.
#[derive(Default)]
pub struct JobsMutation;

#[Object]
impl JobsMutation {
    /// Calls a job off: at once when no worker is at it, else before its next step. What its steps did stays.
    async fn cancel_job(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The job to call off.")] input: CancelJobInput,
    ) -> Result<CancelJobPayload> {
        CancelJobPayload::of(ctx, core::cancel(ctx.db(), ctx.op(), input.id.0)).await
    }
}
