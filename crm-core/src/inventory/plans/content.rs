//! What a plan says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::catalogue::card::ServiceKind;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::DepartmentId;
use crate::names::names;
use crate::rule::Rule;
use crate::text::LocalizedText;
use crate::values::Code;

/// Most questions of a plan besides the two that every item asks.
const QUESTIONS: usize = 20;
/// Most days that a stage may take.
const DAYS: u16 = 366;
/// The version of the stored form that this program writes.
const VERSION: u64 = 1;

names! {
    /// How the committee decides on a plan.
    DecisionBasis {
        /// In a meeting; the secretary records it from the signed minutes.
        Minutes = "minutes",
        /// By votes of the members in this system.
        Votes = "votes",
    }
}

/// The text of a plan. What is not stated is not written, so that a stored text and its digest stay the same when
/// fields are added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanContent {
    /// What it is called.
    pub title: LocalizedText,
    /// What counts as one service.
    pub definition: LocalizedText,
    /// Which services it asks about.
    #[serde(default, skip_serializing_if = "PlanScope::is_all")]
    pub scope: PlanScope,
    /// When it holds.
    pub period: PlanPeriod,
    /// When cycles open by themselves.
    #[serde(default, skip_serializing_if = "Recurrence::is_none")]
    pub recurrence: Recurrence,
    /// How many days departments have to answer.
    pub answer_days: u16,
    /// How many days the answers are verified thereafter.
    pub verify_days: u16,
    /// What is asked beside whether the service exists and whether its card is right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Stages beyond open, answered, verified, closed.
    #[serde(default, skip_serializing_if = "Stages::is_light")]
    pub stages: Stages,
    /// How the committee decides on the plan.
    pub decision: DecisionBasis,
    /// How many members must vote; only where it is decided by votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u16>,
}

/// Which services a plan asks about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanScope {
    /// Owned by these departments or by those below them; empty is every department.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub departments: BTreeSet<DepartmentId>,
    /// Of these kinds; empty is every kind.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub kinds: BTreeSet<ServiceKind>,
}

/// When a plan holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPeriod {
    /// First day.
    pub from: NaiveDate,
    /// Last day, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// When cycles open by themselves; by hand they always can.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Recurrence {
    /// So many months after the first day of the period, and again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_months: Option<u8>,
    /// On these days.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub dates: BTreeSet<NaiveDate>,
}

/// A question that a plan adds to the two that every item asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Code, unique in the plan.
    pub code: String,
    /// The question.
    pub text: LocalizedText,
    /// Whether an answer is needed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// Stages that a plan switches on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Stages {
    /// The head of a department approves its answers before they are verified.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub head_approval: bool,
    /// What is returned may be answered again until the end of verification.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub second_round: bool,
    /// So many of a hundred accepted answers are looked at by a second verifier.
    #[serde(skip_serializing_if = "is_zero")]
    pub second_review_percent: u8,
    /// Services that were asked for in the window and that nothing contradicts are confirmed without their department.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub auto_attestation: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

impl PlanContent {
    /// What is recorded as the plan of cycles that come out of files of a scheme.
    pub(super) fn of_files(scheme: &str, from: NaiveDate) -> Self {
        let title = format!("Earlier inventories from files: {scheme}");
        Self {
            title: LocalizedText::ar_en(format!("عمليات حصر سابقة من ملفات: {scheme}"), title),
            definition: LocalizedText::ar_en("ما عدّه الملف خدمة.", "What the file counts as a service."),
            scope: PlanScope::default(),
            period: PlanPeriod { from, to: None },
            recurrence: Recurrence::default(),
            answer_days: 1,
            verify_days: 1,
            questions: Vec::new(),
            stages: Stages::default(),
            decision: DecisionBasis::Minutes,
            quorum: None,
        }
    }
}

impl PlanScope {
    fn is_all(&self) -> bool {
        self.departments.is_empty() && self.kinds.is_empty()
    }
}

