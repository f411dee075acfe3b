//! XLSX: the first sheet of a workbook.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::{MAX_COLUMNS, MAX_ROWS, Sheet, number, too_many, unreadable};
use crate::error::Result;

/// Reads the first sheet cell by cell, so that a cell written far outside costs nothing.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let name = book.sheet_names().first().cloned().ok_or_else(unreadable)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    let mut rows: BTreeMap<u32, BTreeMap<usize, String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let ((row, column), text) = (cell.get_position(), written(cell.get_value()));
        let column = column as usize;
        if text.is_empty() {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(unreadable());
        }
        rows.entry(row).or_default().insert(column, text);
        if rows.len() > MAX_ROWS + 1 {
            return Err(too_many());
        }
    }
    let (_, heading) = rows.pop_first().ok_or_else(unreadable)?;
    let width = heading.last_key_value().map_or(0, |(column, _)| column + 1);
    let line = |cells: BTreeMap<usize, String>| {
        let mut line = vec![String::new(); cells.last_key_value().map_or(0, |(column, _)| column + 1).max(width)];
        for (column, text) in cells {
            line[column] = text;
        }
        line
    };
    let rows = rows.into_iter().map(|(row, cells)| (number(row as usize + 1), line(cells))).collect();
    Sheet::new(line(heading), rows)
}

/// A cell as a person reads it: whole numbers without a decimal point, dates in ISO form.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => value.to_string(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => {
            let (year, month, day, ..) = value.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
