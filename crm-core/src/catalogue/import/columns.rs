//! Cells of one row, read the way the mapping says.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::mapping::{Coded, Flag, Headers, Mapping, OnlineColumns, Texts};
use super::report::Note;
use super::rows::{Row, Sheet};
use crate::catalogue::card::{OnlineAnswer, is_link};
use crate::rule::Rule;
use crate::text::{LocalizedText, fold};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Nothing, or there is no such column.
    Empty,
    /// That the question does not apply.
    NotApplicable,
    /// That nobody knows.
    NotKnown,
    /// A value.
    Text(&'a str),
}

impl<'a> Cell<'a> {
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// One row of a sheet under a mapping. Gathers what has no place on the card.
pub(crate) struct Fields<'a> {
    mapping: &'a Mapping,
    sheet: &'a Sheet,
    row: &'a Row,
    notes: RefCell<Vec<Note>>,
    absent: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Fields<'a> {
    pub fn new(mapping: &'a Mapping, sheet: &'a Sheet, row: &'a Row) -> Self {
        Self { mapping, sheet, row, notes: RefCell::default(), absent: RefCell::default() }
    }

    /// What was noted so far.
    pub fn notes(&self) -> Vec<Note> {
        self.notes.take()
    }

    /// Columns that were asked for and that the sheet does not have.
    pub fn absent(&self) -> BTreeSet<&'a str> {
        self.absent.take()
    }

    /// Notes a broken rule at a column.
    pub fn note(&self, column: &Headers, rule: Rule) {
        let note = Note { column: heading(self.sheet, column).to_owned(), rule };
        let mut notes = self.notes.borrow_mut();
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    /// Notes texts that have no place on the card.
    pub fn left_out(&self, columns: Option<&'a Texts>) {
        let columns = columns.into_iter().flat_map(|columns| columns.columns(self.mapping.language()));
        for (_, column) in columns.filter(|(_, column)| self.text(column).is_some()) {
            self.note(column, Rule::LeftOut);
        }
    }

    /// The cell of a column.
    pub fn cell(&self, column: &'a Headers) -> Cell<'a> {
        let Some(place) = place(self.sheet, column) else {
            self.absent.borrow_mut().insert(column.name());
            return Cell::Empty;
        };
        let text = self.row.cell(place);
        let says = |tokens: &[String]| tokens.iter().any(|token| token.eq_ignore_ascii_case(text));
        match text {
            "" => Cell::Empty,
            _ if says(&self.mapping.not_applicable.0) => Cell::NotApplicable,
            _ if says(&self.mapping.not_known.0) => Cell::NotKnown,
            text => Cell::Text(text),
        }
    }

    /// The text of a column, if it has any.
    pub fn text(&self, column: &'a Headers) -> Option<&'a str> {
        self.cell(column).text()
    }

    /// A text per language.
    pub fn texts(&self, columns: Option<&'a Texts>) -> LocalizedText {
        let columns = columns.into_iter().flat_map(|columns| columns.columns(self.mapping.language()));
        columns.filter_map(|(language, column)| Some((language.clone(), self.text(column)?.to_owned()))).collect()
    }

    /// Several texts, each in the languages whose column has as many.
    pub fn lists(&self, columns: &'a Texts, separator: &str) -> Vec<LocalizedText> {
        let mut list: Vec<LocalizedText> = Vec::new();
        for (language, column) in columns.columns(self.mapping.language()) {
            let parts = self.text(column).into_iter().flat_map(|text| text.split(separator));
            for (place, part) in parts.map(str::trim).filter(|part| !part.is_empty()).enumerate() {
                if list.len() == place {
                    list.push(LocalizedText::new());
                }
                list[place] = std::mem::take(&mut list[place]).with(language.clone(), part);
            }
        }
        list
    }

    /// A web link per language. A cell with several has its first one taken; one without any is noted.
    pub fn links(&self, columns: Option<&'a Texts>) -> LocalizedText {
        let columns = columns.into_iter().flat_map(|columns| columns.columns(self.mapping.language()));
        let mut links = LocalizedText::new();
        for (language, column) in columns {
            let Some(text) = self.text(column) else { continue };
            let mut parts = text.split_whitespace().map(|part| part.trim_end_matches([',', ';']));
            match parts.find(|part| is_link(part)) {
                Some(link) => links = links.with(language.clone(), link),
                None => self.note(column, Rule::LeftOut),
            }
        }
        links
    }

    /// The separate codes of a list cell.
    pub fn codes(&self, column: &'a Headers, separator: Option<&str>) -> impl Iterator<Item = &'a str> {
        let separator = separator.unwrap_or(&self.mapping.list_separator).to_owned();
        let text = self.text(column).unwrap_or_default();
        let parts: Vec<&str> = match &*separator {
            "" => vec![text],
            // Who types Arabic types Arabic commas.
            "," => text.split([',', '،']).collect(),
            other => text.split(other).collect(),
        };
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
    }

    /// The meanings of a coded cell, in the cell's order; a code that the mapping does not list is noted.
    pub fn coded<T: Copy>(&self, coded: Option<&'a Coded<T>>) -> Vec<T> {
        let Some(Coded { column, separator, values }) = coded else { return Vec::new() };
        let mut meanings = Vec::new();
        for code in self.codes(column, separator.as_deref()) {
            match values.get(&fold(code)) {
                Some(known) => meanings.extend_from_slice(&known.0),
                None => self.note(column, Rule::LeftOut),
            }
        }
        meanings
    }

    /// What a cell as a whole means; none where it is not a code that the mapping lists.
    pub fn meaning<T: Copy>(&self, coded: &'a Coded<T>) -> Option<T> {
        coded.values.get(&fold(self.text(&coded.column)?))?.0.first().copied()
    }

    /// Whether a cell holds one of the codes that say yes.
    pub fn flag(&self, flag: &'a Flag) -> bool {
        let Flag { column, separator, yes } = flag;
        self.codes(column, separator.as_deref()).any(|code| yes.0.iter().any(|yes| fold(yes) == fold(code)))
    }

    /// The answer of one online act.
    pub fn online(&self, columns: &'a OnlineColumns, column: Option<&'a Headers>) -> OnlineAnswer {
        let Some(column) = column else { return OnlineAnswer::NotKnown };
        match self.cell(column) {
            Cell::Empty | Cell::NotKnown => OnlineAnswer::NotKnown,
            Cell::NotApplicable => OnlineAnswer::NotApplicable,
            Cell::Text(text) => {
                let answer = columns.values.iter().find(|(code, _)| fold(code) == fold(text));
                if answer.is_none() {
                    self.note(column, Rule::LeftOut);
                }
                answer.map_or(OnlineAnswer::NotKnown, |(_, answer)| *answer)
            }
        }
    }
}

/// Where a column stands in a sheet.
pub(super) fn place(sheet: &Sheet, column: &Headers) -> Option<usize> {
    column.folded().iter().find_map(|name| sheet.column(name))
}

/// The column's heading in the sheet, else the one the mapping expects.
pub(super) fn heading<'a>(sheet: &'a Sheet, column: &'a Headers) -> &'a str {
    place(sheet, column).and_then(|place| sheet.headers().get(place)).map_or(column.name(), String::as_str)
}
