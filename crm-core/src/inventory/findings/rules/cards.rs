//! What looks wrong in a card.

use chrono::NaiveDate;

use super::FindingRule as R;
use super::{Facts, Found, tell};
use crate::catalogue::card::{Card, ClientKind, Fees, OnlineAnswer, Scope, Validity};
use crate::text::LanguageTag;

/// The scheme of the national register's numbers.
const NATIONAL: &str = "national";

pub(super) fn look(facts: Facts<'_>, found: &mut Found) {
    names(facts, found);
    channels(facts.card, found);
    audience(facts.card, found);
    terms(facts, found);
    tell(found, facts.has_moved, R::OtherDepartment);
    tell(found, is_unregistered(facts.card), R::NotRegistered);
    found.extend(facts.ended.iter().map(|code| (R::EndedReference, code.clone())));
}

fn names(facts: Facts<'_>, found: &mut Found) {
    let name = &facts.card.identity.name;
    for language in [LanguageTag::arabic(), LanguageTag::english()] {
        if !name.iter().any(|(tag, _)| tag.base() == language.base()) {
            found.insert((R::MissingLanguage, language.as_str().to_owned()));
        }
    }
    tell(found, facts.has_namesake, R::DuplicateName);
}

fn channels(card: &Card, found: &mut Found) {
    let has_channel = has_online_channel(card);
    let answers = card.online_points.answers();
    let is_online = answers.contains(&OnlineAnswer::Yes);
    tell(found, is_online && !has_channel && !card.channels.is_empty(), R::OnlineWithoutChannel);
    let none = answers.iter().all(|answer| matches!(answer, OnlineAnswer::No | OnlineAnswer::NotApplicable));
    tell(found, has_channel && none, R::ChannelWithoutOnline);
}

fn has_online_channel(card: &Card) -> bool {
    card.channels.iter().any(|channel| channel.kind.is_online())
}

/// Whether the public applies for it online, and the national register does not know it.
fn is_unregistered(card: &Card) -> bool {
    let scope = &card.identity.scope;
    let is_public = scope.contains(&Scope::External) || scope.contains(&Scope::Shared);
    let is_online = has_online_channel(card) && card.online_points.application == OnlineAnswer::Yes;
    let is_known = card.identity.external_identifiers.iter().any(|number| number.scheme == NATIONAL);
    is_public && is_online && !is_known
}

fn audience(card: &Card, found: &mut Found) {
    let audience = &card.audience;
    let ages = audience.minimum_age.or(audience.maximum_age);
    let of_people = ages.is_some() || !audience.residency.is_empty();
    let for_others = !audience.clients.is_empty() && !audience.clients.contains(&ClientKind::Individuals);
    tell(found, of_people && for_others, R::AudienceContradiction);
}

/// What holds for a time only.
fn terms(facts: Facts<'_>, found: &mut Found) {
    let times: Vec<Validity> = facts.card.promise.delivery_times.iter().map(|time| time.validity).collect();
    tell(found, is_over(&times, facts.window_to), R::LapsedPromise);
    if let Fees::Priced(fees) = &facts.card.fees {
        let fees: Vec<Validity> = fees.iter().map(|fee| fee.validity).collect();
        tell(found, is_over(&fees, facts.window_to), R::LapsedFee);
    }
    let review = facts.card.governance.next_review_due;
    tell(found, review.is_some_and(|due| due.date < facts.window_to), R::ReviewOverdue);
}

