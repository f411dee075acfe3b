//! What is known of a beneficiary beside identifiers and contact points, and the rules it must keep.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::kinds::{AccessibilityNeeds, BeneficiaryKind, BirthPrecision, PreferredChannel, Sex};
use crate::calendar::{CalendarDate, HijriDate};
use crate::error::{Check, Error, Result};
use crate::rule::Rule;
use crate::text::{LanguageTag, LocalizedText, clean_optional};
use crate::values::Country;

/// Longest name in one language, in characters.
const MAX_NAME: usize = 200;
/// Longest part of a name, in characters.
const MAX_PART: usize = 80;
/// A name is given in at most so many languages.
const MAX_LANGUAGES: usize = 10;

/// A name taken apart, in the two scripts of official documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase", default)]
pub struct NameParts {
    /// In Arabic script.
    pub arabic: ScriptName,
    /// In Latin script, as in the passport.
    pub latin: ScriptName,
}

/// The parts of a name in one script; any may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScriptName {
    /// Given name.
    pub given: Option<String>,
    /// Father's name.
    pub father: Option<String>,
    /// Grandfather's name.
    pub grandfather: Option<String>,
    /// Family name.
    pub family: Option<String>,
}

/// A birth date as it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BirthDate {
    /// The Gregorian day.
    pub date: NaiveDate,
    /// Whether it was given in Hijri, and should be shown so first.
    pub in_hijri: bool,
    /// How exactly it is known.
    pub precision: BirthPrecision,
}

/// Everything about a beneficiary that an update may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub kind: BeneficiaryKind,
    pub name: LocalizedText,
    pub name_parts: Option<NameParts>,
    pub sex: Option<Sex>,
    pub birth: Option<BirthDate>,
    pub nationality: Option<String>,
    pub preferred_language: Option<String>,
    pub preferred_channel: Option<PreferredChannel>,
    pub accessibility_needs: AccessibilityNeeds,
}

impl ScriptName {
    /// The parts in their usual order, joined.
    pub fn full(&self) -> Option<String> {
        let Self { given, father, grandfather, family } = self;
        let parts: Vec<&str> = [given, father, grandfather, family].into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() { None } else { Some(parts.join(" ")) }
    }

    fn checked(self) -> Result<Self> {
        let Self { given, father, grandfather, family } = self;
        let mut check = Check::default();
        let given = check.take("given", clean_optional("", given.as_deref(), MAX_PART))?;
        let father = check.take("father", clean_optional("", father.as_deref(), MAX_PART))?;
        let grandfather = check.take("grandfather", clean_optional("", grandfather.as_deref(), MAX_PART))?;
        let family = check.take("family", clean_optional("", family.as_deref(), MAX_PART))?;
        check.done()?;
        Ok(Self {
            given: given.flatten(),
            father: father.flatten(),
            grandfather: grandfather.flatten(),
            family: family.flatten(),
        })
    }
}

impl NameParts {
    fn checked(self) -> Result<Option<Self>> {
        let Self { arabic, latin } = self;
        let mut check = Check::default();
        let arabic = check.take("arabic", arabic.checked())?.unwrap_or_default();
        let latin = check.take("latin", latin.checked())?.unwrap_or_default();
        check.done()?;
        let parts = Self { arabic, latin };
        Ok((parts != Self::default()).then_some(parts))
    }
}

impl BirthDate {
    /// A birth date given in one of the calendars: a Gregorian day, or a Hijri one as text (see [`HijriDate::parse`]).
    /// Broken: `Required` for none, `Exclusive` for both.
    pub fn told(gregorian: Option<NaiveDate>, hijri: Option<&str>, precision: BirthPrecision) -> Result<Self> {
        match (gregorian, hijri) {
            (Some(date), None) => Ok(Self { date, in_hijri: false, precision }),
            (None, Some(text)) => {
                let day = HijriDate::parse(text).and_then(HijriDate::to_gregorian);
                day.map(|date| Self { date, in_hijri: true, precision }).map_err(|error| error.under("hijri"))
            }
            (None, None) => Err(Error::invalid("", Rule::Required)),
            (Some(_), Some(_)) => Err(Error::invalid("hijri", Rule::Exclusive)),
        }
    }

    /// Not before Umm al-Qura's table starts (1882), not after `today`. A month or a year is kept as its first day.
    fn checked(self, today: NaiveDate) -> Result<Self> {
        use chrono::Datelike;
        CalendarDate::from_gregorian(self.date)?;
        if self.date > today {
            return Err(Error::invalid("", Rule::InFuture));
        }
        let first = match self.precision {
            // A Hijri month or year starts on no first of ours, so the day that was computed stays.
            _ if self.in_hijri => Some(self.date),
            BirthPrecision::Day => Some(self.date),
            BirthPrecision::Month => self.date.with_day(1),
            BirthPrecision::Year => NaiveDate::from_ymd_opt(self.date.year(), 1, 1),
        };
        Ok(Self { date: first.unwrap_or(self.date), ..self })
    }
}

