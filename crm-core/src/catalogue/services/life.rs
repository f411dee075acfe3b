//! Moves of the life cycle, of services and of their revisions.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{header, revision};
use super::held::{Act, Held, Mark, finish, hold, marks, moves, not_allowed, record_status, status_at};
use super::{Revision, Service, write};
use crate::catalogue::floor;
use crate::catalogue::rules::{RevisionState, ServiceStatus, in_force};
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{RevisionId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;

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
