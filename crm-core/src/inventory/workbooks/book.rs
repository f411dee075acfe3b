//! Writing a workbook: what is known is locked, what is asked has lists to choose from.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::column::Column;
use super::file::Pages;
use super::words::{EXISTENCE, RIGHT, UNTOLD, Words, pick};
use crate::error::Result;
use crate::table::xlsx::{MARKED, place, sheet_name, unwritable, write_heading};
use crate::table::{Cell, Line};

/// The bytes of a workbook.
pub(super) fn write(pages: &Pages) -> Result<Vec<u8>> {
    Book(pages).written().map_err(unwritable)
}

struct Book<'a>(&'a Pages);

impl Book<'_> {
    fn written(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        self.items(book.add_worksheet())?;
        if !self.0.help.is_empty() {
            self.explain(book.add_worksheet())?;
        }
        book.save_to_buffer()
    }

    fn items(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(sheet_name(&self.0.table.title))?.set_right_to_left(self.0.language.is_arabic());
        write_heading(sheet, &self.0.table.headers)?;
        let styles = [false, true].map(Styles::of);
        for (row, line) in (1..).zip(&self.0.table.rows) {
            self.line(sheet, row, line, &styles[usize::from(line.marked)])?;
        }
        for (at, column) in self.0.columns.iter().enumerate() {
            let at = place(at)?;
            sheet.set_column_width(at, column.as_ref().map_or(26.0, Column::width))?;
            if column.as_ref().is_some_and(Column::is_hidden) {
                sheet.set_column_hidden(at)?;
            }
        }
        self.choices(sheet)?;
        // The name stays in view while one goes along the questions.
        let named = self.0.columns.iter().position(|column| *column == Some(Column::Name));
        sheet.set_freeze_panes(1, place(named.map_or(0, |at| at + 1))?)?;
        let last = u32::try_from(self.0.table.rows.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, last, place(self.0.table.headers.len().saturating_sub(1))?)?;
        let options = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        };
        sheet.protect_with_options(&options);
        Ok(())
    }

    fn line(&self, sheet: &mut Worksheet, row: u32, line: &Line, styles: &Styles) -> Result<(), XlsxError> {
        for (at, header) in self.0.table.headers.iter().enumerate() {
            let column = self.0.columns.get(at).and_then(Option::as_ref);
            let open = column.map_or(!header.is_empty(), Column::is_answer);
            let style = match column {
                _ if !open => &styles.locked,
                Some(Column::Measure(..)) => &styles.figure,
                _ => &styles.text,
            };
            let text = match line.cells.get(at) {
                Some(Cell::Text(text)) => text.as_str(),
                _ => "",
            };
            let figure = matches!(column, Some(Column::Measure(..))).then(|| text.parse::<f64>().ok()).flatten();
            match figure {
                Some(figure) => sheet.write_number_with_format(row, place(at)?, figure, style)?,
                None if text.is_empty() => sheet.write_blank(row, place(at)?, style)?,
                None => sheet.write_string_with_format(row, place(at)?, text, style)?,
            };
        }
        Ok(())
    }

    /// Puts drop-downs on what is chosen; where a figure is asked for, the list only helps.
    fn choices(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let Ok(last) = u32::try_from(self.0.table.rows.len()) else { return Ok(()) };
        for (at, column) in self.0.columns.iter().enumerate() {
            let offered = match column {
                Some(Column::Existence) => self.listed(EXISTENCE, true)?,
                Some(Column::CardRight) => self.listed(RIGHT, true)?,
                Some(Column::Measure(..)) => self.listed(UNTOLD, false)?,
                _ => continue,
            };
            let at = place(at)?;
            if last > 0 {
                sheet.add_data_validation(1, at, last, at, &offered)?;
            }
        }
        Ok(())
    }

    fn listed<T>(&self, words: Words<T>, only: bool) -> Result<DataValidation, XlsxError> {
        let words: Vec<&str> = words.iter().map(|(_, words)| pick(*words, &self.0.language)).collect();
        let list = DataValidation::new().allow_list_strings(&words)?;
        if only {
            return list.set_error_message(pick(["اختر من القائمة.", "Choose from the list."], &self.0.language));
        }
        Ok(list.set_error_style(DataValidationErrorStyle::Information).show_error_message(false))
    }

    fn explain(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(pick(["طريقة التعبئة", "How to fill in"], &self.0.language))?;
        sheet.set_right_to_left(self.0.language.is_arabic()).set_column_width(0, 30)?.set_column_width(1, 90)?;
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let head = text.clone().set_bold();
        for (row, [heading, words]) in (0..).zip(&self.0.help) {
            sheet.write_string_with_format(row, 0, heading, &head)?;
            sheet.write_string_with_format(row, 1, words, &text)?;
        }
        Ok(())
    }
}

/// How the cells of a row look: what is known, and what is asked. What is no figure is a text, or a spreadsheet would
/// make days and numbers of codes.
struct Styles {
    locked: Format,
    figure: Format,
    text: Format,
}

impl Styles {
    fn of(marked: bool) -> Self {
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        let (known, asked) = if marked { (MARKED, Some(MARKED)) } else { (Color::RGB(0x00EE_EEEE), None) };
        let figure = asked.into_iter().fold(plain.clone(), Format::set_background_color).set_unlocked();
        Self { locked: plain.set_background_color(known), text: figure.clone().set_num_format("@"), figure }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::table::Table;
    use crate::text::LanguageTag;

    fn sheet(pages: &Pages, number: usize) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(write(pages).unwrap())).unwrap();
        let mut text = String::new();
        archive.by_name(&format!("xl/worksheets/sheet{number}.xml")).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn what_is_known_is_locked_and_what_is_asked_has_lists() {
        let columns = vec![Some(Column::Item), Some(Column::Code), Some(Column::Existence), None];
        let language = LanguageTag::arabic();
        let mut table = Table::new("بنود", &language, ["معرّف البند", "رمز الخدمة", "قائمة؟", "لي"]);
        table.push(["a", "S-1", "", ""].map(Cell::from));
        let help = vec![["ما تعبئه".into(), "الخانات البيضاء".into()]];
        let pages = Pages { table, columns, language, help };
        let xml = sheet(&pages, 1);
        for part in
            ["rightToLeft=\"1\"", "<sheetProtection sheet=\"1\"", "hidden=\"1\"", "type=\"list\"", "sqref=\"C2\""]
        {
            assert!(xml.contains(part), "{part}: {xml}");
        }
        let style = |cell: &str| {
            let (_, rest) = xml.split_once(&format!("<c r=\"{cell}\" s=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        assert_eq!(style("A2"), style("B2"), "locked both");
        assert_ne!(style("B2"), style("C2"));
        assert_eq!(style("C2"), style("D2"), "a column of the person's own is open");
        assert!(sheet(&pages, 2).contains("rightToLeft=\"1\""));
    }

    #[test]
    fn lists_offer_the_words_of_the_language() {
        let table = Table::new("x", &LanguageTag::english(), ["existence", "complaints"]);
        let mut pages = Pages { table, columns: Vec::new(), language: LanguageTag::english(), help: Vec::new() };
        pages.table.push(["", "12"].map(Cell::from));
        pages.columns = vec![
            Some(Column::Existence),
            Some(Column::Measure(crate::inventory::items::MeasureKind::Complaints, String::new())),
        ];
        let xml = sheet(&pages, 1);
        assert!(xml.contains("It exists and is ours,It is no longer offered"), "{xml}");
        assert!(xml.contains("<v>12</v>"), "figures are numbers: {xml}");
        assert!(!xml.contains("rightToLeft"));
    }
}
