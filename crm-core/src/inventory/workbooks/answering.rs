//! The job that answers by a workbook.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use serde_json::json;

use super::column::Column;
use super::entity::{row, workbook};
use super::file::Pages;
use super::filled::Filled;
use super::judging::{Judge, Known, Verdict};
use super::read::get;
use super::start::{Input, going, source};
use super::{RowOutcome, Workbook, WorkbookRow};
use crate::audit::Change;
use crate::catalogue::import::Row;
use crate::catalogue::import::files::give_back;
use crate::catalogue::import::report::{Marked, marked};
use crate::catalogue::services;
use crate::db::Db;
use crate::documents::{self, Document, DocumentPurpose};
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{DocumentId, ItemId, WorkbookId};
use crate::inventory::items::{self, AnswerItem, held, measures};
use crate::inventory::plans::PlanContent;
use crate::jobs::{Job, Kind, Step, Work};
use crate::op::OpContext;

/// Rows of one step.
const STEP: usize = held::MOST;

/// The kind of job.
pub(super) const KIND: Kind = Kind { name: "inventory.answer_workbook", prepare };

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { workbook } = job.read_input(db)?;
        let workbook = get(db, op, workbook).await?;
        let (_, plan) = going(db, op, workbook.cycle_id).await?;
        let (document, file) = source(db, op, workbook.document_id).await?;
        let filled = Filled::of(file, &plan)?;
        let firsts = filled.firsts();
        Ok(Box::new(Answering { workbook, plan, document, filled, firsts, marked: None }) as Box<dyn Work>)
    }
    .boxed()
}

/// A workbook taken up.
struct Answering {
    workbook: Workbook,
    plan: PlanContent,
    document: Document,
    filled: Filled,
    firsts: HashMap<ItemId, u32>,
    /// The person's file with what became of each row, once it is written.
    marked: Option<DocumentId>,
}

#[async_trait]
impl Work for Answering {
    async fn ahead(&mut self, db: &Db, op: &OpContext, job: &Job) -> Result<()> {
        if self.from(job) == self.filled.rows().len() && self.marked.is_none() {
            self.marked = Some(self.give_back(db, op).await?);
        }
        Ok(())
    }

    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let (from, total) = (self.from(job), self.filled.rows().len());
        match self.marked {
            Some(marked) if from == total => self.finish(tx, op, marked).await.map(Step::Last),
            _ => {
                let to = (from + STEP).min(total);
                self.answer(tx, op, from..to).await?;
                Ok(Step::Done { done: number(to), total: number(total) })
            }
        }
    }
}

impl Answering {
    /// The place of the first row that is not done.
    fn from(&self, job: &Job) -> usize {
        usize::try_from(job.done).unwrap_or_default().min(self.filled.rows().len())
    }

    /// Answers by some rows and keeps what became of them. Of a dry run the answers are rolled back, the rest stays.
    async fn answer(&self, tx: &Db, op: &OpContext, places: Range<usize>) -> Result<()> {
        let rows = self.filled.rows().get(places).unwrap_or_default();
        let known = self.known(tx, op, rows).await?;
        let reference = tx.reference().await?;
        let language = &op.language;
        let judge = Judge {
            filled: &self.filled,
            firsts: &self.firsts,
            plan: &self.plan,
            known,
            reference: &reference,
            language,
        };
        let (mut kept, mut asked) = (Vec::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let mut line = judge.line(self.workbook.id, row);
            match judge.row(row)? {
                Verdict::Unchanged => {}
                Verdict::Refused(notes) => line.refuse(&notes),
                Verdict::Answer(answer) => asked.push((kept.len(), *answer)),
            }
            kept.push(line);
        }
        let inner = tx.begin().await?;
        let answers: Vec<AnswerItem> = asked.iter().map(|(_, (_, answer))| answer.clone()).collect();
        let outcomes = if answers.is_empty() { Vec::new() } else { items::answer_each(&inner, op, answers).await? };
        for ((place, (told, answer)), outcome) in asked.into_iter().zip(outcomes) {
            let Some(line) = kept.get_mut(place) else { continue };
            match outcome {
                Ok(item) => {
                    line.outcome = RowOutcome::Answered;
                    line.version = Some(item.version);
                    line.former = judge.known.former(answer.id).filter(|_| !self.workbook.dry_run);
                }
                Err(error) => line.refuse(&judge.refusal(&told, error)?),
            }
        }
        if self.workbook.dry_run {
            drop(inner);
        } else {
            inner.commit().await?;
        }
        self.keep(tx, kept).await
    }

