//! Moves of the life cycle, of services and of their revisions.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{header, revision, status};
use super::projections::{self, project};
use super::{Revision, Service, ServiceHeader, StatusChange, visible_to, write};
use crate::audit::Change;
use crate::catalogue::card::Card;
use crate::catalogue::rules::{RevisionMark, RevisionState, ServiceStatus, Visibility, in_force};
use crate::catalogue::{floor, reference};
use crate::db::{Db, Tx};
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{RecordId, RevisionId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;

/// A move of the revision that is being written or reviewed.
#[derive(Clone, Debug)]
pub struct RevisionMove {
    /// The service.
    pub id: ServiceId,
    /// Why.
    pub reason: Option<String>,
    /// The header's version that the caller saw.
    pub expected_version: Option<i32>,
}

/// Publication of the revision under review.
#[derive(Clone, Debug)]
pub struct PublishService {
    /// The service.
    pub id: ServiceId,
    /// From when it holds; `None` means now, a later time schedules it.
    pub valid_from: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// The header's version that the caller saw.
    pub expected_version: Option<i32>,
}

/// A move of a service.
#[derive(Clone, Debug)]
pub struct ChangeStatus {
    /// The service.
    pub id: ServiceId,
    /// From when it holds; `None` means now, a later time schedules it.
    pub valid_from: Option<DateTime<Utc>>,
    /// Why; required save for resuming.
    pub reason: Option<String>,
    /// The header's version that the caller saw.
    pub expected_version: Option<i32>,
}

/// Takes up a proposed service: it becomes a draft. Needs `catalogue.edit` in the owning department.
pub async fn take_up(db: &Db, op: &OpContext, command: RevisionMove) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let RevisionMove { id, reason, expected_version } = command;
    let reason = write::reason(reason.as_deref())?;
    let held = hold(db, op, id, Permission::CatalogueEdit, expected_version).await?;
    if held.header.status != ServiceStatus::Proposed {
        return Err(not_allowed::<ServiceId>(held.header.status.name(), ServiceStatus::Draft.name()));
    }
    record_status(&held.tx, op, id, ServiceStatus::Draft, op.at, reason.as_deref()).await?;
    finish(held, op, Act::status("service.take_up", "service.taken_up", reason)).await
}

/// Hands the draft in for review. Needs `catalogue.edit` in the owning department.
pub async fn submit(db: &Db, op: &OpContext, command: RevisionMove) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let RevisionMove { id, reason, expected_version } = command;
    let reason = write::reason(reason.as_deref())?;
    let held = hold(db, op, id, Permission::CatalogueEdit, expected_version).await?;
    let draft = moving(&held, RevisionState::InReview).await?;
    match held.header.status {
        ServiceStatus::Draft => {
            record_status(&held.tx, op, id, ServiceStatus::InReview, op.at, reason.as_deref()).await?;
        }
        ServiceStatus::InReview | ServiceStatus::Published | ServiceStatus::Suspended => {}
        other => return Err(not_allowed::<ServiceId>(other.name(), ServiceStatus::InReview.name())),
    }
    let mut row = draft.into_active_model();
    row.state = Set(RevisionState::InReview);
    row.submitted_by = Set(Some(op.actor.key()));
    row.update(&*held.tx).await?;
    finish(held, op, Act::status("service.submit", "service.submitted", reason)).await
}

/// Gives the revision under review back to its writers, with a reason. Needs `catalogue.edit` in the owning
/// department.
pub async fn return_to_draft(db: &Db, op: &OpContext, command: RevisionMove) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let RevisionMove { id, reason, expected_version } = command;
    let reason = required(reason.as_deref())?;
    let held = hold(db, op, id, Permission::CatalogueEdit, expected_version).await?;
    let draft = moving(&held, RevisionState::Draft).await?;
    // With a first publication scheduled, the service waits for that one.
    if held.header.status == ServiceStatus::InReview && held.header.due_at.is_none() {
        record_status(&held.tx, op, id, ServiceStatus::Draft, op.at, reason.as_deref()).await?;
    }
    let mut row = draft.into_active_model();
    row.state = Set(RevisionState::Draft);
    row.update(&*held.tx).await?;
    finish(held, op, Act::status("service.return_to_draft", "service.returned", reason)).await
}

