//! The rules.
//!
//! The quality checks of the Canadian service inventory (`qa_issues_descriptions.csv`), and what stands for them here:
//!
//! | there | here |
//! |---|---|
//! | `qa_reused_sid` | [`OtherDepartment`](FindingRule::OtherDepartment), from one cycle to the next and a warning, since services do move; two services under one id cannot be |
//! | `qa_unregistered_sid` | [`NotRegistered`](FindingRule::NotRegistered): of the national register, which says nothing of other services |
//! | `qa_si_fiscal_yr_out_of_scope`, `qa_ss_fiscal_yr_out_of_scope` | cannot be: a figure belongs to an item, and its cycle says of which period; [`VolumeBeforeLaunch`](FindingRule::VolumeBeforeLaunch) is what is left of it |
//! | `qa_program_id_wrong_org` | cannot be: what a card names of the body, it names by id, and an unknown one is refused |
//! | `qa_program_id_old` | [`EndedReference`](FindingRule::EndedReference) |
//! | `qa_ss_vol_without_si_vol` | [`StandardVolumeAlone`](FindingRule::StandardVolumeAlone) |
//! | `qa_client_feedback_contradiction` | [`OnlineWithoutChannel`](FindingRule::OnlineWithoutChannel), [`ChannelWithoutOnline`](FindingRule::ChannelWithoutOnline): of all six acts |
//! | `qa_use_of_cra_bn_applicable` | [`AudienceContradiction`](FindingRule::AudienceContradiction): our card asks for no number of a business, and contradicts itself in what it says of people |
//! | `qa_no_si_app_volume` | [`NoVolume`](FindingRule::NoVolume) |
//! | `qa_performance_over_100` | [`PerformanceOver100`](FindingRule::PerformanceOver100) |
//! | `qa_no_ss_volume` | [`StandardWithoutVolume`](FindingRule::StandardWithoutVolume) |
//! | `qa_extreme_volume_variation` | [`ExtremeVariation`](FindingRule::ExtremeVariation) |
//! | `qa_no_volume_variation` | [`SameVolume`](FindingRule::SameVolume) |
//!
//! The others are our own. That a fee has a currency and a promise a unit, the card's types see to.

mod cards;
mod volumes;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::catalogue::card::Card;
use crate::inventory::items::{Figure, ItemOutcome};
use crate::names::names;
use crate::text::LanguageTag;

pub use volumes::requests;

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
    /// A standard without anything measured on it, be it that somebody said so (`qa_no_ss_volume`).
    StandardWithoutVolume = "standard_without_volume", Warning,
        "لم يُقس شيء على معيار الخدمة «{}»: قِسه واذكر العدد، أو بيّن أنه لا ينطبق.",
        "Nothing was measured on the service standard {}: measure it and give the number, or say that it does not apply.";
    /// Standards have volumes and the service has none (`qa_ss_vol_without_si_vol`).
    StandardVolumeAlone = "standard_volume_alone", Suggestion,
        "لمعايير الخدمة أعداد وليس للخدمة نفسها عدد طلبات: اذكره.",
        "The standards have volumes and the service itself has none: give its number of requests.";
    /// Nobody knows how often the service is asked for, be it that somebody said so (`qa_no_si_app_volume`).
    NoVolume = "no_volume", Suggestion,
        "لا يُعرف عدد طلبات الخدمة: أحصه واذكره، أو بيّن أنه لا ينطبق.",
        "Nobody knows how many requests the service had: count and give them, or say that there is no such thing.";
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
    /// The answer says that it is gone, and people asked for it in the window.
    GoneButAsked = "gone_but_asked", Warning,
        "قيل إنها لم تعد تُقدَّم، وفي فترة الحصر من طلبها: تأكد من الإجابة.",
        "The answer says that it is gone, and people asked for it in the period: make sure of the answer.";
    /// Another department answered for it in the cycle before (`qa_reused_sid`).
    OtherDepartment = "other_department", Warning,
        "كانت لإدارة أخرى في الدورة السابقة: تأكد أنها الخدمة نفسها وقد انتقلت، لا رقم أُعيد استعماله.",
        "It was another department's in the cycle before: make sure that it moved, rather than that its id was used again.";
    /// An online service of the public without a number in the national register (`qa_unregistered_sid`).
    NotRegistered = "not_registered", Suggestion,
        "خدمة رقمية للجمهور ليس لها رقم في السجل الوطني للخدمات: اطلب تسجيلها أو اكتب رقمها.",
        "An online service of the public has no number in the national register: have it registered, or give the number.";
    /// The card names a department or site that is not in use any more (`qa_program_id_old`).
    EndedReference = "ended_reference", Warning,
        "تذكر البطاقة جهة أو موقعًا لم يعد قائمًا ({}): صحّح البطاقة.",
        "The card names a department or site that is no more ({}): correct the card.";
    /// Every delivery time on the card has run out.
    LapsedPromise = "lapsed_promise", Warning,
        "انتهت مدد الإنجاز المكتوبة في البطاقة: اكتب ما يسري الآن.",
        "The delivery times on the card have run out: give those in force.";
    /// Every fee on the card has run out.
    LapsedFee = "lapsed_fee", Warning,
        "انتهى سريان الرسوم المكتوبة في البطاقة: اكتب ما يسري الآن.",
        "The fees on the card have run out: give those in force.";
    /// The card should have been looked at again.
    ReviewOverdue = "review_overdue", Suggestion,
        "فات موعد مراجعة البطاقة: راجعها وحدّد موعدًا جديدًا.",
        "The day on which the card was to be looked at again has passed: look at it, and set another.";
    /// Ages or residency are asked of people, and the service is not for people (`qa_use_of_cra_bn_applicable`).
    AudienceContradiction = "audience_contradiction", Suggestion,
        "في البطاقة عمر أو صفة إقامة، وليس الأفراد من فئاتها: صحّح أحدهما.",
        "The card gives ages or residency, and people are not among those it is for: correct one of the two.";
    /// Volumes of a time in which the service was not offered yet.
    VolumeBeforeLaunch = "volume_before_launch", Warning,
        "لها عدد طلبات في فترة قبل تاريخ إطلاقها: صحّح التاريخ أو العدد.",
        "It has requests in a period before its launch: correct the date or the number.";
    /// More was finished than asked for.
    CompletedOverRequests = "completed_over_requests", Warning,
        "أُنجز أكثر مما طُلب: تأكد من العددين، أو بيّن ما رُحّل من فترة سابقة.",
        "More was finished than asked for: make sure of the two numbers, or say what came from the period before.";
    /// The channels together have more requests than the whole.
    PartsOverWhole = "parts_over_whole", Warning,
        "مجموع طلبات القنوات أكثر من عدد الطلبات كله: صحّح الأعداد.",
        "The channels together have more requests than there were: correct the numbers.";
    /// Requests over a channel that the card does not have.
    VolumeWithoutChannel = "volume_without_channel", Suggestion,
        "لها طلبات على قناة ليست في البطاقة ({}): أضف القناة أو صحّح العدد.",
        "It has requests over a channel that the card does not name ({}): add the channel, or correct the number.";
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The card.
    pub card: &'a Card,
    /// Figures of this cycle.
    pub figures: &'a [Figure],
    /// Last day of the period that they are of.
    pub window_to: NaiveDate,
    /// What the answer comes to, once there is one.
    pub outcome: Option<ItemOutcome>,
    /// Numbers of requests in the cycles before, the latest first; none where it was not told.
    pub before: &'a [Option<i64>],
    /// Whether another department answered for it in the cycle before.
    pub has_moved: bool,
    /// Whether another service has the same name after folding.
    pub has_namesake: bool,
    /// Codes of the departments and sites that it depends on and that are not in use any more.
    pub ended: &'a [String],
}

