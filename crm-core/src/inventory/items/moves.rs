//! What happens to answers: approved, verified, returned; and what the development department decides beside them.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::UpdateMany;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use serde_json::json;

use super::Item;
use super::entity::item::{Column, Entity};
use super::held::{Held, ItemRef, finish, hold};
use super::rules::{ItemMove, ItemState};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Check, Result};
use crate::events;
use crate::ids::{CycleId, DepartmentId, ItemId, RecordId};
use crate::inventory::cycles;
use crate::inventory::findings::{self, Severity};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::{store, text};

/// Longest reason, in characters.
const REASON: usize = 1_000;

/// A move of items.
#[derive(Clone, Debug)]
pub struct MoveItems {
    /// The items, at most 200: all of them or none.
    pub items: Vec<ItemRef>,
    /// Why; needed to return, exempt or reopen.
    pub reason: Option<String>,
}

/// A later last day for what a department may answer, or answer again.
#[derive(Clone, Debug)]
pub struct ExtendItems {
    /// The cycle.
    pub cycle: CycleId,
    /// The department itself.
    pub department: DepartmentId,
    /// The new last day; not before today, nor after the end of verification.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: Option<String>,
}

/// Approves answers as head of the department, where the plan asks for it. Needs `inventory.endorse`; one's own answer
/// is `OwnWork`.
pub async fn endorse(db: &Db, op: &OpContext, command: MoveItems) -> Result<Vec<Item>> {
    op.require(Permission::InventoryEndorse)?;
    let me = op.staff().map(Uuid::from);
    let marks = vec![(Column::EndorsedStaffId, Expr::value(me)), (Column::EndorsedAt, Expr::value(op.at))];
    carry(db, op, command, Act { step: ItemMove::Endorse, what: "endorsed", marks }).await
}

/// Finds answers right. Those that are drawn for it go to a second verifier, another person than the first. Needs
/// `inventory.verify`; what one answered, approved or verified oneself is `OwnWork`.
pub async fn accept(db: &Db, op: &OpContext, command: MoveItems) -> Result<Vec<Item>> {
    op.require(Permission::InventoryVerify)?;
    carry(db, op, command, Act { step: ItemMove::Accept, what: "accepted", marks: Vec::new() }).await
}

/// Gives answers back with a reason. Where the plan has a second round, they may be answered until the end of
/// verification; where it has none, it is `Overdue` once the time to answer is over. Needs `inventory.verify`.
pub async fn give_back(db: &Db, op: &OpContext, command: MoveItems) -> Result<Vec<Item>> {
    op.require(Permission::InventoryVerify)?;
    let mut marks = unseen();
    marks.push((Column::Returns, Column::Returns.into_expr().add(1)));
    carry(db, op, command, Act { step: ItemMove::Return, what: "returned", marks }).await
}

/// Asks nothing of items this time, with a reason. Needs `inventory.run`.
pub async fn exempt(db: &Db, op: &OpContext, command: MoveItems) -> Result<Vec<Item>> {
    op.require(Permission::InventoryRun)?;
    carry(db, op, command, Act { step: ItemMove::Exempt, what: "exempted", marks: Vec::new() }).await
}

/// Asks anew about what is decided, with a reason: the only way back. It may be answered until the end of verification.
/// Needs `inventory.run`.
pub async fn reopen(db: &Db, op: &OpContext, command: MoveItems) -> Result<Vec<Item>> {
    op.require(Permission::InventoryRun)?;
    let mut marks = unseen();
    marks.extend([
        (Column::Outcome, Expr::value(Option::<String>::None)),
        (Column::AttestedBy, Expr::value(Option::<String>::None)),
    ]);
    carry(db, op, command, Act { step: ItemMove::Reopen, what: "reopened", marks }).await
}

/// That nobody approved or verified what will be answered anew.
fn unseen() -> Vec<(Column, SimpleExpr)> {
    let people = [Column::EndorsedStaffId, Column::VerifiedStaffId, Column::ReviewedStaffId];
    let times = [Column::EndorsedAt, Column::VerifiedAt, Column::ReviewedAt];
    let people = people.map(|column| (column, Expr::value(Option::<Uuid>::None)));
    let times = times.map(|column| (column, Expr::value(Option::<DateTime<Utc>>::None)));
    people.into_iter().chain(times).collect()
}

/// A move with what it marks on every item beside the state.
struct Act {
    step: ItemMove,
    what: &'static str,
    marks: Vec<(Column, SimpleExpr)>,
}

/// Carries a move out: one statement for each state that items come to.
async fn carry(db: &Db, op: &OpContext, command: MoveItems, act: Act) -> Result<Vec<Item>> {
    let MoveItems { items, reason } = command;
    let Act { step, what, marks } = act;
    let needed = matches!(step, ItemMove::Return | ItemMove::Exempt | ItemMove::Reopen);
    let reason = reasoned(reason.as_deref(), needed)?;
    let held = hold(db, op, &items, step).await?;
    if step == ItemMove::Accept {
        without_errors(&held).await?;
    }
    for (from, to) in targets(&held, step) {
        let ids: Vec<Uuid> = held
            .items
            .iter()
            .filter(|item| item.state == from && step.to(item.state, item.sampled) == to)
            .map(|item| item.id.0)
            .collect();
        let mut update = Entity::update_many()
            .col_expr(Column::State, Expr::value(to.name()))
            .col_expr(Column::Version, Column::Version.into_expr().add(1))
            .filter(store::any_of(&held.tx, Column::Id, &ids));
        if let Some(reason) = &reason {
            update = update.col_expr(Column::Reason, Expr::value(reason.as_str()));
        }
        for (column, value) in marks.iter().cloned().chain(seen_by(op, step, from)) {
            update = update.col_expr(column, value);
        }
        update.exec(&*held.tx).await?;
    }
    if matches!(step, ItemMove::Return | ItemMove::Reopen) {
        more_time(&held, op, step).await?;
    }
    finish(held, op, what, reason.as_deref()).await
}

