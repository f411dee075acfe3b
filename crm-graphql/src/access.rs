//! Who saw whom.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, Result};
use crm_core::access as core;
use crm_core::ids::{AccessId, BeneficiaryId, StaffId, TokenId};

use crate::connection::{Connection, page_request};
use crate::context::{Batch, BatchError, Call, loads};
use crate::filter::{DateTimeFilter, IdFilter, StringFilter, filter};
use crate::node_id::Id;
use crate::scalars::DateTime;

loads!(AccessId => core::AccessEntry, core::many);

/// Key of the people whom an entry showed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PersonsOf(AccessId);

impl Loader<PersonsOf> for Batch {
    type Value = Vec<BeneficiaryId>;
    type Error = BatchError;

    async fn load(&self, keys: &[PersonsOf]) -> Result<HashMap<PersonsOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let persons = core::persons(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(persons.into_iter().map(|(id, persons)| (PersonsOf(id), persons)).collect())
    }
}

filter! {
    /// Which entries of the access log are wanted. All given fields must hold.
    AccessEntryFilter => core::AccessCondition {
        /// The person who was seen.
        beneficiary: IdFilter => Person,
        /// The staff member who saw.
        staff: IdFilter => Staff,
        /// Who saw, as the entry names it.
        actor: StringFilter => Actor,
        /// The operation, such as `beneficiary.list`.
        operation: StringFilter => Operation,
        /// The purpose given.
        purpose: StringFilter => Purpose,
        /// The request, as its answer named it.
        request_id: StringFilter => Request,
        /// When.
        at: DateTimeFilter => At,
    }
}

/// One entry of the access log: one operation that showed people to somebody.
pub struct AccessEntry(pub core::AccessEntry);

impl From<core::AccessEntry> for AccessEntry {
    fn from(row: core::AccessEntry) -> Self {
        Self(row)
    }
}

/// One entry of the access log: one operation that showed people to somebody.
#[Object]
impl AccessEntry {
    /// Id.
    pub(crate) async fn id(&self) -> Id<AccessId> {
        Id(self.0.id)
    }

    /// When.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Kind of actor: `anonymous`, `staff`, `integration`, `kiosk`, `system`.
    async fn actor_kind(&self) -> &str {
        &self.0.actor_kind
    }

    /// The actor, a text that stays the same for the same actor.
    async fn actor(&self) -> &str {
        &self.0.actor
    }

    /// The staff member who saw, if one did.
    async fn staff_id(&self) -> Option<Id<StaffId>> {
        self.0.staff_id.map(Id)
    }

    /// The token through which it came.
    async fn token_id(&self) -> Option<Id<TokenId>> {
        self.0.token_id.map(Id)
    }

    /// The staff member for whom an integration asked.
    async fn on_behalf_of(&self) -> Option<Id<StaffId>> {
        self.0.on_behalf_of.map(Id)
    }

    /// The operation, such as `beneficiary.list`.
    async fn operation(&self) -> &str {
        &self.0.operation
    }

    /// The request.
    async fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The purpose given.
    async fn purpose(&self) -> &str {
        &self.0.purpose
    }

    /// How many people it showed.
    async fn beneficiary_count(&self) -> i32 {
        self.0.persons
    }

    /// The people whom it showed, at most 100 of them.
    async fn beneficiary_ids(&self, ctx: &Context<'_>) -> Result<Vec<Id<BeneficiaryId>>> {
        let persons = ctx.loaders().load_one(PersonsOf(self.0.id)).await?.unwrap_or_default();
        Ok(persons.into_iter().map(Id).collect())
    }
}

/// Reads of the access log.
#[derive(Default)]
pub struct AccessQuery;

#[Object]
impl AccessQuery {
    /// The access log, newest first: with a condition on the beneficiary, who saw this person; with one on the staff member
    /// or the actor, what this caller saw. For auditors and privacy officers.
    async fn access_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entries; by default all.")] filter: Option<AccessEntryFilter>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AccessEntry>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(AccessEntryFilter::tree).transpose()?.unwrap_or_default();
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), filter, &page).await?))
    }
}
