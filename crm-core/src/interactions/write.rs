//! Logging contacts, one or many.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::access::{self, PHONE};
use super::commands::LogInteraction;
use super::content::{Content, Desk, Needs};
use super::entity::{ActiveModel, Entity, EntryKind, Model};
use super::figures;
use super::follow_ups;
use crate::audit::Change;
use crate::beneficiaries::{self, Beneficiary, Who};
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::idempotency::{self, Once};
use crate::ids::{BeneficiaryId, InteractionId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::timeline::{self, Entry};

/// Most contacts of one [`log_many`] transaction.
const CHUNK: usize = 500;

/// An entry about to be written.
pub(super) struct Draft {
    pub id: InteractionId,
    pub kind: EntryKind,
    pub beneficiary: Option<BeneficiaryId>,
    pub content: Content,
    /// The entry it corrects or takes back, and why.
    pub corrects: Option<(InteractionId, Option<String>)>,
}

/// Logs a contact. Needs `interaction.write` in its department.
///
/// The beneficiary may be named by identifier, phone or e-mail and registered on the way: no match is `NotFound`, several
/// are `Ambiguous`, and then nothing is logged. Identifiers in free text are masked. A repeated idempotency key
/// with the same input gives the first result.
pub async fn log(db: &Db, op: &OpContext, command: LogInteraction) -> Result<Model> {
    op.require(Permission::InteractionWrite)?;
    let tx = db.begin().await?;
    // The key comes first: a repeat gives the first result even if it would not pass the rules of today.
    let id = match idempotency::once(&tx, op, "interaction.log", command.idempotency_key.as_deref(), &command).await? {
        Once::New(id) => id,
        Once::Done(id) => return super::read::get(&tx, op, id).await,
    };
    let desk = Desk::open(&tx, op, Needs::of(std::slice::from_ref(&command))).await?;
    let mut check = Check::default();
    let content = check.take("", desk.content(&command))?;
    let department = content.as_ref().map(|content| content.department);
    let follow_up = command.follow_up.as_ref().map(|new| follow_ups::checked(&desk, new, department));
    let follow_up = check.take("followUp", follow_up.transpose())?.flatten();
    check.done()?;
    let content = content.ok_or(Error::Corrupt { what: "contact" })?;
    let beneficiary = person(&tx, op, &command).await.map_err(|error| error.under("beneficiary"))?;
    let draft = Draft { id, kind: EntryKind::Contact, beneficiary, content, corrects: None };
    let rows = insert(&tx, op, &desk, vec![draft]).await?;
    follow_ups::insert(&tx, op, follow_up.map(|new| (id, new)).into_iter().collect()).await?;
    tx.commit().await?;
    only(op, rows)
}

/// Whom the contact is with, registered now if nobody is found and the caller asked for it.
async fn person(tx: &Db, op: &OpContext, command: &LogInteraction) -> Result<Option<BeneficiaryId>> {
    match (&command.beneficiary, &command.register) {
        (None, None) => Ok(None),
        (None, Some(new)) => {
            let registered = beneficiaries::register(tx, op, new.as_ref().clone()).await;
            Ok(Some(registered.map_err(|error| error.under("register"))?.id))
        }
        (Some(who), None) => beneficiaries::meant(tx, op, who).await.map(Some),
        (Some(who), Some(new)) => beneficiaries::resolve_or_register(tx, op, who, new).await.map(Some),
    }
}

/// Logs many contacts: the same checks and the same rows as [`log`], by statements over many rows, in transactions
/// of 500. Needs `bulk.write`. Beneficiaries are named by id, idempotency keys are refused; gives the ids in the
/// order of the input. When one contact is refused, its index leads the path and its 500 are not written, but those
/// before them are.
pub async fn log_many(db: &Db, op: &OpContext, commands: Vec<LogInteraction>) -> Result<Vec<InteractionId>> {
    op.require(Permission::BulkWrite)?;
    op.require(Permission::InteractionWrite)?;
    let mut ids = Vec::with_capacity(commands.len());
    for (chunk, commands) in commands.chunks(CHUNK).enumerate() {
        log_chunk(db, op, commands, chunk * CHUNK, &mut ids).await?;
    }
    Ok(ids)
}

async fn log_chunk(
    db: &Db,
    op: &OpContext,
    commands: &[LogInteraction],
    first: usize,
    ids: &mut Vec<InteractionId>,
) -> Result<()> {
    let tx = db.begin().await?;
    let desk = Desk::open(&tx, op, Needs::of(commands)).await?;
    let people = store::distinct(commands.iter().filter_map(|command| match command.beneficiary {
        Some(Who::Id(id)) => Some(id),
        _ => None,
    }));
    let known = beneficiaries::known(&tx, op, &people).await?;
    let mut check = Check::default();
    let mut drafts = Vec::with_capacity(commands.len());
    let mut next = Vec::new();
    for (index, command) in commands.iter().enumerate() {
        let path = (first + index).to_string();
        let content = check.take(&path, desk.content(command))?;
        let beneficiary = check.take(&path, by_id(command, &known))?.flatten();
        let department = content.as_ref().map(|content| content.department);
        let follow_up = command.follow_up.as_ref().map(|new| follow_ups::checked(&desk, new, department));
        let follow_up = check.take(&path, follow_up.transpose().map_err(|error| error.under("followUp")))?.flatten();
        if let Some(content) = content {
            let id: InteractionId = op.new_id();
            next.extend(follow_up.map(|new| (id, new)));
            drafts.push(Draft { id, kind: EntryKind::Contact, beneficiary, content, corrects: None });
        }
    }
    check.done()?;
    let rows = insert(&tx, op, &desk, drafts).await?;
    follow_ups::insert(&tx, op, next).await?;
    tx.commit().await?;
    ids.extend(rows.iter().map(|row| row.id));
    Ok(())
}

/// The person of a contact of a bulk load: named by id and known, or nobody.
fn by_id(command: &LogInteraction, known: &HashMap<BeneficiaryId, Beneficiary>) -> Result<Option<BeneficiaryId>> {
    let mut check = Check::default();
    check.that(command.idempotency_key.is_none(), "idempotencyKey", Rule::NotListed);
    check.that(command.register.is_none(), "beneficiary.register", Rule::NotListed);
    let id = match &command.beneficiary {
        None => None,
        Some(Who::Id(id)) => {
            check.that(known.contains_key(id), "beneficiary", Rule::Unknown);
            Some(*id)
        }
        Some(_) => {
            check.that(false, "beneficiary", Rule::NotListed);
            None
        }
    };
    check.done()?;
    Ok(id)
}

/// Writes contacts with everything that goes with them: figures, audit, events, timeline.
pub(super) async fn insert(tx: &Db, op: &OpContext, desk: &Desk<'_>, drafts: Vec<Draft>) -> Result<Vec<Model>> {
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        rows.push(row(tx, op, desk, draft)?);
    }
    let models: Vec<ActiveModel> = rows.iter().cloned().map(active).collect();
    if models.is_empty() {
        return Ok(rows);
    }
    Entity::insert_many(models).exec_without_returning(tx).await?;
    figures::add(tx, op, &rows, 1).await?;
    let entries = rows.iter().map(|row| entry(row, row.beneficiary_id)).collect();
    timeline::record_many(tx, op, entries).await?;
    for kind in EntryKind::ALL {
        let changes: Vec<_> = rows.iter().filter(|row| row.kind == *kind).map(change).collect();
        if !changes.is_empty() {
            events::record_many(tx, op, event(*kind), FIELDS, changes).await?;
        }
    }
    Ok(rows)
}

