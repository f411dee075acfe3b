//! Beneficiaries: people and bodies that are served, with masked identifiers and contact points.

mod enums;
mod inputs;
mod types;

use async_graphql::{Context, Object, Result};
use crm_core::beneficiaries as core;
use crm_core::error::Error;
use crm_core::ids::BeneficiaryId;
use crm_core::rule::Rule;

use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;
use crate::payload::{outcome, payload};

pub use enums::{
    AccessibilityNeed, AssuranceLevel, BeneficiaryKind, BeneficiaryStatus, BirthPrecision, ContactKind, ContactOwner,
    IdentifierKind, MessageClass, PreferredChannel, Sex, VerifiedBy,
};
pub use inputs::{
    AddContactPointInput, AddIdentifierInput, BeneficiaryFilter, BeneficiaryOrder, IdentifierKeyInput,
    NewContactPointInput, NewIdentifierInput, RegisterBeneficiaryInput, RemoveContactPointInput, RemoveIdentifierInput,
    SetBeneficiaryStatusInput, UnmaskBeneficiaryInput, UpdateBeneficiaryInput,
};
pub use types::{
    Beneficiary, BirthDate, ContactPoint, Identifier, NameParts, NationalAddress, ScriptName, TimelineEntry,
    UnmaskedBeneficiary,
};

payload! {
    /// What `registerBeneficiary` answers.
    RegisterBeneficiaryPayload {
        /// The beneficiary, when it was registered.
        beneficiary: Beneficiary
    }
}

payload! {
    /// What `updateBeneficiary` answers.
    UpdateBeneficiaryPayload {
        /// The beneficiary, when it was changed.
        beneficiary: Beneficiary;
        /// The beneficiary as it is now, after a stale version.
        current: Option<Beneficiary>,
    }
}

payload! {
    /// What `setBeneficiaryStatus` answers.
    SetBeneficiaryStatusPayload {
        /// The beneficiary, when it was moved.
        beneficiary: Beneficiary;
        /// The beneficiary as it is now, after a stale version.
        current: Option<Beneficiary>,
    }
}

payload! {
    /// What `addIdentifier` answers.
    AddIdentifierPayload {
        /// The identifier, when it was added.
        identifier: Identifier
    }
}

payload! {
    /// What `removeIdentifier` answers.
    RemoveIdentifierPayload {
        /// Whose it was, when it was taken off.
        beneficiary: Beneficiary
    }
}

payload! {
    /// What `addContactPoint` answers.
    AddContactPointPayload {
        /// The contact point, when it was added.
        contact_point: ContactPoint
    }
}

payload! {
    /// What `removeContactPoint` answers.
    RemoveContactPointPayload {
        /// Whose it was, when it was taken off.
        beneficiary: Beneficiary
    }
}

payload! {
    /// What `unmaskBeneficiary` answers.
    UnmaskBeneficiaryPayload {
        /// Identifiers and contact points in clear.
        unmasked: UnmaskedBeneficiary
    }
}

/// Reads of the registry.
#[derive(Default)]
pub struct BeneficiariesQuery;

#[Object]
impl BeneficiariesQuery {
    /// One beneficiary, by id or by an identifier; null when there is none, or none that the caller may see. Give one of
    /// the two.
    async fn beneficiary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The beneficiary's id.")] id: Option<Id<BeneficiaryId>>,
        #[graphql(desc = "An identifier of theirs.")] identifier: Option<IdentifierKeyInput>,
    ) -> Result<Option<Beneficiary>> {
        let row = match (id, identifier) {
            (Some(id), None) => found(core::get(ctx.db(), ctx.op(), id.0).await)?,
            (None, Some(key)) => core::find_by_identifier(ctx.db(), ctx.op(), &key.into()).await?,
            (None, None) => return Err(Error::invalid("id", Rule::Required).into()),
            (Some(_), Some(_)) => return Err(Error::invalid("identifier", Rule::Exclusive).into()),
        };
        Ok(row.map(Beneficiary))
    }

    /// The registry. A phone or e-mail address lists everybody who shares it.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn beneficiaries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; by default all.")] filter: Option<BeneficiaryFilter>,
        #[graphql(
            desc = "Words of a name in any spelling, the last one perhaps unfinished; or a whole identifier, phone number or e-mail address."
        )]
        search: Option<String>,
        #[graphql(desc = "In which order.", default_with = "BeneficiaryOrder::Relevance")] order_by: BeneficiaryOrder,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Beneficiary>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let conditions = filter.map(BeneficiaryFilter::tree).transpose()?.unwrap_or_default();
        let filter = core::BeneficiaryFilter { conditions, search };
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), filter, order_by.into(), &page).await?))
    }

    /// Everything that concerns a beneficiary, latest first.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] beneficiary_id: Id<BeneficiaryId>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<TimelineEntry>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::timeline(ctx.db(), ctx.op(), beneficiary_id.0, &page).await?))
    }
}

