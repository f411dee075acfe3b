//! Putting entries right: by new entries that point at the old ones, which stay as they were written.

use sea_orm::entity::prelude::*;
use sea_orm::{EntityTrait, QueryFilter};

use super::access::{may_correct, visible_to};
use super::commands::CorrectInteraction;
use super::content::{Content, Desk, Needs, spoken};
use super::entity::{Column, Entity, EntryKind, Model};
use super::figures;
use super::follow_ups;
use super::masking::mask;
use super::rules;
use super::write::{Draft, entry, insert, only};
use crate::access::seen;
use crate::beneficiaries;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{BeneficiaryId, InteractionId};
use crate::op::OpContext;
use crate::patch::Patch;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::clean_required;
use crate::timeline;

/// Corrects an entry: a new one takes its place. Whoever logged it may, and the head of its department. An entry
/// that was corrected already is refused with [`Rule::Corrected`], a correction that changes nothing with
/// [`Rule::NothingToDo`].
pub async fn correct(db: &Db, op: &OpContext, command: CorrectInteraction) -> Result<Model> {
    op.require(Permission::InteractionWrite)?;
    let reasons = match &command.reason {
        Patch::Set(reason) => vec![reason.clone()],
        Patch::Keep | Patch::Clear => Vec::new(),
    };
    let desk = Desk::open(db, op, Needs { reasons, staff: Vec::new() }).await?;
    let note = mask(&clean_required("note", &command.note, 500)?);
    let tx = db.begin().await?;
    let old = latest(&tx, op, command.id).await?;
    let before = Content::of(&tx, &old)?;
    let beneficiary = match &command.beneficiary {
        Patch::Keep => old.beneficiary_id,
        Patch::Clear => None,
        Patch::Set(who) => Some(beneficiaries::meant(&tx, op, who).await.map_err(|error| error.under("beneficiary"))?),
    };
    let content = changed(op, &desk, before.clone(), command)?;
    if content == before && beneficiary == old.beneficiary_id {
        return Err(Error::invalid("", Rule::NothingToDo));
    }
    let id: InteractionId = op.new_id();
    let draft = Draft { id, kind: EntryKind::Correction, beneficiary, content, corrects: Some((old.id, Some(note))) };
    let rows = insert(&tx, op, &desk, vec![draft]).await?;
    replace(&tx, op, &old, id).await?;
    if beneficiary != old.beneficiary_id {
        moved(&tx, op, &rows, old.beneficiary_id).await?;
    }
    follow_ups::follow(&tx, old.id, id).await?;
    tx.commit().await?;
    only(op, rows)
}

/// Takes an entry back within five minutes of its recording; only whoever recorded it may. The log keeps both the
/// entry and the one that takes it back; follow-ups still open are cancelled.
pub async fn undo(db: &Db, op: &OpContext, id: InteractionId) -> Result<Model> {
    op.require(Permission::InteractionWrite)?;
    let desk = Desk::open(db, op, Needs::default()).await?;
    let tx = db.begin().await?;
    let old = latest(&tx, op, id).await?;
    if old.actor != op.actor.key() {
        return Err(Error::Forbidden { permission: Permission::InteractionWrite.name() });
    }
    rules::undoable(old.kind, old.recorded_at, op.at)?;
    let new: InteractionId = op.new_id();
    let content = Content::of(&tx, &old)?.without_words();
    let corrects = Some((old.id, None));
    let draft = Draft { id: new, kind: EntryKind::Undo, beneficiary: old.beneficiary_id, content, corrects };
    let rows = insert(&tx, op, &desk, vec![draft]).await?;
    replace(&tx, op, &old, new).await?;
    follow_ups::cancel_of(&tx, op, old.id).await?;
    tx.commit().await?;
    only(op, rows)
}