/// What an event of the log says has changed; a contact is always written whole.
const FIELDS: &[&str] =
    &["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"];

fn event(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Contact => "interaction.logged",
        EntryKind::Correction => "interaction.corrected",
        EntryKind::Undo => "interaction.undone",
    }
}

fn change(row: &Model) -> Change<'static> {
    let operation = match row.kind {
        EntryKind::Contact => "interaction.log",
        EntryKind::Correction => "interaction.correct",
        EntryKind::Undo => "interaction.undo",
    };
    let detail = json!({
        "channel": row.channel,
        "beneficiary": row.beneficiary_id,
        "service": row.service_id,
        "corrects": row.corrects_id,
    });
    let change = Change::of(operation, row.id).department(row.department_id).detail(detail);
    match &row.correction_note {
        Some(note) => change.personal(json!({ "note": note })),
        None => change,
    }
}

/// The place of an entry on a person's timeline: a contact stands where it happened, its correction where it was
/// corrected.
pub(super) fn entry(row: &Model, beneficiary: Option<BeneficiaryId>) -> Entry {
    let (kind, occurred_at) = match row.kind {
        EntryKind::Contact => ("interaction", row.occurred_at),
        EntryKind::Correction => ("interaction.corrected", row.recorded_at),
        EntryKind::Undo => ("interaction.undone", row.recorded_at),
    };
    Entry {
        beneficiary,
        case: row.case_id,
        occurred_at,
        kind,
        record: row.id.into(),
        department: Some(row.department_id),
    }
}

