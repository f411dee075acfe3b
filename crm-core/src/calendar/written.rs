//! Dates as people write them.

use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::digits;

/// Year, month and day of a date written with dashes, slashes or dots, the year of four digits first or last.
pub(super) fn parts(value: &str) -> Result<(i32, u8, u8)> {
    let malformed = || Error::invalid("", Rule::Malformed);
    if value.len() > 64 {
        return Err(malformed());
    }
    let text = digits(value);
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}'));
    let text = ["هـ", "ه", "م"].iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(text).trim_end();
    let numbers: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [first, month, last] = numbers[..] else { return Err(malformed()) };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let numeric =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !numeric(year, 4) || !numeric(month, 2) || !numeric(day, 2) {
        return Err(malformed());
    }
    let read = |_| malformed();
    Ok((year.parse().map_err(read)?, month.parse().map_err(read)?, day.parse().map_err(read)?))
}
