//! A pass over a cycle: all its items looked at again, on request, by a job.
//!
//! Findings are kept up with each answer; what changes beside answers, such as another service of the same name, a card
//! written anew or a rule added to the program, is found by a pass. It also counts contacts anew for what is not decided
//! yet: some were corrected, and mentions were linked. What is found still keeps its waiver, so that a pass
//! may be made at any time and as often as anybody likes. Items of a closed cycle are judged by what was frozen of
//! them, and nothing of its results changes.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::look;
use crate::audit::Change;
use crate::db::Db;
use crate::error::Result;
use crate::events;
use crate::ids::{CycleId, ItemId, JobId, RecordId, ServiceId};
use crate::inventory::cycles::{self, Cycle};
use crate::inventory::items::Item;
use crate::inventory::items::entity::item;
use crate::inventory::results;
use crate::jobs::{self, Job, Kind, Step, Work};
use crate::op::OpContext;
use crate::page;
use crate::policy::Permission;
use crate::store;

/// Items of one step.
const STEP: u64 = 200;

/// The kind of job.
pub(crate) const KIND: Kind = Kind { name: "inventory.check", prepare };

mod entity {
    use super::{CycleId, JobId, ServiceId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// The latest pass over a cycle.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_check")]
    pub struct Model {
        /// The cycle.
        #[sea_orm(primary_key, auto_increment = false)]
        pub cycle_id: CycleId,
        /// The job that makes it.
        pub job_id: JobId,
        /// When it was asked for.
        pub started_at: DateTime<Utc>,
        /// The last service whose item was looked at.
        pub last_service_id: Option<ServiceId>,
        /// How many items were looked at.
        pub items: i64,
        /// When all of them were.
        pub ended_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as CycleCheck;
use entity::{Column, Entity};

#[derive(Serialize, Deserialize)]
struct Input {
    cycle: CycleId,
}

/// Has all items of a cycle looked at by the rules, open or closed. Needs `inventory.run`. While a pass goes on, asking
/// for another one gives that one.
pub async fn check(db: &Db, op: &OpContext, cycle: CycleId) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let tx = db.begin().await?;
    // The cycle's row is locked, so that two who ask at once do not start two passes.
    let cycle = cycles::locked(&tx, op, cycle).await?;
    if cycle.closed_at.is_none() {
        cycle.going("checked")?;
    }
    if let Some(known) = Entity::find_by_id(cycle.id).one(&*tx).await? {
        let goes_on = jobs::state(&tx, known.job_id).await?.is_some_and(|state| !state.is_final());
        if goes_on {
            return Ok(cycle);
        }
    }
    let job = jobs::start(&tx, op, KIND.name, &Input { cycle: cycle.id }).await?;
    let row = CycleCheck {
        cycle_id: cycle.id,
        job_id: job.id,
        started_at: op.at,
        last_service_id: None,
        items: 0,
        ended_at: None,
    };
    let anew = OnConflict::column(Column::CycleId)
        .update_columns([Column::JobId, Column::StartedAt, Column::LastServiceId, Column::Items, Column::EndedAt])
        .to_owned();
    let row = row.into_active_model().reset_all();
    Entity::insert(row).on_conflict(anew).exec_without_returning(&*tx).await?;
    record(&tx, op, "check_started", &cycle).await?;
    tx.commit().await?;
    Ok(cycle)
}

/// The latest passes over cycles, by cycle; none to who may not read the inventory.
pub async fn checks(db: &Db, op: &OpContext, cycles: &[CycleId]) -> Result<HashMap<CycleId, CycleCheck>> {
    if !op.may(Permission::InventoryRead) {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(store::any_of(db, Column::CycleId, cycles)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.cycle_id, row)).collect())
}

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { cycle } = job.read_input(db)?;
        let cycle = cycles::get(db, op, cycle).await?;
        Ok(Box::new(Pass { cycle, shared: None }) as Box<dyn Work>)
    }
    .boxed()
}

/// A pass taken up.
struct Pass {
    cycle: Cycle,
    /// Once the cycle is closed: the names that several of its services have.
    shared: Option<HashSet<String>>,
}

#[async_trait]
impl Work for Pass {
    async fn ahead(&mut self, db: &Db, op: &OpContext, _job: &Job) -> Result<()> {
        // It may close in the middle of a pass.
        self.cycle = cycles::get(db, op, self.cycle.id).await?;
        if self.cycle.closed_at.is_some() && self.shared.is_none() {
            self.shared = Some(results::shared_names(db, self.cycle.id).await?);
        }
        Ok(())
    }

    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let own = Entity::find_by_id(self.cycle.id).filter(Column::JobId.eq(job.id));
        let pass = store::locked::<_, CycleId>(tx, own).await?;
        let of_cycle = item::Entity::find().filter(item::Column::CycleId.eq(self.cycle.id));
        let mut select = of_cycle.clone();
        if let Some(last) = pass.last_service_id {
            select = select.filter(item::Column::ServiceId.gt(last));
        }
        let items = select.order_by_asc(item::Column::ServiceId).limit(STEP).all(tx).await?;
        let Some(last) = items.last() else { return self.finish(tx, op, pass).await.map(Step::Last) };
        let step = job.step(items.len(), page::count(tx, of_cycle)).await?;
        let done = pass.items + i64::try_from(items.len()).unwrap_or(i64::MAX);
        self.look(tx, op, &items).await?;
        let mut row = pass.into_active_model();
        row.last_service_id = Set(Some(last.service_id));
        row.items = Set(done);
        row.update(tx).await?;
        Ok(step)
    }
}

impl Pass {
    async fn look(&self, tx: &Db, op: &OpContext, items: &[Item]) -> Result<()> {
        if let Some(shared) = &self.shared {
            return look::frozen(tx, op, &self.cycle, items, shared).await;
        }
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        cycles::recount(tx, op, &self.cycle, &ids).await?;
        look::again(tx, op, &ids).await
    }

    /// The last step: every item was looked at.
    async fn finish(&self, tx: &Db, op: &OpContext, pass: CycleCheck) -> Result<serde_json::Value> {
        let items = pass.items;
        let mut row = pass.into_active_model();
        row.ended_at = Set(Some(op.at));
        row.update(tx).await?;
        record(tx, op, "checked", &self.cycle).await?;
        Ok(json!({ "items": items }))
    }
}

async fn record(tx: &Db, op: &OpContext, what: &str, cycle: &Cycle) -> Result<()> {
    let operation = format!("{}.{what}", CycleId::KIND);
    let change = Change::of(&operation, cycle.id).detail(json!({ "code": cycle.code }));
    events::record(tx, op, &operation, &["findings"], change).await
}
