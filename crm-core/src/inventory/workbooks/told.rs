//! What a row says of an item, read from its cells and written into them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::column::{Column, measured};
use super::words::{EXISTENCE, ORIGINS, RIGHT, UNTOLD, heard, pick, say};
use crate::catalogue::Reference;
use crate::error::{Error, Result};
use crate::ids::ServiceId;
use crate::inventory::items::{
    AnswerItem, Existence, Item, ItemOutcome, Measure, MeasureKind, MeasureState, Provenance, StatedMeasure,
};
use crate::inventory::plans::PlanContent;
use crate::keys::to_hex;
use crate::rule::Rule;
use crate::text::{self, LanguageTag};

/// Longest note and answer, in characters.
const TEXT: usize = 2_000;
/// So much of a code that is none is told, in characters.
const CODE: usize = 100;
/// So many bytes of a digest tell changed rows from others.
const MARK: usize = 8;

/// An answer as a row has it. What the sheet has no column for is as the item has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    existence: Option<Existence>,
    card_right: Option<bool>,
    note: Option<String>,
    successors: Vec<ServiceId>,
    answers: BTreeMap<String, String>,
    measures: BTreeMap<(MeasureKind, String), (MeasureState, Option<i64>)>,
}

/// A cell that cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub column: Column,
    /// Which part of the cell, where it holds several.
    pub part: Option<String>,
    pub rule: Rule,
}

impl Unreadable {
    fn of(column: &Column, rule: Rule) -> Self {
        Self { column: column.clone(), part: None, rule }
    }
}

impl Told {
    /// What an item says, with its figures. Of the answers that were carried on, those that the plan still asks for.
    pub fn of(item: &Item, figures: &[Measure], plan: &PlanContent) -> Self {
        let answer = item.outcome.map(ItemOutcome::answer);
        let asked = |code: &str| plan.questions.iter().any(|question| question.code == code);
        let answers = item.answers.0.iter().filter(|(code, _)| asked(code));
        let told = figures.iter().filter(|row| row.provenance == Provenance::Stated);
        Self {
            existence: answer.map(|(existence, _)| existence),
            card_right: answer.and_then(|(_, right)| right),
            note: item.note.clone(),
            successors: item.successors.0.clone(),
            answers: answers.map(|(code, text)| (code.clone(), text.clone())).collect(),
            measures: told.map(|row| ((row.kind, row.part.clone()), (row.state, row.amount))).collect(),
        }
    }

