//! What an import will do, worked out from the files alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::build;
use super::columns::{Fields, heading, place};
use super::mapping::{Bodies, Categories, Headers, Listed, Lookup, Mapping, Texts};
use super::report::{Note, Report, RowOutcome, RowReport};
use super::rows::{Row, Sheet};
use super::standards::{self, Gathered};
use crate::calendar::CalendarDate;
use crate::catalogue::card::{Body, Card};
use crate::error::{Error, FieldError, Result};
use crate::rule::Rule;
use crate::text::{LocalizedText, digits, fold};
use crate::values::ServiceCode;

/// Longest name of a department or category, in characters.
const NAME: usize = 300;

/// The files of an import, read.
#[derive(Clone, Debug)]
pub struct Sheets<'a> {
    /// The services.
    pub services: &'a Sheet,
    /// The service standards.
    pub standards: Option<&'a Sheet>,
    /// Look-up files by the mapping's name for them.
    pub lookups: BTreeMap<&'a str, &'a Sheet>,
}

/// A service to import. Departments and categories are still names: only the database knows their ids.
#[derive(Clone, Debug)]
pub(super) struct Incoming {
    /// The place of its row among the rows of the sheet.
    pub place: usize,
    pub id: String,
    pub code: String,
    pub card: Card,
    /// The owner, by the key under which [`Plan::departments`] holds it; none means the mapping's default.
    pub department: Option<String>,
    /// Codes of categories; or what the row calls kept ones.
    pub categories: Vec<String>,
}

/// A department or category that the file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub code: String,
    pub name: LocalizedText,
    /// Whether the code alone says which one is meant: the file has a key column.
    pub by_code: bool,
}

/// What an import will do, worked out without a database: cards, the departments and categories they need, and what
/// becomes of each row as far as the files tell.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub(super) services: Vec<Incoming>,
    pub(super) departments: BTreeMap<String, Named>,
    pub(super) categories: BTreeMap<String, Named>,
    pub(super) report: Report,
}

impl Plan {
    /// Works out a plan. Fails only where a file as a whole cannot be used: [`Rule::MissingColumn`] for the columns
    /// of id, name, department and look-up keys, [`Rule::SeveralPeriods`], [`Rule::Required`] for a look-up file that
    /// was not given.
    /// With `effective` given, a file may name several periods.
    pub fn new(mapping: &Mapping, sheets: &Sheets<'_>, effective: Option<NaiveDate>) -> Result<Self> {
        let mut planner = Planner::new(mapping, sheets, effective)?;
        for (at, row) in sheets.services.rows().iter().enumerate() {
            planner.take(at, row);
        }
        Ok(planner.finish())
    }

    /// The numbers and rows so far; services are counted as new until the database is asked.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Notes more about a row of the services file.
    pub(crate) fn remark(&mut self, place: usize, notes: Vec<Note>) {
        if let Some(row) = self.report.row_reports.get_mut(place) {
            row.notes.extend(notes);
        }
    }

    /// Notes more about a row of the standards file.
    pub(crate) fn remark_standard(&mut self, place: usize, notes: Vec<Note>) {
        if let Some(row) = self.report.standard_reports.get_mut(place) {
            row.notes.extend(notes);
        }
    }

    /// Whether a row of the standards file stands on its service's card.
    pub(crate) fn is_attached(&self, place: usize) -> bool {
        self.report.standard_reports.get(place).is_some_and(|row| row.outcome == RowOutcome::Attached)
    }
}

