//! Workbooks: many answers at once.

use std::collections::HashMap;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use crm_core::ids::{CycleId, DepartmentId, DocumentId, WorkbookId};
use crm_core::inventory::workbooks as core;
use crm_core::page::{Page, PageRequest};
use crm_core::{Db, OpContext};

use super::cycles::InventoryCycle;
use super::items::InventoryItem;
use crate::connection::{Connection, page_request};
use crate::context::{Call, loads};
use crate::errors;
use crate::files::{CreateDownloadPayload, Document};
use crate::jobs::Job;
use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::DateTime;
use crate::sheets::{self, Sheet, SheetRemark, remarks};

loads!(WorkbookId => core::Workbook, core::many);

impl Sheet for WorkbookId {
    type Row = core::WorkbookRow;

    async fn first_rows(
        db: &Db,
        op: &OpContext,
        which: (&[Self], bool),
        size: u32,
    ) -> crm_core::Result<HashMap<Self, Page<Self::Row>>> {
        core::first_rows(db, op, which, size).await
    }

    async fn rows(
        db: &Db,
        op: &OpContext,
        which: (Self, bool),
        page: &PageRequest,
    ) -> crm_core::Result<Page<Self::Row>> {
        core::rows(db, op, which, page).await
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryWorkbookOutcome", remote = "core::RowOutcome")]
pub enum InventoryWorkbookOutcome {
    /// The item says what the row says.
    #[graphql(name = "ANSWERED")]
    Answered,
    /// The row changed nothing.
    #[graphql(name = "UNCHANGED")]
    Unchanged,
    /// A rule is broken: the remarks tell which.
    #[graphql(name = "REFUSED")]
    Refused,
}

/// What became of an answer when its workbook was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryWorkbookUndone", remote = "core::Undone")]
pub enum InventoryWorkbookUndone {
    /// The item says again what it said before.
    #[graphql(name = "RESTORED")]
    Restored,
    /// It was touched since, or may not be answered any more, and stays as it is.
    #[graphql(name = "KEPT")]
    Kept,
}

/// A workbook with answers, as it came back. Its sender sees it, and who runs the inventory.
pub struct InventoryWorkbook(pub core::Workbook);

impl From<core::Workbook> for InventoryWorkbook {
    fn from(row: core::Workbook) -> Self {
        Self(row)
    }
}

/// A workbook with answers, as it came back. Its sender sees it, and who runs the inventory.
#[Object]
impl InventoryWorkbook {
    /// Id.
    pub(crate) async fn id(&self) -> Id<WorkbookId> {
        Id(self.0.id)
    }

    /// The cycle.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Option<InventoryCycle>> {
        Ok(ctx.loaders().load_one(self.0.cycle_id).await?.map(InventoryCycle))
    }

    /// The file's name.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// The file.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Document>> {
        Ok(ctx.loaders().load_one(self.0.document_id).await?.map(Document))
    }

    /// The person's own file again, with what became of each row; null until it is done with.
    async fn marked_document(&self, ctx: &Context<'_>) -> Result<Option<Document>> {
        let Some(id) = self.0.marked_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Document))
    }

    /// Whether everything is taken back at the end.
    async fn dry_run(&self) -> bool {
        self.0.dry_run
    }

    /// When it was sent.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Who sent it, a text that stays the same for the same actor.
    async fn actor(&self) -> &str {
        &self.0.actor
    }

    /// When it was done with; null while it goes on, and when it was given up or called off.
    async fn finished_at(&self) -> Option<DateTime> {
        self.0.finished_at.map(DateTime)
    }

    /// The job that answers, for its starter and administrators.
    async fn job(&self, ctx: &Context<'_>) -> Result<Option<Job>> {
        Ok(ctx.loaders().load_one(self.0.job_id).await?.map(Job))
    }

    /// What it did so far, in numbers.
    async fn counts(&self) -> InventoryWorkbookCounts {
        let core::Workbook { row_count: rows, answered, unchanged, refused, .. } = self.0;
        InventoryWorkbookCounts { rows, answered, unchanged, refused }
    }

    /// What became of the rows, in the order of the file.
    async fn rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only rows with something to mend.", default)] remarked: bool,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InventoryWorkbookRow>> {
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
    async fn undo_counts(&self) -> Option<InventoryWorkbookUndoCounts> {
        let (restored, kept) = self.0.restored.zip(self.0.kept)?;
        Some(InventoryWorkbookUndoCounts { restored, kept })
    }
}

/// What a workbook did, in numbers: rows = answered + unchanged + refused, once it is done with.
#[derive(SimpleObject)]
pub struct InventoryWorkbookCounts {
    /// Rows of the file.
    rows: i64,
    /// Of those, answered.
    answered: i64,
    /// Of those, without a change.
    unchanged: i64,
    /// Of those, refused.
    refused: i64,
}

/// What taking a workbook back did, in numbers.
#[derive(SimpleObject)]
pub struct InventoryWorkbookUndoCounts {
    /// Items that say again what they said before.
    restored: i64,
    /// Items that were touched since, or may not be answered any more, and stay as they are.
    kept: i64,
}

/// What became of one row.
pub struct InventoryWorkbookRow(core::WorkbookRow);

