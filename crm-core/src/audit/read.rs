//! Reading the record.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

use super::record::{PLACE, veiled};
use super::{AuditEntry, detail, entity};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter, Range};
use crate::ids::{AuditId, DepartmentId, StaffId};
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store::any_of;

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
    let rows = entity::Entity::find().filter(any_of(db, entity::Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The details of audit rows; a row whose detail was destroyed is missing. Of what they say of people they hold the
/// names of the fields, such as `{"personal": ["value"]}`. Needs `audit.read`.
pub async fn details(db: &Db, op: &OpContext, ids: &[AuditId]) -> Result<HashMap<AuditId, serde_json::Value>> {
    op.require(Permission::AuditRead)?;
    let rows = detail::Entity::find().filter(any_of(db, detail::Column::AuditId, ids)).all(db).await?;
    let mut details = HashMap::with_capacity(rows.len());
    for row in rows {
        let plain = db.keys().unseal(PLACE, row.audit_id.into(), &row.sealed)?;
        let detail = serde_json::from_slice(&plain).map_err(|_| Error::Corrupt { what: "audit detail" })?;
        details.insert(row.audit_id, veiled(detail));
    }
    Ok(details)
}
