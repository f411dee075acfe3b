//! Starting jobs and calling them off.

use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entity::{ActiveModel, Column, Entity};
use super::read::visible_to;
use super::{Job, JobState, PLACE};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::JobId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

/// Queues work in the caller's transaction, which has checked that the actor may have it done. Only members of staff
/// themselves and the installation start jobs: nobody else can be acted for later.
pub(crate) async fn start(tx: &Db, op: &OpContext, kind: &str, input: &impl Serialize) -> Result<Job> {
    if !op.is_staff() || op.through.is_some() {
        return Err(Error::Forbidden { permission: "job.start" });
    }
    let id: JobId = op.new_id();
    let input = serde_json::to_vec(input).map_err(|_| Error::Corrupt { what: "job input" })?;
    let row = Job {
        id,
        kind: kind.to_owned(),
        state: JobState::Queued,
        input: tx.keys().seal(PLACE, id.into(), &input)?,
        result: None,
        failure: None,
        done: 0,
        total: None,
        attempts: 0,
        due_at: op.at,
        lease: None,
        cancel_requested: false,
        created_by: op.actor.key(),
        staff_id: op.staff(),
        language: op.language.as_str().to_owned(),
        created_at: op.at,
        started_at: None,
        finished_at: None,
    };
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    let change = Change::of("job.start", id).detail(serde_json::json!({ "kind": kind }));
    events::record(tx, op, "job.started", &["state"], change).await?;
    Ok(row)
}

impl Job {
    /// What it is to work on.
    pub(crate) fn read_input<T: DeserializeOwned>(&self, db: &Db) -> Result<T> {
        let plain = db.keys().unseal(PLACE, self.id.into(), &self.input)?;
        serde_json::from_slice(&plain).map_err(|_| Error::Corrupt { what: "job input" })
    }
}

/// Calls a job off: at once when no worker is at it, else before its next step. One that has ended is `NotAllowed`.
pub async fn cancel(db: &Db, op: &OpContext, id: JobId) -> Result<Job> {
    op.require(Permission::CatalogueReadAll)?;
    let tx = db.begin().await?;
    let job = store::locked::<_, JobId>(&tx, visible_to(op).filter(Column::Id.eq(id))).await?;
    if job.state.is_final() {
        let (from, to) = (job.state.name().to_owned(), JobState::Cancelled.name().to_owned());
        return Err(Error::NotAllowed { entity: "job", from, to });
    }
    let mut row = job.clone().into_active_model();
    row.cancel_requested = Set(true);
    if job.state == JobState::Queued {
        end(&mut row, op, JobState::Cancelled);
    }
    let job = row.update(&*tx).await?;
    events::record(&tx, op, "job.cancelled", &["state"], Change::of("job.cancel", id)).await?;
    tx.commit().await?;
    Ok(job)
}

/// Ends a job.
pub(super) fn end(row: &mut ActiveModel, op: &OpContext, state: JobState) {
    row.state = Set(state);
    row.lease = Set(None);
    row.finished_at = Set(Some(op.at));
}
