//! What a service costs.

use serde::{Deserialize, Serialize};

use crate::names::names;
use crate::rule::Rule;
use crate::text::LocalizedText;

use super::common::Validity;
use super::validate::{NAME, TEXT, Walk};

/// What a service costs. Free is said, not guessed from an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "list")]
pub enum Fees {
    /// The card does not say.
    #[default]
    Unstated,
    /// Nothing.
    Free,
    /// These fees; an empty list means that a fee is charged and the card does not say how much.
    Priced(Vec<Fee>),
}

/// One fee. Several stand side by side for variants, payers and periods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Fee {
    /// Amount in minor units of the currency, such as halalas; not negative.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Who pays, when it is not the applicant.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub payer: LocalizedText,
    /// The variant of the service it is for, such as "urgent".
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub variant: LocalizedText,
    /// What it is for, and exemptions.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub note: LocalizedText,
    /// When it holds.
    pub validity: Validity,
}

names! {
    /// A way to pay.
    PaymentChannel {
        /// The national bill payment system سداد.
        Sadad = "sadad",
        /// A card, at a device or online.
        Card = "card",
        /// A bank transfer.
        BankTransfer = "bank_transfer",
        /// A digital wallet.
        Wallet = "wallet",
        /// Cash at a counter.
        Cash = "cash",
        /// A cheque.
        Cheque = "cheque",
        /// Another way.
        Other = "other",
    }
}

/// More than any fee, and far from overflow when fees are summed.
const MOST: i64 = 1_000_000_000_000;

impl Fees {
    /// Whether the card says what the service costs.
    pub fn is_stated(&self) -> bool {
        match self {
            Self::Unstated => false,
            Self::Free => true,
            Self::Priced(list) => !list.is_empty(),
        }
    }

    /// The fees, none when free or unstated.
    pub fn list(&self) -> &[Fee] {
        match self {
            Self::Priced(list) => list,
            Self::Unstated | Self::Free => &[],
        }
    }

    pub(super) fn check(&mut self, walk: &mut Walk) {
        if let Self::Priced(list) = self {
            walk.each("list", list, |walk, fee| fee.check(walk));
        }
    }
}

impl Fee {
    fn check(&mut self, walk: &mut Walk) {
        let Self { amount_minor, currency, payer, variant, note, validity } = self;
        walk.that((0..=MOST).contains(amount_minor), "amountMinor", Rule::OutOfRange);
        *currency = currency.trim().to_ascii_uppercase();
        let code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
        walk.that(code, "currency", Rule::Currency);
        walk.text("payer", payer, NAME);
        walk.text("variant", variant, NAME);
        walk.text("note", note, TEXT);
        walk.within("validity", |walk| validity.check(walk));
    }
}
