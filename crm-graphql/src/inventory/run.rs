//! Changes of cycles and their items.

use async_graphql::{Context, Object, Result};
use crm_core::ids::CycleId;
use crm_core::inventory::items::delegations;
use crm_core::inventory::{cycles, findings, items};

use super::cycles::InventoryCycle;
use super::inputs::{
    AnswerInventoryItemsInput, AttachInventoryEvidenceInput, ChangeInventoryCycleInput, DelegateInventoryAnswersInput,
    ExtendInventoryItemsInput, MoveInventoryItemsInput, RevokeInventoryDelegationInput, ScheduleInventoryCycleInput,
    WaiveInventoryFindingInput,
};
use super::items::{InventoryDelegation, InventoryItem};
use crate::context::Call;
use crate::payload::{Outcome, outcome, payload};

payload! {
    /// What `scheduleInventoryCycle` answers.
    ScheduleInventoryCyclePayload {
        /// The cycle, when it was scheduled.
        cycle: InventoryCycle
    }
}

payload! {
    /// What moves of a cycle answer.
    ChangeInventoryCyclePayload {
        /// The cycle, when it was moved.
        cycle: InventoryCycle;
        /// The cycle as it is now, after a stale version.
        current: Option<InventoryCycle>,
    }
}

payload! {
    /// What changes of items answer.
    InventoryItemsPayload {
        /// The items as they are now, in the order of the input, when all were changed.
        items: Vec<InventoryItem>
    }
}

payload! {
    /// What `extendInventoryItems` answers.
    ExtendInventoryItemsPayload {
        /// How many items got more time.
        extended: u64
    }
}

payload! {
    /// What `waiveInventoryFinding` answers.
    WaiveInventoryFindingPayload {
        /// The item, when the finding was waived.
        item: InventoryItem
    }
}

payload! {
    /// What `attachInventoryEvidence` answers.
    AttachInventoryEvidencePayload {
        /// The item, when the document was attached.
        item: InventoryItem
    }
}

payload! {
    /// What changes of delegations answer.
    InventoryDelegationPayload {
        /// The delegation, when it was changed.
        delegation: InventoryDelegation
    }
}

/// Items as GraphQL shows them.
async fn shown(
    moved: impl Future<Output = crm_core::Result<Vec<items::Item>>> + Send,
) -> crm_core::Result<Vec<InventoryItem>> {
    Ok(moved.await?.into_iter().map(InventoryItem).collect())
}

/// The answer to a move of a cycle: after a stale version with the cycle as it is now.
async fn moved(ctx: &Context<'_>, id: CycleId, outcome: Outcome<cycles::Cycle>) -> Result<ChangeInventoryCyclePayload> {
    let current = outcome.current(cycles::get(ctx.db(), ctx.op(), id)).await?.map(InventoryCycle);
    Ok(ChangeInventoryCyclePayload { current, ..outcome.into() })
}

/// Changes of cycles and their items.
#[derive(Default)]
pub struct CyclesMutation;

