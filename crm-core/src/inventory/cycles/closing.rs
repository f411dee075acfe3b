//! The job that closes a cycle: what nobody verified is marked so, and every item is frozen as a line of the results.

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, Select};

use super::coverage::SCORE;
use super::entity::Entity as Cycles;
use super::rules::CycleState;
use super::write::{Input, record, save};
use super::{Cycle, get};
use crate::catalogue::services;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CycleId, ItemId, ServiceId};
use crate::inventory::items::entity::item::{Column, Entity};
use crate::inventory::items::{self, Item, ItemState};
use crate::inventory::plans;
use crate::inventory::results::{Head, entity as lines, freeze};
use crate::jobs::{Job, Kind, Step, Work};
use crate::op::OpContext;
use crate::page;
use crate::store;

/// Items of one step.
const STEP: u64 = 200;

/// The kind of job.
pub(super) const KIND: Kind = Kind { name: "inventory.close", prepare };

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { cycle } = job.read_input(db)?;
        let cycle = get(db, op, cycle).await?;
        let plan = plans::digest_of(db, (cycle.plan_id, cycle.plan_number)).await?;
        let previous = super::digest_before(db, &cycle).await?;
        let head = Head::of(&cycle, &plan, previous.as_deref()).digest()?;
        Ok(Box::new(Closing { cycle, previous, head }) as Box<dyn Work>)
    }
    .boxed()
}

/// A cycle, and on what the first of its lines builds.
struct Closing {
    cycle: Cycle,
    previous: Option<Vec<u8>>,
    head: Vec<u8>,
}

#[async_trait]
impl Work for Closing {
    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let last = lines::Entity::find().filter(lines::Column::CycleId.eq(self.cycle.id));
        let last = last.order_by_desc(lines::Column::ServiceId).limit(1).one(tx).await?;
        let mut left = Entity::find().filter(Column::CycleId.eq(self.cycle.id));
        if let Some(last) = &last {
            left = left.filter(Column::ServiceId.gt(last.service_id));
        }
        let mut items = locked(tx, left.clone().order_by_asc(Column::ServiceId).limit(STEP)).await?;
        let digest = last.map_or_else(|| self.head.clone(), |last| last.digest);
        if items.is_empty() {
            return self.finish(tx, op, digest).await.map(Step::Last);
        }
        let step = job.step(items.len(), page::count(tx, left)).await?;
        lapse(tx, &mut items).await?;
        keep_scores(tx, &items).await?;
        let services: Vec<ServiceId> = items.iter().map(|item| item.service_id).collect();
        let services = services::many(tx, op, &services).await?;
        freeze(tx, &items, &services, digest).await?;
        Ok(step)
    }
}

impl Closing {
    /// The last step: the results are frozen.
    async fn finish(&self, tx: &Db, op: &OpContext, digest: Vec<u8>) -> Result<serde_json::Value> {
        // Lines that an earlier job froze before it ended too.
        let items = page::count(tx, lines::Entity::find().filter(lines::Column::CycleId.eq(self.cycle.id))).await?;
        let items = i64::try_from(items).unwrap_or(i64::MAX);
        let cycle = Cycles::find_by_id(self.cycle.id).one(tx).await?.ok_or_else(Error::not_found::<CycleId>)?;
        let cycle = end(tx, op, cycle, (self.previous.clone(), items, digest)).await?;
        record(tx, op, "closed", &cycle).await?;
        Ok(serde_json::json!({ "items": items, "digest": cycle.digest_text() }))
    }
}

/// Says of a cycle that its results are frozen: on which digest they build, how many lines they are, and the last digest.
pub(in crate::inventory) async fn end(
    tx: &Db,
    op: &OpContext,
    cycle: Cycle,
    (previous, items, digest): (Option<Vec<u8>>, i64, Vec<u8>),
) -> Result<Cycle> {
    let mut row = cycle.into_active_model();
    row.state = Set(CycleState::Closed);
    row.closed_at = Set(Some(op.at));
    row.items = Set(Some(items));
    row.previous_digest = Set(previous);
    row.digest = Set(Some(digest));
    save(tx, row).await
}

/// The items of a step in their order, as they are once every move of them has ended: a move reads the cycle when it has
/// the items.
async fn locked(tx: &Db, step: Select<Entity>) -> Result<Vec<Item>> {
    let ids: Vec<ItemId> = step.all(tx).await?.into_iter().map(|item| item.id).collect();
    let mut items = items::locked(tx, &ids).await?;
    items.sort_unstable_by_key(|item| item.service_id);
    Ok(items)
}

/// Keeps how complete the cards are that are frozen now.
async fn keep_scores(tx: &Db, items: &[Item]) -> Result<()> {
    let these = store::any_of(tx, Column::Id, items.iter().map(|item| &item.id));
    Entity::update_many().col_expr(Column::Score, Expr::cust(SCORE)).filter(these).exec(tx).await?;
    Ok(())
}

/// Marks what nobody answered or verified: silence is never consent.
async fn lapse(tx: &Db, items: &mut [Item]) -> Result<()> {
    let mut open = Vec::new();
    for item in items.iter_mut().filter(|item| !item.state.is_final()) {
        item.state = ItemState::Unverified;
        open.push(item.id.0);
    }
    if open.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(ItemState::Unverified.name()))
        .col_expr(Column::Version, Column::Version.into_expr().add(1))
        .filter(store::any_of(tx, Column::Id, &open))
        .exec(tx)
        .await?;
    Ok(())
}
