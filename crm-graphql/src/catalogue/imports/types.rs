//! Imports as GraphQL shows them.

use std::collections::HashMap;

use async_graphql::{Context, Object, Result, SimpleObject};
use crm_core::catalogue::import::{self as core, RowOutcome, batches};
use crm_core::ids::ImportId;
use crm_core::page::{Page, PageRequest};
use crm_core::{Db, OpContext};
use serde_json::Value;

use super::enums::{ServiceImportField, ServiceImportRowOutcome, ServiceImportUndone};
use crate::catalogue::Service;
use crate::connection::{Connection, page_request};
use crate::context::{Call, loads};
use crate::files::Document;
use crate::jobs::Job;
use crate::node_id::Id;
use crate::scalars::{Date, DateTime, Json};
use crate::sheets::{self, Sheet, SheetRemark, remarks};

loads!(ImportId => core::ImportRun, batches::many);

/// One import of a sheet of services.
pub struct ServiceImport(pub core::ImportRun);

impl From<core::ImportRun> for ServiceImport {
    fn from(row: core::ImportRun) -> Self {
        Self(row)
    }
}

/// One import of a sheet of services.
#[Object]
impl ServiceImport {
    /// Id.
    pub(crate) async fn id(&self) -> Id<ImportId> {
        Id(self.0.id)
    }

    /// The file's name.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// The uploaded file; null for an import by the command line.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Document>> {
        let Some(id) = self.0.document_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Document))
    }

    /// The person's own file again, with what became of each row; null until the import is done with.
    async fn marked_document(&self, ctx: &Context<'_>) -> Result<Option<Document>> {
        let Some(id) = self.0.marked_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Document))
    }

    /// From which day its cards hold.
    async fn effective_date(&self) -> Date {
        Date(self.0.effective)
    }

    /// Whether drafts are left for review.
    async fn draft(&self) -> bool {
        self.0.draft
    }

    /// Whether everything is taken back at the end.
    async fn dry_run(&self) -> bool {
        self.0.dry_run
    }

    /// When it was started.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Who started it, a text that stays the same for the same actor.
    async fn actor(&self) -> &str {
        &self.0.actor
    }

    /// When it was done with; null while it goes on, and when it was given up or called off.
    async fn finished_at(&self) -> Option<DateTime> {
        self.0.finished_at.map(DateTime)
    }

    /// The job that carries it out, for its starter and administrators.
    async fn job(&self, ctx: &Context<'_>) -> Result<Option<Job>> {
        let Some(id) = self.0.job_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Job))
    }

    /// What it did so far, in numbers.
    async fn counts(&self) -> ServiceImportCounts {
        let count = |key: &str| count(&self.0.report, key);
        ServiceImportCounts {
            rows: count("rows"),
            services: count("services"),
            new: count("new"),
            changed: count("changed"),
            unchanged: count("unchanged"),
            revived: count("revived"),
            missing: count("missing"),
            rejected: count("rejected"),
            duplicates: count("duplicates"),
        }
    }

    /// The whole report in numbers, as the command line prints it.
    async fn report(&self) -> Json {
        Json(self.0.report.clone())
    }

    /// What became of the rows, in the order of the file.
    async fn rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only rows with something to mend or to look at.", default)] remarked: bool,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ServiceImportRow>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(sheets::rows(ctx, (self.0.id, remarked), &page).await?))
    }

    /// The job that takes it back, for its starter and administrators.
    async fn undo_job(&self, ctx: &Context<'_>) -> Result<Option<Job>> {
        let Some(id) = self.0.undo_job_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Job))
    }

    /// When it was taken back.
    async fn undone_at(&self) -> Option<DateTime> {
        self.0.undone_at.map(DateTime)
    }

    /// What taking it back did, in numbers.
    async fn undo_counts(&self) -> Option<ServiceImportUndoCounts> {
        let report = self.0.undo_report.as_ref()?;
        Some(ServiceImportUndoCounts {
            withdrawn: count(report, "withdrawn"),
            restored: count(report, "restored"),
            changed_since: count(report, "changedSince"),
        })
    }
}

impl Sheet for ImportId {
    type Row = core::SourceRow;

    async fn first_rows(
        db: &Db,
        op: &OpContext,
        which: (&[Self], bool),
        size: u32,
    ) -> crm_core::Result<HashMap<Self, Page<Self::Row>>> {
        batches::first_rows(db, op, which, size).await
    }