/// The entry, locked, if the actor may correct it and nobody did.
async fn latest(tx: &Db, op: &OpContext, id: InteractionId) -> Result<Model> {
    let select = visible_to(tx, op)?.filter(Column::Id.eq(id));
    let row = store::locked::<Entity, InteractionId>(tx, select).await?;
    if !may_correct(op, &row) {
        return Err(Error::Forbidden { permission: Permission::InteractionWrite.name() });
    }
    rules::correctable(row.kind, row.corrected_by_id.is_some())?;
    seen(tx, op, "interaction.correct", row.beneficiary_id).await?;
    Ok(row)
}

/// Marks the old entry as replaced and takes it out of the figures.
async fn replace(tx: &Db, op: &OpContext, old: &Model, by: InteractionId) -> Result<()> {
    let update = Entity::update_many()
        .col_expr(Column::CorrectedById, Expr::value(Some(by.0)))
        .filter(Column::Id.eq(old.id))
        .filter(Column::CorrectedById.is_null());
    if update.exec(tx).await?.rows_affected != 1 {
        return Err(Error::invalid("id", Rule::Corrected));
    }
    figures::add(tx, op, std::slice::from_ref(old), -1).await
}

/// The contact belongs to someone else now: it goes onto the new person's timeline as a contact, and the old
/// person's says that it was corrected.
async fn moved(tx: &Db, op: &OpContext, rows: &[Model], from: Option<BeneficiaryId>) -> Result<()> {
    let mut entries = Vec::new();
    for row in rows {
        entries.push(entry(row, from));
        entries.push(entry(&Model { kind: EntryKind::Contact, ..row.clone() }, row.beneficiary_id));
    }
    timeline::record_many(tx, op, entries).await
}

fn changed(op: &OpContext, desk: &Desk<'_>, content: Content, command: CorrectInteraction) -> Result<Content> {
    let CorrectInteraction {
        id: _,
        note: _,
        occurred_at,
        channel,
        direction,
        site,
        department,
        beneficiary: _,
        spoke_with,
        service,
        unlisted_service,
        case,
        reason,
        subject,
        body,
        outcome,
        duration_seconds,
        language,
    } = command;
    let mut check = Check::default();
    let department = department.map(|named| desk.department(Some(&named))).transpose();
    let new = Content {
        occurred_at: occurred_at.unwrap_or(content.occurred_at),
        channel: channel.unwrap_or(content.channel),
        direction: direction.unwrap_or(content.direction),
        site: resolved(&mut check, site, content.site, |named| desk.site(Some(named)))?,
        department: check.take("", department)?.flatten().unwrap_or(content.department),
        staff: content.staff,
        spoke_with: resolved(&mut check, spoke_with, Some(content.spoke_with), |given| spoken(Some(given)).map(Some))?
            .unwrap_or_default(),
        service: resolved(&mut check, service, content.service, |named| desk.service(Some(named)))?,
        unlisted_service: unlisted_service.over(content.unlisted_service),
        case: case.over(content.case),
        reason: resolved(&mut check, reason, content.reason, |named| desk.reason(Some(named)))?,
        subject: subject.over(content.subject),
        body: body.over(content.body),
        outcome: outcome.over(content.outcome),
        useful: content.useful,
        duration_seconds: duration_seconds.over(content.duration_seconds),
        language: match language {
            Patch::Keep => content.language,
            Patch::Clear => None,
            Patch::Set(tag) => Some(tag.as_str().to_owned()),
        },
        external_message_id: content.external_message_id,
    };
    let new = check.take("", new.checked(op.at))?;
    check.done()?;
    new.ok_or(Error::Corrupt { what: "contact" })
}

/// A field after the correction, when what was given for it must be looked up first.
fn resolved<G, T>(
    check: &mut Check,
    patch: Patch<G>,
    before: Option<T>,
    find: impl FnOnce(&G) -> Result<Option<T>>,
) -> Result<Option<T>> {
    match patch {
        Patch::Keep => Ok(before),
        Patch::Clear => Ok(None),
        Patch::Set(given) => Ok(check.take("", find(&given))?.flatten()),
    }
}
