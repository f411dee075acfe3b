//! The service card: one object with the groups of the core's document, and the input that mirrors it. Each group
//! stands in a file of its own, output and input declared together (see `form`).

pub mod audience;
pub mod channels;
pub mod classes;
pub mod common;
pub mod fees;
pub(crate) mod form;
pub mod identity;
pub mod ownership;
pub mod procedure;
pub mod promise;

use async_graphql::{Context, InputObject, Object, Result};
use crm_core::Error;
use crm_core::catalogue::card as core;
use crm_core::catalogue::services::StoredCard;

use crate::context::Call;
use audience::{ServiceAudience, ServiceAudienceInput};
use channels::{OnlinePoints, OnlinePointsInput, ServiceChannel, ServiceChannelInput};
use classes::{
    ServiceClasses, ServiceClassesInput, ServiceIntegration, ServiceIntegrationInput, ServiceRelation,
    ServiceRelationInput,
};
use fees::{PaymentChannel, ServiceFees, ServiceFeesInput};
use form::{OnCard, input_value};
use identity::{ServiceIdentity, ServiceIdentityInput};
use ownership::{ServiceGovernance, ServiceGovernanceInput, ServiceOwnership, ServiceOwnershipInput};
use procedure::{ServiceProcedure, ServiceProcedureInput};
use promise::{ServicePromise, ServicePromiseInput};

/// Everything a reader learns about a service. Texts that the card does not state are empty.
pub struct ServiceCard(pub StoredCard);

/// A group of the card, the records it names taken from memory.
async fn shown<T: OnCard>(part: &T, ctx: &Context<'_>) -> Result<T::Shown> {
    let frame = ctx.db().reference().await?;
    // lists leave out what is missing, so a group is never missing itself
    Ok(part.shown(&frame).ok_or(Error::Corrupt { what: "service card" })?)
}

/// Everything a reader learns about a service. Texts that the card does not state are empty.
#[Object]
impl ServiceCard {
    /// What it is called and is.
    async fn identity(&self, ctx: &Context<'_>) -> Result<ServiceIdentity> {
        shown(&self.0.identity, ctx).await
    }

    /// Who answers for it, beside the owning department.
    async fn ownership(&self, ctx: &Context<'_>) -> Result<ServiceOwnership> {
        shown(&self.0.ownership, ctx).await
    }

    /// For whom it is.
    async fn audience(&self, ctx: &Context<'_>) -> Result<ServiceAudience> {
        shown(&self.0.audience, ctx).await
    }

    /// How it goes, and on which legal basis.
    async fn procedure(&self, ctx: &Context<'_>) -> Result<ServiceProcedure> {
        shown(&self.0.procedure, ctx).await
    }

    /// What it costs.
    async fn fees(&self, ctx: &Context<'_>) -> Result<ServiceFees> {
        shown(&self.0.fees, ctx).await
    }

    /// How fees can be paid.
    async fn payment_channels(&self, ctx: &Context<'_>) -> Result<Vec<PaymentChannel>> {
        shown(&self.0.payment_channels, ctx).await
    }

    /// By when, and how well.
    async fn promise(&self, ctx: &Context<'_>) -> Result<ServicePromise> {
        shown(&self.0.promise, ctx).await
    }

    /// Where it is to be had.
    async fn channels(&self, ctx: &Context<'_>) -> Result<Vec<ServiceChannel>> {
        shown(&self.0.channels, ctx).await
    }

    /// Which of its acts are online.
    async fn online_points(&self, ctx: &Context<'_>) -> Result<OnlinePoints> {
        shown(&self.0.online_points, ctx).await
    }

    /// Under which heads it is found.
    async fn classes(&self, ctx: &Context<'_>) -> Result<ServiceClasses> {
        shown(&self.0.classes, ctx).await
    }

    /// How it relates to other services.
    async fn relations(&self, ctx: &Context<'_>) -> Result<Vec<ServiceRelation>> {
        shown(&self.0.relations, ctx).await
    }

    /// Data exchanged with other bodies.
    async fn integrations(&self, ctx: &Context<'_>) -> Result<Vec<ServiceIntegration>> {
        shown(&self.0.integrations, ctx).await
    }

    /// Who vouches for the card.
    async fn governance(&self, ctx: &Context<'_>) -> Result<ServiceGovernance> {
        shown(&self.0.governance, ctx).await
    }
}

/// A whole card. What is absent is not stated: read the card, change it, give all of it back.
#[derive(Clone, Debug, InputObject)]
pub struct ServiceCardInput {
    /// What the service is called and is.
    identity: ServiceIdentityInput,
    /// Who answers for it, beside the owning department.
    ownership: Option<ServiceOwnershipInput>,
    /// For whom it is.
    audience: Option<ServiceAudienceInput>,
    /// How it goes, and on which legal basis.
    procedure: Option<ServiceProcedureInput>,
    /// What it costs.
    fees: Option<ServiceFeesInput>,
    /// How fees can be paid.
    payment_channels: Option<Vec<PaymentChannel>>,
    /// By when, and how well.
    promise: Option<ServicePromiseInput>,
    /// Where it is to be had.
    channels: Option<Vec<ServiceChannelInput>>,
    /// Which of its acts are online.
    online_points: Option<OnlinePointsInput>,
    /// Under which heads it is found.
    classes: Option<ServiceClassesInput>,
    /// How it relates to other services.
    relations: Option<Vec<ServiceRelationInput>>,
    /// Data exchanged with other bodies.
    integrations: Option<Vec<ServiceIntegrationInput>>,
    /// Who vouches for the card.
    governance: Option<ServiceGovernanceInput>,
}

impl TryFrom<ServiceCardInput> for core::Card {
    type Error = Error;

    fn try_from(input: ServiceCardInput) -> crm_core::Result<Self> {
        let ServiceCardInput {
            identity,
            ownership,
            audience,
            procedure,
            fees,
            payment_channels,
            promise,
            channels,
            online_points,
            classes,
            relations,
            integrations,
            governance,
        } = input;
        Ok(Self {
            identity: input_value!(identity: core::Identity, required),
            ownership: input_value!(ownership: core::Ownership),
            audience: input_value!(audience: core::Audience),
            procedure: input_value!(procedure: core::Procedure),
            fees: input_value!(fees: core::Fees),
            payment_channels: input_value!(payment_channels: Vec<core::PaymentChannel>),
            promise: input_value!(promise: core::Promise),
            channels: input_value!(channels: Vec<core::Channel>),
            online_points: input_value!(online_points: core::OnlinePoints),
            classes: input_value!(classes: core::Classes),
            relations: input_value!(relations: Vec<core::Relation>),
            integrations: input_value!(integrations: Vec<core::Integration>),
            governance: input_value!(governance: core::Governance),
        })
    }
}
