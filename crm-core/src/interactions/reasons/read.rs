//! Finding contact reasons.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use sea_orm::{QueryFilter, QueryOrder, QuerySelect, Select};

use super::entity::{ReasonStatus, reason, revision};
use super::{ContactReason, ReasonRevision};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, ReasonId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// Which reasons are wanted; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
pub struct ReasonFilter {
    /// In one of these states.
    pub statuses: Option<Vec<ReasonStatus>>,
    /// For which this department is responsible.
    pub department: Option<DepartmentId>,
}

/// One reason. Those who neither edit nor approve see approved and retired ones only.
pub async fn get(db: &Db, op: &OpContext, id: ReasonId) -> Result<ContactReason> {
    let row = visible_to(op)?.filter(reason::Column::Id.eq(id)).one(db).await?;
    row.ok_or_else(Error::not_found::<ReasonId>)
}

/// One reason by its code.
pub async fn find_by_code(db: &Db, op: &OpContext, code: &str) -> Result<Option<ContactReason>> {
    Ok(visible_to(op)?.filter(reason::Column::Code.eq(code.trim())).one(db).await?)
}

/// Reasons by id; those that the actor may not see are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[ReasonId]) -> Result<HashMap<ReasonId, ContactReason>> {
    let rows = visible_to(op)?.filter(store::any_of(db, reason::Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Reasons by code.
pub async fn list(db: &Db, op: &OpContext, filter: ReasonFilter, page: &PageRequest) -> Result<Page<ContactReason>> {
    let ReasonFilter { statuses, department } = filter;
    let mut select = visible_to(op)?;
    if let Some(statuses) = statuses {
        select = select.filter(reason::Column::Status.is_in(statuses));
    }
    if let Some(department) = department {
        select = select.filter(reason::Column::DepartmentId.eq(department));
    }
    let keys = vec![
        SortKey::new(reason::Column::Code.into_expr(), KeyKind::Text, Order::Asc),
        SortKey::new(reason::Column::Id.into_expr(), KeyKind::Id, Order::Asc),
    ];
    page::fetch(db, select, "reasons:code", keys, page).await
}

/// Revisions by reason and number, in one statement. Whoever may see contacts may see the revisions under which they
/// were logged; drafts are left out for all but those who edit or approve.
pub async fn many_revisions(
    db: &Db,
    op: &OpContext,
    wanted: &[(ReasonId, i32)],
) -> Result<HashMap<(ReasonId, i32), ReasonRevision>> {
    let drafts = sees_drafts(op)?;
    let reasons: Vec<ReasonId> = store::distinct(wanted.iter().map(|(reason, _)| *reason));
    let numbers: std::collections::BTreeSet<i32> = wanted.iter().map(|(_, number)| *number).collect();
    let mut select = revision::Entity::find()
        .filter(store::any_of(db, revision::Column::ReasonId, &reasons))
        .filter(revision::Column::Number.is_in(numbers));
    if !drafts {
        select = select.filter(revision::Column::ApprovedAt.is_not_null());
    }
    let rows = select.all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.reason_id, row.number), row)).collect())
}

/// The revisions of a reason, latest first; at most 100.
pub async fn revisions(db: &Db, op: &OpContext, id: ReasonId) -> Result<Vec<ReasonRevision>> {
    let drafts = sees_drafts(op)?;
    let mut select = revision::Entity::find().filter(revision::Column::ReasonId.eq(id));
    if !drafts {
        select = select.filter(revision::Column::ApprovedAt.is_not_null());
    }
    Ok(select.order_by_desc(revision::Column::Number).limit(100).all(db).await?)
}

/// The reasons that the actor may see: all of them for those who edit or approve, approved and retired ones for those
/// who read or log contacts.
pub(super) fn visible_to(op: &OpContext) -> Result<Select<reason::Entity>> {
    let select = reason::Entity::find();
    Ok(if sees_drafts(op)? { select } else { select.filter(reason::Column::ApprovedNumber.is_not_null()) })
}

/// Whether drafts show; fails for actors who see no reasons at all.
fn sees_drafts(op: &OpContext) -> Result<bool> {
    if op.may(Permission::ReasonEdit) || op.may(Permission::ReasonApprove) {
        return Ok(true);
    }
    if !op.may(Permission::FiguresRead) {
        op.require(Permission::InteractionRead)?;
    }
    Ok(false)
}
