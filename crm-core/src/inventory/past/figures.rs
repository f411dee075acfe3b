//! The figures of a sheet.

use std::collections::HashMap;

use crate::catalogue::import::{self, Cell, Counted, Fields, Headers, Mapping, Plan, RunImport, Sheet};
use crate::inventory::items::{self, MeasureKind, MeasureState, Occurrences, StatedMeasure};
use crate::rule::Rule;
use crate::text::digits;

/// The figures of each row of the services file by its place, those of its standards included. What is no number is
/// noted in the plan's report.
pub(super) fn read(command: &RunImport, plan: &mut Plan) -> HashMap<usize, Vec<StatedMeasure>> {
    let RunImport { mapping, services, standards, .. } = command;
    let mut of_standards = match standards {
        Some(file) => standards_of(mapping, file.sheet(), plan),
        None => HashMap::new(),
    };
    let mut figures = HashMap::new();
    for (place, row) in services.sheet().rows().iter().enumerate() {
        let fields = Fields::new(mapping, services.sheet(), row);
        let mut told = service(mapping, &fields);
        if let Ok(id) = import::id(&fields, &mapping.service.id) {
            told.extend(of_standards.remove(id).unwrap_or_default());
        }
        plan.remark(place, fields.notes());
        figures.insert(place, told);
    }
    figures
}

/// What a row says of its service as a whole and by channel.
fn service<'a>(mapping: &'a Mapping, fields: &Fields<'a>) -> Vec<StatedMeasure> {
    let measures = &mapping.measures;
    let whole = [
        (MeasureKind::Beneficiaries, &measures.beneficiaries),
        (MeasureKind::Completed, &measures.completed),
        (MeasureKind::Complaints, &measures.complaints),
    ];
    let whole = whole.into_iter().filter_map(|(kind, column)| Some((kind, "", column.as_ref()?)));
    let counted = [(MeasureKind::Transactions, &measures.transactions), (MeasureKind::Enquiries, &measures.enquiries)];
    let counted = counted.into_iter().flat_map(|(kind, counted)| {
        let Counted { whole, channels } = counted;
        let whole = whole.iter().map(move |column| (kind, "", column));
        whole.chain(channels.iter().map(move |(channel, column)| (kind, channel.name(), column)))
    });
    whole.chain(counted).filter_map(|(kind, part, column)| measure(fields, (kind, part), column)).collect()
}

/// The figures of standards by the service's id, each under its [part](items::standard_parts).
fn standards_of(mapping: &Mapping, sheet: &Sheet, plan: &mut Plan) -> HashMap<String, Vec<StatedMeasure>> {
    let mut figures: HashMap<String, Vec<StatedMeasure>> = HashMap::new();
    let mut seen: HashMap<&str, Occurrences<'_>> = HashMap::new();
    let Some(columns) = &mapping.standards else { return figures };
    for (place, row) in sheet.rows().iter().enumerate() {
        if !plan.is_attached(place) {
            continue;
        }
        let fields = Fields::new(mapping, sheet, row);
        let id = columns.id.as_ref().and_then(|column| fields.text(column));
        if let (Ok(service), Some(id)) = (import::id(&fields, &columns.service), id) {
            let told = figures.entry(service.to_owned()).or_default();
            let part = seen.entry(service).or_default().part(id);
            let pair = [(MeasureKind::MetTarget, &columns.met), (MeasureKind::MeasuredOn, &columns.measured_on)];
            let pair = pair.into_iter().filter_map(|(kind, column)| measure(&fields, (kind, &part), column.as_ref()?));
            told.extend(pair.collect::<Vec<_>>());
        }
        plan.remark_standard(place, fields.notes());
    }
    figures
}

/// A cell as a figure; none where it is empty, or no whole number, which is noted.
fn measure<'a>(fields: &Fields<'a>, (kind, part): (MeasureKind, &str), column: &'a Headers) -> Option<StatedMeasure> {
    let (state, amount) = match fields.cell(column) {
        Cell::Empty => return None,
        Cell::NotApplicable => (MeasureState::NotApplicable, None),
        Cell::NotKnown => (MeasureState::NotKnown, None),
        Cell::Text(text) => match digits(text).parse::<i64>() {
            Ok(amount) if items::is_plausible(kind, amount) => (MeasureState::Known, Some(amount)),
            _ => {
                fields.note(column, Rule::LeftOut);
                return None;
            }
        },
    };
    Some(StatedMeasure { kind, part: part.to_owned(), state, amount })
}
