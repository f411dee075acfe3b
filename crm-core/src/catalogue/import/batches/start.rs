//! Starting an import, and its undoing.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::files::uploaded;
use super::super::keep::{ImportRun, entity};
use super::super::plan::{Plan, Sheets};
use super::super::run::SourceFile;
use super::mappings::{MappingChoice, read, text_of};
use super::read::{get, visible_to};
use super::{importing, undoing};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::Db;
use crate::documents::{self, Document, DocumentPurpose};
use crate::error::{Error, Result};
use crate::events;
use crate::idempotency::{self, Once};
use crate::ids::{DocumentId, ImportId};
use crate::jobs;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

/// An import to start.
#[derive(Clone, Debug, Serialize)]
pub struct StartImport {
    /// The uploaded file.
    pub document: DocumentId,
    /// Which column holds what.
    pub mapping: MappingChoice,
    /// From which day the cards hold; without it the first day of the period that the file names, else today.
    pub effective: Option<NaiveDate>,
    /// Leave drafts for review instead of publishing.
    pub draft: bool,
    /// Do everything, report, and take it back.
    pub dry_run: bool,
    /// Makes a repeated call answer with the first one's run.
    pub idempotency_key: Option<String>,
}

/// What the jobs of a run work on.
#[derive(Serialize, Deserialize)]
pub(super) struct Input {
    pub import: ImportId,
}

/// Starts an import of an uploaded file. What is wrong with the file as a whole, such as a column that is missing, is
/// told at once; what is wrong with rows stands in the report. Needs `catalogue.manage`.
pub async fn start(db: &Db, op: &OpContext, command: StartImport) -> Result<ImportRun> {
    op.require(Permission::CatalogueManage)?;
    let text = text_of(db, op, &command.mapping).await?;
    let mapping = read(&text)?;
    let (document, file) = source(db, op, command.document).await?;
    let sheets = Sheets { services: file.sheet(), standards: None, lookups: [].into() };
    let report = Plan::new(&mapping, &sheets, command.effective)?.report().clone();
    let effective = command.effective.or(report.effective);
    let effective = effective.unwrap_or_else(|| local_date(op.at, db.settings().zone));

    let tx = db.begin().await?;
    let key = command.idempotency_key.as_deref();
    let id: ImportId = match idempotency::once(&tx, op, "service.start_import", key, &command).await? {
        Once::Done(id) => return get(&tx, op, id).await,
        Once::New(id) => id,
    };
    // A dry run and the run after it are of the same file, which belongs to the first.
    if document.parent_id.is_none() {
        documents::attach(&tx, op, document.id, (id, DocumentPurpose::ServiceImport)).await?;
    }
    let job = jobs::start(&tx, op, importing::KIND.name, &Input { import: id }).await?;
    let run = ImportRun {
        id,
        scheme: mapping.scheme.as_str().to_owned(),
        file_name: file.name().to_owned(),
        digest: file.digest().to_vec(),
        standards_digest: None,
        period: report.period.clone(),
        mapping: Some(text),
        draft: command.draft,
        dry_run: command.dry_run,
        document_id: Some(document.id),
        marked_id: None,
        job_id: Some(job.id),
        finished_at: None,
        undo_job_id: None,
        undo_report: None,
        effective,
        at: op.at,
        actor: op.actor.key(),
        report: serde_json::to_value(&report).map_err(|_| Error::Corrupt { what: "import report" })?,
        undone_at: None,
    };
    entity::Entity::insert(run.clone().into_active_model().reset_all()).exec_without_returning(&*tx).await?;
    let detail = serde_json::json!({ "dryRun": run.dry_run, "effective": run.effective });
    let change = Change::of("service.start_import", id).detail(detail);
    events::record(&tx, op, "service.import_started", &["state"], change).await?;
    tx.commit().await?;
    Ok(run)
}

/// Starts to take a run back. One that is still going on, was a dry run or is undone already is `NotAllowed`. Needs
/// `catalogue.manage`.
pub async fn undo(db: &Db, op: &OpContext, id: ImportId) -> Result<ImportRun> {
    op.require(Permission::CatalogueManage)?;
    let tx = db.begin().await?;
    let run = store::locked::<_, ImportId>(&tx, visible_to(op)?.filter(entity::Column::Id.eq(id))).await?;
    let refused = |from: &str| Err(Error::NotAllowed { entity: "import", from: from.into(), to: "undone".into() });
    if run.dry_run {
        return refused("dry_run");
    }
    if run.undone_at.is_some() {
        return refused("undone");
    }
    for job in [run.job_id, run.undo_job_id].into_iter().flatten() {
        if !jobs::state(&tx, job).await?.is_none_or(jobs::JobState::is_final) {
            return refused("running");
        }
    }
    let job = jobs::start(&tx, op, undoing::KIND.name, &Input { import: id }).await?;
    let mut row = run.into_active_model();
    row.undo_job_id = Set(Some(job.id));
    let run = row.update(&*tx).await?;
    let change = Change::of("service.start_undo_import", id);
    events::record(&tx, op, "service.import_undo_started", &["state"], change).await?;
    tx.commit().await?;
    Ok(run)
}

/// A sheet of services that was uploaded.
pub(super) async fn source(db: &Db, op: &OpContext, id: DocumentId) -> Result<(Document, SourceFile)> {
    uploaded(db, op, id, DocumentPurpose::ServiceImport).await
}
