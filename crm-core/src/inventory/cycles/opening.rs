//! The job that opens a cycle: one item for each service in scope, filled with what is known.

use std::collections::HashMap;

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::Entity as Cycles;
use super::rules::CycleState;
use super::write::{Input, record, save};
use super::{Cycle, counted, get};
use crate::catalogue::rules::ServiceStatus;
use crate::catalogue::services::{self, Service, ServiceCondition, ServiceQuery};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter};
use crate::ids::{CycleId, ItemId, ServiceId};
use crate::interactions::Volume;
use crate::inventory::findings::{self, Severity};
use crate::inventory::items::entity::item::{ActiveModel, Column, Entity};
use crate::inventory::items::rules::is_sampled;
use crate::inventory::items::{
    self, AttestedBy, Item, ItemOutcome, ItemState, Measure, MeasureKind, Provenance, StatedMeasure, measures,
};
use crate::inventory::plans::{self, PlanContent};
use crate::jobs::{Job, Kind, Step, Work};
use crate::op::OpContext;
use crate::page;

/// Services of one step.
const STEP: u64 = 200;
/// So many cycles back an accepted answer is looked for.
const LOOK_BACK: usize = 12;

/// The kind of job.
pub(super) const KIND: Kind = Kind { name: "inventory.open", prepare };

fn prepare<'a>(db: &'a Db, op: &'a OpContext, job: &'a Job) -> BoxFuture<'a, Result<Box<dyn Work>>> {
    async move {
        let Input { cycle } = job.read_input(db)?;
        let cycle = get(db, op, cycle).await?;
        let earlier = super::earlier(db, cycle.id, LOOK_BACK).await?;
        let key = (cycle.plan_id, cycle.plan_number);
        let plan = plans::contents(db, &[key]).await?.remove(&key).ok_or(Error::Corrupt { what: "inventory plan" })?;
        Ok(Box::new(Opening { cycle, plan, earlier }) as Box<dyn Work>)
    }
    .boxed()
}

/// A cycle with what its plan says, and the cycles before it, the latest first.
struct Opening {
    cycle: Cycle,
    plan: PlanContent,
    earlier: Vec<CycleId>,
}

/// What earlier cycles say of a service.
#[derive(Default)]
struct Before {
    /// Its item in the cycle right before.
    last: Option<Item>,
    /// The latest that somebody answered and somebody accepted.
    accepted: Option<Item>,
}

#[async_trait]
impl Work for Opening {
    async fn step(&mut self, tx: &Db, op: &OpContext, job: &Job) -> Result<Step> {
        let last = Entity::find().filter(Column::CycleId.eq(self.cycle.id)).order_by_desc(Column::ServiceId);
        let last = last.limit(1).one(tx).await?.map(|item| item.service_id);
        let services = services::after(tx, op, self.scope(), last, STEP).await?;
        if services.is_empty() {
            return self.finish(tx, op).await.map(Step::Last);
        }
        let step = job.step(services.len(), self.left(tx, op)).await?;
        self.make(tx, op, services).await?;
        Ok(step)
    }
}

impl Opening {
    /// What is asked about: what is offered, or was until a while ago, of the departments and kinds of the plan.
    fn scope(&self) -> Filter<ServiceCondition> {
        let scope = &self.plan.scope;
        let offered = vec![ServiceStatus::Published, ServiceStatus::Suspended];
        let mut filter = Filter::from(ServiceCondition::Status(Choice::In(offered)));
        if !scope.departments.is_empty() {
            filter = filter.and(ServiceCondition::OwnerWithin(scope.departments.iter().copied().collect()));
        }
        if !scope.kinds.is_empty() {
            filter = filter.and(ServiceCondition::Kind(Choice::In(scope.kinds.iter().copied().collect())));
        }
        filter
    }

    /// How many items there are: those that an earlier job made before it ended too.
    async fn made(&self, tx: &Db) -> Result<u64> {
        page::count(tx, Entity::find().filter(Column::CycleId.eq(self.cycle.id))).await
    }

    /// How many are to be made yet.
    async fn left(&self, tx: &Db, op: &OpContext) -> Result<u64> {
        let all = ServiceQuery { filter: self.scope(), ..ServiceQuery::default() };
        Ok(services::count(tx, op, all).await?.saturating_sub(self.made(tx).await?))
    }

