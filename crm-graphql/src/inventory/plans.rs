//! Plans as GraphQL shows them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, Result};
use crm_core::catalogue::card::CardDate as CoreDate;
use crm_core::ids::PlanId;
use crm_core::inventory::plans as core;

use super::content::{InventoryDecisionBasis, InventoryPlanContent};
use super::enums::{DecisionOutcome, PlanState, VoteChoice};
use crate::catalogue::services::{CardDate, OnCard};
use crate::context::{Batch, BatchError, Call, loads};
use crate::files::Document;
use crate::node_id::Id;
use crate::scalars::DateTime;
use crate::staff::StaffMember;

loads!(PlanId => core::Plan, core::many);

/// One version of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct VersionOf(PlanId, i32);

/// The votes on one version of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct VotesOf(PlanId, i32);
/// The versions of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct VersionsOf(PlanId);
/// The decisions on a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct DecisionsOf(PlanId);

impl Loader<VersionOf> for Batch {
    type Value = core::PlanVersion;
    type Error = BatchError;

    async fn load(&self, keys: &[VersionOf]) -> Result<HashMap<VersionOf, Self::Value>, BatchError> {
        let wanted: Vec<_> = keys.iter().map(|VersionOf(id, number)| (*id, *number)).collect();
        let found = core::many_versions(&self.db, &self.op, &wanted).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|((id, number), row)| (VersionOf(id, number), row)).collect())
    }
}

impl Loader<VotesOf> for Batch {
    type Value = Vec<core::Vote>;
    type Error = BatchError;

    async fn load(&self, keys: &[VotesOf]) -> Result<HashMap<VotesOf, Self::Value>, BatchError> {
        let wanted: Vec<_> = keys.iter().map(|VotesOf(id, number)| (*id, *number)).collect();
        let found = core::votes(&self.db, &self.op, &wanted).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|((id, number), rows)| (VotesOf(id, number), rows)).collect())
    }
}

impl Loader<VersionsOf> for Batch {
    type Value = Vec<core::PlanVersion>;
    type Error = BatchError;

    async fn load(&self, keys: &[VersionsOf]) -> Result<HashMap<VersionsOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::versions(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (VersionsOf(id), rows)).collect())
    }
}

impl Loader<DecisionsOf> for Batch {
    type Value = Vec<core::Decision>;
    type Error = BatchError;

    async fn load(&self, keys: &[DecisionsOf]) -> Result<HashMap<DecisionsOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::decisions(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (DecisionsOf(id), rows)).collect())
    }
}

/// A plan of the inventory of services.
pub struct InventoryPlan(pub core::Plan);

impl From<core::Plan> for InventoryPlan {
    fn from(row: core::Plan) -> Self {
        Self(row)
    }
}

/// A plan of the inventory of services.
#[Object]
impl InventoryPlan {
    /// Id.
    pub(crate) async fn id(&self) -> Id<PlanId> {
        Id(self.0.id)
    }

    /// Code that people quote; unique, never reused.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The latest version: the one that is written, decided on or in force.
    async fn latest(&self, ctx: &Context<'_>) -> Result<Option<InventoryPlanVersion>> {
        let latest = VersionOf(self.0.id, self.0.latest_number);
        Ok(ctx.loaders().load_one(latest).await?.map(InventoryPlanVersion))
    }

    /// The version by which cycles are opened; null before the first one is put in force.
    async fn in_force(&self, ctx: &Context<'_>) -> Result<Option<InventoryPlanVersion>> {
        let Some(number) = self.0.in_force_number else { return Ok(None) };
        Ok(ctx.loaders().load_one(VersionOf(self.0.id, number)).await?.map(InventoryPlanVersion))
    }

