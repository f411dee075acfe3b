//! Reading workbooks and what became of their rows.

use std::collections::HashMap;

use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;

use super::entity::{row, workbook};
use super::{Workbook, WorkbookRow};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CycleId, WorkbookId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// The workbooks that the actor may see: its own, with `inventory.run` all.
pub(super) fn visible_to(op: &OpContext) -> Result<Select<workbook::Entity>> {
    op.require(Permission::InventoryRead)?;
    let select = workbook::Entity::find();
    let all = op.may(Permission::InventoryRun);
    Ok(if all { select } else { select.filter(workbook::Column::Actor.eq(op.actor.key())) })
}

/// A workbook that came back.
pub async fn get(db: &Db, op: &OpContext, id: WorkbookId) -> Result<Workbook> {
    let found = visible_to(op)?.filter(workbook::Column::Id.eq(id)).one(db).await?;
    found.ok_or_else(Error::not_found::<WorkbookId>)
}

/// Several workbooks; those that the actor may not see are missing.
pub async fn many(db: &Db, op: &OpContext, ids: &[WorkbookId]) -> Result<HashMap<WorkbookId, Workbook>> {
    let rows = visible_to(op)?.filter(store::any_of(db, workbook::Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Workbooks that came back, of a cycle or of all, newest first.
pub async fn list(db: &Db, op: &OpContext, cycle: Option<CycleId>, request: &PageRequest) -> Result<Page<Workbook>> {
    let mut select = visible_to(op)?;
    if let Some(cycle) = cycle {
        select = select.filter(workbook::Column::CycleId.eq(cycle));
    }
    let keys = vec![SortKey::new(workbook::Column::Id.into_expr(), KeyKind::Id, Order::Desc)];
    page::fetch(db, select, "inventory_workbooks", keys, request).await
}

/// The rows of a workbook, in its order: all, or those with something to mend.
pub async fn rows(
    db: &Db,
    op: &OpContext,
    (workbook, remarked): (WorkbookId, bool),
    request: &PageRequest,
) -> Result<Page<WorkbookRow>> {
    get(db, op, workbook).await?;
    let select = some(remarked).filter(row::Column::WorkbookId.eq(workbook));
    page::fetch(db, select, &list_of(remarked), row_keys(), request).await
}

/// The first page of the [`rows`] of each workbook that the actor may see.
pub async fn first_rows(
    db: &Db,
    op: &OpContext,
    (workbooks, remarked): (&[WorkbookId], bool),
    size: u32,
) -> Result<HashMap<WorkbookId, Page<WorkbookRow>>> {
    let seen: Vec<Uuid> = many(db, op, workbooks).await?.into_keys().map(Uuid::from).collect();
    let owner = row::Column::WorkbookId;
    let select = some(remarked).filter(store::any_of(db, owner, &seen));
    let pages = page::fetch_each(db, select, (&list_of(remarked), row_keys()), (owner, size)).await?;
    Ok(pages.into_iter().map(|(id, page)| (WorkbookId(id), page)).collect())
}

fn some(remarked: bool) -> Select<row::Entity> {
    let select = row::Entity::find();
    if remarked { select.filter(row::Column::Remarks.is_not_null()) } else { select }
}

fn list_of(remarked: bool) -> String {
    format!("inventory_workbook_rows:{remarked}")
}

fn row_keys() -> Vec<SortKey> {
    vec![SortKey::new(row::Column::Number.into_expr(), KeyKind::Int, Order::Asc)]
}
