//! The record of who did what. Every operation writes one row per record it changes, in its own transaction.
//!
//! The row holds who, when, why and which record; its detail (what exactly) lies encrypted in a row of its own with a
//! random salt, and the row keeps a commitment (SHA-256 of salt and detail) of it. So detail can be destroyed
//! when a person asks for it, and the chain that the sealer lays over the rows still verifies.
//!
//! What a detail says of a person (a removed number, a former name, a note in free words) stands under its one key
//! `personal`, see `Change::personal`. Whoever reads the record gets the names of those fields and no value
//! ([`details`]): reading who did what must not be a way around the masks. The values stay sealed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter, Range};
use crate::ids::{AuditId, DepartmentId, RecordId, StaffId, TokenId};
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store::any_of;

mod entity {
    use super::{AuditId, DateTime, DepartmentId, StaffId, TokenId, Utc};
    use sea_orm::entity::prelude::*;

    /// One row of the audit record.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        /// Id; id order is recording order.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AuditId,
        /// When.
        pub at: DateTime<Utc>,
        /// Kind of actor, see [`Actor::kind`](crate::Actor::kind).
        pub actor_kind: String,
        /// The actor, see [`Actor::key`](crate::Actor::key).
        pub actor: String,
        /// The staff member who acted, if one did.
        pub staff_id: Option<StaffId>,
        /// The token through which it came.
        pub token_id: Option<TokenId>,
        /// The staff member for whom an integration acted.
        pub on_behalf_of: Option<StaffId>,
        /// The operation, such as `interaction.log`.
        pub operation: String,
        /// Kind of the record changed.
        pub entity_kind: String,
        /// The record changed.
        pub entity_id: Option<Uuid>,
        /// The department the record belongs to.
        pub department_id: Option<DepartmentId>,
        /// The request.
        pub request_id: String,
        /// The purpose given.
        pub purpose: String,
        /// SHA-256 over salt and detail.
        pub commitment: Vec<u8>,
        /// Gap-free number, once sealed.
        pub sequence: Option<i64>,
        /// Hash of the chain up to this row, once sealed.
        pub hash: Option<Vec<u8>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod detail {
    use super::AuditId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_detail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audit_id: AuditId,
        pub salt: Vec<u8>,
        pub sealed: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as AuditEntry;

/// Which column a detail is bound to when encrypted.
const PLACE: &str = "audit_detail.sealed";

/// The key of a detail under which the values of personal fields stand.
const PERSONAL: &str = "personal";

/// What one operation did to one record.
pub(crate) struct Change<'a> {
    /// The operation, `area.verb`.
    pub operation: &'a str,
    /// Kind of the record.
    pub entity_kind: &'static str,
    /// The record.
    pub entity_id: Uuid,
    /// The department the record belongs to.
    pub department: Option<DepartmentId>,
    /// What exactly: names of changed fields, reasons, ids. Encrypted; readers of the record see it.
    pub detail: serde_json::Value,
    /// Values of personal fields by name, `Null` when there are none. Encrypted; readers see the names only.
    pub personal: serde_json::Value,
}

impl<'a> Change<'a> {
    pub fn of<I: RecordId>(operation: &'a str, id: I) -> Self {
        Self {
            operation,
            entity_kind: I::KIND,
            entity_id: id.into(),
            department: None,
            detail: serde_json::Value::Null,
            personal: serde_json::Value::Null,
        }
    }

    #[must_use]
    pub fn department(mut self, department: impl Into<Option<DepartmentId>>) -> Self {
        self.department = department.into();
        self
    }

    #[must_use]
    pub fn detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = detail;
        self
    }

    /// What the detail says of a person: an object of values by field name.
    #[must_use]
    pub fn personal(mut self, values: serde_json::Value) -> Self {
        self.personal = values;
        self
    }
}

/// The detail as it is sealed: what is personal under its key.
fn whole(detail: serde_json::Value, personal: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match (detail, personal) {
        (detail, Value::Null) => detail,
        (Value::Object(mut fields), personal) => {
            fields.insert(PERSONAL.into(), personal);
            Value::Object(fields)
        }
        (_, personal) => serde_json::json!({ PERSONAL: personal }),
    }
}

/// The detail as readers get it: of what is personal the names of the fields that had a value.
fn veiled(mut detail: serde_json::Value) -> serde_json::Value {
    if let Some(personal) = detail.get_mut(PERSONAL) {
        let fields = personal.as_object().into_iter().flatten();
        *personal = fields.filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str()).collect();
    }
    detail
}

/// Writes the audit row of a change.
pub(crate) async fn record(tx: &Db, op: &OpContext, change: Change<'_>) -> Result<AuditId> {
    let ids = record_many(tx, op, vec![change]).await?;
    ids.first().copied().ok_or(Error::Corrupt { what: "audit row" })
}

