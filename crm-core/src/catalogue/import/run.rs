//! Carrying an import out.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::chunk::{Import, Traces, missing};
use super::frame;
use super::keep::{self, Numbers};
use super::mapping::Mapping;
use super::plan::{Plan, Sheets};
use super::report::Report;
use super::rows::Sheet;
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{ImportId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;

/// Services of one call of [`services::import`].
const CHUNK: usize = 500;

/// A file of an import: its table, and what tells it from another file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    digest: [u8; 32],
    sheet: Arc<Sheet>,
}

impl SourceFile {
    /// Reads a file's bytes, see [`Sheet::read`]. `name` is kept with the run; folders are cut off.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self> {
        let name: String = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
        Ok(Self { name, digest: Sha256::digest(bytes).into(), sheet: Arc::new(Sheet::read(bytes)?) })
    }

    /// The file's name, without folders.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of its bytes.
    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// Its table.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }
}

/// An import to run.
#[derive(Clone, Debug)]
pub struct RunImport {
    /// How columns become cards.
    pub mapping: Mapping,
    /// The services.
    pub services: SourceFile,
    /// Their service standards.
    pub standards: Option<SourceFile>,
    /// Look-up files, by the mapping's names for them.
    pub lookups: BTreeMap<String, SourceFile>,
    /// From which day the cards hold; without it the first day of the period that the file names, else today.
    pub effective: Option<NaiveDate>,
    /// Leave drafts for review instead of publishing.
    pub draft: bool,
    /// Do everything, report, and take it back.
    pub dry_run: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Services done.
    pub done: u64,
    /// Services in all.
    pub of: u64,
}

/// Imports a sheet of services in one transaction: all good rows, or nothing when an error comes back. `progress`
/// is called now and then, first with nothing done. Files that were imported before for the same day, and change
/// nothing, leave no second run behind. Needs `catalogue.manage`, and `structure.manage` where departments or categories
/// are made on the way.
pub async fn run(
    db: &Db,
    op: &OpContext,
    command: &RunImport,
    progress: impl Fn(Progress) + Send + Sync,
) -> Result<Report> {
    let plan = prepare(op, command)?;
    let tx = db.begin().await?;
    let CarriedOut { report, services: _, is_known } = carry_out(&tx, op, command, plan, progress).await?;
    if !is_known && !command.dry_run {
        tx.commit().await?;
    }
    Ok(report)
}

/// Works out what an import will do, before a transaction is begun for it.
pub(crate) fn prepare(op: &OpContext, command: &RunImport) -> Result<Plan> {
    op.require(Permission::CatalogueManage)?;
    let RunImport { mapping, services, standards, lookups, effective, .. } = command;
    let lookups = lookups.iter().map(|(name, file)| (name.as_str(), file.sheet())).collect();
    let sheets = Sheets { services: services.sheet(), standards: standards.as_ref().map(SourceFile::sheet), lookups };
    Plan::new(mapping, &sheets, *effective)
}

/// What an import did.
pub(crate) struct CarriedOut {
    /// Numbers, and what became of each row.
    pub report: Report,
    /// The services by the places of their rows.
    pub services: HashMap<usize, ServiceId>,
    /// Whether these files were imported before for the same day, and changed nothing now.
    pub is_known: bool,
}

/// Carries a plan out in the caller's transaction.
pub(crate) async fn carry_out(
    tx: &Db,
    op: &OpContext,
    command: &RunImport,
    mut plan: Plan,
    progress: impl Fn(Progress) + Send + Sync,
) -> Result<CarriedOut> {
    let RunImport { mapping, services, effective, draft, dry_run, .. } = command;
    let named = effective.or(plan.report.effective);
    let effective = named.unwrap_or_else(|| local_date(op.at, tx.settings().zone));
    plan.report.effective = Some(effective);
    plan.report.dry_run = *dry_run;
    let known = keep::known(tx, mapping).await?;
    plan.report.missing = missing(&known, &plan.report);
    let frame = frame::prepare(tx, op, mapping, &plan).await?;
    plan.report.departments_new = frame.departments_new;
    plan.report.categories_new = frame.categories_new;
    let id: ImportId = op.new_id();
    let incoming = std::mem::take(&mut plan.services);
    let of = incoming.len() as u64;
    progress(Progress { done: 0, of });
    plan.report.new = 0;
    let (sheet, draft, report) = (services.sheet(), *draft, plan.report);
    let mut import = Import { op, tx, mapping, sheet, draft, effective, id, known, frame, report };
    let (mut done, mut traces) = (0, Traces::new());
    let mut incoming = incoming.into_iter().peekable();
    while incoming.peek().is_some() {
        let chunk: Vec<_> = incoming.by_ref().take(CHUNK).collect();
        done += chunk.len() as u64;
        traces.extend(import.services(chunk).await?);
        progress(Progress { done, of });
    }
    let report = import.report;
    let is_known = report.unchanged == report.services && keep::seen(tx, command, effective).await?;
    if !is_known {
        record(tx, op, id, command, (&report, &traces)).await?;
    }
    let services = traces.into_iter().map(|(place, imported)| (place, imported.service)).collect();
    Ok(CarriedOut { report, services, is_known })
}

/// Writes the run, its source rows, and the record of who ran it.
async fn record(
    tx: &Db,
    op: &OpContext,
    id: ImportId,
    command: &RunImport,
    (report, traces): (&Report, &Traces),
) -> Result<()> {
    let numbers = serde_json::to_value(report).map_err(|_| Error::Corrupt { what: "import report" })?;
    let effective = report.effective.unwrap_or_default();
    let kept = Numbers { period: report.period.clone(), effective, report: numbers.clone() };
    keep::run(tx, op, id, command, kept).await?;
    keep::rows(tx, (id, "services"), (command.services.sheet(), &report.row_reports), 0..usize::MAX, traces).await?;
    if let Some(standards) = &command.standards {
        let rows = (standards.sheet(), report.standard_reports.as_slice());
        keep::rows(tx, (id, "standards"), rows, 0..usize::MAX, &Traces::new()).await?;
    }
    let change = Change::of("service.import_sheet", id).detail(numbers);
    events::record(tx, op, "service.sheet_imported", &["services"], change).await
}
