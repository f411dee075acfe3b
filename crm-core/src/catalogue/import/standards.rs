//! The standards file: rows that belong to cards.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::columns::Fields;
use super::mapping::{Mapping, Standards};
use super::report::{Note, RowOutcome, RowReport};
use super::rows::{Row, Sheet};
use crate::catalogue::card::{Percent, Standard};
use crate::rule::Rule;
use crate::text::LocalizedText;

/// The standards of each service, in the file's order, and what became of each row.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub by_service: HashMap<String, Vec<Standard>>,
    pub reports: Vec<RowReport>,
    pub absent: BTreeSet<String>,
}

/// Reads the standards file. A standard is known by service, id and text together, since sheets use an id again for
/// other texts; what repeats all three is a duplicate.
pub(super) fn gather(mapping: &Mapping, columns: &Standards, sheet: &Sheet) -> Gathered {
    let mut gathered = Gathered::default();
    let mut seen = HashSet::new();
    for row in sheet.rows() {
        let mut report = RowReport { row: row.number, id: None, outcome: RowOutcome::Attached, notes: Vec::new() };
        let fields = Fields::new(mapping, sheet, row);
        let read = read(mapping, columns, &fields, row);
        report.notes = fields.notes();
        gathered.absent.extend(fields.absent().into_iter().map(str::to_owned));
        match read {
            Ok((service, standard)) => {
                report.id = Some(service.clone());
                if seen.insert((service.clone(), standard.external_id.clone(), key(&standard.text))) {
                    gathered.by_service.entry(service).or_default().push(standard);
                } else {
                    report.outcome = RowOutcome::Duplicate;
                }
            }
            Err(note) => {
                report.outcome = RowOutcome::Rejected;
                report.notes.push(note);
            }
        }
        gathered.reports.push(report);
    }
    gathered
}

/// Marks the standards whose service is not among the given ones.
pub(super) fn mark_orphans(reports: &mut [RowReport], services: &BTreeSet<&str>, column: &str) {
    for report in reports {
        if report.id.as_deref().is_some_and(|id| !services.contains(id)) {
            report.outcome = RowOutcome::Orphaned;
            report.notes.push(Note { column: column.to_owned(), rule: Rule::UnknownService });
        }
    }
}

fn read<'a>(
    mapping: &'a Mapping,
    columns: &'a Standards,
    fields: &Fields<'a>,
    row: &Row,
) -> Result<(String, Standard), Note> {
    if let Some(rule) = row.broken.clone() {
        return Err(Note { column: String::new(), rule });
    }
    let missing = |column: &str| Note { column: column.to_owned(), rule: Rule::Required };
    let service = super::build::id(fields, &columns.service);
    let service = service.map_err(|rule| Note { column: columns.service.name().to_owned(), rule })?.to_owned();
    let text = fields.texts(Some(&columns.text));
    if text.is_empty() {
        let column = columns.text.columns(mapping.language()).next().map_or("", |(_, column)| column.name());
        return Err(missing(column));
    }
    let (target, target_text) = target(mapping, columns, fields);
    let standard = Standard {
        external_id: columns.id.as_ref().and_then(|column| fields.text(column)).map(str::to_owned),
        text,
        kinds: fields.coded(columns.kind.as_ref()).into_iter().collect(),
        channel: fields.coded(columns.channel.as_ref()).first().copied(),
        target,
        target_text,
        url: fields.links(columns.link.as_ref()),
        results_url: fields.links(columns.results_link.as_ref()),
        note: fields.texts(columns.note.as_ref()),
        ..Standard::default()
    };
    Ok((service, standard))
}

/// A share where the cell is one and the sheet does not say otherwise; else a text.
fn target<'a>(mapping: &Mapping, columns: &'a Standards, fields: &Fields<'a>) -> (Option<Percent>, LocalizedText) {
    let Some(text) = columns.target.as_ref().and_then(|column| fields.text(column)) else {
        return (None, LocalizedText::new());
    };
    let share = columns.target_is_share.as_ref().is_none_or(|flag| fields.flag(flag));
    match Percent::parse(text) {
        Ok(share_of) if share => (Some(share_of), LocalizedText::new()),
        _ => (None, LocalizedText::new().with(mapping.language().clone(), text)),
    }
}

/// The texts in a form that can be hashed.
fn key(text: &LocalizedText) -> Vec<(String, String)> {
    text.iter().map(|(language, text)| (language.to_string(), text.to_owned())).collect()
}
