//! Results and their comparison as GraphQL shows them.

use async_graphql::SimpleObject;
use crm_core::ids::ServiceId;
use crm_core::inventory::results as core;

use super::enums::{InventoryFate, InventoryFault, InventoryItemState, InventoryOutcome};
use crate::catalogue::services::CardChange;
use crate::node_id::Id;
use crate::scalars::LocalizedText;

/// How a service stood in one of two cycles that are compared.
#[derive(SimpleObject)]
pub struct InventoryStanding {
    /// Its code.
    code: String,
    /// Its name.
    name: LocalizedText,
    /// Code of the department that owned it.
    owner: String,
    /// What that department was called then; no text in a line of an early version.
    owner_name: LocalizedText,
    /// Where its item stood.
    state: InventoryItemState,
    /// What the answer came to.
    outcome: Option<InventoryOutcome>,
}

impl From<core::Standing> for InventoryStanding {
    fn from(standing: core::Standing) -> Self {
        let core::Standing { code, name, owner, owner_name, state, outcome } = standing;
        let owner_name = owner_name.unwrap_or_default().into();
        Self { code, name: name.into(), owner, owner_name, state: state.into(), outcome: outcome.map(Into::into) }
    }
}

/// What became of a service from one cycle to another.
#[derive(SimpleObject)]
pub struct InventoryDifference {
    /// Id of the service.
    service_id: Id<ServiceId>,
    /// Whether it is offered still.
    fate: InventoryFate,
    /// Its name differs in a language that both cards have.
    renamed: bool,
    /// Another department owns it.
    moved: bool,
    /// In the earlier cycle, if it was there.
    old: Option<InventoryStanding>,
    /// In the later cycle, if it is there.
    new: Option<InventoryStanding>,
    /// What differs between the cards of a service that is kept, field by field.
    changes: Vec<CardChange>,
}

impl From<core::Difference> for InventoryDifference {
    fn from(difference: core::Difference) -> Self {
        let core::Difference { service, fate, renamed, moved, old, new, changes } = difference;
        Self {
            service_id: Id(service),
            fate: fate.into(),
            renamed,
            moved,
            old: old.map(Into::into),
            new: new.map(Into::into),
            changes: changes.into_iter().map(Into::into).collect(),
        }
    }
}

/// How two cycles differ, in numbers of services. One service may be renamed, moved and changed at once.
#[derive(SimpleObject)]
pub struct InventorySummary {
    /// Offered in both.
    kept: u64,
    /// Offered in the later one only.
    new: u64,
    /// Offered in the earlier one only.
    gone: u64,
    /// Of those kept: under another name.
    renamed: u64,
    /// Of those kept: of another department.
    moved: u64,
    /// Of those kept: with another card.
    changed: u64,
    /// Split, by the later cycle's answers.
    split: u64,
    /// Merged into others, by the later cycle's answers.
    merged: u64,
    /// How many services differ in a part of the card.
    parts: Vec<InventoryPartCount>,
}

/// In how many services a part of the card differs.
#[derive(SimpleObject)]
pub struct InventoryPartCount {
    /// The part, as in `ServiceCard`.
    part: String,
    /// Services.
    services: u64,
}

impl From<core::Summary> for InventorySummary {
    fn from(summary: core::Summary) -> Self {
        let core::Summary { kept, new, gone, renamed, moved, changed, split, merged, parts } = summary;
        let parts = parts.into_iter().map(|(part, services)| InventoryPartCount { part, services }).collect();
        Self { kept, new, gone, renamed, moved, changed, split, merged, parts }
    }
}

/// What a look at frozen results gave.
#[derive(SimpleObject)]
pub struct InventoryVerification {
    /// How many lines were read.
    lines: i64,
    /// What does not fit, the first of it; null when everything fits.
    fault: Option<InventoryFault>,
    /// The service of the first line that does not fit.
    service_id: Option<Id<ServiceId>>,
}

impl From<core::Verification> for InventoryVerification {
    fn from(verification: core::Verification) -> Self {
        let core::Verification { lines, fault, service } = verification;
        Self { lines, fault: fault.map(Into::into), service_id: service.map(Id) }
    }
}