#[Object]
impl CyclesMutation {
    /// Schedules a cycle by the plan's version in force. Needs `inventory.run`.
    async fn schedule_inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: ScheduleInventoryCycleInput,
    ) -> Result<ScheduleInventoryCyclePayload> {
        let cycle = async { cycles::schedule(ctx.db(), ctx.op(), input.try_into()?).await };
        ScheduleInventoryCyclePayload::of(ctx, cycle).await
    }

    /// Opens a scheduled cycle, or a halted one anew: a job makes its items. Needs `inventory.run`.
    async fn open_inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: ChangeInventoryCycleInput,
    ) -> Result<ChangeInventoryCyclePayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, cycles::open(ctx.db(), ctx.op(), input.into())).await?;
        moved(ctx, id, outcome).await
    }

    /// Ends the time to answer. Needs `inventory.run`.
    async fn begin_inventory_verification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: ChangeInventoryCycleInput,
    ) -> Result<ChangeInventoryCyclePayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, cycles::begin_verification(ctx.db(), ctx.op(), input.into())).await?;
        moved(ctx, id, outcome).await
    }

    /// Closes a cycle, or a halted one anew: a job marks what nobody verified and freezes the results. Needs `inventory.run`.
    async fn close_inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: ChangeInventoryCycleInput,
    ) -> Result<ChangeInventoryCyclePayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, cycles::close(ctx.db(), ctx.op(), input.into())).await?;
        moved(ctx, id, outcome).await
    }

    /// Makes a closed cycle's results public. Needs `inventory.run`.
    async fn publish_inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: ChangeInventoryCycleInput,
    ) -> Result<ChangeInventoryCyclePayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, cycles::publish(ctx.db(), ctx.op(), input.into())).await?;
        moved(ctx, id, outcome).await
    }

    /// Calls a cycle off that is scheduled, or whose opening halted. Needs `inventory.run`.
    async fn cancel_inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: ChangeInventoryCycleInput,
    ) -> Result<ChangeInventoryCyclePayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, cycles::cancel(ctx.db(), ctx.op(), input.into())).await?;
        moved(ctx, id, outcome).await
    }

    /// Answers items for a department. Needs `inventory.answer` there, or a delegation.
    async fn answer_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answers.")] input: AnswerInventoryItemsInput,
    ) -> Result<InventoryItemsPayload> {
        InventoryItemsPayload::of(ctx, shown(items::answer(ctx.db(), ctx.op(), input.into()))).await
    }

    /// Approves answers as head of the department, where the plan asks for it. Needs `inventory.endorse`.
    async fn endorse_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The items.")] input: MoveInventoryItemsInput,
    ) -> Result<InventoryItemsPayload> {
        InventoryItemsPayload::of(ctx, shown(items::endorse(ctx.db(), ctx.op(), input.into()))).await
    }

    /// Finds answers right; those drawn for it go to a second verifier. Needs `inventory.verify`; nobody verifies their own answer.
    async fn accept_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The items.")] input: MoveInventoryItemsInput,
    ) -> Result<InventoryItemsPayload> {
        InventoryItemsPayload::of(ctx, shown(items::accept(ctx.db(), ctx.op(), input.into()))).await
    }

    /// Gives answers back with a reason. Needs `inventory.verify`.
    async fn return_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The items.")] input: MoveInventoryItemsInput,
    ) -> Result<InventoryItemsPayload> {
        InventoryItemsPayload::of(ctx, shown(items::give_back(ctx.db(), ctx.op(), input.into()))).await
    }

    /// Asks nothing of items this time, with a reason. Needs `inventory.run`.
    async fn exempt_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The items.")] input: MoveInventoryItemsInput,
    ) -> Result<InventoryItemsPayload> {
        InventoryItemsPayload::of(ctx, shown(items::exempt(ctx.db(), ctx.op(), input.into()))).await
    }

    /// Asks anew about what is decided, with a reason. Needs `inventory.run`.
    async fn reopen_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The items.")] input: MoveInventoryItemsInput,
    ) -> Result<InventoryItemsPayload> {
        InventoryItemsPayload::of(ctx, shown(items::reopen(ctx.db(), ctx.op(), input.into()))).await
    }

    /// Gives a department more time for what it has not answered. Needs `inventory.run`.
    async fn extend_inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which items, until when, and why.")] input: ExtendInventoryItemsInput,
    ) -> Result<ExtendInventoryItemsPayload> {
        ExtendInventoryItemsPayload::of(ctx, items::extend(ctx.db(), ctx.op(), input.into())).await
    }

    /// Attaches a document to an item, where it stays. Whoever may answer the item may, as long as it may be answered.
    async fn attach_inventory_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document and the item.")] input: AttachInventoryEvidenceInput,
    ) -> Result<AttachInventoryEvidencePayload> {
        AttachInventoryEvidencePayload::of(ctx, items::attach(ctx.db(), ctx.op(), input.into())).await
    }

    /// Says with a reason that a finding is none. Needs `inventory.verify`; nobody waives what is found in their own answer.
    async fn waive_inventory_finding(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The finding, and why it is none.")] input: WaiveInventoryFindingInput,
    ) -> Result<WaiveInventoryFindingPayload> {
        WaiveInventoryFindingPayload::of(ctx, findings::waive(ctx.db(), ctx.op(), input.into())).await
    }

    /// Lets a member of staff answer for a department for a while. Needs `inventory.endorse` there, or `inventory.run`.
    async fn delegate_inventory_answers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The delegation.")] input: DelegateInventoryAnswersInput,
    ) -> Result<InventoryDelegationPayload> {
        InventoryDelegationPayload::of(ctx, delegations::delegate(ctx.db(), ctx.op(), input.into())).await
    }

    /// Takes a delegation back. Needs what delegating needs.
    async fn revoke_inventory_delegation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The delegation.")] input: RevokeInventoryDelegationInput,
    ) -> Result<InventoryDelegationPayload> {
        InventoryDelegationPayload::of(ctx, delegations::revoke(ctx.db(), ctx.op(), input.id.0)).await
    }
}
