//! Delimited text: comma, semicolon, tab or bar.

use csv::{ReaderBuilder, StringRecord};

use super::{MAX_ROWS, Sheet, number, too_many, unreadable};
use crate::error::Result;

/// Reads delimited text; a quoted cell may hold line ends. Rows are numbered as a spreadsheet numbers them, by
/// record and not by line.
pub(super) fn read(text: &str) -> Result<Sheet> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let (mut heading, mut rows) = (None, Vec::new());
    for (place, record) in reader.records().enumerate() {
        let cells = cells(&record.map_err(|_| unreadable())?);
        if heading.is_none() {
            heading = Some(cells);
        } else if rows.len() == MAX_ROWS {
            return Err(too_many());
        } else {
            rows.push((number(place + 1), cells));
        }
    }
    Sheet::new(heading.ok_or_else(unreadable)?, rows)
}

fn cells(record: &StringRecord) -> Vec<String> {
    record.iter().map(str::to_owned).collect()
}

/// The delimiter that stands most often in the heading outside quotes; a comma when none does.
fn delimiter(text: &str) -> u8 {
    let (mut quoted, mut counts) = (false, [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)]);
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(delimiter, _)| *delimiter == byte).for_each(|(_, count)| *count += 1),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}
