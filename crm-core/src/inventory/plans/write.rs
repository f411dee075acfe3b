//! Drafting, revising, submitting plans, and putting them in force.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use serde_json::json;

use super::entity::{plan, version, vote};
use super::read::visible_to;
use super::rules::{PlanMove, PlanState};
use super::{Plan, PlanContent, PlanVersion};
use crate::audit::Change;
use crate::db::{Db, Tx};
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{PlanId, RecordId};
use crate::inventory::digest::digest;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::values::Code;

/// A new plan.
#[derive(Clone, Debug)]
pub struct DraftPlan {
    /// Unique code, never reused.
    pub code: String,
    /// What its first version says.
    pub content: PlanContent,
}

/// A plan written anew.
#[derive(Clone, Debug)]
pub struct RevisePlan {
    /// The plan.
    pub id: PlanId,
    /// All that it says from now on.
    pub content: PlanContent,
    /// The version of the header that the caller saw.
    pub expected_version: Option<i32>,
}

/// A move of the latest version of a plan.
#[derive(Clone, Copy, Debug)]
pub struct ChangePlan {
    /// The plan.
    pub id: PlanId,
    /// The version of the header that the caller saw.
    pub expected_version: Option<i32>,
}

/// Drafts a plan. Needs `inventory.plan`; a code in use is `Taken`.
pub async fn draft(db: &Db, op: &OpContext, command: DraftPlan) -> Result<Plan> {
    op.require(Permission::InventoryPlan)?;
    let DraftPlan { code, content } = command;
    let mut check = Check::default();
    let code = check.take("code", Code::parse(&code))?;
    let content = check.take("content", content.checked(db).await)?;
    check.done()?;
    let (Some(code), Some(content)) = (code, content) else { return Err(Error::invalid("", Rule::Required)) };
    let tx = db.begin().await?;
    let taken = plan::Entity::find().filter(plan::Column::Code.eq(code.as_str())).one(&*tx).await?.is_some();
    Check::default().that(!taken, "code", Rule::Taken).result()?;
    let row = Plan {
        id: op.new_id(),
        code: code.as_str().to_owned(),
        in_force_number: None,
        latest_number: 1,
        version: 1,
        created_at: op.at,
    };
    let row = row.into_active_model().reset_all().insert(&*tx).await?;
    insert(&tx, op, &row, &content, PlanState::Draft).await?;
    record(&tx, op, "drafted", &row, PlanState::Draft).await?;
    tx.commit().await?;
    Ok(row)
}

/// The plan to which cycles out of files of a scheme belong, recorded with the first of them. Nobody decided on it here and
/// nothing is opened by it: its one version is superseded from the beginning. A plan that was drafted under the scheme's
/// code is `Taken` at `plan`.
pub(in crate::inventory) async fn of_files(
    tx: &Db,
    op: &OpContext,
    scheme: &str,
    from: NaiveDate,
) -> Result<(PlanId, i32)> {
    if let Some(plan) = plan::Entity::find().filter(plan::Column::Code.eq(scheme)).one(tx).await? {
        let version = version::Entity::find_by_id((plan.id, 1)).one(tx).await?;
        let is_of_files = version.is_some_and(|version| version.state == PlanState::Superseded);
        Check::default().that(is_of_files && plan.latest_number == 1, "plan", Rule::Taken).result()?;
        return Ok((plan.id, 1));
    }
    let content = PlanContent::of_files(scheme, from);
    let row = Plan {
        id: op.new_id(),
        code: scheme.to_owned(),
        in_force_number: None,
        latest_number: 1,
        version: 1,
        created_at: op.at,
    };
    plan::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    insert(tx, op, &row, &content, PlanState::Superseded).await?;
    record(tx, op, "recorded", &row, PlanState::Superseded).await?;
    Ok((row.id, 1))
}

/// Writes a plan anew: a draft in its place, anything that was before the committee as the next version, beside which an
/// approved one stays in force until that is. Needs `inventory.plan`; what is before the committee is `NotAllowed`, an equal text
/// `NothingToDo`.
pub async fn revise(db: &Db, op: &OpContext, command: RevisePlan) -> Result<Plan> {
    op.require(Permission::InventoryPlan)?;
    let RevisePlan { id, content, expected_version } = command;
    let content = content.checked(db).await.map_err(|error| error.under("content"))?;
    let Held { tx, plan, version } = hold(db, op, id, expected_version, PlanMove::Revise).await?;
    if version.content()? == content {
        return Err(Error::invalid("content", Rule::NothingToDo));
    }
    let mut row = plan.clone().into_active_model();
    if version.state == PlanState::Draft {
        let mut rewritten = version.into_active_model();
        rewritten.stored = Set(content.to_json()?);
        rewritten.author = Set(op.actor.key());
        rewritten.author_staff_id = Set(op.staff());
        rewritten.recorded_at = Set(op.at);
        rewritten.update(&*tx).await?;
    } else {
        row.latest_number = Set(plan.latest_number + 1);
        let next = Plan { latest_number: plan.latest_number + 1, ..plan };
        insert(&tx, op, &next, &content, PlanState::Draft).await?;
    }
    finish(tx, op, row, "revised", PlanState::Draft).await
}

