//! Making, closing and handing on follow-ups.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use serde_json::json;

use super::entity::{ActiveModel, Column, Entity, FollowUpState, Model as FollowUp};
use super::read::{shown_by, visible_to};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DepartmentId, FollowUpId, InteractionId, StaffId};
use crate::interactions::content::{Desk, Needs, text};
use crate::interactions::rules;
use crate::op::{OpContext, Reach};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;

/// How far ahead a follow-up may be due, in days: five years.
const FAR: i64 = 5 * 366;
/// How many are reassigned by one pair of statements.
const CHUNK: u64 = 500;

/// What is to be done after a contact.
#[derive(Clone, Serialize)]
pub struct NewFollowUp {
    /// The last day on which it is in time; today or later, at most five years ahead.
    pub due_on: NaiveDate,
    /// Who is to do it.
    pub assignee: Option<StaffId>,
    /// In whose queue; `None` is the contact's department.
    pub department: Option<DepartmentId>,
    /// What is to be done, at most 2,000 characters.
    pub note: Option<String>,
}

impl std::fmt::Debug for NewFollowUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewFollowUp").field("due_on", &self.due_on).finish_non_exhaustive()
    }
}

/// Hands one follow-up on.
#[derive(Clone, Debug)]
pub struct ReassignFollowUp {
    /// Which.
    pub id: FollowUpId,
    /// To whom; `None` puts it back into its department's queue.
    pub assignee: Option<StaffId>,
    /// Into whose queue; `None` leaves it where it is.
    pub department: Option<DepartmentId>,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

/// A new follow-up with its department settled and its note cleaned.
pub(in crate::interactions) struct Checked {
    due_on: NaiveDate,
    assignee: Option<StaffId>,
    department: DepartmentId,
    note: Option<String>,
}

/// Adds a follow-up to a contact that the actor sees in full. Needs `interaction.write` in the department.
pub async fn create(db: &Db, op: &OpContext, interaction: InteractionId, new: NewFollowUp) -> Result<FollowUp> {
    op.require(Permission::InteractionWrite)?;
    let tx = db.begin().await?;
    // Locked, so that no correction takes the entry's place meanwhile.
    let contact = crate::interactions::read::locked(&tx, op, interaction).await?;
    if contact.redacted {
        return Err(Error::Forbidden { permission: Permission::InteractionReadBody.name() });
    }
    rules::correctable(contact.kind, contact.corrected_by_id.is_some())?;
    let needs = Needs { staff: new.assignee.into_iter().collect(), ..Needs::default() };
    let desk = Desk::open(&tx, op, needs).await?;
    let new = checked(&desk, &new, Some(contact.department_id))?;
    op.require_in(Permission::InteractionWrite, contact.department_id)?;
    let rows = insert(&tx, op, vec![(interaction, new)]).await?;
    tx.commit().await?;
    rows.into_iter().next().ok_or(Error::Corrupt { what: "follow-up" })
}

/// Marks a follow-up as done. Its assignee may, and holders of `interaction.write` in its department.
pub async fn complete(db: &Db, op: &OpContext, id: FollowUpId, expected_version: Option<i32>) -> Result<FollowUp> {
    close(db, op, id, expected_version, FollowUpState::Done).await
}

/// Marks a follow-up as not needed any more. Its assignee may, and holders of `interaction.write` in its department.
pub async fn cancel(db: &Db, op: &OpContext, id: FollowUpId, expected_version: Option<i32>) -> Result<FollowUp> {
    close(db, op, id, expected_version, FollowUpState::Cancelled).await
}

async fn close(
    db: &Db,
    op: &OpContext,
    id: FollowUpId,
    expected_version: Option<i32>,
    state: FollowUpState,
) -> Result<FollowUp> {
    op.require(Permission::InteractionRead)?;
    let tx = db.begin().await?;
    let old = open(&tx, op, id, expected_version).await?;
    if !old.state.can_become(state) {
        return Err(not_allowed(&old, state.name()));
    }
    let version = old.version + 1;
    let mut row: ActiveModel = old.into();
    row.state = Set(state);
    row.closed_at = Set(Some(op.at));
    row.closed_by = Set(Some(op.actor.key()));
    row.version = Set(version);
    let row = row.update(&*tx).await?;
    let (kind, operation) = match state {
        FollowUpState::Done => ("follow_up.completed", "follow_up.complete"),
        FollowUpState::Open | FollowUpState::Cancelled => ("follow_up.cancelled", "follow_up.cancel"),
    };
    events::record(&tx, op, kind, &["state"], Change::of(operation, row.id).department(row.department_id)).await?;
    tx.commit().await?;
    Ok(row)
}

/// Hands a follow-up on. Its assignee may, and holders of `interaction.write` in its department.
pub async fn reassign(db: &Db, op: &OpContext, command: ReassignFollowUp) -> Result<FollowUp> {
    op.require(Permission::InteractionRead)?;
    let ReassignFollowUp { id, assignee, department, expected_version } = command;
    places(db, op, assignee, department).await?;
    let tx = db.begin().await?;
    let old = open(&tx, op, id, expected_version).await?;
    if old.state != FollowUpState::Open {
        return Err(not_allowed(&old, "reassigned"));
    }
    let (from, version, current) = (old.assignee_id, old.version + 1, old.department_id);
    let mut row: ActiveModel = old.into();
    row.assignee_id = Set(assignee);
    row.department_id = Set(department.unwrap_or(current));
    row.version = Set(version);
    let row = row.update(&*tx).await?;
    let change = Change::of("follow_up.reassign", row.id).department(row.department_id);
    let change = change.detail(json!({ "from": from, "to": assignee, "fromDepartment": current }));
    events::record(&tx, op, "follow_up.reassigned", &["assignee", "department"], change).await?;
    tx.commit().await?;
    Ok(row)
}

/// Hands on everything still open of a staff member who leaves, in one transaction; gives how many. Needs
/// `staff.manage` for all of it, else `interaction.write` for those of its departments; devices and other systems
/// hand nothing on. `to` none puts them back into their departments' queues.
pub async fn reassign_all(db: &Db, op: &OpContext, from: StaffId, to: Option<StaffId>) -> Result<u64> {
    let everywhere = op.may(Permission::StaffManage);
    if !everywhere {
        op.require(Permission::InteractionWrite)?;
        // Who works on what is for people to say, not for a device or another body's system.
        if !op.is_staff() {
            return Err(Error::Forbidden { permission: Permission::InteractionWrite.name() });
        }
    }
    if !op.is_staff() {
        return Err(Error::Forbidden { permission: Permission::StaffManage.name() });
    }
    if to == Some(from) {
        return Err(Error::invalid("to", Rule::Exclusive));
    }
    places(db, op, to, None).await?;
    let tx = db.begin().await?;
    let mut mine = Entity::find().filter(Column::AssigneeId.eq(from)).filter(Column::State.eq(FollowUpState::Open));
    if let (false, Reach::Departments(set)) = (everywhere, op.reach(Permission::InteractionWrite)) {
        mine = mine.filter(store::any_of(&tx, Column::DepartmentId, &set));
    }
    let mut moved = 0;
    loop {
        let rows = mine.clone().limit(CHUNK).lock_exclusive().all(&*tx).await?;
        if rows.is_empty() {
            break;
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
        Entity::update_many()
            .col_expr(Column::AssigneeId, Expr::value(to.map(|to| to.0)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(store::any_of(&tx, Column::Id, &ids))
            .exec(&*tx)
            .await?;
        let change = |row: &FollowUp| {
            let change = Change::of("follow_up.reassign", row.id).department(row.department_id);
            change.detail(json!({ "from": from, "to": to }))
        };
        let changes = rows.iter().map(change).collect();
        events::record_many(&tx, op, "follow_up.reassigned", &["assignee"], changes).await?;
        moved += rows.len() as u64;
    }
    tx.commit().await?;
    Ok(moved)
}

/// The follow-up, locked, if the actor may change it.
async fn open(tx: &Db, op: &OpContext, id: FollowUpId, expected_version: Option<i32>) -> Result<FollowUp> {
    let row = store::locked::<Entity, FollowUpId>(tx, visible_to(tx, op)?.filter(Column::Id.eq(id))).await?;
    let assigned = row.assignee_id.is_some() && row.assignee_id == op.staff();
    if !assigned {
        op.require_in(Permission::InteractionWrite, row.department_id)?;
    }
    store::same_version::<FollowUpId>(expected_version, row.version)?;
    shown_by(tx, op, row.id).await?;
    Ok(row)
}

fn not_allowed(row: &FollowUp, to: &str) -> Error {
    Error::NotAllowed { entity: "follow_up", from: row.state.name().to_owned(), to: to.to_owned() }
}

/// Whether the assignee works here and the department exists.
async fn places(db: &Db, op: &OpContext, assignee: Option<StaffId>, department: Option<DepartmentId>) -> Result<()> {
    let needs = Needs { staff: assignee.into_iter().collect(), ..Needs::default() };
    let desk = Desk::open(db, op, needs).await?;
    let mut check = Check::default();
    known(&mut check, &desk, assignee, department)?;
    check.done()
}

fn known(
    check: &mut Check,
    desk: &Desk<'_>,
    assignee: Option<StaffId>,
    department: Option<DepartmentId>,
) -> Result<()> {
    if let Some(assignee) = assignee {
        check.take("assignee", desk.employed(assignee))?;
    }
    if let Some(department) = department {
        check.take("department", desk.exists(department))?;
    }
    Ok(())
}

/// Checks a new follow-up of a contact of a department; none is a contact that was refused itself.
pub(in crate::interactions) fn checked(
    desk: &Desk<'_>,
    new: &NewFollowUp,
    contact: Option<DepartmentId>,
) -> Result<Checked> {
    let NewFollowUp { due_on, assignee, department, note } = new;
    let mut check = Check::default();
    known(&mut check, desk, *assignee, *department)?;
    check.that(*due_on >= desk.today(), "dueOn", Rule::InPast);
    check.that((*due_on - desk.today()).num_days() <= FAR, "dueOn", Rule::OutOfRange);
    let note = text(&mut check, "note", note.as_deref(), 2_000)?;
    check.done()?;
    let department = department.or(contact).ok_or_else(|| Error::invalid("department", Rule::Required))?;
    Ok(Checked { due_on: *due_on, assignee: *assignee, department, note })
}

/// Writes follow-ups of contacts.
pub(in crate::interactions) async fn insert(
    tx: &Db,
    op: &OpContext,
    new: Vec<(InteractionId, Checked)>,
) -> Result<Vec<FollowUp>> {
    let row = |(interaction, new): (InteractionId, Checked)| {
        let Checked { due_on, assignee, department, note } = new;
        FollowUp {
            id: op.new_id(),
            interaction_id: interaction,
            department_id: department,
            assignee_id: assignee,
            due_on,
            note,
            state: FollowUpState::Open,
            created_at: op.at,
            created_by: op.actor.key(),
            closed_at: None,
            closed_by: None,
            version: 1,
        }
    };
    let rows: Vec<FollowUp> = new.into_iter().map(row).collect();
    if rows.is_empty() {
        return Ok(rows);
    }
    let models = rows.iter().cloned().map(|row| ActiveModel::from(row).reset_all());
    Entity::insert_many(models).exec_without_returning(tx).await?;
    let changes = rows.iter().map(|row| Change::of("follow_up.create", row.id).department(row.department_id)).collect();
    events::record_many(tx, op, "follow_up.created", &["assignee", "department", "dueOn"], changes).await?;
    Ok(rows)
}

/// A corrected contact's follow-ups belong to the entry that holds now.
pub(in crate::interactions) async fn follow(tx: &Db, old: InteractionId, new: InteractionId) -> Result<()> {
    let update = Entity::update_many().col_expr(Column::InteractionId, Expr::value(new.0));
    update.filter(Column::InteractionId.eq(old)).exec(tx).await?;
    Ok(())
}

/// Cancels what is still open of a contact that was taken back.
pub(in crate::interactions) async fn cancel_of(tx: &Db, op: &OpContext, interaction: InteractionId) -> Result<()> {
    let open = Entity::find()
        .filter(Column::InteractionId.eq(interaction))
        .filter(Column::State.eq(FollowUpState::Open))
        .lock_exclusive()
        .all(tx)
        .await?;
    if open.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = open.iter().map(|row| row.id.0).collect();
    Entity::update_many()
        .col_expr(Column::State, Expr::value(FollowUpState::Cancelled.name()))
        .col_expr(Column::ClosedAt, Expr::value(Some(op.at)))
        .col_expr(Column::ClosedBy, Expr::value(Some(op.actor.key())))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(store::any_of(tx, Column::Id, &ids))
        .exec(tx)
        .await?;
    let changes = open.iter().map(|row| Change::of("follow_up.cancel", row.id).department(row.department_id)).collect();
    events::record_many(tx, op, "follow_up.cancelled", &["state"], changes).await
}
