//! The service card: the union of what HSDS 3.1, CPSV-AP 3.2, the Finnish PTV, the Canadian service inventory and
//! the Saudi service card hold.
//!
//! Rules of the document, which is stored as JSON and read back for ever:
//! - keys are camelCase, coded values `snake_case`, dates ISO 8601, amounts integers of minor units;
//! - what is not stated is not written: an absent key reads as empty;
//! - a link is a [`LocalizedText`](crate::text::LocalizedText) too, since a page usually has one address per
//!   language;
//! - a field or coded value that is added, or changes its meaning, raises [`VERSION`]: an older program then
//!   refuses the card instead of dropping what it does not know when it writes the next revision.

mod audience;
mod channels;
mod classes;
mod common;
mod governance;
mod identity;
mod merge;
mod money;
mod ownership;
mod procedure;
mod promise;
mod references;
mod validate;

pub use audience::{Audience, ClientKind, Residency};
pub use channels::{Channel, ChannelKind, OnlineAnswer, OnlinePoints};
pub use classes::{Classes, Integration, IntegrationKind, IntegrationStatus, Relation, RelationKind};
pub use common::{Body, CalendarKind, CardDate, Percent, Span, TimeUnit, Validity};
pub use governance::Governance;
pub use identity::{ExternalIdentifier, Identity, Scope, ServiceKind};
pub use money::{Fee, Fees, PaymentChannel};
pub use ownership::Ownership;
pub use procedure::{
    AutomationLevel, DeliveryMethod, DocumentForm, Importance, LegalBasis, PlannedAutomation, Procedure, Process,
    ProcessClass, RequiredDocument, Step, StepActor, StepPlace,
};
pub use promise::{ClockStart, ClockStop, DeliveryTime, Promise, Standard, StandardKind};
pub use references::References;
pub use validate::is_link;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};

/// The version that this program writes.
pub const VERSION: u64 = 1;

/// Everything a reader learns about a service, in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Card {
    /// What the service is called and is.
    pub identity: Identity,
    /// Who answers for it. The owning department stands on the service's header, since it decides who may edit.
    pub ownership: Ownership,
    /// For whom it is.
    pub audience: Audience,
    /// How it goes, and on which legal basis.
    pub procedure: Procedure,
    /// What it costs; "free" is said, not guessed.
    pub fees: Fees,
    /// How fees can be paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payment_channels: Vec<PaymentChannel>,
    /// By when, and how well.
    pub promise: Promise,
    /// Where it is to be had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Which of its acts are online.
    pub online_points: OnlinePoints,
    /// Under which heads it is found.
    pub classes: Classes,
    /// How it relates to other services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Data exchanged with other bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub integrations: Vec<Integration>,
    /// Who vouches for the card.
    pub governance: Governance,
}

impl Card {
    /// Reads a stored card of this or any earlier version. A newer version, or a damaged document, is
    /// [`Error::Corrupt`].
    pub fn from_json(document: &Value) -> Result<Self> {
        match document.get("v").and_then(Value::as_u64) {
            Some(1..=VERSION) => {
                Self::deserialize(document).map_err(|_| Error::Corrupt { what: "service card: damaged document" })
            }
            Some(_) => Err(Error::Corrupt { what: "service card: written by another version of this software" }),
            None => Err(Error::Corrupt { what: "service card: no version" }),
        }
    }

    /// The document to store: the card's parts and `"v"`, the version.
    pub fn to_json(&self) -> Result<Value> {
        let mut document = self.document()?;
        if let Value::Object(parts) = &mut document {
            parts.insert("v".into(), VERSION.into());
        }
        Ok(document)
    }

    /// The card's parts without the envelope.
    pub(crate) fn document(&self) -> Result<Value> {
        serde_json::to_value(self).map_err(|_| Error::Corrupt { what: "service card: cannot be written" })
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_empty_document_of_version_one_reads_as_an_empty_card() -> Result<()> {
        assert_eq!(Card::from_json(&json!({"v": 1}))?, Card::default());
        Ok(())
    }

    #[test]
    fn other_versions_and_damage_are_refused() {
        for bad in [
            json!({}),
            json!({"v": 0}),
            json!({"v": 2}),
            json!({"v": "1"}),
            json!({"v": 1, "channels": 7}),
            json!(null),
        ] {
            assert!(matches!(Card::from_json(&bad), Err(Error::Corrupt { .. })), "{bad}");
        }
    }

    /// The stored form of version 1, pinned: a failure here means that stored cards are no longer readable.
    #[test]
    fn version_one_stays_readable() -> Result<()> {
        let stored: Value =
            serde_json::from_str(include_str!("v1.json")).map_err(|_| Error::Corrupt { what: "v1.json" })?;
        let card = Card::from_json(&stored)?;
        assert_eq!(card, samples::full());
        assert_eq!(card.to_json()?, stored);
        Ok(())
    }

    proptest! {
        #[test]
        fn the_stored_form_reads_back_equal(card in samples::any_card()) {
            prop_assert_eq!(Card::from_json(&card.to_json().unwrap()).unwrap(), card);
        }
    }
}
