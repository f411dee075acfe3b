//! Finding follow-ups.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Func, Order, Query, SimpleExpr};
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect, Select};

use super::entity::{Column, Entity, FollowUpState, Model as FollowUp};
use crate::access::seen;
use crate::beneficiaries;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter, Range};
use crate::ids::{BeneficiaryId, DepartmentId, FollowUpId, InteractionId, StaffId};
use crate::interactions::entity::{Column as InteractionColumn, Entity as InteractionEntity};
use crate::op::{OpContext, Reach};
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// A condition on follow-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpCondition {
    /// Whether it is to be done by the staff member who asks.
    Mine(Choice<bool>),
    /// By whom it is to be done; no value means that nobody took it yet.
    Assignee(Choice<StaffId>),
    /// In whose queue.
    Department(Choice<DepartmentId>),
    /// In which state.
    State(Choice<FollowUpState>),
    /// Due when.
    DueOn(Range<NaiveDate>),
    /// Of which contact.
    Interaction(Choice<InteractionId>),
}

/// One follow-up; `NotFound` when the actor may not see it.
pub async fn get(db: &Db, op: &OpContext, id: FollowUpId) -> Result<FollowUp> {
    let row = visible_to(db, op)?.filter(Column::Id.eq(id)).one(db).await?;
    let row = row.ok_or_else(Error::not_found::<FollowUpId>)?;
    shown(db, op, [&row]).await?;
    Ok(row)
}

/// Follow-ups by id; those that the actor may not see are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[FollowUpId]) -> Result<HashMap<FollowUpId, FollowUp>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = visible_to(db, op)?.filter(store::any_of(db, Column::Id, &ids)).all(db).await?;
    shown(db, op, &rows).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The first follow-ups of many contacts that the actor may see, by due day; at most 20 each.
pub async fn of_interactions(
    db: &Db,
    op: &OpContext,
    ids: &[InteractionId],
) -> Result<HashMap<InteractionId, Vec<FollowUp>>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let owner = Column::InteractionId;
    let select = visible_to(db, op)?.filter(store::any_of(db, owner, &ids));
    let lists: Vec<(Uuid, Page<FollowUp>)> = page::fetch_each(db, select, (LIST, by_due_day()), (owner, 20)).await?;
    shown(db, op, lists.iter().flat_map(|(_, page)| page.nodes())).await?;
    Ok(lists.into_iter().map(|(id, page)| (InteractionId(id), page.into_nodes())).collect())
}

const LIST: &str = "follow_ups:due";

fn by_due_day() -> Vec<SortKey> {
    vec![
        SortKey::new(Column::DueOn.into_expr(), KeyKind::Date, Order::Asc),
        SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Asc),
    ]
}

/// Follow-ups by due day, earliest first.
pub async fn list(
    db: &Db,
    op: &OpContext,
    filter: Filter<FollowUpCondition>,
    page: &PageRequest,
) -> Result<Page<FollowUp>> {
    let select = visible_to(db, op)?.filter(filter.into_condition(&|one| condition(db, op, one))?);
    let found: Page<FollowUp> = page::fetch(db, select, LIST, by_due_day(), page).await?;
    shown(db, op, found.nodes()).await?;
    Ok(found)
}

/// Logs whom follow-ups are about: the people of their contacts, whom the notes may name.
pub(super) async fn shown(db: &Db, op: &OpContext, rows: impl IntoIterator<Item = &FollowUp>) -> Result<()> {
    let contacts: Vec<Uuid> =
        store::distinct(rows.into_iter().map(|row| row.interaction_id)).into_iter().map(Uuid::from).collect();
    if contacts.is_empty() {
        return Ok(());
    }
    let people: Vec<BeneficiaryId> = InteractionEntity::find()
        .select_only()
        .column(InteractionColumn::BeneficiaryId)
        .filter(store::any_of(db, InteractionColumn::Id, &contacts))
        .filter(InteractionColumn::BeneficiaryId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    seen(db, op, "follow_up.list", people).await
}

fn condition(db: &Db, op: &OpContext, one: FollowUpCondition) -> Condition {
    use FollowUpCondition as C;
    let condition = match one {
        // The plain form, so that the index serves the list that people open most.
        C::Mine(Choice::Eq(true)) if op.staff().is_some() => Column::AssigneeId.eq(op.staff()),
        C::Mine(test) => {
            let mine = op.staff().map_or(SimpleExpr::from(false), |me| Column::AssigneeId.eq(me));
            test.on(Func::coalesce([mine, SimpleExpr::from(false)]))
        }
        C::Assignee(test) => store::chosen(db, Column::AssigneeId, test),
        C::Department(test) => store::chosen(db, Column::DepartmentId, test),
        C::State(test) => test.on(Column::State.into_expr()),
        C::DueOn(test) => test.on(Column::DueOn.into_expr()),
        C::Interaction(test) => store::chosen(db, Column::InteractionId, test),
    };
    Condition::all().add(condition)
}

/// The follow-ups that the actor may see. Needs `interaction.read`.
pub(super) fn visible_to(db: &Db, op: &OpContext) -> Result<Select<Entity>> {
    op.require(Permission::InteractionRead)?;
    let mut select = Entity::find();
    if let Some(through) = &op.through {
        let within: Vec<Uuid> = through.reach.iter().map(|id| id.0).collect();
        select = select.filter(store::any_of(db, Column::DepartmentId, &within));
    }
    if let Reach::Departments(set) = op.reach(Permission::InteractionReadBody) {
        let set: Vec<Uuid> = set.into_iter().map(Uuid::from).collect();
        let mut own = Condition::any().add(store::any_of(db, Column::DepartmentId, &set));
        own = own.add(Column::CreatedBy.eq(op.actor.key()));
        if let Some(staff) = op.staff() {
            own = own.add(Column::AssigneeId.eq(staff));
        }
        select = select.filter(own);
    }
    if let Some(hidden) = beneficiaries::hidden_from(op) {
        let about = Query::select()
            .column(InteractionColumn::Id)
            .from(InteractionEntity)
            .and_where(InteractionColumn::BeneficiaryId.in_subquery(hidden))
            .to_owned();
        select = select.filter(Column::InteractionId.not_in_subquery(about));
    }
    Ok(select)
}
