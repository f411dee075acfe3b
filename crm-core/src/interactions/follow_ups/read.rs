//! Finding follow-ups.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::sea_query::{Func, Order, Query, SimpleExpr};
use sea_orm::{Condition, EntityTrait, FromQueryResult, QueryFilter, QueryResult, QuerySelect, QueryTrait, Select};

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
    let found = about(visible_to(db, op)?).filter(Column::Id.eq(id)).into_model::<About>().one(db).await?;
    seen(db, op, SEEN, people(&found)).await?;
    found.map(|about| about.row).ok_or_else(Error::not_found::<FollowUpId>)
}

/// Follow-ups by id; those that the actor may not see are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[FollowUpId]) -> Result<HashMap<FollowUpId, FollowUp>> {
    let select = about(visible_to(db, op)?).filter(store::any_of(db, Column::Id, ids));
    let found = select.into_model::<About>().all(db).await?;
    seen(db, op, SEEN, people(&found)).await?;
    Ok(found.into_iter().map(|about| (about.row.id, about.row)).collect())
}

/// The first follow-ups of many contacts that the actor may see, by due day; at most 20 each.
pub async fn of_interactions(
    db: &Db,
    op: &OpContext,
    ids: &[InteractionId],
) -> Result<HashMap<InteractionId, Vec<FollowUp>>> {
    let owner = Column::InteractionId;
    let select = about(visible_to(db, op)?).filter(store::any_of(db, owner, ids));
    let lists: Vec<(Uuid, Page<About>)> = page::fetch_each(db, select, (LIST, by_due_day()), (owner, 20)).await?;
    seen(db, op, SEEN, people(lists.iter().flat_map(|(_, page)| page.nodes()))).await?;
    Ok(lists.into_iter().map(|(id, page)| (InteractionId(id), rows(page).into_nodes())).collect())
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
    let select = about(visible_to(db, op)?).filter(filter.into_condition(&|one| condition(db, op, one))?);
    let found: Page<About> = page::fetch(db, select, LIST, by_due_day(), page).await?;
    seen(db, op, SEEN, people(found.nodes())).await?;
    Ok(rows(found))
}

fn rows(page: Page<About>) -> Page<FollowUp> {
    page.map(|about| about.row)
}

/// A follow-up with the person of its contact, whom its note may name.
struct About {
    row: FollowUp,
    person: Option<BeneficiaryId>,
}

impl FromQueryResult for About {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self { row: FollowUp::from_query_result(row, prefix)?, person: row.try_get("", PERSON)? })
    }
}

/// The name under which the person comes.
const PERSON: &str = "person";

/// Follow-ups with their people, in the same statement.
fn about(select: Select<Entity>) -> Select<Entity> {
    let contact = InteractionColumn::Id.into_expr().eq(Column::InteractionId.into_expr());
    let person = InteractionEntity::find().select_only().column(InteractionColumn::BeneficiaryId).filter(contact);
    select.expr_as(SimpleExpr::SubQuery(None, Box::new(person.into_query().into())), PERSON)
}

/// Whom follow-ups are about.
fn people<'a>(rows: impl IntoIterator<Item = &'a About>) -> Vec<BeneficiaryId> {
    rows.into_iter().filter_map(|about| about.person).collect()
}

/// The operation, in the log of who saw whom.
const SEEN: &str = "follow_up.list";

/// Logs whom a follow-up is about that is about to change.
pub(super) async fn shown_by(tx: &Db, op: &OpContext, id: FollowUpId) -> Result<()> {
    let found = about(Entity::find_by_id(id)).into_model::<About>().one(tx).await?;
    seen(tx, op, SEEN, people(&found)).await
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
        select = select.filter(store::any_of(db, Column::DepartmentId, through.reach.iter()));
    }
    if let Reach::Departments(set) = op.reach(Permission::InteractionReadBody) {
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
