//! The job that takes an import back.

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, IntoActiveModel, QueryOrder, QuerySelect, Select};

use super::super::keep::{SourceRow, source};
use super::super::report::RowOutcome;
use super::read::get;
use super::start::Input;
use crate::audit::Change;
use crate::catalogue::services::{self, Outcome, UndoService, Undone};
use crate::db::Db;
use crate::error::Result;
use crate::events;
use crate::ids::ImportId;
use crate::jobs::{Job, Kind, Step, Work};
use crate::op::OpContext;
use crate::page;

/// Rows of one step.
const STEP: u64 = 200;

/// The kind of job.
pub(super) const KIND: Kind = Kind { name: "service.undo_import_sheet", prepare };

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { import } = job.read_input(db)?;
        let id = get(db, op, import).await?.id;
        Ok(Box::new(Undoing(id)) as Box<dyn Work>)
    }
    .boxed()
}

/// The run to take back.
struct Undoing(ImportId);

#[async_trait]
impl Work for Undoing {
    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let waiting = self.rows().filter(source::Column::Undone.is_null());
        let rows = waiting.clone().order_by_asc(source::Column::Number).limit(STEP).all(tx).await?;
        if rows.is_empty() {
            return self.finish(tx, op).await.map(Step::Last);
        }
        let step = job.step(rows.len(), page::count(tx, waiting)).await?;
        self.undo(tx, op, rows).await?;
        Ok(step)
    }
}

impl Undoing {
    /// The rows that changed something.
    fn rows(&self) -> Select<source::Entity> {
        use source::Column;
        let changing = [RowOutcome::New, RowOutcome::Changed, RowOutcome::Revived].map(RowOutcome::name);
        source::Entity::find()
            .filter(Column::ImportId.eq(self.0))
            .filter(Column::Source.eq("services"))
            .filter(Column::Outcome.is_in(changing))
    }

    async fn undo(&self, tx: &Db, op: &OpContext, rows: Vec<SourceRow>) -> Result<()> {
        let (mut numbers, mut undo, mut untold) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            match service(&row) {
                Some(service) => {
                    numbers.push(row.number);
                    undo.push(service);
                }
                None => untold.push(row.number),
            }
        }
        let answers = services::undo_import(tx, op, self.0, undo).await?;
        for undone in Undone::ALL {
            let of = numbers.iter().zip(&answers).filter(|(_, answer)| *answer == undone).map(|(number, _)| *number);
            let more = untold.iter().copied().filter(|_| *undone == Undone::ChangedSince);
            let rows: Vec<i32> = of.chain(more).collect();
            if !rows.is_empty() {
                self.mark(tx, *undone, rows).await?;
            }
        }
        Ok(())
    }

    async fn mark(&self, tx: &Db, undone: Undone, rows: Vec<i32>) -> Result<()> {
        use source::Column;
        source::Entity::update_many()
            .col_expr(Column::Undone, Expr::value(undone.name()))
            .filter(Column::ImportId.eq(self.0))
            .filter(Column::Source.eq("services"))
            .filter(Column::Number.is_in(rows))
            .exec(tx)
            .await?;
        Ok(())
    }

    /// The last step: how many services were withdrawn, restored and left alone.
    async fn finish(&self, tx: &Db, op: &OpContext) -> Result<serde_json::Value> {
        #[derive(FromQueryResult)]
        struct Count {
            undone: String,
            n: i64,
        }
        let counts = self.rows().filter(source::Column::Undone.is_not_null()).select_only();
        let counts = counts.column(source::Column::Undone).expr_as(Expr::cust("COUNT(*)"), "n");
        let counts: Vec<Count> = counts.group_by(source::Column::Undone).into_model().all(tx).await?;
        let count = |undone: Undone| counts.iter().find(|row| row.undone == undone.name()).map_or(0, |row| row.n);
        let numbers = serde_json::json!({
            "withdrawn": count(Undone::Withdrawn),
            "restored": count(Undone::Restored),
            "changedSince": count(Undone::ChangedSince),
        });
        let mut row = get(tx, op, self.0).await?.into_active_model();
        row.undone_at = Set(Some(op.at));
        row.undo_report = Set(Some(numbers.clone()));
        row.update(tx).await?;
        let change = Change::of("service.undo_import_sheet", self.0).detail(numbers.clone());
        events::record(tx, op, "service.sheet_import_undone", &["services"], change).await?;
        Ok(numbers)
    }
}

/// What is to be taken back of a row; none where a run of an earlier version kept too little to do it.
fn service(row: &SourceRow) -> Option<UndoService> {
    let outcome = match RowOutcome::parse(&row.outcome)? {
        RowOutcome::New => Outcome::New,
        RowOutcome::Changed => Outcome::Changed,
        RowOutcome::Revived => Outcome::Revived,
        _ => return None,
    };
    Some(UndoService { id: row.service_id?, outcome, trace: row.trace.clone()? })
}
