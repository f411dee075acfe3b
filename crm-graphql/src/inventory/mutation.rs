//! Changes of plans.

use async_graphql::{Context, Object, Result};
use crm_core::inventory::plans;

use super::inputs::{
    ChangeInventoryPlanInput, CountInventoryVotesInput, DraftInventoryPlanInput, RecordInventoryDecisionInput,
    ReviseInventoryPlanInput, VoteOnInventoryPlanInput,
};
use super::plans::{InventoryDecision, InventoryPlan};
use crate::context::Call;
use crate::payload::{Outcome, outcome, payload};

payload! {
    /// What `draftInventoryPlan` answers.
    DraftInventoryPlanPayload {
        /// The plan, when it was drafted.
        plan: InventoryPlan
    }
}

payload! {
    /// What moves of a plan answer.
    ChangeInventoryPlanPayload {
        /// The plan, when it was changed.
        plan: InventoryPlan;
        /// The plan as it is now, after a stale version.
        current: Option<InventoryPlan>,
    }
}

payload! {
    /// What `recordInventoryDecision` and `countInventoryVotes` answer.
    InventoryDecisionPayload {
        /// The decision, when it was recorded.
        decision: InventoryDecision
    }
}

payload! {
    /// What `voteOnInventoryPlan` answers.
    VoteOnInventoryPlanPayload {
        /// The plan, when the vote was taken.
        plan: InventoryPlan
    }
}

/// The answer to a move of a plan: after a stale version with the plan as it is now.
async fn changed(
    ctx: &Context<'_>,
    id: crm_core::ids::PlanId,
    outcome: Outcome<plans::Plan>,
) -> Result<ChangeInventoryPlanPayload> {
    let current = outcome.current(plans::get(ctx.db(), ctx.op(), id)).await?.map(InventoryPlan);
    Ok(ChangeInventoryPlanPayload { current, ..outcome.into() })
}

/// Changes of plans.
#[derive(Default)]
pub struct PlansMutation;

#[Object]
impl PlansMutation {
    /// Drafts a plan of the inventory. Needs `inventory.plan`.
    async fn draft_inventory_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: DraftInventoryPlanInput,
    ) -> Result<DraftInventoryPlanPayload> {
        let plan = async { plans::draft(ctx.db(), ctx.op(), input.try_into()?).await };
        DraftInventoryPlanPayload::of(ctx, plan).await
    }

    /// Writes a plan anew; an approved one by its next version. Needs `inventory.plan`.
    async fn revise_inventory_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: ReviseInventoryPlanInput,
    ) -> Result<ChangeInventoryPlanPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, async { plans::revise(ctx.db(), ctx.op(), input.try_into()?).await }).await?;
        changed(ctx, id, outcome).await
    }

    /// Lays a plan before the committee. Needs `inventory.plan`.
    async fn submit_inventory_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: ChangeInventoryPlanInput,
    ) -> Result<ChangeInventoryPlanPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, plans::submit(ctx.db(), ctx.op(), input.into())).await?;
        changed(ctx, id, outcome).await
    }

    /// Records what the committee decided on a plan in a meeting. Needs `inventory.decide`.
    async fn record_inventory_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision.")] input: RecordInventoryDecisionInput,
    ) -> Result<InventoryDecisionPayload> {
        let decision = async { plans::record_decision(ctx.db(), ctx.op(), input.try_into()?).await };
        InventoryDecisionPayload::of(ctx, decision).await
    }

    /// Votes on a plan; a later vote takes the place of the earlier one until the votes are counted. Needs
    /// `inventory.vote`.
    async fn vote_on_inventory_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The vote.")] input: VoteOnInventoryPlanInput,
    ) -> Result<VoteOnInventoryPlanPayload> {
        VoteOnInventoryPlanPayload::of(ctx, plans::vote(ctx.db(), ctx.op(), input.into())).await
    }

    /// Counts the votes on a plan once there is a quorum. Needs `inventory.decide`.
    async fn count_inventory_votes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: CountInventoryVotesInput,
    ) -> Result<InventoryDecisionPayload> {
        InventoryDecisionPayload::of(ctx, plans::count_votes(ctx.db(), ctx.op(), input.into())).await
    }

    /// Puts the approved version of a plan in force in place of the one before. Needs `inventory.plan`.
    async fn enforce_inventory_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: ChangeInventoryPlanInput,
    ) -> Result<ChangeInventoryPlanPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, plans::enforce(ctx.db(), ctx.op(), input.into())).await?;
        changed(ctx, id, outcome).await
    }
}