impl From<core::WorkbookRow> for InventoryWorkbookRow {
    fn from(row: core::WorkbookRow) -> Self {
        Self(row)
    }
}

/// What became of one row.
#[Object]
impl InventoryWorkbookRow {
    /// The row's number as the person's own program shows it: the heading is row 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The code of the service, as the row has it.
    async fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The item; null for a row that is not of this workbook.
    async fn item(&self, ctx: &Context<'_>) -> Result<Option<InventoryItem>> {
        let Some(id) = self.0.item_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(InventoryItem))
    }

    /// What became of it.
    async fn outcome(&self) -> InventoryWorkbookOutcome {
        self.0.outcome.into()
    }

    /// What to mend.
    async fn remarks(&self, ctx: &Context<'_>) -> Vec<SheetRemark> {
        remarks(self.0.remarks.as_ref(), ctx.language())
    }

    /// What became of its answer when the workbook was taken back.
    async fn undone(&self) -> Option<InventoryWorkbookUndone> {
        self.0.undone.map(Into::into)
    }
}

/// A workbook to fill in.
#[derive(InputObject)]
pub struct DownloadInventoryWorkbookInput {
    /// The cycle.
    cycle_id: Id<CycleId>,
    /// Only items of this department and of those below.
    department_id: Option<Id<DepartmentId>>,
}

/// A filled-in workbook to answer by.
#[derive(InputObject)]
pub struct StartInventoryWorkbookInput {
    /// The cycle for which it was given out.
    cycle_id: Id<CycleId>,
    /// The file, uploaded with purpose `INVENTORY_WORKBOOK`.
    document_id: Id<DocumentId>,
    /// Do everything, report, and take it back.
    #[graphql(default)]
    dry_run: bool,
    /// Makes a repeated call answer with the first one's workbook.
    idempotency_key: Option<String>,
}

impl From<StartInventoryWorkbookInput> for core::StartWorkbook {
    fn from(input: StartInventoryWorkbookInput) -> Self {
        let StartInventoryWorkbookInput { cycle_id, document_id, dry_run, idempotency_key } = input;
        Self { cycle: cycle_id.0, document: document_id.0, dry_run, idempotency_key }
    }
}

/// A workbook to take back.
#[derive(InputObject)]
pub struct UndoInventoryWorkbookInput {
    /// The workbook.
    id: Id<WorkbookId>,
}

payload! {
    /// What `startInventoryWorkbook` and `undoInventoryWorkbook` answer.
    InventoryWorkbookPayload {
        /// The workbook, which waits for a worker.
        workbook: InventoryWorkbook
    }
}

/// Reads of workbooks.
#[derive(Default)]
pub struct WorkbooksQuery;

#[Object]
impl WorkbooksQuery {
    /// Workbooks with answers that came back, dry runs among them, newest first: one's own; for who runs the inventory, all.
    async fn inventory_workbooks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of a cycle.")] cycle_id: Option<Id<CycleId>>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InventoryWorkbook>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), cycle_id.map(|id| id.0), &page).await?))
    }

    /// A workbook with answers that came back; null when there is none, or none that the caller may see.
    async fn inventory_workbook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The workbook's id.")] id: Id<WorkbookId>,
    ) -> Result<Option<InventoryWorkbook>> {
        Ok(errors::found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(InventoryWorkbook))
    }
}

/// Changes by workbooks.
#[derive(Default)]
pub struct WorkbooksMutation;

#[Object]
impl WorkbooksMutation {
    /// Makes a workbook of the items of a cycle that the caller may answer, with what stands, to be filled in and sent back;
    /// for who runs the inventory, of those that any department may answer, who brings it back itself. Needs
    /// `inventory.run`, or `inventory.answer` somewhere, or a delegation.
    async fn download_inventory_workbook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which cycle and department.")] input: DownloadInventoryWorkbookInput,
    ) -> Result<CreateDownloadPayload> {
        let DownloadInventoryWorkbookInput { cycle_id, department_id } = input;
        let made = async {
            let given = core::workbook(ctx.db(), ctx.op(), cycle_id.0, department_id.map(|id| id.0)).await?;
            given.keep(ctx.db(), ctx.op()).await
        };
        CreateDownloadPayload::giving(ctx, made).await
    }

    /// Starts to answer by a filled-in workbook as a job. What is wrong with the file as a whole is told here; what is wrong
    /// with a row stands in the report, and the other rows are answered all the same. Needs `inventory.answer` somewhere, or
    /// a delegation.
    async fn start_inventory_workbook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The workbook.")] input: StartInventoryWorkbookInput,
    ) -> Result<InventoryWorkbookPayload> {
        InventoryWorkbookPayload::of(ctx, core::start(ctx.db(), ctx.op(), input.into())).await
    }

    /// Starts to take the answers of a workbook back as a job: its items say again what they said before. Those that somebody
    /// touched since stay as they are; the rows tell which.
    async fn undo_inventory_workbook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The workbook to take back.")] input: UndoInventoryWorkbookInput,
    ) -> Result<InventoryWorkbookPayload> {
        InventoryWorkbookPayload::of(ctx, core::undo(ctx.db(), ctx.op(), input.id.0)).await
    }
}
