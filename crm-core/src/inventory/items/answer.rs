//! A department's answers.

use std::collections::{BTreeMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;

use super::held::{Held, ItemRef, finish, hold, hold_each};
use super::measures::{self, Provenance, StatedMeasure};
use super::rules::{AttestedBy, Existence, ItemMove, ItemOutcome, ItemState};
use super::{Answerers, Answers, Item, Successors};
use crate::calendar::local_date;
use crate::catalogue::services;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{ItemId, ServiceId};
use crate::inventory::findings;
use crate::inventory::plans::PlanContent;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text;

/// Longest note and answer, in characters.
const NOTE: usize = 2_000;
/// Most services that a service may have become.
const SUCCESSORS: usize = 20;

/// A department's answer on one service.
#[derive(Clone, Debug)]
pub struct AnswerItem {
    /// The item.
    pub id: ItemId,
    /// Does the service exist, and is it ours?
    pub existence: Existence,
    /// Is its card right? Asked of what is ours only.
    pub card_right: Option<bool>,
    /// What the department adds; needed when the service is not ours any more, or when the card is wrong and nobody has
    /// begun to write it anew.
    pub note: Option<String>,
    /// The services that it became, when it was split or merged.
    pub successors: Vec<ServiceId>,
    /// Answers to the questions that the plan adds, by their codes.
    pub answers: BTreeMap<String, String>,
    /// Figures over the cycle's window; `None` leaves those that were told before.
    pub measures: Option<Vec<StatedMeasure>>,
    /// The version that the caller saw.
    pub expected_version: Option<i32>,
}

/// Answers items, at most 200, all or none. Needs `inventory.answer` in their departments, or a delegation. After the
/// item's last day it is `Overdue`; broken fields come back under `items.N`.
pub async fn answer(db: &Db, op: &OpContext, answers: Vec<AnswerItem>) -> Result<Vec<Item>> {
    op.require(Permission::InventoryRead)?;
    let held = hold(db, op, &refs(&answers), ItemMove::Answer).await?;
    let mut check = Check::default();
    let mut good = Vec::with_capacity(answers.len());
    for (place, answer) in checked(&held, op, answers).await?.into_iter().enumerate() {
        good.extend(check.take(&format!("items.{place}"), answer)?);
    }
    check.done()?;
    keep(held, op, good).await
}

/// [`answer`] for each by itself: those that may be answered are, of the others it is told why not, by the fields of the
/// answer. An item that does not exist fails all.
pub(crate) async fn answer_each(db: &Db, op: &OpContext, answers: Vec<AnswerItem>) -> Result<Vec<Result<Item>>> {
    op.require(Permission::InventoryRead)?;
    let (mut held, verdicts) = hold_each(db, op, &refs(&answers), ItemMove::Answer).await?;
    let answers = checked(&held, op, answers).await?;
    let answers: Vec<Result<Answer>> =
        verdicts.into_iter().zip(answers).map(|(verdict, answer)| verdict.and(answer)).collect();
    let mut kept = answers.iter().map(Result::is_ok);
    held.items.retain(|_| kept.next().unwrap_or_default());
    let (mut good, mut outcomes) = (Vec::with_capacity(held.items.len()), Vec::with_capacity(answers.len()));
    for answer in answers {
        outcomes.push(answer.map(|answer| good.push(answer)));
    }
    let mut items = if good.is_empty() { Vec::new() } else { keep(held, op, good).await? }.into_iter();
    let item = |outcome: Result<()>| outcome.and_then(|()| items.next().ok_or_else(Error::not_found::<ItemId>));
    Ok(outcomes.into_iter().map(item).collect())
}

fn refs(answers: &[AnswerItem]) -> Vec<ItemRef> {
    answers.iter().map(|answer| ItemRef { id: answer.id, expected_version: answer.expected_version }).collect()
}

/// Answers as they may be kept, or what is broken in them.
async fn checked(held: &Held, op: &OpContext, answers: Vec<AnswerItem>) -> Result<Vec<Result<Answer>>> {
    let services: Vec<ServiceId> = held.items.iter().map(|item| item.service_id).collect();
    let services = services::many(&held.tx, op, &services).await?;
    let named: Vec<ServiceId> = answers.iter().flat_map(|answer| answer.successors.iter().copied()).collect();
    let named: HashSet<ServiceId> = services::many(&held.tx, op, &named).await?.into_keys().collect();
    let mut checked = Vec::with_capacity(answers.len());
    for (answer, item) in answers.into_iter().zip(&held.items) {
        let service = services.get(&item.service_id);
        let in_work = service.is_some_and(|service| {
            service.draft_revision_id.is_some() || service.published_revision_id != item.revision_id
        });
        checked.push(Asked { item, plan: held.plan(item)?, in_work, known: &named }.check(answer));
    }
    Ok(checked)
}

/// Keeps the answers of the items that are held.
async fn keep(held: Held, op: &OpContext, answers: Vec<Answer>) -> Result<Vec<Item>> {
    let ids: Vec<ItemId> = held.items.iter().map(|item| item.id).collect();
    let before = measures::of(&held.tx, &ids).await?;
    let outcomes: Vec<ItemOutcome> = answers.iter().map(|answer| answer.outcome).collect();
    save(&held, op, answers).await?;
    // What was waived was waived of another answer.
    let after = measures::of(&held.tx, &ids).await?;
    let differs = |(item, outcome): &(&Item, ItemOutcome)| {
        item.outcome != Some(*outcome) || !measures::are_alike(before.get(&item.id), after.get(&item.id))
    };
    let other = held.items.iter().zip(outcomes).filter(differs).map(|(item, _)| item.id);
    findings::ask_again(&held.tx, &other.collect::<Vec<_>>()).await?;
    findings::again(&held.tx, op, &ids).await?;
    finish(held, op, "answered", None).await
}

/// What an answer is held against.
struct Asked<'a> {
    item: &'a Item,
    plan: &'a PlanContent,
    /// Whether the card is written anew, or was since the cycle opened.
    in_work: bool,
    known: &'a HashSet<ServiceId>,
}

