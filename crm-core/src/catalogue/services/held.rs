//! Changing one service: locked, changed, settled, recorded.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, IntoActiveModel, QuerySelect};

use super::entity::{header, revision, status};
use super::projections::{self, project};
use super::{Revision, Service, ServiceHeader, StatusChange, visible_to};
use crate::audit::Change;
use crate::catalogue::card::Card;
use crate::catalogue::reference;
use crate::catalogue::rules::{RevisionMark, RevisionState, ServiceStatus, Visibility, in_force};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{RecordId, RevisionId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

/// A service locked for change in a transaction.
pub(super) struct Held {
    pub tx: Tx,
    pub header: ServiceHeader,
}

/// What was done to a service, for the record.
pub(super) struct Act<'a> {
    pub operation: &'a str,
    pub event: &'a str,
    pub fields: Vec<&'a str>,
    pub reason: Option<String>,
}

impl<'a> Act<'a> {
    pub fn status(operation: &'a str, event: &'a str, reason: Option<String>) -> Self {
        Self { operation, event, fields: vec!["status"], reason }
    }
}

/// Begins a change: the actor sees the service, may change it, and knows its version.
pub(super) async fn hold(
    db: &Db,
    op: &OpContext,
    id: ServiceId,
    permission: Permission,
    expected_version: Option<i32>,
) -> Result<Held> {
    let tx = db.begin().await?;
    let header = store::locked::<_, ServiceId>(&tx, visible_to(op).filter(header::Column::Id.eq(id))).await?;
    op.require_in(permission, header.owner_id)?;
    store::same_version::<ServiceId>(expected_version, header.version)?;
    Ok(Held { tx, header })
}

/// Ends a change: computes what is in force, projects the shown card, writes the record, commits.
pub(super) async fn finish(held: Held, op: &OpContext, act: Act<'_>) -> Result<Service> {
    let Held { tx, mut header } = held;
    let Act { operation, event, fields, reason } = act;
    let (marks, moves) = (marks(&tx, header.id).await?, moves(&tx, header.id).await?);
    settle(&mut header, &marks, &moves, op.at);
    let shown = header.published_revision_id.or(header.draft_revision_id);
    let revision = match shown {
        Some(shown) => revision::Entity::find_by_id(shown).one(&*tx).await?,
        None => None,
    };
    show(&mut header, revision.as_ref().map(|revision| &*revision.card), &tx);
    header.version += 1;
    header.updated_at = op.at;
    header.clone().into_active_model().reset_all().update(&*tx).await?;
    let service = Service { header, revision };
    projections::write(&tx, &projections::shown(std::slice::from_ref(&service))).await?;
    let detail = serde_json::json!({ "fields": fields, "reason": reason, "status": service.status.name() });
    let change = Change::of(operation, service.header.id).department(service.owner_id).detail(detail);
    events::record(&tx, op, event, &fields, change).await?;
    reference::changed(&tx).await?;
    tx.commit().await?;
    Ok(service)
}

/// Sets what the header says of the present: revision in force, status, and when that changes next.
pub(super) fn settle(header: &mut ServiceHeader, marks: &[Mark], moves: &[StatusChange], at: DateTime<Utc>) {
    let rules: Vec<_> = marks.iter().map(Mark::rule).collect();
    let number = in_force(&rules, at).map(|mark| mark.number);
    header.published_revision_id = marks.iter().find(|mark| Some(mark.number) == number).map(|mark| mark.id);
    header.status = status_at(moves, at).map_or(ServiceStatus::Draft, |now| now.status);
    let published = rules.iter().filter(|mark| mark.state == RevisionState::Published);
    let starts = published.filter_map(|mark| mark.valid_from);
    let moves = moves.iter().filter(|change| change.cancelled_at.is_none()).map(|change| change.valid_from);
    header.due_at = starts.chain(moves).filter(|start| *start > at).min();
}

/// Projects the shown card onto the header, and says whether the public sees it.
pub(super) fn show(header: &mut ServiceHeader, card: Option<&Card>, db: &Db) {
    let Some(card) = card else {
        header.public = false;
        return;
    };
    project(header, card, &db.settings().language);
    let seen = Visibility {
        status: header.status,
        in_force: header.published_revision_id.is_some(),
        scope: &card.identity.scope,
        below_floor: header.below_floor,
        import_is_public: header.import_public,
    };
    header.public = seen.is_public();
}

/// The move that holds at a time: the latest start, of equals the one recorded last.
pub(super) fn status_at(moves: &[StatusChange], at: DateTime<Utc>) -> Option<&StatusChange> {
    let moves = moves.iter().filter(|change| change.cancelled_at.is_none() && change.valid_from <= at);
    moves.max_by_key(|change| (change.valid_from, change.id))
}

/// A revision without its card.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Mark {
    pub id: RevisionId,
    pub number: i32,
    pub state: RevisionState,
    pub valid_from: Option<DateTime<Utc>>,
}

impl Mark {
    pub fn rule(&self) -> RevisionMark {
        RevisionMark { number: self.number, state: self.state, valid_from: self.valid_from }
    }
}

impl From<&Revision> for Mark {
    fn from(row: &Revision) -> Self {
        Self { id: row.id, number: row.number, state: row.state, valid_from: row.valid_from }
    }
}

/// Every revision of a service, without cards.
pub(super) async fn marks(tx: &Db, id: ServiceId) -> Result<Vec<Mark>> {
    use revision::Column;
    let select = revision::Entity::find().filter(Column::ServiceId.eq(id)).select_only();
    let select = select.columns([Column::Id, Column::Number, Column::State, Column::ValidFrom]);
    Ok(select.into_model().all(tx).await?)
}

/// Every move of a service.
pub(super) async fn moves(tx: &Db, id: ServiceId) -> Result<Vec<StatusChange>> {
    Ok(status::Entity::find().filter(status::Column::ServiceId.eq(id)).all(tx).await?)
}

/// Records a move made by hand; what was scheduled before is called off.
pub(super) async fn record_status(
    tx: &Db,
    op: &OpContext,
    service: ServiceId,
    to: ServiceStatus,
    valid_from: DateTime<Utc>,
    reason: Option<&str>,
) -> Result<()> {
    use status::Column;
    status::Entity::update_many()
        .col_expr(Column::CancelledAt, Expr::value(op.at))
        .filter(Column::ServiceId.eq(service))
        .filter(Column::ValidFrom.gt(op.at))
        .filter(Column::CancelledAt.is_null())
        .exec(tx)
        .await?;
    let row = status_row(op, service, to, valid_from, reason);
    status::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) fn status_row(
    op: &OpContext,
    service: ServiceId,
    status: ServiceStatus,
    valid_from: DateTime<Utc>,
    reason: Option<&str>,
) -> StatusChange {
    StatusChange {
        id: op.new_id::<ServiceId>().into(),
        service_id: service,
        status,
        valid_from,
        recorded_at: op.at,
        cancelled_at: None,
        actor: op.actor.key(),
        reason: reason.map(str::to_owned),
    }
}

pub(super) fn not_allowed<I: RecordId>(from: &str, to: &str) -> Error {
    Error::NotAllowed { entity: I::KIND, from: from.to_owned(), to: to.to_owned() }
}
