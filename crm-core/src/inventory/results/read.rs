//! Reading results.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use sea_orm::{QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::sift::{Reading, Sift};
use super::{Line, Report};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, ServiceId};
use crate::inventory::cycles::{self, Cycle};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// Lines read at a time.
const READ: u64 = 500;

/// The lines of a closed cycle in the order of services' ids, all or those of a report. Whoever may see the cycle may
/// read them; the public only those of services that are not for the body's own use. Counted only where nothing is left
/// out.
pub async fn lines(
    db: &Db,
    op: &OpContext,
    (cycle, report): (CycleId, Option<Report>),
    request: &PageRequest,
) -> Result<Page<Line>> {
    let cycle = cycles::get(db, op, cycle).await?;
    let whole = report.is_none() && op.may(Permission::InventoryRead);
    let reading = if whole { Reading::Whole } else { Reading::Sifted };
    let mut sift = Sift::new(request, reading);
    while let Some(part) = sift.next_part() {
        let found = stored(db, cycle.id, "inventory_lines", &part).await?.try_map(|row| readable(op, &row.body))?;
        sift.take(part, found.map(|line| line.filter(|line| report.is_none_or(|report| report.tells_of(line)))));
    }
    Ok(sift.end())
}

/// How many services of a cycle the public does not read, because they are for the body's own use. Whoever may see the
/// cycle may know how many they are. Reads the cycle in parts.
pub async fn kept_inside(db: &Db, op: &OpContext, cycle: CycleId) -> Result<u64> {
    let cycle = cycles::get(db, op, cycle).await?;
    let (mut count, mut last) = (0, None);
    loop {
        let rows = after(db, cycle.id, last).await?;
        let Some(end) = rows.last() else { return Ok(count) };
        last = Some(end.service_id);
        for row in &rows {
            count += u64::from(!Line::read(&row.body)?.is_public());
        }
    }
}

/// A cycle's lines as they are stored, for a list of that name.
pub(super) async fn stored(db: &Db, cycle: CycleId, list: &'static str, part: &PageRequest) -> Result<Page<Model>> {
    let select = Entity::find().filter(Column::CycleId.eq(cycle));
    let keys = vec![SortKey::new(Column::ServiceId.into_expr(), KeyKind::Id, Order::Asc)];
    page::fetch(db, select, list, keys, part).await
}

/// The lines of some services, those that the actor may read.
pub(in crate::inventory) async fn of_services(
    db: &Db,
    op: &OpContext,
    cycle: CycleId,
    ids: &[ServiceId],
) -> Result<HashMap<ServiceId, Line>> {
    let select = Entity::find().filter(Column::CycleId.eq(cycle));
    let rows = select.filter(store::any_of(db, Column::ServiceId, ids)).all(db).await?;
    let mut lines = HashMap::with_capacity(rows.len());
    for row in rows {
        lines.extend(readable(op, &row.body)?.map(|line| (row.service_id, line)));
    }
    Ok(lines)
}

/// The next lines after a service; whoever calls has looked whether they may be read.
pub(super) async fn after(db: &Db, cycle: CycleId, last: Option<ServiceId>) -> Result<Vec<Model>> {
    let mut select = Entity::find().filter(Column::CycleId.eq(cycle)).order_by_asc(Column::ServiceId);
    if let Some(last) = last {
        select = select.filter(Column::ServiceId.gt(last));
    }
    Ok(select.limit(READ).all(db).await?)
}

/// A stored line, if the actor may read it.
pub(super) fn readable(op: &OpContext, body: &str) -> Result<Option<Line>> {
    let line = Line::read(body)?;
    Ok(if op.may(Permission::InventoryRead) || line.is_public() { Some(line) } else { None })
}

/// A cycle that is closed; `to` is what was wanted of it.
pub(super) async fn closed(db: &Db, op: &OpContext, cycle: CycleId, to: &str) -> Result<Cycle> {
    let cycle = cycles::get(db, op, cycle).await?;
    if cycle.closed_at.is_some() { Ok(cycle) } else { Err(cycle.refused(to)) }
}
