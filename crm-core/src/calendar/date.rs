//! A day in both calendars.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::hijri::{HijriDate, out_of_range};
use super::written::parts;
use crate::error::Result;

/// In which calendar a person gave a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// The common calendar.
    Gregorian,
    /// Umm al-Qura.
    Hijri,
}

/// A day in both calendars, and the one in which it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    gregorian: NaiveDate,
    hijri: HijriDate,
    given_in: Calendar,
}

impl CalendarDate {
    /// A day given in the Gregorian calendar. Broken: [`Rule::OutOfRange`](crate::rule::Rule::OutOfRange) outside 1882-11-12 to 2174-11-25.
    pub fn from_gregorian(gregorian: NaiveDate) -> Result<Self> {
        Ok(Self { gregorian, hijri: HijriDate::from_gregorian(gregorian)?, given_in: Calendar::Gregorian })
    }

    /// A day given in the Hijri calendar.
    pub fn from_hijri(hijri: HijriDate) -> Result<Self> {
        Ok(Self { gregorian: hijri.to_gregorian()?, hijri, given_in: Calendar::Hijri })
    }

    /// Reads a date in the forms of [`HijriDate::parse`]; a year up to 1700 is Hijri, a later one Gregorian.
    /// Broken: [`Rule::Malformed`](crate::rule::Rule::Malformed), [`Rule::OutOfRange`](crate::rule::Rule::OutOfRange).
    pub fn parse(value: &str) -> Result<Self> {
        let (year, month, day) = parts(value)?;
        if year <= 1700 {
            return Self::from_hijri(HijriDate::new(year, month, day)?);
        }
        let date = NaiveDate::from_ymd_opt(year, month.into(), day.into());
        Self::from_gregorian(date.ok_or_else(out_of_range)?)
    }

    /// The Gregorian day.
    pub fn gregorian(self) -> NaiveDate {
        self.gregorian
    }

    /// The Hijri day.
    pub fn hijri(self) -> HijriDate {
        self.hijri
    }

    /// The calendar in which it was given.
    pub fn given_in(self) -> Calendar {
        self.given_in
    }
}
