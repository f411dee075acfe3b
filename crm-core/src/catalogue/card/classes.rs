//! Under which heads a service is found, and what it is tied to.

use serde::{Deserialize, Serialize};

use crate::ids::{CategoryId, ServiceId, TagId};
use crate::names::names;
use crate::text::LocalizedText;

use super::common::Body;
use super::validate::{TEXT, Walk};

/// Under which heads a service is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Classes {
    /// Nodes of the category tree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryId>,
    /// Themes, as coded tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<TagId>,
    /// Life events, as coded tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub life_events: Vec<TagId>,
    /// Keywords, as coded tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<TagId>,
    /// Among the services the body works on first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub priority: bool,
}

/// How a service relates to another one of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// How.
    pub kind: RelationKind,
    /// The other one.
    pub service: ServiceId,
    /// Remarks.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub note: LocalizedText,
}

names! {
    /// How a service relates to another one.
    RelationKind {
        /// The other one comes first.
        Requires = "requires",
        /// The other one may interest the same people.
        Related = "related",
        /// The other one is what this one stands in for.
        Replaces = "replaces",
    }
}

/// Data exchanged with another body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Integration {
    /// With whom.
    pub body: Body,
    /// Which data.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub data: LocalizedText,
    /// By what means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<IntegrationKind>,
    /// How far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<IntegrationStatus>,
}

names! {
    /// By what means data are exchanged.
    IntegrationKind {
        /// The national data-sharing channel.
        NationalChannel = "national_channel",
        /// Directly between two systems.
        Direct = "direct",
        /// Files.
        File = "file",
        /// By hand: letters, e-mail, another body's screen.
        Manual = "manual",
    }
}

names! {
    /// How far an integration is.
    IntegrationStatus {
        /// Needed, not begun.
        Planned = "planned",
        /// Being built.
        InProgress = "in_progress",
        /// In use.
        Active = "active",
        /// No longer in use.
        Stopped = "stopped",
    }
}

impl Classes {
    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { categories, themes, life_events, keywords, priority: _ } = self;
        walk.ids("categories", categories);
        walk.ids("themes", themes);
        walk.ids("lifeEvents", life_events);
        walk.ids("keywords", keywords);
    }
}

impl Relation {
    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { kind: _, service: _, note } = self;
        walk.text("note", note, TEXT);
    }
}

impl Integration {
    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { body, data, kind: _, status: _ } = self;
        walk.within("body", |walk| body.check_named(walk));
        walk.text("data", data, TEXT);
    }
}
