//! The record of who did what.

mod verification;

use async_graphql::{Context, ID, Object, Result};
use crm_core::audit;
use crm_core::ids::{AuditId, DepartmentId, StaffId, TokenId};

use crate::connection::{Connection, page_request};
use crate::context::{Batch, BatchError, Call, loads};
use crate::filter::{DateTimeFilter, IdFilter, RecordFilter, StringFilter, filter};
use crate::node_id::{self, Id};
use crate::scalars::{DateTime, Json};

loads!(AuditId => audit::AuditEntry, audit::many);

/// Key of an audit row's detail, which lies apart from the row.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct DetailOf(AuditId);

impl async_graphql::dataloader::Loader<DetailOf> for Batch {
    type Value = serde_json::Value;
    type Error = BatchError;

    async fn load(
        &self,
        keys: &[DetailOf],
    ) -> std::result::Result<std::collections::HashMap<DetailOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let details = audit::details(&self.db, &self.op, &ids).await.map_err(std::sync::Arc::new)?;
        Ok(details.into_iter().map(|(id, detail)| (DetailOf(id), detail)).collect())
    }
}

filter! {
    /// Which rows of the audit record are wanted. All given fields must hold.
    AuditEntryFilter => audit::AuditCondition {
        /// The record changed, of any kind.
        record: RecordFilter => Entity,
        /// Kind of the record changed, such as `interaction`.
        record_kind: StringFilter => EntityKind,
        /// The staff member who acted.
        staff: IdFilter => Staff,
        /// The department the record belongs to.
        department: IdFilter => Department,
        /// The operation, such as `interaction.log`.
        operation: StringFilter => Operation,
        /// The request, as its answer named it.
        request_id: StringFilter => Request,
        /// When.
        at: DateTimeFilter => At,
    }
}

/// One row of the audit record: one operation on one record.
pub struct AuditEntry(pub audit::AuditEntry);

impl From<audit::AuditEntry> for AuditEntry {
    fn from(row: audit::AuditEntry) -> Self {
        Self(row)
    }
}

/// One row of the audit record: one operation on one record.
#[Object]
impl AuditEntry {
    /// Id.
    pub(crate) async fn id(&self) -> Id<AuditId> {
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

    /// The staff member who acted, or for whom an integration did.
    async fn staff_id(&self) -> Option<Id<StaffId>> {
        self.0.staff_id.map(Id)
    }

    /// The token through which it came.
    async fn token_id(&self) -> Option<Id<TokenId>> {
        self.0.token_id.map(Id)
    }

    /// The staff member for whom an integration acted; the actor is then the integration.
    async fn on_behalf_of(&self) -> Option<Id<StaffId>> {
        self.0.on_behalf_of.map(Id)
    }

    /// The operation, such as `interaction.log`.
    async fn operation(&self) -> &str {
        &self.0.operation
    }

    /// Kind of the record changed.
    async fn record_kind(&self) -> &str {
        &self.0.entity_kind
    }

    /// The record changed.
    async fn record_id(&self) -> Option<ID> {
        self.0.entity_id.map(|id| ID(node_id::encode(&self.0.entity_kind, id)))
    }

    /// The department the record belongs to.
    async fn department_id(&self) -> Option<Id<DepartmentId>> {
        self.0.department_id.map(Id)
    }

    /// The request.
    async fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The purpose given.
    async fn purpose(&self) -> &str {
        &self.0.purpose
    }

    /// What exactly was done; null once destroyed at a person's request.
    async fn detail(&self, ctx: &Context<'_>) -> Result<Option<Json>> {
        Ok(ctx.loaders().load_one(DetailOf(self.0.id)).await?.map(Json))
    }

    /// SHA-256 over salt and detail, in hexadecimal.
    async fn commitment(&self) -> String {
        hex(&self.0.commitment)
    }

    /// Gap-free number, once sealed.
    async fn sequence(&self) -> Option<i64> {
        self.0.sequence
    }

    /// Hash of the chain up to this row in hexadecimal, once sealed.
    async fn hash(&self) -> Option<String> {
        self.0.hash.as_deref().map(hex)
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub use verification::{AuditVerification, AuditVerificationQuery};

/// Reads of the audit record.
#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// The audit record, newest first. For auditors and privacy officers.
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which rows; by default all.")] filter: Option<AuditEntryFilter>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AuditEntry>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(AuditEntryFilter::tree).transpose()?.unwrap_or_default();
        Ok(Connection::of(audit::list(ctx.db(), ctx.op(), filter, &page).await?))
    }
}
