//! The columns of a workbook, and the headings by which they are known again: in Arabic, in English or by code, in any
//! order.

use std::collections::BTreeSet;

use super::words::{CHANNELS, MEASURES, heard, pick, say};
use crate::catalogue::card::ChannelKind;
use crate::inventory::items::MeasureKind;
use crate::inventory::plans::{PlanContent, Question};
use crate::text::{LanguageTag, fold};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The item's id.
    Item,
    /// By which a row is known to be changed: the item's version, and a digest of what the row said.
    Mark,
    Code,
    Name,
    Department,
    State,
    Due,
    /// The figures that are known without the department.
    Known,
    Existence,
    CardRight,
    Note,
    Successors,
    /// The answer to a question of the plan, by its code.
    Question(String),
    /// A figure that the department tells, of a part or of the whole.
    Measure(MeasureKind, String),
}

/// The columns that every workbook has, with code and headings.
const FIXED: &[(Column, &str, [&str; 2])] = &[
    (Column::Item, "item", ["معرّف البند", "Item"]),
    (Column::Mark, "mark", ["علامة التغيير", "Mark"]),
    (Column::Code, "code", ["رمز الخدمة", "Service code"]),
    (Column::Name, "name", ["اسم الخدمة", "Service"]),
    (Column::Department, "department", ["الإدارة", "Department"]),
    (Column::State, "state", ["حالة البند", "State of the item"]),
    (Column::Due, "due", ["آخر يوم للإجابة", "Answer until"]),
    (Column::Known, "known", ["أرقام معروفة", "Figures known already"]),
    (Column::Existence, "existence", ["هل الخدمة قائمة وتابعة لنا؟", "Does it exist, and is it ours?"]),
    (Column::CardRight, "card_right", ["هل بطاقتها صحيحة؟", "Is its card right?"]),
    (Column::Note, "note", ["ملاحظة الإدارة", "Note"]),
    (Column::Successors, "successors", ["رموز الخدمات التي صارت إليها", "Codes of the services that it became"]),
];

impl Column {
    /// The columns of a workbook in its order: what is known, what every item asks, the plan's questions, figures of the
    /// whole and those of the named parts.
    pub fn all(plan: &PlanContent, parts: BTreeSet<(MeasureKind, String)>) -> Vec<Self> {
        let fixed = FIXED.iter().map(|(column, ..)| column.clone());
        let questions = plan.questions.iter().map(|question| Self::Question(question.code.clone()));
        let mut measures: Vec<Self> = MeasureKind::ALL.iter().map(|kind| Self::Measure(*kind, String::new())).collect();
        measures.extend(parts.into_iter().map(|(kind, part)| Self::Measure(kind, part)));
        measures.sort();
        measures.dedup();
        fixed.chain(questions).chain(measures).collect()
    }

    /// Whether the person fills it in.
    pub fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::Existence | Self::CardRight | Self::Note | Self::Successors | Self::Question(_) | Self::Measure(..)
        )
    }

    /// Whether no person has to see it.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only a workbook has columns to show"))]
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Item | Self::Mark)
    }

    /// What stands above it. A question's heading ends with its code, by which it is known whatever its words.
    pub fn heading(&self, plan: &PlanContent, language: &LanguageTag) -> String {
        match self {
            Self::Question(code) => {
                let question = plan.questions.iter().find(|question| question.code == *code);
                let text = question.and_then(|question| question.text.get(language, &LanguageTag::arabic()));
                format!("{} [{code}]", text.unwrap_or_default()).trim_start().to_owned()
            }
            Self::Measure(kind, part) => measured(*kind, part, language),
            fixed => FIXED.iter().find(|row| row.0 == *fixed).map_or("", |row| pick(row.2, language)).to_owned(),
        }
    }

    /// The column of a heading.
    pub fn of_heading(heading: &str, plan: &PlanContent) -> Option<Self> {
        let folded = fold(heading);
        let of_fixed =
            |row: &&(Self, &str, [&str; 2])| row.1 == folded || row.2.iter().any(|text| fold(text) == folded);
        if let Some((column, ..)) = FIXED.iter().find(of_fixed) {
            return Some(column.clone());
        }
        let ends = |question: &&Question| heading.trim_end().ends_with(&format!("[{}]", question.code));
        if let Some(question) = plan.questions.iter().find(ends) {
            return Some(Self::Question(question.code.clone()));
        }
        let kind = |text: &str| heard(MEASURES, text).or_else(|| MeasureKind::parse(&fold(text)));
        if let Some(kind) = kind(heading) {
            return Some(Self::Measure(kind, String::new()));
        }
        let (before, part) = heading.split_once(':')?;
        let (kind, part) = (kind(before)?, part.trim());
        let channel = heard(CHANNELS, part).filter(|_| kind.is_by_channel());
        Some(Self::Measure(kind, channel.map_or_else(|| part.to_owned(), |channel| channel.name().to_owned())))
    }

    /// How wide it is shown, in characters.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only a workbook has columns to show"))]
    pub fn width(&self) -> f64 {
        match self {
            Self::Name | Self::Note | Self::Known => 36.0,
            Self::Department | Self::Existence | Self::Successors | Self::Question(_) => 26.0,
            _ => 14.0,
        }
    }
}

/// What a figure is called.
pub(super) fn measured(kind: MeasureKind, part: &str, language: &LanguageTag) -> String {
    let kind_said = say(MEASURES, &kind, language);
    let channel = ChannelKind::parse(part).filter(|_| kind.is_by_channel());
    match channel.map_or(part, |channel| say(CHANNELS, &channel, language)) {
        "" => kind_said.to_owned(),
        part => format!("{kind_said}: {part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::plans::DecisionBasis;
    use crate::text::LocalizedText;

    fn plan() -> PlanContent {
        let question = |code: &str, ar: &str| Question {
            code: code.into(),
            text: LocalizedText::ar_en(ar, "Is it: needed?"),
            required: false,
        };
        serde_json::from_value(serde_json::json!({
            "title": { "ar": "خطة" }, "definition": { "ar": "خدمة" }, "period": { "from": "2026-01-01" },
            "answerDays": 1, "verifyDays": 1, "decision": DecisionBasis::Minutes,
            "questions": [question("cost", "كم تكلّف؟"), question("note", "ملاحظة الإدارة")],
        }))
        .unwrap()
    }

    #[test]
    fn a_column_is_known_by_its_heading_in_either_language_and_by_its_code() {
        let plan = plan();
        let parts =
            [(MeasureKind::Transactions, "portal".to_owned()), (MeasureKind::MetTarget, "in: 3 days".to_owned())];
        let columns = Column::all(&plan, parts.into());
        assert_eq!(columns.len(), FIXED.len() + 2 + MeasureKind::ALL.len() + 2);
        for language in [LanguageTag::arabic(), LanguageTag::english()] {
            for column in &columns {
                let heading = column.heading(&plan, &language);
                assert_eq!(Column::of_heading(&heading, &plan).as_ref(), Some(column), "{heading}");
            }
        }
        assert_eq!(Column::of_heading("CARD_RIGHT", &plan), Some(Column::CardRight));
        assert_eq!(Column::of_heading("الحالة", &plan), None);
        assert_eq!(Column::of_heading("شيء: آخر", &plan), None);
    }
}
