//! What a service costs, and how it is paid.

use async_graphql::{InputObject, SimpleObject};
use crm_core::catalogue::services::FeesStated;
use crm_core::catalogue::{Reference, card};
use crm_core::error::Error;
use crm_core::rule::Rule;
use crm_core::text::LocalizedText;

use super::common::{Validity, ValidityInput};
use super::form::{OnCard, card_enum, input_value};
use crate::scalars::{self, LocalizedTextInput, Money};

card_enum! {
    /// What is known of a service's cost.
    FeesStated => FeesState {
        /// The card does not say.
        Unstated = "UNSTATED",
        /// Nothing is to be paid.
        Free = "FREE",
        /// A fee is charged.
        Priced = "PRICED",
    }
}

/// What a service costs. Free is said, not guessed from an empty list.
#[derive(SimpleObject)]
pub struct ServiceFees {
    /// What is known of the cost.
    state: FeesState,
    /// The fees; none while a fee is charged means that the card does not say how much.
    list: Vec<Fee>,
}

/// What a service costs.
#[derive(Clone, Debug, InputObject)]
pub struct ServiceFeesInput {
    /// What is known of the cost.
    state: FeesState,
    /// The fees, of a service that is `PRICED`.
    list: Option<Vec<FeeInput>>,
}

impl OnCard for card::Fees {
    type Shown = ServiceFees;
    type Given = ServiceFeesInput;

    fn shown(&self, frame: &Reference) -> Option<ServiceFees> {
        let state = match self {
            Self::Unstated => FeesState::Unstated,
            Self::Free => FeesState::Free,
            Self::Priced(_) => FeesState::Priced,
        };
        Some(ServiceFees { state, list: self.list().iter().filter_map(|fee| fee.shown(frame)).collect() })
    }

    fn given(input: ServiceFeesInput) -> crm_core::Result<Self> {
        let ServiceFeesInput { state, list } = input;
        let list: Vec<card::Fee> = input_value!(list: Vec<card::Fee>);
        match state {
            FeesState::Priced => Ok(Self::Priced(list)),
            _ if !list.is_empty() => Err(Error::invalid("list", Rule::Exclusive)),
            FeesState::Free => Ok(Self::Free),
            FeesState::Unstated => Ok(Self::Unstated),
        }
    }
}

/// One fee. Several stand side by side for variants, payers and periods.
#[derive(SimpleObject)]
pub struct Fee {
    /// How much.
    amount: Money,
    /// Who pays, when it is not the applicant.
    payer: scalars::LocalizedText,
    /// The variant of the service it is for, such as "urgent".
    variant: scalars::LocalizedText,
    /// What it is for, and exemptions.
    note: scalars::LocalizedText,
    /// When it holds.
    validity: Validity,
}

/// One fee.
#[derive(Clone, Debug, InputObject)]
pub struct FeeInput {
    /// The amount in the currency's minor unit: 15050 is 150.50 riyals.
    amount_minor: i64,
    /// The currency's ISO 4217 code, such as `SAR`.
    currency: String,
    /// Who pays, when it is not the applicant.
    payer: Option<LocalizedTextInput>,
    /// The variant of the service it is for, such as "urgent".
    variant: Option<LocalizedTextInput>,
    /// What it is for, and exemptions.
    note: Option<LocalizedTextInput>,
    /// When it holds; absent means always.
    validity: Option<ValidityInput>,
}

impl OnCard for card::Fee {
    type Shown = Fee;
    type Given = FeeInput;

    fn shown(&self, frame: &Reference) -> Option<Fee> {
        let Self { amount_minor, currency, payer, variant, note, validity } = self;
        Some(Fee {
            amount: Money { amount_minor: *amount_minor, currency: currency.clone() },
            payer: payer.shown(frame)?,
            variant: variant.shown(frame)?,
            note: note.shown(frame)?,
            validity: validity.shown(frame)?,
        })
    }

    fn given(input: FeeInput) -> crm_core::Result<Self> {
        let FeeInput { amount_minor, currency, payer, variant, note, validity } = input;
        Ok(Self {
            amount_minor,
            currency,
            payer: input_value!(payer: LocalizedText),
            variant: input_value!(variant: LocalizedText),
            note: input_value!(note: LocalizedText),
            validity: input_value!(validity: card::Validity),
        })
    }
}

card_enum! {
    /// A way to pay.
    card::PaymentChannel => PaymentChannel {
        /// The national bill payment system (سداد).
        Sadad = "SADAD",
        /// A card, at a device or online.
        Card = "CARD",
        /// A bank transfer.
        BankTransfer = "BANK_TRANSFER",
        /// A digital wallet.
        Wallet = "WALLET",
        /// Cash at a counter.
        Cash = "CASH",
        /// A cheque.
        Cheque = "CHEQUE",
        /// Another way.
        Other = "OTHER",
    }
}
