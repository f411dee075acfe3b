//! Reading plans, their versions, decisions and votes.

use std::collections::{BTreeSet, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use sea_orm::{QueryOrder, Select};

use super::entity::{DecisionOutcome, decision, plan, version, vote};
use super::{Decision, Plan, PlanContent, PlanVersion, Vote};
use crate::db::Db;
use crate::documents;
use crate::error::{Error, Result};
use crate::ids::{DecisionId, PlanId};
use crate::inventory::digest::digest;
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// Most versions or decisions that are given with one plan.
const MOST: u32 = 100;

/// The plans that the actor may see: with `inventory.read`, all.
pub(super) fn visible_to(op: &OpContext) -> Result<Select<plan::Entity>> {
    op.require(Permission::InventoryRead)?;
    Ok(plan::Entity::find())
}

/// One plan.
pub async fn get(db: &Db, op: &OpContext, id: PlanId) -> Result<Plan> {
    visible_to(op)?.filter(plan::Column::Id.eq(id)).one(db).await?.ok_or_else(Error::not_found::<PlanId>)
}

/// One plan by its code.
pub async fn find_by_code(db: &Db, op: &OpContext, code: &str) -> Result<Option<Plan>> {
    Ok(visible_to(op)?.filter(plan::Column::Code.eq(code.trim())).one(db).await?)
}

/// Plans by id; none to those who may not see plans, such as the public, which sees published cycles.
pub async fn many(db: &Db, op: &OpContext, ids: &[PlanId]) -> Result<HashMap<PlanId, Plan>> {
    if !op.may(Permission::InventoryRead) {
        return Ok(HashMap::new());
    }
    let rows = visible_to(op)?.filter(store::any_of(db, plan::Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Plans, latest first.
pub async fn list(db: &Db, op: &OpContext, request: &PageRequest) -> Result<Page<Plan>> {
    let keys = vec![SortKey::new(plan::Column::Id.into_expr(), KeyKind::Id, Order::Desc)];
    page::fetch(db, visible_to(op)?, "inventory_plans", keys, request).await
}

/// Versions by plan and number, in one statement.
pub async fn many_versions(
    db: &Db,
    op: &OpContext,
    wanted: &[(PlanId, i32)],
) -> Result<HashMap<(PlanId, i32), PlanVersion>> {
    op.require(Permission::InventoryRead)?;
    let rows = rows(db, wanted).await?;
    Ok(rows.into_iter().map(|row| ((row.plan_id, row.number), row)).collect())
}

/// The versions of plans, latest first; at most 100 each.
pub async fn versions(db: &Db, op: &OpContext, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<PlanVersion>>> {
    op.require(Permission::InventoryRead)?;
    let owner = version::Column::PlanId;
    let select = version::Entity::find().filter(store::any_of(db, owner, plans));
    let key = SortKey::new(version::Column::Number.into_expr(), KeyKind::Int, Order::Desc);
    let lists = page::fetch_each(db, select, ("inventory_plan_versions", vec![key]), (owner, MOST)).await?;
    Ok(lists.into_iter().map(|(id, page)| (PlanId(id), page.into_nodes())).collect())
}

/// The decisions on plans, latest first; at most 100 each.
pub async fn decisions(db: &Db, op: &OpContext, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<Decision>>> {
    op.require(Permission::InventoryRead)?;
    let owner = decision::Column::PlanId;
    let select = decision::Entity::find().filter(store::any_of(db, owner, plans));
    let key = SortKey::new(decision::Column::Id.into_expr(), KeyKind::Id, Order::Desc);
    let lists = page::fetch_each(db, select, ("inventory_decisions", vec![key]), (owner, MOST)).await?;
    Ok(lists.into_iter().map(|(id, page)| (PlanId(id), page.into_nodes())).collect())
}

/// The votes on versions of plans, in the order in which they were cast. There is one for each member.
pub async fn votes(db: &Db, op: &OpContext, wanted: &[(PlanId, i32)]) -> Result<HashMap<(PlanId, i32), Vec<Vote>>> {
    op.require(Permission::InventoryRead)?;
    let (plans, numbers) = apart(wanted);
    let select = vote::Entity::find().filter(store::any_of(db, vote::Column::PlanId, &plans));
    let select = select.filter(vote::Column::Number.is_in(numbers));
    let rows = select.order_by_asc(vote::Column::At).order_by_asc(vote::Column::StaffId).all(db).await?;
    let mut lists: HashMap<(PlanId, i32), Vec<Vote>> = HashMap::new();
    for row in rows {
        lists.entry((row.plan_id, row.number)).or_default().push(row);
    }
    Ok(lists)
}

/// What versions say, for who opens and runs cycles by them.
pub(crate) async fn contents(db: &Db, wanted: &[(PlanId, i32)]) -> Result<HashMap<(PlanId, i32), PlanContent>> {
    rows(db, wanted).await?.into_iter().map(|row| Ok(((row.plan_id, row.number), row.content()?))).collect()
}

async fn rows(db: &Db, wanted: &[(PlanId, i32)]) -> Result<Vec<PlanVersion>> {
    let (plans, numbers) = apart(wanted);
    let select = version::Entity::find().filter(store::any_of(db, version::Column::PlanId, &plans));
    Ok(select.filter(version::Column::Number.is_in(numbers)).all(db).await?)
}

/// The digest of an approved version.
pub(crate) async fn digest_of(db: &Db, key: (PlanId, i32)) -> Result<Vec<u8>> {
    let row = version::Entity::find_by_id(key).one(db).await?;
    row.and_then(|row| row.digest).ok_or(Error::Corrupt { what: "inventory plan: no digest" })
}

/// Whether the text of a version, and every decision on it, still says what its digest was made of, signed minutes are
/// those that were laid beside it, and what was laid before the committee was approved by it.
pub(crate) async fn is_as_decided(db: &Db, (plan, number): (PlanId, i32)) -> Result<bool> {
    let Some(version) = version::Entity::find_by_id((plan, number)).one(db).await? else { return Ok(false) };
    let decisions = decision::Entity::find().filter(decision::Column::PlanId.eq(plan));
    let decisions = decisions.filter(decision::Column::Number.eq(number)).all(db).await?;
    let ids: Vec<DecisionId> = decisions.iter().map(|decision| decision.id).collect();
    let minutes = documents::attached(db, &ids).await?;
    let mut approved = version.submitted_at.is_none();
    for decision in decisions {
        let laid = minutes.get(&decision.id).and_then(|documents| documents.first());
        let as_laid =
            decision.document_digest.is_none() || laid.map(|one| &one.digest) == Some(&decision.document_digest);
        if !as_laid || decision.frozen()? != decision.digest {
            return Ok(false);
        }
        approved |=
            decision.outcome == DecisionOutcome::Approved && version.digest.as_ref() == Some(&decision.plan_digest);
    }
    Ok(approved && version.digest == Some(digest(&version.stored)?))
}

/// The plans that have a version in force, with what it says.
pub(crate) async fn in_force(db: &Db) -> Result<Vec<(Plan, PlanContent)>> {
    let plans = plan::Entity::find().filter(plan::Column::InForceNumber.is_not_null()).all(db).await?;
    let keys: Vec<_> = plans.iter().filter_map(|plan| Some((plan.id, plan.in_force_number?))).collect();
    let mut contents = contents(db, &keys).await?;
    let mut content = |plan: &Plan| contents.remove(&(plan.id, plan.in_force_number?));
    Ok(plans.into_iter().filter_map(|plan| content(&plan).map(|content| (plan, content))).collect())
}

/// Locks a plan for the length of a transaction, so that one of its cycles opens at a time.
pub(crate) async fn lock(tx: &Db, id: PlanId) -> Result<Plan> {
    store::locked::<_, PlanId>(tx, plan::Entity::find_by_id(id)).await
}

/// The plans and the numbers of versions.
fn apart(wanted: &[(PlanId, i32)]) -> (Vec<PlanId>, BTreeSet<i32>) {
    let plans = store::distinct(wanted.iter().map(|(plan, _)| *plan));
    (plans, wanted.iter().map(|(_, number)| *number).collect())
}
