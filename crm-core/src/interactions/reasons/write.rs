//! Drafting, revising, approving and retiring contact reasons.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{EntityTrait, QueryFilter};
use serde_json::json;

use super::entity::{ReasonStatus, RevisionState, reason, revision};
use super::read::visible_to;
use super::{ContactReason, ReasonRevision};
use crate::audit::Change;
use crate::catalogue::card::Span;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DepartmentId, ReasonId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::LocalizedText;
use crate::values::Code;

/// Longest response target, in its unit.
const LONGEST: u32 = 100_000;

/// What a revision says.
#[derive(Clone, Debug, Default)]
pub struct ReasonContent {
    /// What the reason is called; the installation's language is required.
    pub names: LocalizedText,
    /// The department responsible for it.
    pub department: Option<DepartmentId>,
    /// Within what time a contact for this reason is to be answered; more than nothing.
    pub response: Option<Span>,
    /// The answer to give, at most 5,000 characters.
    pub answer: LocalizedText,
    /// What to do when the answer does not settle it, at most 5,000 characters.
    pub escalation: LocalizedText,
    /// The department to which it is then sent.
    pub escalation_department: Option<DepartmentId>,
}

/// A new reason.
#[derive(Clone, Debug)]
pub struct DraftReason {
    /// Unique code, never reused.
    pub code: String,
    /// Its first revision.
    pub content: ReasonContent,
}