    /// By which it is known again, as far as these columns show it.
    pub fn digest<'a>(&self, columns: impl Iterator<Item = &'a Column>) -> Result<String> {
        let mut shown = Self::default();
        for column in columns {
            shown.take(column, self);
        }
        let Self { existence, card_right, note, successors, answers, measures } = shown;
        let measures: Vec<_> = measures.iter().collect();
        let text = serde_json::to_vec(&(existence, card_right, note, successors, answers, measures));
        let text = text.map_err(|_| Error::Corrupt { what: "workbook row" })?;
        Ok(to_hex(&Sha256::digest(text)[..MARK]))
    }

    /// Takes what another says in a column.
    fn take(&mut self, column: &Column, other: &Self) {
        match column {
            Column::Existence => self.existence = other.existence,
            Column::CardRight => self.card_right = other.card_right,
            Column::Note => self.note.clone_from(&other.note),
            Column::Successors => self.successors.clone_from(&other.successors),
            Column::Question(code) => put(&mut self.answers, code, other.answers.get(code).cloned()),
            Column::Measure(kind, part) => {
                let key = (*kind, part.clone());
                let measure = other.measures.get(&key).copied();
                put(&mut self.measures, &key, measure);
            }
            _ => {}
        }
    }

    /// The text of a column's cell.
    pub fn cell(&self, column: &Column, reference: &Reference, language: &LanguageTag) -> String {
        match column {
            Column::Existence => self.existence.map_or("", |value| say(EXISTENCE, &value, language)).to_owned(),
            Column::CardRight => self.card_right.map_or("", |value| say(RIGHT, &value, language)).to_owned(),
            Column::Note => self.note.clone().unwrap_or_default(),
            Column::Successors => {
                let codes = self.successors.iter().filter_map(|id| reference.service(*id));
                let codes: Vec<&str> = codes.map(|service| service.code.as_str()).collect();
                codes.join(pick(["، ", ", "], language))
            }
            Column::Question(code) => self.answers.get(code).cloned().unwrap_or_default(),
            Column::Measure(kind, part) => self
                .measures
                .get(&(*kind, part.clone()))
                .map_or_else(String::new, |(state, amount)| figure(*kind, (*state, *amount), language)),
            _ => String::new(),
        }
    }

    /// Reads a column's cell; one that cannot be read leaves what was said before.
    pub fn read(&mut self, column: &Column, cell: &str, reference: &Reference) -> Result<(), Unreadable> {
        let broken = |rule| Unreadable::of(column, rule);
        let listed = |found: bool| if found || cell.is_empty() { Ok(()) } else { Err(broken(Rule::NotListed)) };
        match column {
            Column::Existence => {
                self.existence = heard(EXISTENCE, cell);
                listed(self.existence.is_some())?;
            }
            Column::CardRight => {
                self.card_right = heard(RIGHT, cell);
                listed(self.card_right.is_some())?;
            }
            Column::Note => self.note = written(cell).map_err(broken)?,
            Column::Successors => {
                self.successors =
                    named(cell, reference).map_err(|code| Unreadable { part: Some(code), ..broken(Rule::Unknown) })?;
            }
            Column::Question(code) => put(&mut self.answers, code, written(cell).map_err(broken)?),
            Column::Measure(kind, part) => {
                let measure = measure(*kind, cell).map_err(broken)?;
                put(&mut self.measures, &(*kind, part.clone()), measure);
            }
            _ => {}
        }
        Ok(())
    }

    /// The answer that it is to an item at a version; without an answer to the first question it is none.
    pub fn answer(&self, item: &Item) -> Result<AnswerItem, Unreadable> {
        let Some(existence) = self.existence else { return Err(Unreadable::of(&Column::Existence, Rule::Required)) };
        let measure = |((kind, part), (state, amount)): (&(MeasureKind, String), &(MeasureState, Option<i64>))| {
            StatedMeasure { kind: *kind, part: part.clone(), state: *state, amount: *amount }
        };
        Ok(AnswerItem {
            id: item.id,
            existence,
            card_right: self.card_right,
            note: self.note.clone(),
            successors: self.successors.clone(),
            answers: self.answers.clone(),
            measures: Some(self.measures.iter().map(measure).collect()),
            expected_version: Some(item.version),
        })
    }

    /// The column of a field of its [`answer`](Self::answer); none where it is of no column.
    pub fn column_of(&self, path: &[String]) -> Option<Column> {
        match path.first().map(String::as_str)? {
            "existence" => Some(Column::Existence),
            "cardRight" => Some(Column::CardRight),
            "note" => Some(Column::Note),
            "successorIds" => Some(Column::Successors),
            "answers" => path.get(1).map(|code| Column::Question(code.clone())),
            "measures" => {
                let place: usize = path.get(1)?.parse().ok()?;
                self.measures.keys().nth(place).map(|(kind, part)| Column::Measure(*kind, part.clone()))
            }
            _ => None,
        }
    }
}

/// The figures that are known without the department, one a line; parts only where there is no whole.
pub(super) fn known(figures: &[Measure], language: &LanguageTag) -> String {
    let whole = |part: &Measure| {
        let same = |row: &&Measure| (row.kind, row.provenance) == (part.kind, part.provenance);
        figures.iter().filter(same).any(|row| row.part.is_empty())
    };
    let others = figures.iter().filter(|row| row.provenance != Provenance::Stated);
    let others = others.filter(|row| row.part.is_empty() || !whole(row));
    let line = |row: &Measure| {
        let what = measured(row.kind, &row.part, language);
        let origin = say(ORIGINS, &row.provenance, language);
        format!("{what}: {} ({origin})", figure(row.kind, (row.state, row.amount), language))
    };
    others.map(line).collect::<Vec<_>>().join("\n")
}

fn put<K: Ord + Clone, V>(map: &mut BTreeMap<K, V>, key: &K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key.clone(), value);
        }
        None => {
            map.remove(key);
        }
    }
}

/// A text, or why it is none that may be kept.
fn written(cell: &str) -> Result<Option<String>, Rule> {
    text::clean_optional("", Some(cell), TEXT).map_err(|error| match error {
        Error::Invalid { fields } => fields.into_iter().next().map_or(Rule::Malformed, |field| field.rule),
        _ => Rule::Malformed,
    })
}

