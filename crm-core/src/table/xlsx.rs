//! XLSX.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Cell, Table};
use crate::error::{Error, Result};

/// Longest text of a cell, in characters: the format's own bound.
const MAX_TEXT: usize = 32_767;
/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);

impl Table {
    /// The table as a workbook of one sheet: the heading stays in view and has filters, columns are as wide as their
    /// texts, the sheet runs from right to left where the language does.
    pub fn to_xlsx(&self) -> Result<Vec<u8>> {
        let mut book = Workbook::new();
        self.write(book.add_worksheet()).and_then(|()| book.save_to_buffer()).map_err(unwritable)
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(sheet_name(&self.title))?.set_right_to_left(self.right_to_left);
        write_heading(sheet, &self.headers)?;
        let styles = [Styles::of(Format::new()), Styles::of(Format::new().set_background_color(MARKED))];
        let width = self.rows.iter().map(|line| line.cells.len()).chain([self.headers.len()]).max().unwrap_or(0);
        for (row, line) in (1..).zip(&self.rows) {
            let styles = &styles[usize::from(line.marked)];
            // A marked row is coloured over its whole width.
            let filled = line.cells.iter().chain(std::iter::repeat_n(&Cell::Empty, width - line.cells.len()));
            for (column, cell) in (0..).zip(filled) {
                write_cell(sheet, (row, column), cell, styles)?;
            }
        }
        for column in 0..width {
            let cells = self.rows.iter().take(500).filter_map(|line| line.cells.get(column)).map(width_of);
            let heading = self.headers.get(column).map_or(0, |text| text.chars().count());
            let widest = cells.chain([heading]).max().unwrap_or(0) + 2;
            sheet.set_column_width(
                place(column)?,
                f64::from(u32::try_from(widest.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(20)),
            )?;
        }
        if let (Some(last), Ok(rows)) = (self.headers.len().checked_sub(1), u32::try_from(self.rows.len())) {
            sheet.autofilter(0, 0, rows, place(last)?)?;
        }
        Ok(())
    }
}

/// The colour of a row that needs attention.
pub(crate) const MARKED: Color = Color::RGB(0x00FD_E8E4);

/// The formats of one kind of row.
struct Styles {
    plain: Format,
    date: Format,
}

impl Styles {
    fn of(plain: Format) -> Self {
        let plain = plain.set_align(FormatAlign::Top).set_text_wrap();
        Self { date: plain.clone().set_num_format("yyyy-mm-dd"), plain }
    }
}

/// Writes the heading, bold on the product's green, and keeps it in view.
pub(crate) fn write_heading(sheet: &mut Worksheet, headers: &[String]) -> Result<(), XlsxError> {
    let style = Format::new().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(0x001B_8354));
    let style = style.set_text_wrap().set_align(FormatAlign::VerticalCenter).set_border_bottom(FormatBorder::Thin);
    for (column, header) in headers.iter().enumerate() {
        sheet.write_string_with_format(0, place(column)?, cut(header), &style)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, styles: &Styles) -> Result<(), XlsxError> {
    let (row, column) = at;
    match cell {
        Cell::Empty => sheet.write_blank(row, column, &styles.plain)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, cut(text), &styles.plain)?,
        Cell::Whole(number) => sheet.write_number_with_format(row, column, float(*number), &styles.plain)?,
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &styles.plain)?,
        Cell::Date(day) => match excel_date(*day) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, &styles.date)?,
            None => sheet.write_string_with_format(row, column, day.to_string(), &styles.plain)?,
        },
    };
    Ok(())
}

/// A whole number as workbooks keep it.
#[expect(clippy::cast_precision_loss, reason = "the format has no other numbers")]
fn float(number: i64) -> f64 {
    number as f64
}

/// The day as workbooks count it; none before 1900.
fn excel_date(day: chrono::NaiveDate) -> Option<ExcelDateTime> {
    use chrono::Datelike;
    let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, date).ok()
}

fn width_of(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.lines().next().map_or(0, |line| line.chars().count()),
        Cell::Whole(_) | Cell::Number(_) | Cell::Date(_) => 10,
    }
}

/// The place of a column; a table wider than any workbook fails here.
pub(crate) fn place(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

/// The text as far as a cell takes it.
fn cut(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

/// A name that a sheet may have.
pub(crate) fn sheet_name(title: &str) -> String {
    let name: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if name.trim().is_empty() { "1".into() } else { name }
}

/// A workbook that cannot be written: a table over the format's bounds, which callers keep to.
pub(crate) fn unwritable(_: XlsxError) -> Error {
    Error::Corrupt { what: "workbook" }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::text::LanguageTag;

    #[test]
    fn a_workbook_holds_texts_numbers_and_days() -> Result<()> {
        let mut table = Table::new("كشف [1]", &LanguageTag::arabic(), ["الاسم", "العدد", "اليوم"]);
        table.push(["=1+1".into(), Cell::Whole(12), chrono::NaiveDate::from_ymd_opt(2026, 1, 2).into()]);
        table.push([Cell::from("x".repeat(40_000))]);
        let mut book = Xlsx::new(std::io::Cursor::new(table.to_xlsx()?)).unwrap();
        let range = book.worksheet_range("كشف 1").unwrap();
        assert_eq!(range.get_value((0, 0)), Some(&Data::String("الاسم".into())));
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::Float(12.0)));
        assert!(matches!(range.get_value((1, 2)), Some(Data::DateTime(_))));
        assert!(matches!(range.get_value((2, 0)), Some(Data::String(text)) if text.len() == MAX_TEXT));
        Ok(())
    }

    #[test]
    fn a_title_of_forbidden_characters_still_names_a_sheet() {
        assert_eq!(sheet_name("[:]"), "1");
        assert_eq!(sheet_name(&"خ".repeat(40)).chars().count(), 31);
    }
}