/// Gives up the revision that is being written or reviewed beside a published one. Needs `catalogue.edit` in
/// the owning department. A service that was never published is [`withdraw`]n instead.
pub async fn discard_draft(db: &Db, op: &OpContext, command: RevisionMove) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let RevisionMove { id, reason, expected_version } = command;
    let reason = write::reason(reason.as_deref())?;
    let mut held = hold(db, op, id, Permission::CatalogueEdit, expected_version).await?;
    let draft = moving(&held, RevisionState::Rejected).await?;
    if held.header.published_revision_id.is_none() {
        return Err(not_allowed::<RevisionId>(draft.state.name(), RevisionState::Rejected.name()));
    }
    let mut row = draft.into_active_model();
    row.state = Set(RevisionState::Rejected);
    row.update(&*held.tx).await?;
    held.header.draft_revision_id = None;
    finish(held, op, Act::status("service.discard_draft", "service.draft_discarded", reason)).await
}

/// Publishes the revision under review. Needs `catalogue.manage` in the owning department. A card below the
/// floor is `CardFloor` at each part it lacks; a time before the revision in force is `InPast`.
pub async fn publish(db: &Db, op: &OpContext, command: PublishService) -> Result<Service> {
    op.require(Permission::CatalogueManage)?;
    let PublishService { id, valid_from, reason, expected_version } = command;
    let reason = write::reason(reason.as_deref())?;
    let mut held = hold(db, op, id, Permission::CatalogueManage, expected_version).await?;
    let draft = moving(&held, RevisionState::Published).await?;
    if draft.state != RevisionState::InReview {
        return Err(not_allowed::<RevisionId>(draft.state.name(), RevisionState::Published.name()));
    }
    floor::require(&draft.card, true, std::slice::from_ref(&db.settings().language))?;
    let valid_from = valid_from.unwrap_or(op.at);
    let marks: Vec<_> = marks(&held.tx, id).await?.iter().map(Mark::rule).collect();
    let since = in_force(&marks, op.at).and_then(|mark| mark.valid_from);
    Check::default().that(since.is_none_or(|since| valid_from >= since), "validFrom", Rule::InPast).result()?;
    match held.header.status {
        ServiceStatus::InReview => {
            let moves = moves(&held.tx, id).await?;
            let start = status_at(&moves, op.at).map_or(valid_from, |now| valid_from.max(now.valid_from));
            record_status(&held.tx, op, id, ServiceStatus::Published, start, reason.as_deref()).await?;
        }
        ServiceStatus::Published | ServiceStatus::Suspended => {}
        other => return Err(not_allowed::<ServiceId>(other.name(), ServiceStatus::Published.name())),
    }
    let mut row = draft.into_active_model();
    row.state = Set(RevisionState::Published);
    row.published_by = Set(Some(op.actor.key()));
    row.published_at = Set(Some(op.at));
    row.valid_from = Set(Some(valid_from));
    row.update(&*held.tx).await?;
    held.header.draft_revision_id = None;
    finish(held, op, Act::status("service.publish", "service.published", reason)).await
}

/// Stops offering a service for a while, with a reason. Needs `catalogue.manage` in the owning department.
pub async fn suspend(db: &Db, op: &OpContext, command: ChangeStatus) -> Result<Service> {
    op.require(Permission::CatalogueManage)?;
    let act = Act::status("service.suspend", "service.suspended", None);
    change(db, op, command, Move { to: ServiceStatus::Suspended, permission: Permission::CatalogueManage, act }).await
}

/// Offers a suspended service again. Needs `catalogue.manage` in the owning department.
pub async fn resume(db: &Db, op: &OpContext, command: ChangeStatus) -> Result<Service> {
    op.require(Permission::CatalogueManage)?;
    let act = Act::status("service.resume", "service.resumed", None);
    change(db, op, command, Move { to: ServiceStatus::Published, permission: Permission::CatalogueManage, act }).await
}

/// Ends a service, with a reason. Needs `catalogue.manage` in the owning department.
pub async fn retire(db: &Db, op: &OpContext, command: ChangeStatus) -> Result<Service> {
    op.require(Permission::CatalogueManage)?;
    let act = Act::status("service.retire", "service.retired", None);
    change(db, op, command, Move { to: ServiceStatus::Retired, permission: Permission::CatalogueManage, act }).await
}

