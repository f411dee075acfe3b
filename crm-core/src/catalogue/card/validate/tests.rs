use proptest::prelude::*;

use super::super::*;
use super::*;
use crate::catalogue::changes::changes;

fn ar(text: &str) -> LocalizedText {
    LocalizedText::new().with(LanguageTag::arabic(), text)
}

fn named() -> Card {
    Card { identity: Identity { name: ar("خدمة"), ..Identity::default() }, ..Card::default() }
}

/// The broken fields of a card as `path CODE`.
fn broken(card: Card) -> Vec<String> {
    match card.validated(&LanguageTag::arabic()) {
        Ok(_) => vec![],
        Err(Error::Invalid { fields }) => {
            fields.iter().map(|f| format!("{} {}", f.path.join("."), f.rule.code())).collect()
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_full_card_passes_unchanged() {
    let card = samples::full().validated(&LanguageTag::arabic()).unwrap();
    assert_eq!(card, samples::full());
}

#[test]
fn only_the_name_is_needed_and_in_the_main_language() {
    assert!(broken(named()).is_empty());
    assert_eq!(broken(Card::default()), ["identity.name MISSING_LANGUAGE"]);
    let mut card = named();
    card.identity.name = LocalizedText::new().with(LanguageTag::english(), "Service").with(LanguageTag::arabic(), "  ");
    assert_eq!(broken(card), ["identity.name MISSING_LANGUAGE"]);
}

#[test]
fn every_broken_field_comes_back_at_its_path() {
    let mut card = named();
    card.identity.summary = ar(&"س".repeat(151));
    card.audience.minimum_age = Some(60);
    card.audience.maximum_age = Some(18);
    card.procedure.steps = vec![Step::default()];
    let fee = Fee { amount_minor: -1, currency: "ريال".into(), ..Fee::default() };
    card.fees = Fees::Priced(vec![fee]);
    card.channels = vec![
        Channel { url: ar("javascript:alert(1)"), ..Channel::new(ChannelKind::Portal) },
        Channel { contact: Some("nobody".into()), ..Channel::new(ChannelKind::Email) },
        Channel { contact: Some("call us".into()), ..Channel::new(ChannelKind::Phone) },
    ];
    card.integrations = vec![Integration::default()];
    assert_eq!(
        broken(card),
        [
            "identity.summary.ar TOO_LONG",
            "audience.maximumAge OUT_OF_RANGE",
            "procedure.steps.0.action REQUIRED",
            "fees.list.0.amountMinor OUT_OF_RANGE",
            "fees.list.0.currency CURRENCY",
            "channels.0.url.ar URL",
            "channels.1.contact EMAIL_ADDRESS",
            "channels.2.contact PHONE_NUMBER",
            "integrations.0.body.name REQUIRED",
        ]
    );
}

#[test]
fn periods_shares_and_codes_are_checked() {
    let day = |d| chrono::NaiveDate::from_ymd_opt(2025, 1, d).map(CardDate::from);
    let mut card = named();
    let mut time = DeliveryTime::within(Span { amount: u32::MAX, unit: TimeUnit::Minutes });
    time.target = Some(Percent(10_001));
    time.validity = Validity { from: day(2), to: day(1) };
    card.promise.delivery_times = vec![time];
    let identifier = ExternalIdentifier { scheme: "a b".into(), value: "1".into() };
    card.identity.external_identifiers = vec![identifier.clone(), identifier];
    card.governance.next_review_due = chrono::NaiveDate::from_ymd_opt(9999, 1, 1).map(CardDate::from);
    assert_eq!(
        broken(card),
        [
            "identity.externalIdentifiers.0.scheme CODE",
            "identity.externalIdentifiers.1.scheme CODE",
            "identity.externalIdentifiers.1 REPEATED",
            "promise.deliveryTimes.0.within.amount OUT_OF_RANGE",
            "promise.deliveryTimes.0.target OUT_OF_RANGE",
            "promise.deliveryTimes.0.validity.to PERIOD",
            "governance.nextReviewDue OUT_OF_RANGE",
        ]
    );
}

#[test]
fn texts_are_cleaned_and_lists_of_ids_hold_each_once() {
    let mut card = named();
    card.identity.name = ar("  خدمة\r\nجديدة ");
    card.fees = Fees::Priced(vec![Fee { currency: " sar ".into(), ..Fee::default() }]);
    card.payment_channels = vec![PaymentChannel::Cash, PaymentChannel::Card, PaymentChannel::Cash];
    card.channels = vec![Channel { contact: Some(" ".into()), ..Channel::new(ChannelKind::Phone) }];
    let card = card.validated(&LanguageTag::arabic()).unwrap();
    assert_eq!(card.identity.name, ar("خدمة\nجديدة"));
    assert_eq!(card.fees.list()[0].currency, "SAR");
    assert_eq!(card.payment_channels, [PaymentChannel::Cash, PaymentChannel::Card]);
    assert_eq!(card.channels[0].contact, None);
}

#[test]
fn lists_are_bounded() {
    let mut card = named();
    card.identity.alternate_names = vec![ar("x"); ENTRIES + 1];
    card.classes.keywords = (0..=ENTRIES as u128).map(|n| crate::ids::TagId(uuid::Uuid::from_u128(n))).collect();
    assert_eq!(broken(card), ["identity.alternateNames TOO_MANY", "classes.keywords TOO_MANY"]);
}

#[test]
fn an_import_may_exceed_our_bounds_for_names() {
    let mut card = named();
    card.identity.name = ar(&"خ".repeat(422));
    assert_eq!(broken(card.clone()), ["identity.name.ar TOO_LONG"]);
    assert!(card.imported(&LanguageTag::arabic()).is_ok());
}

#[test]
fn only_web_links_are_links() {
    for good in ["http://a", "https://example.org/a?b=1#c", "HTTPS://مثال.السعودية/خدمة", "http://[::1]:80/"]
    {
        assert!(is_link(good), "{good}");
    }
    for bad in [
        "",
        "ftp://a",
        "javascript://a",
        "https://",
        "https:///a",
        "https://a b",
        "https://user@host",
        "http://a\"b",
        "//a",
    ] {
        assert!(!is_link(bad), "{bad}");
    }
}

proptest! {
    /// What passed once passes again and stays as it is.
    #[test]
    fn checking_twice_changes_nothing(card in samples::any_card()) {
        if let Ok(once) = card.imported(&LanguageTag::arabic()) {
            let twice = once.clone().imported(&LanguageTag::arabic()).unwrap();
            prop_assert_eq!(changes(&once, &twice).unwrap(), vec![]);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", line in any::<String>()) {
        let mut card = named();
        card.identity.description = ar(&line);
        card.channels = vec![
            Channel { url: ar(&text), contact: Some(line.clone()), ..Channel::new(ChannelKind::Phone) },
            Channel { contact: Some(text), ..Channel::new(ChannelKind::Email) },
        ];
        card.fees = Fees::Priced(vec![Fee { currency: line, ..Fee::default() }]);
        let _ = broken(card);
    }
}