impl Person {
    /// The person in normal form. Every broken field is named under its camelCase name.
    pub(super) fn checked(self, today: NaiveDate) -> Result<Self> {
        let Self { kind, name, name_parts, sex, birth, nationality, preferred_language, .. } = self;
        let mut check = Check::default();
        let name_parts = check.take("nameParts", name_parts.map_or(Ok(None), NameParts::checked))?.flatten();
        let name = check.take("", whole_name(name, name_parts.as_ref()))?.unwrap_or_default();
        check.that(sex.is_none() || kind == BeneficiaryKind::Individual, "sex", Rule::Exclusive);
        let birth = check.take("birthDate", birth.map(|birth| birth.checked(today)).transpose())?.flatten();
        let country = nationality.as_deref().map(Country::parse).transpose();
        let nationality = check.take("nationality", country)?.flatten().map(String::from);
        let language = preferred_language.as_deref().map(LanguageTag::parse).transpose();
        let preferred_language = check.take("preferredLanguage", language)?.flatten().map(String::from);
        let mut needs = self.accessibility_needs;
        needs.0.sort_unstable();
        needs.0.dedup();
        check.done()?;
        let preferred_channel = self.preferred_channel;
        let accessibility_needs = needs;
        Ok(Self {
            kind,
            name,
            name_parts,
            sex,
            birth,
            nationality,
            preferred_language,
            preferred_channel,
            accessibility_needs,
        })
    }

    /// Every spelling under which the person is searched.
    pub(super) fn spellings(&self) -> Vec<String> {
        let parts = self.name_parts.iter().flat_map(|parts| [parts.arabic.full(), parts.latin.full()]).flatten();
        let mut all: Vec<String> = self.name.iter().map(|(_, text)| text.to_owned()).chain(parts).collect();
        all.dedup();
        all
    }

    /// The folded name by which lists are sorted, in the installation's language if there is one.
    pub(super) fn sort_name(&self, language: &LanguageTag) -> String {
        self.name.sort_key(language)
    }
}

/// The display name, made of the parts in the languages in which none was given. One language is needed.
fn whole_name(name: LocalizedText, parts: Option<&NameParts>) -> Result<LocalizedText> {
    let mut name = name.cleaned("name", MAX_NAME)?;
    for (script, language) in
        parts.iter().flat_map(|parts| [(&parts.arabic, LanguageTag::arabic()), (&parts.latin, LanguageTag::english())])
    {
        if let (None, Some(full)) = (name.exact(&language), script.full()) {
            name = name.with(language, full);
        }
    }
    match name.iter().count() {
        0 => Err(Error::invalid("name", Rule::Required)),
        count if count > MAX_LANGUAGES => Err(Error::invalid("name", Rule::TooMany(MAX_LANGUAGES as u64))),
        _ => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person {
            kind: BeneficiaryKind::Individual,
            name: LocalizedText::new(),
            name_parts: None,
            sex: None,
            birth: None,
            nationality: None,
            preferred_language: None,
            preferred_channel: None,
            accessibility_needs: AccessibilityNeeds::default(),
        }
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_name_may_come_in_parts() -> Result<()> {
        let arabic = ScriptName {
            given: Some(" نورة ".into()), family: Some("القحطاني".into()), ..Default::default()
        };
        let parts = NameParts { arabic, latin: ScriptName::default() };
        let person = Person { name_parts: Some(parts), ..person() }.checked(day(2026, 1, 1))?;
        assert_eq!(person.name.exact(&LanguageTag::arabic()), Some("نورة القحطاني"));
        assert_eq!(person.sort_name(&LanguageTag::arabic()), crate::text::fold("نورة القحطاني"));
        Ok(())
    }

    #[test]
    fn every_broken_field_is_named() {
        let birth = BirthDate { date: day(2030, 5, 5), in_hijri: false, precision: BirthPrecision::Day };
        let broken = Person {
            birth: Some(birth),
            nationality: Some("ZZ".into()),
            preferred_language: Some("?".into()),
            ..person()
        };
        let Err(Error::Invalid { fields }) = broken.checked(day(2026, 1, 1)) else { unreachable!() };
        let paths: Vec<_> = fields.iter().map(|field| field.path.join(".")).collect();
        assert_eq!(paths, ["name", "birthDate", "nationality", "preferredLanguage"]);
    }

    #[test]
    fn an_inexact_birth_date_is_kept_as_its_first_day() -> Result<()> {
        let birth = BirthDate { date: day(1980, 7, 15), in_hijri: false, precision: BirthPrecision::Year };
        assert_eq!(birth.checked(day(2026, 1, 1))?.date, day(1980, 1, 1));
        let hijri = BirthDate { in_hijri: true, ..birth };
        assert_eq!(hijri.checked(day(2026, 1, 1))?.date, day(1980, 7, 15));
        Ok(())
    }
}
