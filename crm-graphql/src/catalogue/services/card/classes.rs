//! Under which heads a service is found, and what it is tied to.

use crm_core::catalogue::card;
use crm_core::ids::{CategoryId, ServiceId, TagId};
use crm_core::text::LocalizedText;

use super::form::{card_enum, card_part};

card_part! {
    /// Under which heads a service is found.
    card::Classes => ServiceClasses, ServiceClassesInput {
        /// Nodes of the category tree.
        categories: Vec<CategoryId>,
        /// Themes.
        themes: Vec<TagId>,
        /// Life events.
        life_events: Vec<TagId>,
        /// Keywords.
        keywords: Vec<TagId>,
        /// Whether it is among the services the body works on first.
        priority: bool,
    }
}

card_part! {
    /// How a service relates to another one of the catalogue.
    card::Relation => ServiceRelation, ServiceRelationInput {
        /// How.
        kind: card::RelationKind = required,
        /// The other one; null when the caller may not see it.
        service: ServiceId = required,
        /// Remarks.
        note: LocalizedText,
    }
}

card_enum! {
    /// How a service relates to another one.
    card::RelationKind => ServiceRelationKind {
        /// The other one comes first.
        Requires = "REQUIRES",
        /// The other one may interest the same people.
        Related = "RELATED",
        /// The other one is what this one stands in for.
        Replaces = "REPLACES",
    }
}

card_part! {
    /// Data exchanged with another body.
    card::Integration => ServiceIntegration, ServiceIntegrationInput {
        /// With whom.
        body: card::Body = required,
        /// Which data.
        data: LocalizedText,
        /// By what means.
        kind: Option<card::IntegrationKind>,
        /// How far it is.
        status: Option<card::IntegrationStatus>,
    }
}

card_enum! {
    /// By what means data are exchanged.
    card::IntegrationKind => IntegrationKind {
        /// The national data-sharing channel.
        NationalChannel = "NATIONAL_CHANNEL",
        /// Directly between two systems.
        Direct = "DIRECT",
        /// Files.
        File = "FILE",
        /// By hand: letters, e-mail, another body's screen.
        Manual = "MANUAL",
    }
}

card_enum! {
    /// How far an integration is.
    card::IntegrationStatus => IntegrationStatus {
        /// Needed, not begun.
        Planned = "PLANNED",
        /// Being built.
        InProgress = "IN_PROGRESS",
        /// In use.
        Active = "ACTIVE",
        /// No longer in use.
        Stopped = "STOPPED",
    }
}
