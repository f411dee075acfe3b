//! Taking an import back, service by service.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::batch::{self, Altered, Batch, Existing};
use super::held;
use super::import::Outcome;
use super::{Revision, ServiceHeader};
use crate::catalogue::rules::{RevisionState, ServiceStatus};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{DepartmentId, ImportId, ServiceId};
use crate::names::names;
use crate::op::OpContext;
use crate::policy::Permission;

/// What an import left on a service and what was there before, to know whether it may be taken back, and to do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Trace {
    /// The owner that the import set.
    pub owner: DepartmentId,
    /// The service's `imported_to` after it.
    pub imported_to: Option<DateTime<Utc>>,
    /// The service before; none when it was not there.
    pub before: Option<Before>,
}

/// What no revision keeps of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    owner: DepartmentId,
    import_public: bool,
    imported_to: Option<DateTime<Utc>>,
    status: ServiceStatus,
}

impl From<&ServiceHeader> for Before {
    fn from(header: &ServiceHeader) -> Self {
        Self {
            owner: header.owner_id,
            import_public: header.import_public,
            imported_to: header.imported_to,
            status: header.status,
        }
    }
}

/// A service of the import to take back.
#[derive(Clone, Debug)]
pub struct UndoService {
    /// The service.
    pub id: ServiceId,
    /// What the import did.
    pub outcome: Outcome,
    /// What it left.
    pub trace: Trace,
}

names! {
    /// What became of a service when its import was taken back.
    Undone {
        /// It was new, and is withdrawn.
        Withdrawn = "withdrawn",
        /// It has its former card, owner and public flag again.
        Restored = "restored",
        /// It was changed since, and stays as it is.
        ChangedSince = "changed_since",
    }
}

/// Takes an import back for some of its services, inside the caller's transaction. The import's revisions are withdrawn,
/// so that the former card is in force again as if they had not been, and the history still shows that they were. What
/// somebody changed since, by hand or by a later import, is left alone. Answers in the order of `services`. Needs
/// `catalogue.manage`.
pub async fn undo_import(tx: &Db, op: &OpContext, import: ImportId, services: Vec<UndoService>) -> Result<Vec<Undone>> {
    op.require(Permission::CatalogueManage)?;
    let tx = tx.begin().await?;
    let ids: Vec<Uuid> = services.iter().map(|service| service.id.0).collect();
    let mut known = batch::load(&tx, &ids).await?;
    let (mut batch, mut answers) = (Batch::default(), Vec::with_capacity(services.len()));
    for UndoService { id, outcome, trace } in services {
        let Some(service) = known.remove(&id).filter(|service| is_untouched(service, import, &trace)) else {
            answers.push(Undone::ChangedSince);
            continue;
        };
        op.require_in(Permission::CatalogueManage, service.header.owner_id)?;
        let altered = take_back(op, import, service, trace.before);
        let undone = if outcome == Outcome::Changed { Undone::Restored } else { Undone::Withdrawn };
        batch.put((op, &tx), altered, undone.name());
        answers.push(undone);
    }
    batch.save(&tx, op, "service.undo_import", "service.import_undone").await?;
    tx.commit().await?;
    Ok(answers)
}

/// Whether a service is as the import left it: no later revision, move, owner or import.
fn is_untouched(service: &Existing, import: ImportId, trace: &Trace) -> bool {
    let Existing { header, revisions, moves } = service;
    let mine = |revision: &&Revision| revision.import_id == Some(import);
    let since = revisions.iter().filter(mine).map(|revision| (revision.number, revision.recorded_at)).max();
    let as_it_was = |revision: &Revision| {
        revision.imported && matches!(revision.state, RevisionState::Published | RevisionState::Draft)
    };
    let untouched = since.is_none_or(|(number, at)| {
        revisions.iter().all(|revision| revision.number <= number)
            && revisions.iter().filter(mine).all(as_it_was)
            && moves.iter().all(|change| change.recorded_at <= at)
    });
    untouched && header.owner_id == trace.owner && header.imported_to == trace.imported_to
}

/// The service without the import's revisions, and as it was before where something was.
fn take_back(op: &OpContext, import: ImportId, service: Existing, before: Option<Before>) -> Altered {
    let Existing { mut header, mut revisions, mut moves } = service;
    let (mut written, mut moved) = (HashSet::new(), HashSet::new());
    for revision in revisions.iter_mut().filter(|revision| revision.import_id == Some(import)) {
        if revision.state == RevisionState::Published {
            revision.state = RevisionState::Withdrawn;
            revision.withdrawn_at = Some(op.at);
        } else {
            revision.state = RevisionState::Rejected;
        }
        written.insert(revision.id);
        header.draft_revision_id = header.draft_revision_id.filter(|draft| *draft != revision.id);
    }
    let status = match before {
        Some(before) => {
            header.owner_id = before.owner;
            header.import_public = before.import_public;
            header.imported_to = before.imported_to;
            before.status
        }
        None => ServiceStatus::Withdrawn,
    };
    for change in moves.iter_mut().filter(|change| change.valid_from > op.at && change.cancelled_at.is_none()) {
        change.cancelled_at = Some(op.at);
        moved.insert(change.id);
    }
    if held::status_at(&moves, op.at).is_none_or(|now| now.status != status) {
        let change = held::status_row(op, header.id, status, op.at, None);
        moved.insert(change.id);
        moves.push(change);
    }
    Altered { service: Existing { header, revisions, moves }, revisions: written, moves: moved }
}
