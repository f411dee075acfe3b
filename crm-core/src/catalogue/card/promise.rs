//! By when and how well a service is given.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::names::names;
use crate::text::LocalizedText;

use super::channels::ChannelKind;
use super::common::{Percent, Span, Validity};
use super::validate::{DESCRIPTION, NAME, TEXT, Walk};

/// By when and how well a service is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Promise {
    /// Delivery times; several stand side by side for channels, variants and periods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivery_times: Vec<DeliveryTime>,
    /// Further service standards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<Standard>,
}

/// Within what time the service is delivered. Due times are computed from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryTime {
    /// The time promised.
    pub within: Span,
    /// The channel it is for; none means every other channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelKind>,
    /// The variant of the service it is for, such as "urgent"; empty means every other variant.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub variant: LocalizedText,
    /// What starts the clock; none means receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<ClockStart>,
    /// What stops the clock while it lasts.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub stops: BTreeSet<ClockStop>,
    /// The share of deliveries that shall meet it; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Percent>,
    /// When the promise holds.
    #[serde(default)]
    pub validity: Validity,
}

names! {
    /// What starts the clock of a delivery time.
    ClockStart {
        /// The application is received.
        Received = "received",
        /// The application is complete.
        Complete = "complete",
        /// The fee is paid.
        Paid = "paid",
        /// The appointment begins.
        Appointment = "appointment",
    }
}

names! {
    /// What stops the clock of a delivery time while it lasts.
    ClockStop {
        /// Waiting for the beneficiary.
        Beneficiary = "beneficiary",
        /// Waiting for another body.
        OtherBody = "other_body",
        /// Waiting for a document.
        Document = "document",
        /// Waiting for payment.
        Payment = "payment",
    }
}

/// A service standard: a stated level of service, with a target where it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Standard {
    /// Its number in the sheet it came from. Not unique by itself: sheets repeat it with other texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The standard.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub text: LocalizedText,
    /// What it is about; a standard may be about several things.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub kinds: BTreeSet<StandardKind>,
    /// The channel it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelKind>,
    /// The share that shall meet it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Percent>,
    /// A target that is not a share.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub target_text: LocalizedText,
    /// Where the standard is published, per language.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub url: LocalizedText,
    /// Where results are published, per language.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub results_url: LocalizedText,
    /// Remarks.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub note: LocalizedText,
    /// When it holds.
    pub validity: Validity,
}

names! {
    /// What a service standard is about.
    StandardKind {
        /// How fast.
        Timeliness = "timeliness",
        /// How easily reached.
        Access = "access",
        /// How right.
        Accuracy = "accuracy",
        /// Something else.
        Other = "other",
    }
}

impl Promise {
    /// Whether the card promises anything: a delivery time, or a standard of timeliness.
    pub fn is_stated(&self) -> bool {
        !self.delivery_times.is_empty()
            || self.standards.iter().any(|standard| standard.kinds.contains(&StandardKind::Timeliness))
    }

    pub(super) fn check(&mut self, walk: &mut Walk) {
        let Self { delivery_times, standards } = self;
        walk.each("deliveryTimes", delivery_times, |walk, time| time.check(walk));
        walk.each("standards", standards, |walk, standard| standard.check(walk));
    }
}

impl DeliveryTime {
    /// A promise for every channel and variant, without end.
    pub fn within(within: Span) -> Self {
        Self {
            within,
            channel: None,
            variant: LocalizedText::new(),
            starts: None,
            stops: BTreeSet::new(),
            target: None,
            validity: Validity::default(),
        }
    }

    fn check(&mut self, walk: &mut Walk) {
        let Self { within, channel: _, variant, starts: _, stops: _, target, validity } = self;
        walk.within("within", |walk| within.check(walk));
        walk.text("variant", variant, NAME);
        if let Some(target) = target {
            target.check(walk, "target");
        }
        walk.within("validity", |walk| validity.check(walk));
    }
}

impl Standard {
    fn check(&mut self, walk: &mut Walk) {
        let Self { external_id, text, kinds: _, channel: _, target, target_text, url, results_url, note, validity } =
            self;
        walk.line("externalId", external_id, 200);
        walk.text_required("text", text, DESCRIPTION);
        if let Some(target) = target {
            target.check(walk, "target");
        }
        walk.text("targetText", target_text, TEXT);
        walk.links("url", url);
        walk.links("resultsUrl", results_url);
        walk.text("note", note, TEXT);
        walk.within("validity", |walk| validity.check(walk));
    }
}
