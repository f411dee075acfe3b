//! Scheduling cycles, and moving them on.

use chrono::{Days, Months, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entity::{ActiveModel, Column, Entity};
use super::read::{halted_of, locked};
use super::rules::{CycleMove, CycleState};
use super::{Cycle, closing, opening};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::{Db, Tx};
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{CycleId, PlanId, RecordId};
use crate::inventory::{items, plans};
use crate::jobs;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::values::Code;

/// Longest window, in days.
const WINDOW: i64 = 3 * 366;

/// A cycle to come.
#[derive(Clone, Debug)]
pub struct ScheduleCycle {
    /// The plan; a version of it is in force.
    pub plan: PlanId,
    /// Unique code, never reused.
    pub code: String,
    /// When departments begin to answer; today or later. A plan has one cycle that opens on a day.
    pub opens_on: NaiveDate,
    /// First and last day of the period that its figures are of, at most three years; without it the twelve months
    /// before it opens.
    pub window: Option<(NaiveDate, NaiveDate)>,
    /// Until when departments answer; without it by the plan.
    pub answers_due: Option<NaiveDate>,
    /// Until when answers are verified; without it by the plan.
    pub verification_due: Option<NaiveDate>,
}

/// A move of a cycle.
#[derive(Clone, Copy, Debug)]
pub struct ChangeCycle {
    /// The cycle.
    pub id: CycleId,
    /// The version that the caller saw.
    pub expected_version: Option<i32>,
}

/// What the jobs of a cycle work on.
#[derive(Serialize, Deserialize)]
pub(super) struct Input {
    pub cycle: CycleId,
}

/// Schedules a cycle by the plan's version in force. Needs `inventory.run`; a code in use, or a day on which another
/// cycle of the plan opens, is `Taken`.
pub async fn schedule(db: &Db, op: &OpContext, command: ScheduleCycle) -> Result<Cycle> {
    schedule_since(db, op, command, local_date(op.at, db.settings().zone)).await
}

/// The same of a cycle that opens on the given day or later; one that opens late gives as much time to answer as any.
pub(super) async fn schedule_since(
    db: &Db,
    op: &OpContext,
    command: ScheduleCycle,
    earliest: NaiveDate,
) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let ScheduleCycle { plan, code, opens_on, window, answers_due, verification_due } = command;
    let tx = db.begin().await?;
    let plan = match plans::get(&tx, op, plan).await {
        Err(Error::NotFound { .. }) => return Err(Error::invalid("planId", Rule::Unknown)),
        plan => plan?,
    };
    let number = plan.in_force_number.ok_or_else(|| Error::invalid("planId", Rule::PlanNotInForce))?;
    let version = plans::many_versions(&tx, op, &[(plan.id, number)]).await?;
    let content = version.get(&(plan.id, number)).ok_or(Error::Corrupt { what: "inventory plan" })?.content()?;
    let (from, to) = window.unwrap_or_else(|| year_before(opens_on));
    let begins = opens_on.max(local_date(op.at, tx.settings().zone));
    let answers_due = answers_due.unwrap_or_else(|| later(begins, content.answer_days));
    let verification_due = verification_due.unwrap_or_else(|| later(answers_due, content.verify_days));
    let mut check = Check::default();
    let code = check.take("code", Code::parse(&code))?;
    check.that(opens_on >= earliest, "opensOn", Rule::InPast);
    check.that(from <= to, "windowTo", Rule::Period);
    // Figures of a period that goes on yet would be of a part of it.
    check.that(to < opens_on, "windowTo", Rule::OutOfRange);
    check.that((to - from).num_days() <= WINDOW, "windowTo", Rule::OutOfRange);
    check.that(answers_due >= opens_on, "answersDue", Rule::Period);
    check.that(verification_due >= answers_due, "verificationDue", Rule::Period);
    check.done()?;
    let Some(code) = code else { return Err(Error::invalid("code", Rule::Required)) };
    // Who schedules the same at the same time sees this one.
    plans::lock(&tx, plan.id).await?;
    is_free(&tx, plan.id, (&code, "code"), (opens_on, "opensOn", Rule::Taken)).await?;
    let id: CycleId = op.new_id();
    let row = Cycle {
        id,
        code: code.as_str().to_owned(),
        plan_id: plan.id,
        plan_number: number,
        state: CycleState::Scheduled,
        window_from: from,
        window_to: to,
        opens_on,
        answers_due,
        verification_due,
        seed: seed(id),
        previous_id: None,
        job_id: None,
        opened_at: None,
        closed_at: None,
        published_at: None,
        items: None,
        previous_digest: None,
        digest: None,
        version: 1,
        created_at: op.at,
    };
    let row = row.into_active_model().reset_all().insert(&*tx).await?;
    record(&tx, op, "scheduled", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Fails at the named fields unless no cycle has the code (`Taken`), and none of the plan opens on the day (the given rule).
pub(in crate::inventory) async fn is_free(
    tx: &Db,
    plan: PlanId,
    (code, code_field): (&Code, &str),
    (opens_on, day_field, same): (NaiveDate, &str, Rule),
) -> Result<()> {
    let taken = Entity::find().filter(Column::Code.eq(code.as_str())).one(tx).await?.is_some();
    let same_day = Entity::find().filter(Column::PlanId.eq(plan)).filter(Column::OpensOn.eq(opens_on));
    let same_day = same_day.one(tx).await?.is_some();
    let mut check = Check::default();
    check.that(!taken, code_field, Rule::Taken).that(!same_day || taken, day_field, same).result()
}

/// Opens a scheduled cycle, or one whose opening halted: a job makes the items that it has not yet. Needs
/// `inventory.run`; beside another cycle of the plan that goes on it is `CycleGoing`, before its window is over
/// `WindowOpen`.
pub async fn open(db: &Db, op: &OpContext, command: ChangeCycle) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let (tx, cycle) = hold(db, op, command, CycleMove::Open).await?;
    let today = local_date(op.at, tx.settings().zone);
    Check::default().that(cycle.window_to < today, "id", Rule::WindowOpen).result()?;
    let previous = match cycle.state {
        // The items that it has were made by the cycle that was before it then.
        CycleState::Opening => cycle.previous_id,
        _ => before(&tx, &cycle).await?,
    };
    let job = jobs::start(&tx, op, opening::KIND.name, &Input { cycle: cycle.id }).await?;
    let mut row = cycle.into_active_model();
    row.previous_id = Set(previous);
    row.job_id = Set(Some(job.id));
    finish(tx, op, row, "opening", CycleMove::Open).await
}

/// The cycle after which one opens, the plan locked for it: all others of the plan are closed.
async fn before(tx: &Db, cycle: &Cycle) -> Result<Option<CycleId>> {
    plans::lock(tx, cycle.plan_id).await?;
    let others = Entity::find().filter(Column::PlanId.eq(cycle.plan_id)).filter(Column::Id.ne(cycle.id));
    let others = others.filter(Column::State.is_not_in([CycleState::Scheduled, CycleState::Cancelled]));
    let others = others.order_by_desc(Column::OpenedAt).order_by_desc(Column::Id).all(tx).await?;
    Check::default().that(others.iter().all(|other| other.closed_at.is_some()), "id", Rule::CycleGoing).result()?;
    Ok(others.into_iter().max_by_key(|other| (other.window_to, other.closed_at)).map(|other| other.id))
}

/// Ends the time to answer; what was returned may be answered on where the plan has a second round. Needs
/// `inventory.run`.
pub async fn begin_verification(db: &Db, op: &OpContext, command: ChangeCycle) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let (tx, cycle) = hold(db, op, command, CycleMove::BeginVerification).await?;
    let today = local_date(op.at, tx.settings().zone);
    items::end_answering(&tx, cycle.id, today).await?;
    let ended = Ord::min(cycle.answers_due, today.pred_opt().unwrap_or(today));
    let mut row = cycle.into_active_model();
    row.answers_due = Set(ended);
    finish(tx, op, row, "verification_begun", CycleMove::BeginVerification).await
}

