//! For whom a service is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::TagId;
use crate::names::names;
use crate::rule::Rule;
use crate::text::LocalizedText;

use super::validate::{DESCRIPTION, TEXT, Walk};

/// For whom a service is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Audience {
    /// People, businesses, other bodies.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub clients: BTreeSet<ClientKind>,
    /// Of people: who they are in the country.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub residency: BTreeSet<Residency>,
    /// Groups it is made for, as coded tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<TagId>,
    /// Youngest age in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u16>,
    /// Oldest age in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_age: Option<u16>,
    /// Where its takers live or are.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub area_served: LocalizedText,
    /// Who is entitled.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub eligibility: LocalizedText,
}

names! {
    /// Whom a service is for.
    ClientKind {
        /// People.
        Individuals = "individuals",
        /// Businesses and associations.
        Business = "business",
        /// Other public bodies.
        Government = "government",
    }
}

names! {
    /// What a person is in the country.
    Residency {
        /// مواطن.
        Citizen = "citizen",
        /// مقيم.
        Resident = "resident",
        /// زائر.
        Visitor = "visitor",
    }
}

impl Audience {
    /// Whether the card says for whom the service is.
    pub fn is_stated(&self) -> bool {
        !self.clients.is_empty() || !self.residency.is_empty() || !self.segments.is_empty()
    }

    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { clients: _, residency: _, segments, minimum_age, maximum_age, area_served, eligibility } = self;
        walk.ids("segments", segments);
        walk.that(minimum_age.is_none_or(|age| age <= 130), "minimumAge", Rule::OutOfRange);
        let bottom = minimum_age.unwrap_or_default();
        walk.that(maximum_age.is_none_or(|age| (bottom..=130).contains(&age)), "maximumAge", Rule::OutOfRange);
        walk.text("areaServed", area_served, TEXT);
        walk.text("eligibility", eligibility, DESCRIPTION);
    }
}
