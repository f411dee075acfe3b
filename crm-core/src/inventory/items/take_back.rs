//! Answers taken back: an item says again what it said before.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, IntoActiveModel};
use serde::{Deserialize, Serialize};

use super::held::{ItemRef, finish, hold_each};
use super::measures;
use super::{
    Answers, AttestedBy, Item, ItemMove, ItemOutcome, ItemState, Measure, MeasureKind, MeasureState, Provenance,
    Successors,
};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{ItemId, ServiceId, StaffId};
use crate::inventory::findings;
use crate::op::OpContext;
use crate::policy::Permission;

/// What an item said before an answer: all that an answer writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Former {
    state: ItemState,
    outcome: Option<ItemOutcome>,
    attested_by: Option<AttestedBy>,
    note: Option<String>,
    answers: BTreeMap<String, String>,
    successors: Vec<ServiceId>,
    answered_by: Option<String>,
    answered_staff_id: Option<StaffId>,
    answered_at: Option<DateTime<Utc>>,
    on_time: Option<bool>,
    endorsed_staff_id: Option<StaffId>,
    endorsed_at: Option<DateTime<Utc>>,
    verified_staff_id: Option<StaffId>,
    verified_at: Option<DateTime<Utc>>,
    figures: Vec<FormerFigure>,
}

/// A figure that the department had told, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerFigure {
    kind: MeasureKind,
    part: String,
    state: MeasureState,
    amount: Option<i64>,
    actor: String,
    at: DateTime<Utc>,
}

impl Former {
    /// What an item says, with its figures.
    pub(crate) fn of(item: &Item, figures: &[Measure]) -> Self {
        let told = figures.iter().filter(|row| row.provenance == Provenance::Stated);
        let figure = |row: &Measure| FormerFigure {
            kind: row.kind,
            part: row.part.clone(),
            state: row.state,
            amount: row.amount,
            actor: row.actor.clone(),
            at: row.at,
        };
        let item = item.clone();
        Self {
            state: item.state,
            outcome: item.outcome,
            attested_by: item.attested_by,
            note: item.note,
            answers: item.answers.0,
            successors: item.successors.0,
            answered_by: item.answered_by,
            answered_staff_id: item.answered_staff_id,
            answered_at: item.answered_at,
            on_time: item.on_time,
            endorsed_staff_id: item.endorsed_staff_id,
            endorsed_at: item.endorsed_at,
            verified_staff_id: item.verified_staff_id,
            verified_at: item.verified_at,
            figures: told.map(figure).collect(),
        }
    }
}

/// Takes answers back, each by itself: an item that is still at the version its answer left, and that the actor may
/// answer, says again what it said before; of the others it is told why not.
pub(crate) async fn take_back_each(db: &Db, op: &OpContext, former: Vec<(ItemRef, Former)>) -> Result<Vec<Result<()>>> {
    op.require(Permission::InventoryRead)?;
    let (refs, former): (Vec<ItemRef>, Vec<Former>) = former.into_iter().unzip();
    let (mut held, verdicts) = hold_each(db, op, &refs, ItemMove::Answer).await?;
    let mut kept = verdicts.iter().map(Result::is_ok);
    held.items.retain(|_| kept.next().unwrap_or_default());
    if held.items.is_empty() {
        return Ok(verdicts);
    }
    let former = former.into_iter().zip(&verdicts).filter_map(|(former, verdict)| verdict.is_ok().then_some(former));
    for (former, item) in former.zip(&held.items) {
        restore(&held.tx, item, former).await?;
    }
    let ids: Vec<ItemId> = held.items.iter().map(|item| item.id).collect();
    findings::again(&held.tx, op, &ids).await?;
    finish(held, op, "answer_taken_back", None).await?;
    Ok(verdicts)
}

async fn restore(tx: &Db, item: &Item, former: Former) -> Result<()> {
    let Former {
        state,
        outcome,
        attested_by,
        note,
        answers,
        successors,
        answered_by,
        answered_staff_id,
        answered_at,
        on_time,
        endorsed_staff_id,
        endorsed_at,
        verified_staff_id,
        verified_at,
        figures,
    } = former;
    let mut row = item.clone().into_active_model();
    row.state = Set(state);
    row.outcome = Set(outcome);
    row.attested_by = Set(attested_by);
    row.note = Set(note);
    row.answers = Set(Answers(answers));
    row.successors = Set(Successors(successors));
    row.answered_by = Set(answered_by);
    row.answered_staff_id = Set(answered_staff_id);
    row.answered_at = Set(answered_at);
    row.on_time = Set(on_time);
    row.endorsed_staff_id = Set(endorsed_staff_id);
    row.endorsed_at = Set(endorsed_at);
    row.verified_staff_id = Set(verified_staff_id);
    row.verified_at = Set(verified_at);
    row.version = Set(item.version + 1);
    row.update(tx).await?;
    let figure = |figure: FormerFigure| {
        let FormerFigure { kind, part, state, amount, actor, at } = figure;
        Measure { item_id: item.id, kind, part, provenance: Provenance::Stated, state, amount, actor, at }
    };
    measures::replace(tx, &[item.id], figures.into_iter().map(figure).collect()).await
}
