//! Made-up people and bodies. The n-th is the same whenever and wherever it is asked for, and no two share an
//! identifier: numbers run through the lowest of their registers, with valid check digits; phones lie in one block,
//! e-mails at example.org.

use chrono::{Days, NaiveDate};
use crm_core::beneficiaries::{
    AccessibilityNeed, AccessibilityNeeds, AssuranceLevel, BeneficiaryKind, BirthDate, BirthPrecision, ContactKind,
    ContactOwner, NameParts, NewContactPoint, NewIdentifier, PreferredChannel, RegisterBeneficiary, ScriptName, Sex,
    VerifiedBy,
};
use crm_core::ids::DepartmentId;
use crm_core::text::LocalizedText;
use crm_core::values::{IdentifierKind, NationalAddress};

use super::content::{Both, PeopleText};
use super::random::Random;

/// Most people that there are numbers for.
pub(crate) const MOST: u64 = 10_000_000;

/// Makes people.
#[derive(Clone, Copy)]
pub(crate) struct People<'a> {
    /// What names are put together from.
    pub texts: &'a PeopleText,
    /// The department that registers them.
    pub department: DepartmentId,
}

impl People<'_> {
    /// The n-th of [`MOST`].
    pub fn nth(&self, n: u64) -> RegisterBeneficiary {
        let mut random = Random::new(n ^ 0x6d75_7374_6166_6964);
        let mut made = match random.below(100) {
            0..=79 => self.citizen(n, &mut random),
            80..=93 => self.foreigner(n, &mut random, false),
            94 | 95 => self.foreigner(n, &mut random, true),
            _ => self.body(n, &mut random),
        };
        made.department = Some(self.department);
        made.contact_points = self.contact_points(n, &mut random);
        made.preferred_channel = Some(*random.pick(&[
            PreferredChannel::Sms,
            PreferredChannel::Sms,
            PreferredChannel::Phone,
            PreferredChannel::App,
            PreferredChannel::Email,
        ]));
        made
    }

    fn citizen(&self, n: u64, random: &mut Random) -> RegisterBeneficiary {
        let mut made = self.person(random, None);
        made.nationality = Some("SA".into());
        made.preferred_language = Some("ar".into());
        made.identifiers = vec![identifier(IdentifierKind::NationalId, None, numbered('1', n))];
        made
    }

    fn foreigner(&self, n: u64, random: &mut Random, visitor: bool) -> RegisterBeneficiary {
        let group = random.pick(&self.texts.abroad);
        let mut made = self.person(random, Some(random.clone().pick(&group.families)));
        made.nationality = Some(group.nationality.clone());
        made.preferred_language = Some(if random.percent(70) { "ar" } else { "en" }.into());
        made.identifiers = if visitor {
            vec![identifier(IdentifierKind::Passport, Some(group.nationality.clone()), format!("X{n:08}"))]
        } else {
            vec![identifier(IdentifierKind::ResidentId, None, numbered('2', n))]
        };
        made
    }

    fn person(&self, random: &mut Random, family: Option<&Both>) -> RegisterBeneficiary {
        let woman = random.percent(38);
        let given = random.pick(if woman { &self.texts.women } else { &self.texts.men });
        let (father, grandfather) = (random.pick(&self.texts.men), random.pick(&self.texts.men));
        let family = family.unwrap_or_else(|| random.pick(&self.texts.families));
        let script = |read: fn(&Both) -> &String| ScriptName {
            given: Some(read(given).clone()),
            father: Some(read(father).clone()),
            grandfather: Some(read(grandfather).clone()),
            family: Some(read(family).clone()),
        };
        let parts = NameParts { arabic: script(|both| &both.ar), latin: script(|both| &both.en) };
        let mut made = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::new());
        made.name_parts = Some(parts);
        made.sex = Some(if woman { Sex::Female } else { Sex::Male });
        made.birth = Some(birth(random));
        made.assurance = *random.pick(&[
            AssuranceLevel::Verified,
            AssuranceLevel::Verified,
            AssuranceLevel::DocumentSeen,
            AssuranceLevel::Declared,
        ]);
        if random.percent(6) {
            made.accessibility_needs = AccessibilityNeeds(vec![*random.pick(AccessibilityNeed::ALL)]);
        }
        made
    }

    fn body(&self, n: u64, random: &mut Random) -> RegisterBeneficiary {
        let (kind, name) = (random.pick(&self.texts.body_kinds), random.pick(&self.texts.body_names));
        let text = LocalizedText::ar_en(
            format!("{} {} {}", kind.ar, name.ar, n % 100),
            format!("{} {} {}", name.en, kind.en, n % 100),
        );
        let mut made = RegisterBeneficiary::new(BeneficiaryKind::Organisation, text);
        made.preferred_language = Some("ar".into());
        made.assurance = AssuranceLevel::DocumentSeen;
        made.identifiers = vec![
            identifier(IdentifierKind::CommercialRegister, None, format!("{n:010}")),
            identifier(IdentifierKind::UnifiedNumber, None, format!("7{n:09}")),
        ];
        made
    }

    /// A mobile, one in twelve the same as the person's before, as relatives share one; often an e-mail or address.
    fn contact_points(&self, n: u64, random: &mut Random) -> Vec<NewContactPoint> {
        let shared = n > 0 && random.percent(8);
        let mut mobile = NewContactPoint::new(ContactKind::Mobile, mobile(if shared { n - 1 } else { n }));
        if shared {
            mobile.belongs_to = ContactOwner::Family;
        }
        mobile.verified_by = random.percent(70).then_some(VerifiedBy::Code);
        let mut points = vec![mobile];
        if random.percent(45) {
            points.push(NewContactPoint::new(ContactKind::Email, format!("person{n}@example.org")));
        }
        if random.percent(25) {
            points.push(NewContactPoint::address(NationalAddress {
                building: format!("{:04}", random.between(1_000, 9_999)),
                street: random.pick(&self.texts.streets).clone(),
                district: random.pick(&self.texts.districts).clone(),
                city: random.pick(&self.texts.cities).clone(),
                postal_code: format!("{:05}", random.between(10_000, 99_999)),
                secondary: Some(format!("{:04}", random.between(1_000, 9_999))),
                short_address: None,
            }));
        }
        points
    }
}

