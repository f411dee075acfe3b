//! Small values that several parts of the card share.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::names::names;
use crate::rule::Rule;
use crate::text::LocalizedText;

use super::validate::{NAME, Walk};

names! {
    /// A calendar in which a date can be typed.
    CalendarKind {
        /// Gregorian.
        Gregorian = "gregorian",
        /// Hijri, by the Umm al-Qura table.
        Hijri = "hijri",
    }
}

/// A date that remembers in which calendar a person typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardDate {
    /// The Gregorian date, by which dates are compared.
    pub date: NaiveDate,
    /// The calendar it was typed in.
    #[serde(default = "gregorian", skip_serializing_if = "is_gregorian")]
    pub calendar: CalendarKind,
}

fn gregorian() -> CalendarKind {
    CalendarKind::Gregorian
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_gregorian(calendar: &CalendarKind) -> bool {
    *calendar == CalendarKind::Gregorian
}

impl From<NaiveDate> for CardDate {
    fn from(date: NaiveDate) -> Self {
        Self { date, calendar: CalendarKind::Gregorian }
    }
}

impl CardDate {
    pub(super) fn check(self, walk: &mut Walk, field: &str) {
        // years that both calendars' tables know, and that sort bytewise as ISO text
        let known = NaiveDate::from_ymd_opt(1800, 1, 1)..=NaiveDate::from_ymd_opt(2200, 12, 31);
        walk.that(known.contains(&Some(self.date)), field, Rule::OutOfRange);
    }
}

/// A period of validity; an open end is unbounded, the last day belongs to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Validity {
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<CardDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<CardDate>,
}

impl Validity {
    /// Whether the day lies in the period.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from.date <= day) && self.to.is_none_or(|to| day <= to.date)
    }

    pub(super) fn check(&self, walk: &mut Walk) {
        let Self { from, to } = self;
        if let Some(from) = from {
            from.check(walk, "from");
        }
        if let Some(to) = to {
            to.check(walk, "to");
        }
        if let (Some(from), Some(to)) = (from, to) {
            walk.that(from.date <= to.date, "to", Rule::Period);
        }
    }
}

names! {
    /// A unit of promised time. Working units count by the installation's working calendar.
    TimeUnit {
        /// Minutes, by the clock.
        Minutes = "minutes",
        /// Hours within working hours.
        WorkingHours = "working_hours",
        /// Days on which the body works.
        WorkingDays = "working_days",
        /// Days of the calendar.
        CalendarDays = "calendar_days",
    }
}

/// A length of time as a promise states it. Not a duration: "2 working days" has no fixed length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// How many, 0 meaning at once.
    pub amount: u32,
    /// Of what.
    pub unit: TimeUnit,
}

impl Span {
    pub(super) fn check(self, walk: &mut Walk) {
        // ten years, in the smallest unit
        walk.that(self.amount <= 5_256_000, "amount", Rule::OutOfRange);
    }
}

/// A share in hundredths of a percent: 9950 is 99.5 %. At most 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub u16);

impl Percent {
    /// All.
    pub const HUNDRED: Self = Self(10_000);

    /// Reads a decimal number of percent such as `80`, `99.5` or `99.5%` in digits of any script, with at most
    /// two decimals; anything else, and more than 100, is [`Rule::OutOfRange`] or [`Rule::Malformed`].
    pub fn parse(value: &str) -> Result<Self> {
        let text = crate::text::digits(value);
        let text = text.trim().trim_end_matches(['%', '\u{66a}']).trim_end();
        let (whole, part) = text.split_once(['.', '\u{66b}']).unwrap_or((text, ""));
        let part = part.trim_end_matches('0');
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !numeric(whole) || !numeric(part) {
            return Err(Error::invalid("", Rule::Malformed));
        }
        let number = format!("{whole}{part:0<2}").parse::<u32>().unwrap_or(u32::MAX);
        match u16::try_from(number) {
            Ok(hundredths) if hundredths <= Self::HUNDRED.0 => Ok(Self(hundredths)),
            _ => Err(Error::invalid("", Rule::OutOfRange)),
        }
    }

    pub(super) fn check(self, walk: &mut Walk, field: &str) {
        walk.that(self <= Self::HUNDRED, field, Rule::OutOfRange);
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// Another body: a kept organization, or only its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Body {
    /// The organization, when the catalogue keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Its name, when the catalogue does not keep it.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
}

impl Body {
    /// Whether no body is named.
    pub fn is_empty(&self) -> bool {
        self.organization.is_none() && self.name.is_empty()
    }

    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { organization: _, name } = self;
        walk.text("name", name, NAME);
    }

    /// [`check`](Self::check) for a place where a body must be named.
    pub(super) fn check_named(&mut self, walk: &mut Walk) {
        self.check(walk);
        walk.that(!self.is_empty(), "name", Rule::Required);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_keep_two_decimals() -> Result<()> {
        for (text, hundredths, shown) in [
            ("80", 8000, "80"),
            (" 99.5% ", 9950, "99.5"),
            ("100", 10_000, "100"),
            ("0.05", 5, "0.05"),
            ("97.10", 9710, "97.1"),
        ] {
            let percent = Percent::parse(text)?;
            assert_eq!((percent.0, percent.to_string().as_str()), (hundredths, shown));
        }
        for bad in ["", "ND", "-1", "100.01", "250", "1e2", "12.345", ".", "9999"] {
            assert!(Percent::parse(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    #[test]
    fn a_validity_includes_both_ends() {
        let day = |d| NaiveDate::from_ymd_opt(2025, 1, d).unwrap();
        let validity = Validity { from: Some(day(2).into()), to: Some(day(4).into()) };
        assert_eq!([1, 2, 4, 5].map(|d| validity.covers(day(d))), [false, true, true, false]);
        assert!(Validity::default().covers(day(1)));
    }
}
