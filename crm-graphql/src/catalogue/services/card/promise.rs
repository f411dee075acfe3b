//! By when and how well a service is given.

use std::collections::BTreeSet;

use crm_core::catalogue::card;
use crm_core::text::LocalizedText;

use super::form::{card_enum, card_part};

card_part! {
    /// By when and how well a service is given.
    card::Promise => ServicePromise, ServicePromiseInput {
        /// Delivery times; several stand side by side for channels, variants and periods.
        delivery_times: Vec<card::DeliveryTime>,
        /// Further service standards.
        standards: Vec<card::Standard>,
    }
}

card_part! {
    /// Within what time a service is delivered.
    card::DeliveryTime => DeliveryTime, DeliveryTimeInput {
        /// The time promised.
        within: card::Span = required,
        /// The channel it is for; none means every other channel.
        channel: Option<card::ChannelKind>,
        /// The variant of the service it is for, such as "urgent"; empty means every other variant.
        variant: LocalizedText,
        /// What starts the clock; none means receipt.
        starts: Option<card::ClockStart>,
        /// What stops the clock while it lasts.
        stops: BTreeSet<card::ClockStop>,
        /// The share of deliveries that shall meet it, in percent such as `99.5`; none means all.
        target: Option<card::Percent>,
        /// When the promise holds.
        validity: card::Validity,
    }
}

card_enum! {
    /// What starts the clock of a delivery time.
    card::ClockStart => ClockStart {
        /// The application is received.
        Received = "RECEIVED",
        /// The application is complete.
        Complete = "COMPLETE",
        /// The fee is paid.
        Paid = "PAID",
        /// The appointment begins.
        Appointment = "APPOINTMENT",
    }
}

card_enum! {
    /// What stops the clock of a delivery time while it lasts.
    card::ClockStop => ClockStop {
        /// Waiting for the beneficiary.
        Beneficiary = "BENEFICIARY",
        /// Waiting for another body.
        OtherBody = "OTHER_BODY",
        /// Waiting for a document.
        Document = "DOCUMENT",
        /// Waiting for payment.
        Payment = "PAYMENT",
    }
}

card_part! {
    /// A service standard: a stated level of service, with a target where it has one.
    card::Standard => ServiceStandard, ServiceStandardInput {
        /// Its number in the sheet it came from, which is not unique.
        external_id: Option<String>,
        /// The standard.
        text: LocalizedText = required,
        /// What it is about; a standard may be about several things.
        kinds: BTreeSet<card::StandardKind>,
        /// The channel it is for.
        channel: Option<card::ChannelKind>,
        /// The share that shall meet it, in percent such as `80`.
        target: Option<card::Percent>,
        /// A target that is not a share.
        target_text: LocalizedText,
        /// Where the standard is published, an address per language.
        url: LocalizedText,
        /// Where results are published, an address per language.
        results_url: LocalizedText,
        /// Remarks.
        note: LocalizedText,
        /// When it holds.
        validity: card::Validity,
    }
}

card_enum! {
    /// What a service standard is about.
    card::StandardKind => StandardKind {
        /// How fast.
        Timeliness = "TIMELINESS",
        /// How easily reached.
        Access = "ACCESS",
        /// How right.
        Accuracy = "ACCURACY",
        /// Something else.
        Other = "OTHER",
    }
}
