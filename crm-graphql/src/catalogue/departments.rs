//! Departments.

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use crm_core::catalogue::departments::{self as core, CreateDepartment, OfficeContacts, UpdateDepartment};
use crm_core::ids::DepartmentId;

use super::services::{Service, services_of};
use super::{Key, by_id_or_code};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;
use crate::payload::{outcome, payload};
use crate::scalars::{Date, DateTime, LocalizedText, LocalizedTextInput, localized, patch};

/// What a department is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::DepartmentKind")]
pub enum DepartmentKind {
    /// A department or unit of the head office.
    #[graphql(name = "UNIT")]
    Unit,
    /// An agency with its own head.
    #[graphql(name = "AGENCY")]
    Agency,
    /// A governorate of the province.
    #[graphql(name = "GOVERNORATE")]
    Governorate,
    /// A centre of a governorate.
    #[graphql(name = "CENTRE")]
    Centre,
}

/// A department of the installation's own body.
#[derive(Clone)]
pub struct Department(pub core::Department);

impl From<core::Department> for Department {
    fn from(row: core::Department) -> Self {
        Self(row)
    }
}

/// The department of an id, from the process's memory.
pub(crate) async fn department(ctx: &Context<'_>, id: DepartmentId) -> crm_core::Result<Option<Department>> {
    Ok(ctx.db().reference().await?.department(id).cloned().map(Department))
}

/// A department of the installation's own body.
#[Object]
impl Department {
    /// Id.
    pub(crate) async fn id(&self) -> Id<DepartmentId> {
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
    async fn kind(&self) -> DepartmentKind {
        self.0.kind.into()
    }

    /// The department above.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        match self.0.parent_id {
            Some(id) => Ok(department(ctx, id).await?),
            None => Ok(None),
        }
    }

    /// The departments directly below, by name; at most 100.
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<Department>> {
        let reference = ctx.db().reference().await?;
        let below = reference.departments().iter().filter(|row| row.parent_id == Some(self.0.id));
        Ok(below.take(100).cloned().map(Department).collect())
    }

    /// The services that it owns itself, by name.
    async fn services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Service>> {
        services_of(ctx, self.0.id, page_request(ctx, (first, after), (last, before))?).await
    }

    /// Telephone of the office.
    async fn phone(&self) -> Option<&str> {
        self.0.contacts.phone.as_deref()
    }

    /// Official e-mail of the office.
    async fn email(&self) -> Option<&str> {
        self.0.contacts.email.as_deref()
    }

    /// Page of the office.
    async fn website(&self) -> Option<&str> {
        self.0.contacts.website.as_deref()
    }

    /// First day of its existence.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// Last day of its existence.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// What it was called and where it stood before, oldest first; at most 100 changes.
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<DepartmentChange>> {
        Ok(ctx
            .loaders()
            .load_one(HistoryOf(self.0.id))
            .await?
            .unwrap_or_default()
            .into_iter()
            .map(Into::into)
            .collect())
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Key of a department's history.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct HistoryOf(DepartmentId);

impl async_graphql::dataloader::Loader<HistoryOf> for crate::context::Batch {
    type Value = Vec<core::DepartmentChange>;
    type Error = crate::context::BatchError;

    async fn load(
        &self,
        keys: &[HistoryOf],
    ) -> std::result::Result<std::collections::HashMap<HistoryOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::history(&self.db, &self.op, &ids).await.map_err(std::sync::Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (HistoryOf(id), rows)).collect())
    }
}

/// What a department was until a change.
#[derive(SimpleObject)]
pub struct DepartmentChange {
    /// When it changed.
    at: DateTime,
    /// Its name until then.
    old_name: LocalizedText,
    /// The department above until then.
    old_parent_id: Option<Id<DepartmentId>>,
}

impl From<core::DepartmentChange> for DepartmentChange {
    fn from(row: core::DepartmentChange) -> Self {
        Self { at: DateTime(row.at), old_name: row.old_name.into(), old_parent_id: row.old_parent_id.map(Id) }
    }
}

/// How to reach an office.
#[derive(Clone, Debug, Default, InputObject)]
pub struct OfficeContactsInput {
    /// Telephone as people dial it.
    phone: Option<String>,
    /// Official e-mail.
    email: Option<String>,
    /// Page.
    website: Option<String>,
}

