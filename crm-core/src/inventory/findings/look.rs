//! Looking at items by the rules, many at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, IntoActiveModel};

use super::Finding;
use super::entity::{Column, Entity};
use super::rules::{Facts, FindingRule, Severity, find, requests};
use crate::catalogue::Reference;
use crate::catalogue::card::{Card, References};
use crate::catalogue::services::{self, Service};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{CycleId, DepartmentId, ItemId, ServiceId};
use crate::inventory::cycles::{self, Cycle};
use crate::inventory::items::entity::item;
use crate::inventory::items::{self, Figure, Item, Measure, measures};
use crate::inventory::results::{self, Line};
use crate::op::OpContext;
use crate::store;

/// So many cycles before are looked at.
const BEFORE: usize = 3;
/// Rows of one statement.
const ROWS: usize = 500;

/// An item with the card and the figures by which it is judged.
struct Subject<'a> {
    item: &'a Item,
    card: &'a Card,
    figures: &'a [Figure],
}

/// Looks at items of one cycle for the first time. `told` are the figures of the items.
pub(crate) async fn make(
    tx: &Db,
    op: &OpContext,
    cycle: &Cycle,
    seen: &[(&Item, &Service)],
    told: &[Measure],
) -> Result<()> {
    let mut figures: HashMap<ItemId, Vec<Figure>> = HashMap::new();
    for measure in told {
        figures.entry(measure.item_id).or_default().push(Figure::from(measure));
    }
    let found = look_now(tx, cycle, seen, &figures).await?;
    insert(tx, op, cycle.id, found).await
}

/// Looks at items again, by their services as they are: what is mended is gone, what is found still keeps its waiver.
/// The items are locked meanwhile, so that nobody's answer is judged by what stood there before it.
pub(crate) async fn again(tx: &Db, op: &OpContext, items: &[ItemId]) -> Result<()> {
    let items = items::locked(tx, items).await?;
    let services: Vec<ServiceId> = items.iter().map(|item| item.service_id).collect();
    let services = services::many(tx, op, &services).await?;
    let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    let figures = measures::of(tx, &ids).await?;
    let figures: HashMap<ItemId, Vec<Figure>> =
        figures.iter().map(|(id, rows)| (*id, rows.iter().map(Figure::from).collect())).collect();
    let cycles = cycles::many(tx, op, &store::distinct(items.iter().map(|item| item.cycle_id))).await?;
    for cycle in cycles.values() {
        let seen: Vec<(&Item, &Service)> = items
            .iter()
            .filter(|item| item.cycle_id == cycle.id)
            .filter_map(|item| Some((item, services.get(&item.service_id)?)))
            .collect();
        let found = look_now(tx, cycle, &seen, &figures).await?;
        settle(tx, op, cycle.id, found).await?;
    }
    Ok(())
}

/// Looks at items of a closed cycle by what was frozen of them. `shared` are the names that several of the cycle's
/// services have, see [`results::shared_names`].
pub(crate) async fn frozen(
    tx: &Db,
    op: &OpContext,
    cycle: &Cycle,
    items: &[Item],
    shared: &HashSet<String>,
) -> Result<()> {
    let services: Vec<ServiceId> = items.iter().map(|item| item.service_id).collect();
    let lines = results::of_services(tx, op, cycle.id, &services).await?;
    let language = &tx.settings().language;
    let has_namesake = |line: &Line| line.is_offered() && shared.contains(&line.service.name.sort_key(language));
    let namesakes = lines.iter().filter(|(_, line)| has_namesake(line)).map(|(service, _)| *service).collect();
    let subjects: Vec<Subject<'_>> = items
        .iter()
        .filter_map(|item| {
            let line = lines.get(&item.service_id)?;
            Some(Subject { item, card: line.card(), figures: &line.measures })
        })
        .collect();
    let found = look(tx, cycle, &subjects, &namesakes).await?;
    settle(tx, op, cycle.id, found).await
}

/// Lets what was waived in items fall: they say something else now.
pub(crate) async fn ask_again(tx: &Db, items: &[ItemId]) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::WaivedStaffId, Expr::value(Option::<Uuid>::None))
        .col_expr(Column::WaivedBy, Expr::value(Option::<String>::None))
        .col_expr(Column::WaivedReason, Expr::value(Option::<String>::None))
        .col_expr(Column::WaivedAt, Expr::value(Option::<chrono::DateTime<Utc>>::None))
        .filter(store::any_of(tx, Column::ItemId, items))
        .exec(tx)
        .await?;
    Ok(())
}

