//! Finding cycles.

use std::collections::{HashMap, HashSet};

use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;

use super::Cycle;
use super::entity::{Column, Entity};
use super::rules::CycleState;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CycleId, JobId};
use crate::inventory::plans;
use crate::jobs::{self, JobState};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// The cycles that the actor may see: with `inventory.read` all, others those whose results are public.
pub(super) fn visible_to(op: &OpContext) -> Result<Select<Entity>> {
    op.require(Permission::CatalogueRead)?;
    let select = Entity::find();
    if op.may(Permission::InventoryRead) {
        Ok(select)
    } else {
        Ok(select.filter(Column::State.eq(CycleState::Published)))
    }
}

/// One cycle.
pub async fn get(db: &Db, op: &OpContext, id: CycleId) -> Result<Cycle> {
    visible_to(op)?.filter(Column::Id.eq(id)).one(db).await?.ok_or_else(Error::not_found::<CycleId>)
}

/// One cycle, locked for what must not be done twice at once.
pub(crate) async fn locked(tx: &Db, op: &OpContext, id: CycleId) -> Result<Cycle> {
    store::locked::<_, CycleId>(tx, visible_to(op)?.filter(Column::Id.eq(id))).await
}

/// One cycle by its code.
pub async fn find_by_code(db: &Db, op: &OpContext, code: &str) -> Result<Option<Cycle>> {
    Ok(visible_to(op)?.filter(Column::Code.eq(code.trim())).one(db).await?)
}

/// Cycles by id; those that the actor may not see are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[CycleId]) -> Result<HashMap<CycleId, Cycle>> {
    let rows = visible_to(op)?.filter(store::any_of(db, Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The states in which a job is at work on a cycle.
const WORKING: [CycleState; 2] = [CycleState::Opening, CycleState::Closing];

/// Those of some cycles that are being opened or closed by a job that ended before it was done: it failed, or was called
/// off.
pub async fn halted(db: &Db, op: &OpContext, ids: &[CycleId]) -> Result<HashSet<CycleId>> {
    let working = visible_to(op)?.filter(store::any_of(db, Column::Id, ids));
    let working = working.filter(Column::State.is_in(WORKING)).all(db).await?;
    halted_of(db, &working).await
}

/// [`halted`] of cycles that were read already; asks nothing where no job is at work.
pub(super) async fn halted_of(db: &Db, cycles: &[Cycle]) -> Result<HashSet<CycleId>> {
    let working: Vec<&Cycle> = cycles.iter().filter(|cycle| WORKING.contains(&cycle.state)).collect();
    if working.is_empty() {
        return Ok(HashSet::new());
    }
    let jobs: Vec<JobId> = working.iter().filter_map(|cycle| cycle.job_id).collect();
    let states = jobs::states(db, &jobs).await?;
    // One that is done by now has moved its cycle on since the cycle was read.
    let ended = |state: &JobState| matches!(state, JobState::Failed | JobState::Cancelled);
    let halted = |cycle: &&Cycle| cycle.job_id.and_then(|job| states.get(&job)).is_none_or(ended);
    Ok(working.into_iter().filter(halted).map(|cycle| cycle.id).collect())
}

/// Cycles, the one that opens last first.
pub async fn list(db: &Db, op: &OpContext, request: &PageRequest) -> Result<Page<Cycle>> {
    let keys = vec![
        SortKey::new(Column::OpensOn.into_expr(), KeyKind::Date, Order::Desc),
        SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Desc),
    ];
    page::fetch(db, visible_to(op)?, "inventory_cycles", keys, request).await
}

/// The cycles in which items may change now, and whether heads approve in them. There are few: one for each plan.
pub(crate) async fn going(db: &Db) -> Result<Vec<(CycleId, bool)>> {
    let going = Entity::find().filter(Column::State.is_in([CycleState::Open, CycleState::Verification]));
    let going = going.all(db).await?;
    let versions: Vec<_> = going.iter().map(|cycle| (cycle.plan_id, cycle.plan_number)).collect();
    let plans = plans::contents(db, &versions).await?;
    let head =
        |cycle: &Cycle| plans.get(&(cycle.plan_id, cycle.plan_number)).is_some_and(|plan| plan.stages.head_approval);
    Ok(going.iter().map(|cycle| (cycle.id, head(cycle))).collect())
}

/// The digest of the results before a cycle's, once they are frozen.
pub(crate) async fn digest_before(db: &Db, cycle: &Cycle) -> Result<Option<Vec<u8>>> {
    let Some(previous) = cycle.previous_id else { return Ok(None) };
    Ok(Entity::find_by_id(previous).one(db).await?.and_then(|cycle| cycle.digest))
}

/// The cycles before one, the latest first, at most so many: a statement for each.
pub(crate) async fn earlier(db: &Db, cycle: CycleId, most: usize) -> Result<Vec<CycleId>> {
    let (mut found, mut at) = (Vec::with_capacity(most), cycle);
    while found.len() < most {
        let previous = Entity::find_by_id(at).one(db).await?.and_then(|cycle| cycle.previous_id);
        let Some(previous) = previous else { break };
        found.push(previous);
        at = previous;
    }
    Ok(found)
}
