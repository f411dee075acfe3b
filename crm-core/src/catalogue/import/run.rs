//! Carrying an import out.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::frame::{self, Frame};
use super::keep::{self, Known, Numbers};
use super::mapping::Mapping;
use super::plan::{Incoming, Plan, Sheets, notes_of};
use super::report::{Note, Report, RowOutcome};
use super::rows::Sheet;
use crate::audit::Change;
use crate::calendar::{local_date, start_of_day};
use crate::catalogue::services::{self, ImportService, ImportServices, Outcome};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::ImportId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;

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
    op.require(Permission::CatalogueManage)?;
    let RunImport { mapping, services, standards, lookups, effective, draft: _, dry_run } = command;
    let lookups = lookups.iter().map(|(name, file)| (name.as_str(), file.sheet())).collect();
    let sheets = Sheets { services: services.sheet(), standards: standards.as_ref().map(SourceFile::sheet), lookups };
    let mut plan = Plan::new(mapping, &sheets, *effective)?;
    let named = effective.or(plan.report.effective);
    let effective = named.unwrap_or_else(|| local_date(op.at, db.settings().zone));
    plan.report.effective = Some(effective);
    plan.report.dry_run = *dry_run;

    let tx = db.begin().await?;
    let known = keep::known(&tx, mapping.scheme.as_str()).await?;
    plan.report.missing = missing(&known, &plan.report);
    let frame = frame::prepare(&tx, op, mapping, &plan).await?;
    plan.report.departments_new = frame.departments_new;
    plan.report.categories_new = frame.categories_new;
    let id: ImportId = op.new_id();
    let incoming = std::mem::take(&mut plan.services);
    let mut import = Import { op, tx: &tx, command, effective, id, known, frame, report: plan.report };
    import.services(incoming, progress).await?;
    let report = import.report;
    if report.unchanged == report.services && keep::seen(&tx, command, effective).await? {
        return Ok(report);
    }
    record(&tx, op, id, command, &report).await?;
    if !dry_run {
        tx.commit().await?;
    }
    Ok(report)
}

/// Services of the scheme that are in the catalogue and that no row names.
fn missing(known: &Known, report: &Report) -> u64 {
    let named: HashSet<&str> = report.row_reports.iter().filter_map(|row| row.id.as_deref()).collect();
    known.ids.iter().filter(|(id, withdrawn)| !**withdrawn && !named.contains(id.as_str())).count() as u64
}

/// An import under way.
struct Import<'a> {
    op: &'a OpContext,
    tx: &'a Db,
    command: &'a RunImport,
    effective: NaiveDate,
    id: ImportId,
    known: Known,
    frame: Frame,
    report: Report,
}

impl Import<'_> {
    /// Imports the services chunk by chunk, and writes what became of each into the report.
    async fn services(&mut self, incoming: Vec<Incoming>, progress: impl Fn(Progress) + Send + Sync) -> Result<()> {
        let mapping = &self.command.mapping;
        let of = incoming.len() as u64;
        progress(Progress { done: 0, of });
        self.report.new = 0;
        let mut done = 0;
        let mut incoming = incoming.into_iter().peekable();
        while incoming.peek().is_some() {
            let (mut places, mut services) = (Vec::new(), Vec::new());
            for service in incoming.by_ref().take(CHUNK) {
                places.push(service.place);
                services.push(self.service(service)?);
            }
            done += places.len() as u64;
            let command = ImportServices {
                scheme: mapping.scheme.as_str().to_owned(),
                language: mapping.language().clone(),
                effective: start_of_day(self.effective, self.tx.settings().zone),
                draft: self.command.draft,
                import: Some(self.id),
                services,
            };
            let outcomes = services::import(self.tx, self.op, command).await?;
            for (place, outcome) in places.into_iter().zip(outcomes) {
                self.count(place, outcome.map(|imported| imported.outcome))?;
            }
            progress(Progress { done, of });
        }
        Ok(())
    }

    /// A service with the ids that the plan did not know. A new one whose code another service has gets another code.
    fn service(&mut self, incoming: Incoming) -> Result<ImportService> {
        let Incoming { place: _, id, mut code, mut card, department, categories } = incoming;
        let mapping = &self.command.mapping;
        if !self.known.ids.contains_key(&id) && self.known.codes.contains(&code) {
            code = mapping.code.other(&id);
        }
        let owner = department.map_or(self.frame.default, |key| self.frame.departments.get(&key).copied());
        let owner = owner.ok_or_else(|| Error::invalid("department", Rule::Required))?;
        card.classes.categories =
            categories.iter().filter_map(|code| self.frame.categories.get(code)).copied().collect();
        Ok(ImportService { external_id: id, code, owner, card, public: mapping.public })
    }

    fn count(&mut self, place: usize, outcome: Result<Outcome>) -> Result<()> {
        let report = &mut self.report;
        let (outcome, counter) = match outcome {
            Ok(Outcome::New) => (RowOutcome::New, &mut report.new),
            Ok(Outcome::Changed) => (RowOutcome::Changed, &mut report.changed),
            Ok(Outcome::Unchanged) => (RowOutcome::Unchanged, &mut report.unchanged),
            Ok(Outcome::Revived) => (RowOutcome::Revived, &mut report.revived),
            Err(error @ Error::Invalid { .. }) => {
                report.services -= 1;
                report.rejected += 1;
                mark(report, place, RowOutcome::Rejected, notes_of(error));
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        *counter += 1;
        mark(report, place, outcome, Vec::new());
        Ok(())
    }
}

fn mark(report: &mut Report, place: usize, outcome: RowOutcome, notes: Vec<Note>) {
    if let Some(row) = report.row_reports.get_mut(place) {
        row.outcome = outcome;
        row.notes.extend(notes);
    }
}

/// Writes the run, its source rows, and the record of who ran it.
async fn record(tx: &Db, op: &OpContext, id: ImportId, command: &RunImport, report: &Report) -> Result<()> {
    let numbers = serde_json::to_value(report).map_err(|_| Error::Corrupt { what: "import report" })?;
    let effective = report.effective.unwrap_or_default();
    let kept = Numbers { period: report.period.clone(), effective, report: numbers.clone() };
    keep::run(tx, op, id, command, kept).await?;
    keep::rows(tx, id, "services", command.services.sheet(), &report.row_reports).await?;
    if let Some(standards) = &command.standards {
        keep::rows(tx, id, "standards", standards.sheet(), &report.standard_reports).await?;
    }
    let change = Change::of("service.import_sheet", id).detail(numbers);
    events::record(tx, op, "service.sheet_imported", &["services"], change).await
}
