//! Cards for tests: a full one, and any one.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use uuid::Uuid;

use super::*;
use crate::ids::{CategoryId, DepartmentId, OrganizationId, ServiceId, SiteId, TagId};
use crate::text::{LanguageTag, LocalizedText};

fn both(ar: &str, en: &str) -> LocalizedText {
    LocalizedText::ar_en(ar, en)
}

fn id<I: From<Uuid>>(n: u128) -> I {
    I::from(Uuid::from_u128(n))
}

fn day(y: i32, m: u32, d: u32) -> CardDate {
    chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap().into()
}

fn link(url: &str) -> LocalizedText {
    LocalizedText::new().with(LanguageTag::arabic(), url)
}

/// A card on which every field is filled in.
pub(crate) fn full() -> Card {
    let body = |n| Body { organization: Some(id::<OrganizationId>(n)), name: LocalizedText::new() };
    let validity = Validity { from: Some(day(2025, 1, 1)), to: Some(day(2026, 12, 31)) };
    Card {
        identity: Identity {
            external_identifiers: vec![ExternalIdentifier { scheme: "national".into(), value: "SA-1001".into() }],
            name: both("إصدار تصريح فعالية", "Event permit"),
            alternate_names: vec![both("رخصة فعالية", "Permit for an event")],
            summary: both("تصريح لإقامة فعالية عامة.", "A permit to hold a public event."),
            description: both("خدمة تتيح لمنظم الفعالية طلب تصريح.", "Lets an organiser apply for a permit."),
            kind: Some(ServiceKind::Procedural),
            parent: Some(id::<ServiceId>(1)),
            output: both("تصريح", "Permit"),
            scope: [Scope::External, Scope::Shared].into(),
            launch_date: Some(CardDate { calendar: CalendarKind::Hijri, ..day(2019, 9, 1) }),
        },
        ownership: Ownership {
            accountable_post: both("مدير إدارة الفعاليات", "Head of events"),
            competent_authority: body(10),
            programme: both("جودة الحياة", "Quality of life"),
            producers: vec![body(11)],
            partners: vec![Body { organization: None, name: both("الدفاع المدني", "Civil defence") }],
        },
        audience: Audience {
            clients: [ClientKind::Individuals, ClientKind::Business].into(),
            residency: [Residency::Citizen].into(),
            segments: vec![id::<TagId>(20)],
            minimum_age: Some(18),
            maximum_age: Some(99),
            area_served: both("المنطقة كلها", "The whole province"),
            eligibility: both("كل منظم مرخص", "Every licensed organiser"),
        },
        procedure: procedure(body(12)),
        fees: Fees::Priced(vec![Fee {
            amount_minor: 50_000,
            currency: "SAR".into(),
            payer: both("المنظم", "Organiser"),
            variant: both("عاجل", "Urgent"),
            note: both("تعفى الجمعيات", "Charities are exempt"),
            validity,
        }]),
        payment_channels: vec![PaymentChannel::Sadad, PaymentChannel::Card],
        promise: promise(validity),
        channels: vec![
            Channel { contact: None, url: link("https://example.org/ar/events"), ..channel(ChannelKind::Portal) },
            Channel { contact: Some("events@example.org".into()), ..channel(ChannelKind::Email) },
        ],
        online_points: OnlinePoints {
            account: OnlineAnswer::Yes,
            sign_in: OnlineAnswer::Yes,
            application: OnlineAnswer::Yes,
            decision: OnlineAnswer::No,
            delivery: OnlineAnswer::NotApplicable,
            feedback: OnlineAnswer::Yes,
        },
        classes: Classes {
            categories: vec![id::<CategoryId>(30)],
            themes: vec![id::<TagId>(21)],
            life_events: vec![id::<TagId>(22)],
            keywords: vec![id::<TagId>(23), id::<TagId>(24)],
            priority: true,
        },
        relations: vec![Relation {
            kind: RelationKind::Requires,
            service: id::<ServiceId>(2),
            note: both("أولًا", "First"),
        }],
        integrations: vec![Integration {
            body: body(13),
            data: both("بيانات السجل التجاري", "Commercial register"),
            kind: Some(IntegrationKind::NationalChannel),
            status: Some(IntegrationStatus::Active),
        }],
        governance: Governance {
            assured_by: both("مدير التطوير الإداري", "Head of development"),
            assured_on: Some(day(2025, 1, 10)),
            next_review_due: Some(day(2026, 1, 10)),
            remarks: both("روجعت", "Looked at"),
        },
    }
}

fn channel(kind: ChannelKind) -> Channel {
    Channel {
        name: both("قناة", "Channel"),
        address: both("طريق الملك", "King's road"),
        hours: both("من ٨ إلى ٢", "8 to 2"),
        languages: vec![LanguageTag::arabic(), LanguageTag::english()],
        sites: vec![id::<SiteId>(40)],
        ..Channel::new(kind)
    }
}

fn promise(validity: Validity) -> Promise {
    Promise {
        delivery_times: vec![DeliveryTime {
            within: Span { amount: 3, unit: TimeUnit::WorkingDays },
            channel: Some(ChannelKind::Portal),
            variant: both("عاجل", "Urgent"),
            starts: Some(ClockStart::Complete),
            stops: [ClockStop::Beneficiary, ClockStop::OtherBody].into(),
            target: Some(Percent(9_950)),
            validity,
        }],
        standards: vec![Standard {
            external_id: Some("STD-7".into()),
            text: both("نرد خلال يوم", "We answer within a day"),
            kinds: [StandardKind::Timeliness, StandardKind::Access].into(),
            channel: Some(ChannelKind::Phone),
            target: Some(Percent(8_000)),
            target_text: both("معظم الطلبات", "Most requests"),
            url: link("https://example.org/standards"),
            results_url: link("https://example.org/results"),
            note: both("ملاحظة", "Note"),
            validity,
        }],
    }
}