fn row(tx: &Db, op: &OpContext, desk: &Desk<'_>, draft: Draft) -> Result<Model> {
    let Draft { id, kind, beneficiary, content, corrects } = draft;
    let unlisted_folded = content.unlisted_folded();
    let Content {
        occurred_at,
        channel,
        direction,
        site,
        department,
        staff,
        spoke_with,
        service,
        unlisted_service,
        case,
        reason,
        subject,
        body,
        outcome,
        useful,
        duration_seconds,
        language,
        external_message_id,
    } = content;
    let (corrects_id, correction_note) = corrects.map_or((None, None), |(id, note)| (Some(id), note));
    let phone =
        spoke_with.phone.map(|phone| tx.keys().seal(PHONE, id.into(), phone.as_str().as_bytes())).transpose()?;
    Ok(Model {
        id,
        kind,
        occurred_at,
        recorded_at: op.at,
        occurred_month: desk.month(occurred_at),
        channel,
        direction,
        site_id: site,
        staff_id: staff,
        actor: op.actor.key(),
        department_id: department,
        beneficiary_id: beneficiary,
        spoke_with_name: spoke_with.name,
        spoke_with_phone: phone,
        spoke_with_relation: spoke_with.relation,
        service_id: service,
        unlisted_service,
        unlisted_folded,
        case_id: case,
        reason_id: reason.map(|(id, _)| id),
        reason_revision: reason.map(|(_, number)| number),
        subject,
        body,
        outcome,
        useful,
        duration_seconds,
        language,
        purpose: op.purpose.as_str().to_owned(),
        external_message_id,
        corrects_id,
        corrected_by_id: None,
        correction_note,
        redacted: false,
    })
}

fn active(row: Model) -> ActiveModel {
    let Model {
        id,
        kind,
        occurred_at,
        recorded_at,
        occurred_month,
        channel,
        direction,
        site_id,
        staff_id,
        actor,
        department_id,
        beneficiary_id,
        spoke_with_name,
        spoke_with_phone,
        spoke_with_relation,
        service_id,
        unlisted_service,
        unlisted_folded,
        case_id,
        reason_id,
        reason_revision,
        subject,
        body,
        outcome,
        useful,
        duration_seconds,
        language,
        purpose,
        external_message_id,
        corrects_id,
        corrected_by_id,
        correction_note,
        redacted: _,
    } = row;
    ActiveModel {
        id: Set(id),
        kind: Set(kind),
        occurred_at: Set(occurred_at),
        recorded_at: Set(recorded_at),
        occurred_month: Set(occurred_month),
        channel: Set(channel),
        direction: Set(direction),
        site_id: Set(site_id),
        staff_id: Set(staff_id),
        actor: Set(actor),
        department_id: Set(department_id),
        beneficiary_id: Set(beneficiary_id),
        spoke_with_name: Set(spoke_with_name),
        spoke_with_phone: Set(spoke_with_phone),
        spoke_with_relation: Set(spoke_with_relation),
        service_id: Set(service_id),
        unlisted_service: Set(unlisted_service),
        unlisted_folded: Set(unlisted_folded),
        case_id: Set(case_id),
        reason_id: Set(reason_id),
        reason_revision: Set(reason_revision),
        subject: Set(subject),
        body: Set(body),
        outcome: Set(outcome),
        useful: Set(useful),
        duration_seconds: Set(duration_seconds),
        language: Set(language),
        purpose: Set(purpose),
        external_message_id: Set(external_message_id),
        corrects_id: Set(corrects_id),
        corrected_by_id: Set(corrected_by_id),
        correction_note: Set(correction_note),
    }
}

/// The one row of a write, as the actor may see it.
pub(super) fn only(op: &OpContext, rows: Vec<Model>) -> Result<Model> {
    rows.into_iter().next().map(|row| access::view(op, row)).ok_or(Error::Corrupt { what: "contact" })
}