/// Closes a cycle, or one whose closing halted: a job marks what nobody verified and freezes the results, from where the
/// job before it ended. Needs `inventory.run`.
pub async fn close(db: &Db, op: &OpContext, command: ChangeCycle) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let (tx, cycle) = hold(db, op, command, CycleMove::Close).await?;
    let job = jobs::start(&tx, op, closing::KIND.name, &Input { cycle: cycle.id }).await?;
    let mut row = cycle.into_active_model();
    row.job_id = Set(Some(job.id));
    finish(tx, op, row, "closing", CycleMove::Close).await
}

/// Makes a closed cycle's results public. Needs `inventory.run`.
pub async fn publish(db: &Db, op: &OpContext, command: ChangeCycle) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let (tx, cycle) = hold(db, op, command, CycleMove::Publish).await?;
    let mut row = cycle.into_active_model();
    row.published_at = Set(Some(op.at));
    finish(tx, op, row, "published", CycleMove::Publish).await
}

/// Calls a scheduled cycle off, or one whose opening halted; items that it has by then stay, and ask nobody. Needs
/// `inventory.run`.
pub async fn cancel(db: &Db, op: &OpContext, command: ChangeCycle) -> Result<Cycle> {
    op.require(Permission::InventoryRun)?;
    let (tx, cycle) = hold(db, op, command, CycleMove::Cancel).await?;
    finish(tx, op, cycle.into_active_model(), "cancelled", CycleMove::Cancel).await
}

async fn hold(db: &Db, op: &OpContext, command: ChangeCycle, step: CycleMove) -> Result<(Tx, Cycle)> {
    let ChangeCycle { id, expected_version } = command;
    let tx = db.begin().await?;
    let cycle = locked(&tx, op, id).await?;
    store::same_version::<CycleId>(expected_version, cycle.version)?;
    let halted = halted_of(&tx, std::slice::from_ref(&cycle)).await?.contains(&id);
    if step.from(halted).contains(&cycle.state) {
        return Ok((tx, cycle));
    }
    Err(cycle.refused(step.to().name()))
}

async fn finish(tx: Tx, op: &OpContext, mut row: ActiveModel, what: &str, step: CycleMove) -> Result<Cycle> {
    row.state = Set(step.to());
    let row = save(&tx, row).await?;
    record(&tx, op, what, &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Saves a cycle with its next version.
pub(super) async fn save(tx: &Db, mut row: ActiveModel) -> Result<Cycle> {
    let version = row.version.clone().unwrap();
    row.version = Set(version + 1);
    Ok(row.update(tx).await?)
}

pub(in crate::inventory) async fn record(tx: &Db, op: &OpContext, what: &str, row: &Cycle) -> Result<()> {
    let operation = format!("{}.{what}", CycleId::KIND);
    let detail = json!({ "code": row.code, "state": row.state });
    events::record(tx, op, &operation, &["state"], Change::of(&operation, row.id).detail(detail)).await
}

fn later(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}

/// The twelve months before a day.
fn year_before(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let from = day.checked_sub_months(Months::new(12)).unwrap_or(NaiveDate::MIN);
    (from, day.pred_opt().unwrap_or(NaiveDate::MIN))
}

/// The seed of a cycle's sample: its id's random end, so that nobody chooses it and everybody can check it.
pub(in crate::inventory) fn seed(id: CycleId) -> i64 {
    i64::from_be_bytes(id.0.as_u64_pair().1.to_be_bytes())
}