struct Planner<'a> {
    mapping: &'a Mapping,
    sheets: &'a Sheets<'a>,
    names: HashMap<&'a str, HashMap<String, LocalizedText>>,
    standards: Gathered,
    /// The first good row of each id; where ids are our own codes, of each code.
    rows: HashMap<String, u32>,
    codes: HashSet<String>,
    absent: BTreeSet<&'a str>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(mapping: &'a Mapping, sheets: &'a Sheets<'a>, effective: Option<NaiveDate>) -> Result<Self> {
        let mut names = HashMap::new();
        for (name, lookup) in &mapping.lookup {
            let sheet = sheets.lookups.get(name.as_str()).ok_or_else(|| at(&["lookup", name], Rule::Required))?;
            names.insert(name.as_str(), lookup_names(mapping, name, lookup, sheet)?);
        }
        let standards = match (&mapping.standards, sheets.standards) {
            (Some(columns), Some(sheet)) => {
                let mut needed = required(&columns.text, mapping).chain([&columns.service]);
                needed.try_for_each(|column| need(sheet, column, "standards"))?;
                standards::gather(mapping, columns, sheet)
            }
            (None, Some(_)) => return Err(at(&["standards"], Rule::MissingColumn)),
            (_, None) => Gathered::default(),
        };
        let services = sheets.services;
        let needed = required(&mapping.service.name, mapping).chain([&mapping.service.id]);
        let department = &mapping.department;
        let owner = department.name.iter().flat_map(|name| required(name, mapping)).chain(&department.column);
        let owner = owner.filter(|_| department.default.is_none());
        needed.chain(owner).try_for_each(|column| need(services, column, "file"))?;
        let mut plan = Plan::default();
        (plan.report.period, plan.report.effective) = match (period(mapping, services), effective) {
            // the caller's day stands for the periods that the rows name
            (Err(_), Some(_)) => (None, effective),
            (found, _) => found?,
        };
        let (rows, codes, absent) = (HashMap::new(), HashSet::new(), BTreeSet::new());
        Ok(Self { mapping, sheets, names, standards, rows, codes, absent, plan })
    }

    /// Takes one row, in the file's order.
    fn take(&mut self, at: usize, row: &'a Row) {
        let fields = Fields::new(self.mapping, self.sheets.services, row);
        let id = build::id(&fields, &self.mapping.service.id);
        let (outcome, notes) = match self.read(at, row, &fields, id.clone()) {
            Ok(()) => (RowOutcome::New, fields.notes()),
            Err((outcome, notes)) => (outcome, notes),
        };
        let id = id.ok().map(str::to_owned);
        self.absent.extend(fields.absent());
        self.plan.report.row_reports.push(RowReport { row: row.number, id, outcome, notes });
    }

    fn read(&mut self, at: usize, row: &Row, fields: &Fields<'a>, id: Result<&str, Rule>) -> Result<(), Refusal> {
        let rejected = |column: &str, rule| (RowOutcome::Rejected, vec![Note { column: column.to_owned(), rule }]);
        let column = heading(self.sheets.services, &self.mapping.service.id);
        if let Some(rule) = row.broken.clone() {
            return Err(rejected("", rule));
        }
        let id = id.map_err(|rule| rejected(column, rule))?;
        let own = self.own_code(id).map_err(|rule| rejected(column, rule))?;
        let key = own.as_deref().unwrap_or(id);
        if let Some(first) = self.rows.get(key) {
            let note = Note { column: column.to_owned(), rule: Rule::RowRepeated(u64::from(*first)) };
            return Err((RowOutcome::Duplicate, vec![note]));
        }
        let department = self.department(fields).map_err(|(column, rule)| rejected(&column, rule))?;
        let mut card = build::card(self.mapping, fields, id);
        card.ownership.competent_authority = self.body(self.mapping.authority.as_ref(), fields);
        card.ownership.producers.push(self.body(self.mapping.producer.as_ref(), fields));
        card.ownership.producers.retain(|body| !body.is_empty());
        card.promise.standards = self.standards.by_service.get(id).cloned().unwrap_or_default();
        let card = card.imported(self.mapping.language());
        let card = card.map_err(|error| (RowOutcome::Rejected, self.named(notes_of(error))))?;
        self.rows.insert(key.to_owned(), row.number);
        let categories = self.categories(fields);
        let code = own.unwrap_or_else(|| self.code(id));
        let department = department.map(|(key, named)| {
            self.plan.departments.entry(key.clone()).or_insert(named);
            key
        });
        self.plan.services.push(Incoming { place: at, id: id.to_owned(), code, card, department, categories });
        Ok(())
    }

    /// Notes on parts of the card that one column alone fills, under that column's heading.
    fn named(&self, notes: Vec<Note>) -> Vec<Note> {
        let columns = &self.mapping.service;
        let lists = |listed: &'a Option<Listed>| listed.as_ref().map(|listed| &listed.column);
        let parts = [
            ("identity.name", Some(&columns.name)),
            ("identity.summary", columns.summary.as_ref()),
            ("identity.description", columns.description.as_ref()),
            ("audience.eligibility", columns.eligibility.as_ref()),
            ("procedure.documents", lists(&columns.documents)),
            ("procedure.steps", lists(&columns.steps)),
            ("procedure.conditions", lists(&columns.conditions)),
            ("procedure.complaintPath", columns.complaint_path.as_ref()),
        ];
        let heading = |note: Note| {
            let texts = parts.iter().find(|(part, _)| note.column.starts_with(part)).and_then(|(_, texts)| *texts);
            let Some(texts) = texts else { return note };
            let language = note.column.rsplit('.').next().unwrap_or_default();
            let of = |wanted: &str| texts.columns(self.mapping.language()).find(|(tag, _)| tag.as_str() == wanted);
            let found = of(language).or_else(|| of(self.mapping.language().as_str()));
            let column = found.map_or(note.column, |(_, column)| heading(self.sheets.services, column).to_owned());
            Note { column, ..note }
        };
        notes.into_iter().map(heading).collect()
    }

    /// The code that a row itself gives; none where the sheet's ids are those of another register. What is no code is
    /// refused here as in every other way in, never made into one.
    fn own_code(&self, id: &str) -> Result<Option<String>, Rule> {
        if !self.mapping.by_code {
            return Ok(None);
        }
        let code = ServiceCode::parse(&self.mapping.code.round(id)).map_err(|_| Rule::Code)?;
        Ok(Some(code.as_str().to_owned()))
    }

    /// A code of the id that no earlier row has.
    fn code(&mut self, id: &str) -> String {
        let code = self.mapping.code.fill(id);
        let code = if self.codes.contains(&code) { self.mapping.code.other(id) } else { code };
        self.codes.insert(code.clone());
        code
    }

    /// The owner that a row names: the key under which it is held, and what it is called.
    fn department(&self, fields: &Fields<'a>) -> Result<Option<(String, Named)>, (String, Rule)> {
        let columns = &self.mapping.department;
        let key = columns.column.as_ref().and_then(|column| fields.text(column));
        if let Some(key) = key.filter(|_| columns.existing) {
            let named = Named { code: key.to_owned(), name: LocalizedText::new(), by_code: true };
            return Ok(Some((fold(key), named)));
        }
        let mut name = fields.texts(columns.name.as_ref());
        if let (Some(key), Some(lookup)) = (key, &columns.lookup) {
            name = self.looked_up(lookup.get_ref(), key).unwrap_or(name);
        }
        if !name.is_empty() {
            let column = columns.name.as_ref().and_then(|name| required(name, self.mapping).next());
            let column = column.or(columns.column.as_ref()).map_or("", |c| heading(self.sheets.services, c));
            name = name.cleaned("", NAME).map_err(|_| (column.to_owned(), Rule::TooLong(NAME as u64)))?;
        }
        if let Some(title) = name.exact(self.mapping.language()) {
            let code = columns.code.fill(key.unwrap_or(title));
            let held = key.map_or_else(|| fold(title), str::to_owned);
            return Ok(Some((held, Named { code, name, by_code: key.is_some() })));
        }
        if columns.default.is_some() && key.is_none() {
            return Ok(None);
        }
        let named = columns.name.as_ref().and_then(|name| required(name, self.mapping).next());
        let column = columns.column.as_ref().filter(|_| key.is_some()).or(named).or(columns.column.as_ref());
        let column = column.map_or("", |column| heading(self.sheets.services, column));
        Err((column.to_owned(), if key.is_some() { Rule::Unknown } else { Rule::Required }))
    }

    fn looked_up(&self, lookup: &str, key: &str) -> Option<LocalizedText> {
        self.names.get(lookup)?.get(key).cloned()
    }

    fn body(&self, bodies: Option<&'a Bodies>, fields: &Fields<'a>) -> Body {
        let Some(Bodies { column, lookup, name }) = bodies else { return Body::default() };
        let key = column.as_ref().and_then(|column| Some((column, fields.text(column)?)));
        let known = key.and_then(|(_, key)| self.looked_up(lookup.as_ref()?.get_ref(), key));
        let name = known.unwrap_or_else(|| fields.texts(name.as_ref()));
        if let (true, Some((column, _))) = (name.is_empty(), key) {
            fields.note(column, Rule::LeftOut);
        }
        Body { organization: None, name }
    }

    fn categories(&mut self, fields: &Fields<'a>) -> Vec<String> {
        let Some(categories) = &self.mapping.categories else { return Vec::new() };
        let Categories { column, separator, code, existing, names } = categories;
        if *existing {
            let values: Vec<String> = fields.codes(column, separator.as_deref()).map(str::to_owned).collect();
            for value in &values {
                let named = Named { code: value.clone(), name: LocalizedText::new(), by_code: true };
                self.plan.categories.entry(value.clone()).or_insert(named);
            }
            return values;
        }
        let language = self.mapping.language();
        let mut codes = Vec::new();
        for value in fields.codes(column, separator.as_deref()) {
            let named = names.iter().find(|(known, _)| fold(known) == fold(value));
            let name = named.map_or_else(
                || LocalizedText::new().with(language.clone(), value),
                |(_, name)| name.iter().map(|(tag, text)| (tag.clone(), text.clone())).collect(),
            );
            let Ok(name) = name.required("", NAME, language) else {
                fields.note(column, Rule::LeftOut);
                continue;
            };
            let code = code.fill(named.map_or(value, |(known, _)| known));
            self.plan.categories.entry(code.clone()).or_insert(Named { code: code.clone(), name, by_code: true });
            codes.push(code);
        }
        codes
    }

    fn finish(mut self) -> Plan {
        let known: BTreeSet<&str> = self.plan.services.iter().map(|service| service.id.as_str()).collect();
        let report = &mut self.plan.report;
        report.standard_reports = self.standards.reports;
        report.columns_absent = self.absent.into_iter().map(str::to_owned).chain(self.standards.absent).collect();
        if let Some(columns) = &self.mapping.standards {
            standards::mark_orphans(&mut report.standard_reports, &known, columns.service.name());
        }
        names_alike(&self.plan.services, self.mapping, report);
        let count = |outcome| report.row_reports.iter().filter(|row| row.outcome == outcome).count() as u64;
        report.rows = report.row_reports.len() as u64;
        report.services = self.plan.services.len() as u64;
        report.new = report.services;
        report.duplicates = count(RowOutcome::Duplicate);
        report.rejected = count(RowOutcome::Rejected);
        report.standards = report.standard_reports.len() as u64;
        let orphans = report.standard_reports.iter().filter(|row| row.outcome == RowOutcome::Orphaned);
        report.standards_orphaned = orphans.count() as u64;
        self.plan
    }
}

