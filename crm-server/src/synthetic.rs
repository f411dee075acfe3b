//! People who do not exist and what they ask for: the same number always gives the same person.
//!
//! National ids are of a range that is not given out (they start with 19) with a right check digit, so that they pass
//! every rule and meet nobody.

use chrono::{DateTime, TimeDelta, Utc};
use crm_core::beneficiaries::{
    BeneficiaryKind, ContactKind, NameParts, NewContactPoint, NewIdentifier, RegisterBeneficiary, ScriptName, Who,
};
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::{BeneficiaryId, DepartmentId, ServiceId};
use crm_core::interactions::{Direction, IdOrCode, LogInteraction};
use crm_core::text::LocalizedText;
use crm_core::values::IdentifierKind;

/// Given names in Arabic and Latin script.
const GIVEN: [(&str, &str); 16] = [
    ("محمد", "Mohammed"),
    ("فاطمة", "Fatimah"),
    ("عبدالله", "Abdullah"),
    ("نورة", "Norah"),
    ("أحمد", "Ahmed"),
    ("سارة", "Sarah"),
    ("خالد", "Khalid"),
    ("عائشة", "Aishah"),
    ("سعود", "Saud"),
    ("مريم", "Maryam"),
    ("إبراهيم", "Ibrahim"),
    ("هند", "Hind"),
    ("يوسف", "Yousef"),
    ("لطيفة", "Latifah"),
    ("فهد", "Fahad"),
    ("ريم", "Reem"),
];
/// Names of fathers.
const FATHER: [(&str, &str); 8] = [
    ("علي", "Ali"),
    ("صالح", "Saleh"),
    ("سعد", "Saad"),
    ("ناصر", "Nasser"),
    ("حسن", "Hassan"),
    ("عبدالرحمن", "Abdulrahman"),
    ("سليمان", "Sulaiman"),
    ("تركي", "Turki"),
];
/// Family names, made up of plants and places.
const FAMILY: [(&str, &str); 12] = [
    ("النخيلي", "Alnukhaili"),
    ("الواحة", "Alwaha"),
    ("السدري", "Alsidri"),
    ("الريحاني", "Alraihani"),
    ("الغديري", "Alghadiri"),
    ("الساحلي", "Alsahili"),
    ("الرملي", "Alramli"),
    ("الجبلي", "Aljabali"),
    ("الزيتوني", "Alzaytuni"),
    ("العشبي", "Alushbi"),
    ("السحابي", "Alsahabi"),
    ("المرجاني", "Almurjani"),
];
/// Ways of contact, the frequent ones more than once.
const CHANNELS: [ChannelKind; 6] = [
    ChannelKind::Phone,
    ChannelKind::Phone,
    ChannelKind::Portal,
    ChannelKind::Email,
    ChannelKind::Phone,
    ChannelKind::Portal,
];
/// How many people there can be.
pub const MOST_PEOPLE: u64 = 10_000_000;

/// The person of a number below [`MOST_PEOPLE`].
pub fn person(number: u64, department: DepartmentId) -> RegisterBeneficiary {
    let dice = mix(number);
    let (given, father, family) = (pick(&GIVEN, dice), pick(&FATHER, dice >> 8), pick(&FAMILY, dice >> 16));
    let name = LocalizedText::ar_en(
        format!("{} {} {}", given.0, father.0, family.0),
        format!("{} {} {}", given.1, father.1, family.1),
    );
    let part = |given: &str, father: &str, family: &str| ScriptName {
        given: Some(given.into()),
        father: Some(father.into()),
        grandfather: None,
        family: Some(family.into()),
    };
    let identifier = NewIdentifier {
        kind: IdentifierKind::NationalId,
        issuer: None,
        value: national_id(number),
        valid_from: None,
        valid_to: None,
        override_reason: None,
    };
    RegisterBeneficiary {
        name_parts: Some(NameParts {
            arabic: part(given.0, father.0, family.0),
            latin: part(given.1, father.1, family.1),
        }),
        department: Some(department),
        identifiers: vec![identifier],
        contact_points: vec![NewContactPoint::new(ContactKind::Mobile, format!("059{number:07}"))],
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, name)
    }
}

/// The contact of a number: with one of `people` (anonymous without any), about one of `services` if there are some,
/// within the year before `now`.
pub fn contact(number: u64, now: DateTime<Utc>, place: &Place<'_>) -> LogInteraction {
    let dice = mix(number ^ 0x00c0_ffee);
    let Place { department, people, services } = place;
    LogInteraction {
        occurred_at: Some(now - TimeDelta::seconds((dice % (365 * 86_400)).cast_signed())),
        department: Some(IdOrCode::Id(*department)),
        beneficiary: (!people.is_empty()).then(|| Who::Id(pick(people, dice >> 24))),
        service: (!services.is_empty()).then(|| IdOrCode::Id(pick(services, dice >> 12))),
        subject: Some("استفسار عن الخدمة".into()),
        duration_seconds: i32::try_from(60 + (dice >> 40) % 900).ok(),
        ..LogInteraction::new(pick(&CHANNELS, dice >> 4), Direction::Inbound)
    }
}

/// What contacts are about.
pub struct Place<'a> {
    /// Whose contacts they are.
    pub department: DepartmentId,
    /// With whom.
    pub people: &'a [BeneficiaryId],
    /// About what.
    pub services: &'a [ServiceId],
}

/// A national id: 19, seven digits, the check digit (Luhn).
fn national_id(number: u64) -> String {
    let body = format!("19{:07}", number % MOST_PEOPLE);
    let sum: u32 = body
        .bytes()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn pick<T: Copy>(list: &[T], dice: u64) -> T {
    let len = list.len() as u64;
    list[usize::try_from(dice % len).unwrap_or_default()]
}

/// A well-spread number out of a small one (splitmix64).
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use crm_core::values::Identifier;

    use super::*;

    #[test]
    fn national_ids_pass_the_check_digit_and_differ() {
        let ids: std::collections::BTreeSet<String> = (0..2000).map(national_id).collect();
        assert_eq!(ids.len(), 2000);
        for id in ids {
            assert!(
                Identifier::parse(IdentifierKind::NationalId, None, &id).and_then(|parsed| parsed.strict()).is_ok()
            );
        }
    }
}