/// Changes of the registry.
#[derive(Default)]
pub struct BeneficiariesMutation;

#[Object]
impl BeneficiariesMutation {
    /// Registers a person or body. An identifier that somebody holds already is refused with the rule `TAKEN`.
    async fn register_beneficiary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who it is.")] input: RegisterBeneficiaryInput,
    ) -> Result<RegisterBeneficiaryPayload> {
        let operation = async { core::register(ctx.db(), ctx.op(), input.try_into()?).await };
        RegisterBeneficiaryPayload::of(ctx, operation).await
    }

    /// Changes what is known of a beneficiary.
    async fn update_beneficiary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateBeneficiaryInput,
    ) -> Result<UpdateBeneficiaryPayload> {
        let id = input.id.0;
        let done = outcome(ctx, async { core::update(ctx.db(), ctx.op(), input.try_into()?).await }).await?;
        let current = done.current(core::get(ctx.db(), ctx.op(), id)).await?.map(Beneficiary);
        Ok(UpdateBeneficiaryPayload { current, ..done.into() })
    }

    /// Moves a record through its life: restricts it and opens it again, notes a death.
    async fn set_beneficiary_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where to.")] input: SetBeneficiaryStatusInput,
    ) -> Result<SetBeneficiaryStatusPayload> {
        let id = input.id.0;
        let done = outcome(ctx, core::set_status(ctx.db(), ctx.op(), input.into())).await?;
        let current = done.current(core::get(ctx.db(), ctx.op(), id)).await?.map(Beneficiary);
        Ok(SetBeneficiaryStatusPayload { current, ..done.into() })
    }

    /// Adds an identifier.
    async fn add_identifier(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: AddIdentifierInput,
    ) -> Result<AddIdentifierPayload> {
        AddIdentifierPayload::of(ctx, core::add_identifier(ctx.db(), ctx.op(), input.into())).await
    }

    /// Takes an identifier off, because it was entered by mistake or no longer exists.
    async fn remove_identifier(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveIdentifierInput,
    ) -> Result<RemoveIdentifierPayload> {
        RemoveIdentifierPayload::of(ctx, core::remove_identifier(ctx.db(), ctx.op(), input.into())).await
    }

    /// Adds a contact point.
    async fn add_contact_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: AddContactPointInput,
    ) -> Result<AddContactPointPayload> {
        AddContactPointPayload::of(ctx, core::add_contact_point(ctx.db(), ctx.op(), input.into())).await
    }

    /// Takes a contact point off.
    async fn remove_contact_point(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveContactPointInput,
    ) -> Result<RemoveContactPointPayload> {
        RemoveContactPointPayload::of(ctx, core::remove_contact_point(ctx.db(), ctx.op(), input.into())).await
    }

    /// Shows identifiers and contact points in clear. Leaves a row in the audit record, with the reason.
    async fn unmask_beneficiary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and why.")] input: UnmaskBeneficiaryInput,
    ) -> Result<UnmaskBeneficiaryPayload> {
        let UnmaskBeneficiaryInput { id, reason } = input;
        UnmaskBeneficiaryPayload::of(ctx, core::unmask(ctx.db(), ctx.op(), id.0, &reason)).await
    }
}
