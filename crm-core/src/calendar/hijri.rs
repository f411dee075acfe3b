//! The Umm al-Qura calendar, in which the Saudi state dates its letters.
//!
//! The table is `icu_calendar`'s. It equals the published calendar in every month of 1420-1450 AH. Before, it applies
//! today's rule backwards and lies up to two days beside what was printed at the time; from 1451 on it is a
//! projection. So a date given in Hijri is kept as given ([`CalendarDate::given_in`](super::CalendarDate::given_in)) and not computed again from
//! the Gregorian day.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use icu_calendar::Date;
use icu_calendar::cal::Hijri;
use icu_calendar::types::RataDie;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::LanguageTag;

/// The years of the table, 1882-11-12 to 2174-11-25; outside it `icu_calendar` guesses.
const YEARS: std::ops::RangeInclusive<i32> = 1300..=1600;

/// Month names in Arabic and English.
const MONTHS: [(&str, &str); 12] = [
    ("محرم", "Muharram"),
    ("صفر", "Safar"),
    ("ربيع الأول", "Rabi al-Awwal"),
    ("ربيع الآخر", "Rabi al-Thani"),
    ("جمادى الأولى", "Jumada al-Ula"),
    ("جمادى الآخرة", "Jumada al-Akhirah"),
    ("رجب", "Rajab"),
    ("شعبان", "Shaban"),
    ("رمضان", "Ramadan"),
    ("شوال", "Shawwal"),
    ("ذو القعدة", "Dhu al-Qadah"),
    ("ذو الحجة", "Dhu al-Hijjah"),
];

/// A day of the Umm al-Qura calendar that exists, 1300-1600 AH. Ordered by time; as text `1447-05-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HijriDate {
    year: i32,
    month: u8,
    day: u8,
}

impl HijriDate {
    /// A day by year AH, month 1-12 and day 1-30. Broken: [`Rule::OutOfRange`] if there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self> {
        let date = Self { year, month, day };
        date.rata_die().map(|_| date)
    }

    /// Reads `1447-05-12`, `1447/5/12` or the other way round `12/05/1447`, digits of any script, with or without
    /// `هـ` behind. Broken: [`Rule::Malformed`], [`Rule::OutOfRange`].
    pub fn parse(value: &str) -> Result<Self> {
        let (year, month, day) = super::written::parts(value)?;
        Self::new(year, month, day)
    }

    /// The Hijri day of a Gregorian one. Broken: [`Rule::OutOfRange`] outside 1882-11-12 to 2174-11-25.
    pub fn from_gregorian(date: NaiveDate) -> Result<Self> {
        let hijri = Date::from_rata_die(RataDie::new(date.num_days_from_ce().into()), Hijri::new_umm_al_qura());
        Self::new(hijri.year().extended_year(), hijri.month().ordinal, hijri.day_of_month().0)
    }

    /// The Gregorian day of the same daylight.
    pub fn to_gregorian(self) -> Result<NaiveDate> {
        let days = i32::try_from(self.rata_die()?.to_i64_date()).ok();
        days.and_then(NaiveDate::from_num_days_from_ce_opt).ok_or_else(out_of_range)
    }

    /// The Gregorian day on which a month begins, for comparison with published tables.
    pub fn month_start(year: i32, month: u8) -> Result<NaiveDate> {
        Self::new(year, month, 1)?.to_gregorian()
    }

    /// The days of a month, 29 or 30.
    pub fn days_in_month(year: i32, month: u8) -> Result<u8> {
        Self::new(year, month, 1)?;
        Ok(if Self::new(year, month, 30).is_ok() { 30 } else { 29 })
    }

    /// Year AH.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, 1-12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1-30.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The month's name in Arabic, or in English for any other language.
    pub fn month_name(self, language: &LanguageTag) -> &'static str {
        let name = MONTHS.get(usize::from(self.month).saturating_sub(1));
        name.map_or("", |(ar, en)| if language.is_arabic() { ar } else { en })
    }

    fn rata_die(self) -> Result<RataDie> {
        if !YEARS.contains(&self.year) {
            return Err(out_of_range());
        }
        Date::try_new_hijri_with_calendar(self.year, self.month, self.day, Hijri::new_umm_al_qura())
            .map(|date| date.to_rata_die())
            .map_err(|_| out_of_range())
    }
}

impl fmt::Display for HijriDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for HijriDate {
    type Error = Error;

    fn try_from(value: String) -> Result<Self> {
        Self::parse(&value)
    }
}

impl From<HijriDate> for String {
    fn from(date: HijriDate) -> Self {
        date.to_string()
    }
}

pub(super) fn out_of_range() -> Error {
    Error::invalid("", Rule::OutOfRange)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Calendar, CalendarDate};
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn known_days_convert_both_ways() -> Result<()> {
        for (hijri, gregorian) in
            [("1420-01-01", day(1999, 4, 17)), ("1445-09-01", day(2024, 3, 11)), ("1447-01-01", day(2025, 6, 26))]
        {
            let date = HijriDate::parse(hijri)?;
            assert_eq!(date.to_gregorian()?, gregorian);
            assert_eq!(HijriDate::from_gregorian(gregorian)?.to_string(), hijri);
        }
        Ok(())
    }

    #[test]
    fn dates_are_read_as_people_write_them() -> Result<()> {
        let date = HijriDate::new(1447, 5, 2)?;
        for text in ["1447-05-02", "١٤٤٧/٥/٢", "02/05/1447", " ٠٢-٠٥-١٤٤٧ هـ", "1447.5.2هـ"] {
            assert_eq!(HijriDate::parse(text)?, date, "{text}");
        }
        assert_eq!(CalendarDate::parse("1447-05-02")?.given_in(), Calendar::Hijri);
        let common = CalendarDate::parse("24/10/2025م")?;
        assert_eq!((common.hijri(), common.given_in()), (date, Calendar::Gregorian));
        for bad in
            ["", "1447", "1447-13-01", "1447-01-31", "47-1-1", "1447-1-1-1", "1299-01-01", "1601-01-01", "+447-1-1"]
        {
            assert!(HijriDate::parse(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    #[test]
    fn months_have_names() -> Result<()> {
        let date = HijriDate::new(1447, 9, 1)?;
        assert_eq!(date.month_name(&LanguageTag::arabic()), "رمضان");
        assert_eq!(date.month_name(&LanguageTag::english()), "Ramadan");
        Ok(())
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        assert!(HijriDate::from_gregorian(NaiveDate::MIN).is_err());
        assert!(HijriDate::from_gregorian(NaiveDate::MAX).is_err());
        assert!(HijriDate::new(i32::MAX, 0, 0).is_err());
    }

    proptest! {
        #[test]
        fn every_day_converts_there_and_back(offset in 0..106_000_u64) {
            let gregorian = day(1883, 1, 1) + chrono::Days::new(offset);
            let hijri = HijriDate::from_gregorian(gregorian)?;
            prop_assert_eq!(hijri.to_gregorian()?, gregorian);
            prop_assert_eq!(HijriDate::parse(&hijri.to_string())?, hijri);
        }

        #[test]
        fn parse_never_panics(text in "\\PC{0,20}|[0-9/-]{0,12}") {
            prop_assert!(CalendarDate::parse(&text).is_ok() || HijriDate::parse(&text).is_err());
        }
    }
}
