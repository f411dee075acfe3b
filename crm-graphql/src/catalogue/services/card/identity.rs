//! What a service is called and is.

use std::collections::BTreeSet;

use crm_core::catalogue::card;
use crm_core::ids::ServiceId;
use crm_core::text::LocalizedText;

use super::form::{card_enum, card_part};

card_part! {
    /// What a service is called and is.
    card::Identity => ServiceIdentity, ServiceIdentityInput {
        /// Numbers under which other registers know it, the national register's among them.
        external_identifiers: Vec<card::ExternalIdentifier>,
        /// The name; required in the installation's language.
        name: LocalizedText = required,
        /// Other names by which people ask for it.
        alternate_names: Vec<LocalizedText>,
        /// One sentence, at most 150 characters.
        summary: LocalizedText,
        /// The full text.
        description: LocalizedText,
        /// What sort of service it is.
        kind: Option<card::ServiceKind>,
        /// The main service of which it is a part; a service without one is a main service.
        parent: Option<ServiceId>,
        /// The one main output: a licence, an answer, a certificate.
        output: LocalizedText,
        /// Whom it serves.
        scope: BTreeSet<card::Scope>,
        /// Since when it is offered.
        launch_date: Option<card::CardDate>,
    }
}

card_part! {
    /// A number under which another register knows a service.
    card::ExternalIdentifier => ExternalIdentifier, ExternalIdentifierInput {
        /// The register, a code such as `national`.
        scheme: String = required,
        /// The number in it.
        value: String = required,
    }
}

card_enum! {
    /// What sort of service it is, as the Saudi service card tells them apart.
    card::ServiceKind => ServiceKind {
        /// Gives information.
        Informational = "INFORMATIONAL",
        /// Runs a procedure that ends in a decision or document.
        Procedural = "PROCEDURAL",
        /// Carries something out.
        Executive = "EXECUTIVE",
    }
}

card_enum! {
    /// Whom a service serves.
    card::Scope => ServiceScope {
        /// The body's own staff and departments.
        Internal = "INTERNAL",
        /// The public.
        External = "EXTERNAL",
        /// Several bodies together.
        Shared = "SHARED",
    }
}
