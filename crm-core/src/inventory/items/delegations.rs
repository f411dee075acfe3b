//! Members of staff who answer for a department for a while, because its own people cannot.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use serde_json::json;

use super::Delegation;
use super::entity::delegation::{Column, Entity};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DelegationId, DepartmentId, StaffId};
use crate::op::{Actor, OpContext};
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::{staff, store, text};

/// Longest delegation, in days.
const DAYS: i64 = 366;

/// A delegation to record.
#[derive(Clone, Debug)]
pub struct Delegate {
    /// The department, with those below.
    pub department: DepartmentId,
    /// Who is to answer.
    pub to: StaffId,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, at most a year later.
    pub ends_on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Lets a member of staff answer for a department for a while. Needs `inventory.endorse` there, or `inventory.run`.
pub async fn delegate(db: &Db, op: &OpContext, command: Delegate) -> Result<Delegation> {
    op.require(Permission::InventoryRead)?;
    let Delegate { department, to, starts_on, ends_on, reason } = command;
    may_keep(op, department)?;
    let tx = db.begin().await?;
    let mut check = Check::default();
    let reason = check.take("", text::clean_required("reason", &reason, 1_000))?.unwrap_or_default();
    check.that(tx.reference().await?.department(department).is_some(), "departmentId", Rule::Unknown);
    let known = staff::many(&tx, op, &[to]).await?.get(&to).is_some_and(|member| member.active);
    check.that(known, "toStaffId", Rule::Unknown);
    check.that(op.staff() != Some(to), "toStaffId", Rule::OwnWork);
    let reads = staff::as_actor(&tx, to).await?.map(|actor| OpContext::for_actor(Actor::Staff(actor)));
    let reads = reads.is_some_and(|delegate| delegate.may(Permission::InventoryRead));
    check.that(!known || reads, "toStaffId", Rule::NotReading);
    check.that(ends_on >= local_date(op.at, tx.settings().zone), "endsOn", Rule::InPast);
    check.that(starts_on <= ends_on, "endsOn", Rule::Period);
    check.that((ends_on - starts_on).num_days() <= DAYS, "endsOn", Rule::OutOfRange);
    check.done()?;
    let row = Delegation {
        id: op.new_id(),
        department_id: department,
        from_staff_id: op.staff(),
        to_staff_id: to,
        starts_on,
        ends_on,
        reason: reason.clone(),
        created_at: op.at,
        revoked_at: None,
    };
    let row = row.into_active_model().reset_all().insert(&*tx).await?;
    let detail = json!({ "to": to, "startsOn": starts_on, "endsOn": ends_on, "reason": reason });
    let change = Change::of("inventory_delegation.create", row.id).department(department).detail(detail);
    events::record(&tx, op, "inventory_delegation.created", &["to"], change).await?;
    tx.commit().await?;
    Ok(row)
}

/// Takes a delegation back; one that was is `NotAllowed`. Needs what [`delegate`] needs.
pub async fn revoke(db: &Db, op: &OpContext, id: DelegationId) -> Result<Delegation> {
    op.require(Permission::InventoryRead)?;
    let tx = db.begin().await?;
    let row = store::locked::<_, DelegationId>(&tx, Entity::find_by_id(id)).await?;
    may_keep(op, row.department_id)?;
    if row.revoked_at.is_some() {
        let (from, to) = ("cancelled".into(), "cancelled".into());
        return Err(Error::NotAllowed { entity: "inventory_delegation", from, to });
    }
    let department = row.department_id;
    let mut row = row.into_active_model();
    row.revoked_at = Set(Some(op.at));
    let row = row.update(&*tx).await?;
    let change = Change::of("inventory_delegation.revoke", id).department(department);
    events::record(&tx, op, "inventory_delegation.revoked", &["revokedAt"], change).await?;
    tx.commit().await?;
    Ok(row)
}

/// Who runs the inventory keeps delegations of every department, its head those of one.
fn may_keep(op: &OpContext, department: DepartmentId) -> Result<()> {
    if op.may(Permission::InventoryRun) { Ok(()) } else { op.require_in(Permission::InventoryEndorse, department) }
}

/// Delegations, latest first. Needs `inventory.read`.
pub async fn list(db: &Db, op: &OpContext, request: &PageRequest) -> Result<Page<Delegation>> {
    op.require(Permission::InventoryRead)?;
    let keys = vec![SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Desc)];
    page::fetch(db, Entity::find(), "inventory_delegations", keys, request).await
}

/// The departments, with those below, for which the actor answers by delegation today. It must be allowed to see the
/// inventory still.
pub(crate) async fn held_by(db: &Db, op: &OpContext) -> Result<BTreeSet<DepartmentId>> {
    let Some(me) = op.staff() else { return Ok(BTreeSet::new()) };
    let today = local_date(op.at, db.settings().zone);
    let select = Entity::find().filter(Column::ToStaffId.eq(me)).filter(Column::RevokedAt.is_null());
    let rows = select.filter(Column::StartsOn.lte(today)).filter(Column::EndsOn.gte(today)).all(db).await?;
    let frame = db.reference().await?;
    Ok(rows.into_iter().flat_map(|row| frame.below(row.department_id)).collect())
}