/// What became of a row that is not imported, and why.
type Refusal = (RowOutcome, Vec<Note>);

/// Notes services whose name an earlier one has, exactly or but for spelling. They are imported all the same.
fn names_alike(services: &[Incoming], mapping: &Mapping, report: &mut Report) {
    let (mut exact, mut folded) = (HashMap::new(), HashMap::new());
    for service in services {
        let Some(name) = service.card.identity.name.exact(mapping.language()) else { continue };
        let Some(row) = report.row_reports.get_mut(service.place) else { continue };
        let same = *exact.entry(name).or_insert(row.row);
        let alike = *folded.entry(fold(name)).or_insert(row.row);
        let rule = if same != row.row {
            report.repeated_names += 1;
            Rule::NameRepeated(same.into())
        } else if alike != row.row {
            report.similar_names += 1;
            Rule::NameSimilar(alike.into())
        } else {
            continue;
        };
        let column = required(&mapping.service.name, mapping).next().map_or("", Headers::name);
        row.notes.push(Note { column: column.to_owned(), rule });
    }
}

/// The columns of a text in the mapping's required language.
fn required<'a>(texts: &'a Texts, mapping: &'a Mapping) -> impl Iterator<Item = &'a Headers> {
    texts.columns(mapping.language()).filter(|(language, _)| *language == mapping.language()).map(|(_, column)| column)
}

