//! Items locked for a change, with the cycle and the plan by which they are asked.

use std::collections::{BTreeMap, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde_json::json;

use super::Item;
use super::delegations;
use super::entity::item::{Column, Entity};
use super::rules::ItemMove;
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::{Db, Tx};
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{CycleId, ItemId, RecordId, StaffId};
use crate::inventory::cycles::{self, Cycle};
use crate::inventory::plans::{self, PlanContent};
use crate::op::{OpContext, Reach};
use crate::rule::Rule;
use crate::store;

/// Most items of one call.
pub(crate) const MOST: usize = 200;

/// Items locked for a transaction, in the order of ids: so nobody who wants some of the same waits for who waits for them.
pub(crate) async fn locked(tx: &Db, ids: &[ItemId]) -> Result<Vec<Item>> {
    let select = Entity::find().filter(store::any_of(tx, Column::Id, ids)).order_by_asc(Column::Id);
    Ok(select.lock_exclusive().all(tx).await?)
}

/// An item, as its caller saw it.
#[derive(Clone, Copy, Debug)]
pub struct ItemRef {
    /// The item.
    pub id: ItemId,
    /// The version that the caller saw.
    pub expected_version: Option<i32>,
}

/// Items locked in a transaction, in the order asked for.
pub(super) struct Held {
    pub tx: Tx,
    pub items: Vec<Item>,
    frames: HashMap<CycleId, Frame>,
}

/// A cycle with what its plan says.
struct Frame {
    cycle: Cycle,
    plan: PlanContent,
}

impl Held {
    pub fn cycle(&self, item: &Item) -> Result<&Cycle> {
        self.frame(item).map(|frame| &frame.cycle)
    }

    pub fn plan(&self, item: &Item) -> Result<&PlanContent> {
        self.frame(item).map(|frame| &frame.plan)
    }

    /// The cycles of the items, each with what its plan says.
    pub fn cycles(&self) -> impl Iterator<Item = (&Cycle, &PlanContent)> {
        self.frames.values().map(|frame| (&frame.cycle, &frame.plan))
    }

    fn frame(&self, item: &Item) -> Result<&Frame> {
        self.frames.get(&item.cycle_id).ok_or(Error::Corrupt { what: "inventory item: no cycle" })
    }

    /// What stands against a move of an item, if anything does.
    fn judge(&self, op: &OpContext, (item, asked): (&Item, ItemRef), (step, reach): (ItemMove, &Reach)) -> Result<()> {
        if !reach.covers(item.department_id) {
            return Err(Error::Forbidden { permission: step.permission().name() });
        }
        store::same_version::<ItemId>(asked.expected_version, item.version)?;
        allowed(self, item, step)?;
        let over = item.due_on < local_date(op.at, self.tx.settings().zone);
        let late = over
            && match step {
                ItemMove::Answer => true,
                // Without a second round nobody could answer what is given back now.
                ItemMove::Return => !self.plan(item)?.stages.second_round,
                _ => false,
            };
        let mut check = Check::default();
        check.that(!is_own(op.staff(), item, step), "", Rule::OwnWork).that(!late, "", Rule::Overdue).result()
    }
}

/// Begins a move of items: the actor sees them, may make the move in their departments, knows their versions, and their
/// cycles and states have the move. What is wrong with an item stands under `items.N`.
pub(super) async fn hold(db: &Db, op: &OpContext, refs: &[ItemRef], step: ItemMove) -> Result<Held> {
    let (held, verdicts) = hold_each(db, op, refs, step).await?;
    for (place, verdict) in verdicts.into_iter().enumerate() {
        verdict.map_err(|error| error.under(&format!("items.{place}")))?;
    }
    Ok(held)
}

/// [`hold`] with what stands against the move of each item, instead of failing with the first.
pub(super) async fn hold_each(
    db: &Db,
    op: &OpContext,
    refs: &[ItemRef],
    step: ItemMove,
) -> Result<(Held, Vec<Result<()>>)> {
    let mut check = Check::default();
    check.that(!refs.is_empty(), "items", Rule::Required);
    check.that(refs.len() <= MOST, "items", Rule::TooMany(MOST as u64));
    check.result()?;
    let places: BTreeMap<ItemId, usize> = refs.iter().enumerate().map(|(place, item)| (item.id, place)).collect();
    check.that(places.len() == refs.len(), "items", Rule::Exclusive).result()?;
    let tx = db.begin().await?;
    let mut items = locked(&tx, &places.keys().copied().collect::<Vec<_>>()).await?;
    if items.len() < refs.len() {
        return Err(Error::not_found::<ItemId>());
    }
    items.sort_by_key(|item| places.get(&item.id));
    let frames = frames(&tx, op, &items).await?;
    let held = Held { tx, items, frames };
    let reach = reach(&held.tx, op, step).await?;
    let verdicts =
        held.items.iter().zip(refs).map(|(item, asked)| held.judge(op, (item, *asked), (step, &reach))).collect();
    Ok((held, verdicts))
}

/// The departments whose items the actor may move so; answers by delegation too.
pub(crate) async fn reach(db: &Db, op: &OpContext, step: ItemMove) -> Result<Reach> {
    let own = op.reach(step.permission());
    let (Reach::Departments(mut set), ItemMove::Answer) = (own.clone(), step) else { return Ok(own) };
    set.extend(delegations::held_by(db, op).await?);
    Ok(Reach::Departments(set))
}

/// Fails with `NotAllowed` unless the cycle is going on and the item stands where the move leads from.
fn allowed(held: &Held, item: &Item, step: ItemMove) -> Result<()> {
    let (cycle, plan) = (held.cycle(item)?, held.plan(item)?);
    let to = step.to(item.state, item.sampled).name();
    cycle.going(to)?;
    if step.from(plan.stages.head_approval).contains(&item.state) {
        return Ok(());
    }
    Err(Error::NotAllowed { entity: ItemId::KIND, from: item.state.name().into(), to: to.into() })
}

/// Whether the move would judge the actor's own work.
fn is_own(actor: Option<StaffId>, item: &Item, step: ItemMove) -> bool {
    let Some(me) = actor else { return false };
    let filed = item.answerers.0.contains(&me);
    match step {
        ItemMove::Endorse => filed,
        ItemMove::Accept | ItemMove::Return => {
            filed || item.endorsed_staff_id == Some(me) || item.verified_staff_id == Some(me)
        }
        ItemMove::Answer | ItemMove::Exempt | ItemMove::Reopen => false,
    }
}

async fn frames(tx: &Db, op: &OpContext, items: &[Item]) -> Result<HashMap<CycleId, Frame>> {
    let ids = store::distinct(items.iter().map(|item| item.cycle_id));
    let cycles = cycles::many(tx, op, &ids).await?;
    let versions: Vec<_> = cycles.values().map(|cycle| (cycle.plan_id, cycle.plan_number)).collect();
    let plans = plans::contents(tx, &versions).await?;
    let mut frames = HashMap::with_capacity(cycles.len());
    for (id, cycle) in cycles {
        let plan = plans.get(&(cycle.plan_id, cycle.plan_number)).cloned();
        let plan = plan.ok_or(Error::Corrupt { what: "inventory cycle: no plan" })?;
        frames.insert(id, Frame { cycle, plan });
    }
    Ok(frames)
}

/// Ends a move: records it for each item, commits, gives the items as they are now.
pub(super) async fn finish(held: Held, op: &OpContext, what: &str, reason: Option<&str>) -> Result<Vec<Item>> {
    let Held { tx, items: old, .. } = held;
    let ids: Vec<Uuid> = old.iter().map(|item| item.id.0).collect();
    let mut items = Entity::find().filter(store::any_of(&tx, Column::Id, &ids)).all(&*tx).await?;
    let places: HashMap<ItemId, usize> = old.iter().enumerate().map(|(place, item)| (item.id, place)).collect();
    items.sort_by_key(|item| places.get(&item.id));
    let operation = format!("{}.{what}", ItemId::KIND);
    let change = |item: &Item| {
        let detail = json!({ "state": item.state, "outcome": item.outcome, "reason": reason });
        Change::of(&operation, item.id).department(item.department_id).detail(detail)
    };
    events::record_many(&tx, op, &operation, &["state"], items.iter().map(change).collect()).await?;
    tx.commit().await?;
    Ok(items)
}
