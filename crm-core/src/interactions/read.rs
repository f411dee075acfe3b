//! Reading the log. Entries that were corrected, and entries that take others back, show when asked for only.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Order, SimpleExpr};
use sea_orm::{Condition, QueryFilter, Select};

use super::access::{in_full, view, visible_to};
use super::entity::{Column, Direction, Entity, EntryKind, Model, Outcome};
use crate::access::seen;
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter, Range};
use crate::ids::{BeneficiaryId, CaseId, DepartmentId, InteractionId, ReasonId, ServiceId, SiteId, StaffId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::store;
use crate::text::sort_key;

/// A condition on contacts. Those on what an actor may not see of every contact match only contacts that it sees in
/// full; they say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InteractionCondition {
    /// Whose contact.
    Department(Choice<DepartmentId>),
    /// About which service.
    Service(Choice<ServiceId>),
    /// For which reason.
    Reason(Choice<ReasonId>),
    /// Over which channel.
    Channel(Choice<ChannelKind>),
    /// In which direction.
    Direction(Choice<Direction>),
    /// With what outcome.
    Outcome(Choice<Outcome>),
    /// With or about whom; no value is anonymous.
    Beneficiary(Choice<BeneficiaryId>),
    /// When it happened.
    OccurredAt(Range<DateTime<Utc>>),
    /// When it was recorded.
    RecordedAt(Range<DateTime<Utc>>),
    /// Had by which member of staff. Contacts seen in full only.
    Staff(Choice<StaffId>),
    /// At which site. Contacts seen in full only.
    Site(Choice<SiteId>),
    /// About which case. Contacts seen in full only.
    Case(Choice<CaseId>),
    /// The mention of a service that the catalogue does not have, compared folded. Contacts seen in full only.
    UnlistedService(Choice<String>),
    /// The message's id in the system it came from. Contacts seen in full only.
    ExternalMessage(Choice<String>),
}

/// Which contacts are wanted.
#[derive(Clone, Debug, Default)]
pub struct InteractionFilter {
    /// Conditions.
    pub filter: Filter<InteractionCondition>,
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
    let row = row.map(|row| view(op, row)).ok_or_else(Error::not_found::<InteractionId>)?;
    seen(db, op, "interaction.get", row.beneficiary_id).await?;
    Ok(row)
}

/// One entry as the actor sees it, locked for the length of the transaction.
pub(super) async fn locked(tx: &Db, op: &OpContext, id: InteractionId) -> Result<Model> {
    let row = store::locked::<Entity, InteractionId>(tx, visible_to(tx, op)?.filter(Column::Id.eq(id))).await?;
    Ok(view(op, row))
}

/// Entries by id, corrected or not; those that the actor may not see are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[InteractionId]) -> Result<HashMap<InteractionId, Model>> {
    let select = visible_to(db, op)?.filter(store::any_of(db, Column::Id, ids));
    let rows = select.all(db).await?;
    seen(db, op, "interaction.get", people(&rows)).await?;
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
    let (name, keys) = keys(order);
    let found: Page<Model> = page::fetch(db, select, name, keys, page).await?;
    seen(db, op, "interaction.list", people(found.nodes())).await?;
    Ok(found.map(|row| view(op, row)))
}

/// How many entries match.
pub async fn count(db: &Db, op: &OpContext, filter: InteractionFilter) -> Result<u64> {
    page::count(db, filtered(db, op, filter)?).await
}

/// The last contacts of each of many people, latest first, in one statement; `size` each, at most
/// [`page::MAX_SIZE`]. The cursors go on in [`list`] with a condition on the person. People without contacts are left
/// out.
pub async fn of_beneficiaries(
    db: &Db,
    op: &OpContext,
    ids: &[BeneficiaryId],
    size: u32,
) -> Result<HashMap<BeneficiaryId, Page<Model>>> {
    let select = current(visible_to(db, op)?).filter(store::any_of(db, Column::BeneficiaryId, ids));
    let pages = page::fetch_each(db, select, keys(InteractionOrder::Latest), (Column::BeneficiaryId, size)).await?;
    seen(db, op, "interaction.list", pages.iter().map(|(id, _)| BeneficiaryId(*id))).await?;
    let shown = |page: Page<Model>| page.map(|row| view(op, row));
    Ok(pages.into_iter().map(|(id, page)| (BeneficiaryId(id), shown(page))).collect())
}

/// Whom entries are about.
pub(super) fn people<'a>(rows: impl IntoIterator<Item = &'a Model>) -> impl Iterator<Item = BeneficiaryId> {
    rows.into_iter().filter_map(|row| row.beneficiary_id)
}

/// Name and sort keys of the log in an order.
fn keys(order: InteractionOrder) -> (&'static str, Vec<SortKey>) {
    let (name, by_time, direction) = match order {
        InteractionOrder::Latest => ("interactions:latest", true, Order::Desc),
        InteractionOrder::Earliest => ("interactions:earliest", true, Order::Asc),
        InteractionOrder::LastRecorded => ("interactions:last_recorded", false, Order::Desc),
        InteractionOrder::FirstRecorded => ("interactions:first_recorded", false, Order::Asc),
    };
    let time = SortKey::new(Column::OccurredAt.into_expr(), KeyKind::Time, direction.clone());
    let id = SortKey::new(Column::Id.into_expr(), KeyKind::Id, direction);
    (name, if by_time { vec![time, id] } else { vec![id] })
}

/// The entries that hold: neither corrected nor taken back.
pub(super) fn current(select: Select<Entity>) -> Select<Entity> {
    select.filter(Column::CorrectedById.is_null()).filter(Column::Kind.ne(EntryKind::Undo))
}

pub(super) fn filtered(db: &Db, op: &OpContext, filter: InteractionFilter) -> Result<Select<Entity>> {
    let InteractionFilter { filter, history } = filter;
    let select = visible_to(db, op)?;
    let select = if history { select } else { current(select) };
    Ok(select.filter(filter.into_condition(&|one| condition(db, op, one))?))
}

fn condition(db: &Db, op: &OpContext, one: InteractionCondition) -> Condition {
    use InteractionCondition as C;
    let plain = |condition: SimpleExpr| Condition::all().add(condition);
    // What others may not see they may not search for either.
    let inside = |condition: SimpleExpr| Condition::all().add(in_full(db, op)).add(condition);
    match one {
        C::Department(test) => plain(store::chosen(db, Column::DepartmentId, test)),
        C::Service(test) => plain(store::chosen(db, Column::ServiceId, test)),
        C::Reason(test) => plain(store::chosen(db, Column::ReasonId, test)),
        C::Channel(test) => plain(test.on(Column::Channel.into_expr())),
        C::Direction(test) => plain(test.on(Column::Direction.into_expr())),
        C::Outcome(test) => plain(test.on(Column::Outcome.into_expr())),
        C::Beneficiary(test) => plain(store::chosen(db, Column::BeneficiaryId, test)),
        C::OccurredAt(test) => plain(test.on(Column::OccurredAt.into_expr())),
        C::RecordedAt(test) => plain(test.on(Column::RecordedAt.into_expr())),
        C::Staff(test) => inside(store::chosen(db, Column::StaffId, test)),
        C::Site(test) => inside(store::chosen(db, Column::SiteId, test)),
        C::Case(test) => inside(store::chosen(db, Column::CaseId, test)),
        C::UnlistedService(test) => inside(test.map(|text| sort_key(&text)).on(Column::UnlistedFolded.into_expr())),
        C::ExternalMessage(test) => inside(test.on(Column::ExternalMessageId.into_expr())),
    }
}
