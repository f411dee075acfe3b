//! What about a service needs somebody's decision.

use chrono::NaiveDate;

use crate::catalogue::card::{AutomationLevel, Card};
use crate::inventory::items::{Figure, ItemOutcome, ItemState, MeasureState};
use crate::inventory::results::Line;
use crate::names::names;

names! {
    /// What about a service needs a decision, the gravest first.
    Concern {
        /// Nobody confirmed that it exists and is ours.
        Unverified = "unverified",
        /// Its department says that another body offers it.
        NotOurs = "not_ours",
        /// It is no longer offered, or became other services: the catalogue is to say so.
        Gone = "gone",
        /// Its card is to be changed.
        CardWrong = "card_wrong",
        /// It promises no time.
        NoPromise = "no_promise",
        /// It missed a service standard.
        StandardMissed = "standard_missed",
        /// It should have been automated by now, and is not.
        AutomationLate = "automation_late",
        /// It is not automated, and no day is planned.
        AutomationUnplanned = "automation_unplanned",
        /// Nobody knows how many requests it has.
        RequestsNotKnown = "requests_not_known",
    }
}

/// What the answer and the figures say; of services that are offered, what their cards say too.
pub(super) fn concerns(line: &Line, card: &Card, requests: Option<&Figure>, day: NaiveDate) -> Vec<Concern> {
    let answer = match line.outcome() {
        _ if line.item.state == ItemState::Unverified => Some(Concern::Unverified),
        Some(ItemOutcome::NotOurs) => Some(Concern::NotOurs),
        Some(ItemOutcome::Retired | ItemOutcome::Split | ItemOutcome::Merged) => Some(Concern::Gone),
        Some(ItemOutcome::Changed) => Some(Concern::CardWrong),
        Some(ItemOutcome::Confirmed | ItemOutcome::New) | None => None,
    };
    if !line.is_offered() {
        return answer.into_iter().collect();
    }
    let known = requests.is_some_and(|figure| figure.state != MeasureState::NotKnown);
    let promise = (!card.promise.is_stated()).then_some(Concern::NoPromise);
    let requests = (!known).then_some(Concern::RequestsNotKnown);
    [answer, promise, automation(card, day), requests].into_iter().flatten().collect()
}

fn automation(card: &Card, day: NaiveDate) -> Option<Concern> {
    let now = card.procedure.automation;
    if now == Some(AutomationLevel::Fully) {
        return None;
    }
    let plan = card.procedure.planned_automation.filter(|plan| now.is_none_or(|now| now < plan.level));
    match plan.and_then(|plan| plan.by) {
        None => Some(Concern::AutomationUnplanned),
        Some(by) => (by.date < day).then_some(Concern::AutomationLate),
    }
}
