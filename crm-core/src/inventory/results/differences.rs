//! What became of services from one cycle to another: as a list, and as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Difference, Fate, difference};
use super::entity::Model;
use super::read::{closed, readable, stored};
use super::sift::{Reading, Sift};
use crate::db::Db;
use crate::error::{Check, Result};
use crate::ids::{CycleId, ServiceId};
use crate::inventory::cycles::Cycle;
use crate::inventory::items::ItemOutcome;
use crate::op::OpContext;
use crate::page::{Edge, MAX_SIZE, Page, PageRequest};
use crate::rule::Rule;

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

/// What became of services between two closed cycles, in the order of their ids. Whoever may see both cycles may compare
/// them; `from` that is not the earlier one is `Period`.
pub async fn comparison(db: &Db, op: &OpContext, compare: Compare, request: &PageRequest) -> Result<Page<Difference>> {
    check(db, op, compare).await?;
    let mut sift = Sift::new(request, Reading::Sifted);
    while let Some(part) = sift.next_part() {
        let found = side_by_side(db, op, compare, &part).await?;
        sift.take(part, found.map(|one| one.filter(|one| !compare.changed_only || one.is_any())));
    }
    Ok(sift.end())
}

/// How two closed cycles differ as a whole. Reads both in parts, never one as a whole.
pub async fn summary(db: &Db, op: &OpContext, (from, to): (CycleId, CycleId)) -> Result<Summary> {
    let compare = Compare { from, to, changed_only: false };
    check(db, op, compare).await?;
    let (mut summary, mut part) = (Summary::default(), PageRequest::first(MAX_SIZE));
    loop {
        let found = side_by_side(db, op, compare, &part).await?;
        found.nodes().flatten().for_each(|difference| summary.add(difference));
        let Some(end) = found.edges.last().filter(|_| found.has_next) else { return Ok(summary) };
        part = PageRequest::first(MAX_SIZE).after(&end.cursor);
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
        let parts: BTreeSet<String> = difference.changes.iter().map(|change| part(&change.path)).collect();
        for part in parts {
            *self.parts.entry(part).or_default() += 1;
        }
    }
}

/// A part of both cycles' services with what became of each, as far as the actor may read of it. Two statements, each
/// along a cycle's own lines.
async fn side_by_side(
    db: &Db,
    op: &OpContext,
    compare: Compare,
    part: &PageRequest,
) -> Result<Page<Option<Difference>>> {
    let old = stored(db, compare.from, "inventory_comparison", part).await?;
    let new = stored(db, compare.to, "inventory_comparison", part).await?;
    let line = |row: Option<Model>| row.map_or(Ok(None), |row| readable(op, &row.body));
    paired(old, new, part).try_map(|(old, new)| difference(line(old)?.as_ref(), line(new)?.as_ref()))
}

/// The lines of one service in both cycles.
type Pair = (Option<Model>, Option<Model>);

/// The same part of two cycles as one list of services. Of two pages that both have so many rows as are wanted, the first
/// so many services (of a page from the end, the last) lie within both: what is cut off, the next page has again.
fn paired(old: Page<Model>, new: Page<Model>, part: &PageRequest) -> Page<Pair> {
    let wanted = part.size.map_or(usize::MAX, |size| usize::try_from(size).unwrap_or(usize::MAX));
    let (mut has_next, mut has_previous) = (old.has_next || new.has_next, old.has_previous || new.has_previous);
    let mut pairs: BTreeMap<ServiceId, Edge<Pair>> = BTreeMap::new();
    let place = |cursor| move || Edge { cursor, node: (None, None) };
    for Edge { cursor, node } in old.edges {
        let pair = pairs.entry(node.service_id).or_insert_with(place(cursor));
        pair.node.0 = Some(node);
    }
    for Edge { cursor, node } in new.edges {
        let pair = pairs.entry(node.service_id).or_insert_with(place(cursor));
        pair.node.1 = Some(node);
    }
    let mut edges: Vec<_> = pairs.into_values().collect();
    let beyond = edges.len().saturating_sub(wanted);
    if part.backward {
        edges.drain(..beyond);
        has_previous |= beyond > 0;
    } else {
        edges.truncate(wanted);
        has_next |= beyond > 0;
    }
    Page { edges, has_next, has_previous, total: None }
}

/// Both cycles are there and closed, the earlier one first.
async fn check(db: &Db, op: &OpContext, compare: Compare) -> Result<()> {
    let from = closed(db, op, compare.from, "compared").await?;
    let to = closed(db, op, compare.to, "compared").await?;
    let place = |cycle: &Cycle| (cycle.window_to, cycle.closed_at);
    Check::default().that(place(&from) <= place(&to), "fromCycleId", Rule::Period).result()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    /// A page of some services' lines, as the engine reads one; cursors are the numbers.
    fn read(services: &BTreeSet<u32>, part: &PageRequest) -> Page<Model> {
        let number = |cursor: &Option<String>| cursor.as_ref().map(|text| text.parse::<u32>().unwrap());
        let (after, before) = (number(&part.after), number(&part.before));
        let within = |one: &&u32| after.is_none_or(|after| **one > after) && before.is_none_or(|before| **one < before);
        let all: Vec<u32> = services.iter().filter(within).copied().collect();
        let size = part.size.unwrap() as usize;
        let beyond = all.len().saturating_sub(size);
        let some = if part.backward { &all[beyond..] } else { &all[..all.len() - beyond] };
        let line = |number: &u32| Model {
            cycle_id: CycleId(Uuid::nil()),
            service_id: ServiceId(Uuid::from_u128(u128::from(*number))),
            body: String::new(),
            digest: Vec::new(),
        };
        let edges = some.iter().map(|number| Edge { cursor: number.to_string(), node: line(number) }).collect();
        let (more, less) = (beyond > 0, part.after.is_some() || part.before.is_some());
        let (has_next, has_previous) = if part.backward { (less, more) } else { (more, less) };
        Page { edges, has_next, has_previous, total: None }
    }

    proptest! {
        #[test]
        fn pages_of_two_cycles_give_every_service_once_with_both_its_lines(
            old in prop::collection::btree_set(0..60_u32, 0..40),
            new in prop::collection::btree_set(0..60_u32, 0..40),
            size in 1..9_u32,
            backward: bool,
        ) {
            let (mut found, mut cursor) = (Vec::new(), None);
            loop {
                let (after, before) = if backward { (None, cursor) } else { (cursor, None) };
                let part = PageRequest { size: Some(size), after, before, backward, total: false };
                let page = paired(read(&old, &part), read(&new, &part), &part);
                let more = if backward { page.has_previous } else { page.has_next };
                prop_assert!(page.edges.len() <= size as usize);
                prop_assert!(!more || page.edges.len() == size as usize);
                let end = if backward { page.edges.first() } else { page.edges.last() };
                cursor = end.map(|edge| edge.cursor.clone());
                let rows = page.edges.iter().map(|Edge { cursor, node }| {
                    (cursor.parse::<u32>().unwrap(), node.0.is_some(), node.1.is_some())
                });
                let rows: Vec<_> = rows.collect();
                found = if backward { [rows, found].concat() } else { [found, rows].concat() };
                if !more {
                    break;
                }
            }
            let wanted = old.union(&new).map(|one| (*one, old.contains(one), new.contains(one)));
            prop_assert_eq!(found, wanted.collect::<Vec<_>>());
        }
    }
}
