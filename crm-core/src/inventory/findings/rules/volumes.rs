//! What looks wrong in the figures.

use super::FindingRule as R;
use super::{Facts, Found, tell};
use crate::catalogue::card::ChannelKind;
use crate::inventory::items::{self, Figure, ItemOutcome, MeasureKind, MeasureState, Provenance};

/// A change of volume by more than so many times is worth a look.
const EXTREME: i64 = 5;
/// Volumes below this vary by chance.
const SMALL: i64 = 50;
/// The same volume in so many cycles running was copied rather than counted.
const RUNNING: usize = 4;

pub(super) fn look(facts: Facts<'_>, found: &mut Found) {
    standards(facts, found);
    asked(facts, found);
    sums(facts, found);
    channels(facts, found);
    changes(facts, found);
}

/// Figures of one kind that are this cycle's own.
fn told(facts: Facts<'_>, kind: MeasureKind) -> impl Iterator<Item = &Figure> {
    facts.figures.iter().filter(move |figure| figure.kind == kind && figure.is_told())
}

fn standards(facts: Facts<'_>, found: &mut Found) {
    for met in told(facts, MeasureKind::MetTarget) {
        let of = told(facts, MeasureKind::MeasuredOn);
        let of = of.filter(|of| of.part == met.part && of.provenance == met.provenance).last();
        if met.amount > of.map_or(Some(0), |of| of.amount) && met.amount.is_some() {
            found.insert((R::PerformanceOver100, met.part.clone()));
        }
    }
    for part in items::standard_parts(&facts.card.promise.standards).into_iter().flatten() {
        let said = |figure: &Figure| figure.part == part && figure.state != MeasureState::NotKnown;
        if !told(facts, MeasureKind::MeasuredOn).any(said) {
            found.insert((R::StandardWithoutVolume, part));
        }
    }
    let measured = told(facts, MeasureKind::MeasuredOn).any(|figure| figure.amount.is_some_and(|amount| amount > 0));
    tell(found, measured && requests(facts.figures).is_none(), R::StandardVolumeAlone);
}

/// Whether people ask for it, and whether that fits what is said.
fn asked(facts: Facts<'_>, found: &mut Found) {
    let counted = facts.figures.iter().find(|figure| {
        figure.kind == MeasureKind::Enquiries && figure.part.is_empty() && figure.provenance == Provenance::Computed
    });
    let contacts = counted.and_then(|figure| figure.amount);
    let now = requests(facts.figures);
    let nobody_knows = now.is_none() && contacts.unwrap_or_default() == 0 && !is_not_applicable(facts);
    tell(found, nobody_knows, R::NoVolume);
    let is_gone = matches!(facts.outcome, Some(ItemOutcome::Retired | ItemOutcome::NotOurs));
    let is_quiet = contacts == Some(0) && now.is_none_or(|requests| requests == 0);
    tell(found, is_quiet && !is_gone, R::Dormant);
    tell(found, is_gone && contacts.is_some_and(|contacts| contacts > 0), R::GoneButAsked);
    let launched = facts.card.identity.launch_date.map(|launch| launch.date);
    let is_early = launched.is_some_and(|launch| launch > facts.window_to);
    tell(found, is_early && now.is_some_and(|requests| requests > 0), R::VolumeBeforeLaunch);
}

/// Whether a number of requests makes no sense, as somebody said. That it is not known is honest, and it is still missing.
fn is_not_applicable(facts: Facts<'_>) -> bool {
    let told = items::told(facts.figures, MeasureKind::Transactions);
    told.is_some_and(|told| told.state == MeasureState::NotApplicable)
}

