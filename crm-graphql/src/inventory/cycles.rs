//! Cycles as GraphQL shows them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, Result, SimpleObject};
use crm_core::ids::CycleId;
use crm_core::inventory::cycles as core;

use super::enums::InventoryCycleState;
use super::findings::{CheckOf, InventoryCheck};
use super::plans::InventoryPlan;
use crate::catalogue::{Department, department};
use crate::context::{Batch, BatchError, Call, loads};
use crate::jobs::Job;
use crate::node_id::Id;
use crate::scalars::{Date, DateTime};

loads!(CycleId => core::Cycle, core::many);

/// Whether a cycle is halted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Halted(CycleId);

impl Loader<Halted> for Batch {
    type Value = bool;
    type Error = BatchError;

    async fn load(&self, keys: &[Halted]) -> std::result::Result<HashMap<Halted, bool>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::halted(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(keys.iter().map(|key| (*key, found.contains(&key.0))).collect())
    }
}

/// One round of the inventory of services. The public sees cycles whose results are published.
pub struct InventoryCycle(pub core::Cycle);

impl From<core::Cycle> for InventoryCycle {
    fn from(row: core::Cycle) -> Self {
        Self(row)
    }
}

/// One round of the inventory of services. The public sees cycles whose results are published.
#[Object]
impl InventoryCycle {
    /// Id.
    pub(crate) async fn id(&self) -> Id<CycleId> {
        Id(self.0.id)
    }

    /// Code that people quote; unique, never reused.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The plan by which it is opened; null to the public.
    async fn plan(&self, ctx: &Context<'_>) -> Result<Option<InventoryPlan>> {
        Ok(ctx.loaders().load_one(self.0.plan_id).await?.map(InventoryPlan))
    }

    /// The version of the plan that was in force.
    async fn plan_number(&self) -> i32 {
        self.0.plan_number
    }

    /// Where it stands.
    async fn state(&self) -> InventoryCycleState {
        self.0.state.into()
    }

    /// First day of the period that its figures are of.
    async fn window_from(&self) -> Date {
        Date(self.0.window_from)
    }

    /// Last day of that period.
    async fn window_to(&self) -> Date {
        Date(self.0.window_to)
    }

    /// When departments begin to answer.
    async fn opens_on(&self) -> Date {
        Date(self.0.opens_on)
    }

    /// Until when they answer.
    async fn answers_due(&self) -> Date {
        Date(self.0.answers_due)
    }

    /// Until when answers are verified.
    async fn verification_due(&self) -> Date {
        Date(self.0.verification_due)
    }

    /// From which the sample for second reviews is drawn: an item is drawn when the first four bytes of the SHA-256 of this
    /// number (eight bytes, the highest first) and of the service's UUID, as a number modulo 100, are below the plan's
    /// percentage.
    async fn seed(&self) -> String {
        self.0.seed.to_string()
    }

    /// The cycle closed before, with which it is compared.
    async fn previous(&self, ctx: &Context<'_>) -> Result<Option<InventoryCycle>> {
        let Some(id) = self.0.previous_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(InventoryCycle))
    }

    /// The job that opens or closes it, to its starter and to administrators.
    async fn job(&self, ctx: &Context<'_>) -> Result<Option<Job>> {
        let Some(id) = self.0.job_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Job))
    }

    /// Whether the job that opens or closes it failed or was called off. Opened or closed anew it goes on from what is there;
    /// one that was being opened may be called off.
    async fn halted(&self, ctx: &Context<'_>) -> Result<bool> {
        let working = matches!(self.0.state, core::CycleState::Opening | core::CycleState::Closing);
        Ok(working && ctx.loaders().load_one(Halted(self.0.id)).await?.unwrap_or_default())
    }

    /// The latest pass of the rules over it; null to the public.
    async fn check(&self, ctx: &Context<'_>) -> Result<Option<InventoryCheck>> {
        Ok(ctx.loaders().load_one(CheckOf(self.0.id)).await?.map(InventoryCheck))
    }

    /// When its items were there.
    async fn opened_at(&self) -> Option<DateTime> {
        self.0.opened_at.map(DateTime)
    }

    /// When its results were frozen.
    async fn closed_at(&self) -> Option<DateTime> {
        self.0.closed_at.map(DateTime)
    }

    /// When its results became public.
    async fn published_at(&self) -> Option<DateTime> {
        self.0.published_at.map(DateTime)
    }

    /// How many items its results hold.
    async fn item_count(&self) -> Option<i64> {
        self.0.items
    }

    /// Digest of its results (SHA-256, hexadecimal), chained to those of the cycle before.
    async fn digest(&self) -> Option<String> {
        self.0.digest_text()
    }

    /// Counts changes, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// How far a department has come in a cycle, in numbers of items.
pub struct InventoryCoverage(pub core::DepartmentCoverage);

/// How far a department has come in a cycle, in numbers of items.
#[Object]
impl InventoryCoverage {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(department(ctx, self.0.department_id).await?)
    }

    /// All that it is asked about, exempt ones left out.
    async fn in_scope(&self) -> i64 {
        self.0.in_scope
    }

    /// Not asked this time.
    async fn exempt(&self) -> i64 {
        self.0.exempt
    }

    /// Waiting for an answer, returned ones included.
    async fn waiting(&self) -> i64 {
        self.0.waiting
    }

    /// Answered, and waiting for somebody to approve or verify.
    async fn in_review(&self) -> i64 {
        self.0.in_review
    }

    /// Answered by the department and accepted.
    async fn accepted(&self) -> i64 {
        self.0.accepted
    }

    /// Attested by contacts alone and accepted; never counted as answered.
    async fn attested_by_contacts(&self) -> i64 {
        self.0.attested_by_contacts
    }

    /// Taken over from a file of an earlier inventory; never counted as answered.
    async fn attested_by_file(&self) -> i64 {
        self.0.attested_by_file
    }

    /// Not verified when the cycle closed, answered or not.
    async fn unverified(&self) -> i64 {
        self.0.unverified
    }

    /// Answered, ever.
    async fn answered(&self) -> i64 {
        self.0.answered
    }

    /// Of those, first answered in time.
    async fn on_time(&self) -> i64 {
        self.0.on_time
    }

    /// Accepted without ever having been returned.
    async fn first_pass(&self) -> i64 {
        self.0.first_pass
    }

    /// How complete the cards in scope are on average, 0 to 100, rounded down; as they were when the cycle closed. Null
    /// where nothing is in scope, and for cycles that an early version of the program closed.
    async fn completeness(&self) -> Option<i64> {
        self.0.completeness()
    }
}

/// What the inventory needs of the caller.
#[derive(SimpleObject)]
pub struct InventoryTasks {
    /// Items to answer.
    pub answer: u64,
    /// Answers to approve as head of the department.
    pub endorse: u64,
    /// Answers to verify.
    pub verify: u64,
    /// Mentions of services that the catalogue does not have, to settle: see `unlistedMentions`.
    pub mentions: u64,
}
