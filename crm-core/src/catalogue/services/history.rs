//! A service in time: what held when, as it was known when; its revisions, their differences, its moves.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Order, QueryOrder};

use super::entity::{header, revision, status};
use super::{Revision, ServiceHeader, StatusChange, visible_to};
use crate::calendar::end_of_day;
use crate::catalogue::changes::{self, Change};
use crate::catalogue::rules::{RevisionState, Visibility};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{RevisionId, ServiceId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;

/// Which moment is asked for, in both times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// When it held.
    pub valid: ValidAt,
    /// As it was known then; `None` means as it is known now.
    pub known_at: Option<DateTime<Utc>>,
}

/// A moment of valid time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValidAt {
    /// The time of the context.
    #[default]
    Now,
    /// The end of a day in the installation's zone.
    Day(NaiveDate),
    /// An instant.
    Time(DateTime<Utc>),
}

/// The revision in force at a moment; none before the first. Needs `catalogue.read`; others than staff see past
/// cards of services that they see now, as far as those were for the public.
pub async fn as_of(db: &Db, op: &OpContext, id: ServiceId, moment: AsOf) -> Result<Option<Revision>> {
    let header = header_of(db, op, id).await?;
    let at = match moment.valid {
        ValidAt::Now => op.at,
        ValidAt::Day(day) => end_of_day(day, db.settings().zone),
        ValidAt::Time(at) => at,
    };
    let known = moment.known_at.unwrap_or(op.at);
    let stood = Condition::any()
        .add(revision::Column::State.eq(RevisionState::Published))
        .add(revision::Column::WithdrawnAt.gt(known));
    let select = revision::Entity::find()
        .filter(revision::Column::ServiceId.eq(id))
        .filter(revision::Column::ValidFrom.lte(at))
        .filter(revision::Column::PublishedAt.lte(known))
        .filter(stood)
        .order_by_desc(revision::Column::ValidFrom)
        .order_by_desc(revision::Column::Number);
    let revision = select.one(db).await?;
    Ok(revision.filter(|revision| may_see(op, &header, revision)))
}

/// The revisions of services in force at an instant, by service; in one statement.
pub(crate) async fn in_force_at(
    db: &Db,
    services: &[ServiceId],
    at: DateTime<Utc>,
) -> Result<HashMap<ServiceId, Revision>> {
    let select = revision::Entity::find()
        .filter(store::any_of(db, revision::Column::ServiceId, services))
        .filter(revision::Column::State.eq(RevisionState::Published))
        .filter(revision::Column::ValidFrom.lte(at))
        .order_by_asc(revision::Column::ValidFrom)
        .order_by_asc(revision::Column::Number);
    // The last of each service stays.
    Ok(select.all(db).await?.into_iter().map(|revision| (revision.service_id, revision)).collect())
}

/// One revision by id. Needs `catalogue.read`; what is not published is for `catalogue.read_all`.
pub async fn revision(db: &Db, op: &OpContext, id: RevisionId) -> Result<Revision> {
    op.require(Permission::CatalogueRead)?;
    let row = revision::Entity::find_by_id(id).one(db).await?.ok_or_else(Error::not_found::<RevisionId>)?;
    let header = visible_to(op).filter(header::Column::Id.eq(row.service_id)).one(db).await?;
    let seen = header.is_some_and(|header| may_see(op, &header, &row));
    if seen { Ok(row) } else { Err(Error::not_found::<RevisionId>()) }
}

/// The revisions of a service, the highest number first. Needs `catalogue.read_all`.
pub async fn revisions(db: &Db, op: &OpContext, id: ServiceId, page: &PageRequest) -> Result<Page<Revision>> {
    op.require(Permission::CatalogueReadAll)?;
    header_of(db, op, id).await?;
    let select = revision::Entity::find().filter(revision::Column::ServiceId.eq(id));
    page::fetch(db, select, REVISIONS, revision_keys(), page).await
}

pub(super) const REVISIONS: &str = "revisions";
pub(super) const STATUS_CHANGES: &str = "service_status_changes";

/// The highest number first.
pub(super) fn revision_keys() -> Vec<SortKey> {
    use revision::Column;
    vec![
        SortKey::new(Column::Number.into_expr(), KeyKind::Int, Order::Desc),
        SortKey::new(Column::Id.into_expr(), KeyKind::Id, Order::Desc),
    ]
}

/// What was recorded last first.
pub(super) fn status_keys() -> Vec<SortKey> {
    vec![SortKey::new(status::Column::Id.into_expr(), KeyKind::Id, Order::Desc)]
}

/// What differs between two revisions of one service, field by field; at most [`MOST`](changes::MOST) differences
/// are told one by one. Revisions of two services are `Invalid` at `to`.
pub async fn changes(db: &Db, op: &OpContext, from: RevisionId, to: RevisionId) -> Result<Vec<Change>> {
    let old = revision(db, op, from).await?;
    let new = revision(db, op, to).await?;
    if old.service_id != new.service_id {
        return Err(Error::invalid("to", Rule::Unknown));
    }
    changes::changes(&old.card, &new.card)
}

/// The moves of a service's life cycle, the one recorded last first. Needs `catalogue.read_all`.
pub async fn status_history(db: &Db, op: &OpContext, id: ServiceId, page: &PageRequest) -> Result<Page<StatusChange>> {
    op.require(Permission::CatalogueReadAll)?;
    header_of(db, op, id).await?;
    let select = status::Entity::find().filter(status::Column::ServiceId.eq(id));
    page::fetch(db, select, STATUS_CHANGES, status_keys(), page).await
}

async fn header_of(db: &Db, op: &OpContext, id: ServiceId) -> Result<ServiceHeader> {
    op.require(Permission::CatalogueRead)?;
    let select = visible_to(op).filter(header::Column::Id.eq(id));
    select.one(db).await?.ok_or_else(Error::not_found::<ServiceId>)
}

/// Whether an actor who sees a service may see one of its revisions.
pub(super) fn may_see(op: &OpContext, header: &ServiceHeader, revision: &Revision) -> bool {
    if op.may(Permission::CatalogueReadAll) {
        return true;
    }
    // Scheduled cards are not for everyone before their time.
    let started = revision.valid_from.is_some_and(|start| start <= op.at);
    let published = revision.state == RevisionState::Published && started;
    let seen = Visibility {
        status: header.status,
        in_force: published,
        scope: &revision.card.identity.scope,
        below_floor: revision.below_floor,
        import_is_public: header.import_public,
    };
    published && (op.is_staff() || seen.is_public())
}