/// Whether there are periods, and all of them ended before a day.
fn is_over(periods: &[Validity], day: NaiveDate) -> bool {
    let ended = |period: &Validity| period.to.is_some_and(|to| to.date < day);
    !periods.is_empty() && periods.iter().all(ended)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{alone, asked, day, facts, of_card, plain, told};
    use super::*;
    use crate::catalogue::card::{
        Audience, CardDate, Channel, ChannelKind, DeliveryTime, ExternalIdentifier, Fee, Governance, Identity,
        OnlinePoints, Promise, Residency, Span, TimeUnit,
    };
    use crate::text::LocalizedText;

    fn until(text: &str) -> Validity {
        Validity { from: None, to: Some(CardDate::from(day(text))) }
    }

    #[test]
    fn names_are_in_both_languages_and_nobody_elses() {
        let mut card = plain();
        card.identity.name = LocalizedText::new().with(LanguageTag::arabic(), "خدمة");
        assert_eq!(of_card(&card), alone(R::MissingLanguage, "en"));
        let card = plain();
        let twin = Facts { has_namesake: true, ..facts(&card, &[]) };
        assert!(told(twin).contains(&(R::DuplicateName, String::new())));
    }

    #[test]
    fn acts_and_channels_say_the_same() {
        let points = |answer| OnlinePoints { application: answer, ..OnlinePoints::default() };
        let card = Card { online_points: points(OnlineAnswer::Yes), ..plain() };
        assert_eq!(of_card(&card), alone(R::OnlineWithoutChannel, ""));
        let portal = vec![Channel::new(ChannelKind::Portal)];
        assert_eq!(of_card(&Card { channels: portal.clone(), ..card }), []);
        let no = OnlineAnswer::No;
        let never =
            OnlinePoints { account: no, sign_in: no, application: no, decision: no, delivery: no, feedback: no };
        let card = Card { online_points: never, channels: portal, ..plain() };
        assert_eq!(of_card(&card), alone(R::ChannelWithoutOnline, ""));
        assert_eq!(of_card(&Card { online_points: OnlinePoints::default(), ..card }), []);
    }

    #[test]
    fn what_the_public_applies_for_online_is_in_the_national_register() {
        let digital = |scheme: &str, scope: Scope| {
            let numbers = vec![ExternalIdentifier { scheme: scheme.into(), value: "1".into() }];
            let plain = plain();
            Card {
                identity: Identity { external_identifiers: numbers, scope: [scope].into(), ..plain.identity },
                channels: vec![Channel::new(ChannelKind::Portal)],
                online_points: OnlinePoints { application: OnlineAnswer::Yes, ..OnlinePoints::default() },
                ..Card::default()
            }
        };
        assert_eq!(of_card(&digital("other", Scope::External)), alone(R::NotRegistered, ""));
        assert_eq!(of_card(&digital(NATIONAL, Scope::External)), []);
        assert_eq!(of_card(&digital("other", Scope::Internal)), []);
    }

    #[test]
    fn what_is_asked_of_people_is_for_people() {
        let card = |clients: ClientKind, audience: Audience| Card {
            audience: Audience { clients: [clients].into(), ..audience },
            ..plain()
        };
        let aged = Audience { minimum_age: Some(18), ..Audience::default() };
        let resident = Audience { residency: [Residency::Resident].into(), ..Audience::default() };
        for audience in [aged, resident] {
            let found = of_card(&card(ClientKind::Business, audience.clone()));
            assert_eq!(found, alone(R::AudienceContradiction, ""));
            assert_eq!(of_card(&card(ClientKind::Individuals, audience)), []);
        }
        assert_eq!(of_card(&card(ClientKind::Business, Audience::default())), []);
    }

    #[test]
    fn what_has_run_out_is_told() {
        let time = |validity| DeliveryTime {
            validity,
            ..DeliveryTime::within(Span { amount: 2, unit: TimeUnit::WorkingDays })
        };
        let promised = |times: Vec<DeliveryTime>| Card {
            promise: Promise { delivery_times: times, ..Promise::default() },
            ..plain()
        };
        assert_eq!(of_card(&promised(vec![time(until("2025-06-30"))])), alone(R::LapsedPromise, ""));
        assert_eq!(of_card(&promised(vec![time(until("2025-06-30")), time(Validity::default())])), []);
        let priced = |to| Card { fees: Fees::Priced(vec![Fee { validity: until(to), ..Fee::default() }]), ..plain() };
        assert_eq!(of_card(&priced("2024-12-31")), alone(R::LapsedFee, ""));
        assert_eq!(of_card(&priced("2025-12-31")), []);
        let reviewed = |due| {
            let next_review_due = Some(CardDate::from(day(due)));
            Card { governance: Governance { next_review_due, ..Governance::default() }, ..plain() }
        };
        assert_eq!(of_card(&reviewed("2025-12-30")), alone(R::ReviewOverdue, ""));
        assert_eq!(of_card(&reviewed("2026-01-30")), []);
    }

    #[test]
    fn who_moved_and_who_is_gone_is_told() {
        let (card, figures) = (plain(), [asked(1)]);
        let plain = facts(&card, &figures);
        assert_eq!(told(Facts { has_moved: true, ..plain }), alone(R::OtherDepartment, ""));
        let ended = ["D-7".to_owned()];
        assert_eq!(told(Facts { ended: &ended, ..plain }), alone(R::EndedReference, "D-7"));
        assert_eq!(told(plain), []);
    }
}
