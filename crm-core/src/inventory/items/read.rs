//! Finding items, and what they ask of whom.

use std::collections::{BTreeSet, HashMap};

use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order};

use super::Item;
use super::entity::item::{Column, Entity};
use super::held::reach;
use super::rules::{AttestedBy, ItemMove, ItemOutcome, ItemState};
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter};
use crate::ids::{CycleId, DepartmentId, ItemId, ServiceId};
use crate::interactions::mentions;
use crate::inventory::cycles;
use crate::op::{OpContext, Reach};
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// A condition on items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemCondition {
    /// In which cycle.
    Cycle(Choice<CycleId>),
    /// Of which service.
    Service(Choice<ServiceId>),
    /// Of which department itself.
    Department(Choice<DepartmentId>),
    /// Of these departments or of those below them.
    DepartmentWithin(Vec<DepartmentId>),
    /// Where it stands.
    State(Choice<ItemState>),
    /// What the answer comes to.
    Outcome(Choice<ItemOutcome>),
    /// Who says so.
    AttestedBy(Choice<AttestedBy>),
    /// Drawn for a second review.
    Sampled(bool),
    /// Awaits this move of the actor's, in a cycle that goes on.
    Awaits(ItemMove),
}

/// What the inventory needs of the actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tasks {
    /// Items to answer.
    pub answer: u64,
    /// Answers to approve as head of the department.
    pub endorse: u64,
    /// Answers to verify.
    pub verify: u64,
    /// Mentions of services that the catalogue does not have, to settle.
    pub mentions: u64,
}

/// The items that the actor may see: with `inventory.read`, all.
fn visible_to(op: &OpContext) -> Result<Select<Entity>> {
    op.require(Permission::InventoryRead)?;
    Ok(Entity::find())
}

/// One item.
pub async fn get(db: &Db, op: &OpContext, id: ItemId) -> Result<Item> {
    visible_to(op)?.filter(Column::Id.eq(id)).one(db).await?.ok_or_else(Error::not_found::<ItemId>)
}

/// Items by id.
pub async fn many(db: &Db, op: &OpContext, ids: &[ItemId]) -> Result<HashMap<ItemId, Item>> {
    let rows = visible_to(op)?.filter(store::any_of(db, Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Those of these items that are of a cycle.
pub(crate) async fn of_cycle(db: &Db, cycle: CycleId, ids: &[ItemId]) -> Result<HashMap<ItemId, Item>> {
    let rows = Entity::find().filter(Column::CycleId.eq(cycle)).filter(store::any_of(db, Column::Id, ids));
    Ok(rows.all(db).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// The items of services in a cycle, by service.
pub(crate) async fn of_services(db: &Db, cycle: CycleId, services: &[ServiceId]) -> Result<HashMap<ServiceId, Item>> {
    let select = Entity::find().filter(Column::CycleId.eq(cycle));
    let rows = select.filter(store::any_of(db, Column::ServiceId, services)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.service_id, row)).collect())
}

/// Items in the order of their making, which is that of services within a cycle.
pub async fn list(db: &Db, op: &OpContext, filter: Filter<ItemCondition>, page: &PageRequest) -> Result<Page<Item>> {
    let select = filtered(db, op, filter).await?;
    let keys = vec![SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Asc)];
    page::fetch(db, select, "inventory_items", keys, page).await
}

/// How many items match.
pub async fn count(db: &Db, op: &OpContext, filter: Filter<ItemCondition>) -> Result<u64> {
    page::count(db, filtered(db, op, filter).await?).await
}

/// How much the inventory needs of the actor. Lists come by [`ItemCondition::Awaits`].
pub async fn tasks(db: &Db, op: &OpContext) -> Result<Tasks> {
    op.require(Permission::InventoryRead)?;
    let mut tasks = Tasks::default();
    let counts = [
        (ItemMove::Answer, &mut tasks.answer),
        (ItemMove::Endorse, &mut tasks.endorse),
        (ItemMove::Accept, &mut tasks.verify),
    ];
    for (step, place) in counts {
        *place = count(db, op, ItemCondition::Awaits(step).into()).await?;
    }
    tasks.mentions = mentions::waiting(db, op).await?;
    Ok(tasks)
}

async fn filtered(db: &Db, op: &OpContext, filter: Filter<ItemCondition>) -> Result<Select<Entity>> {
    let select = visible_to(op)?;
    let frame = db.reference().await?;
    // What awaits a move depends on the plans of the cycles that go on: asked once for each move that is named.
    let mut awaited = HashMap::new();
    let named =
        |condition: &ItemCondition| if let ItemCondition::Awaits(step) = condition { Some(*step) } else { None };
    let steps: BTreeSet<ItemMove> = filter.conditions().filter_map(named).collect();
    for step in steps {
        awaited.insert(step, awaiting(db, op, step).await?);
    }
    let condition = filter.into_condition(&|condition| {
        let test = match condition {
            ItemCondition::Cycle(choice) => store::chosen(db, Column::CycleId, choice),
            ItemCondition::Service(choice) => store::chosen(db, Column::ServiceId, choice),
            ItemCondition::Department(choice) => store::chosen(db, Column::DepartmentId, choice),
            ItemCondition::DepartmentWithin(roots) => store::any_of(db, Column::DepartmentId, &frame.within(&roots)),
            ItemCondition::State(choice) => choice.on(Column::State.into_expr()),
            ItemCondition::Outcome(choice) => choice.map(ItemOutcome::name).on(Column::Outcome.into_expr()),
            ItemCondition::AttestedBy(choice) => choice.map(AttestedBy::name).on(Column::AttestedBy.into_expr()),
            ItemCondition::Sampled(sampled) => Column::Sampled.eq(sampled),
            ItemCondition::Awaits(step) => return awaited.get(&step).cloned().unwrap_or_else(nothing),
        };
        Condition::all().add(test)
    })?;
    Ok(select.filter(condition))
}

/// What awaits a move of the actor's: in reach, in the state from which the move leads in that cycle, not its own work.
async fn awaiting(db: &Db, op: &OpContext, step: ItemMove) -> Result<Condition> {
    let mut states = Condition::any();
    let going = cycles::going(db).await?;
    for (cycle, head_approval) in &going {
        // An answer that stands may be given anew, but nobody waits for that.
        let from = step.from(*head_approval).iter().copied();
        let from: Vec<ItemState> =
            from.filter(|state| step != ItemMove::Answer || *state != ItemState::Answered).collect();
        states = states.add(Column::CycleId.eq(*cycle).and(Column::State.is_in(from)));
    }
    if going.is_empty() {
        return Ok(nothing());
    }
    let mut all = Condition::all().add(states);
    if step == ItemMove::Answer {
        all = all.add(Column::DueOn.gte(local_date(op.at, db.settings().zone)));
    }
    if let Reach::Departments(set) = reach(db, op, step).await? {
        all = all.add(store::any_of(db, Column::DepartmentId, &set));
    }
    if let (Some(me), ItemMove::Endorse | ItemMove::Accept | ItemMove::Return) = (op.staff(), step) {
        let others = |column: Column| column.is_null().or(column.ne(me));
        all = all.add(others(Column::AnsweredStaffId));
        if step != ItemMove::Endorse {
            all = all.add(others(Column::EndorsedStaffId)).add(others(Column::VerifiedStaffId));
        }
    }
    Ok(all)
}

fn nothing() -> Condition {
    Condition::all().add(Expr::cust("1 = 0"))
}