/// The services of codes with commas between them, or the first code that is of none.
fn named(cell: &str, reference: &Reference) -> Result<Vec<ServiceId>, String> {
    let codes = cell.split([',', '،', ';', '؛', '\n']).map(str::trim).filter(|code| !code.is_empty());
    let known = |code: &str| reference.service_by_code(code).map(|service| service.id);
    codes.map(|code| known(code).ok_or_else(|| code.chars().take(CODE).collect())).collect()
}

fn figure(kind: MeasureKind, (state, amount): (MeasureState, Option<i64>), language: &LanguageTag) -> String {
    match amount {
        None => say(UNTOLD, &state, language).to_owned(),
        Some(hundredths) if kind == MeasureKind::Satisfaction => {
            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Some(amount) => amount.to_string(),
    }
}

/// A figure, or a word in its place.
fn measure(kind: MeasureKind, cell: &str) -> Result<Option<(MeasureState, Option<i64>)>, Rule> {
    if cell.is_empty() {
        return Ok(None);
    }
    if let Some(state) = heard(UNTOLD, cell) {
        return Ok(Some((state, None)));
    }
    let plain: String = text::digits(cell).chars().filter(|c| !matches!(c, ',' | '٬' | ' ' | '\u{a0}')).collect();
    let plain = plain.replace('٫', ".");
    let (amount, rule) = match kind {
        MeasureKind::Satisfaction => (hundredths(&plain).filter(|amount| *amount <= 500), Rule::ScoreOfFive),
        _ => (plain.parse().ok(), Rule::Count),
    };
    let amount = amount.filter(|amount: &i64| *amount >= 0);
    amount.map(|amount| Some((MeasureState::Known, Some(amount)))).ok_or(rule)
}

/// A number that is not negative, with at most two places behind the point, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let places = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let part: i64 = if places(part) { format!("{part:0<2}").parse().ok()? } else { return None };
    i64::from(whole.parse::<u32>().ok()?).checked_mul(100)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_are_written() {
        for language in [LanguageTag::arabic(), LanguageTag::english()] {
            for (kind, value) in [
                (MeasureKind::Transactions, (MeasureState::Known, Some(1_200))),
                (MeasureKind::Complaints, (MeasureState::Known, Some(0))),
                (MeasureKind::Complaints, (MeasureState::NotKnown, None)),
                (MeasureKind::Complaints, (MeasureState::NotApplicable, None)),
                (MeasureKind::Satisfaction, (MeasureState::Known, Some(450))),
                (MeasureKind::Satisfaction, (MeasureState::Known, Some(405))),
                (MeasureKind::Satisfaction, (MeasureState::Known, Some(500))),
            ] {
                assert_eq!(measure(kind, &figure(kind, value, &language)), Ok(Some(value)));
            }
        }
    }

    #[test]
    fn people_write_numbers_in_many_ways() {
        let known = |amount| Ok(Some((MeasureState::Known, Some(amount))));
        assert_eq!(measure(MeasureKind::Transactions, "١٬٢٠٠"), known(1_200));
        assert_eq!(measure(MeasureKind::Transactions, "1,200"), known(1_200));
        assert_eq!(measure(MeasureKind::Satisfaction, "٤٫٥"), known(450));
        for text in ["4.125", "5.01", "-1", "-0.5", "جيد"] {
            assert_eq!(measure(MeasureKind::Satisfaction, text), Err(Rule::ScoreOfFive), "{text}");
        }
        for text in ["4.5", "-3", "كثير"] {
            assert_eq!(measure(MeasureKind::Transactions, text), Err(Rule::Count), "{text}");
        }
        assert_eq!(measure(MeasureKind::Transactions, ""), Ok(None));
    }

    #[test]
    fn a_digest_is_of_what_the_columns_show() -> Result<()> {
        let columns = [Column::Existence, Column::Measure(MeasureKind::Complaints, String::new())];
        let mut told = Told { existence: Some(Existence::Ours), ..Told::default() };
        let before = told.digest(columns.iter())?;
        told.note = Some("لا عمود لها".into());
        assert_eq!(told.digest(columns.iter())?, before);
        told.measures.insert((MeasureKind::Complaints, String::new()), (MeasureState::Known, Some(0)));
        assert_ne!(told.digest(columns.iter())?, before);
        Ok(())
    }
}
