//! Reading the log. Entries that were corrected, and entries that take others back, show when asked for only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Order, Query, SimpleExpr, WindowStatement};
use sea_orm::{Condition, ConnectionTrait, FromQueryResult, QueryFilter, QueryTrait, Select};

use super::access::{in_full, view, visible_to};
use super::entity::{Column, Direction, Entity, EntryKind, Model, Outcome};
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::ids::{BeneficiaryId, CaseId, DepartmentId, InteractionId, ReasonId, RecordId, ServiceId, SiteId, StaffId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::store;
use crate::text::fold;

/// One condition on contacts. A list means any of its values; an empty list matches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InteractionMatch {
    /// Whose contact.
    Department(Vec<DepartmentId>),
    /// About which service.
    Service(Vec<ServiceId>),
    /// For which reason.
    Reason(Vec<ReasonId>),
    /// Over which channel.
    Channel(Vec<ChannelKind>),
    /// In which direction.
    Direction(Direction),
    /// With what outcome.
    Outcome(Vec<Outcome>),
    /// With or about whom.
    Beneficiary(Vec<BeneficiaryId>),
    /// Whether it is anonymous.
    Anonymous(bool),
    /// Happened at or after.
    From(DateTime<Utc>),
    /// Happened before.
    Until(DateTime<Utc>),
    /// Recorded at or after.
    RecordedFrom(DateTime<Utc>),
    /// Had by which member of staff. Matches only contacts that the actor sees in full.
    Staff(Vec<StaffId>),
    /// At which site. Matches only contacts that the actor sees in full.
    Site(Vec<SiteId>),
    /// About which case. Matches only contacts that the actor sees in full.
    Case(Vec<CaseId>),
    /// About a service that the catalogue does not have. Matches only contacts that the actor sees in full.
    Unlisted(bool),
    /// The mention of an unlisted service, compared folded. Matches only contacts that the actor sees in full.
    UnlistedService(String),
    /// The message's id in the system it came from. Matches only contacts that the actor sees in full.
    ExternalMessage(String),
}

/// Which contacts are wanted.
#[derive(Clone, Debug, Default)]
pub struct InteractionFilter {
    /// Conditions.
    pub filter: Filter<InteractionMatch>,
    /// Show corrected entries and what takes entries back too.
    pub history: bool,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InteractionOrder {
    /// By the time it happened, latest first.
    #[default]
    Latest,
    /// By the time it happened, earliest first.
    Earliest,
    /// By recording, latest first.
    LastRecorded,
    /// By recording, earliest first.
    FirstRecorded,
}

/// One entry, corrected or not; `NotFound` when the actor may not see it.
pub async fn get(db: &Db, op: &OpContext, id: InteractionId) -> Result<Model> {
    let row = visible_to(db, op)?.filter(Column::Id.eq(id)).one(db).await?;
    row.map(|row| view(op, row)).ok_or_else(Error::not_found::<InteractionId>)
}

/// Entries by id, corrected or not; those that the actor may not see are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[InteractionId]) -> Result<HashMap<InteractionId, Model>> {
    let select = visible_to(db, op)?.filter(store::any_of(db, Column::Id, &uuids(ids)));
    let rows = select.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, view(op, row))).collect())
}

/// The log, a page at a time.
pub async fn list(
    db: &Db,
    op: &OpContext,
    filter: InteractionFilter,
    order: InteractionOrder,
    page: &PageRequest,
) -> Result<Page<Model>> {
    let select = filtered(db, op, filter)?;
    let (name, time, direction) = match order {
        InteractionOrder::Latest => ("interactions:latest", true, Order::Desc),
        InteractionOrder::Earliest => ("interactions:earliest", true, Order::Asc),
        InteractionOrder::LastRecorded => ("interactions:last_recorded", false, Order::Desc),
        InteractionOrder::FirstRecorded => ("interactions:first_recorded", false, Order::Asc),
    };
    let mut keys = Vec::new();
    if time {
        keys.push(SortKey::new(Column::OccurredAt.into_expr(), KeyKind::Time, direction.clone()));
    }
    keys.push(SortKey::new(Column::Id.into_expr(), KeyKind::Id, direction));
    let found: Page<Model> = page::fetch(db, select, name, keys, page).await?;
    Ok(found.map(|row| view(op, row)))
}

/// How many entries match.
pub async fn count(db: &Db, op: &OpContext, filter: InteractionFilter) -> Result<u64> {
    page::count(db, filtered(db, op, filter)?).await
}

