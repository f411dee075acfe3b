//! Where a service is to be had, and which of its acts are online.

use crm_core::catalogue::card;
use crm_core::ids::SiteId;
use crm_core::text::{LanguageTag, LocalizedText};

use super::form::{card_enum, card_part};

card_part! {
    /// One way to get a service.
    card::Channel => ServiceChannel, ServiceChannelInput {
        /// What sort of way.
        kind: card::ChannelKind = required,
        /// Its name, such as a portal's.
        name: LocalizedText,
        /// Phone number, e-mail address or handle, as the kind has it. A body's own, not a person's.
        contact: Option<String>,
        /// Where to go or write to, when no site says it.
        address: LocalizedText,
        /// Where to click, an address per language.
        url: LocalizedText,
        /// When it is open, where it differs from its sites' hours.
        hours: LocalizedText,
        /// Languages spoken.
        languages: Vec<LanguageTag>,
        /// The sites at which it is to be had.
        sites: Vec<SiteId>,
    }
}

card_enum! {
    /// A way to reach the body and to get its services.
    card::ChannelKind => ChannelKind {
        /// A counter at a site.
        Counter = "COUNTER",
        /// The portal.
        Portal = "PORTAL",
        /// E-mail.
        Email = "EMAIL",
        /// Phone.
        Phone = "PHONE",
        /// Text message.
        Sms = "SMS",
        /// A self-service device.
        Kiosk = "KIOSK",
        /// A mobile application.
        App = "APP",
        /// Post.
        Post = "POST",
        /// A social network.
        Social = "SOCIAL",
        /// A partner's channel.
        Partner = "PARTNER",
        /// Fax.
        Fax = "FAX",
        /// Another way, which older inventories do not name.
        Other = "OTHER",
    }
}

card_enum! {
    /// Whether one act of a service is online.
    card::OnlineAnswer => OnlineAnswer {
        /// It is.
        Yes = "YES",
        /// It is not.
        No = "NO",
        /// The service has no such act.
        NotApplicable = "NOT_APPLICABLE",
        /// Nobody said.
        NotKnown = "NOT_KNOWN",
    }
}

card_part! {
    /// Which of the six acts of a service are online; what is not said is `NOT_KNOWN`.
    card::OnlinePoints => OnlinePoints, OnlinePointsInput {
        /// Opening an account or registering.
        account: card::OnlineAnswer,
        /// Proving who one is.
        sign_in: card::OnlineAnswer,
        /// Applying.
        application: card::OnlineAnswer,
        /// Learning the decision.
        decision: card::OnlineAnswer,
        /// Getting the output.
        delivery: card::OnlineAnswer,
        /// Saying how it went.
        feedback: card::OnlineAnswer,
    }
}
