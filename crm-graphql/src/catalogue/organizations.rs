//! Other bodies.

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, Result};
use crm_core::catalogue::organizations::{self as core, CreateOrganization, UpdateOrganization};
use crm_core::ids::OrganizationId;

use super::{Key, by_id_or_code};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;
use crate::payload::{outcome, payload};
use crate::scalars::{LocalizedText, LocalizedTextInput, localized, patch};

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::OrganizationKind")]
pub enum OrganizationKind {
    /// A ministry or authority of the state.
    #[graphql(name = "MINISTRY")]
    Ministry,
    /// A municipality.
    #[graphql(name = "MUNICIPALITY")]
    Municipality,
    /// An airport or a port of entry.
    #[graphql(name = "PORT")]
    Port,
    /// A company.
    #[graphql(name = "COMPANY")]
    Company,
    /// A charity or society.
    #[graphql(name = "NONPROFIT")]
    Nonprofit,
    /// Another kind.
    #[graphql(name = "OTHER")]
    Other,
}

/// Another body: ministry, municipality, port authority, company.
#[derive(Clone)]
pub struct Organization(pub core::Organization);

impl From<core::Organization> for Organization {
    fn from(row: core::Organization) -> Self {
        Self(row)
    }
}

/// Another body: ministry, municipality, port authority, company.
#[Object]
impl Organization {
    /// Id.
    pub(crate) async fn id(&self) -> Id<OrganizationId> {
        Id(self.0.id)
    }

    /// Code people quote.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        self.0.name.clone().into()
    }

    /// What it is.
    async fn kind(&self) -> OrganizationKind {
        self.0.kind.into()
    }

    /// Page.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A new body.
#[derive(InputObject)]
pub struct CreateOrganizationInput {
    /// Unique code.
    code: String,
    /// Name; the installation's language is required.
    name: LocalizedTextInput,
    /// What it is.
    kind: OrganizationKind,
    /// Page.
    website: Option<String>,
}

impl TryFrom<CreateOrganizationInput> for CreateOrganization {
    type Error = crm_core::Error;

    fn try_from(input: CreateOrganizationInput) -> crm_core::Result<Self> {
        let CreateOrganizationInput { code, name, kind, website } = input;
        Ok(Self { code, name: localized("name", name)?, kind: kind.into(), website })
    }
}

/// A change of a body; what is absent stays.
#[derive(InputObject)]
pub struct UpdateOrganizationInput {
    /// The body.
    id: Id<OrganizationId>,
    /// New name.
    name: Option<LocalizedTextInput>,
    /// New kind.
    kind: Option<OrganizationKind>,
    /// New page; null clears it.
    website: MaybeUndefined<String>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl TryFrom<UpdateOrganizationInput> for UpdateOrganization {
    type Error = crm_core::Error;

    fn try_from(input: UpdateOrganizationInput) -> crm_core::Result<Self> {
        let UpdateOrganizationInput { id: _, name, kind, website, expected_version } = input;
        let name = name.map(|name| localized("name", name)).transpose()?;
        Ok(Self { name, kind: kind.map(Into::into), website: patch(website, |website| website), expected_version })
    }
}

payload! {
    /// What `createOrganization` answers.
    CreateOrganizationPayload {
        /// The body, when it was created.
        organization: Organization
    }
}

payload! {
    /// What `updateOrganization` answers.
    UpdateOrganizationPayload {
        /// The body, when it was changed.
        organization: Organization;
        /// The body as it is now, after a stale version.
        current: Option<Organization>,
    }
}

/// Reads of other bodies.
#[derive(Default)]
pub struct OrganizationQuery;

#[Object]
impl OrganizationQuery {
    /// Other bodies by name.
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Organization>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), &page).await?))
    }

    /// One body, by id or by code.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<OrganizationId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<Organization>> {
        let row = match by_id_or_code(id, code)? {
            Key::Id(id) => found(core::get(ctx.db(), ctx.op(), id).await)?,
            Key::Code(code) => core::find_by_code(ctx.db(), ctx.op(), &code).await?,
        };
        Ok(row.map(Organization))
    }
}

/// Changes of other bodies.
#[derive(Default)]
pub struct OrganizationMutation;

#[Object]
impl OrganizationMutation {
    /// Creates a body.
    async fn create_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The body.")] input: CreateOrganizationInput,
    ) -> Result<CreateOrganizationPayload> {
        CreateOrganizationPayload::of(ctx, async { core::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }

    /// Changes a body.
    async fn update_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateOrganizationInput,
    ) -> Result<UpdateOrganizationPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, async { core::update(ctx.db(), ctx.op(), id, input.try_into()?).await }).await?;
        let current = outcome.current(core::get(ctx.db(), ctx.op(), id)).await?.map(Organization);
        Ok(UpdateOrganizationPayload { current, ..outcome.into() })
    }
}
