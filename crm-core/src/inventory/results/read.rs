//! Reading results, and comparing those of two cycles.

use std::collections::{BTreeMap, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};

use super::compare::{Difference, Fate, difference};
use super::entity::{Column, Entity, Model};
use super::sift::{Reading, Sift};
use super::{Line, Report};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CycleId, RecordId, ServiceId};
use crate::inventory::cycles::{self, Cycle};
use crate::inventory::items::ItemOutcome;
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// Lines read at a time.
const READ: u64 = 500;

/// Which cycles are compared, and how much is told.
#[derive(Clone, Copy, Debug)]
pub struct Compare {
    /// The earlier cycle.
    pub from: CycleId,
    /// The later cycle.
    pub to: CycleId,
    /// Leave out services that are kept as they were.
    pub changed_only: bool,
}

/// How two cycles differ, in numbers of services. One service may be renamed, moved and changed at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Offered in both.
    pub kept: u64,
    /// Offered in the later one only.
    pub new: u64,
    /// Offered in the earlier one only.
    pub gone: u64,
    /// Of those kept: under another name.
    pub renamed: u64,
    /// Of those kept: of another department.
    pub moved: u64,
    /// Of those kept: with another card.
    pub changed: u64,
    /// Split, by the later cycle's answers.
    pub split: u64,
    /// Merged into others, by the later cycle's answers.
    pub merged: u64,
    /// How many services differ in a part of the card, by the part's name.
    pub parts: BTreeMap<String, u64>,
}

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
        let select = Entity::find().filter(Column::CycleId.eq(cycle.id));
        let found: Page<Model> = page::fetch(db, select, "inventory_lines", keys(), &part).await?;
        let found = found.try_map(|row| readable(op, &row.body))?;
        sift.take(part, found.map(|line| line.filter(|line| report.is_none_or(|report| report.tells_of(line)))));
    }
    Ok(sift.end())
}

/// What became of services between two closed cycles, in the order of their ids. Whoever may see both cycles may compare
/// them.
pub async fn comparison(db: &Db, op: &OpContext, compare: Compare, request: &PageRequest) -> Result<Page<Difference>> {
    check(db, op, compare).await?;
    let mut sift = Sift::new(request, Reading::Sifted);
    while let Some(part) = sift.next_part() {
        let found: Page<Service> = page::fetch(db, services(compare), "inventory_comparison", keys(), &part).await?;
        let ids: Vec<ServiceId> = found.nodes().map(|row| row.service_id).collect();
        let mut differences = differences(db, op, compare, &ids).await?;
        sift.take(part, found.map(|row| differences.remove(&row.service_id)));
    }
    Ok(sift.end())
}

/// How two closed cycles differ as a whole. Reads both in parts, never one as a whole.
pub async fn summary(db: &Db, op: &OpContext, (from, to): (CycleId, CycleId)) -> Result<Summary> {
    let compare = Compare { from, to, changed_only: false };
    check(db, op, compare).await?;
    let (mut summary, mut last) = (Summary::default(), None::<ServiceId>);
    loop {
        let mut select = services(compare).order_by_asc(Column::ServiceId).limit(READ);
        if let Some(last) = last {
            select = select.filter(Column::ServiceId.gt(last));
        }
        let ids: Vec<ServiceId> =
            select.into_model::<Service>().all(db).await?.iter().map(|row| row.service_id).collect();
        let Some(end) = ids.last() else { return Ok(summary) };
        last = Some(*end);
        for difference in differences(db, op, compare, &ids).await?.values() {
            summary.add(difference);
        }
    }
}

impl Summary {
    fn add(&mut self, difference: &Difference) {
        *match difference.fate {
            Fate::Kept => &mut self.kept,
            Fate::New => &mut self.new,
            Fate::Gone => &mut self.gone,
        } += 1;
        self.renamed += u64::from(difference.renamed);
        self.moved += u64::from(difference.moved);
        self.changed += u64::from(!difference.changes.is_empty());
        self.split += u64::from(difference.outcome() == Some(ItemOutcome::Split));
        self.merged += u64::from(difference.outcome() == Some(ItemOutcome::Merged));
        let part = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let parts: std::collections::BTreeSet<String> =
            difference.changes.iter().map(|change| part(&change.path)).collect();
        for part in parts {
            *self.parts.entry(part).or_default() += 1;
        }
    }
}

#[derive(FromQueryResult)]
struct Service {
    service_id: ServiceId,
}

/// The services that one of the cycles knows, each once.
fn services(compare: Compare) -> sea_orm::Select<Entity> {
    let cycles = [compare.from, compare.to];
    let select = Entity::find().select_only().column(Column::ServiceId);
    select.filter(Column::CycleId.is_in(cycles)).group_by(Column::ServiceId)
}

fn keys() -> Vec<SortKey> {
    vec![SortKey::new(Column::ServiceId.into_expr(), KeyKind::Id, Order::Asc)]
}

/// What became of some services: two statements whatever their number.
async fn differences(
    db: &Db,
    op: &OpContext,
    compare: Compare,
    ids: &[ServiceId],
) -> Result<HashMap<ServiceId, Difference>> {
    let old = of_services(db, op, compare.from, ids).await?;
    let new = of_services(db, op, compare.to, ids).await?;
    let mut found = HashMap::with_capacity(ids.len());
    for id in ids {
        let difference = difference(old.get(id), new.get(id))?;
        found.extend(difference.filter(|one| !compare.changed_only || one.is_any()).map(|one| (*id, one)));
    }
    Ok(found)
}

/// The lines of some services, those that the actor may read.
pub(in crate::inventory) async fn of_services(
    db: &Db,
    op: &OpContext,
    cycle: CycleId,
    ids: &[ServiceId],
) -> Result<HashMap<ServiceId, Line>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let select = Entity::find().filter(Column::CycleId.eq(cycle));
    let rows = select.filter(store::any_of(db, Column::ServiceId, &ids)).all(db).await?;
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
fn readable(op: &OpContext, body: &str) -> Result<Option<Line>> {
    let line = Line::read(body)?;
    Ok(if op.may(Permission::InventoryRead) || line.is_public() { Some(line) } else { None })
}

/// Both cycles are there and closed.
async fn check(db: &Db, op: &OpContext, compare: Compare) -> Result<()> {
    for cycle in [compare.from, compare.to] {
        closed(db, op, cycle, "compared").await?;
    }
    Ok(())
}

/// A cycle that is closed; `to` is what was wanted of it.
pub(super) async fn closed(db: &Db, op: &OpContext, cycle: CycleId, to: &str) -> Result<Cycle> {
    let cycle = cycles::get(db, op, cycle).await?;
    if cycle.closed_at.is_some() {
        return Ok(cycle);
    }
    Err(Error::NotAllowed { entity: CycleId::KIND, from: cycle.state.name().into(), to: to.into() })
}