/// Numbers that cannot stand beside each other.
fn sums(facts: Facts<'_>, found: &mut Found) {
    let done: Option<i64> = told(facts, MeasureKind::Completed).filter_map(|figure| figure.amount).max();
    tell(found, done > requests(facts.figures) && requests(facts.figures).is_some(), R::CompletedOverRequests);
    for provenance in [Provenance::Stated, Provenance::Imported] {
        let rows = || told(facts, MeasureKind::Transactions).filter(move |figure| figure.provenance == provenance);
        let whole = rows().find(|figure| figure.part.is_empty()).and_then(|figure| figure.amount);
        let parts = rows().filter(|figure| !figure.part.is_empty()).filter_map(|figure| figure.amount);
        let parts = parts.fold(0_i64, i64::saturating_add);
        tell(found, whole.is_some_and(|whole| parts > whole), R::PartsOverWhole);
    }
}

/// Requests come over channels that the card has, once it has any.
fn channels(facts: Facts<'_>, found: &mut Found) {
    let channels = &facts.card.channels;
    for figure in told(facts, MeasureKind::Transactions).filter(|figure| figure.amount.is_some_and(|n| n > 0)) {
        let Some(kind) = ChannelKind::parse(&figure.part) else { continue };
        if !channels.is_empty() && !channels.iter().any(|channel| channel.kind == kind) {
            found.insert((R::VolumeWithoutChannel, figure.part.clone()));
        }
    }
}

/// How the volume stands to those before.
fn changes(facts: Facts<'_>, found: &mut Found) {
    let Some(now) = requests(facts.figures) else { return };
    if let Some(before) = facts.before.first().copied().flatten() {
        let (small, large) = (now.min(before), now.max(before));
        tell(found, large >= SMALL && large > small.saturating_mul(EXTREME), R::ExtremeVariation);
    }
    let earlier: Vec<i64> = facts.before.iter().map_while(|before| *before).take(RUNNING - 1).collect();
    let is_same = now > 0 && earlier.len() == RUNNING - 1 && earlier.iter().all(|before| *before == now);
    tell(found, is_same, R::SameVolume);
}

