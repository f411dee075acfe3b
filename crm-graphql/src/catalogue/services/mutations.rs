//! Changes of services.

use std::future::Future;

use async_graphql::futures_util::future::BoxFuture;
use async_graphql::{Context, Object, Result};
use crm_core::catalogue::services as core;
use crm_core::ids::ServiceId;

use super::inputs::{
    AssignServiceOwnerInput, CreateServiceInput, DiscardServiceDraftInput, PublishServiceInput, ResumeServiceInput,
    RetireServiceInput, ReturnServiceToDraftInput, ReviseServiceInput, ReviseServicePartsInput, SubmitServiceInput,
    SuspendServiceInput, TakeUpServiceInput, WithdrawServiceInput,
};
use super::service::Service;
use crate::context::Call;
use crate::node_id::Id;
use crate::payload::{Outcome, outcome, payload};

payload! {
    /// What `createService` answers.
    CreateServicePayload {
        /// The service, when it was created.
        service: Service
    }
}

/// Declares the payloads of changes of a service.
macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        payload! {
            $(#[$doc])*
            $name {
                /// The service, when it was changed.
                service: Service;
                /// The service as it is now, after a stale version.
                current: Option<Service>,
            }
        }
    )+};
}
answers! {
    /// What `takeUpService` answers.
    TakeUpServicePayload;
    /// What `reviseService` answers.
    ReviseServicePayload;
    /// What `reviseServiceParts` answers.
    ReviseServicePartsPayload;
    /// What `submitService` answers.
    SubmitServicePayload;
    /// What `returnServiceToDraft` answers.
    ReturnServiceToDraftPayload;
    /// What `discardServiceDraft` answers.
    DiscardServiceDraftPayload;
    /// What `publishService` answers.
    PublishServicePayload;
    /// What `suspendService` answers.
    SuspendServicePayload;
    /// What `resumeService` answers.
    ResumeServicePayload;
    /// What `retireService` answers.
    RetireServicePayload;
    /// What `withdrawService` answers.
    WithdrawServicePayload;
    /// What `assignServiceOwner` answers.
    AssignServiceOwnerPayload;
}

/// Carries a change out; after a stale version, with the service as it is now. Boxed, because a card's future is
/// large.
fn change<'a>(
    ctx: &'a Context<'_>,
    id: Id<ServiceId>,
    operation: impl Future<Output = crm_core::Result<core::Service>> + Send + 'a,
) -> BoxFuture<'a, Result<(Outcome<core::Service>, Option<Service>)>> {
    let done = outcome(ctx, operation);
    Box::pin(async move {
        let done = done.await?;
        let current = done.current(core::get(ctx.db(), ctx.op(), id.0)).await?;
        Ok((done, current.map(Service)))
    })
}

/// Changes of services.
#[derive(Default)]
pub struct ServicesMutation;

#[Object]
impl ServicesMutation {
    /// Records a new service as draft, or as a proposal.
    async fn create_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The service.")] input: CreateServiceInput,
    ) -> Result<CreateServicePayload> {
        CreateServicePayload::of(ctx, async { core::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }

    /// Takes up a proposed service: it becomes a draft.
    async fn take_up_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The service.")] input: TakeUpServiceInput,
    ) -> Result<TakeUpServicePayload> {
        let (done, current) = change(ctx, input.id, core::take_up(ctx.db(), ctx.op(), input.into())).await?;
        Ok(TakeUpServicePayload { current, ..done.into() })
    }

    /// Writes a card into the draft revision, which is made when there is none. What is published holds until the draft is
    /// published.
    async fn revise_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The card.")] input: ReviseServiceInput,
    ) -> Result<ReviseServicePayload> {
        let (done, current) =
            change(ctx, input.id, async { core::revise(ctx.db(), ctx.op(), input.try_into()?).await }).await?;
        Ok(ReviseServicePayload { current, ..done.into() })
    }

    /// Writes parts of a card, each whole, into the draft revision; the other parts stay as they are.
    async fn revise_service_parts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The card.")] input: ReviseServicePartsInput,
    ) -> Result<ReviseServicePartsPayload> {
        let (done, current) =
            change(ctx, input.id, async { core::revise_parts(ctx.db(), ctx.op(), input.try_into()?).await }).await?;
        Ok(ReviseServicePartsPayload { current, ..done.into() })
    }

    /// Hands the draft in for review.
    async fn submit_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which draft.")] input: SubmitServiceInput,
    ) -> Result<SubmitServicePayload> {
        let (done, current) = change(ctx, input.id, core::submit(ctx.db(), ctx.op(), input.into())).await?;
        Ok(SubmitServicePayload { current, ..done.into() })
    }

    /// Gives the revision under review back to its writers.
    async fn return_service_to_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision.")] input: ReturnServiceToDraftInput,
    ) -> Result<ReturnServiceToDraftPayload> {
        let (done, current) = change(ctx, input.id, core::return_to_draft(ctx.db(), ctx.op(), input.into())).await?;
        Ok(ReturnServiceToDraftPayload { current, ..done.into() })
    }

    /// Gives up the revision that is being written or reviewed beside a published one.
    async fn discard_service_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which draft.")] input: DiscardServiceDraftInput,
    ) -> Result<DiscardServiceDraftPayload> {
        let (done, current) = change(ctx, input.id, core::discard_draft(ctx.db(), ctx.op(), input.into())).await?;
        Ok(DiscardServiceDraftPayload { current, ..done.into() })
    }

    /// Publishes the revision under review. A card below the floor is refused with `CARD_FLOOR` at each part it lacks.
    async fn publish_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision, and from when.")] input: PublishServiceInput,
    ) -> Result<PublishServicePayload> {
        let (done, current) = change(ctx, input.id, core::publish(ctx.db(), ctx.op(), input.into())).await?;
        Ok(PublishServicePayload { current, ..done.into() })
    }

    /// Stops offering a service for a while.
    async fn suspend_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which service.")] input: SuspendServiceInput,
    ) -> Result<SuspendServicePayload> {
        let (done, current) = change(ctx, input.id, core::suspend(ctx.db(), ctx.op(), input.into())).await?;
        Ok(SuspendServicePayload { current, ..done.into() })
    }

    /// Offers a suspended service again.
    async fn resume_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which service.")] input: ResumeServiceInput,
    ) -> Result<ResumeServicePayload> {
        let (done, current) = change(ctx, input.id, core::resume(ctx.db(), ctx.op(), input.into())).await?;
        Ok(ResumeServicePayload { current, ..done.into() })
    }

    /// Ends a service.
    async fn retire_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which service.")] input: RetireServiceInput,
    ) -> Result<RetireServicePayload> {
        let (done, current) = change(ctx, input.id, core::retire(ctx.db(), ctx.op(), input.into())).await?;
        Ok(RetireServicePayload { current, ..done.into() })
    }

    /// Gives up a service that was never published.
    async fn withdraw_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which service.")] input: WithdrawServiceInput,
    ) -> Result<WithdrawServicePayload> {
        let (done, current) = change(ctx, input.id, core::withdraw(ctx.db(), ctx.op(), input.into())).await?;
        Ok(WithdrawServicePayload { current, ..done.into() })
    }

    /// Gives a service to another department.
    async fn assign_service_owner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom.")] input: AssignServiceOwnerInput,
    ) -> Result<AssignServiceOwnerPayload> {
        let (done, current) = change(ctx, input.id, core::assign_owner(ctx.db(), ctx.op(), input.into())).await?;
        Ok(AssignServiceOwnerPayload { current, ..done.into() })
    }
}
