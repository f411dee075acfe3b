//! Starting to answer by a workbook, and to take that back.

use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entity::workbook;
use super::filled::Filled;
use super::read::{get, visible_to};
use super::{Workbook, answering, undoing};
use crate::audit::Change;
use crate::catalogue::import::SourceFile;
use crate::catalogue::import::files::uploaded;
use crate::db::Db;
use crate::documents::{self, Document, DocumentPurpose};
use crate::error::{Error, Result};
use crate::events;
use crate::idempotency::{self, Once};
use crate::ids::{CycleId, DocumentId, RecordId, WorkbookId};
use crate::inventory::cycles::{self, Cycle};
use crate::inventory::items::held::reach;
use crate::inventory::items::{ItemMove, ItemState};
use crate::inventory::plans::{self, PlanContent};
use crate::jobs;
use crate::op::{OpContext, Reach};
use crate::policy::Permission;
use crate::store;

/// A filled-in workbook to answer by.
#[derive(Clone, Debug, Serialize)]
pub struct StartWorkbook {
    /// The cycle for which it was given out.
    pub cycle: CycleId,
    /// The uploaded file.
    pub document: DocumentId,
    /// Do everything, report, and take it back.
    pub dry_run: bool,
    /// Makes a repeated call answer with the first one's workbook.
    pub idempotency_key: Option<String>,
}

/// What the jobs of a workbook work on.
#[derive(Serialize, Deserialize)]
pub(super) struct Input {
    pub workbook: WorkbookId,
}

/// Starts to answer the items of a cycle by a filled-in workbook. What is wrong with the file as a whole, such as a column
/// that is missing, is told at once; what is wrong with rows stands in the report. Needs `inventory.answer` somewhere, or a
/// delegation; a cycle that does not go on is `NotAllowed`.
pub async fn start(db: &Db, op: &OpContext, command: StartWorkbook) -> Result<Workbook> {
    answering_for(db, op).await?;
    let (cycle, plan) = going(db, op, command.cycle).await?;
    let (document, file) = source(db, op, command.document).await?;
    let filled = Filled::of(file, &plan)?;
    let tx = db.begin().await?;
    let key = command.idempotency_key.as_deref();
    let id: WorkbookId = match idempotency::once(&tx, op, "inventory_workbook.start", key, &command).await? {
        Once::Done(id) => return get(&tx, op, id).await,
        Once::New(id) => id,
    };
    // A dry run and what follows it are of the same file, which belongs to the first.
    if document.parent_id.is_none() {
        documents::attach(&tx, op, document.id, (id, DocumentPurpose::InventoryWorkbook)).await?;
    }
    let job = jobs::start(&tx, op, answering::KIND.name, &Input { workbook: id }).await?;
    let row = Workbook {
        id,
        cycle_id: cycle.id,
        file_name: filled.file.name().to_owned(),
        document_id: document.id,
        marked_id: None,
        dry_run: command.dry_run,
        actor: op.actor.key(),
        at: op.at,
        job_id: job.id,
        row_count: i64::try_from(filled.rows().len()).unwrap_or(i64::MAX),
        answered: 0,
        unchanged: 0,
        refused: 0,
        finished_at: None,
        undo_job_id: None,
        undone_at: None,
        restored: None,
        kept: None,
    };
    workbook::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(&*tx).await?;
    let detail = json!({ "cycle": cycle.code, "dryRun": row.dry_run, "rows": row.row_count });
    let change = Change::of("inventory_workbook.start", id).detail(detail);
    events::record(&tx, op, "inventory_workbook.started", &["state"], change).await?;
    tx.commit().await?;
    Ok(row)
}

/// Starts to take the answers of a workbook back. One that is still going on, was a dry run or is undone already is
/// `NotAllowed`. Needs what [`start`] needs.
pub async fn undo(db: &Db, op: &OpContext, id: WorkbookId) -> Result<Workbook> {
    answering_for(db, op).await?;
    let tx = db.begin().await?;
    let row = store::locked::<_, WorkbookId>(&tx, visible_to(op)?.filter(workbook::Column::Id.eq(id))).await?;
    let refused =
        |from: &str| Err(Error::NotAllowed { entity: WorkbookId::KIND, from: from.into(), to: "undone".into() });
    if row.dry_run {
        return refused("dry_run");
    }
    if row.undone_at.is_some() {
        return refused("undone");
    }
    for job in [Some(row.job_id), row.undo_job_id].into_iter().flatten() {
        if !jobs::state(&tx, job).await?.is_none_or(jobs::JobState::is_final) {
            return refused("running");
        }
    }
    let job = jobs::start(&tx, op, undoing::KIND.name, &Input { workbook: id }).await?;
    let mut row = row.into_active_model();
    row.undo_job_id = Set(Some(job.id));
    let row = row.update(&*tx).await?;
    let change = Change::of("inventory_workbook.start_undo", id);
    events::record(&tx, op, "inventory_workbook.undo_started", &["state"], change).await?;
    tx.commit().await?;
    Ok(row)
}

/// For which departments the actor answers; for none at all it is `Forbidden`.
pub(super) async fn answering_for(db: &Db, op: &OpContext) -> Result<Reach> {
    op.require(Permission::InventoryRead)?;
    match reach(db, op, ItemMove::Answer).await? {
        Reach::Departments(none) if none.is_empty() => {
            Err(Error::Forbidden { permission: ItemMove::Answer.permission().name() })
        }
        reach => Ok(reach),
    }
}

/// A cycle in which items are answered, with what its plan says.
pub(super) async fn going(db: &Db, op: &OpContext, id: CycleId) -> Result<(Cycle, PlanContent)> {
    let cycle = cycles::get(db, op, id).await?;
    cycle.going(ItemState::Answered.name())?;
    let key = (cycle.plan_id, cycle.plan_number);
    let plan = plans::contents(db, &[key]).await?.remove(&key).ok_or(Error::Corrupt { what: "inventory plan" })?;
    Ok((cycle, plan))
}

/// An uploaded workbook.
pub(super) async fn source(db: &Db, op: &OpContext, id: DocumentId) -> Result<(Document, SourceFile)> {
    uploaded(db, op, id, DocumentPurpose::InventoryWorkbook).await
}
