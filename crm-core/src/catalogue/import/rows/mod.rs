//! A file as rows of text, whatever its format.

mod decode;
mod delimited;
mod json;
#[cfg(feature = "xlsx")]
mod workbook;

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::rule::Rule;
use crate::text::fold;

/// Most rows of a file.
pub const MAX_ROWS: usize = 200_000;
/// Longest cell, in characters.
pub const MAX_CELL: usize = 100_000;
/// Most columns of a file.
const MAX_COLUMNS: usize = 1_000;
/// Largest file, in bytes.
const MAX_BYTES: usize = 256 << 20;
/// What stands for a NUL.
const REPLACEMENT: &str = "\u{fffd}";

/// A table as read from a file: a heading and rows of text. Rows without any content are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    headers: Vec<String>,
    by_name: HashMap<String, usize>,
    rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as the person's own program shows it: the heading is row 1. In JSON, its place in the list from 1.
    pub number: u32,
    /// Its cells as written, in the order of the heading; a broken row may have more or fewer.
    pub cells: Vec<String>,
    /// Why it cannot be read as a row of this table.
    pub broken: Option<Rule>,
}

impl Sheet {
    /// Reads a table. The format is told by the content; the encoding of a CSV file by its byte order mark,
    /// else UTF-8, else Windows-1256, which holds the letters of Arabic, English and French sheets.
    /// A file that is no table is [`Rule::FileFormat`], one with more than [`MAX_ROWS`] rows [`Rule::TooMany`]; a cell
    /// longer than [`MAX_CELL`] breaks its row only.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_BYTES {
            return Err(unreadable());
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return workbook(bytes);
        }
        let text = decode::text(bytes)?;
        if text.trim_start().starts_with('[') { json::read(&text) } else { delimited::read(&text) }
    }

    /// The headings as written; a blank or repeated one is told apart by its place, as in `#3`.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The place of the column with this [`fold`]ed heading.
    pub(super) fn column(&self, folded: &str) -> Option<usize> {
        self.by_name.get(folded).copied()
    }

    /// A row as it was read: heading to cell.
    pub(super) fn verbatim(&self, row: &Row) -> Value {
        let surplus = self.headers.len()..row.cells.len();
        let names = self.headers.iter().cloned().chain(surplus.map(|place| format!("#{}", place + 1)));
        Value::Object(names.zip(&row.cells).map(|(name, cell)| (name, cell.as_str().into())).collect::<Map<_, _>>())
    }

    /// A table of these headings and rows; blank cells at the end of a row are not held against it.
    fn new(headings: Vec<String>, rows: Vec<(u32, Vec<String>)>) -> Result<Self> {
        if headings.iter().all(|heading| heading.trim().is_empty()) || headings.len() > MAX_COLUMNS {
            return Err(unreadable());
        }
        let (mut headers, mut by_name) = (Vec::with_capacity(headings.len()), HashMap::new());
        for (place, heading) in headings.into_iter().enumerate() {
            let name = heading.trim().replace('\0', REPLACEMENT);
            let folded = fold(&name);
            if folded.is_empty() || by_name.contains_key(&folded) {
                headers.push(format!("{name}#{}", place + 1));
            } else {
                by_name.insert(folded, place);
                headers.push(name);
            }
        }
        let width = headers.len();
        let filled = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        let rows = filled.map(|(number, cells)| Row::new(number, cells, width)).collect();
        Ok(Self { headers, by_name, rows })
    }
}

impl Row {
    fn new(number: u32, mut cells: Vec<String>, width: usize) -> Self {
        while cells.len() > width && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        let nul = cells.iter().any(|cell| cell.contains('\0'));
        if nul {
            // no engine stores it
            for cell in &mut cells {
                *cell = cell.replace('\0', REPLACEMENT);
            }
        }
        let broken = if nul {
            Some(Rule::ControlCharacter)
        } else if cells.iter().any(|cell| cell.len() > MAX_CELL && cell.chars().count() > MAX_CELL) {
            Some(Rule::TooLong(MAX_CELL as u64))
        } else if cells.len() != width {
            Some(Rule::RowShape)
        } else {
            None
        };
        Self { number, cells, broken }
    }

    /// The cell at a place of the heading, outer space cut.
    pub(crate) fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", |cell| cell.trim())
    }
}

#[cfg(feature = "xlsx")]
fn workbook(bytes: &[u8]) -> Result<Sheet> {
    workbook::read(bytes)
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &[u8]) -> Result<Sheet> {
    Err(unreadable())
}

fn unreadable() -> Error {
    Error::invalid("file", Rule::FileFormat)
}

fn too_many() -> Error {
    Error::invalid("file", Rule::TooMany(MAX_ROWS as u64))
}

/// A row number from a place in a list; bounded by [`MAX_ROWS`] long before it could overflow.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
