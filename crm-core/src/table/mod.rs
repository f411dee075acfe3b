//! Tables for a person's own program: a heading and rows of typed cells, written as CSV or XLSX.
//!
//! Both forms are safe to open: no cell is run as a formula. Texts are written as they are; dates and numbers are
//! dates and numbers in XLSX, so that the person can sort and sum them.

mod csv;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

use chrono::NaiveDate;

use crate::text::LanguageTag;

/// A table to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the sheet of a workbook is called; characters that a sheet's name may not have are left out.
    pub title: String,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
    /// The headings of the columns.
    pub headers: Vec<String>,
    /// The rows; one may be shorter than the heading.
    pub rows: Vec<Line>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its cells, in the order of the heading.
    pub cells: Vec<Cell>,
    /// Whether a workbook shows it in the colour of what needs attention.
    pub marked: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text. Codes, phone numbers and ids are texts too: a number would lose its zeros.
    Text(String),
    /// A count or another whole number; a workbook shows it exactly up to 15 digits.
    Whole(i64),
    /// Any other number, such as a share or an average.
    Number(f64),
    /// A day.
    Date(NaiveDate),
}

impl Table {
    /// An empty table in the writing direction of a language.
    pub fn new(title: &str, language: &LanguageTag, headers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            title: title.to_owned(),
            right_to_left: language.is_arabic(),
            headers: headers.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(Line { cells: cells.into_iter().collect(), marked: false });
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
