//! Who sees which contact, and how much of it: the one place.
//!
//! - Agents, privacy officers and auditors see every contact; editors and heads those of their departments;
//!   integrations and kiosks what they wrote and what their departments wrote.
//! - All of it shows to whoever wrote it, and to holders of `interaction.read_body` in its department. Of any other
//!   contact only when, over which channel, by which department, about whom, which service, which reason and
//!   with what outcome.
//! - Who acts through an integration sees nothing beyond the departments of that integration, own contacts included.
//! - A contact about a person who is hidden from the actor is hidden like the person.

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryFilter, Select};

use super::entity::{Column, Entity, Model};
use crate::beneficiaries;
use crate::db::Db;
use crate::error::Result;
use crate::ids::DepartmentId;
use crate::op::{Actor, OpContext, Reach};
use crate::policy::{Permission, Role};
use crate::store;
use crate::values::PhoneNumber;

/// Place of the encrypted phone.
pub(super) const PHONE: &str = "interaction.spoke_with_phone";

/// The entries that the actor may see, perhaps in part. Needs `interaction.read`.
pub(crate) fn visible_to(db: &Db, op: &OpContext) -> Result<Select<Entity>> {
    op.require(Permission::InteractionRead)?;
    let mut select = Entity::find();
    if let Some(condition) = within(db, op) {
        select = select.filter(condition);
    }
    if let Some(hidden) = beneficiaries::hidden_from(op) {
        let shown = Column::BeneficiaryId.not_in_subquery(hidden);
        select = select.filter(Condition::any().add(Column::BeneficiaryId.is_null()).add(shown));
    }
    Ok(select)
}

/// Which departments' contacts, if not all.
fn within(db: &Db, op: &OpContext) -> Option<Condition> {
    match op.reach_of_contacts() {
        Reach::All => None,
        some @ Reach::Departments(_) => Some(own_or_within(db, op, some)),
    }
}

/// The entries of which the actor sees everything, as a condition; for filters on what others may not see.
pub(super) fn in_full(db: &Db, op: &OpContext) -> Condition {
    own_or_within(db, op, op.reach(Permission::InteractionReadBody))
}

fn own_or_within(db: &Db, op: &OpContext, reach: Reach) -> Condition {
    match reach {
        Reach::All => Condition::all(),
        Reach::Departments(set) => {
            let mut own = Condition::all().add(Column::Actor.eq(op.actor.key()));
            if let Some(through) = &op.through {
                own = own.add(store::any_of(db, Column::DepartmentId, through.reach.iter()));
            }
            Condition::any().add(own).add(store::any_of(db, Column::DepartmentId, &set))
        }
    }
}

/// Whether the actor sees everything of an entry that it may see.
pub(super) fn sees_all(op: &OpContext, row: &Model) -> bool {
    let own = row.actor == op.actor.key() && op.reaches_own_in(row.department_id);
    own || op.reach(Permission::InteractionReadBody).covers(row.department_id)
}

/// Whether the actor may correct the entry: whoever recorded it or had the contact, the department's head, the
/// installation itself.
pub(super) fn may_correct(op: &OpContext, row: &Model) -> bool {
    let heads = |department: DepartmentId| match &op.actor {
        Actor::System(_) => true,
        Actor::Staff(staff) => staff.grants.iter().any(|grant| {
            grant.role == Role::DepartmentHead && (grant.department.is_none() || grant.reach.contains(&department))
        }),
        _ => false,
    };
    let own = row.actor == op.actor.key() || (row.staff_id.is_some() && row.staff_id == op.staff());
    (own && op.reaches_own_in(row.department_id)) || heads(row.department_id)
}

/// The entry as the actor may see it.
pub(super) fn view(op: &OpContext, row: Model) -> Model {
    if sees_all(op, &row) {
        return row;
    }
    let Model {
        id,
        kind,
        occurred_at,
        recorded_at,
        occurred_month,
        channel,
        direction,
        site_id: _,
        staff_id: _,
        actor: _,
        department_id,
        beneficiary_id,
        spoke_with_name: _,
        spoke_with_phone: _,
        spoke_with_relation: _,
        service_id,
        unlisted_service: _,
        unlisted_folded: _,
        case_id: _,
        reason_id,
        reason_revision,
        subject: _,
        body: _,
        outcome,
        useful,
        duration_seconds: _,
        language: _,
        purpose: _,
        external_message_id: _,
        corrects_id,
        corrected_by_id,
        correction_note: _,
        redacted: _,
    } = row;
    Model {
        id,
        kind,
        occurred_at,
        recorded_at,
        occurred_month,
        channel,
        direction,
        site_id: None,
        staff_id: None,
        actor: String::new(),
        department_id,
        beneficiary_id,
        spoke_with_name: None,
        spoke_with_phone: None,
        spoke_with_relation: None,
        service_id,
        unlisted_service: None,
        unlisted_folded: None,
        case_id: None,
        reason_id,
        reason_revision,
        subject: None,
        body: None,
        outcome,
        useful,
        duration_seconds: None,
        language: None,
        purpose: String::new(),
        external_message_id: None,
        corrects_id,
        corrected_by_id,
        correction_note: None,
        redacted: true,
    }
}

impl Model {
    /// The phone of the person spoken with, masked to its last four digits; `None` when there is none or the
    /// reader may not see it.
    pub fn spoke_with_phone_masked(&self, db: &Db) -> Result<Option<String>> {
        Ok(self.phone(db)?.map(|phone| phone.masked()))
    }

    pub(super) fn phone(&self, db: &Db) -> Result<Option<PhoneNumber>> {
        let Some(sealed) = &self.spoke_with_phone else { return Ok(None) };
        let text = db.keys().unseal_text(PHONE, self.id.into(), sealed)?;
        PhoneNumber::parse(&text).map(Some)
    }
}
