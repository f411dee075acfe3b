//! The rules.

use std::collections::BTreeSet;

use crate::catalogue::card::{Card, ChannelKind, OnlineAnswer};
use crate::inventory::items::{Figure, MeasureKind, MeasureState, Provenance};
use crate::names::names;
use crate::text::LanguageTag;

/// A change of volume by more than so many times is worth a look.
const EXTREME: i64 = 5;
/// Volumes below this vary by chance.
const SMALL: i64 = 50;
/// The same volume in so many cycles running was copied rather than counted.
const RUNNING: usize = 4;

names! {
    /// How much a finding matters.
    Severity {
        /// Cannot be: it is mended, or waived with a reason, before the answer is accepted.
        Error = "error",
        /// Probably wrong.
        Warning = "warning",
        /// Worth a look.
        Suggestion = "suggestion",
    }
}

macro_rules! rule_pack {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $ar:literal, $en:literal;)+) => {
        names! {
            /// A rule of the pack.
            FindingRule { $($(#[$doc])* $name = $code,)+ }
        }

        impl FindingRule {
            /// How much what it finds matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What is wrong and how to mend it, in Arabic or English; `{}` is what exactly it is about.
            pub fn message(self, part: &str, language: &LanguageTag) -> String {
                let (ar, en) = match self { $(Self::$name => ($ar, $en),)+ };
                if language.is_arabic() { ar } else { en }.replace("{}", part)
            }
        }
    };
}

rule_pack! {
    /// A name lacks one of the languages in which the body speaks.
    MissingLanguage = "missing_language", Warning,
        "اسم الخدمة غير مكتوب باللغة ({}): أضفه في البطاقة.",
        "The name of the service is not given in the language {}: add it on the card.";
    /// More interactions met a standard's target than there were (`qa_performance_over_100`).
    PerformanceOver100 = "performance_over_100", Error,
        "ما حقق المستهدف من معيار «{}» أكثر مما قيس عليه: صحّح العددين.",
        "More met the target of the standard {} than it was measured on: correct the two numbers.";
    /// A standard without anything measured on it (`qa_no_ss_volume`).
    StandardWithoutVolume = "standard_without_volume", Warning,
        "لم يُقس شيء على معيار الخدمة «{}»: اذكر العدد، أو غير معروف.",
        "Nothing was measured on the service standard {}: give the number, or say that it is not known.";
    /// Standards have volumes and the service has none (`qa_ss_vol_without_si_vol`).
    StandardVolumeAlone = "standard_volume_alone", Suggestion,
        "لمعايير الخدمة أعداد وليس للخدمة نفسها عدد طلبات: اذكره.",
        "The standards have volumes and the service itself has none: give its number of requests.";
    /// Nothing tells how often the service is asked for (`qa_no_si_app_volume`).
    NoVolume = "no_volume", Suggestion,
        "لا يُعرف عدد طلبات الخدمة: اذكره، أو أنه غير معروف.",
        "Nothing tells how many requests the service had: give the number, or say that it is not known.";
    /// An act is said to be online, and the card has no channel for it (`qa_client_feedback_contradiction`, widened).
    OnlineWithoutChannel = "online_without_channel", Suggestion,
        "في البطاقة خطوة إلكترونية، وليس فيها بوابة أو تطبيق أو جهاز خدمة ذاتية: أضف القناة أو صحّح الخطوة.",
        "The card says that an act is online, and names no portal, app or kiosk: add the channel, or correct the act.";
    /// An online channel, and every act is said not to be online.
    ChannelWithoutOnline = "channel_without_online", Suggestion,
        "في البطاقة قناة إلكترونية، وكل خطواتها غير إلكترونية: صحّح الخطوات أو القناة.",
        "The card names an online channel, and says of every act that it is not online: correct the acts, or the channel.";
    /// A volume more than five times, or less than a fifth of, that of the cycle before (`qa_extreme_volume_variation`).
    ExtremeVariation = "extreme_variation", Suggestion,
        "تغيّر عدد الطلبات كثيرًا عن الدورة السابقة: تأكد منه.",
        "The number of requests differs much from the cycle before: make sure that it is right.";
    /// The same volume, not zero, four cycles running (`qa_no_volume_variation`).
    SameVolume = "same_volume", Suggestion,
        "عدد الطلبات نفسه في أربع دورات متتالية: تأكد أنه أُحصي ولم يُنقل.",
        "The number of requests is the same in four cycles running: make sure that it was counted, not copied.";
    /// Another service has the same name but for its spelling.
    DuplicateName = "duplicate_name", Warning,
        "لخدمة أخرى الاسم نفسه: تأكد أنهما خدمتان مختلفتان.",
        "Another service has this name: make sure that they are two services.";
    /// Nobody asked for it in the window.
    Dormant = "dormant", Warning,
        "لم يطلبها أحد في فترة الحصر: تأكد أنها ما زالت تُقدَّم.",
        "Nobody asked for it in the period: make sure that it is offered still.";
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The card.
    pub card: &'a Card,
    /// Figures of this cycle.
    pub figures: &'a [Figure],
    /// Numbers of requests in the cycles before, the latest first; none where it was not told.
    pub before: &'a [Option<i64>],
    /// Whether another service has the same name after folding.
    pub has_namesake: bool,
}

/// What the rules find, each with what exactly it is about.
pub fn find(facts: Facts<'_>) -> BTreeSet<(FindingRule, String)> {
    let mut found = BTreeSet::new();
    names(facts, &mut found);
    standards(facts, &mut found);
    channels(facts.card, &mut found);
    volumes(facts, &mut found);
    found
}

type Found = BTreeSet<(FindingRule, String)>;

fn names(facts: Facts<'_>, found: &mut Found) {
    let name = &facts.card.identity.name;
    for language in [LanguageTag::arabic(), LanguageTag::english()] {
        if !name.iter().any(|(tag, _)| tag.base() == language.base()) {
            found.insert((FindingRule::MissingLanguage, language.as_str().to_owned()));
        }
    }
    if facts.has_namesake {
        found.insert((FindingRule::DuplicateName, String::new()));
    }
}

fn standards(facts: Facts<'_>, found: &mut Found) {
    let told = |kind: MeasureKind| facts.figures.iter().filter(move |figure| figure.kind == kind && figure.is_told());
    for met in told(MeasureKind::MetTarget) {
        let of = told(MeasureKind::MeasuredOn).find(|of| of.part == met.part && of.provenance == met.provenance);
        if met.amount > of.map_or(Some(0), |of| of.amount) && met.amount.is_some() {
            found.insert((FindingRule::PerformanceOver100, met.part.clone()));
        }
    }
    for standard in &facts.card.promise.standards {
        let Some(id) = &standard.external_id else { continue };
        if !told(MeasureKind::MeasuredOn).any(|figure| figure.part == *id) {
            found.insert((FindingRule::StandardWithoutVolume, id.clone()));
        }
    }
    let measured = told(MeasureKind::MeasuredOn).any(|figure| figure.amount.is_some_and(|amount| amount > 0));
    if measured && requests(facts.figures).is_none() {
        found.insert((FindingRule::StandardVolumeAlone, String::new()));
    }
}

fn channels(card: &Card, found: &mut Found) {
    let online = [ChannelKind::Portal, ChannelKind::App, ChannelKind::Kiosk];
    let has_channel = card.channels.iter().any(|channel| online.contains(&channel.kind));
    let answers = card.online_points.answers();
    if answers.contains(&OnlineAnswer::Yes) && !has_channel && !card.channels.is_empty() {
        found.insert((FindingRule::OnlineWithoutChannel, String::new()));
    }
    let none = answers.iter().all(|answer| matches!(answer, OnlineAnswer::No | OnlineAnswer::NotApplicable));
    if has_channel && none {
        found.insert((FindingRule::ChannelWithoutOnline, String::new()));
    }
}

fn volumes(facts: Facts<'_>, found: &mut Found) {
    let now = requests(facts.figures);
    let asked = facts.figures.iter().find(|figure| {
        figure.kind == MeasureKind::Enquiries && figure.part.is_empty() && figure.provenance == Provenance::Computed
    });
    let contacts = asked.and_then(|figure| figure.amount);
    if now.is_none() && contacts.unwrap_or_default() == 0 && !is_said_not_known(facts.figures) {
        found.insert((FindingRule::NoVolume, String::new()));
    }
    if contacts == Some(0) && now.is_none_or(|requests| requests == 0) {
        found.insert((FindingRule::Dormant, String::new()));
    }
    let Some(now) = now else { return };
    if let Some(before) = facts.before.first().copied().flatten() {
        let (small, large) = (now.min(before), now.max(before));
        if large >= SMALL && large > small.saturating_mul(EXTREME) {
            found.insert((FindingRule::ExtremeVariation, String::new()));
        }
    }
    let earlier: Vec<i64> = facts.before.iter().map_while(|before| *before).take(RUNNING - 1).collect();
    if now > 0 && earlier.len() == RUNNING - 1 && earlier.iter().all(|before| *before == now) {
        found.insert((FindingRule::SameVolume, String::new()));
    }
}

/// Whether somebody said that the number of requests is not known, or does not apply.
fn is_said_not_known(figures: &[Figure]) -> bool {
    let said = |figure: &Figure| figure.kind == MeasureKind::Transactions && figure.state != MeasureState::Known;
    figures.iter().any(|figure| said(figure) && figure.is_told())
}

/// How many requests there were, as told: the whole if it is, else the sum over channels.
pub fn requests(figures: &[Figure]) -> Option<i64> {
    let told: Vec<&Figure> = figures.iter().filter(|figure| figure.kind == MeasureKind::Transactions).collect();
    let told = |provenance: Provenance| {
        let rows = || told.iter().filter(move |figure| figure.provenance == provenance);
        let whole = rows().find(|figure| figure.part.is_empty()).and_then(|figure| figure.amount);
        let parts: Vec<i64> = rows().filter_map(|figure| figure.amount).collect();
        whole.or_else(|| (!parts.is_empty()).then(|| parts.iter().sum()))
    };
    told(Provenance::Stated).or_else(|| told(Provenance::Imported))
}

#[cfg(test)]
mod tests {
    use super::FindingRule as R;
    use super::*;
    use crate::catalogue::card::{Channel, Identity, OnlinePoints, Promise, Standard};
    use crate::text::LocalizedText;

    fn figure(kind: MeasureKind, part: &str, provenance: Provenance, amount: Option<i64>) -> Figure {
        let state = if amount.is_some() { MeasureState::Known } else { MeasureState::NotKnown };
        Figure { kind, part: part.into(), provenance, state, amount }
    }

    fn stated(kind: MeasureKind, part: &str, amount: i64) -> Figure {
        figure(kind, part, Provenance::Stated, Some(amount))
    }

    fn asked(contacts: i64) -> Figure {
        figure(MeasureKind::Enquiries, "", Provenance::Computed, Some(contacts))
    }

    /// A card about which nothing is found.
    fn plain() -> Card {
        let identity = Identity { name: LocalizedText::ar_en("خدمة", "Service"), ..Identity::default() };
        Card { identity, channels: vec![Channel::new(ChannelKind::Counter)], ..Card::default() }
    }

    fn found(card: &Card, figures: &[Figure], before: &[Option<i64>]) -> Vec<(FindingRule, String)> {
        find(Facts { card, figures, before, has_namesake: false }).into_iter().collect()
    }

    fn alone(rule: FindingRule, part: &str) -> Vec<(FindingRule, String)> {
        vec![(rule, part.into())]
    }

    #[test]
    fn nothing_is_found_where_nothing_is_wrong() {
        assert_eq!(found(&plain(), &[asked(3)], &[]), []);
        assert_eq!(found(&plain(), &[asked(0), stated(MeasureKind::Transactions, "", 5)], &[]), []);
    }

    #[test]
    fn names_are_in_both_languages_and_nobody_elses() {
        let mut card = plain();
        card.identity.name = LocalizedText::new().with(LanguageTag::arabic(), "خدمة");
        assert_eq!(found(&card, &[asked(1)], &[]), alone(R::MissingLanguage, "en"));
        let card = plain();
        let twins = Facts { card: &card, figures: &[asked(1)], before: &[], has_namesake: true };
        assert!(find(twins).contains(&(R::DuplicateName, String::new())));
    }

    #[test]
    fn no_more_meet_a_target_than_were_measured() {
        use MeasureKind::{MeasuredOn, MetTarget, Transactions};
        let figures = |met, on| {
            vec![asked(1), stated(Transactions, "", 9), stated(MetTarget, "a", met), stated(MeasuredOn, "a", on)]
        };
        assert_eq!(found(&plain(), &figures(11, 10), &[]), alone(R::PerformanceOver100, "a"));
        assert_eq!(found(&plain(), &figures(10, 10), &[]), []);
        assert_eq!(R::PerformanceOver100.severity(), Severity::Error);
    }

    #[test]
    fn a_standard_is_measured_and_so_is_its_service() {
        use MeasureKind::{MeasuredOn, Transactions};
        let standard = Standard { external_id: Some("7".into()), ..Standard::default() };
        let promise = Promise { standards: vec![standard], ..Promise::default() };
        let card = Card { promise, ..plain() };
        assert_eq!(found(&card, &[asked(1)], &[]), alone(R::StandardWithoutVolume, "7"));
        assert_eq!(found(&card, &[asked(1), stated(MeasuredOn, "7", 4)], &[]), alone(R::StandardVolumeAlone, ""));
        assert_eq!(found(&card, &[asked(1), stated(MeasuredOn, "7", 4), stated(Transactions, "portal", 9)], &[]), []);
    }

    #[test]
    fn what_nobody_asked_for_and_nobody_counted_is_told() {
        assert_eq!(found(&plain(), &[], &[]), alone(R::NoVolume, ""));
        let dormant = found(&plain(), &[asked(0)], &[]);
        assert_eq!(dormant, [(R::NoVolume, String::new()), (R::Dormant, String::new())]);
        let not_known = figure(MeasureKind::Transactions, "", Provenance::Stated, None);
        assert_eq!(found(&plain(), &[not_known], &[]), []);
    }

    #[test]
    fn acts_and_channels_say_the_same() {
        let points = |answer| OnlinePoints { application: answer, ..OnlinePoints::default() };
        let card = Card { online_points: points(OnlineAnswer::Yes), ..plain() };
        assert_eq!(found(&card, &[asked(1)], &[]), alone(R::OnlineWithoutChannel, ""));
        let portal = vec![Channel::new(ChannelKind::Portal)];
        assert_eq!(found(&Card { channels: portal.clone(), ..card }, &[asked(1)], &[]), []);
        let no = OnlineAnswer::No;
        let never =
            OnlinePoints { account: no, sign_in: no, application: no, decision: no, delivery: no, feedback: no };
        let card = Card { online_points: never, channels: portal, ..plain() };
        assert_eq!(found(&card, &[asked(1)], &[]), alone(R::ChannelWithoutOnline, ""));
        assert_eq!(found(&Card { online_points: OnlinePoints::default(), ..card }, &[asked(1)], &[]), []);
    }

    #[test]
    fn volumes_that_jump_or_never_move_are_told() {
        let now = |amount| vec![asked(1), stated(MeasureKind::Transactions, "", amount)];
        assert_eq!(found(&plain(), &now(501), &[Some(100)]), alone(R::ExtremeVariation, ""));
        assert_eq!(found(&plain(), &now(19), &[Some(100)]), alone(R::ExtremeVariation, ""));
        for (amount, before) in [(500, Some(100)), (20, Some(100)), (49, Some(1)), (100, None)] {
            assert_eq!(found(&plain(), &now(amount), &[before]), [], "{amount} after {before:?}");
        }
        assert_eq!(found(&plain(), &now(70), &[Some(70); 3]), alone(R::SameVolume, ""));
        assert_eq!(found(&plain(), &now(70), &[Some(70), Some(70), None]), []);
        assert_eq!(found(&plain(), &now(70), &[Some(70), Some(70), Some(71)]), []);
    }

    #[test]
    fn every_rule_speaks_both_languages() {
        for rule in FindingRule::ALL {
            let (ar, en) = (rule.message("x", &LanguageTag::arabic()), rule.message("x", &LanguageTag::english()));
            assert!(ar.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)) && en.is_ascii(), "{rule:?}");
        }
    }
}