    async fn rows(
        db: &Db,
        op: &OpContext,
        which: (Self, bool),
        page: &PageRequest,
    ) -> crm_core::Result<Page<Self::Row>> {
        batches::rows(db, op, which, page).await
    }
}

fn count(report: &Value, key: &str) -> i64 {
    report[key].as_i64().unwrap_or_default()
}

/// What an import did, in numbers: rows = services + duplicates + rejected.
#[derive(SimpleObject)]
pub struct ServiceImportCounts {
    /// Rows of the file.
    rows: i64,
    /// Services among them.
    services: i64,
    /// Services that were not there.
    new: i64,
    /// Services that got another card, owner or public flag.
    changed: i64,
    /// Services of which the file says what was known.
    unchanged: i64,
    /// Services that had been withdrawn and are drafts again.
    revived: i64,
    /// Services known before that the file does not name.
    missing: i64,
    /// Rows left out for a broken rule.
    rejected: i64,
    /// Rows whose id an earlier row has.
    duplicates: i64,
}

/// What taking an import back did, in numbers.
#[derive(SimpleObject)]
pub struct ServiceImportUndoCounts {
    /// Services that were new and are withdrawn.
    withdrawn: i64,
    /// Services that are as they were before.
    restored: i64,
    /// Services that somebody changed since and that stay as they are.
    changed_since: i64,
}

/// What became of one row.
pub struct ServiceImportRow(core::SourceRow);

impl From<core::SourceRow> for ServiceImportRow {
    fn from(row: core::SourceRow) -> Self {
        Self(row)
    }
}

/// What became of one row.
#[Object]
impl ServiceImportRow {
    /// The row's number as the person's own program shows it: the heading is row 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The service's id in the file.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// What became of it.
    async fn outcome(&self) -> ServiceImportRowOutcome {
        RowOutcome::parse(&self.0.outcome).unwrap_or(RowOutcome::Rejected).into()
    }

    /// What to mend or to look at.
    async fn remarks(&self, ctx: &Context<'_>) -> Vec<SheetRemark> {
        remarks(self.0.remarks.as_ref(), ctx.language())
    }

    /// The row as it was read: heading to cell.
    async fn cells(&self) -> Json {
        Json(self.0.cells.clone())
    }

    /// The service that it became, or was; null for a dry run and for a row that was left out.
    async fn service(&self, ctx: &Context<'_>) -> Result<Option<Service>> {
        let Some(id) = self.0.service_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Service))
    }

    /// What became of the service when the import was taken back.
    async fn undone(&self) -> Option<ServiceImportUndone> {
        self.0.undone.map(Into::into)
    }
}

/// What is in a file, before anything is done with it.
#[derive(SimpleObject)]
pub struct ServiceImportPreview {
    /// The headings, in the file's order.
    headers: Vec<String>,
    /// The first ten rows.
    rows: Vec<Vec<String>>,
    /// How many rows there are.
    row_count: u64,
    /// Which column each field seems to have.
    columns: Vec<ServiceImportColumn>,
}

/// Which column a field seems to have.
#[derive(SimpleObject)]
pub struct ServiceImportColumn {
    /// The field.
    field: ServiceImportField,
    /// The heading that fits; null when no column does.
    header: Option<String>,
    /// Whether a file must have it.
    required: bool,
}

impl From<batches::Preview> for ServiceImportPreview {
    fn from(preview: batches::Preview) -> Self {
        let batches::Preview { headers, rows, count, columns } = preview;
        let column = |column: batches::SuggestedColumn| ServiceImportColumn {
            field: column.field.into(),
            header: column.header,
            required: column.field.is_required(),
        };
        Self { headers, rows, row_count: count, columns: columns.into_iter().map(column).collect() }
    }
}

/// A mapping that people keep: which column of a file holds what.
pub struct ServiceImportMapping(pub batches::KeptMapping);

impl From<batches::KeptMapping> for ServiceImportMapping {
    fn from(row: batches::KeptMapping) -> Self {
        Self(row)
    }
}

/// A mapping that people keep: which column of a file holds what.
#[Object]
impl ServiceImportMapping {
    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The mapping as TOML, as the command line takes it too.
    async fn toml(&self) -> &str {
        &self.0.text
    }

    /// When it was last changed.
    async fn changed_at(&self) -> DateTime {
        DateTime(self.0.changed_at)
    }
}
