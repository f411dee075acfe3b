//! Where a service is to be had, and which of its acts are online.

use serde::{Deserialize, Serialize};

use crate::ids::SiteId;
use crate::names::names;
use crate::text::{LanguageTag, LocalizedText};

use super::validate::{NAME, TEXT, Walk};

/// One way to get a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    /// What sort of way.
    pub kind: ChannelKind,
    /// Its name, such as a portal's.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// Phone number, e-mail address or handle, as the kind has it. A body's own, not a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Where to go or write to, when no kept site says it.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub address: LocalizedText,
    /// Where to click, per language.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub url: LocalizedText,
    /// When it is open, where it differs from its sites' hours.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub hours: LocalizedText,
    /// Languages spoken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageTag>,
    /// The kept sites at which it is to be had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
}

names! {
    /// A way to get a service.
    ChannelKind {
        /// A counter at a site.
        Counter = "counter",
        /// The portal.
        Portal = "portal",
        /// E-mail.
        Email = "email",
        /// Phone.
        Phone = "phone",
        /// Text message.
        Sms = "sms",
        /// A self-service device.
        Kiosk = "kiosk",
        /// A mobile application.
        App = "app",
        /// Post.
        Post = "post",
        /// A social network.
        Social = "social",
        /// A partner's channel.
        Partner = "partner",
        /// Fax, which older inventories still state.
        Fax = "fax",
        /// Another way, which older inventories do not name.
        Other = "other",
    }
}

impl ChannelKind {
    /// Whether people serve themselves by it, on a screen.
    pub fn is_online(self) -> bool {
        matches!(self, Self::Portal | Self::App | Self::Kiosk)
    }
}

names! {
    /// Whether one act of a service is online.
    #[derive(Default)]
    OnlineAnswer {
        /// It is.
        Yes = "yes",
        /// It is not.
        No = "no",
        /// The service has no such act.
        NotApplicable = "not_applicable",
        /// Nobody said.
        #[default]
        NotKnown = "not_known",
    }
}

/// Which of the six acts of a service are online, as inventories count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OnlinePoints {
    /// Opening an account or registering.
    pub account: OnlineAnswer,
    /// Proving who one is.
    pub sign_in: OnlineAnswer,
    /// Applying.
    pub application: OnlineAnswer,
    /// Learning the decision.
    pub decision: OnlineAnswer,
    /// Getting the output.
    pub delivery: OnlineAnswer,
    /// Saying how it went.
    pub feedback: OnlineAnswer,
}

impl OnlinePoints {
    /// The six answers, in the order of the acts.
    pub fn answers(&self) -> [OnlineAnswer; 6] {
        [self.account, self.sign_in, self.application, self.decision, self.delivery, self.feedback]
    }
}

impl Channel {
    /// A channel of this kind without details.
    pub fn new(kind: ChannelKind) -> Self {
        Self {
            kind,
            name: LocalizedText::new(),
            contact: None,
            address: LocalizedText::new(),
            url: LocalizedText::new(),
            hours: LocalizedText::new(),
            languages: Vec::new(),
            sites: Vec::new(),
        }
    }

    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { kind, name, contact, address, url, hours, languages, sites } = self;
        walk.text("name", name, NAME);
        match kind {
            ChannelKind::Email => walk.email("contact", contact),
            ChannelKind::Phone | ChannelKind::Sms | ChannelKind::Fax => walk.phone("contact", contact),
            _ => walk.line("contact", contact, 320),
        }
        walk.text("address", address, TEXT);
        walk.links("url", url);
        walk.text("hours", hours, TEXT);
        walk.ids("languages", languages);
        walk.ids("sites", sites);
    }
}