impl Recurrence {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Stages {
    fn is_light(&self) -> bool {
        *self == Self::default()
    }
}

impl PlanContent {
    /// The text with its texts cleaned. Broken fields come back by name.
    pub(super) async fn checked(self, db: &Db) -> Result<Self> {
        let frame = db.reference().await?;
        let language = &db.settings().language;
        let Self { title, definition, scope, period, recurrence, answer_days, verify_days, .. } = self;
        let Self { questions, stages, decision, quorum, .. } = self;
        let mut check = Check::default();
        let title = check.take("", title.required("title", 200, language))?.unwrap_or_default();
        let definition = check.take("", definition.required("definition", 5_000, language))?.unwrap_or_default();
        let known = scope.departments.iter().all(|id| frame.department(*id).is_some());
        check.that(known, "scope.departments", Rule::Unknown);
        check.that(period.to.is_none_or(|to| to >= period.from), "period.to", Rule::Period);
        let months = recurrence.every_months.is_none_or(|months| (1..=120).contains(&months));
        check.that(months, "recurrence.everyMonths", Rule::OutOfRange);
        check.that(recurrence.dates.len() <= 100, "recurrence.dates", Rule::TooMany(100));
        check.that((1..=DAYS).contains(&answer_days), "answerDays", Rule::OutOfRange);
        check.that((1..=DAYS).contains(&verify_days), "verifyDays", Rule::OutOfRange);
        check.that(stages.second_review_percent <= 100, "stages.secondReviewPercent", Rule::OutOfRange);
        let questions = check.take("questions", asked(questions, db))?.unwrap_or_default();
        match decision {
            DecisionBasis::Votes => check.that(quorum.is_some_and(|quorum| quorum > 0), "quorum", Rule::Required),
            DecisionBasis::Minutes => check.that(quorum.is_none(), "quorum", Rule::Exclusive),
        };
        check.done()?;
        let checked = Self {
            title,
            definition,
            scope,
            period,
            recurrence,
            answer_days,
            verify_days,
            questions,
            stages,
            decision,
            quorum,
        };
        Ok(checked)
    }

    /// Reads a stored text of this or any earlier version of the program.
    pub(super) fn from_json(stored: &serde_json::Value) -> Result<Self> {
        match stored.get("v").and_then(serde_json::Value::as_u64) {
            Some(1..=VERSION) => Self::deserialize(stored).map_err(|_| Error::Corrupt { what: "inventory plan" }),
            _ => Err(Error::Corrupt { what: "inventory plan: written by another version of this software" }),
        }
    }

    /// The text to store: its parts and `"v"`, the version.
    pub(super) fn to_json(&self) -> Result<serde_json::Value> {
        let mut stored = serde_json::to_value(self).map_err(|_| Error::Corrupt { what: "inventory plan" })?;
        if let serde_json::Value::Object(parts) = &mut stored {
            parts.insert("v".into(), VERSION.into());
        }
        Ok(stored)
    }
}

fn asked(questions: Vec<Question>, db: &Db) -> Result<Vec<Question>> {
    let mut check = Check::default();
    check.that(questions.len() <= QUESTIONS, "", Rule::TooMany(QUESTIONS as u64)).result()?;
    let (mut codes, mut cleaned) = (BTreeSet::new(), Vec::new());
    for (place, Question { code, text, required }) in questions.into_iter().enumerate() {
        let at = place.to_string();
        let code = check.take(&format!("{at}.code"), Code::parse(&code))?;
        let text = check.take(&at, text.required("text", 500, &db.settings().language))?;
        let (Some(code), Some(text)) = (code, text) else { continue };
        let code = code.as_str().to_owned();
        check.that(codes.insert(code.clone()), &format!("{at}.code"), Rule::Taken);
        cleaned.push(Question { code, text, required });
    }
    check.done()?;
    Ok(cleaned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_plan_writes_only_what_it_states_and_reads_back() -> Result<()> {
        let plan = PlanContent {
            title: LocalizedText::ar_en("خطة الحصر", "Inventory plan"),
            definition: LocalizedText::ar_en("ما يطلبه المستفيد", "What a beneficiary asks for"),
            scope: PlanScope::default(),
            period: PlanPeriod { from: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default(), to: None },
            recurrence: Recurrence::default(),
            answer_days: 14,
            verify_days: 7,
            questions: Vec::new(),
            stages: Stages::default(),
            decision: DecisionBasis::Minutes,
            quorum: None,
        };
        let stored = plan.to_json()?;
        let keys: Vec<&str> = stored.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["answerDays", "decision", "definition", "period", "title", "v", "verifyDays"]);
        assert_eq!(PlanContent::from_json(&stored)?, plan);
        assert!(PlanContent::from_json(&serde_json::json!({ "v": 2 })).is_err());
        Ok(())
    }
}