/// What cannot be is mended or waived before an answer is accepted.
async fn without_errors(held: &Held) -> Result<()> {
    let ids: Vec<ItemId> = held.items.iter().map(|item| item.id).collect();
    let open = findings::open(&held.tx, &ids, &[Severity::Error]).await?;
    let mut check = Check::default();
    for (place, item) in held.items.iter().enumerate() {
        check.that(!open.contains(&item.id), &format!("items.{place}"), Rule::OpenFindings);
    }
    check.done()
}

/// The pairs of states between which items go.
fn targets(held: &Held, step: ItemMove) -> std::collections::BTreeSet<(ItemState, ItemState)> {
    held.items.iter().map(|item| (item.state, step.to(item.state, item.sampled))).collect()
}

/// Who verified: the first time, or the second.
fn seen_by(op: &OpContext, step: ItemMove, from: ItemState) -> Vec<(Column, SimpleExpr)> {
    if step != ItemMove::Accept {
        return Vec::new();
    }
    let (who, when) = match from {
        ItemState::SecondReview => (Column::ReviewedStaffId, Column::ReviewedAt),
        _ => (Column::VerifiedStaffId, Column::VerifiedAt),
    };
    vec![(who, Expr::value(op.staff().map(Uuid::from))), (when, Expr::value(op.at))]
}

/// What is asked anew may be answered until the end of verification, or still today; what is returned only where the
/// plan says so.
async fn more_time(held: &Held, op: &OpContext, step: ItemMove) -> Result<()> {
    let ids: Vec<Uuid> = held.items.iter().map(|item| item.id.0).collect();
    let today = local_date(op.at, held.tx.settings().zone);
    for (cycle, _) in held.cycles().filter(|(_, plan)| step == ItemMove::Reopen || plan.stages.second_round) {
        let until = Ord::max(cycle.verification_due, today);
        Entity::update_many()
            .col_expr(Column::DueOn, Expr::value(until))
            .filter(store::any_of(&held.tx, Column::Id, &ids))
            .filter(Column::CycleId.eq(cycle.id))
            .filter(Column::DueOn.lt(until))
            .exec(&*held.tx)
            .await?;
    }
    Ok(())
}

/// Gives a department more time for what it may answer, or answer again; tells for how many items. Those that have as
/// much already keep it. Needs `inventory.run`.
pub async fn extend(db: &Db, op: &OpContext, command: ExtendItems) -> Result<u64> {
    op.require(Permission::InventoryRun)?;
    let ExtendItems { cycle, department, due_on, reason } = command;
    let reason = reasoned(reason.as_deref(), true)?;
    let tx = db.begin().await?;
    let cycle = cycles::get(&tx, op, cycle).await?;
    cycle.going("extended")?;
    let today = local_date(op.at, tx.settings().zone);
    let mut check = Check::default();
    check.that(due_on >= today, "dueOn", Rule::InPast);
    check.that(due_on <= cycle.verification_due, "dueOn", Rule::OutOfRange).result()?;
    let moved = due(cycle.id, due_on, &[ItemState::Pending, ItemState::Answered, ItemState::Returned])
        .filter(Column::DepartmentId.eq(department))
        .filter(Column::DueOn.lt(due_on))
        .exec(&*tx)
        .await?
        .rows_affected;
    Check::default().that(moved > 0, "departmentId", Rule::NothingToDo).result()?;
    let detail = json!({ "dueOn": due_on, "items": moved, "reason": reason });
    let change = Change::of("inventory_cycle.extend", cycle.id).department(department).detail(detail);
    events::record(&tx, op, &format!("{}.extended", ItemId::KIND), &["dueOn"], change).await?;
    tx.commit().await?;
    Ok(moved)
}

/// Ends the time to answer of a cycle: yesterday was the last day. What was returned keeps its own.
pub(crate) async fn end_answering(tx: &Db, cycle: CycleId, today: NaiveDate) -> Result<()> {
    let yesterday = today.pred_opt().unwrap_or(today);
    let waiting = [ItemState::Pending, ItemState::Answered];
    due(cycle, yesterday, &waiting).filter(Column::DueOn.gte(today)).exec(tx).await?;
    Ok(())
}

/// Asks the departments about items that contacts alone had attested.
pub(crate) async fn ask_after_all(tx: &Db, items: &HashSet<ItemId>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ItemState::Pending.name()))
        .col_expr(Column::Outcome, Expr::value(Option::<String>::None))
        .col_expr(Column::AttestedBy, Expr::value(Option::<String>::None))
        .filter(store::any_of(tx, Column::Id, items))
        .exec(tx)
        .await?;
    Ok(())
}

/// Another last day for what a cycle's departments may answer in some states. It is no change of the item: answers that
/// somebody has at hand still fit.
fn due(cycle: CycleId, on: NaiveDate, states: &[ItemState]) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::DueOn, Expr::value(on))
        .filter(Column::CycleId.eq(cycle))
        .filter(Column::State.is_in(states.iter().copied()))
}

fn reasoned(reason: Option<&str>, needed: bool) -> Result<Option<String>> {
    let reason = text::clean_optional("reason", reason, REASON)?;
    Check::default().that(!needed || reason.is_some(), "reason", Rule::ReasonRequired).result()?;
    Ok(reason)
}
