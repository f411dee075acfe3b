//! What hangs on many records at once, in one statement or two whatever their number: for answers that nest lists.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};

use super::entity::{header, revision, status};
use super::{Revision, Service, ServiceCondition, ServiceHeader, StatusChange, history, read, visible_to};
use crate::catalogue::rules::ServiceStatus;
use crate::db::Db;
use crate::error::Result;
use crate::filter::Filter;
use crate::ids::{DepartmentId, RevisionId, ServiceId};
use crate::op::OpContext;
use crate::page::{self, Page};
use crate::policy::Permission;
use crate::store;

/// Revisions by id; those the actor may not see are left out, see [`revision`](super::revision). Needs
/// `catalogue.read`.
pub async fn many_revisions(db: &Db, op: &OpContext, ids: &[RevisionId]) -> Result<HashMap<RevisionId, Revision>> {
    op.require(Permission::CatalogueRead)?;
    let select = revision::Entity::find().filter(store::any_of(db, revision::Column::Id, ids));
    let rows = select.all(db).await?;
    let services: Vec<Uuid> = rows.iter().map(|row| row.service_id.0).collect();
    let headers = visible_to(op).filter(store::any_of(db, header::Column::Id, &services)).all(db).await?;
    let headers: HashMap<ServiceId, ServiceHeader> = headers.into_iter().map(|row| (row.id, row)).collect();
    let seen = |row: &Revision| headers.get(&row.service_id).is_some_and(|header| history::may_see(op, header, row));
    Ok(rows.into_iter().filter(seen).map(|row| (row.id, row)).collect())
}

/// Services with their shown revisions in the order of their ids, at most `size` of those after one: for work that goes
/// over many of them in steps. Needs `catalogue.read`.
pub(crate) async fn after(
    db: &Db,
    op: &OpContext,
    filter: Filter<ServiceCondition>,
    last: Option<ServiceId>,
    size: u64,
) -> Result<Vec<Service>> {
    op.require(Permission::CatalogueRead)?;
    let (mut select, _) = read::found(db, op, filter, None).await?;
    if let Some(last) = last {
        select = select.filter(header::Column::Id.gt(last));
    }
    let select = select.order_by_asc(header::Column::Id).limit(size);
    Ok(read::with_revision(select).into_model().all(db).await?)
}

/// Which of these services share their folded name, in the installation's language, with another one that is offered.
pub(crate) async fn namesakes(db: &Db, services: &[ServiceId]) -> Result<HashSet<ServiceId>> {
    #[derive(FromQueryResult)]
    struct Name {
        sort_name: String,
    }
    use header::{Column, Entity};
    let offered = || Entity::find().filter(Column::Status.is_in([ServiceStatus::Published, ServiceStatus::Suspended]));
    let own = offered().filter(store::any_of(db, Column::Id, services)).all(db).await?;
    let names: BTreeSet<&str> = own.iter().map(|row| row.sort_name.as_str()).collect();
    let shared = offered().select_only().column(Column::SortName).filter(Column::SortName.is_in(names));
    let shared = shared.group_by(Column::SortName).having(Expr::cust("COUNT(*) > 1"));
    let shared: HashSet<String> =
        shared.into_model::<Name>().all(db).await?.into_iter().map(|row| row.sort_name).collect();
    Ok(own.into_iter().filter(|row| shared.contains(&row.sort_name)).map(|row| row.id).collect())
}

/// The first page of each service's revisions, in the order of [`revisions`](super::revisions). Needs
/// `catalogue.read_all`.
pub async fn latest_revisions(
    db: &Db,
    op: &OpContext,
    services: &[ServiceId],
    size: u32,
) -> Result<HashMap<ServiceId, Page<Revision>>> {
    op.require(Permission::CatalogueReadAll)?;
    let owner = revision::Column::ServiceId;
    let select = revision::Entity::find().filter(store::any_of(db, owner, &visible(db, op, services).await?));
    let list = (history::REVISIONS, history::revision_keys());
    Ok(by_owner(page::fetch_each(db, select, list, (owner, size)).await?))
}

/// The first page of each service's moves, in the order of [`status_history`](super::status_history). Needs
/// `catalogue.read_all`.
pub async fn latest_status_changes(
    db: &Db,
    op: &OpContext,
    services: &[ServiceId],
    size: u32,
) -> Result<HashMap<ServiceId, Page<StatusChange>>> {
    op.require(Permission::CatalogueReadAll)?;
    let owner = status::Column::ServiceId;
    let select = status::Entity::find().filter(store::any_of(db, owner, &visible(db, op, services).await?));
    let list = (history::STATUS_CHANGES, history::status_keys());
    Ok(by_owner(page::fetch_each(db, select, list, (owner, size)).await?))
}

/// The first page of the services that each department itself owns, by name as [`list`](super::list) orders them.
/// Needs `catalogue.read`.
pub async fn owned_by(
    db: &Db,
    op: &OpContext,
    departments: &[DepartmentId],
    size: u32,
) -> Result<HashMap<DepartmentId, Page<Service>>> {
    op.require(Permission::CatalogueRead)?;
    let owner = header::Column::OwnerId;
    let select = visible_to(op).filter(store::any_of(db, owner, departments));
    let (list, keys) = read::by_name(db, &op.language);
    let pages = page::fetch_each(db, read::with_revision(select), (&list, keys), (owner, size)).await?;
    Ok(by_owner(pages))
}

/// Those of the services that the actor sees.
async fn visible(db: &Db, op: &OpContext, services: &[ServiceId]) -> Result<Vec<Uuid>> {
    let select = visible_to(op).filter(store::any_of(db, header::Column::Id, services));
    Ok(select.select_only().column(header::Column::Id).into_tuple().all(db).await?)
}

fn by_owner<I: From<Uuid> + Eq + std::hash::Hash, T>(pages: Vec<(Uuid, Page<T>)>) -> HashMap<I, Page<T>> {
    pages.into_iter().map(|(id, page)| (id.into(), page)).collect()
}
