//! Reading jobs.

use std::collections::HashMap;

use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;

use super::entity::{Column, Entity};
use super::{Job, JobState};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::JobId;
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::{Permission, Role};
use crate::store;

/// The jobs that the actor may see: its own; for who runs the installation, all.
pub(super) fn visible_to(op: &OpContext) -> Select<Entity> {
    let all = op.has_role(Role::Admin) || op.may(Permission::Upkeep);
    let select = Entity::find();
    if all { select } else { select.filter(Column::CreatedBy.eq(op.actor.key())) }
}

/// A job.
pub async fn get(db: &Db, op: &OpContext, id: JobId) -> Result<Job> {
    op.require(Permission::CatalogueReadAll)?;
    visible_to(op).filter(Column::Id.eq(id)).one(db).await?.ok_or_else(Error::not_found::<JobId>)
}

/// Several jobs; those that the actor may not see are missing.
pub async fn many(db: &Db, op: &OpContext, ids: &[JobId]) -> Result<HashMap<JobId, Job>> {
    if !op.may(Permission::CatalogueReadAll) {
        return Ok(HashMap::new());
    }
    let rows = visible_to(op).filter(store::any_of(db, Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Where a job of another record's is in its life; whoever may see that record may know.
pub(crate) async fn state(db: &Db, id: JobId) -> Result<Option<JobState>> {
    Ok(states(db, &[id]).await?.remove(&id))
}

/// Where the jobs of other records are in their lives, see [`state`].
pub(crate) async fn states(db: &Db, ids: &[JobId]) -> Result<HashMap<JobId, JobState>> {
    let rows = Entity::find().filter(store::any_of(db, Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|job| (job.id, job.state)).collect())
}

/// Jobs, newest first.
pub async fn list(db: &Db, op: &OpContext, request: &PageRequest) -> Result<Page<Job>> {
    op.require(Permission::CatalogueReadAll)?;
    let keys = vec![SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Desc)];
    page::fetch(db, visible_to(op), "jobs", keys, request).await
}
