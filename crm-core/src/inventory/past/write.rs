//! A sheet of a past year as a closed cycle.

use std::collections::HashMap;

use chrono::{Days, Months, NaiveDate};
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;

use super::figures;
use crate::calendar::start_of_day;
use crate::catalogue::import::{self, CarriedOut, Progress, Report, RunImport};
use crate::catalogue::services::{self, Service};
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{CycleId, PlanId, ServiceId};
use crate::inventory::cycles::entity::Entity as Cycles;
use crate::inventory::cycles::{self, Cycle, CycleState};
use crate::inventory::findings;
use crate::inventory::items::entity::item;
use crate::inventory::items::{
    self, AttestedBy, Item, ItemOutcome, ItemState, Measure, Provenance, StatedMeasure, measures,
};
use crate::inventory::plans;
use crate::inventory::results::{self, Head, freeze};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::values::Code;

/// Services of one round of statements.
const STEP: usize = 200;

/// A past year to bring in.
#[derive(Clone, Debug)]
pub struct ImportCycle {
    /// Unique code of the cycle, such as the year.
    pub code: String,
    /// The plan to whose cycles it belongs, a version of which is in force; without it a plan that is recorded for the
    /// mapping's scheme, by which nothing is ever opened.
    pub plan: Option<PlanId>,
    /// The sheet. Its period, or the effective day, is the first day of the twelve months that its figures are of.
    pub import: RunImport,
}

/// What became of a past year.
#[derive(Clone, Debug)]
pub struct ImportedCycle {
    /// What became of the sheet's rows.
    pub report: Report,
    /// The cycle, closed.
    pub cycle: Cycle,
    /// How many figures it holds.
    pub figures: u64,
}

/// Imports a sheet and makes a closed cycle of it, in one transaction: all of it, or nothing when an error comes back. It
/// is chained to the plan's latest cycle before its period. Needs `inventory.run`, and what importing the sheet needs; a
/// code in use is `Taken` at `cycle`, a cycle of the plan for the same period `PeriodTaken` at `effective`.
pub async fn import(
    db: &Db,
    op: &OpContext,
    command: &ImportCycle,
    progress: impl Fn(Progress) + Send + Sync,
) -> Result<ImportedCycle> {
    op.require(Permission::InventoryRun)?;
    let ImportCycle { code, plan, import } = command;
    let mut prepared = import::prepare(op, import)?;
    let from = import.effective.or(prepared.report().effective);
    let mut check = Check::default();
    let code = check.take("", Code::parse(code).map_err(|error| error.under("cycle")))?;
    check.that(!import.draft, "draft", Rule::Exclusive).that(from.is_some(), "effective", Rule::Required);
    check.done()?;
    let (Some(code), Some(from)) = (code, from) else { return Err(Error::invalid("cycle", Rule::Required)) };
    let told = figures::read(import, &mut prepared);

    let tx = db.begin().await?;
    let plan = match plan {
        Some(plan) => in_force(&tx, op, *plan).await?,
        None => plans::of_files(&tx, op, import.mapping.scheme.as_str(), from).await?,
    };
    let cycle = cycle(op, code.as_str(), plan, from);
    // Two years that come in at once build on each other.
    plans::lock(&tx, plan.0).await?;
    cycles::is_free(&tx, plan.0, (&code, "cycle"), (cycle.opens_on, "effective", Rule::PeriodTaken)).await?;
    let CarriedOut { report, services, is_known: _ } = import::carry_out(&tx, op, import, prepared, progress).await?;
    let previous = before(&tx, &cycle).await?;
    let cycle = Cycle { previous_id: previous.as_ref().map(|previous| previous.id), ..cycle };
    Cycles::insert(cycle.clone().into_active_model().reset_all()).exec_without_returning(&*tx).await?;
    let previous = previous.and_then(|previous| previous.digest);
    let head = Head::of(&cycle, &plans::digest_of(&tx, plan).await?, previous.as_deref()).digest()?;

    let mut ids: Vec<(ServiceId, usize)> = services.into_iter().map(|(place, id)| (id, place)).collect();
    ids.sort_unstable();
    let mut bringing = Bringing { tx: &tx, op, cycle: &cycle, told, digest: head, figures: 0 };
    for chunk in ids.chunks(STEP) {
        bringing.step(chunk).await?;
    }
    let (digest, figures) = (bringing.digest, bringing.figures);
    // Of the sheet's own names: what the catalogue has beside it is of another time.
    let shared = results::shared_names(&tx, cycle.id).await?;
    for chunk in ids.chunks(STEP) {
        let services: Vec<ServiceId> = chunk.iter().map(|(id, _)| *id).collect();
        let items: Vec<Item> = items::of_services(&tx, cycle.id, &services).await?.into_values().collect();
        findings::frozen(&tx, op, &cycle, &items, &shared).await?;
    }
    let items = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let cycle = cycles::end(&tx, op, cycle, (previous, items, digest)).await?;
    cycles::record(&tx, op, "imported", &cycle).await?;
    if !import.dry_run {
        tx.commit().await?;
    }
    Ok(ImportedCycle { report, cycle, figures })
}

