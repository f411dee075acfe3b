//! The calendar, compared with the published one.

use chrono::NaiveDate;
use crm_core::calendar::HijriDate;

use crate::import::data;

#[test]
fn the_months_of_1420_to_1450_begin_on_the_published_days() {
    let Some(folder) = data("ummalqura") else { return };
    let mut reader = csv::Reader::from_path(folder.join("month_starts.csv")).unwrap();
    let mut compared = 0;
    for row in reader.deserialize() {
        let (year, month, length, start, _weekday): (i32, u8, u8, NaiveDate, u8) = row.unwrap();
        if !(1420..=1450).contains(&year) {
            continue;
        }
        assert_eq!(HijriDate::month_start(year, month).unwrap(), start, "{year}-{month}");
        assert_eq!(HijriDate::days_in_month(year, month).unwrap(), length, "{year}-{month}");
        let last = start + chrono::Days::new(u64::from(length) - 1);
        assert_eq!(HijriDate::from_gregorian(last).unwrap(), HijriDate::new(year, month, length).unwrap());
        compared += 1;
    }
    assert_eq!(compared, 31 * 12);
}
