//! The clock: what falls due by itself. Restarted at any point it does nothing twice.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};
use serde_json::json;

use super::Cycle;
use super::entity::{Column, Entity};
use super::rules::{CycleState, due_on};
use super::write::{ChangeCycle, ScheduleCycle, begin_verification, open, schedule_since};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{CycleId, DepartmentId, PlanId, RecordId};
use crate::inventory::items::ItemState;
use crate::inventory::items::entity::item;
use crate::inventory::plans;
use crate::names::names;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;

/// So many days before its last day a department is reminded.
const SOON: Days = Days::new(3);
/// So many days after it the department above is told.
const LATE: Days = Days::new(7);

names! {
    /// What is put in the outbox about a department, each once for a last day: who gets more time is reminded of that.
    NoticeKind {
        /// The time to answer ends in three days or less.
        DueSoon = "due_soon",
        /// It is over, and something is not answered: for the head of the department.
        Overdue = "overdue",
        /// It is over for a week, and something is still not answered: for the head of the department above.
        Escalated = "escalated",
        /// The time to verify is over, and something is not verified.
        VerificationOverdue = "verification_overdue",
    }
}

mod notice {
    use super::{CycleId, DepartmentId, NoticeKind};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// What was put in the outbox.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cycle_id: CycleId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub department_id: DepartmentId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: NoticeKind,
        /// The last day that it is about.
        #[sea_orm(primary_key, auto_increment = false)]
        pub due_on: Date,
        pub at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Does what falls due: schedules cycles that recur and opens those whose day has come, ends the time to answer where
/// nothing was extended, reminds departments. Tells how much it did; meant for a loop, and harmless in several processes
/// at once. Only the installation itself may.
pub async fn tick(db: &Db, op: &OpContext) -> Result<usize> {
    op.require(Permission::Upkeep)?;
    let today = local_date(op.at, db.settings().zone);
    let mut done = recur(db, op, today).await?;
    let going = [CycleState::Scheduled, CycleState::Open, CycleState::Verification];
    let cycles = Entity::find().filter(Column::State.is_in(going)).order_by_asc(Column::Id).all(db).await?;
    for cycle in cycles {
        let change = ChangeCycle { id: cycle.id, expected_version: Some(cycle.version) };
        done += match cycle.state {
            CycleState::Scheduled if cycle.opens_on <= today => passed(open(db, op, change).await)?,
            CycleState::Open if over(db, &cycle, today).await? => passed(begin_verification(db, op, change).await)?,
            _ => 0,
        };
        done += remind(db, op, &cycle, today).await?;
    }
    Ok(done)
}

/// One, or none when another process was faster, or an earlier cycle still goes on. What else stands against it is for who
/// keeps the installation to know, and keeps nobody else's cycle waiting.
fn passed<T>(result: Result<T>) -> Result<usize> {
    match result {
        Ok(_) => Ok(1),
        Err(Error::Conflict { .. } | Error::NotAllowed { .. }) => Ok(0),
        Err(Error::Invalid { fields }) => {
            if !fields.iter().all(|field| matches!(field.rule, Rule::Taken | Rule::CycleGoing)) {
                tracing::warn!(?fields, "what fell due in the inventory could not be done");
            }
            Ok(0)
        }
        Err(error) => Err(error),
    }
}

/// Schedules what recurs: the latest day of each plan that has come, unless a cycle stands for it. So a day on which no
/// clock went is made up for, and so is the day of a plan that comes in force after it, since the committee approved that
/// day with the plan; days before it stay missed. The cycle opens under the day that it fell due, which its window of
/// figures ends before; the time to answer is counted from today.
///
/// The code is the plan's, cut where it is long, with the day, and a plan has one cycle of a day, so that it happens once.
async fn recur(db: &Db, op: &OpContext, today: NaiveDate) -> Result<usize> {
    let mut done = 0;
    for (plan, content) in plans::in_force(db).await? {
        let Some(opens_on) = due_on(content.period, &content.recurrence, today) else { continue };
        if has_cycle(db, plan.id, (opens_on, today)).await? {
            continue;
        }
        // A code has at most 64 characters.
        let code = format!("{:.55}-{}", plan.code, opens_on.format("%Y%m%d"));
        let (window, answers_due, verification_due) = (None, None, None);
        let command = ScheduleCycle { plan: plan.id, code, opens_on, window, answers_due, verification_due };
        done += passed(schedule_since(db, op, command, opens_on).await)?;
    }
    Ok(done)
}

/// Whether a cycle stands for a day: the one of that day, even when it was called off, or one that was opened since by
/// hand.
async fn has_cycle(db: &Db, plan: PlanId, (due, today): (NaiveDate, NaiveDate)) -> Result<bool> {
    let since = Column::OpensOn.gt(due).and(Column::OpensOn.lte(today)).and(Column::State.ne(CycleState::Cancelled));
    let known = Entity::find().filter(Column::PlanId.eq(plan)).filter(Column::OpensOn.eq(due).or(since));
    Ok(known.limit(1).one(db).await?.is_some())
}

/// Whether the time to answer is over for every department.
async fn over(db: &Db, cycle: &Cycle, today: NaiveDate) -> Result<bool> {
    if cycle.answers_due >= today {
        return Ok(false);
    }
    let key = (cycle.plan_id, cycle.plan_number);
    let second_round = plans::contents(db, &[key]).await?.get(&key).is_some_and(|plan| plan.stages.second_round);
    let extended = item::Entity::find().filter(item::Column::CycleId.eq(cycle.id)).filter(waiting());
    let mut extended = extended.filter(item::Column::DueOn.gte(today));
    if second_round {
        // What was given back is answered while the rest is verified.
        extended = extended.filter(item::Column::State.ne(ItemState::Returned));
    }
    Ok(extended.limit(1).one(db).await?.is_none())
}

fn waiting() -> sea_orm::sea_query::SimpleExpr {
    item::Column::State.is_in([ItemState::Pending, ItemState::Returned])
}

/// Puts notices in the outbox for departments that wait for one, under the lock of the cycle.
async fn remind(db: &Db, op: &OpContext, cycle: &Cycle, today: NaiveDate) -> Result<usize> {
    let tx = db.begin().await?;
    let Some(cycle) = store::held(&tx, Entity::find_by_id(cycle.id)).await? else { return Ok(0) };
    if !cycle.state.is_going() {
        return Ok(0);
    }
    let sent = notice::Entity::find().filter(notice::Column::CycleId.eq(cycle.id)).all(&*tx).await?;
    let sent: HashSet<_> = sent.into_iter().map(|row| (row.kind, row.department_id, row.due_on)).collect();
    let mut done = 0;
    for kind in NoticeKind::ALL {
        let concerned = concerned(&tx, &cycle, *kind, today).await?;
        let fresh = concerned.into_iter().filter(|one| !sent.contains(&(*kind, one.department_id, one.due_on)));
        done += notify(&tx, op, (&cycle, *kind), &fresh.collect::<Vec<_>>()).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// Puts notices of one kind in the outbox; tells how many.
async fn notify(tx: &Db, op: &OpContext, (cycle, kind): (&Cycle, NoticeKind), about: &[Concerned]) -> Result<usize> {
    if about.is_empty() {
        return Ok(0);
    }
    let row = |one: &Concerned| notice::ActiveModel {
        cycle_id: Set(cycle.id),
        department_id: Set(one.department_id),
        kind: Set(kind),
        due_on: Set(one.due_on),
        at: Set(op.at),
    };
    notice::Entity::insert_many(about.iter().map(row)).exec_without_returning(tx).await?;
    let frame = tx.reference().await?;
    let above = |one: &Concerned| {
        let above = frame.department(one.department_id).and_then(|department| frame.department(department.parent_id?));
        above.map(|department| department.code.clone())
    };
    let change = |one: &Concerned| {
        let mut detail = json!({ "code": cycle.code, "dueOn": one.due_on, "items": one.items });
        if kind == NoticeKind::Escalated {
            detail["above"] = above(one).into();
        }
        Change::of("inventory_cycle.remind", cycle.id).department(one.department_id).detail(detail)
    };
    let event = format!("{}.{}", CycleId::KIND, kind.name());
    events::record_many(tx, op, &event, &[], about.iter().map(change).collect()).await?;
    Ok(about.len())
}

/// A department that a notice is about.
#[derive(FromQueryResult)]
struct Concerned {
    department_id: DepartmentId,
    /// The latest last day of what waits.
    due_on: NaiveDate,
    /// How many items wait.
    items: i64,
}

/// The departments that a notice is about.
async fn concerned(tx: &Db, cycle: &Cycle, kind: NoticeKind, today: NaiveDate) -> Result<Vec<Concerned>> {
    use item::Column;
    let soon = today.checked_add_days(SOON).unwrap_or(today);
    let late = today.checked_sub_days(LATE).unwrap_or(today);
    let select = item::Entity::find().filter(Column::CycleId.eq(cycle.id));
    let (select, due_on) = match kind {
        NoticeKind::DueSoon => {
            (select.filter(waiting()).filter(Column::DueOn.between(today, soon)), Column::DueOn.max())
        }
        NoticeKind::Overdue => (select.filter(waiting()).filter(Column::DueOn.lt(today)), Column::DueOn.max()),
        NoticeKind::Escalated => (select.filter(waiting()).filter(Column::DueOn.lt(late)), Column::DueOn.max()),
        NoticeKind::VerificationOverdue if cycle.verification_due < today => {
            let in_review = [ItemState::Answered, ItemState::Endorsed, ItemState::SecondReview];
            (select.filter(Column::State.is_in(in_review)), Expr::value(cycle.verification_due))
        }
        NoticeKind::VerificationOverdue => return Ok(Vec::new()),
    };
    let select = select.select_only().column(Column::DepartmentId).expr_as(due_on, "due_on");
    let select = select.expr_as(Column::Id.count(), "items").group_by(Column::DepartmentId);
    Ok(select.into_model().all(tx).await?)
}
