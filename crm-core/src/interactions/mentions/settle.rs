//! Saying what a mention is.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::{Value, json};

use super::{Mention, MentionDecision, mapping, mention, read};
use crate::audit::Change;
use crate::catalogue::card::{Card, Identity};
use crate::catalogue::services::{self, CreateService};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{DepartmentId, MentionId, RecordId, ServiceId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::{LocalizedText, clean_required};

/// Longest reason, in characters.
const REASON: usize = 1_000;
/// Longest name of a proposed service, in characters.
const NAME: usize = 200;
/// What a mention is that waits for a decision, in refusals.
const OPEN: &str = "open";

/// A mention, as its caller saw it.
#[derive(Clone, Copy, Debug)]
pub struct MentionRef {
    /// The mention.
    pub id: MentionId,
    /// The version that the caller saw; 0 before any decision.
    pub expected_version: Option<i32>,
}

/// A mention that is a service of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct LinkMention {
    /// The mention.
    pub mention: MentionRef,
    /// The service that it is.
    pub service: ServiceId,
}

/// A mention for which the catalogue lacks a service.
#[derive(Clone, Debug)]
pub struct ProposeService {
    /// The mention.
    pub mention: MentionRef,
    /// The new service's unique code, never used before.
    pub code: String,
    /// Its name; required in the installation's language.
    pub name: LocalizedText,
    /// The department that is to own it.
    pub owner: DepartmentId,
}

/// A mention that is no service, or whose decision is taken back.
#[derive(Clone, Debug)]
pub struct DecideMention {
    /// The mention.
    pub mention: MentionRef,
    /// Why, at most 1,000 characters.
    pub reason: String,
}

/// Says that a mention is a service of the catalogue. Needs `catalogue.manage`; a mention that is settled is `NotAllowed`.
pub async fn link(db: &Db, op: &OpContext, command: LinkMention) -> Result<Mention> {
    let held = hold(db, op, command.mention, "linked").await?;
    let service = match services::get(&held.tx, op, command.service).await {
        Err(Error::NotFound { .. }) => return Err(Error::invalid("serviceId", Rule::Unknown)),
        service => service?,
    };
    held.settle(op, Decided { service: Some(service.id), ..Decided::of(MentionDecision::Linked) }).await
}

/// Makes a draft of a service for a mention, in the same transaction. Needs `catalogue.manage`, and `catalogue.edit` in the
/// owning department; a mention that is settled is `NotAllowed`, a code that was ever used `Taken`.
pub async fn propose(db: &Db, op: &OpContext, command: ProposeService) -> Result<Mention> {
    let ProposeService { mention, code, name, owner } = command;
    let held = hold(db, op, mention, "proposed").await?;
    let name = name.required("name", NAME, &db.settings().language)?;
    let identity = Identity { name, ..Identity::default() };
    let card = Card { identity, ..Card::default() };
    let new = CreateService { code, owner, card, proposed: false, reason: None, idempotency_key: None };
    let service = services::create(&held.tx, op, new).await?;
    held.settle(op, Decided { service: Some(service.id), ..Decided::of(MentionDecision::Proposed) }).await
}

/// Says with a reason that a mention is no service. Needs `catalogue.manage`; a mention that is settled is `NotAllowed`.
pub async fn dismiss(db: &Db, op: &OpContext, command: DecideMention) -> Result<Mention> {
    op.require(Permission::CatalogueManage)?;
    let reason = clean_required("reason", &command.reason, REASON)?;
    let held = hold(db, op, command.mention, "dismissed").await?;
    held.settle(op, Decided { reason: Some(reason), ..Decided::of(MentionDecision::Dismissed) }).await
}

/// Takes a decision back, with a reason: its contacts count for no service until it is settled anew. Needs
/// `catalogue.manage`; a mention that waits is `NotAllowed`. A service that was proposed for it stays.
pub async fn reopen(db: &Db, op: &OpContext, command: DecideMention) -> Result<Mention> {
    op.require(Permission::CatalogueManage)?;
    let reason = clean_required("reason", &command.reason, REASON)?;
    let held = hold(db, op, command.mention, OPEN).await?;
    held.settle(op, Decided { decision: None, service: None, reason: Some(reason) }).await
}

/// A mention locked in a transaction.
struct Held {
    tx: Tx,
    mention: mention::Model,
    version: i32,
}

struct Decided {
    decision: Option<MentionDecision>,
    service: Option<ServiceId>,
    reason: Option<String>,
}

impl Decided {
    fn of(decision: MentionDecision) -> Self {
        Self { decision: Some(decision), service: None, reason: None }
    }
}

/// Begins a decision that leads `to` somewhere: a settled mention is only opened anew, an open one only settled.
async fn hold(db: &Db, op: &OpContext, which: MentionRef, to: &str) -> Result<Held> {
    op.require(Permission::CatalogueManage)?;
    let tx = db.begin().await?;
    let mention = store::locked::<_, MentionId>(&tx, mention::Entity::find_by_id(which.id)).await?;
    let known = mapping::Entity::find_by_id(which.id).one(&*tx).await?;
    let version = known.as_ref().map_or(0, |row| row.version);
    store::same_version::<MentionId>(which.expected_version, version)?;
    let from = known.and_then(|row| row.decision).map_or(OPEN, MentionDecision::name);
    if (from == OPEN) == (to == OPEN) {
        return Err(Error::NotAllowed { entity: MentionId::KIND, from: from.to_owned(), to: to.to_owned() });
    }
    Ok(Held { tx, mention, version })
}

impl Held {
    async fn settle(self, op: &OpContext, decided: Decided) -> Result<Mention> {
        use mapping::Column as C;
        let Self { tx, mention, version } = self;
        let Decided { decision, service, reason } = decided;
        let row = mapping::ActiveModel {
            mention_id: Set(mention.id),
            decision: Set(decision),
            service_id: Set(service),
            reason: Set(reason.clone()),
            decided_by: Set(op.actor.key()),
            decided_staff_id: Set(op.staff()),
            decided_at: Set(op.at),
            version: Set(version + 1),
        };
        let columns = [C::Decision, C::ServiceId, C::Reason, C::DecidedBy, C::DecidedStaffId, C::DecidedAt, C::Version];
        let anew = OnConflict::column(C::MentionId).update_columns(columns).to_owned();
        mapping::Entity::insert(row).on_conflict(anew).exec_without_returning(&*tx).await?;
        let (operation, event) = names(decision);
        let detail: Value = json!({ "decision": decision, "service": service, "reason": reason });
        let change = Change::of(operation, mention.id).detail(detail);
        events::record(&tx, op, event, &["decision", "service"], change).await?;
        let settled = read::get(&tx, op, mention.id).await?;
        tx.commit().await?;
        Ok(settled)
    }
}

/// What a decision is called in the record.
fn names(decision: Option<MentionDecision>) -> (&'static str, &'static str) {
    match decision {
        Some(MentionDecision::Linked) => ("mention.link", "mention.linked"),
        Some(MentionDecision::Proposed) => ("mention.propose", "mention.proposed"),
        Some(MentionDecision::Dismissed) => ("mention.dismiss", "mention.dismissed"),
        None => ("mention.reopen", "mention.reopened"),
    }
}