/// Writes the audit rows of several changes in two statements.
pub(crate) async fn record_many(tx: &Db, op: &OpContext, changes: Vec<Change<'_>>) -> Result<Vec<AuditId>> {
    let mut ids = Vec::with_capacity(changes.len());
    let (mut rows, mut details) = (Vec::new(), Vec::new());
    for change in changes {
        let Change { operation, entity_kind, entity_id, department, detail, personal } = change;
        let id: AuditId = op.new_id();
        let plain = whole(detail, personal).to_string();
        let mut salt = vec![0_u8; 16];
        crate::keys::random(&mut salt)?;
        let commitment = Sha256::new().chain_update(&salt).chain_update(plain.as_bytes()).finalize().to_vec();
        ids.push(id);
        rows.push(entity::ActiveModel {
            id: Set(id),
            at: Set(op.at),
            actor_kind: Set(op.actor.kind().into()),
            actor: Set(op.actor.key()),
            staff_id: Set(op.staff()),
            token_id: Set(op.token),
            on_behalf_of: Set(None),
            operation: Set(operation.into()),
            entity_kind: Set(entity_kind.into()),
            entity_id: Set(Some(entity_id)),
            department_id: Set(department),
            request_id: Set(op.request_id.to_string()),
            purpose: Set(op.purpose.as_str().into()),
            commitment: Set(commitment),
            sequence: Set(None),
            hash: Set(None),
        });
        details.push(detail::ActiveModel {
            audit_id: Set(id),
            salt: Set(salt),
            sealed: Set(tx.keys().seal(PLACE, id.into(), plain.as_bytes())?),
        });
    }
    if !rows.is_empty() {
        entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
        detail::Entity::insert_many(details).exec_without_returning(tx).await?;
    }
    Ok(ids)
}

/// A condition on audit rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditCondition {
    /// The record changed, of any kind.
    Entity(Choice<Uuid>),
    /// Kind of the record changed, such as `interaction`.
    EntityKind(Choice<String>),
    /// The staff member who acted.
    Staff(Choice<StaffId>),
    /// The department the record belongs to.
    Department(Choice<DepartmentId>),
    /// The operation, such as `interaction.log`.
    Operation(Choice<String>),
    /// The request, as its answer named it.
    Request(Choice<String>),
    /// When.
    At(Range<DateTime<Utc>>),
}

fn condition(condition: AuditCondition) -> Condition {
    use entity::Column as C;
    Condition::all().add(match condition {
        AuditCondition::Entity(test) => test.on(C::EntityId.into_expr()),
        AuditCondition::EntityKind(test) => test.on(C::EntityKind.into_expr()),
        AuditCondition::Staff(test) => test.on(C::StaffId.into_expr()),
        AuditCondition::Department(test) => test.on(C::DepartmentId.into_expr()),
        AuditCondition::Operation(test) => test.on(C::Operation.into_expr()),
        AuditCondition::Request(test) => test.on(C::RequestId.into_expr()),
        AuditCondition::At(test) => test.on(C::At.into_expr()),
    })
}

/// The audit record, newest first. Needs `audit.read`.
pub async fn list(
    db: &Db,
    op: &OpContext,
    filter: Filter<AuditCondition>,
    page: &PageRequest,
) -> Result<Page<AuditEntry>> {
    op.require(Permission::AuditRead)?;
    let select = entity::Entity::find().filter(filter.into_condition(&condition)?);
    let id = SortKey::new(entity::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Desc);
    crate::page::fetch(db, select, "audit", vec![id], page).await
}

/// Audit rows by id. Needs `audit.read`.
pub async fn many(db: &Db, op: &OpContext, ids: &[AuditId]) -> Result<HashMap<AuditId, AuditEntry>> {
    op.require(Permission::AuditRead)?;
    let ids: Vec<Uuid> = ids.iter().copied().map(Into::into).collect();
    let rows = entity::Entity::find().filter(any_of(db, entity::Column::Id, &ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The details of audit rows; a row whose detail was destroyed is missing. Of what they say of people they hold the
/// names of the fields, such as `{"personal": ["value"]}`. Needs `audit.read`.
pub async fn details(db: &Db, op: &OpContext, ids: &[AuditId]) -> Result<HashMap<AuditId, serde_json::Value>> {
    op.require(Permission::AuditRead)?;
    let ids: Vec<Uuid> = ids.iter().copied().map(Into::into).collect();
    let rows = detail::Entity::find().filter(any_of(db, detail::Column::AuditId, &ids)).all(db).await?;
    let mut details = HashMap::with_capacity(rows.len());
    for row in rows {
        let plain = db.keys().unseal(PLACE, row.audit_id.into(), &row.sealed)?;
        let detail = serde_json::from_slice(&plain).map_err(|_| Error::Corrupt { what: "audit detail" })?;
        details.insert(row.audit_id, veiled(detail));
    }
    Ok(details)
}

#[cfg(test)]
mod tests {
    use super::{veiled, whole};
    use serde_json::{Value, json};

    #[test]
    fn readers_get_the_names_of_personal_fields_and_no_value() {
        let sealed = whole(json!({ "kind": "mobile" }), json!({ "value": "+966501234567", "address": null }));
        assert_eq!(sealed["personal"]["value"], "+966501234567");
        assert_eq!(veiled(sealed), json!({ "kind": "mobile", "personal": ["value"] }));
        assert_eq!(veiled(whole(Value::Null, json!({ "note": "x" }))), json!({ "personal": ["note"] }));
        assert_eq!(veiled(whole(json!({ "reason": "x" }), Value::Null)), json!({ "reason": "x" }));
    }
}