/// Gives up a service that was never published, with a reason. Needs `catalogue.edit` in the owning department.
pub async fn withdraw(db: &Db, op: &OpContext, command: ChangeStatus) -> Result<Service> {
    op.require(Permission::CatalogueEdit)?;
    let act = Act::status("service.withdraw", "service.withdrawn", None);
    change(db, op, command, Move { to: ServiceStatus::Withdrawn, permission: Permission::CatalogueEdit, act }).await
}

struct Move {
    to: ServiceStatus,
    permission: Permission,
    act: Act<'static>,
}

async fn change(db: &Db, op: &OpContext, command: ChangeStatus, step: Move) -> Result<Service> {
    let ChangeStatus { id, valid_from, reason, expected_version } = command;
    let Move { to, permission, act } = step;
    // Resuming speaks for itself.
    let reason =
        if to == ServiceStatus::Published { write::reason(reason.as_deref())? } else { required(reason.as_deref())? };
    let held = hold(db, op, id, permission, expected_version).await?;
    let from = held.header.status;
    // The move from review to publication belongs to `publish`, which publishes a revision too.
    let resumes = to == ServiceStatus::Published && from != ServiceStatus::Suspended;
    if resumes || !from.can_become_by_hand(to) {
        return Err(not_allowed::<ServiceId>(from.name(), to.name()));
    }
    let valid_from = valid_from.unwrap_or(op.at);
    let moves = moves(&held.tx, id).await?;
    let since = status_at(&moves, op.at).map(|now| now.valid_from);
    Check::default().that(since.is_none_or(|since| valid_from >= since), "validFrom", Rule::InPast).result()?;
    if to == ServiceStatus::Withdrawn {
        withdraw_scheduled(&held.tx, op, id).await?;
    }
    record_status(&held.tx, op, id, to, valid_from, reason.as_deref()).await?;
    finish(held, op, Act { reason, ..act }).await
}

/// Takes back revisions that were published for later and shall never be in force.
async fn withdraw_scheduled(tx: &Db, op: &OpContext, id: ServiceId) -> Result<()> {
    use revision::Column;
    revision::Entity::update_many()
        .col_expr(Column::State, Expr::value(RevisionState::Withdrawn.name()))
        .col_expr(Column::WithdrawnAt, Expr::value(op.at))
        .filter(Column::ServiceId.eq(id))
        .filter(Column::State.eq(RevisionState::Published))
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets what was scheduled take effect: moves headers on whose next revision or status is due. Workers call it
/// every second or so; it answers how many services it moved, at most 100, so that a caller repeats until 0. Needs
/// `catalogue.manage`, which the system has.
pub async fn advance(db: &Db, op: &OpContext) -> Result<usize> {
    op.require(Permission::CatalogueManage)?;
    let due = header::Entity::find().filter(header::Column::DueAt.lte(op.at));
    let due = due.order_by_asc(header::Column::DueAt).order_by_asc(header::Column::Id).limit(100).all(db).await?;
    let mut moved = 0;
    for service in due {
        let held = hold(db, op, service.id, Permission::CatalogueManage, None).await?;
        // Another process may have been faster.
        if held.header.due_at.is_some_and(|due| due <= op.at) {
            finish(held, op, Act::status("service.advance", "service.advanced", None)).await?;
            moved += 1;
        }
    }
    Ok(moved)
}

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
    fn status(operation: &'a str, event: &'a str, reason: Option<String>) -> Self {
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
    fn rule(&self) -> RevisionMark {
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
async fn moves(tx: &Db, id: ServiceId) -> Result<Vec<StatusChange>> {
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

/// The revision being written or reviewed, if its life cycle has the move.
async fn moving(held: &Held, to: RevisionState) -> Result<Revision> {
    let none = || not_allowed::<ServiceId>(held.header.status.name(), to.name());
    let id = held.header.draft_revision_id.ok_or_else(none)?;
    let draft = revision::Entity::find_by_id(id).one(&*held.tx).await?.ok_or_else(none)?;
    if draft.state.can_become(to) { Ok(draft) } else { Err(not_allowed::<RevisionId>(draft.state.name(), to.name())) }
}

fn required(reason: Option<&str>) -> Result<Option<String>> {
    match write::reason(reason)? {
        None => Err(Error::invalid("reason", Rule::ReasonRequired)),
        some => Ok(some),
    }
}

pub(super) fn not_allowed<I: RecordId>(from: &str, to: &str) -> Error {
    Error::NotAllowed { entity: I::KIND, from: from.to_owned(), to: to.to_owned() }
}
