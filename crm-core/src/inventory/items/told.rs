//! Which of several figures of one kind counts for the service as a whole.

use std::collections::HashMap;

use super::{Figure, MeasureKind, MeasureState, Provenance};
use crate::catalogue::card::Standard;

/// The figure of a kind for the whole service: what people told, else what was counted from contacts; none when neither
/// says anything. What the last cycle accepted is no figure of this one. That nobody among those who called was known by
/// name does not tell that nobody was served.
pub fn figure(figures: &[Figure], kind: MeasureKind) -> Option<Figure> {
    let says = |counted: &Figure| kind != MeasureKind::Beneficiaries || counted.amount != Some(0);
    told(figures, kind).or_else(|| whole(figures, kind, Provenance::Computed).filter(says))
}

/// What people told of a kind: a number before none, the department before a file.
pub fn told(figures: &[Figure], kind: MeasureKind) -> Option<Figure> {
    let found = [Provenance::Stated, Provenance::Imported].map(|provenance| whole(figures, kind, provenance));
    let [stated, imported] = found;
    let is_known = |figure: &Figure| figure.state == MeasureState::Known;
    match (&stated, &imported) {
        (Some(stated), Some(imported)) if !is_known(stated) && is_known(imported) => {}
        (Some(_), _) => return stated,
        (None, _) => {}
    }
    imported
}

/// How many met a service standard, and of how many that was measured; both of one origin, told by people.
pub fn standard(figures: &[Figure], standard: &str) -> Option<(i64, i64)> {
    let amount = |kind, provenance| {
        let of = |figure: &&Figure| (figure.kind, figure.provenance) == (kind, provenance) && figure.part == standard;
        figures.iter().find(of).and_then(|figure| figure.amount)
    };
    let of = |origin| Some((amount(MeasureKind::MetTarget, origin)?, amount(MeasureKind::MeasuredOn, origin)?));
    of(Provenance::Stated).or_else(|| of(Provenance::Imported))
}

/// The parts under which the figures of a card's standards stand: their numbers. Sheets use a number again for another
/// text; then the part says which of them it is, so that none is judged by another's figures. A standard without a number
/// has no figures.
pub fn standard_parts(standards: &[Standard]) -> Vec<Option<String>> {
    let mut seen = Occurrences::default();
    standards.iter().map(|standard| standard.external_id.as_deref().map(|id| seen.part(id))).collect()
}

/// Which occurrence of a number it is.
#[derive(Default)]
pub(crate) struct Occurrences<'a>(HashMap<&'a str, usize>);

impl<'a> Occurrences<'a> {
    /// The number, or with which occurrence it is behind it.
    pub fn part(&mut self, id: &'a str) -> String {
        let times = self.0.entry(id).or_default();
        *times += 1;
        if *times == 1 { id.to_owned() } else { format!("{id} ({times})") }
    }
}

/// The whole of one origin: told as such, else the sum over channels (partial where one of them, or the whole, is said not
/// to be known), else what is said instead of a number.
fn whole(figures: &[Figure], kind: MeasureKind, provenance: Provenance) -> Option<Figure> {
    let rows = || figures.iter().filter(move |figure| figure.kind == kind && figure.provenance == provenance);
    let whole = rows().find(|figure| figure.part.is_empty());
    if whole.is_some_and(|whole| whole.state == MeasureState::Known) {
        return whole.cloned();
    }
    let missing = rows().any(|figure| figure.state == MeasureState::NotKnown);
    let of = |state, amount| {
        let partial = missing && state == MeasureState::Known;
        Figure { kind, part: String::new(), provenance, state, amount, partial }
    };
    let parts: Vec<i64> = rows().filter_map(|figure| figure.amount).collect();
    if kind.is_by_channel() && !parts.is_empty() {
        let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
        return Some(of(MeasureState::Known, Some(sum)));
    }
    if whole.is_some() || !kind.is_by_channel() {
        return whole.cloned();
    }
    let state = if missing { MeasureState::NotKnown } else { MeasureState::NotApplicable };
    rows().next().map(|_| of(state, None))
}

#[cfg(test)]
mod tests {
    use super::MeasureKind::{Beneficiaries, Enquiries, MeasuredOn, MetTarget, Transactions};
    use super::MeasureState::{Known, NotApplicable, NotKnown};
    use super::Provenance::{Carried, Computed, Imported, Stated};
    use super::*;

