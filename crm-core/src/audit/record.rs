//! Writing the record.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

use super::{detail, entity};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{AuditId, DepartmentId, RecordId};
use crate::op::OpContext;

/// Which column a detail is bound to when encrypted.
pub(super) const PLACE: &str = "audit_detail.sealed";

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
pub(super) fn veiled(mut detail: serde_json::Value) -> serde_json::Value {
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
        let (actor_kind, actor) = op.recorded();
        let plain = whole(detail, personal).to_string();
        let mut salt = vec![0_u8; 16];
        crate::keys::random(&mut salt)?;
        let commitment = Sha256::new().chain_update(&salt).chain_update(plain.as_bytes()).finalize().to_vec();
        ids.push(id);
        rows.push(entity::ActiveModel {
            id: Set(id),
            at: Set(op.at),
            actor_kind: Set(actor_kind.into()),
            actor: Set(actor),
            staff_id: Set(op.staff()),
            token_id: Set(op.token),
            on_behalf_of: Set(op.on_behalf_of()),
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
        tx.note_record();
        entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
        detail::Entity::insert_many(details).exec_without_returning(tx).await?;
    }
    Ok(ids)
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