fn procedure(holder: Body) -> Procedure {
    Procedure {
        steps: vec![Step {
            action: both("تقديم الطلب", "Apply"),
            actor: Some(StepActor::Beneficiary),
            performer: both("المنظم", "Organiser"),
            place: Some(StepPlace::Online),
            expected_time: Some(Span { amount: 20, unit: TimeUnit::Minutes }),
        }],
        documents: vec![RequiredDocument {
            name: both("السجل التجاري", "Commercial register"),
            form: Some(DocumentForm::Copy),
            held_by: holder,
            condition: both("للمنشآت", "For businesses"),
        }],
        conditions: vec![both("أن يكون الموقع مرخصًا", "The place is licensed")],
        legal_basis: vec![LegalBasis {
            instrument: both("نظام المناطق", "Law of the Provinces"),
            number: Some("أ/92".into()),
            clause: Some("7".into()),
            date: Some(CardDate { calendar: CalendarKind::Hijri, ..day(1992, 3, 1) }),
            url: link("https://example.org/law"),
        }],
        complaint_path: both("عبر البوابة", "Through the portal"),
        delivery_methods: [DeliveryMethod::Online].into(),
        automation: Some(AutomationLevel::Partly),
        planned_automation: Some(PlannedAutomation { level: AutomationLevel::Fully, by: Some(day(2027, 1, 1)) }),
        processes: vec![Process {
            code: "P-12".into(),
            name: both("إصدار التصاريح", "Issuing permits"),
            class: Some(ProcessClass::Core),
            importance: Some(Importance::High),
            owner: Some(id::<DepartmentId>(50)),
        }],
    }
}

fn any_text() -> impl Strategy<Value = LocalizedText> {
    let tag = select(vec!["ar", "en", "fr-CA"]).prop_map(|tag| LanguageTag::parse(tag).unwrap());
    prop::collection::btree_map(tag, "[ء-ي a-z\\[\\].#:]{1,8}", 0..3).prop_map(|map| map.into_iter().collect())
}

fn any_channel() -> impl Strategy<Value = Channel> {
    (select(ChannelKind::ALL), any_text(), any_text(), prop::option::of("[0-9]{3,9}"))
        .prop_map(|(kind, name, url, contact)| Channel { name, contact, url, ..Channel::new(kind) })
}

fn any_time() -> impl Strategy<Value = DeliveryTime> {
    (0..40u32, select(TimeUnit::ALL), any_text(), subsequence(ClockStop::ALL, 0..3), prop::option::of(0..=10_000u16))
        .prop_map(|(amount, unit, variant, stops, target)| DeliveryTime {
            variant,
            stops: stops.into_iter().collect(),
            target: target.map(Percent),
            ..DeliveryTime::within(Span { amount, unit })
        })
}

fn any_fees() -> impl Strategy<Value = Fees> {
    let fee = (0..9_000i64, select(vec!["SAR", "USD"]), any_text()).prop_map(|(amount_minor, currency, note)| Fee {
        amount_minor,
        currency: currency.into(),
        note,
        ..Fee::default()
    });
    prop_oneof![Just(Fees::Unstated), Just(Fees::Free), prop::collection::vec(fee, 0..3).prop_map(Fees::Priced),]
}

fn any_identity() -> impl Strategy<Value = Identity> {
    let identifier = ("[a-b]{1,2}", "[0-9:#\\]]{1,2}").prop_map(|(scheme, value)| ExternalIdentifier { scheme, value });
    (
        prop::collection::vec(identifier, 0..4),
        any_text(),
        prop::collection::vec(any_text(), 0..3),
        prop::option::of(select(ServiceKind::ALL)),
        subsequence(Scope::ALL, 0..=3),
        prop::option::of(0..20_000i32),
    )
        .prop_map(|(external_identifiers, name, alternate_names, kind, scope, launched)| Identity {
            external_identifiers,
            name,
            alternate_names,
            kind,
            scope: scope.into_iter().collect(),
            launch_date: launched.map(|days| chrono::NaiveDate::from_epoch_days(days).unwrap().into()),
            ..Identity::default()
        })
}

/// A card with any content in the fields whose shapes differ; it need not pass the rules.
pub(crate) fn any_card() -> impl Strategy<Value = Card> {
    let standard = (prop::option::of("[A-C]"), any_text()).prop_map(|(external_id, text)| Standard {
        external_id,
        text,
        ..Standard::default()
    });
    let tags = prop::collection::vec((0..5u128).prop_map(id::<TagId>), 0..5);
    let step = any_text().prop_map(|action| Step { action, ..Step::default() });
    (
        any_identity(),
        any_fees(),
        prop::collection::vec(any_channel(), 0..4),
        prop::collection::vec(any_time(), 0..3),
        prop::collection::vec(standard, 0..4),
        tags,
        prop::collection::vec(step, 0..4),
        select(OnlineAnswer::ALL),
    )
        .prop_map(|(identity, fees, channels, delivery_times, standards, keywords, steps, account)| Card {
            identity,
            fees,
            channels,
            promise: Promise { delivery_times, standards },
            classes: Classes { keywords, ..Classes::default() },
            procedure: Procedure { steps, ..Procedure::default() },
            online_points: OnlinePoints { account, ..OnlinePoints::default() },
            ..Card::default()
        })
}
