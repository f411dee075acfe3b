//! Giving and ending roles.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::entity::{RoleGrant, member, role};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DepartmentId, RoleGrantId, StaffId};
use crate::op::OpContext;
use crate::policy::{Permission, Role};
use crate::rule::Rule;

/// A role to give.
#[derive(Clone, Debug)]
pub struct GrantRole {
    /// To whom.
    pub staff: StaffId,
    /// What.
    pub role: Role,
    /// Where; none means the whole body.
    pub department: Option<DepartmentId>,
    /// First day; none means today in the installation's zone.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// Gives a role. Needs `staff.manage`. A member who holds it there already keeps it: the present grant comes back.
pub async fn grant_role(db: &Db, op: &OpContext, command: GrantRole) -> Result<RoleGrant> {
    op.require(Permission::StaffManage)?;
    let GrantRole { staff, role, department, from, to } = command;
    let from = from.unwrap_or_else(|| crate::calendar::local_date(op.at, db.settings().zone));
    let tx = db.begin().await?;
    let known = member::Entity::find_by_id(staff).one(&*tx).await?.is_some();
    let tree = tx.reference().await?;
    let mut check = Check::default();
    check.that(known, "staff", Rule::Unknown);
    check.that(department.is_none_or(|id| tree.department(id).is_some()), "department", Rule::Unknown);
    check.that(to.is_none_or(|to| from <= to), "to", Rule::Period);
    check.done()?;
    let mut held = role::Entity::find().filter(role::Column::StaffId.eq(staff)).filter(role::Column::Role.eq(role));
    held = match department {
        Some(department) => held.filter(role::Column::DepartmentId.eq(department)),
        None => held.filter(role::Column::DepartmentId.is_null()),
    };
    held = held.filter(role::Column::ValidFrom.lte(from)).filter(role::Column::ValidTo.is_null());
    if let (Some(held), None) = (held.one(&*tx).await?, to) {
        return Ok(held);
    }
    let row = role::ActiveModel {
        id: Set(op.new_id()),
        staff_id: Set(staff),
        role: Set(role),
        department_id: Set(department),
        valid_from: Set(from),
        valid_to: Set(to),
    };
    let row = row.insert(&*tx).await?;
    record(&tx, op, "staff.role_granted", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Ends a role after `last_day`. Needs `staff.manage`.
pub async fn end_role(db: &Db, op: &OpContext, id: RoleGrantId, last_day: NaiveDate) -> Result<RoleGrant> {
    op.require(Permission::StaffManage)?;
    let tx = db.begin().await?;
    let held = role::Entity::find_by_id(id).one(&*tx).await?.ok_or_else(Error::not_found::<RoleGrantId>)?;
    let mut row: role::ActiveModel = held.into();
    row.valid_to = Set(Some(last_day));
    let row = row.update(&*tx).await?;
    record(&tx, op, "staff.role_ended", &row).await?;
    tx.commit().await?;
    Ok(row)
}

async fn record(tx: &Db, op: &OpContext, operation: &str, row: &RoleGrant) -> Result<()> {
    let detail = serde_json::json!({ "role": row.role, "from": row.valid_from, "to": row.valid_to });
    let change = Change::of(operation, row.staff_id).department(row.department_id).detail(detail);
    events::record(tx, op, operation, &["roles"], change).await
}