type Found = BTreeSet<(FindingRule, String)>;

/// What the rules find, each with what exactly it is about.
pub fn find(facts: Facts<'_>) -> BTreeSet<(FindingRule, String)> {
    let mut found = BTreeSet::new();
    cards::look(facts, &mut found);
    volumes::look(facts, &mut found);
    found
}

/// A finding that the rule says whole.
fn tell(found: &mut Found, holds: bool, rule: FindingRule) {
    if holds {
        found.insert((rule, String::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::card::{Channel, ChannelKind, Identity};
    use crate::inventory::items::{MeasureKind, MeasureState, Provenance};
    use crate::text::LocalizedText;

    pub(super) fn figure(kind: MeasureKind, part: &str, provenance: Provenance, amount: Option<i64>) -> Figure {
        let state = if amount.is_some() { MeasureState::Known } else { MeasureState::NotKnown };
        Figure { kind, part: part.into(), provenance, state, amount, partial: false }
    }

    pub(super) fn stated(kind: MeasureKind, part: &str, amount: i64) -> Figure {
        figure(kind, part, Provenance::Stated, Some(amount))
    }

    /// So many contacts asked for it.
    pub(super) fn asked(contacts: i64) -> Figure {
        figure(MeasureKind::Enquiries, "", Provenance::Computed, Some(contacts))
    }

    /// A card about which nothing is found.
    pub(super) fn plain() -> Card {
        let identity = Identity { name: LocalizedText::ar_en("خدمة", "Service"), ..Identity::default() };
        Card { identity, channels: vec![Channel::new(ChannelKind::Counter)], ..Card::default() }
    }

    pub(super) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Facts of the year 2025, with nothing before it.
    pub(super) fn facts<'a>(card: &'a Card, figures: &'a [Figure]) -> Facts<'a> {
        Facts {
            card,
            figures,
            window_to: day("2025-12-31"),
            outcome: None,
            before: &[],
            has_moved: false,
            has_namesake: false,
            ended: &[],
        }
    }

    pub(super) fn told(facts: Facts<'_>) -> Vec<(FindingRule, String)> {
        find(facts).into_iter().collect()
    }

    /// What is found of a card for which one contact asked.
    pub(super) fn of_card(card: &Card) -> Vec<(FindingRule, String)> {
        told(facts(card, &[asked(1)]))
    }

    pub(super) fn alone(rule: FindingRule, part: &str) -> Vec<(FindingRule, String)> {
        vec![(rule, part.into())]
    }

    #[test]
    fn nothing_is_found_where_nothing_is_wrong() {
        assert_eq!(told(facts(&plain(), &[asked(3)])), []);
        assert_eq!(told(facts(&plain(), &[asked(0), stated(MeasureKind::Transactions, "", 5)])), []);
    }

    #[test]
    fn every_rule_speaks_both_languages() {
        for rule in FindingRule::ALL {
            let (ar, en) = (rule.message("x", &LanguageTag::arabic()), rule.message("x", &LanguageTag::english()));
            assert!(ar.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c)) && en.is_ascii(), "{rule:?}");
            assert_eq!(ar.contains('x'), en.contains('x'), "{rule:?} names what it is about in one language only");
        }
    }
}