/// Lays the latest version before the committee, with the digest of its text; votes on what was returned count no more:
/// they stand in the record, and in the decision that they led to. Needs `inventory.plan`.
pub async fn submit(db: &Db, op: &OpContext, command: ChangePlan) -> Result<Plan> {
    op.require(Permission::InventoryPlan)?;
    let Held { tx, plan, version } = hold(db, op, command.id, command.expected_version, PlanMove::Submit).await?;
    let frozen = digest(&version.stored)?;
    let cast = vote::Entity::delete_many().filter(vote::Column::PlanId.eq(plan.id));
    cast.filter(vote::Column::Number.eq(version.number)).exec(&*tx).await?;
    let mut row = version.into_active_model();
    row.state = Set(PlanState::Submitted);
    row.digest = Set(Some(frozen));
    row.submitted_staff_id = Set(op.staff());
    row.submitted_at = Set(Some(op.at));
    row.update(&*tx).await?;
    finish(tx, op, plan.into_active_model(), "submitted", PlanState::Submitted).await
}

/// Puts the approved version in force; the one before is superseded. Needs `inventory.plan`.
pub async fn enforce(db: &Db, op: &OpContext, command: ChangePlan) -> Result<Plan> {
    op.require(Permission::InventoryPlan)?;
    let Held { tx, plan, version } = hold(db, op, command.id, command.expected_version, PlanMove::Enforce).await?;
    version::Entity::update_many()
        .col_expr(version::Column::State, Expr::value(PlanState::Superseded.name()))
        .filter(version::Column::PlanId.eq(plan.id))
        .filter(version::Column::Number.lt(version.number))
        .filter(version::Column::State.is_in([PlanState::InForce, PlanState::Approved]))
        .exec(&*tx)
        .await?;
    let number = version.number;
    let mut row = version.into_active_model();
    row.state = Set(PlanState::InForce);
    row.update(&*tx).await?;
    let mut header = plan.into_active_model();
    header.in_force_number = Set(Some(number));
    finish(tx, op, header, "put_in_force", PlanState::InForce).await
}

/// A plan locked for a move, with its latest version.
pub(super) struct Held {
    pub tx: Tx,
    pub plan: Plan,
    pub version: PlanVersion,
}

/// Begins a move: the actor knows the header's version, and the life cycle has the move from where the latest version
/// stands.
pub(super) async fn hold(
    db: &Db,
    op: &OpContext,
    id: PlanId,
    expected_version: Option<i32>,
    step: PlanMove,
) -> Result<Held> {
    let tx = db.begin().await?;
    let plan = store::locked::<_, PlanId>(&tx, visible_to(op)?.filter(plan::Column::Id.eq(id))).await?;
    store::same_version::<PlanId>(expected_version, plan.version)?;
    let version = version::Entity::find_by_id((id, plan.latest_number)).one(&*tx).await?;
    let version = version.ok_or(Error::Corrupt { what: "inventory plan: no version" })?;
    if step.from().contains(&version.state) {
        return Ok(Held { tx, plan, version });
    }
    let to = if step == PlanMove::Vote { "voted" } else { step.to().name() };
    Err(Error::NotAllowed { entity: PlanId::KIND, from: version.state.name().into(), to: to.into() })
}

/// Ends a move: counts it, records it, commits.
pub(super) async fn finish(
    tx: Tx,
    op: &OpContext,
    mut row: plan::ActiveModel,
    what: &str,
    state: PlanState,
) -> Result<Plan> {
    let version = row.version.clone().unwrap();
    row.version = Set(version + 1);
    let row = row.update(&*tx).await?;
    record(&tx, op, what, &row, state).await?;
    tx.commit().await?;
    Ok(row)
}

async fn insert(tx: &Db, op: &OpContext, plan: &Plan, content: &PlanContent, state: PlanState) -> Result<()> {
    let stored = content.to_json()?;
    let frozen = if state == PlanState::Draft { None } else { Some(digest(&stored)?) };
    let row = version::ActiveModel {
        plan_id: Set(plan.id),
        number: Set(plan.latest_number),
        state: Set(state),
        stored: Set(stored),
        digest: Set(frozen),
        author: Set(op.actor.key()),
        author_staff_id: Set(op.staff()),
        recorded_at: Set(op.at),
        submitted_staff_id: Set(None),
        submitted_at: Set(None),
    };
    version::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn record(tx: &Db, op: &OpContext, what: &str, row: &Plan, state: PlanState) -> Result<()> {
    let operation = format!("{}.{what}", PlanId::KIND);
    let detail = json!({ "code": row.code, "number": row.latest_number, "state": state });
    let change = Change::of(&operation, row.id).detail(detail);
    events::record(tx, op, &operation, &["state"], change).await
}