impl From<OfficeContactsInput> for OfficeContacts {
    fn from(input: OfficeContactsInput) -> Self {
        let OfficeContactsInput { phone, email, website } = input;
        Self { phone, email, website }
    }
}

/// A new department.
#[derive(InputObject)]
pub struct CreateDepartmentInput {
    /// Unique code.
    code: String,
    /// Name; the installation's language is required.
    name: LocalizedTextInput,
    /// What it is.
    kind: DepartmentKind,
    /// The department above.
    parent_id: Option<Id<DepartmentId>>,
    /// How to reach it.
    contacts: Option<OfficeContactsInput>,
    /// First day of its existence.
    valid_from: Option<Date>,
}

impl TryFrom<CreateDepartmentInput> for CreateDepartment {
    type Error = crm_core::Error;

    fn try_from(input: CreateDepartmentInput) -> crm_core::Result<Self> {
        let CreateDepartmentInput { code, name, kind, parent_id, contacts, valid_from } = input;
        Ok(Self {
            code,
            name: localized("name", name)?,
            kind: kind.into(),
            parent: parent_id.map(|id| id.0),
            contacts: contacts.unwrap_or_default().into(),
            valid_from: valid_from.map(|date| date.0),
        })
    }
}

/// A change of a department; what is absent stays.
#[derive(InputObject)]
pub struct UpdateDepartmentInput {
    /// The department.
    id: Id<DepartmentId>,
    /// New name.
    name: Option<LocalizedTextInput>,
    /// New kind.
    kind: Option<DepartmentKind>,
    /// New department above; null makes it a root.
    parent_id: MaybeUndefined<Id<DepartmentId>>,
    /// New contacts.
    contacts: Option<OfficeContactsInput>,
    /// Last day of its existence; null reopens it.
    valid_to: MaybeUndefined<Date>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl TryFrom<UpdateDepartmentInput> for UpdateDepartment {
    type Error = crm_core::Error;

    fn try_from(input: UpdateDepartmentInput) -> crm_core::Result<Self> {
        let UpdateDepartmentInput { id: _, name, kind, parent_id, contacts, valid_to, expected_version } = input;
        Ok(Self {
            name: name.map(|name| localized("name", name)).transpose()?,
            kind: kind.map(Into::into),
            parent: patch(parent_id, |id| id.0),
            contacts: contacts.map(Into::into),
            valid_to: patch(valid_to, |date| date.0),
            expected_version,
        })
    }
}

payload! {
    /// What `createDepartment` answers.
    CreateDepartmentPayload {
        /// The department, when it was created.
        department: Department
    }
}

payload! {
    /// What `updateDepartment` answers.
    UpdateDepartmentPayload {
        /// The department, when it was changed.
        department: Department;
        /// The department as it is now, after a stale version.
        current: Option<Department>,
    }
}

/// Reads of departments.
#[derive(Default)]
pub struct DepartmentQuery;

#[Object]
impl DepartmentQuery {
    /// Departments by name.
    async fn departments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those directly below this department.")] parent_id: Option<Id<DepartmentId>>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Department>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), parent_id.map(|id| id.0), &page).await?))
    }

    /// One department, by id or by code.
    async fn department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<DepartmentId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<Department>> {
        let row = match by_id_or_code(id, code)? {
            Key::Id(id) => found(core::get(ctx.db(), ctx.op(), id).await)?,
            Key::Code(code) => core::find_by_code(ctx.db(), ctx.op(), &code).await?,
        };
        Ok(row.map(Department))
    }
}

/// Changes of departments.
#[derive(Default)]
pub struct DepartmentMutation;

#[Object]
impl DepartmentMutation {
    /// Creates a department.
    async fn create_department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The department.")] input: CreateDepartmentInput,
    ) -> Result<CreateDepartmentPayload> {
        CreateDepartmentPayload::of(ctx, async { core::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }

    /// Changes a department.
    async fn update_department(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateDepartmentInput,
    ) -> Result<UpdateDepartmentPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, async { core::update(ctx.db(), ctx.op(), id, input.try_into()?).await }).await?;
        let current = outcome.current(core::get(ctx.db(), ctx.op(), id)).await?.map(Department);
        Ok(UpdateDepartmentPayload { current, ..outcome.into() })
    }
}
