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

use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use crm_core::Error;
use crm_core::catalogue::card as core;
use crm_core::catalogue::services::{CardParts, StoredCard};

use crate::context::Call;
use audience::{ServiceAudience, ServiceAudienceInput};
use channels::{OnlinePoints, OnlinePointsInput, ServiceChannel, ServiceChannelInput};
use classes::{
    ServiceClasses, ServiceClassesInput, ServiceIntegration, ServiceIntegrationInput, ServiceRelation,
    ServiceRelationInput,
};
use fees::{PaymentChannel, ServiceFees, ServiceFeesInput};
use form::{OnCard, input_value, part_value};
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

/// Declares the inputs of a card, whole and in parts, field by field with the core's types.
macro_rules! card_inputs {
    ($($(#[$doc:meta])* $field:ident: $given:ty => $core:ty,)+) => {
        /// A whole card. What is absent is not stated: read the card, change it, give all of it back.
        #[derive(Clone, Debug, InputObject)]
        pub struct ServiceCardInput {
            /// What the service is called and is.
            identity: ServiceIdentityInput,
            $($(#[$doc])* $field: Option<$given>,)+
        }

        impl TryFrom<ServiceCardInput> for core::Card {
            type Error = Error;

            fn try_from(input: ServiceCardInput) -> crm_core::Result<Self> {
                let ServiceCardInput { identity, $($field),+ } = input;
                Ok(Self {
                    identity: input_value!(identity: core::Identity, required),
                    $($field: input_value!($field: $core),)+
                })
            }
        }

        /// Parts of a card, each whole. A part that is absent stays as it is, null empties it.
        #[derive(Clone, Debug, InputObject)]
        pub struct ServiceCardPartsInput {
            /// What the service is called and is.
            identity: MaybeUndefined<ServiceIdentityInput>,
            $($(#[$doc])* $field: MaybeUndefined<$given>,)+
        }

        impl TryFrom<ServiceCardPartsInput> for CardParts {
            type Error = Error;

            fn try_from(input: ServiceCardPartsInput) -> crm_core::Result<Self> {
                let ServiceCardPartsInput { identity, $($field),+ } = input;
                Ok(Self {
                    identity: part_value!(identity: core::Identity),
                    $($field: part_value!($field: $core),)+
                })
            }
        }
    };
}

card_inputs! {
    /// Who answers for it, beside the owning department.
    ownership: ServiceOwnershipInput => core::Ownership,
    /// For whom it is.
    audience: ServiceAudienceInput => core::Audience,
    /// How it goes, and on which legal basis.
    procedure: ServiceProcedureInput => core::Procedure,
    /// What it costs.
    fees: ServiceFeesInput => core::Fees,
    /// How fees can be paid.
    payment_channels: Vec<PaymentChannel> => Vec<core::PaymentChannel>,
    /// By when, and how well.
    promise: ServicePromiseInput => core::Promise,
    /// Where it is to be had.
    channels: Vec<ServiceChannelInput> => Vec<core::Channel>,
    /// Which of its acts are online.
    online_points: OnlinePointsInput => core::OnlinePoints,
    /// Under which heads it is found.
    classes: ServiceClassesInput => core::Classes,
    /// How it relates to other services.
    relations: Vec<ServiceRelationInput> => Vec<core::Relation>,
    /// Data exchanged with other bodies.
    integrations: Vec<ServiceIntegrationInput> => Vec<core::Integration>,
    /// Who vouches for the card.
    governance: ServiceGovernanceInput => core::Governance,
}