/// A plan with its version in force.
async fn in_force(tx: &Db, op: &OpContext, plan: PlanId) -> Result<(PlanId, i32)> {
    let plan = plans::get(tx, op, plan).await?;
    let number = plan.in_force_number.ok_or_else(|| Error::invalid("plan", Rule::PlanNotInForce))?;
    Ok((plan.id, number))
}

fn cycle(op: &OpContext, code: &str, (plan_id, plan_number): (PlanId, i32), from: NaiveDate) -> Cycle {
    let id: CycleId = op.new_id();
    // The day after the period: when one who asks about all of it would begin to.
    let after = from.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    Cycle {
        id,
        code: code.to_owned(),
        plan_id,
        plan_number,
        state: CycleState::Closing,
        window_from: from,
        window_to: after.checked_sub_days(Days::new(1)).unwrap_or(from),
        opens_on: after,
        answers_due: after,
        verification_due: after,
        seed: cycles::seed(id),
        previous_id: None,
        job_id: None,
        opened_at: Some(op.at),
        closed_at: None,
        published_at: None,
        items: None,
        previous_digest: None,
        digest: None,
        version: 1,
        created_at: op.at,
    }
}

/// The latest cycle of the same plan whose results are frozen and whose period ended before.
async fn before(tx: &Db, cycle: &Cycle) -> Result<Option<Cycle>> {
    use crate::inventory::cycles::entity::Column;
    use sea_orm::QueryOrder;
    let closed = Cycles::find().filter(Column::PlanId.eq(cycle.plan_id)).filter(Column::ClosedAt.is_not_null());
    let earlier = closed.filter(Column::WindowTo.lt(cycle.window_from));
    Ok(earlier.order_by_desc(Column::WindowTo).order_by_desc(Column::Id).one(tx).await?)
}

/// A past year on its way in.
struct Bringing<'a> {
    tx: &'a Db,
    op: &'a OpContext,
    cycle: &'a Cycle,
    /// Figures by the places of rows.
    told: HashMap<usize, Vec<StatedMeasure>>,
    digest: Vec<u8>,
    figures: u64,
}

impl Bringing<'_> {
    /// Makes and freezes the items of some services, each with the place of its row: a statement of each kind whatever
    /// their number.
    async fn step(&mut self, chunk: &[(ServiceId, usize)]) -> Result<()> {
        let tx = self.tx;
        let ids: Vec<ServiceId> = chunk.iter().map(|(id, _)| *id).collect();
        let services = self.as_they_were(&ids).await?;
        let known = self.known_before(&ids).await?;
        let (mut made, mut figures) = (Vec::with_capacity(chunk.len()), Vec::new());
        for (id, place) in chunk {
            let service = services.get(id).ok_or_else(Error::not_found::<ServiceId>)?;
            let item = self.item(service, self.cycle.previous_id.is_none() || known.contains_key(id));
            figures.extend(self.measures(&item, *place));
            made.push(item);
        }
        let rows = made.iter().map(|item| item.clone().into_active_model().reset_all());
        item::Entity::insert_many::<item::ActiveModel, _>(rows).exec_without_returning(tx).await?;
        self.figures += figures.len() as u64;
        measures::insert(tx, figures).await?;
        self.digest = freeze(tx, &made, &services, std::mem::take(&mut self.digest)).await?;
        Ok(())
    }

    /// The services with the cards that held on the period's first day.
    async fn as_they_were(&self, ids: &[ServiceId]) -> Result<HashMap<ServiceId, Service>> {
        let from = start_of_day(self.cycle.window_from, self.tx.settings().zone);
        let mut revisions = services::in_force_at(self.tx, ids, from).await?;
        let services = services::many(self.tx, self.op, ids).await?.into_iter();
        Ok(services.map(|(id, service)| (id, Service { revision: revisions.remove(&id), ..service })).collect())
    }

    /// The items of the same services in the cycle before, where they were offered.
    async fn known_before(&self, ids: &[ServiceId]) -> Result<HashMap<ServiceId, Item>> {
        let Some(previous) = self.cycle.previous_id else { return Ok(HashMap::new()) };
        let items = items::of_services(self.tx, previous, ids).await?;
        Ok(items.into_iter().filter(|(_, item)| item.is_offered()).collect())
    }

    fn measures(&mut self, item: &Item, place: usize) -> Vec<Measure> {
        let told = self.told.remove(&place).unwrap_or_default().into_iter();
        told.map(|measure| measures::row(self.op, item.id, measure, Provenance::Imported)).collect()
    }

    fn item(&self, service: &Service, known_before: bool) -> Item {
        Item {
            revision_id: service.revision.as_ref().map(|revision| revision.id),
            known_before,
            state: ItemState::Accepted,
            outcome: Some(if known_before { ItemOutcome::Confirmed } else { ItemOutcome::New }),
            attested_by: Some(AttestedBy::File),
            score: service.completeness().map(|complete| complete.score.into()),
            ..Item::pending(self.op, self.cycle, service)
        }
    }
}
