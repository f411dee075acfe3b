//! What is frozen of an item.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Names;
use crate::catalogue::Reference;
use crate::catalogue::card::Scope;
use crate::catalogue::floor::{self, Completeness};
use crate::catalogue::services::{Service, StoredCard};
use crate::documents::Document;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, ServiceId};
use crate::inventory::digest::canonical;
use crate::inventory::items::{
    self, Answers, AttestedBy, Figure, Item, ItemOutcome, ItemState, Measure, MeasureKind, Successors,
};
use crate::text::LocalizedText;

/// The version of the stored form that this program writes.
const VERSION: u64 = 1;

/// An item as it was when its cycle closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Version of the form.
    v: u64,
    /// The service.
    pub service: LineService,
    /// What was answered.
    pub item: LineItem,
    /// Number of the card's revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i32>,
    /// The card that was in force, in its stored form.
    #[serde(default)]
    card: Option<StoredCard>,
    /// Figures over the cycle's window.
    #[serde(default)]
    pub measures: Vec<Figure>,
    /// What the departments and bodies that it names were called.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
}

/// What a line says of the service itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineService {
    /// Id.
    pub id: ServiceId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: LocalizedText,
    /// Code of the department that owned it.
    pub owner: String,
    /// Whether the public catalogue showed it; a line of an early version does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
}

/// What a line says of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineItem {
    /// Where it stood.
    pub state: ItemState,
    /// What the answer came to.
    pub outcome: Option<ItemOutcome>,
    /// Who said so.
    pub attested_by: Option<AttestedBy>,
    /// Code of the department that answered.
    pub department: String,
    /// What the department added.
    pub note: Option<String>,
    /// Answers to the plan's questions.
    pub answers: Answers,
    /// Services that it became.
    pub successors: Successors,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Whether the first answer came in time.
    pub on_time: Option<bool>,
    /// When it was verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// How often it was returned.
    pub returns: i32,
    /// What the department laid beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<LineDocument>,
}

/// What a line says of a document: enough to know it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDocument {
    /// The file's name.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

impl LineDocument {
    fn of(document: &Document) -> Self {
        Self { name: document.name.clone(), sha256: document.digest_text().unwrap_or_default() }
    }
}

impl Line {
    /// The line of an item.
    pub(crate) fn of(
        item: &Item,
        service: &Service,
        (measures, evidence): (&[Measure], &[Document]),
        frame: &Reference,
    ) -> Self {
        let code = |id| frame.department(id).map(|department| department.code.clone()).unwrap_or_default();
        Self {
            v: VERSION,
            service: LineService {
                id: service.id,
                code: service.code.clone(),
                name: service.name.clone(),
                owner: code(service.owner_id),
                public: Some(service.public),
            },
            item: LineItem {
                state: item.state,
                outcome: item.outcome,
                attested_by: item.attested_by,
                department: code(item.department_id),
                note: item.note.clone(),
                answers: item.answers.clone(),
                successors: item.successors.clone(),
                answered_at: item.answered_at,
                on_time: item.on_time,
                verified_at: item.verified_at,
                returns: item.returns,
                evidence: evidence.iter().map(LineDocument::of).collect(),
            },
            revision: service.revision.as_ref().map(|revision| revision.number),
            card: service.revision.as_ref().map(|revision| revision.card.clone()),
            measures: measures.iter().map(Figure::from).collect(),
            names: Names::of([service.owner_id, item.department_id], service.card(), frame),
        }
    }

    /// The line as canonical JSON.
    pub(crate) fn text(&self) -> Result<String> {
        let value = serde_json::to_value(self).map_err(|_| Error::Corrupt { what: "inventory line" })?;
        Ok(canonical(&value))
    }

    /// Reads a stored line of this or any earlier version of the program.
    pub(crate) fn read(body: &str) -> Result<Self> {
        let line: Self = serde_json::from_str(body).map_err(|_| Error::Corrupt { what: "inventory line" })?;
        if line.v <= VERSION { Ok(line) } else { Err(Error::Corrupt { what: "inventory line: a later version" }) }
    }

    /// The card that was in force; empty when there was none.
    pub fn card(&self) -> &StoredCard {
        static EMPTY: LazyLock<StoredCard> = LazyLock::new(StoredCard::default);
        self.card.as_ref().unwrap_or(&EMPTY)
    }

    /// Whether the public may read the line once the cycle is published: the service is not for the body's own use, and the
    /// catalogue showed it.
    pub fn is_public(&self) -> bool {
        let scope = &self.card().identity.scope;
        let is_theirs = scope.contains(&Scope::External) || scope.contains(&Scope::Shared);
        is_theirs && self.service.public.unwrap_or(true)
    }

    /// How complete the card was.
    pub fn completeness(&self) -> Option<Completeness> {
        self.card.as_ref().map(|card| floor::completeness(card))
    }

    /// The department that answered; a line of an early version does not say.
    pub fn department_id(&self) -> Option<DepartmentId> {
        self.names.departments.iter().find(|(_, named)| named.code == self.item.department).map(|(id, _)| *id)
    }

    /// The figure of a kind for the whole service, see [`items::figure`].
    pub fn figure(&self, kind: MeasureKind) -> Option<Figure> {
        items::figure(&self.measures, kind)
    }

    /// What the department that owned the service was called; a line of an early version does not say.
    pub fn owner_name(&self) -> Option<&LocalizedText> {
        self.names.department_by_code(&self.service.owner)
    }

    /// Whether the service was part of what the body offered: what nobody verified still was, whatever was answered.
    pub fn is_offered(&self) -> bool {
        items::rules::is_offered(self.item.state, self.item.outcome)
    }

    /// What the answer came to, once it was verified.
    pub fn outcome(&self) -> Option<ItemOutcome> {
        self.item.outcome.filter(|_| self.item.state == ItemState::Accepted)
    }
}
