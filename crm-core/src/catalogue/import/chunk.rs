//! Some of an import's services at a time.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::columns::heading;
use super::frame::Frame;
use super::keep::Known;
use super::mapping::{Headers, Mapping};
use super::plan::{Incoming, notes_of};
use super::report::{Note, Report, RowOutcome};
use super::rows::Sheet;
use crate::calendar::start_of_day;
use crate::catalogue::services::{self, ImportService, ImportServices, Imported, Outcome};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::op::OpContext;
use crate::rule::Rule;

/// What an import did to services, by the places of their rows.
pub(super) type Traces = HashMap<usize, Imported>;

/// Services of the scheme that are in the catalogue and that no row names.
pub(super) fn missing(known: &Known, report: &Report) -> u64 {
    let named: HashSet<&str> = report.row_reports.iter().filter_map(|row| row.id.as_deref()).collect();
    known.ids.iter().filter(|(id, withdrawn)| !**withdrawn && !named.contains(id.as_str())).count() as u64
}

/// An import under way.
pub(super) struct Import<'a> {
    pub op: &'a OpContext,
    pub tx: &'a Db,
    pub mapping: &'a Mapping,
    pub sheet: &'a Sheet,
    pub draft: bool,
    pub effective: NaiveDate,
    pub id: ImportId,
    pub known: Known,
    pub frame: Frame,
    pub report: Report,
}

impl Import<'_> {
    /// Imports services, at most some hundred, and writes what became of each into the report.
    pub async fn services(&mut self, incoming: Vec<Incoming>) -> Result<Traces> {
        let (mut places, mut services) = (Vec::new(), Vec::new());
        for service in incoming {
            let place = service.place;
            if let Some(service) = self.service(service) {
                places.push(place);
                services.push(service);
            }
        }
        let command = ImportServices {
            scheme: self.mapping.scheme.as_str().to_owned(),
            by_code: self.mapping.by_code,
            language: self.mapping.language().clone(),
            effective: start_of_day(self.effective, self.tx.settings().zone),
            draft: self.draft,
            import: Some(self.id),
            services,
        };
        let outcomes = services::import(self.tx, self.op, command).await?;
        let mut traces = Traces::new();
        for (place, outcome) in places.into_iter().zip(outcomes) {
            match outcome {
                Ok(imported) => {
                    self.count(place, imported.outcome);
                    traces.insert(place, imported);
                }
                Err(error @ Error::Invalid { .. }) => self.reject(place, notes_of(error)),
                Err(other) => return Err(other),
            }
        }
        Ok(traces)
    }

    /// A service with the ids that the plan did not know; none when its row is rejected for what it names. A new one
    /// whose code another service has gets another code.
    fn service(&mut self, incoming: Incoming) -> Option<ImportService> {
        let Incoming { place, id, mut code, mut card, department, categories } = incoming;
        let mapping = self.mapping;
        if !mapping.by_code && !self.known.ids.contains_key(&id) && self.known.codes.contains(&code) {
            code = mapping.code.other(&id);
        }
        let owner = department.map_or(self.frame.default, |key| self.frame.departments.get(&key).copied());
        let Some(owner) = owner else {
            let note = self.note(mapping.department.column.as_ref());
            self.reject(place, vec![note]);
            return None;
        };
        let ids = categories.iter().filter_map(|code| self.frame.categories.get(code)).copied();
        card.classes.categories = ids.collect();
        if card.classes.categories.len() < categories.len() {
            let note = self.note(mapping.categories.as_ref().map(|categories| &categories.column));
            self.mark(place, None, vec![note]);
        }
        Some(ImportService { external_id: id, code, owner, card, public: mapping.public })
    }

    /// That a column names what is not there.
    fn note(&self, column: Option<&Headers>) -> Note {
        let column = column.map_or("", |column| heading(self.sheet, column)).to_owned();
        Note { column, rule: Rule::Unknown }
    }

    fn count(&mut self, place: usize, outcome: Outcome) {
        let report = &mut self.report;
        let (outcome, counter) = match outcome {
            Outcome::New => (RowOutcome::New, &mut report.new),
            Outcome::Changed => (RowOutcome::Changed, &mut report.changed),
            Outcome::Unchanged => (RowOutcome::Unchanged, &mut report.unchanged),
            Outcome::Revived => (RowOutcome::Revived, &mut report.revived),
        };
        *counter += 1;
        self.mark(place, Some(outcome), Vec::new());
    }

    fn reject(&mut self, place: usize, notes: Vec<Note>) {
        self.report.services -= 1;
        self.report.rejected += 1;
        self.mark(place, Some(RowOutcome::Rejected), notes);
    }

    fn mark(&mut self, place: usize, outcome: Option<RowOutcome>, notes: Vec<Note>) {
        if let Some(row) = self.report.row_reports.get_mut(place) {
            row.outcome = outcome.unwrap_or(row.outcome);
            row.notes.extend(notes);
        }
    }
}