/// A new revision of a reason. The one in force stays so until this one is approved.
#[derive(Clone, Debug)]
pub struct ReviseReason {
    /// The reason.
    pub id: ReasonId,
    /// The whole new revision.
    pub content: ReasonContent,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

/// Puts the latest revision in force.
#[derive(Clone, Debug)]
pub struct ApproveReason {
    /// The reason.
    pub id: ReasonId,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

/// Takes a reason out of use; contacts keep it.
#[derive(Clone, Debug)]
pub struct RetireReason {
    /// The reason.
    pub id: ReasonId,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

/// Drafts a reason. Needs `reason.edit` in the responsible department, or everywhere when none is.
pub async fn draft(db: &Db, op: &OpContext, command: DraftReason) -> Result<ContactReason> {
    op.require(Permission::ReasonEdit)?;
    let DraftReason { code, content } = command;
    let mut check = Check::default();
    let code = check.take("code", Code::parse(&code))?.map(|code| code.as_str().to_owned()).unwrap_or_default();
    let content = check.take("content", checked(db, op, content).await)?;
    check.done()?;
    let content = content.ok_or(Error::Corrupt { what: "reason" })?;
    let tx = db.begin().await?;
    if reason::Entity::find().filter(reason::Column::Code.eq(&*code)).one(&*tx).await?.is_some() {
        return Err(Error::invalid("code", Rule::Taken));
    }
    let row = reason::ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        status: Set(ReasonStatus::Draft),
        department_id: Set(content.department),
        approved_number: Set(None),
        latest_number: Set(1),
        version: Set(1),
        created_at: Set(op.at),
    };
    let row = row.insert(&*tx).await?;
    insert(&tx, op, row.id, 1, content).await?;
    record(&tx, op, "reason.drafted", "reason.draft", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Writes the next revision, for approval. An earlier draft gives way to it.
pub async fn revise(db: &Db, op: &OpContext, command: ReviseReason) -> Result<ContactReason> {
    op.require(Permission::ReasonEdit)?;
    let ReviseReason { id, content, expected_version } = command;
    let content = checked(db, op, content).await.map_err(|error| error.under("content"))?;
    let tx = db.begin().await?;
    let old = locked(&tx, op, id, expected_version).await?;
    op.require_within(Permission::ReasonEdit, old.department_id)?;
    revision::Entity::update_many()
        .col_expr(revision::Column::State, Expr::value(RevisionState::Replaced.name()))
        .filter(revision::Column::ReasonId.eq(id))
        .filter(revision::Column::State.eq(RevisionState::Draft))
        .exec(&*tx)
        .await?;
    let (number, version) = (old.latest_number + 1, old.version + 1);
    let never_approved = old.approved_number.is_none();
    let mut row: reason::ActiveModel = old.into();
    if never_approved {
        row.department_id = Set(content.department);
    }
    row.latest_number = Set(number);
    row.version = Set(version);
    let row = row.update(&*tx).await?;
    insert(&tx, op, id, number, content).await?;
    record(&tx, op, "reason.revised", "reason.revise", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Puts the latest revision in force. Needs `reason.approve`; the author of a revision does not approve it.
pub async fn approve(db: &Db, op: &OpContext, command: ApproveReason) -> Result<ContactReason> {
    op.require(Permission::ReasonApprove)?;
    let ApproveReason { id, expected_version } = command;
    let tx = db.begin().await?;
    let old = locked(&tx, op, id, expected_version).await?;
    let latest = revision::Entity::find_by_id((id, old.latest_number)).one(&*tx).await?;
    let latest = latest.ok_or(Error::Corrupt { what: "reason revision" })?;
    op.require_within(Permission::ReasonApprove, latest.department_id)?;
    if latest.state != RevisionState::Draft {
        let (from, to) = (latest.state.name().to_owned(), RevisionState::Approved.name().to_owned());
        return Err(Error::NotAllowed { entity: "reason", from, to });
    }
    if op.staff().is_some() && op.staff() == latest.author_staff_id {
        return Err(Error::invalid("id", Rule::OwnWork));
    }
    let department = latest.department_id;
    let mut approved: revision::ActiveModel = latest.into();
    approved.state = Set(RevisionState::Approved);
    approved.approved_by = Set(Some(op.actor.key()));
    approved.approved_staff_id = Set(op.staff());
    approved.approved_at = Set(Some(op.at));
    approved.update(&*tx).await?;
    let (number, version) = (old.latest_number, old.version + 1);
    let mut row: reason::ActiveModel = old.into();
    row.status = Set(ReasonStatus::Approved);
    row.department_id = Set(department);
    row.approved_number = Set(Some(number));
    row.version = Set(version);
    let row = row.update(&*tx).await?;
    record(&tx, op, "reason.approved", "reason.approve", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Takes a reason out of use. Needs `reason.approve`.
pub async fn retire(db: &Db, op: &OpContext, command: RetireReason) -> Result<ContactReason> {
    op.require(Permission::ReasonApprove)?;
    let RetireReason { id, expected_version } = command;
    let tx = db.begin().await?;
    let old = locked(&tx, op, id, expected_version).await?;
    op.require_within(Permission::ReasonApprove, old.department_id)?;
    if !old.status.can_become(ReasonStatus::Retired) {
        let (from, to) = (old.status.name().to_owned(), ReasonStatus::Retired.name().to_owned());
        return Err(Error::NotAllowed { entity: "reason", from, to });
    }
    let version = old.version + 1;
    let mut row: reason::ActiveModel = old.into();
    row.status = Set(ReasonStatus::Retired);
    row.version = Set(version);
    let row = row.update(&*tx).await?;
    record(&tx, op, "reason.retired", "reason.retire", &row).await?;
    tx.commit().await?;
    Ok(row)
}

async fn locked(tx: &Db, op: &OpContext, id: ReasonId, expected_version: Option<i32>) -> Result<ContactReason> {
    let select = visible_to(op)?.filter(reason::Column::Id.eq(id));
    let row = store::locked::<reason::Entity, ReasonId>(tx, select).await?;
    store::same_version::<ReasonId>(expected_version, row.version)?;
    Ok(row)
}

async fn checked(db: &Db, op: &OpContext, content: ReasonContent) -> Result<ReasonContent> {
    let ReasonContent { names, department, response, answer, escalation, escalation_department } = content;
    let reference = db.reference().await?;
    let known = |id: Option<DepartmentId>| id.is_none_or(|id| reference.department(id).is_some());
    let mut check = Check::default();
    let names = check.take("", names.required("names", 200, &db.settings().language))?.unwrap_or_default();
    let answer = check.take("", answer.cleaned("answer", 5_000))?.unwrap_or_default();
    let escalation = check.take("", escalation.cleaned("escalation", 5_000))?.unwrap_or_default();
    let in_range = response.is_none_or(|span| (1..=LONGEST).contains(&span.amount));
    check.that(in_range, "response.amount", Rule::OutOfRange);
    check.that(known(department), "department", Rule::Unknown);
    check.that(known(escalation_department), "escalationDepartment", Rule::Unknown);
    check.done()?;
    op.require_within(Permission::ReasonEdit, department)?;
    Ok(ReasonContent { names, department, response, answer, escalation, escalation_department })
}

async fn insert(tx: &Db, op: &OpContext, id: ReasonId, number: i32, content: ReasonContent) -> Result<ReasonRevision> {
    let ReasonContent { names, department, response, answer, escalation, escalation_department } = content;
    let row = revision::ActiveModel {
        reason_id: Set(id),
        number: Set(number),
        state: Set(RevisionState::Draft),
        names: Set(names),
        department_id: Set(department),
        response_amount: Set(response.and_then(|span| i32::try_from(span.amount).ok())),
        response_unit: Set(response.map(|span| span.unit)),
        answer: Set(answer),
        escalation: Set(escalation),
        escalation_department_id: Set(escalation_department),
        author: Set(op.actor.key()),
        author_staff_id: Set(op.staff()),
        recorded_at: Set(op.at),
        approved_by: Set(None),
        approved_staff_id: Set(None),
        approved_at: Set(None),
    };
    Ok(row.insert(tx).await?)
}

async fn record(tx: &Db, op: &OpContext, kind: &str, operation: &str, row: &ContactReason) -> Result<()> {
    let change = Change::of(operation, row.id).department(row.department_id);
    let change = change.detail(json!({ "code": row.code, "status": row.status, "revision": row.latest_number }));
    events::record(tx, op, kind, &["status", "revision"], change).await
}
