//! CSV for spreadsheets.

use super::{Cell, Table};
use crate::error::{Error, Result};

impl Table {
    /// The table as CSV: UTF-8 with byte order mark, by which spreadsheets know it, commas, and cells that a
    /// spreadsheet would run as a formula made text by a leading apostrophe.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        let broken = |_| Error::Corrupt { what: "table" };
        let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.headers.iter().map(|header| inert(header))).map_err(broken)?;
        for line in &self.rows {
            let mut cells: Vec<String> = line.cells.iter().map(written).collect();
            cells.resize(cells.len().max(self.headers.len()), String::new());
            writer.write_record(cells).map_err(broken)?;
        }
        writer.into_inner().map_err(|_| Error::Corrupt { what: "table" })
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => inert(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
    }
}

/// A text that no spreadsheet runs as a formula.
fn inert(text: &str) -> String {
    let runs = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LanguageTag;

    #[test]
    fn nothing_is_run_and_numbers_stay_numbers() -> Result<()> {
        let mut table = Table::new("x", &LanguageTag::arabic(), ["الاسم", "=cmd"]);
        table.push(["=1+1".into(), Cell::Whole(-5)]);
        table.push([" @x".into(), chrono::NaiveDate::from_ymd_opt(2026, 1, 2).into()]);
        table.push(["a\"b,\n".into()]);
        let text = String::from_utf8(table.to_csv()?).unwrap();
        assert_eq!(text, "\u{feff}الاسم,'=cmd\n'=1+1,-5\n' @x,2026-01-02\n\"a\"\"b,\n\",\n");
        Ok(())
    }
}
