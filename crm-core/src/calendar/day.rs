//! Days of a time zone as spans of UTC.

use chrono::{DateTime, Days, MappedLocalTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The date that a calendar on the wall shows in `zone` at an instant.
pub fn local_date(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The first instant of a day in `zone`. Where clocks are put forward at midnight, it is the instant of the change;
/// where an hour around midnight occurs twice, the earlier one.
pub fn start_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    match zone.from_local_datetime(&midnight) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at.to_utc(),
        // Midnight is skipped: counted with the offset of the day before, it is the instant of the change.
        MappedLocalTime::None => midnight
            .checked_sub_days(Days::new(1))
            .map(|before| zone.offset_from_utc_datetime(&before).fix())
            .and_then(|offset| midnight.checked_sub_offset(offset))
            .map_or(DateTime::<Utc>::MIN_UTC, |at| at.and_utc()),
    }
}

/// The last instant of a day in `zone` that storage can tell from the next day's first: a microsecond before it.
pub fn end_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let next = date.succ_opt().map(|next| start_of_day(next, zone));
    next.and_then(|next| next.checked_sub_signed(TimeDelta::microseconds(1))).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn a_riyadh_day_starts_at_nine_in_the_evening_utc() {
        let date = day(2026, 3, 1);
        assert_eq!(start_of_day(date, Tz::Asia__Riyadh).to_rfc3339(), "2026-02-28T21:00:00+00:00");
        assert_eq!(end_of_day(date, Tz::Asia__Riyadh).to_rfc3339(), "2026-03-01T20:59:59.999999+00:00");
    }

    #[test]
    fn a_skipped_midnight_starts_at_the_change() {
        // Cairo put its clocks forward at midnight of 2023-04-28.
        let start = start_of_day(day(2023, 4, 28), Tz::Africa__Cairo);
        assert_eq!(start.to_rfc3339(), "2023-04-27T22:00:00+00:00");
        assert_eq!(local_date(start, Tz::Africa__Cairo), day(2023, 4, 28));
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        for zone in [Tz::Asia__Riyadh, Tz::America__Toronto, Tz::Pacific__Apia] {
            for date in [NaiveDate::MIN, NaiveDate::MAX] {
                assert!(start_of_day(date, zone) <= end_of_day(date, zone));
            }
        }
    }

    proptest! {
        #[test]
        fn days_follow_each_other(offset in 0..60_000_i32, zone in prop::sample::select(&[Tz::Asia__Riyadh, Tz::America__Toronto, Tz::Africa__Cairo][..])) {
            let date = day(1950, 1, 1) + Days::new(offset.unsigned_abs().into());
            prop_assert_eq!(local_date(start_of_day(date, zone), zone), date);
            prop_assert_eq!(local_date(end_of_day(date, zone), zone), date);
            prop_assert_eq!(Some(end_of_day(date, zone) + TimeDelta::microseconds(1)), date.succ_opt().map(|next| start_of_day(next, zone)));
        }
    }
}
