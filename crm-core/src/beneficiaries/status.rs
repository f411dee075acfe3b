//! Moving a record through its life.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde_json::json;

use super::change;
use super::entity::beneficiary::{ActiveModel, Model};
use super::kinds::BeneficiaryStatus;
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{BeneficiaryId, DepartmentId, RecordId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;

/// A move of a record.
#[derive(Clone, Debug)]
pub struct SetStatus {
    /// Whose record.
    pub id: BeneficiaryId,
    /// The version that the caller saw.
    pub expected_version: Option<i32>,
    /// Where to.
    pub status: BeneficiaryStatus,
    /// The department that goes on seeing the record, given only with a move to `restricted`; none leaves it as it is.
    pub department: Option<DepartmentId>,
    /// Why; kept in the audit record.
    pub reason: String,
}

/// Moves a record, see [`BeneficiaryStatus::can_become`]. Into and out of `restricted` move holders of `beneficiary.write` in
/// the record's department (for one without: in the department now named) and holders of `beneficiary.restricted`.
/// A department with any other move is refused with [`Rule::Exclusive`], so nobody takes over a record on the way.
pub async fn set_status(db: &Db, op: &OpContext, command: SetStatus) -> Result<Model> {
    if !op.may(Permission::BeneficiaryRestricted) {
        op.require(Permission::BeneficiaryWrite)?;
    }
    let SetStatus { id, expected_version, status, department, reason } = command;
    let reason = change::reason(&reason)?;
    if let Some(department) = department {
        let mut check = Check::default();
        check.that(status == BeneficiaryStatus::Restricted, "department", Rule::Exclusive);
        check.that(db.reference().await?.department(department).is_some(), "department", Rule::Unknown);
        check.done()?;
    }
    let tx = db.begin().await?;
    let before = change::locked(&tx, op, id, expected_version).await?;
    if !before.status.can_become(status) {
        let (from, to) = (before.status.name().into(), status.name().into());
        return Err(Error::NotAllowed { entity: BeneficiaryId::KIND, from, to });
    }
    let owner = department.or(before.department_id);
    let guarded = [before.status, status].contains(&BeneficiaryStatus::Restricted);
    match before.department_id.or(department) {
        _ if guarded && op.may(Permission::BeneficiaryRestricted) => {}
        Some(own) if guarded => op.require_in(Permission::BeneficiaryWrite, own)?,
        None if guarded => return Err(Error::invalid("department", Rule::Required)),
        _ => op.require(Permission::BeneficiaryWrite)?,
    }
    let detail = json!({ "from": before.status, "to": status, "reason": reason, "department": owner });
    let active = ActiveModel {
        status: Set(status),
        department_id: Set(owner),
        version: Set(before.version + 1),
        updated_at: Set(op.at),
        ..before.into()
    };
    let after = active.update(&*tx).await?;
    let change = Change::of("beneficiary.set_status", id).department(owner).detail(detail);
    events::record(&tx, op, "beneficiary.changed", &["status"], change).await?;
    tx.commit().await?;
    Ok(after)
}