/// How many requests there were, as told.
pub fn requests(figures: &[Figure]) -> Option<i64> {
    items::told(figures, MeasureKind::Transactions).and_then(|told| told.amount)
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::super::Severity;
    use super::super::tests::{alone, asked, day, facts, figure, plain, stated, told};
    use super::*;
    use crate::catalogue::card::{Card, CardDate, Channel, Identity, Promise, Standard};

    fn found(figures: &[Figure], before: &[Option<i64>]) -> Vec<(R, String)> {
        told(Facts { before, ..facts(&plain(), figures) })
    }

    #[test]
    fn no_more_meet_a_target_than_were_measured() {
        use MeasureKind::{MeasuredOn, MetTarget, Transactions};
        let figures = |met, on| {
            vec![asked(1), stated(Transactions, "", 9), stated(MetTarget, "a", met), stated(MeasuredOn, "a", on)]
        };
        assert_eq!(found(&figures(11, 10), &[]), alone(R::PerformanceOver100, "a"));
        assert_eq!(found(&figures(10, 10), &[]), []);
        assert_eq!(R::PerformanceOver100.severity(), Severity::Error);
    }

    #[test]
    fn a_standard_is_measured_and_so_is_its_service() {
        use MeasureKind::{MeasuredOn, Transactions};
        let standard = Standard { external_id: Some("7".into()), ..Standard::default() };
        let promise = Promise { standards: vec![standard], ..Promise::default() };
        let mut card = Card { promise, ..plain() };
        card.channels.push(Channel::new(ChannelKind::Portal));
        let of = |figures: &[Figure]| told(facts(&card, figures));
        assert_eq!(of(&[asked(1)]), alone(R::StandardWithoutVolume, "7"));
        let unknown = figure(MeasuredOn, "7", Provenance::Stated, None);
        assert_eq!(of(&[asked(1), unknown]), alone(R::StandardWithoutVolume, "7"));
        assert_eq!(of(&[asked(1), stated(MeasuredOn, "7", 4)]), alone(R::StandardVolumeAlone, ""));
        assert_eq!(of(&[asked(1), stated(MeasuredOn, "7", 4), stated(Transactions, "portal", 9)]), []);
    }

    #[test]
    fn what_nobody_asked_for_and_nobody_counted_is_told() {
        assert_eq!(found(&[], &[]), alone(R::NoVolume, ""));
        assert_eq!(found(&[asked(0)], &[]), [(R::NoVolume, String::new()), (R::Dormant, String::new())]);
        let unknown = figure(MeasureKind::Transactions, "", Provenance::Stated, None);
        assert_eq!(found(from_ref(&unknown), &[]), alone(R::NoVolume, ""), "somebody said so, and it is missing still");
        let no_such_thing = Figure { state: MeasureState::NotApplicable, ..unknown };
        assert_eq!(found(&[no_such_thing], &[]), []);
    }

    #[test]
    fn what_is_gone_is_not_asked_for() {
        let answered =
            |contacts, outcome| told(Facts { outcome: Some(outcome), ..facts(&plain(), &[asked(contacts)]) });
        assert_eq!(answered(4, ItemOutcome::Retired), alone(R::GoneButAsked, ""));
        assert_eq!(answered(4, ItemOutcome::NotOurs), alone(R::GoneButAsked, ""));
        assert_eq!(answered(4, ItemOutcome::Confirmed), []);
        assert_eq!(answered(0, ItemOutcome::Retired), alone(R::NoVolume, ""), "nobody expects it to be asked for");
    }

    #[test]
    fn a_service_has_no_requests_before_it_is_offered() {
        let launched = |on| {
            let plain = plain();
            let launch_date = Some(CardDate::from(day(on)));
            Card { identity: Identity { launch_date, ..plain.identity }, channels: plain.channels, ..Card::default() }
        };
        let figures = [asked(1), stated(MeasureKind::Transactions, "", 5)];
        assert_eq!(told(facts(&launched("2026-01-01"), &figures)), alone(R::VolumeBeforeLaunch, ""));
        assert_eq!(told(facts(&launched("2025-03-01"), &figures)), []);
        assert_eq!(told(facts(&launched("2026-01-01"), &figures[..1])), []);
    }

    #[test]
    fn parts_are_no_more_than_their_whole() {
        use MeasureKind::{Completed, Transactions};
        let of = |whole, part, done| {
            found(
                &[
                    asked(1),
                    stated(Transactions, "", whole),
                    stated(Transactions, "counter", part),
                    stated(Completed, "", done),
                ],
                &[],
            )
        };
        assert_eq!(of(10, 10, 10), []);
        assert_eq!(of(10, 11, 10), alone(R::PartsOverWhole, ""));
        assert_eq!(of(10, 10, 11), alone(R::CompletedOverRequests, ""));
        assert_eq!(found(&[asked(1), stated(Completed, "", 11)], &[]), [], "nothing to hold it against");
    }

    #[test]
    fn requests_come_over_channels_that_the_card_has() {
        let of = |channel| found(&[asked(1), stated(MeasureKind::Transactions, channel, 3)], &[]);
        assert_eq!(of("portal"), alone(R::VolumeWithoutChannel, "portal"));
        assert_eq!(of("counter"), []);
        let silent = Card { channels: Vec::new(), ..plain() };
        assert_eq!(told(facts(&silent, &[asked(1), stated(MeasureKind::Transactions, "portal", 3)])), []);
    }

    #[test]
    fn volumes_that_jump_or_never_move_are_told() {
        let now = |amount| vec![asked(1), stated(MeasureKind::Transactions, "", amount)];
        assert_eq!(found(&now(501), &[Some(100)]), alone(R::ExtremeVariation, ""));
        assert_eq!(found(&now(19), &[Some(100)]), alone(R::ExtremeVariation, ""));
        for (amount, before) in [(500, Some(100)), (20, Some(100)), (49, Some(1)), (100, None)] {
            assert_eq!(found(&now(amount), &[before]), [], "{amount} after {before:?}");
        }
        assert_eq!(found(&now(70), &[Some(70); 3]), alone(R::SameVolume, ""));
        assert_eq!(found(&now(70), &[Some(70), Some(70), None]), []);
        assert_eq!(found(&now(70), &[Some(70), Some(70), Some(71)]), []);
    }
}
