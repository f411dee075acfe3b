//! For whom a service is.

use std::collections::BTreeSet;

use crm_core::catalogue::card;
use crm_core::ids::TagId;
use crm_core::text::LocalizedText;

use super::form::{card_enum, card_part};

card_part! {
    /// For whom a service is.
    card::Audience => ServiceAudience, ServiceAudienceInput {
        /// People, businesses, other bodies.
        clients: BTreeSet<card::ClientKind>,
        /// Of people: who they are in the country.
        residency: BTreeSet<card::Residency>,
        /// Groups it is made for.
        segments: Vec<TagId>,
        /// Youngest age in years.
        minimum_age: Option<u16>,
        /// Oldest age in years.
        maximum_age: Option<u16>,
        /// Where its takers live or are.
        area_served: LocalizedText,
        /// Who is entitled.
        eligibility: LocalizedText,
    }
}

card_enum! {
    /// Whom a service is for.
    card::ClientKind => ClientKind {
        /// People.
        Individuals = "INDIVIDUALS",
        /// Businesses and associations.
        Business = "BUSINESS",
        /// Other public bodies.
        Government = "GOVERNMENT",
    }
}

card_enum! {
    /// What a person is in the country.
    card::Residency => Residency {
        /// A citizen (مواطن).
        Citizen = "CITIZEN",
        /// A resident (مقيم).
        Resident = "RESIDENT",
        /// A visitor (زائر).
        Visitor = "VISITOR",
    }
}
