//! What a service is called and is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::ServiceId;
use crate::names::names;
use crate::rule::Rule;
use crate::text::LocalizedText;

use super::common::CardDate;
use super::validate::{Bounds, DESCRIPTION, TEXT, Walk};

/// What a service is called and is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Identity {
    /// Numbers under which other registers know it, the national register's among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_identifiers: Vec<ExternalIdentifier>,
    /// The name; required in the installation's main language.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// Other names by which people ask for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternate_names: Vec<LocalizedText>,
    /// One sentence, at most 150 characters (PTV's bound).
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub summary: LocalizedText,
    /// The full text.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub description: LocalizedText,
    /// What sort of service it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ServiceKind>,
    /// The main service of which this is a sub-service; a service without parent is a main service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<ServiceId>,
    /// The one main output: a licence, an answer, a certificate (CPSV-AP `cpsv:produces`).
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub output: LocalizedText,
    /// Whom it serves: outside, inside, several bodies.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub scope: BTreeSet<Scope>,
    /// Since when it is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launch_date: Option<CardDate>,
}

/// A number under which another register knows the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExternalIdentifier {
    /// The register: a code such as `national` or `gc-inventory`.
    pub scheme: String,
    /// The number in it.
    pub value: String,
}

names! {
    /// What sort of service it is, as the Saudi service card tells them apart.
    ServiceKind {
        /// Gives information.
        Informational = "informational",
        /// Runs a procedure that ends in a decision or document.
        Procedural = "procedural",
        /// Carries something out.
        Executive = "executive",
    }
}

names! {
    /// Whom a service serves.
    Scope {
        /// The body's own staff and departments.
        Internal = "internal",
        /// The public.
        External = "external",
        /// Several bodies together.
        Shared = "shared",
    }
}

impl Identity {
    pub(super) fn check(&mut self, walk: &mut Walk, bounds: &Bounds<'_>) {
        let Self {
            external_identifiers,
            name,
            alternate_names,
            summary,
            description,
            kind: _,
            parent: _,
            output,
            scope: _,
            launch_date,
        } = self;
        walk.each("externalIdentifiers", external_identifiers, |walk, identifier| identifier.check(walk));
        for index in repeated(external_identifiers) {
            walk.that(false, &format!("externalIdentifiers.{index}"), Rule::Repeated);
        }
        walk.text_in("name", name, bounds.name, bounds.language);
        walk.texts("alternateNames", alternate_names, bounds.name);
        walk.text("summary", summary, bounds.summary);
        walk.text("description", description, DESCRIPTION);
        walk.text("output", output, TEXT);
        if let Some(date) = launch_date {
            date.check(walk, "launchDate");
        }
    }
}

impl ExternalIdentifier {
    fn check(&mut self, walk: &mut Walk) {
        let Self { scheme, value } = self;
        walk.code("scheme", scheme);
        walk.line_required("value", value, 200);
    }
}

/// The places of entries that repeat an earlier one.
fn repeated(list: &[ExternalIdentifier]) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    list.iter().enumerate().filter(|(_, entry)| !seen.insert(*entry)).map(|(index, _)| index).collect()
}
