//! The cycles before: how they were answered, and what changed in the catalogue between them.

use crm_core::catalogue::card::{Card, Channel, ChannelKind, Scope};
use crm_core::catalogue::services::{self, PublishService, ReviseService, RevisionMove, Service};
use crm_core::ids::{CycleId, PlanId};
use crm_core::inventory::cycles::{self, ChangeCycle};
use crm_core::inventory::items::{
    self, AnswerItem, Existence, Item, ItemRef, MeasureKind, MeasureState, MoveItems, StatedMeasure,
};
use crm_core::text::LocalizedText;
use crm_core::{Db, Result};

use super::card::MEASURED;
use super::inventory::{Inventory, answer, worked};

/// Days since the cycles before opened, and how many they lasted.
const PAST: [(&str, u64); 2] = [("INV-1", 390), ("INV-2", 205)];
const LASTED: u64 = 40;
/// Of so many items one is never answered.
const SILENT: usize = 14;

/// How the card of a service is written anew between the two.
type Rewrite = (&'static str, fn(&mut Card));

const REWRITTEN: [Rewrite; 3] = [
    ("PER-305", |card| card.channels.push(Channel::new(ChannelKind::App))),
    ("LND-402", |card| card.procedure.planned_automation = None),
    ("PRO-602", |card| {
        card.identity.name =
            LocalizedText::ar_en("رعاية أمير المنطقة لمناسبة", "The governor's sponsorship of an occasion");
    }),
];

impl Inventory<'_> {
    /// Writes the cycles before, closed and published.
    pub(super) async fn past(&self, db: &Db, plan: PlanId) -> Result<()> {
        for (place, (code, days)) in PAST.into_iter().enumerate() {
            let cycle = self.cycle(db, plan, code, days).await?;
            self.answered(db, cycle, (days, place)).await?;
            let closing = self.by(&self.keepers.head, db, days - LASTED);
            let change = ChangeCycle { id: cycle, expected_version: None };
            cycles::close(db, &closing, change).await?;
            worked(db, &closing).await?;
            cycles::publish(db, &closing, change).await?;
            if place == 0 {
                self.rewrite(db, days - LASTED - 60).await?;
            }
        }
        Ok(())
    }

    /// Departments answer, and what they say is verified; some of it comes back to them first.
    async fn answered(&self, db: &Db, cycle: CycleId, (days, round): (u64, usize)) -> Result<()> {
        let mut answers = Vec::new();
        let all = self.items(db, cycle).await?;
        let cards = services::many(db, &self.by(self.respondent, db, days), &ids(&all)).await?;
        for (place, item) in all.iter().enumerate().filter(|(place, _)| place % SILENT != SILENT - 1) {
            let Some(service) = cards.get(&item.service_id) else { continue };
            answers.push(told(item, service, place, round));
        }
        let chosen = |every: usize| {
            let some = answers.iter().step_by(every);
            some.map(|answer| ItemRef { id: answer.id, expected_version: None }).collect::<Vec<_>>()
        };
        let (returned, accepted) = (chosen(9), chosen(1));
        let again = answers.iter().step_by(9).cloned().collect();
        items::answer(db, &self.by(self.respondent, db, days - 12), answers).await?;
        let reason = Some("عدد الطلبات أقل مما في سجل التواصل، فيُراجع.".into());
        items::give_back(db, &self.by(self.verifier, db, days - 16), MoveItems { items: returned, reason }).await?;
        items::answer(db, &self.by(self.respondent, db, days - 20), again).await?;
        items::accept(db, &self.by(self.verifier, db, days - 25), MoveItems { items: accepted, reason: None }).await?;
        Ok(())
    }

    /// Cards are written anew and published.
    async fn rewrite(&self, db: &Db, days: u64) -> Result<()> {
        let (officer, head) = (self.by(&self.keepers.officer, db, days), self.by(&self.keepers.head, db, days - 4));
        for (code, change) in REWRITTEN {
            let Some(service) = services::find_by_code(db, &officer, code).await? else { continue };
            let mut card = service.card().cloned().unwrap_or_default();
            change(&mut card);
            let id = service.header.id;
            let reason = Some("تحديث البطاقة بعد الحصر".into());
            services::revise(db, &officer, ReviseService { id, card, reason, expected_version: None }).await?;
            services::submit(db, &officer, RevisionMove { id, reason: None, expected_version: None }).await?;
            let publish = PublishService { id, valid_from: None, reason: None, expected_version: None };
            services::publish(db, &head, publish).await?;
        }
        Ok(())
    }
}

fn ids(items: &[Item]) -> Vec<crm_core::ids::ServiceId> {
    items.iter().map(|item| item.service_id).collect()
}

/// What its department says of a service: the last one belongs to somebody else by the second round, some cards are to be
/// changed, and of some services nobody counts the requests.
fn told(item: &Item, service: &Service, place: usize, round: usize) -> AnswerItem {
    let card_right = place % 11 != 5;
    let mut answer = AnswerItem { measures: Some(measures(service, place, round)), ..answer(item, card_right) };
    if service.header.code == "DEV-410" && round == 1 {
        answer.existence = Existence::NotOurs;
        answer.card_right = None;
        answer.note = Some("انتقلت إلى هيئة التطوير.".into());
    }
    answer
}

fn measures(service: &Service, place: usize, round: usize) -> Vec<StatedMeasure> {
    let figure = |kind, part: &str, state, amount| StatedMeasure { kind, part: part.into(), state, amount };
    let known = |kind, part: &str, amount| figure(kind, part, MeasureState::Known, Some(amount));
    let requests = i64::try_from((place * 37 + 11) % 53 * 60 + round * 45 + 20).unwrap_or_default();
    if place % 8 == 3 {
        return vec![figure(MeasureKind::Transactions, "", MeasureState::NotKnown, None)];
    }
    let inside = service.card().is_some_and(|card| card.identity.scope.contains(&Scope::Internal));
    let mut told = vec![known(MeasureKind::Transactions, "", requests)];
    told.push(if inside {
        figure(MeasureKind::Beneficiaries, "", MeasureState::NotApplicable, None)
    } else {
        known(MeasureKind::Beneficiaries, "", requests * 4 / 5)
    });
    let standards = service.card().into_iter().flat_map(|card| &card.promise.standards);
    if standards.into_iter().any(|standard| standard.external_id.as_deref() == Some(MEASURED)) {
        let met = requests * if place.is_multiple_of(2) { 97 } else { 91 } / 100;
        told.extend([known(MeasureKind::MetTarget, MEASURED, met), known(MeasureKind::MeasuredOn, MEASURED, requests)]);
    }
    told
}