    async fn known(&self, tx: &Db, op: &OpContext, rows: &[Row]) -> Result<Known> {
        let ids: HashSet<ItemId> = rows.iter().filter_map(|row| self.filled.item(row)).collect();
        let ids: Vec<ItemId> = ids.into_iter().collect();
        let items = items::of_cycle(tx, self.workbook.cycle_id, &ids).await?;
        let figures = measures::of(tx, &items.keys().copied().collect::<Vec<_>>()).await?;
        let services: Vec<_> = items.values().map(|item| item.service_id).collect();
        let services = services::many(tx, op, &services).await?;
        Ok(Known { items, services, figures })
    }

    /// Keeps what became of some rows, and adds it up.
    async fn keep(&self, tx: &Db, rows: Vec<WorkbookRow>) -> Result<()> {
        let book = workbook::Entity::find_by_id(self.workbook.id).one(tx).await?;
        let book = book.ok_or_else(Error::not_found::<WorkbookId>)?;
        let count = |outcome| number(rows.iter().filter(|row| row.outcome == outcome).count());
        let (answered, unchanged, refused) = (
            book.answered + count(RowOutcome::Answered),
            book.unchanged + count(RowOutcome::Unchanged),
            book.refused + count(RowOutcome::Refused),
        );
        let mut book = book.into_active_model();
        book.answered = Set(answered);
        book.unchanged = Set(unchanged);
        book.refused = Set(refused);
        book.update(tx).await?;
        if !rows.is_empty() {
            let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
            row::Entity::insert_many(rows).exec_without_returning(tx).await?;
        }
        Ok(())
    }

    /// The last step: the workbook is done with, its marked file belongs to it.
    async fn finish(&self, tx: &Db, op: &OpContext, marked: DocumentId) -> Result<serde_json::Value> {
        let id = self.workbook.id;
        documents::attach(tx, op, marked, (id, DocumentPurpose::InventoryWorkbookReport)).await?;
        let book = get(tx, op, id).await?;
        let numbers = json!({ "answered": book.answered, "unchanged": book.unchanged, "refused": book.refused });
        let mut book = book.into_active_model();
        book.marked_id = Set(Some(marked));
        book.finished_at = Set(Some(op.at));
        book.update(tx).await?;
        let change = Change::of("inventory_workbook.answer", id).detail(numbers.clone());
        events::record(tx, op, "inventory_workbook.answered", &["items"], change).await?;
        Ok(numbers)
    }

    /// Writes the person's own file again, as it came, with what became of each row: still a workbook to fill in.
    async fn give_back(&self, db: &Db, op: &OpContext) -> Result<DocumentId> {
        let rows = row::Entity::find().filter(row::Column::WorkbookId.eq(self.workbook.id));
        let rows = rows.order_by_asc(row::Column::Number).all(db).await?;
        let told = |row: WorkbookRow| Marked {
            said: row.outcome.said(&op.language),
            remarks: row.remarks.unwrap_or_default().0,
        };
        let table = marked(self.filled.sheet(), rows.into_iter().map(told), &op.language);
        let columns = table.headers.iter().map(|heading| Column::of_heading(heading, &self.plan)).collect();
        let pages = Pages { table, columns, language: op.language.clone(), help: Vec::new() };
        let write = move |kind| pages.write(kind);
        give_back(db, op, &self.document, (DocumentPurpose::InventoryWorkbookReport, write)).await
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
