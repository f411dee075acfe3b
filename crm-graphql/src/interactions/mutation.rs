//! Changes of the log.

use async_graphql::{Context, Object, Result};
use crm_core::interactions::{self as core, follow_ups, reasons};

use super::feedback::{SendFeedbackInput, SendFeedbackPayload};
use super::inputs::{
    CancelFollowUpInput, CompleteFollowUpInput, CorrectInteractionInput, CreateFollowUpInput, LogInteractionInput,
    ReassignFollowUpInput, ReassignFollowUpsInput, UndoInteractionInput,
};
use super::reasons::{
    ApproveContactReasonInput, ContactReason, DraftContactReasonInput, RetireContactReasonInput,
    ReviseContactReasonInput,
};
use super::types::{FollowUp, Interaction};
use crate::beneficiaries::Beneficiary;
use crate::context::Call;
use crate::payload::{Outcome, outcome, payload};

payload! {
    /// What `logInteraction` answers.
    LogInteractionPayload {
        /// The contact, when it was logged.
        interaction: Interaction;
        /// The people who match the phone or e-mail address, when several do; at most 10, masked.
        candidates: Vec<Beneficiary>,
    }
}

payload! {
    /// What `correctInteraction` answers.
    CorrectInteractionPayload {
        /// The new entry, when it was written.
        interaction: Interaction;
        /// The people who match the phone or e-mail address, when several do; at most 10, masked.
        candidates: Vec<Beneficiary>,
    }
}

payload! {
    /// What `undoInteraction` answers.
    UndoInteractionPayload {
        /// The entry that takes the other one back, when it was written.
        interaction: Interaction
    }
}

payload! {
    /// What `createFollowUp` answers.
    CreateFollowUpPayload {
        /// The follow-up, when it was made.
        follow_up: FollowUp
    }
}

payload! {
    /// What `completeFollowUp` answers.
    CompleteFollowUpPayload {
        /// The follow-up, when it was closed.
        follow_up: FollowUp;
        /// The follow-up as it is now, after a stale version.
        current: Option<FollowUp>,
    }
}

payload! {
    /// What `cancelFollowUp` answers.
    CancelFollowUpPayload {
        /// The follow-up, when it was closed.
        follow_up: FollowUp;
        /// The follow-up as it is now, after a stale version.
        current: Option<FollowUp>,
    }
}

payload! {
    /// What `reassignFollowUp` answers.
    ReassignFollowUpPayload {
        /// The follow-up, when it was handed on.
        follow_up: FollowUp;
        /// The follow-up as it is now, after a stale version.
        current: Option<FollowUp>,
    }
}

payload! {
    /// What `reassignFollowUps` answers.
    ReassignFollowUpsPayload {
        /// How many were handed on.
        reassigned: u64
    }
}

payload! {
    /// What `draftContactReason` answers.
    DraftContactReasonPayload {
        /// The reason, when it was drafted.
        contact_reason: ContactReason
    }
}

payload! {
    /// What `reviseContactReason` answers.
    ReviseContactReasonPayload {
        /// The reason, when it was revised.
        contact_reason: ContactReason;
        /// The reason as it is now, after a stale version.
        current: Option<ContactReason>,
    }
}

payload! {
    /// What `approveContactReason` answers.
    ApproveContactReasonPayload {
        /// The reason, when it was approved.
        contact_reason: ContactReason;
        /// The reason as it is now, after a stale version.
        current: Option<ContactReason>,
    }
}

payload! {
    /// What `retireContactReason` answers.
    RetireContactReasonPayload {
        /// The reason, when it was retired.
        contact_reason: ContactReason;
        /// The reason as it is now, after a stale version.
        current: Option<ContactReason>,
    }
}

/// Changes of the log.
#[derive(Default)]
pub struct InteractionsMutation;

