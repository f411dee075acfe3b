//! Reading runs and what became of their rows.

use std::collections::HashMap;

use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;

use super::super::keep::{ImportRun, SourceRow, entity, source};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// The runs that the actor may see: with `catalogue.manage` all, else none.
pub(super) fn visible_to(op: &OpContext) -> Result<Select<entity::Entity>> {
    op.require(Permission::CatalogueManage)?;
    Ok(entity::Entity::find())
}

/// A run. Needs `catalogue.manage`.
pub async fn get(db: &Db, op: &OpContext, id: ImportId) -> Result<ImportRun> {
    let found = visible_to(op)?.filter(entity::Column::Id.eq(id)).one(db).await?;
    found.ok_or_else(Error::not_found::<ImportId>)
}

/// Several runs. Needs `catalogue.manage`.
pub async fn many(db: &Db, op: &OpContext, ids: &[ImportId]) -> Result<HashMap<ImportId, ImportRun>> {
    let rows = visible_to(op)?.filter(store::any_of(db, entity::Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Runs, newest first. Needs `catalogue.manage`.
pub async fn list(db: &Db, op: &OpContext, request: &PageRequest) -> Result<Page<ImportRun>> {
    let keys = vec![SortKey::new(entity::Column::Id.into_expr(), KeyKind::Id, Order::Desc)];
    page::fetch(db, visible_to(op)?, "service_imports", keys, request).await
}

/// The rows of a run's services file, in its order: all, or those with something to mend or to look at. Needs
/// `catalogue.manage`.
pub async fn rows(
    db: &Db,
    op: &OpContext,
    (import, remarked): (ImportId, bool),
    request: &PageRequest,
) -> Result<Page<SourceRow>> {
    get(db, op, import).await?;
    let (select, list) = (of_services(remarked).filter(source::Column::ImportId.eq(import)), list_of(remarked));
    page::fetch(db, select, &list, row_keys(), request).await
}

/// The first page of each run's [`rows`]. Needs `catalogue.manage`.
pub async fn first_rows(
    db: &Db,
    op: &OpContext,
    (imports, remarked): (&[ImportId], bool),
    size: u32,
) -> Result<HashMap<ImportId, Page<SourceRow>>> {
    op.require(Permission::CatalogueManage)?;
    let owner = source::Column::ImportId;
    let select = of_services(remarked).filter(store::any_of(db, owner, imports));
    let pages = page::fetch_each(db, select, (&list_of(remarked), row_keys()), (owner, size)).await?;
    Ok(pages.into_iter().map(|(id, page)| (ImportId(id), page)).collect())
}

fn of_services(remarked: bool) -> Select<source::Entity> {
    let select = source::Entity::find().filter(source::Column::Source.eq("services"));
    if remarked { select.filter(source::Column::Remarks.is_not_null()) } else { select }
}

fn list_of(remarked: bool) -> String {
    format!("import_rows:{remarked}")
}

fn row_keys() -> Vec<SortKey> {
    vec![SortKey::new(source::Column::Number.into_expr(), KeyKind::Int, Order::Asc)]
}
