//! How contacts spread over days and hours: working weeks, Ramadan, feasts, seasons, the hours of each channel.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use crm_core::calendar::HijriDate;
use crm_core::catalogue::card::ChannelKind;

use super::random::Random;

/// How busy a day is; an ordinary working day has about 1,000.
pub(super) fn weight(day: NaiveDate) -> u64 {
    let week = match day.weekday() {
        Weekday::Sun => 1_150,
        Weekday::Mon | Weekday::Tue => 1_050,
        Weekday::Wed => 1_000,
        Weekday::Thu => 850,
        Weekday::Sat => 140,
        Weekday::Fri => 60,
    };
    let season = match day.month() {
        7 | 8 => 80,
        9 | 10 => 115,
        12 | 1 => 105,
        _ => 100,
    };
    let holiday = if is_holiday(day) { 12 } else { 100 };
    let ramadan = if is_ramadan(day) { 70 } else { 100 };
    week * season * holiday * ramadan / 1_000_000
}

/// Feasts and the two national days, on which offices are closed.
fn is_holiday(day: NaiveDate) -> bool {
    let feast = HijriDate::from_gregorian(day)
        .is_ok_and(|hijri| matches!((hijri.month(), hijri.day()), (10, 1..=4) | (12, 9..=13)));
    feast || matches!((day.month(), day.day()), (9, 23) | (2, 22))
}

/// Whether the day lies in Ramadan.
pub(super) fn is_ramadan(day: NaiveDate) -> bool {
    HijriDate::from_gregorian(day).is_ok_and(|hijri| hijri.month() == 9)
}

/// A time at which such a contact happens: offices from 7:30 to 14:30, in Ramadan from 10:00 to 15:00, busiest
/// before noon; machines and the net mostly in the evening.
pub(super) fn time(random: &mut Random, day: NaiveDate, channel: ChannelKind) -> NaiveTime {
    let staffed = !matches!(
        channel,
        ChannelKind::Portal | ChannelKind::App | ChannelKind::Kiosk | ChannelKind::Social | ChannelKind::Sms
    );
    let (opens, closes) = match (staffed, is_ramadan(day)) {
        (true, false) => (450, 870),
        (true, true) => (600, 900),
        (false, false) => (420, 1_380),
        (false, true) => (780, 1_439),
    };
    // the mean of two draws has its peak in the middle
    let minute = u32::midpoint(random.between(opens, closes), random.between(opens, closes));
    NaiveTime::from_num_seconds_from_midnight_opt(minute * 60 + random.between(0, 59), 0).unwrap_or_default()
}

/// Shares `all` contacts out to the days from `from` up to but without `to`, by [`weight`]; the shares add up.
pub(super) fn shares(from: NaiveDate, to: NaiveDate, all: u64) -> impl Iterator<Item = (NaiveDate, u64)> {
    let days = move || from.iter_days().take_while(move |day| *day < to);
    let total: u64 = days().map(weight).sum();
    let upto = move |seen: u64| {
        let share = u128::from(all) * u128::from(seen) / u128::from(total.max(1));
        u64::try_from(share).unwrap_or_default()
    };
    days().scan(0, move |seen, day| {
        let before = upto(*seen);
        *seen += weight(day);
        Some((day, upto(*seen) - before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn shares_add_up_and_follow_the_week() {
        let (from, to) = (day("2025-03-01"), day("2026-03-01"));
        for all in [0, 1, 999, 20_000] {
            assert_eq!(shares(from, to, all).map(|(_, share)| share).sum::<u64>(), all);
        }
        let of =
            |weekday| shares(from, to, 20_000).filter(|(d, _)| d.weekday() == weekday).map(|(_, n)| n).sum::<u64>();
        assert!(of(Weekday::Sun) > 10 * of(Weekday::Fri));
    }

    #[test]
    fn offices_keep_their_hours() {
        let mut random = Random::new(1);
        for _ in 0..500 {
            let ordinary = time(&mut random, day("2025-06-01"), ChannelKind::Counter);
            assert!(
                (NaiveTime::from_hms_opt(7, 30, 0).unwrap()..NaiveTime::from_hms_opt(14, 31, 0).unwrap())
                    .contains(&ordinary)
            );
            let ramadan = time(&mut random, day("2025-03-10"), ChannelKind::Phone);
            assert!(ramadan >= NaiveTime::from_hms_opt(10, 0, 0).unwrap());
        }
    }
}