#[Object]
impl InteractionsMutation {
    /// Logs a contact. The beneficiary may be named by identifier, phone or e-mail address, and registered on the
    /// way; when several people match, nothing is logged and they are told as candidates.
    async fn log_interaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The contact.")] input: LogInteractionInput,
    ) -> Result<LogInteractionPayload> {
        let done = outcome(ctx, async { core::log(ctx.db(), ctx.op(), input.try_into()?).await }).await?;
        let candidates = candidates(ctx, &done).await?;
        Ok(LogInteractionPayload { candidates, ..done.into() })
    }

    /// Says whether the page of a service was useful, as a contact of the owning department. For everybody; the public's one
    /// write.
    async fn send_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: SendFeedbackInput,
    ) -> Result<SendFeedbackPayload> {
        let sent = async { core::send_feedback(ctx.db(), ctx.op(), input.try_into()?).await.map(|_| true) };
        SendFeedbackPayload::of(ctx, sent).await
    }

    /// Corrects an entry: a new one takes its place. For whoever logged it and the head of its department.
    async fn correct_interaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was wrong.")] input: CorrectInteractionInput,
    ) -> Result<CorrectInteractionPayload> {
        let done = outcome(ctx, async { core::correct(ctx.db(), ctx.op(), input.try_into()?).await }).await?;
        let candidates = candidates(ctx, &done).await?;
        Ok(CorrectInteractionPayload { candidates, ..done.into() })
    }

    /// Takes an entry back within five minutes of its recording. For whoever recorded it.
    async fn undo_interaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entry.")] input: UndoInteractionInput,
    ) -> Result<UndoInteractionPayload> {
        UndoInteractionPayload::of(ctx, core::undo(ctx.db(), ctx.op(), input.id.0)).await
    }

    /// Adds a follow-up to a contact.
    async fn create_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: CreateFollowUpInput,
    ) -> Result<CreateFollowUpPayload> {
        let CreateFollowUpInput { interaction_id, follow_up } = input;
        let made = follow_ups::create(ctx.db(), ctx.op(), interaction_id.0, follow_up.into());
        CreateFollowUpPayload::of(ctx, made).await
    }

    /// Marks a follow-up as done.
    async fn complete_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CompleteFollowUpInput,
    ) -> Result<CompleteFollowUpPayload> {
        let CompleteFollowUpInput { id, expected_version } = input;
        let done = outcome(ctx, follow_ups::complete(ctx.db(), ctx.op(), id.0, expected_version)).await?;
        let current = done.current(follow_ups::get(ctx.db(), ctx.op(), id.0)).await?.map(FollowUp);
        Ok(CompleteFollowUpPayload { current, ..done.into() })
    }

    /// Marks a follow-up as not needed any more.
    async fn cancel_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CancelFollowUpInput,
    ) -> Result<CancelFollowUpPayload> {
        let CancelFollowUpInput { id, expected_version } = input;
        let done = outcome(ctx, follow_ups::cancel(ctx.db(), ctx.op(), id.0, expected_version)).await?;
        let current = done.current(follow_ups::get(ctx.db(), ctx.op(), id.0)).await?.map(FollowUp);
        Ok(CancelFollowUpPayload { current, ..done.into() })
    }

    /// Hands a follow-up on.
    async fn reassign_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and to whom.")] input: ReassignFollowUpInput,
    ) -> Result<ReassignFollowUpPayload> {
        let id = input.id.0;
        let done = outcome(ctx, follow_ups::reassign(ctx.db(), ctx.op(), input.into())).await?;
        let current = done.current(follow_ups::get(ctx.db(), ctx.op(), id)).await?.map(FollowUp);
        Ok(ReassignFollowUpPayload { current, ..done.into() })
    }

    /// Hands on everything still open of a member of staff who leaves.
    async fn reassign_follow_ups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From whom, and to whom.")] input: ReassignFollowUpsInput,
    ) -> Result<ReassignFollowUpsPayload> {
        let (from, to) = (input.from_id.0, input.to_id.map(|id| id.0));
        ReassignFollowUpsPayload::of(ctx, follow_ups::reassign_all(ctx.db(), ctx.op(), from, to)).await
    }

    /// Drafts a contact reason.
    async fn draft_contact_reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reason.")] input: DraftContactReasonInput,
    ) -> Result<DraftContactReasonPayload> {
        let DraftContactReasonInput { code, content } = input;
        let drafted = async {
            let content = content.try_into().map_err(|error: crm_core::Error| error.under("content"))?;
            reasons::draft(ctx.db(), ctx.op(), reasons::DraftReason { code, content }).await
        };
        DraftContactReasonPayload::of(ctx, drafted).await
    }

    /// Writes the next revision of a contact reason, for approval. The one in force stays so until then.
    async fn revise_contact_reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new revision.")] input: ReviseContactReasonInput,
    ) -> Result<ReviseContactReasonPayload> {
        let ReviseContactReasonInput { id, content, expected_version } = input;
        let revised = async {
            let content = content.try_into().map_err(|error: crm_core::Error| error.under("content"))?;
            let command = reasons::ReviseReason { id: id.0, content, expected_version };
            reasons::revise(ctx.db(), ctx.op(), command).await
        };
        let done = outcome(ctx, revised).await?;
        let current = done.current(reasons::get(ctx.db(), ctx.op(), id.0)).await?.map(ContactReason);
        Ok(ReviseContactReasonPayload { current, ..done.into() })
    }

    /// Puts the latest revision of a contact reason in force. Another person than its author must.
    async fn approve_contact_reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which reason.")] input: ApproveContactReasonInput,
    ) -> Result<ApproveContactReasonPayload> {
        let ApproveContactReasonInput { id, expected_version } = input;
        let command = reasons::ApproveReason { id: id.0, expected_version };
        let done = outcome(ctx, reasons::approve(ctx.db(), ctx.op(), command)).await?;
        let current = done.current(reasons::get(ctx.db(), ctx.op(), id.0)).await?.map(ContactReason);
        Ok(ApproveContactReasonPayload { current, ..done.into() })
    }

    /// Takes a contact reason out of use; contacts keep it.
    async fn retire_contact_reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which reason.")] input: RetireContactReasonInput,
    ) -> Result<RetireContactReasonPayload> {
        let RetireContactReasonInput { id, expected_version } = input;
        let command = reasons::RetireReason { id: id.0, expected_version };
        let done = outcome(ctx, reasons::retire(ctx.db(), ctx.op(), command)).await?;
        let current = done.current(reasons::get(ctx.db(), ctx.op(), id.0)).await?.map(ContactReason);
        Ok(RetireContactReasonPayload { current, ..done.into() })
    }
}

/// The people who match, in their order.
async fn candidates<T>(ctx: &Context<'_>, done: &Outcome<T>) -> Result<Vec<Beneficiary>> {
    if done.candidates.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = ctx.loaders().load_many(done.candidates.iter().copied()).await?;
    Ok(done.candidates.iter().filter_map(|id| found.remove(id)).map(Beneficiary).collect())
}