    fn of(kind: MeasureKind, part: &str, provenance: Provenance, amount: Result<i64, MeasureState>) -> Figure {
        let (state, amount) = amount.map_or_else(|state| (state, None), |amount| (Known, Some(amount)));
        Figure { kind, part: part.into(), provenance, state, amount, partial: false }
    }

    fn shown(figures: &[Figure], kind: MeasureKind) -> Option<(Provenance, MeasureState, Option<i64>)> {
        figure(figures, kind).map(|figure| (figure.provenance, figure.state, figure.amount))
    }

    #[test]
    fn zero_not_known_not_applicable_and_nothing_said_are_four_things() {
        let figures = [
            of(Transactions, "", Stated, Ok(0)),
            of(Beneficiaries, "", Stated, Err(NotKnown)),
            of(Enquiries, "", Stated, Err(NotApplicable)),
        ];
        assert_eq!(shown(&figures, Transactions), Some((Stated, Known, Some(0))));
        assert_eq!(shown(&figures, Beneficiaries), Some((Stated, NotKnown, None)));
        assert_eq!(shown(&figures, Enquiries), Some((Stated, NotApplicable, None)));
        assert_eq!(shown(&figures, MeasureKind::Complaints), None);
        assert_eq!(shown(&[of(Transactions, "", Carried, Ok(9))], Transactions), None, "the last cycle's");
    }

    #[test]
    fn what_people_told_goes_before_what_was_counted_and_a_number_before_none() {
        let counted = of(Beneficiaries, "", Computed, Ok(3));
        let file = of(Beneficiaries, "", Imported, Ok(40));
        let department = of(Beneficiaries, "", Stated, Err(NotKnown));
        assert_eq!(shown(&[counted.clone(), department.clone()], Beneficiaries), Some((Stated, NotKnown, None)));
        let all = [counted.clone(), file, department];
        assert_eq!(shown(&all, Beneficiaries), Some((Imported, Known, Some(40))));
        assert_eq!(told(&[counted], Beneficiaries), None);
        let nobody = [of(Beneficiaries, "", Computed, Ok(0)), of(Enquiries, "", Computed, Ok(0))];
        assert_eq!(shown(&nobody, Beneficiaries), None);
        assert_eq!(shown(&nobody, Enquiries), Some((Computed, Known, Some(0))));
    }

    #[test]
    fn channels_add_up_where_no_whole_is_told_and_standards_never_do() {
        let parts = [of(Transactions, "portal", Stated, Ok(7)), of(Transactions, "counter", Stated, Err(NotKnown))];
        assert_eq!(shown(&parts, Transactions), Some((Stated, Known, Some(7))));
        assert!(figure(&parts, Transactions).unwrap().partial, "at least so many");
        let whole = [parts[0].clone(), of(Transactions, "", Stated, Err(NotKnown))];
        assert!(figure(&whole, Transactions).unwrap().partial);
        let all = [parts[0].clone(), of(Transactions, "counter", Stated, Err(NotApplicable))];
        assert!(!figure(&all, Transactions).unwrap().partial);
        assert_eq!(shown(&parts[1..], Transactions), Some((Stated, NotKnown, None)));
        let none = [of(Transactions, "fax", Stated, Err(NotApplicable))];
        assert_eq!(shown(&none, Transactions), Some((Stated, NotApplicable, None)));
        let standards = [of(MetTarget, "1", Stated, Ok(5)), of(MetTarget, "2", Stated, Ok(6))];
        assert_eq!(shown(&standards, MetTarget), None);
    }

    #[test]
    fn what_met_a_standard_and_what_it_was_measured_on_are_of_one_origin() {
        let mixed = [of(MetTarget, "1", Stated, Ok(5)), of(MeasuredOn, "1", Imported, Ok(9))];
        assert_eq!(standard(&mixed, "1"), None);
        let file = [mixed[1].clone(), of(MetTarget, "1", Imported, Ok(4)), of(MeasuredOn, "2", Stated, Ok(1))];
        assert_eq!((standard(&file, "1"), standard(&file, "2")), (Some((4, 9)), None));
    }
}
