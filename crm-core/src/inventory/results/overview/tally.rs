//! Summing lines up, one after another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::concerns::concerns;
use super::top::Ranked;
use super::{Busiest, Concern, DepartmentResult, Missed, Overview, Planned, SeverityCount, Told, Unpromised};
use crate::catalogue::card::{Card, Percent};
use crate::ids::DepartmentId;
use crate::inventory::cycles::{Coverage, DepartmentCoverage};
use crate::inventory::findings::{RuleCount, Severity};
use crate::inventory::items::{self, AttestedBy, Figure, ItemState, MeasureKind, MeasureState, Provenance};
use crate::inventory::results::{Line, LineService, NamedDepartment};

/// The figures that are summed up.
const FIGURES: [MeasureKind; 3] = [MeasureKind::Beneficiaries, MeasureKind::Transactions, MeasureKind::Enquiries];

/// What was summed up so far. It grows with departments, not with services.
pub(super) struct Tally {
    /// The day of the close.
    day: NaiveDate,
    overview: Overview,
    departments: BTreeMap<DepartmentId, NamedDepartment>,
    coverage: BTreeMap<DepartmentId, DepartmentCoverage>,
    requests: Ranked<Reverse<i64>, (LineService, i64)>,
    contacts: Ranked<Reverse<i64>, (LineService, i64)>,
    unpromised: Ranked<Reverse<i64>, Unpromised>,
    /// By how far it was missed, in hundredths of a percent.
    missed: Ranked<Reverse<i64>, Missed>,
    planned: Ranked<NaiveDate, Planned>,
}

impl Tally {
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            overview: Overview { told: FIGURES.map(Told::nothing).into(), ..Overview::default() },
            departments: BTreeMap::new(),
            coverage: BTreeMap::new(),
            requests: Ranked::new(),
            contacts: Ranked::new(),
            unpromised: Ranked::new(),
            missed: Ranked::new(),
            planned: Ranked::new(),
        }
    }

    pub fn add(&mut self, line: &Line) {
        let card = line.card();
        let requests = line.figure(MeasureKind::Transactions);
        self.departments.extend(line.names.departments.iter().map(|(id, named)| (*id, named.clone())));
        self.overview.services += 1;
        self.cover(line);
        count(&mut self.overview.outcomes, [line.outcome()]);
        let mut found = concerns(line, card, requests.as_ref(), self.day);
        if line.is_offered() {
            self.overview.offered += 1;
            self.make_up(card);
            self.figures(line, requests);
            self.lists(line, card);
            if self.standards(line, card) {
                found.push(Concern::StandardMissed);
            }
        }
        count(&mut self.overview.concerns, found);
    }

    /// How far its department came.
    fn cover(&mut self, line: &Line) {
        let Some(id) = line.department_id() else { return };
        self.coverage.entry(id).or_insert_with(|| DepartmentCoverage::nothing(id)).add(line);
    }

    /// What sort of service it is.
    fn make_up(&mut self, card: &Card) {
        let procedure = &card.procedure;
        count(&mut self.overview.kinds, [card.identity.kind]);
        count(&mut self.overview.automation, [procedure.automation]);
        count(&mut self.overview.delivery, some_or_none(procedure.delivery_methods.iter().copied()));
        let channels: std::collections::BTreeSet<_> = card.channels.iter().map(|channel| channel.kind).collect();
        count(&mut self.overview.channels, some_or_none(channels));
    }

    fn figures(&mut self, line: &Line, requests: Option<Figure>) {
        for told in &mut self.overview.told {
            told.add(line.figure(told.kind).as_ref());
        }
        let used = |figure: Option<Figure>| figure.and_then(|figure| figure.amount).filter(|amount| *amount > 0);
        for (ranked, figure) in
            [(&mut self.requests, requests), (&mut self.contacts, line.figure(MeasureKind::Enquiries))]
        {
            if let Some(amount) = used(figure) {
                ranked.add(Reverse(amount), || (line.service.clone(), amount));
            }
        }
    }

    fn lists(&mut self, line: &Line, card: &Card) {
        if !card.promise.is_stated() {
            let figure = line.figure(MeasureKind::Transactions).or_else(|| line.figure(MeasureKind::Enquiries));
            let used = figure.and_then(|figure| figure.amount).unwrap_or_default();
            let owner_name = line.owner_name().cloned().unwrap_or_default();
            self.unpromised.add(Reverse(used), || Unpromised { service: line.service.clone(), owner_name });
        }
        let Some(plan) = card.procedure.planned_automation else { return };
        let Some(by) = plan.by.map(|by| by.date) else { return };
        let year = self.day..=self.day.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
        let now = card.procedure.automation;
        if year.contains(&by) && now.is_none_or(|now| now < plan.level) {
            self.planned.add(by, || Planned { service: line.service.clone(), now, level: plan.level, by });
        }
    }

    /// Whether a standard with a target was missed.
    fn standards(&mut self, line: &Line, card: &Card) -> bool {
        let before = self.missed.count();
        let standards = &card.promise.standards;
        for (standard, part) in standards.iter().zip(items::standard_parts(standards)) {
            let (Some(part), Some(target)) = (part, standard.target) else { continue };
            let Some((met, measured_on)) = items::standard(&line.measures, &part) else { continue };
            if let Some(short) = short_of(met, measured_on, target) {
                self.missed.add(Reverse(short), || Missed {
                    service: line.service.clone(),
                    standard: standard.text.clone(),
                    met,
                    measured_on,
                    target,
                });
            }
        }
        self.missed.count() > before
    }

    /// The whole, with what the rules found.
    pub fn end(self, findings: &[RuleCount]) -> Overview {
        let named = |row: DepartmentCoverage| {
            let NamedDepartment { code, name } = self.departments.get(&row.department_id).cloned().unwrap_or_default();
            DepartmentResult { code, name, coverage: row }
        };
        let coverage = Coverage { departments: self.coverage.into_values().collect() };
        let completeness = coverage.completeness();
        let mut departments: Vec<_> = coverage.departments.into_iter().map(named).collect();
        departments.sort_by_key(|row| (verified(&row.coverage), Reverse(row.coverage.in_scope)));
        let (requests, contacts) = (self.requests.end(), self.contacts.end());
        let (by, used) = if requests.rows.is_empty() {
            (MeasureKind::Enquiries, contacts)
        } else {
            (MeasureKind::Transactions, requests)
        };
        let by = (!used.rows.is_empty()).then_some(by);
        Overview {
            completeness,
            departments,
            busiest: Busiest { by, services: used.rows },
            unpromised: self.unpromised.end(),
            missed: self.missed.end(),
            planned: self.planned.end(),
            findings: Severity::ALL.iter().filter_map(|severity| found(*severity, findings)).collect(),
            ..self.overview
        }
    }
}