    /// Its versions, latest first; at most 100.
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<InventoryPlanVersion>> {
        let rows = ctx.loaders().load_one(VersionsOf(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(InventoryPlanVersion).collect())
    }

    /// What the committee decided on it, latest first; at most 100.
    async fn decisions(&self, ctx: &Context<'_>) -> Result<Vec<InventoryDecision>> {
        let rows = ctx.loaders().load_one(DecisionsOf(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(InventoryDecision).collect())
    }

    /// When it was first drafted.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Counts changes, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// One version of a plan.
pub struct InventoryPlanVersion(pub core::PlanVersion);

/// One version of a plan.
#[Object]
impl InventoryPlanVersion {
    /// Number, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Where it stands.
    async fn state(&self) -> PlanState {
        self.0.state.into()
    }

    /// What it says.
    async fn content(&self, ctx: &Context<'_>) -> Result<Option<InventoryPlanContent>> {
        let frame = ctx.db().reference().await?;
        Ok(self.0.content()?.shown(&frame))
    }

    /// SHA-256 of its text in canonical JSON, hexadecimal; from its submission on.
    async fn digest(&self) -> Option<String> {
        self.0.digest_text()
    }

    /// The member of staff who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.author_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// When it was written.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> Option<DateTime> {
        self.0.submitted_at.map(DateTime)
    }

    /// How members voted on it since it was submitted last, one vote a member.
    async fn votes(&self, ctx: &Context<'_>) -> Result<Vec<InventoryVote>> {
        let rows = ctx.loaders().load_one(VotesOf(self.0.plan_id, self.0.number)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(InventoryVote).collect())
    }
}

/// What a member votes for.
pub struct InventoryVote(core::Vote);

/// What a member votes for.
#[Object]
impl InventoryVote {
    /// The member.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        Ok(ctx.loaders().load_one(self.0.staff_id).await?.map(StaffMember))
    }

    /// The vote.
    async fn choice(&self) -> VoteChoice {
        self.0.choice.into()
    }

    /// Why.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// When.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }
}

/// A decision of the committee on a version of a plan. Never changed.
pub struct InventoryDecision(pub core::Decision);

impl From<core::Decision> for InventoryDecision {
    fn from(row: core::Decision) -> Self {
        Self(row)
    }
}

/// A decision of the committee on a version of a plan. Never changed.
#[Object]
impl InventoryDecision {
    /// The plan.
    async fn plan(&self, ctx: &Context<'_>) -> Result<Option<InventoryPlan>> {
        Ok(ctx.loaders().load_one(self.0.plan_id).await?.map(InventoryPlan))
    }

    /// Number of the version decided on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// What was decided.
    async fn outcome(&self) -> DecisionOutcome {
        self.0.outcome.into()
    }

    /// How.
    async fn basis(&self) -> InventoryDecisionBasis {
        self.0.basis.into()
    }

    /// Number of the signed minutes.
    async fn minutes_number(&self) -> Option<&str> {
        self.0.minutes_number.as_deref()
    }

    /// Day of the minutes.
    async fn minutes_on(&self, ctx: &Context<'_>) -> Result<Option<CardDate>> {
        let (Some(date), Some(calendar)) = (self.0.minutes_on, self.0.minutes_calendar) else { return Ok(None) };
        let frame = ctx.db().reference().await?;
        Ok(CoreDate { date, calendar }.shown(&frame))
    }

    /// The members who were present, or who voted.
    async fn present(&self) -> Vec<&str> {
        self.0.present_names().collect()
    }

    /// The scanned minutes.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Document>> {
        let Some(id) = self.0.document_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Document))
    }

    /// Why, or on which condition.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Votes for the plan.
    async fn votes_for(&self) -> Option<i32> {
        self.0.votes_for
    }

    /// Votes for giving it back.
    async fn votes_against(&self) -> Option<i32> {
        self.0.votes_against
    }

    /// Members who voted for neither.
    async fn abstentions(&self) -> Option<i32> {
        self.0.abstentions
    }

    /// SHA-256 over the digest of the version and everything that the decision says, hexadecimal.
    async fn digest(&self) -> String {
        self.0.digest_text()
    }

    /// The member of staff who recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.recorded_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }
}