/// The last `most` contacts of each of many people, latest first, in one statement; at most [`page::MAX_SIZE`]
/// each. People without contacts are left out.
pub async fn of_beneficiaries(
    db: &Db,
    op: &OpContext,
    ids: &[BeneficiaryId],
    most: u32,
) -> Result<HashMap<BeneficiaryId, Vec<Model>>> {
    let most = std::cmp::min(most, page::MAX_SIZE);
    let select = current(visible_to(db, op)?).filter(store::any_of(db, Column::BeneficiaryId, &uuids(ids)));
    let mut inner = select.into_query();
    let latest = WindowStatement::partition_by(Column::BeneficiaryId)
        .order_by(Column::OccurredAt, Order::Desc)
        .order_by(Column::Id, Order::Desc)
        .to_owned();
    inner.expr_window_as(Expr::cust("ROW_NUMBER()"), latest, "place");
    let numbered = Query::select()
        .expr(Expr::cust("*"))
        .from_subquery(inner, "numbered")
        .and_where(Expr::col("place").lte(most))
        .order_by("place", Order::Asc)
        .to_owned();
    let mut found: HashMap<BeneficiaryId, Vec<Model>> = HashMap::new();
    for row in db.query_all(&numbered).await? {
        let row = Model::from_query_result(&row, "")?;
        if let Some(beneficiary) = row.beneficiary_id {
            found.entry(beneficiary).or_default().push(view(op, row));
        }
    }
    Ok(found)
}

/// The entries that hold: neither corrected nor taken back.
pub(super) fn current(select: Select<Entity>) -> Select<Entity> {
    select.filter(Column::CorrectedById.is_null()).filter(Column::Kind.ne(EntryKind::Undo))
}

fn filtered(db: &Db, op: &OpContext, filter: InteractionFilter) -> Result<Select<Entity>> {
    let InteractionFilter { filter, history } = filter;
    let select = visible_to(db, op)?;
    let select = if history { select } else { current(select) };
    Ok(select.filter(filter.condition(&|one| Ok(condition(db, op, one)))?))
}

fn condition(db: &Db, op: &OpContext, one: InteractionMatch) -> Condition {
    use InteractionMatch as M;
    let plain = |condition: SimpleExpr| Condition::all().add(condition);
    // What others may not see they may not search for either.
    let inside = |condition: SimpleExpr| Condition::all().add(in_full(db, op)).add(condition);
    match one {
        M::Department(ids) => plain(store::any_of(db, Column::DepartmentId, &uuids(&ids))),
        M::Service(ids) => plain(present(Column::ServiceId, store::any_of(db, Column::ServiceId, &uuids(&ids)))),
        M::Reason(ids) => plain(present(Column::ReasonId, store::any_of(db, Column::ReasonId, &uuids(&ids)))),
        M::Channel(channels) => plain(Column::Channel.is_in(channels)),
        M::Direction(direction) => plain(Column::Direction.eq(direction)),
        M::Outcome(outcomes) => plain(present(Column::Outcome, Column::Outcome.is_in(outcomes))),
        M::Beneficiary(ids) => {
            plain(present(Column::BeneficiaryId, store::any_of(db, Column::BeneficiaryId, &uuids(&ids))))
        }
        M::Anonymous(true) => plain(Column::BeneficiaryId.is_null()),
        M::Anonymous(false) => plain(Column::BeneficiaryId.is_not_null()),
        M::From(at) => plain(Column::OccurredAt.gte(at)),
        M::Until(at) => plain(Column::OccurredAt.lt(at)),
        M::RecordedFrom(at) => plain(Column::RecordedAt.gte(at)),
        M::Staff(ids) => inside(present(Column::StaffId, store::any_of(db, Column::StaffId, &uuids(&ids)))),
        M::Site(ids) => inside(present(Column::SiteId, store::any_of(db, Column::SiteId, &uuids(&ids)))),
        M::Case(ids) => inside(present(Column::CaseId, store::any_of(db, Column::CaseId, &uuids(&ids)))),
        M::Unlisted(true) => inside(Column::UnlistedFolded.is_not_null()),
        M::Unlisted(false) => inside(Column::UnlistedFolded.is_null()),
        M::UnlistedService(text) => inside(present(Column::UnlistedFolded, Column::UnlistedFolded.eq(fold(&text)))),
        M::ExternalMessage(id) => inside(present(Column::ExternalMessageId, Column::ExternalMessageId.eq(id))),
    }
}

/// A condition on a column that may be NULL, made false rather than NULL, so that its negation holds.
fn present(column: Column, condition: SimpleExpr) -> SimpleExpr {
    column.is_not_null().and(condition)
}

fn uuids<I: RecordId>(ids: &[I]) -> Vec<Uuid> {
    ids.iter().map(|id| (*id).into()).collect()
}
