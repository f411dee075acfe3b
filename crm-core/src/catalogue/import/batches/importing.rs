//! The job that imports.

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::super::chunk::{Import, Traces, missing};
use super::super::files::{give_back, written};
use super::super::frame;
use super::super::keep::{self, ImportRun, entity, source};
use super::super::mapping::Mapping;
use super::super::plan::{Plan, Sheets};
use super::super::report::{Marked, Report, RowOutcome, marked};
use super::super::run::SourceFile;
use super::mappings::read;
use super::read::get;
use super::start::{Input, source as source_file};
use crate::audit::Change;
use crate::db::Db;
use crate::documents::{self, Document, DocumentPurpose};
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{DocumentId, ImportId};
use crate::jobs::{Job, Kind, Step, Work};
use crate::op::OpContext;
use crate::text::LanguageTag;

/// Rows of one step.
const STEP: usize = 200;
/// Rows read at a time for the marked file.
const READ: u64 = 1_000;

/// The kind of job.
pub(super) const KIND: Kind = Kind { name: "service.import_sheet", prepare };

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { import } = job.read_input(db)?;
        let run = get(db, op, import).await?;
        let mapping = read(run.mapping.as_deref().unwrap_or_default())?;
        let id = run.document_id.ok_or_else(Error::not_found::<DocumentId>)?;
        let (document, file) = source_file(db, op, id).await?;
        let sheets = Sheets { services: file.sheet(), standards: None, lookups: [].into() };
        let plan = Plan::new(&mapping, &sheets, Some(run.effective))?;
        Ok(Box::new(Importing { run, mapping, document, file, plan, marked: None }) as Box<dyn Work>)
    }
    .boxed()
}

/// An import taken up.
struct Importing {
    run: ImportRun,
    mapping: Mapping,
    document: Document,
    file: SourceFile,
    plan: Plan,
    /// The person's file with what became of each row, once it is written.
    marked: Option<DocumentId>,
}

#[async_trait]
impl Work for Importing {
    async fn ahead(&mut self, db: &Db, op: &OpContext, job: &Job) -> Result<()> {
        if self.from(job) == self.file.sheet().rows().len() && self.marked.is_none() {
            self.marked = Some(self.give_back(db, op).await?);
        }
        Ok(())
    }

    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let (from, total) = (self.from(job), self.file.sheet().rows().len());
        match self.marked {
            Some(marked) if from == total => self.finish(tx, op, marked).await.map(Step::Last),
            _ => {
                let to = (from + STEP).min(total);
                self.import(tx, op, from..to).await?;
                Ok(Step::Done { done: number(to), total: number(total) })
            }
        }
    }
}

impl Importing {
    /// The place of the first row that is not done.
    fn from(&self, job: &Job) -> usize {
        usize::try_from(job.done).unwrap_or_default().min(self.file.sheet().rows().len())
    }

    /// Imports some rows, keeps them, and adds them up. Of a dry run the services are rolled back, the rest stays.
    async fn import(&mut self, tx: &Db, op: &OpContext, places: std::ops::Range<usize>) -> Result<()> {
        let sheet = self.file.sheet();
        let inner = tx.begin().await?;
        let known = keep::known(&inner, &self.mapping).await?;
        let frame = frame::prepare(&inner, op, &self.mapping, &self.plan).await?;
        let mut report = self.plan.report().clone();
        if places.start == 0 {
            report.new = 0;
            report.dry_run = self.run.dry_run;
            report.missing = missing(&known, &report);
            report.departments_new = frame.departments_new;
            report.categories_new = frame.categories_new;
        } else {
            let kept: Report = get(&inner, op, self.run.id).await.and_then(|run| read_report(run.report))?;
            report = Report { row_reports: report.row_reports, ..kept };
        }
        let incoming = self.plan.services.iter().filter(|service| places.contains(&service.place)).cloned().collect();
        let (mapping, draft, effective, id) = (&self.mapping, self.run.draft, self.run.effective, self.run.id);
        let mut import = Import { op, tx: &inner, mapping, sheet, draft, effective, id, known, frame, report };
        let mut traces = import.services(incoming).await?;
        let report = import.report;
        if self.run.dry_run {
            drop(inner);
            traces = Traces::new();
        } else {
            inner.commit().await?;
        }
        keep::rows(tx, (id, "services"), (sheet, &report.row_reports), places, &traces).await?;
        let mut row = entity::ActiveModel { id: Set(id), ..Default::default() };
        row.report = Set(serde_json::to_value(&report).map_err(|_| Error::Corrupt { what: "import report" })?);
        row.update(tx).await?;
        Ok(())
    }

    /// The last step: the run is done with, its marked file belongs to it.
    async fn finish(&self, tx: &Db, op: &OpContext, marked: DocumentId) -> Result<serde_json::Value> {
        let id = self.run.id;
        documents::attach(tx, op, marked, (id, DocumentPurpose::ServiceImportReport)).await?;
        let run = get(tx, op, id).await?;
        let numbers = run.report.clone();
        let mut row = run.into_active_model();
        row.marked_id = Set(Some(marked));
        row.finished_at = Set(Some(op.at));
        row.update(tx).await?;
        let change = Change::of("service.import_sheet", id).detail(numbers.clone());
        events::record(tx, op, "service.sheet_imported", &["services"], change).await?;
        Ok(numbers)
    }

    /// Writes the person's own file again, as it came, with what became of each row.
    async fn give_back(&self, db: &Db, op: &OpContext) -> Result<DocumentId> {
        let table = marked(self.file.sheet(), outcomes(db, self.run.id, &op.language).await?, &op.language);
        give_back(db, op, &self.document, (DocumentPurpose::ServiceImportReport, move |kind| written(&table, kind)))
            .await
    }
}

/// What became of the rows of a run, in the order of the file.
async fn outcomes(db: &Db, id: ImportId, language: &LanguageTag) -> Result<Vec<Marked>> {
    use source::Column;
    let rows = source::Entity::find().filter(Column::ImportId.eq(id)).filter(Column::Source.eq("services"));
    let (mut outcomes, mut after) = (Vec::new(), 0);
    loop {
        let page =
            rows.clone().filter(Column::Number.gt(after)).order_by_asc(Column::Number).limit(READ).all(db).await?;
        let Some(last) = page.last() else { return Ok(outcomes) };
        after = last.number;
        outcomes.extend(page.into_iter().map(|row| Marked {
            said: RowOutcome::parse(&row.outcome).unwrap_or(RowOutcome::Rejected).said(language),
            remarks: row.remarks.unwrap_or_default().0,
        }));
    }
}

fn read_report(report: serde_json::Value) -> Result<Report> {
    serde_json::from_value(report).map_err(|_| Error::Corrupt { what: "import report" })
}

fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}