impl DepartmentCoverage {
    fn nothing(department_id: DepartmentId) -> Self {
        Self {
            department_id,
            in_scope: 0,
            exempt: 0,
            waiting: 0,
            in_review: 0,
            accepted: 0,
            attested_by_contacts: 0,
            attested_by_file: 0,
            unverified: 0,
            answered: 0,
            on_time: 0,
            first_pass: 0,
            scored: 0,
            scores: 0,
        }
    }

    /// Counts a frozen item, as [`coverage`](crate::inventory::cycles::coverage) counts those of a cycle that goes on.
    fn add(&mut self, line: &Line) {
        let item = &line.item;
        self.answered += i64::from(item.answered_at.is_some());
        self.on_time += i64::from(item.on_time == Some(true));
        if item.state == ItemState::Exempt {
            self.exempt += 1;
            return;
        }
        self.in_scope += 1;
        if let Some(complete) = line.completeness() {
            self.scored += 1;
            self.scores += i64::from(complete.score);
        }
        match (item.state, item.attested_by) {
            (ItemState::Accepted, Some(AttestedBy::Contacts)) => self.attested_by_contacts += 1,
            (ItemState::Accepted, Some(AttestedBy::File)) => self.attested_by_file += 1,
            (ItemState::Accepted, _) => {
                self.accepted += 1;
                self.first_pass += i64::from(item.returns == 0);
            }
            _ => self.unverified += 1,
        }
    }
}

impl Told {
    fn nothing(kind: MeasureKind) -> Self {
        Self { kind, total: 0, known: 0, counted: 0, partial: 0, not_known: 0, not_applicable: 0, unsaid: 0 }
    }

    fn add(&mut self, figure: Option<&Figure>) {
        *match figure.map(|figure| figure.state) {
            Some(MeasureState::Known) => &mut self.known,
            Some(MeasureState::NotKnown) => &mut self.not_known,
            Some(MeasureState::NotApplicable) => &mut self.not_applicable,
            None => &mut self.unsaid,
        } += 1;
        let is_counted =
            |figure: &&Figure| (figure.state, figure.provenance) == (MeasureState::Known, Provenance::Computed);
        self.counted += u64::from(figure.as_ref().is_some_and(is_counted));
        self.partial += u64::from(figure.is_some_and(|figure| figure.partial));
        self.total = self.total.saturating_add(figure.and_then(|figure| figure.amount).unwrap_or_default());
    }
}

/// What rules of one severity found, if anything.
fn found(severity: Severity, rules: &[RuleCount]) -> Option<SeverityCount> {
    let of = rules.iter().filter(|count| count.rule.severity() == severity);
    let (open, waived) = of.fold((0, 0), |(open, waived), count| (open + count.open, waived + count.waived));
    (open + waived > 0).then_some(SeverityCount { severity, open, waived })
}

/// The verified share of a department's services in hundredths of a percent, those attested by contacts left out.
fn verified(row: &DepartmentCoverage) -> i64 {
    row.accepted.saturating_mul(10_000).checked_div(row.in_scope).unwrap_or(10_000)
}

/// By how much a share falls short of its target, in hundredths of a percent.
fn short_of(met: i64, measured_on: i64, target: Percent) -> Option<i64> {
    let share = met.saturating_mul(10_000).checked_div(measured_on)?;
    Some(i64::from(target.0) - share).filter(|short| *short > 0)
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, keys: impl IntoIterator<Item = K>) {
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
}

/// All of several, or that there is none.
fn some_or_none<T>(all: impl IntoIterator<Item = T>) -> Vec<Option<T>> {
    let found: Vec<Option<T>> = all.into_iter().map(Some).collect();
    if found.is_empty() { vec![None] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_falls_short_by_hundredths_and_never_of_nothing() {
        assert_eq!(short_of(79, 100, Percent(8_000)), Some(100));
        assert_eq!(short_of(80, 100, Percent(8_000)), None);
        assert_eq!(short_of(0, 0, Percent(8_000)), None, "nothing was measured");
        assert_eq!(short_of(i64::MAX, 1, Percent(8_000)), None);
    }
}
