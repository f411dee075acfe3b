//! What a row comes to: nothing new, an answer, or what is to be mended.

use std::collections::HashMap;

use super::column::Column;
use super::filled::Filled;
use super::told::{Told, Unreadable};
use super::{RowOutcome, WorkbookRow};
use crate::catalogue::Reference;
use crate::catalogue::import::{Note, Remark, Remarks, Row};
use crate::catalogue::services::Service;
use crate::error::{Error, Result};
use crate::ids::{ItemId, ServiceId, WorkbookId};
use crate::inventory::items::{AnswerItem, Former, Item, Measure};
use crate::inventory::plans::PlanContent;
use crate::rule::Rule;
use crate::text::LanguageTag;

/// What is known of the items of some rows.
pub(super) struct Known {
    pub items: HashMap<ItemId, Item>,
    pub services: HashMap<ServiceId, Service>,
    pub figures: HashMap<ItemId, Vec<Measure>>,
}

impl Known {
    fn figures(&self, item: ItemId) -> &[Measure] {
        self.figures.get(&item).map_or(&[], Vec::as_slice)
    }

    /// What an item says now.
    pub fn former(&self, item: ItemId) -> Option<Former> {
        self.items.get(&item).map(|item| Former::of(item, self.figures(item.id)))
    }
}

/// What a row comes to before it is answered.
pub(super) enum Verdict {
    Unchanged,
    Refused(Vec<Note>),
    Answer(Box<(Told, AnswerItem)>),
}

/// What rows are held against.
pub(super) struct Judge<'a> {
    pub filled: &'a Filled,
    pub firsts: &'a HashMap<ItemId, u32>,
    pub plan: &'a PlanContent,
    pub known: Known,
    pub reference: &'a Reference,
    pub language: &'a LanguageTag,
}

impl Judge<'_> {
    /// A row as it is kept when nothing comes of it.
    pub fn line(&self, workbook: WorkbookId, row: &Row) -> WorkbookRow {
        let code: String = self.filled.cell(row, &Column::Code).chars().take(100).collect();
        WorkbookRow {
            workbook_id: workbook,
            number: i32::try_from(row.number).unwrap_or(i32::MAX),
            code: Some(code).filter(|code| !code.is_empty()),
            item_id: self.filled.item(row).filter(|item| self.known.items.contains_key(item)),
            outcome: RowOutcome::Unchanged,
            remarks: None,
            version: None,
            former: None,
            undone: None,
        }
    }

    /// Whether a row is to be answered: it is of this workbook, and says something new of an item that stands as it did.
    pub fn row(&self, row: &Row) -> Result<Verdict> {
        if let Some(rule) = &row.broken {
            return Ok(self.refused(&Column::Code, rule.clone()));
        }
        let item = self.filled.item(row).and_then(|id| self.known.items.get(&id));
        let Some(item) = item else { return Ok(self.refused(&Column::Code, Rule::RowAdded)) };
        let code = self.filled.cell(row, &Column::Code).trim();
        let own = self.known.services.get(&item.service_id).is_none_or(|service| service.code == code);
        if !code.is_empty() && !own {
            // Somebody moved what one sees, and not the hidden id: whose answer it is nobody knows.
            return Ok(self.refused(&Column::Code, Rule::RowAdded));
        }
        let first = self.firsts.get(&item.id).copied().filter(|first| *first != row.number);
        if let Some(first) = first {
            return Ok(self.refused(&Column::Code, Rule::RowRepeated(first.into())));
        }
        let present = Told::of(item, self.known.figures(item.id), self.plan);
        let told = match self.told(row, present.clone()) {
            Ok(told) => told,
            Err(notes) => return Ok(Verdict::Refused(notes)),
        };
        let mark = self.filled.cell(row, &Column::Mark);
        let (version, digest) = mark.split_once('-').unwrap_or((mark, ""));
        if told == present || digest == told.digest(self.filled.answers())? {
            return Ok(Verdict::Unchanged);
        }
        if version.parse() != Ok(item.version) {
            return Ok(self.refused(&Column::State, Rule::ChangedSince));
        }
        Ok(match told.answer(item) {
            Ok(answer) => Verdict::Answer(Box::new((told, answer))),
            Err(unreadable) => Verdict::Refused(vec![self.unreadable(unreadable)]),
        })
    }

    /// What a row says, beside what the item says of which it has no column.
    fn told(&self, row: &Row, mut told: Told) -> Result<Told, Vec<Note>> {
        let mut notes = Vec::new();
        for column in self.filled.answers() {
            if let Err(unreadable) = told.read(column, self.filled.cell(row, column), self.reference) {
                notes.push(self.unreadable(unreadable));
            }
        }
        if notes.is_empty() { Ok(told) } else { Err(notes) }
    }

    /// Why an answer was refused, by the columns of the sheet. What is no fault of the row comes back as an error.
    pub fn refusal(&self, told: &Told, error: Error) -> Result<Vec<Note>> {
        let one = |rule| Ok(vec![self.note(&Column::State, rule)]);
        match error {
            Error::Invalid { fields } => {
                let column = |path: &[String]| told.column_of(path).unwrap_or(Column::State);
                Ok(fields.into_iter().map(|field| self.note(&column(&field.path), field.rule)).collect())
            }
            Error::Forbidden { .. } => one(Rule::OtherDepartment),
            Error::Conflict { .. } => one(Rule::ChangedSince),
            Error::NotAllowed { .. } => one(Rule::NotAnswerable),
            other => Err(other),
        }
    }

    fn refused(&self, column: &Column, rule: Rule) -> Verdict {
        Verdict::Refused(vec![self.note(column, rule)])
    }

    /// Of a cell with several parts the note names the one at fault.
    fn unreadable(&self, Unreadable { column, part, rule }: Unreadable) -> Note {
        let mut note = self.note(&column, rule);
        if let Some(part) = part {
            note.column = format!("{} ({part})", note.column);
        }
        note
    }

    fn note(&self, column: &Column, rule: Rule) -> Note {
        Note { column: self.filled.heading(column, self.plan, self.language), rule }
    }
}

impl WorkbookRow {
    /// Keeps what is to be mended.
    pub(super) fn refuse(&mut self, notes: &[Note]) {
        self.outcome = RowOutcome::Refused;
        self.remarks = Some(Remarks(notes.iter().map(Remark::from).collect()));
    }
}