/// An answer that may be kept.
struct Answer {
    outcome: ItemOutcome,
    note: Option<String>,
    successors: Successors,
    answers: Answers,
    measures: Option<Vec<StatedMeasure>>,
}

impl Asked<'_> {
    fn check(&self, answer: AnswerItem) -> Result<Answer> {
        let AnswerItem { id: _, existence, card_right, note, successors, answers, measures, expected_version: _ } =
            answer;
        let ours = existence == Existence::Ours;
        let mut check = Check::default();
        check.that(ours == card_right.is_some(), "cardRight", if ours { Rule::Required } else { Rule::Exclusive });
        let outcome = ItemOutcome::of(existence, card_right.unwrap_or(true), self.item.known_before);
        let note = check.take("", text::clean_optional("note", note.as_deref(), NOTE))?.flatten();
        let explained = match outcome {
            ItemOutcome::Confirmed | ItemOutcome::New => true,
            ItemOutcome::Changed => self.in_work || note.is_some(),
            _ => note.is_some(),
        };
        check.that(explained, "note", Rule::ReasonRequired);
        let named = outcome.names_others() != successors.is_empty();
        check.that(named, "successorIds", if outcome.names_others() { Rule::Required } else { Rule::Exclusive });
        check.that(successors.len() <= SUCCESSORS, "successorIds", Rule::TooMany(SUCCESSORS as u64));
        let known = |id: &ServiceId| self.known.contains(id) && *id != self.item.service_id;
        check.that(successors.iter().all(known), "successorIds", Rule::Unknown);
        let once: HashSet<&ServiceId> = successors.iter().collect();
        check.that(once.len() == successors.len(), "successorIds", Rule::Exclusive);
        let answers = check.take("answers", self.questions(answers))?.unwrap_or_default();
        let measures = match measures {
            Some(stated) => check.take("measures", measures::checked(stated))?,
            None => None,
        };
        check.done()?;
        Ok(Answer { outcome, note, successors: Successors(successors), answers, measures })
    }

    /// Answers to the plan's questions, and to nothing else.
    fn questions(&self, given: BTreeMap<String, String>) -> Result<Answers> {
        let mut check = Check::default();
        let asked = |code: &str| self.plan.questions.iter().any(|question| question.code == code);
        let mut answers = BTreeMap::new();
        for (code, answer) in given {
            check.that(asked(&code), &code, Rule::Unknown);
            let answer = check.take("", text::clean_optional(&code, Some(&answer), NOTE))?.flatten();
            answers.extend(answer.map(|answer| (code, answer)));
        }
        for question in self.plan.questions.iter().filter(|question| question.required) {
            check.that(answers.contains_key(&question.code), &question.code, Rule::Required);
        }
        check.done()?;
        Ok(Answers(answers))
    }
}

/// Every answer is a row of its own, so there is a statement for each; their figures go in together.
async fn save(held: &Held, op: &OpContext, answers: Vec<Answer>) -> Result<()> {
    let today = local_date(op.at, held.tx.settings().zone);
    let (mut told, mut figures) = (Vec::new(), Vec::new());
    for (answer, item) in answers.into_iter().zip(&held.items) {
        let Answer { outcome, note, successors, answers, measures } = answer;
        let mut row = item.clone().into_active_model();
        row.state = Set(ItemState::Answered);
        row.outcome = Set(Some(outcome));
        row.attested_by = Set(Some(AttestedBy::Department));
        row.note = Set(note);
        row.successors = Set(successors);
        row.answers = Set(answers);
        row.answered_by = Set(Some(op.actor.key()));
        row.answered_staff_id = Set(op.staff());
        row.answerers = Set(Answerers(item.answerers.0.iter().copied().chain(op.staff()).collect()));
        row.answered_at = Set(Some(op.at));
        row.on_time = Set(Some(item.on_time.unwrap_or(today <= held.cycle(item)?.answers_due)));
        row.endorsed_staff_id = Set(None);
        row.endorsed_at = Set(None);
        row.verified_staff_id = Set(None);
        row.verified_at = Set(None);
        row.version = Set(item.version + 1);
        row.update(&*held.tx).await?;
        if let Some(stated) = measures {
            told.push(item.id);
            figures.extend(stated.into_iter().map(|measure| measures::row(op, item.id, measure, Provenance::Stated)));
        }
    }
    measures::replace(&held.tx, &told, figures).await
}