/// The mobile of the n-th person: `+96650000xxxx` for the first ten thousand.
pub(super) fn mobile(n: u64) -> String {
    format!("+96650{:07}", n % MOST)
}

fn identifier(kind: IdentifierKind, issuer: Option<String>, value: String) -> NewIdentifier {
    NewIdentifier { kind, issuer, value, valid_from: None, valid_to: None, override_reason: None }
}

/// Between 18 and 85 years before 2024, one in five told in Hijri.
fn birth(random: &mut Random) -> BirthDate {
    let youngest = NaiveDate::from_ymd_opt(2006, 1, 1).unwrap_or_default();
    let date = youngest.checked_sub_days(Days::new(random.below(67 * 365))).unwrap_or(youngest);
    BirthDate { date, in_hijri: random.percent(20), precision: BirthPrecision::Day }
}

/// A number of ten digits: the register's first digit, the place in it, the check digit (Luhn).
fn numbered(register: char, n: u64) -> String {
    let body = format!("{register}{:08}", n % MOST);
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crm_core::ids::DepartmentId;
    use crm_core::values::{CheckDigit, Identifier, PhoneNumber};
    use uuid::Uuid;

    use super::super::content::Content;
    use super::*;

    fn people() -> People<'static> {
        People { texts: &Content::embedded().unwrap().people, department: DepartmentId(Uuid::nil()) }
    }

    #[test]
    fn identifiers_are_sound_and_nobody_shares_one() {
        let mut seen = HashSet::new();
        for n in (0..3_000).chain(MOST - 50..MOST) {
            for given in people().nth(n).identifiers {
                let parsed = Identifier::parse(given.kind, given.issuer.as_deref(), &given.value).unwrap();
                assert_ne!(parsed.check, CheckDigit::Wrong, "{n}");
                assert!(seen.insert(parsed.identifier.lookup_key()), "{n}");
            }
        }
    }

    #[test]
    fn the_first_ten_thousand_lie_in_the_lowest_block() {
        for n in [0, 9_999] {
            assert!(numbered('1', n).starts_with("10000"));
            assert!(mobile(n).starts_with("+96650000"));
        }
        assert!([0, 1, 2_000, MOST - 1].iter().all(|n| PhoneNumber::parse(&mobile(*n)).is_ok()));
    }

    #[test]
    fn the_nth_is_always_the_same() {
        for n in 0..200 {
            let (one, other) = (people().nth(n), people().nth(n));
            assert_eq!((one.name, one.name_parts, one.birth), (other.name, other.name_parts, other.birth));
        }
    }
}
