//! Who vouches for a card.

use serde::{Deserialize, Serialize};

use crate::rule::Rule;
use crate::text::LocalizedText;

use super::common::CardDate;
use super::validate::{NAME, TEXT, Walk};

/// Who vouches for a card, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Governance {
    /// The post that vouches for what the card says.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub assured_by: LocalizedText,
    /// When it last did (HSDS `assured_date`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assured_on: Option<CardDate>,
    /// When the card shall be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_review_due: Option<CardDate>,
    /// Remarks of the inventory.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub remarks: LocalizedText,
}

impl Governance {
    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { assured_by, assured_on, next_review_due, remarks } = self;
        walk.text("assuredBy", assured_by, NAME);
        if let Some(date) = assured_on {
            date.check(walk, "assuredOn");
        }
        if let Some(date) = next_review_due {
            date.check(walk, "nextReviewDue");
        }
        if let (Some(done), Some(due)) = (assured_on, next_review_due) {
            walk.that(done.date <= due.date, "nextReviewDue", Rule::Period);
        }
        walk.text("remarks", remarks, TEXT);
    }
}
