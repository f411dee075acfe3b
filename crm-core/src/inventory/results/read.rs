//! Reading results, and comparing those of two cycles.

use std::collections::{BTreeMap, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};

use super::Line;
use super::compare::{Difference, Fate, difference};
use super::entity::{Column, Entity};
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{CycleId, ServiceId};
use crate::inventory::cycles::{self, Cycle};
use crate::inventory::items::ItemOutcome;
use crate::op::OpContext;
use crate::page::{self, Edge, KeyKind, MAX_SIZE, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
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

/// The lines of a closed cycle in the order of services' ids. Whoever may see the cycle may read them; the public only
/// those of services that are not for the body's own use, so that its pages may hold fewer than they are large.
pub async fn lines(db: &Db, op: &OpContext, cycle: CycleId, request: &PageRequest) -> Result<Page<Line>> {
    let cycle = cycles::get(db, op, cycle).await?;
    let select = Entity::find().filter(Column::CycleId.eq(cycle.id));
    let key = SortKey::new(Column::ServiceId.into_expr(), KeyKind::Id, Order::Asc);
    let found: Page<super::entity::Model> = page::fetch(db, select, "inventory_lines", vec![key], request).await?;
    let mut edges = Vec::with_capacity(found.edges.len());
    for Edge { cursor, node } in found.edges {
        edges.extend(readable(op, &node.body)?.map(|node| Edge { cursor, node }));
    }
    Ok(Page { edges, has_next: found.has_next, has_previous: found.has_previous, total: found.total })
}

/// What became of services between two closed cycles, in the order of their ids. Pages go forwards. Whoever may see both
/// cycles may compare them.
pub async fn comparison(db: &Db, op: &OpContext, compare: Compare, request: &PageRequest) -> Result<Page<Difference>> {
    check(db, op, compare).await?;
    Check::default().that(!request.backward && request.before.is_none(), "last", Rule::Exclusive).result()?;
    let size = request.size.unwrap_or(page::DEFAULT_SIZE);
    let within = size <= MAX_SIZE;
    Check::default().that(within, "first", Rule::OutOfRange).result()?;
    let wanted = usize::try_from(size).unwrap_or_default();
    let (mut edges, mut after, mut more) = (Vec::new(), request.after.clone(), true);
    // What is left out is not counted, so a page may need several readings.
    while more && edges.len() < wanted {
        let page = PageRequest { size: Some(MAX_SIZE), after: after.clone(), ..PageRequest::default() };
        let found: Page<Service> = page::fetch(db, services(compare), "inventory_comparison", keys(), &page).await?;
        after = found.edges.last().map(|edge| edge.cursor.clone());
        more = found.has_next;
        let ids: Vec<ServiceId> = found.nodes().map(|row| row.service_id).collect();
        let mut differences = differences(db, op, compare, &ids).await?;
        for Edge { cursor, node } in found.edges {
            if let Some(node) = differences.remove(&node.service_id) {
                edges.push(Edge { cursor, node });
            }
        }
    }
    let has_next = more || edges.len() > wanted;
    edges.truncate(wanted);
    Ok(Page { edges, has_next, has_previous: request.after.is_some(), total: None })
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

/// A stored line, if the actor may read it.
fn readable(op: &OpContext, body: &str) -> Result<Option<Line>> {
    let line = Line::read(body)?;
    Ok(if op.may(Permission::InventoryRead) || line.is_public()? { Some(line) } else { None })
}

/// Both cycles are there and closed.
async fn check(db: &Db, op: &OpContext, compare: Compare) -> Result<()> {
    for cycle in [compare.from, compare.to] {
        let Cycle { state, closed_at, .. } = cycles::get(db, op, cycle).await?;
        if closed_at.is_none() {
            let to = "compared".into();
            return Err(Error::NotAllowed { entity: "inventory_cycle", from: state.name().into(), to });
        }
    }
    Ok(())
}