/// Puts what is found in the place of what was.
async fn settle(tx: &Db, op: &OpContext, cycle: CycleId, found: Findings) -> Result<()> {
    let ids: Vec<Uuid> = found.keys().map(|id| id.0).collect();
    let known = Entity::find().filter(store::any_of(tx, Column::ItemId, &ids)).all(tx).await?;
    let (mut gone, mut fresh) = (Vec::new(), found);
    for row in known {
        let key = (row.rule, row.part);
        if !fresh.get_mut(&row.item_id).is_some_and(|rules| rules.remove(&key)) {
            let same = Condition::all().add(Column::ItemId.eq(row.item_id)).add(Column::Rule.eq(key.0));
            gone.push(same.add(Column::Part.eq(key.1)));
        }
    }
    // SQLite bounds the depth of an expression, and a chain of OR is as deep as it is long.
    for chunk in gone.chunks(ROWS) {
        let any = chunk.iter().cloned().fold(Condition::any(), Condition::add);
        Entity::delete_many().filter(any).exec(tx).await?;
    }
    insert(tx, op, cycle, fresh).await
}

type Findings = HashMap<ItemId, BTreeSet<(FindingRule, String)>>;

/// What the rules find in items with the services as they are.
async fn look_now(
    tx: &Db,
    cycle: &Cycle,
    seen: &[(&Item, &Service)],
    figures: &HashMap<ItemId, Vec<Figure>>,
) -> Result<Findings> {
    let nothing = Card::default();
    let ids: Vec<ServiceId> = seen.iter().map(|(_, service)| service.id).collect();
    let namesakes = services::namesakes(tx, &ids).await?;
    let subjects: Vec<Subject<'_>> = seen
        .iter()
        .map(|(item, service)| Subject {
            item,
            card: service.card().unwrap_or(&nothing),
            figures: figures.get(&item.id).map_or(&[][..], Vec::as_slice),
        })
        .collect();
    look(tx, cycle, &subjects, &namesakes).await
}

async fn look(tx: &Db, cycle: &Cycle, subjects: &[Subject<'_>], namesakes: &HashSet<ServiceId>) -> Result<Findings> {
    let ids: Vec<ServiceId> = subjects.iter().map(|subject| subject.item.service_id).collect();
    let mut before = before(tx, cycle.id, &ids).await?;
    let frame = tx.reference().await?;
    let mut found = Findings::with_capacity(subjects.len());
    for Subject { item, card, figures } in subjects {
        let Past { requests, department } = before.remove(&item.service_id).unwrap_or_default();
        let facts = Facts {
            card,
            figures,
            window_to: cycle.window_to,
            outcome: item.outcome,
            before: &requests,
            has_moved: department.is_some_and(|department| department != item.department_id),
            has_namesake: namesakes.contains(&item.service_id),
            ended: &ended(&frame, cycle.window_to, item.department_id, card),
        };
        found.insert(item.id, find(facts));
    }
    Ok(found)
}

/// Codes of the departments and sites on which a card depends and which were not in use any more on a day; of sites it
/// is only known whether they are now.
fn ended(frame: &Reference, day: NaiveDate, owner: DepartmentId, card: &Card) -> Vec<String> {
    let References { departments, sites, .. } = card.references();
    let departments = departments.into_iter().chain([owner]).filter_map(|id| frame.department(id));
    let gone = departments.filter(|department| department.valid_to.is_some_and(|to| to < day));
    let gone = gone.map(|department| department.code.clone());
    let closed = sites.into_iter().filter_map(|id| frame.site(id)).filter(|site| !site.active);
    gone.chain(closed.map(|site| site.code.clone())).collect()
}

/// What earlier cycles say of a service.
#[derive(Clone, Default)]
struct Past {
    /// Numbers of requests, the latest first.
    requests: Vec<Option<i64>>,
    /// Which department answered in the cycle right before.
    department: Option<DepartmentId>,
}

async fn before(tx: &Db, cycle: CycleId, services: &[ServiceId]) -> Result<HashMap<ServiceId, Past>> {
    let earlier = cycles::earlier(tx, cycle, BEFORE).await?;
    let items = item::Entity::find().filter(item::Column::CycleId.is_in(earlier.iter().copied()));
    let items = items.filter(store::any_of(tx, item::Column::ServiceId, services)).all(tx).await?;
    let told = measures::of(tx, &items.iter().map(|item| item.id).collect::<Vec<_>>()).await?;
    let nothing = Past { requests: vec![None; earlier.len()], department: None };
    let mut pasts: HashMap<ServiceId, Past> = HashMap::with_capacity(services.len());
    for item in items {
        let figures: Vec<Figure> = told.get(&item.id).into_iter().flatten().map(Figure::from).collect();
        let past = pasts.entry(item.service_id).or_insert_with(|| nothing.clone());
        let Some(place) = earlier.iter().position(|cycle| *cycle == item.cycle_id) else { continue };
        past.requests[place] = requests(&figures);
        if place == 0 {
            past.department = Some(item.department_id);
        }
    }
    Ok(pasts)
}

/// The items among these with something of such severities that nobody waived.
pub(crate) async fn open(tx: &Db, items: &[ItemId], severities: &[Severity]) -> Result<HashSet<ItemId>> {
    let open = Entity::find().filter(store::any_of(tx, Column::ItemId, items));
    let open = open.filter(Column::Severity.is_in(severities.iter().copied())).filter(Column::WaivedAt.is_null());
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
    for chunk in rows.chunks(ROWS) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}
