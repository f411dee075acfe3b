//! How a service goes, and on which legal basis.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::DepartmentId;
use crate::names::names;
use crate::text::LocalizedText;

use super::common::{Body, CardDate, Span};
use super::validate::{DESCRIPTION, NAME, TEXT, Walk};

/// How a service goes, and on which legal basis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Procedure {
    /// The steps, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What the applicant brings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<RequiredDocument>,
    /// What must hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<LocalizedText>,
    /// The laws and decisions it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<LegalBasis>,
    /// How to complain or appeal.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub complaint_path: LocalizedText,
    /// How the output reaches the beneficiary.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub delivery_methods: BTreeSet<DeliveryMethod>,
    /// How far it is automated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automation: Option<AutomationLevel>,
    /// How far it shall be automated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_automation: Option<PlannedAutomation>,
    /// The processes behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub processes: Vec<Process>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Step {
    /// What is done.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub action: LocalizedText,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<StepActor>,
    /// The post or body, where the kind of actor does not say enough.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub performer: LocalizedText,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<StepPlace>,
    /// How long it is expected to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_time: Option<Span>,
}

names! {
    /// Who does a step.
    StepActor {
        /// The beneficiary or a representative.
        Beneficiary = "beneficiary",
        /// Staff of the body.
        Staff = "staff",
        /// Another body.
        OtherBody = "other_body",
        /// A system, by itself.
        System = "system",
    }
}

names! {
    /// Where a step is done.
    StepPlace {
        /// At a site.
        OnSite = "on_site",
        /// Online.
        Online = "online",
        /// Either, as one likes.
        Either = "either",
    }
}

/// One document that the applicant brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RequiredDocument {
    /// What it is.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// In which form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<DocumentForm>,
    /// The body that already holds it, so that it could be asked there instead.
    #[serde(skip_serializing_if = "Body::is_empty")]
    pub held_by: Body,
    /// When it is needed, if not always.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub condition: LocalizedText,
}

names! {
    /// In which form a document is brought.
    DocumentForm {
        /// The original.
        Original = "original",
        /// A copy.
        Copy = "copy",
        /// A copy, with the original to look at.
        CopyWithOriginal = "copy_with_original",
        /// A file.
        Electronic = "electronic",
    }
}

/// A law, regulation or decision that a service rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LegalBasis {
    /// Which one.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub instrument: LocalizedText,
    /// Its number, such as `م/19`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Article or clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<CardDate>,
    /// Where it can be read, per language.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub url: LocalizedText,
}

names! {
    /// How the output of a service reaches the beneficiary.
    DeliveryMethod {
        /// Handed over at a site.
        OnSite = "on_site",
        /// Online.
        Online = "online",
        /// By e-mail or text message.
        Message = "message",
        /// By post or courier.
        Post = "post",
        /// At the beneficiary's place.
        Visit = "visit",
    }
}

names! {
    /// How far a service is automated.
    AutomationLevel {
        /// On paper.
        Manual = "manual",
        /// In part.
        Partly = "partly",
        /// From application to output.
        Fully = "fully",
    }
}

/// How far a service shall be automated, and by when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedAutomation {
    /// How far.
    pub level: AutomationLevel,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<CardDate>,
}

/// A process behind a service, for the process inventory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Process {
    /// Its code.
    pub code: String,
    /// Its name.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// What sort of process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<ProcessClass>,
    /// How much depends on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// The department that runs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<DepartmentId>,
}

names! {
    /// What sort of process.
    ProcessClass {
        /// Makes what the body is there for.
        Core = "core",
        /// Helps the others.
        Support = "support",
        /// Steers.
        Management = "management",
    }
}

names! {
    /// How much depends on a process.
    Importance {
        /// Little.
        Low = "low",
        /// Something.
        Medium = "medium",
        /// Much.
        High = "high",
        /// It must not stand still.
        Critical = "critical",
    }
}

impl Procedure {
    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self {
            steps,
            documents,
            conditions,
            legal_basis,
            complaint_path,
            delivery_methods: _,
            automation: _,
            planned_automation,
            processes,
        } = self;
        walk.each("steps", steps, |walk, step| step.check(walk));
        walk.each("documents", documents, |walk, document| document.check(walk));
        walk.texts("conditions", conditions, TEXT);
        walk.each("legalBasis", legal_basis, |walk, basis| basis.check(walk));
        walk.text("complaintPath", complaint_path, DESCRIPTION);
        if let Some(PlannedAutomation { level: _, by: Some(date) }) = planned_automation {
            walk.within("plannedAutomation", |walk| date.check(walk, "by"));
        }
        walk.each("processes", processes, |walk, process| process.check(walk));
    }
}

impl Step {
    fn check(&mut self, walk: &mut Walk) {
        let Self { action, actor: _, performer, place: _, expected_time } = self;
        walk.text_required("action", action, TEXT);
        walk.text("performer", performer, NAME);
        if let Some(time) = expected_time {
            walk.within("expectedTime", |walk| time.check(walk));
        }
    }
}

impl RequiredDocument {
    fn check(&mut self, walk: &mut Walk) {
        let Self { name, form: _, held_by, condition } = self;
        walk.text_required("name", name, TEXT);
        walk.within("heldBy", |walk| held_by.check(walk));
        walk.text("condition", condition, TEXT);
    }
}

impl LegalBasis {
    fn check(&mut self, walk: &mut Walk) {
        let Self { instrument, number, clause, date, url } = self;
        walk.text_required("instrument", instrument, TEXT);
        walk.line("number", number, 100);
        walk.line("clause", clause, 200);
        if let Some(date) = date {
            date.check(walk, "date");
        }
        walk.links("url", url);
    }
}

impl Process {
    fn check(&mut self, walk: &mut Walk) {
        let Self { code, name, class: _, importance: _, owner: _ } = self;
        walk.code("code", code);
        walk.text_required("name", name, NAME);
    }
}
