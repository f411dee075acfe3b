//! Looking at items by the rules, many at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, IntoActiveModel};

use super::Finding;
use super::entity::{Column, Entity};
use super::rules::{Facts, FindingRule, Severity, find, requests};
use crate::catalogue::card::Card;
use crate::catalogue::services::{self, Service};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, ItemId, ServiceId};
use crate::inventory::cycles;
use crate::inventory::items::entity::item;
use crate::inventory::items::{Figure, Item, Measure, measures};
use crate::op::OpContext;
use crate::store;

/// So many cycles before are looked at.
const BEFORE: usize = 3;

/// Looks at items of one cycle for the first time. `figures` are those of the items.
pub(crate) async fn make(
    tx: &Db,
    op: &OpContext,
    cycle: CycleId,
    seen: &[(&Item, &Service)],
    figures: &[Measure],
) -> Result<()> {
    let mut by_item: HashMap<ItemId, Vec<Figure>> = HashMap::new();
    for measure in figures {
        by_item.entry(measure.item_id).or_default().push(Figure::from(measure));
    }
    let found = look(tx, cycle, seen, &by_item).await?;
    insert(tx, op, cycle, found).await
}

/// Looks at items again: what is mended is gone, what is found still keeps its waiver.
pub(crate) async fn again(tx: &Db, op: &OpContext, items: &[Item]) -> Result<()> {
    let services: Vec<ServiceId> = items.iter().map(|item| item.service_id).collect();
    let services = services::many(tx, op, &services).await?;
    let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    let figures = measures::of(tx, &ids).await?;
    let figures: HashMap<ItemId, Vec<Figure>> =
        figures.iter().map(|(id, rows)| (*id, rows.iter().map(Figure::from).collect())).collect();
    let cycles: BTreeSet<CycleId> = items.iter().map(|item| item.cycle_id).collect();
    for cycle in cycles {
        let seen: Vec<(&Item, &Service)> = items
            .iter()
            .filter(|item| item.cycle_id == cycle)
            .filter_map(|item| Some((item, services.get(&item.service_id)?)))
            .collect();
        let found = look(tx, cycle, &seen, &figures).await?;
        settle(tx, op, cycle, found).await?;
    }
    Ok(())
}

/// Puts what is found in the place of what was.
async fn settle(tx: &Db, op: &OpContext, cycle: CycleId, found: Findings) -> Result<()> {
    let ids: Vec<Uuid> = found.keys().map(|id| id.0).collect();
    let known = Entity::find().filter(store::any_of(tx, Column::ItemId, &ids)).all(tx).await?;
    let (mut gone, mut fresh) = (Condition::any(), found);
    for row in known {
        let key = (row.rule, row.part);
        if !fresh.get_mut(&row.item_id).is_some_and(|rules| rules.remove(&key)) {
            let same = Condition::all().add(Column::ItemId.eq(row.item_id)).add(Column::Rule.eq(key.0));
            gone = gone.add(same.add(Column::Part.eq(key.1)));
        }
    }
    if !gone.is_empty() {
        Entity::delete_many().filter(gone).exec(tx).await?;
    }
    insert(tx, op, cycle, fresh).await
}

type Findings = HashMap<ItemId, BTreeSet<(FindingRule, String)>>;

async fn look(
    tx: &Db,
    cycle: CycleId,
    seen: &[(&Item, &Service)],
    figures: &HashMap<ItemId, Vec<Figure>>,
) -> Result<Findings> {
    let ids: Vec<ServiceId> = seen.iter().map(|(item, _)| item.service_id).collect();
    let before = before(tx, cycle, &ids).await?;
    let namesakes = services::namesakes(tx, &ids).await?;
    let nothing = Card::default();
    let facts = |(item, service): &(&Item, &Service)| {
        let facts = Facts {
            card: service.card().unwrap_or(&nothing),
            figures: figures.get(&item.id).map_or(&[][..], Vec::as_slice),
            before: before.get(&item.service_id).map_or(&[][..], Vec::as_slice),
            has_namesake: namesakes.contains(&item.service_id),
        };
        (item.id, find(facts))
    };
    Ok(seen.iter().map(facts).collect())
}

/// Numbers of requests in the cycles before, the latest first.
async fn before(tx: &Db, cycle: CycleId, services: &[ServiceId]) -> Result<HashMap<ServiceId, Vec<Option<i64>>>> {
    let earlier = cycles::earlier(tx, cycle, BEFORE).await?;
    let ids: Vec<Uuid> = services.iter().map(|id| id.0).collect();
    let items = item::Entity::find().filter(item::Column::CycleId.is_in(earlier.iter().copied()));
    let items = items.filter(store::any_of(tx, item::Column::ServiceId, &ids)).all(tx).await?;
    let told = measures::of(tx, &items.iter().map(|item| item.id).collect::<Vec<_>>()).await?;
    let mut volumes: HashMap<ServiceId, Vec<Option<i64>>> =
        services.iter().map(|id| (*id, vec![None; earlier.len()])).collect();
    for item in items {
        let figures: Vec<Figure> = told.get(&item.id).into_iter().flatten().map(Figure::from).collect();
        let place = earlier.iter().position(|cycle| *cycle == item.cycle_id);
        if let Some(slot) = place.and_then(|place| volumes.get_mut(&item.service_id)?.get_mut(place)) {
            *slot = requests(&figures);
        }
    }
    Ok(volumes)
}

/// The items among these with an error that nobody waived.
pub(crate) async fn errors(tx: &Db, items: &[ItemId]) -> Result<HashSet<ItemId>> {
    let ids: Vec<Uuid> = items.iter().map(|id| id.0).collect();
    let open = Entity::find().filter(store::any_of(tx, Column::ItemId, &ids));
    let open = open.filter(Column::Severity.eq(Severity::Error)).filter(Column::WaivedAt.is_null());
    Ok(open.all(tx).await?.into_iter().map(|row| row.item_id).collect())
}

fn row(op: &OpContext, cycle: CycleId, item: ItemId, (rule, part): (FindingRule, String)) -> Finding {
    Finding {
        item_id: item,
        rule,
        part,
        cycle_id: cycle,
        severity: rule.severity(),
        found_at: op.at,
        waived_staff_id: None,
        waived_by: None,
        waived_reason: None,
        waived_at: None,
    }
}

async fn insert(tx: &Db, op: &OpContext, cycle: CycleId, found: Findings) -> Result<()> {
    let found = found.into_iter().flat_map(|(item, rules)| rules.into_iter().map(move |rule| (item, rule)));
    let rows: Vec<_> = found.map(|(item, rule)| row(op, cycle, item, rule).into_active_model().reset_all()).collect();
    for chunk in rows.chunks(500) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}