    /// Makes the items of some services with their figures: a statement of each kind whatever their number.
    async fn make(&self, tx: &Db, op: &OpContext, services: Vec<Service>) -> Result<()> {
        let ids: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
        let volumes = counted::volumes(tx, op, &self.cycle, &ids).await?;
        let mut before = self.before(tx, &ids).await?;
        let told = before.values().filter_map(|before| before.accepted.as_ref());
        let told = measures::of(tx, &told.map(|item| item.id).collect::<Vec<_>>()).await?;
        let (mut made, mut figures) = (Vec::with_capacity(services.len()), Vec::new());
        for service in &services {
            let volume = volumes.get(&service.id).cloned().unwrap_or_default();
            let before = before.remove(&service.id).unwrap_or_default();
            let item = self.item(op, service, &before, &volume);
            let carried = before.accepted.and_then(|item| told.get(&item.id)).map_or(&[][..], Vec::as_slice);
            figures.extend(counted::computed(op, item.id, &volume));
            figures.extend(carried_on(op, item.id, carried));
            made.push(item);
        }
        let rows = made.iter().map(|item| item.clone().into_active_model().reset_all());
        Entity::insert_many::<ActiveModel, _>(rows).exec_without_returning(tx).await?;
        let seen: Vec<(&Item, &Service)> = made.iter().zip(&services).collect();
        findings::make(tx, op, &self.cycle, &seen, &figures).await?;
        measures::insert(tx, figures).await?;
        let attested: Vec<ItemId> = made.iter().filter(|item| item.attested_by.is_some()).map(|item| item.id).collect();
        let doubted = findings::open(tx, &attested, &[Severity::Error, Severity::Warning]).await?;
        items::ask_after_all(tx, &doubted).await
    }

    /// What earlier cycles say of services: a statement for each cycle that is looked into, and further back only for
    /// services of which nothing was accepted since.
    async fn before(&self, tx: &Db, services: &[ServiceId]) -> Result<HashMap<ServiceId, Before>> {
        let (mut found, mut left) = (HashMap::<ServiceId, Before>::new(), services.to_vec());
        for cycle in &self.earlier {
            for (service, item) in items::of_services(tx, *cycle, &left).await? {
                let before = found.entry(service).or_default();
                before.accepted = Some(item.clone()).filter(is_told);
                if Some(*cycle) == self.cycle.previous_id {
                    before.last = Some(item);
                }
            }
            left.retain(|service| found.get(service).is_none_or(|before| before.accepted.is_none()));
            if left.is_empty() {
                break;
            }
        }
        Ok(found)
    }

    fn item(&self, op: &OpContext, service: &Service, before: &Before, volume: &Volume) -> Item {
        let stages = &self.plan.stages;
        // Of the first cycle nothing is new: there is nothing to compare with.
        let known_before = self.cycle.previous_id.is_none() || before.last.as_ref().is_some_and(Item::is_offered);
        let sampled = is_sampled(self.cycle.seed, service.id.into(), stages.second_review_percent);
        let was_right = before.accepted.as_ref().is_none_or(was_right);
        let attested = stages.auto_attestation && known_before && was_right && is_uncontradicted(service, volume);
        let state = match (attested, sampled) {
            (false, _) => ItemState::Pending,
            (true, true) => ItemState::SecondReview,
            (true, false) => ItemState::Accepted,
        };
        Item {
            known_before,
            state,
            outcome: attested.then_some(ItemOutcome::Confirmed),
            attested_by: attested.then_some(AttestedBy::Contacts),
            answers: before.accepted.as_ref().map(|item| item.answers.clone()).unwrap_or_default(),
            sampled,
            ..Item::pending(op, &self.cycle, service)
        }
    }

    /// The last step: departments may answer.
    async fn finish(&self, tx: &Db, op: &OpContext) -> Result<serde_json::Value> {
        let cycle =
            Cycles::find_by_id(self.cycle.id).one(tx).await?.ok_or_else(Error::not_found::<crate::ids::CycleId>)?;
        let mut row = cycle.into_active_model();
        row.state = Set(CycleState::Open);
        row.opened_at = Set(Some(op.at));
        let cycle = save(tx, row).await?;
        record(tx, op, "opened", &cycle).await?;
        Ok(serde_json::json!({ "items": self.made(tx).await? }))
    }
}

/// Whether somebody answered an item, in person or by a file, and the answer was accepted.
fn is_told(item: &Item) -> bool {
    item.state == ItemState::Accepted && item.attested_by != Some(AttestedBy::Contacts)
}

/// Whether the department said that its service and card are right: contacts do not answer for what it said otherwise.
fn was_right(item: &Item) -> bool {
    matches!(item.outcome, Some(ItemOutcome::Confirmed | ItemOutcome::New))
}

/// Whether contacts alone attest a service: it was asked for in the window, its card is whole, and nobody is writing it
/// anew. What the findings say against it comes after.
fn is_uncontradicted(service: &Service, volume: &Volume) -> bool {
    let published = service.status == ServiceStatus::Published;
    published && volume.total() > 0 && !service.below_floor && service.draft_revision_id.is_none()
}

/// What was told and accepted last, to begin with: the department's own word before that of a file.
fn carried_on(op: &OpContext, item: ItemId, told: &[Measure]) -> Vec<Measure> {
    let mut carried: HashMap<(MeasureKind, &str), &Measure> = HashMap::new();
    for measure in told {
        let key = (measure.kind, measure.part.as_str());
        match measure.provenance {
            Provenance::Stated => carried.insert(key, measure),
            Provenance::Imported => Some(*carried.entry(key).or_insert(measure)),
            Provenance::Computed | Provenance::Carried => None,
        };
    }
    let row = |measure: &Measure| {
        let Measure { kind, part, state, amount, .. } = measure.clone();
        measures::row(op, item, StatedMeasure { kind, part, state, amount }, Provenance::Carried)
    };
    carried.into_values().map(row).collect()
}