/// Fails unless the sheet has the column.
fn need(sheet: &Sheet, column: &Headers, file: &str) -> Result<()> {
    place(sheet, column).map(|_| ()).ok_or_else(|| at(&[file, column.name()], Rule::MissingColumn))
}

/// The names that a look-up file holds, by key; the first row of a key counts.
fn lookup_names(
    mapping: &Mapping,
    name: &str,
    lookup: &Lookup,
    sheet: &Sheet,
) -> Result<HashMap<String, LocalizedText>> {
    let mut needed = required(&lookup.name, mapping).chain([&lookup.key]);
    needed.try_for_each(|column| need(sheet, column, name))?;
    let mut names = HashMap::new();
    for row in sheet.rows() {
        let fields = Fields::new(mapping, sheet, row);
        if let Some(key) = fields.text(&lookup.key) {
            names.entry(key.to_owned()).or_insert_with(|| fields.texts(Some(&lookup.name)));
        }
    }
    Ok(names)
}

/// The period that every row names, and the day on which it begins.
fn period(mapping: &Mapping, sheet: &Sheet) -> Result<(Option<String>, Option<NaiveDate>)> {
    let Some(period) = &mapping.period else { return Ok((None, None)) };
    let rows = sheet.rows().iter().filter(|row| row.broken.is_none());
    let mut named = rows.filter_map(|row| Fields::new(mapping, sheet, row).text(&period.column));
    let Some(first) = named.next() else { return Ok((None, None)) };
    let path = ["file", heading(sheet, &period.column)];
    if named.any(|other| other != first) {
        return Err(at(&path, Rule::SeveralPeriods));
    }
    let begins = match period.year_begins {
        Some(day) => year(first).and_then(|year| day.of(year)),
        None => CalendarDate::parse(first).ok().map(CalendarDate::gregorian),
    };
    begins.map(|day| (Some(first.to_owned()), Some(day))).ok_or_else(|| at(&path, Rule::Malformed))
}

/// The first year of four digits that a text names.
fn year(text: &str) -> Option<i32> {
    let text = digits(text);
    text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4)?.parse().ok()
}

/// A broken rule at a path whose parts may hold dots, as headings do.
fn at(path: &[&str], rule: Rule) -> Error {
    Error::Invalid { fields: vec![FieldError { path: path.iter().map(|part| (*part).to_owned()).collect(), rule }] }
}

/// The broken fields of a card as notes.
pub(super) fn notes_of(error: Error) -> Vec<Note> {
    match error {
        Error::Invalid { fields } => {
            fields.into_iter().map(|field| Note { column: field.path.join("."), rule: field.rule }).collect()
        }
        _ => vec![Note { column: String::new(), rule: Rule::Malformed }],
    }
}

#[cfg(test)]
mod tests;
