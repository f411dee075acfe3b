//! The job that takes a workbook's answers back.

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, Select};
use serde_json::json;

use super::entity::row;
use super::read::get;
use super::start::Input;
use super::{RowOutcome, Undone, WorkbookRow};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::WorkbookId;
use crate::inventory::items::{self, Former, ItemRef, held};
use crate::jobs::{Job, Kind, Step, Work};
use crate::op::OpContext;
use crate::page;

/// Rows of one step.
const STEP: u64 = held::MOST as u64;

/// The kind of job.
pub(super) const KIND: Kind = Kind { name: "inventory.undo_workbook", prepare };

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { workbook } = job.read_input(db)?;
        let id = get(db, op, workbook).await?.id;
        Ok(Box::new(Undoing(id)) as Box<dyn Work>)
    }
    .boxed()
}

/// The workbook to take back.
struct Undoing(WorkbookId);

#[async_trait]
impl Work for Undoing {
    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let waiting = self.rows().filter(row::Column::Undone.is_null());
        let rows = waiting.clone().order_by_asc(row::Column::Number).limit(STEP).all(tx).await?;
        if rows.is_empty() {
            return self.finish(tx, op).await.map(Step::Last);
        }
        let step = job.step(rows.len(), page::count(tx, waiting)).await?;
        self.undo(tx, op, rows).await?;
        Ok(step)
    }
}

impl Undoing {
    /// The rows that were answered.
    fn rows(&self) -> Select<row::Entity> {
        row::Entity::find()
            .filter(row::Column::WorkbookId.eq(self.0))
            .filter(row::Column::Outcome.eq(RowOutcome::Answered))
    }

    async fn undo(&self, tx: &Db, op: &OpContext, rows: Vec<WorkbookRow>) -> Result<()> {
        let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
        let former = rows.into_iter().map(former).collect::<Result<Vec<_>>>()?;
        let (mut restored, mut kept) = (Vec::new(), Vec::new());
        for (number, verdict) in numbers.into_iter().zip(items::take_back_each(tx, op, former).await?) {
            match verdict {
                Ok(()) => restored.push(number),
                Err(
                    Error::Conflict { .. } | Error::NotAllowed { .. } | Error::Forbidden { .. } | Error::Invalid { .. },
                ) => kept.push(number),
                Err(other) => return Err(other),
            }
        }
        self.mark(tx, Undone::Restored, restored).await?;
        self.mark(tx, Undone::Kept, kept).await
    }

    async fn mark(&self, tx: &Db, undone: Undone, rows: Vec<i32>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        row::Entity::update_many()
            .col_expr(row::Column::Undone, Expr::value(undone.name()))
            .filter(row::Column::WorkbookId.eq(self.0))
            .filter(row::Column::Number.is_in(rows))
            .exec(tx)
            .await?;
        Ok(())
    }

    /// The last step: how many items say again what they said before.
    async fn finish(&self, tx: &Db, op: &OpContext) -> Result<serde_json::Value> {
        let count = async |undone: Undone| {
            let rows = page::count(tx, self.rows().filter(row::Column::Undone.eq(undone))).await?;
            Ok::<_, Error>(i64::try_from(rows).unwrap_or(i64::MAX))
        };
        let (restored, kept) = (count(Undone::Restored).await?, count(Undone::Kept).await?);
        let mut book = get(tx, op, self.0).await?.into_active_model();
        book.undone_at = Set(Some(op.at));
        book.restored = Set(Some(restored));
        book.kept = Set(Some(kept));
        book.update(tx).await?;
        let numbers = json!({ "restored": restored, "kept": kept });
        let change = Change::of("inventory_workbook.undo", self.0).detail(numbers.clone());
        events::record(tx, op, "inventory_workbook.undone", &["items"], change).await?;
        Ok(numbers)
    }
}

/// The item of an answered row with what it said before.
fn former(row: WorkbookRow) -> Result<(ItemRef, Former)> {
    let WorkbookRow { item_id: Some(id), version, former: Some(former), .. } = row else {
        return Err(Error::Corrupt { what: "workbook row" });
    };
    Ok((ItemRef { id, expected_version: version }, former))
}
