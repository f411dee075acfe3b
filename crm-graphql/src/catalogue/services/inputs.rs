//! Inputs of changes of services, as the core's commands.

use async_graphql::InputObject;
use crm_core::catalogue::services as core;
use crm_core::ids::{DepartmentId, ServiceId};

use super::card::{ServiceCardInput, ServiceCardPartsInput};
use crate::node_id::Id;
use crate::scalars::DateTime;

/// A new service with its first card.
#[derive(InputObject)]
pub struct CreateServiceInput {
    /// Unique code, never used before.
    code: String,
    /// The department that owns it.
    owner: Id<DepartmentId>,
    /// The card as far as it is known.
    card: ServiceCardInput,
    /// Only proposed: somebody has to take it up first.
    #[graphql(default)]
    proposed: bool,
    /// Why.
    reason: Option<String>,
    /// Makes a repeated call answer with the first one's result: 1 to 200 printable characters.
    idempotency_key: Option<String>,
}

impl TryFrom<CreateServiceInput> for core::CreateService {
    type Error = crm_core::Error;

    fn try_from(input: CreateServiceInput) -> crm_core::Result<Self> {
        let CreateServiceInput { code, owner, card, proposed, reason, idempotency_key } = input;
        let card = card.try_into().map_err(|error: crm_core::Error| error.under("card"))?;
        Ok(Self { code, owner: owner.0, card, proposed, reason, idempotency_key })
    }
}

/// A new card for a service.
#[derive(InputObject)]
pub struct ReviseServiceInput {
    /// The service.
    pub(super) id: Id<ServiceId>,
    /// The whole card.
    card: ServiceCardInput,
    /// Why.
    reason: Option<String>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl TryFrom<ReviseServiceInput> for core::ReviseService {
    type Error = crm_core::Error;

    fn try_from(input: ReviseServiceInput) -> crm_core::Result<Self> {
        let ReviseServiceInput { id, card, reason, expected_version } = input;
        let card = card.try_into().map_err(|error: crm_core::Error| error.under("card"))?;
        Ok(Self { id: id.0, card, reason, expected_version })
    }
}

/// New parts for a service's card.
#[derive(InputObject)]
pub struct ReviseServicePartsInput {
    /// The service.
    pub(super) id: Id<ServiceId>,
    /// The parts.
    card: ServiceCardPartsInput,
    /// Why.
    reason: Option<String>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl TryFrom<ReviseServicePartsInput> for core::ReviseServiceParts {
    type Error = crm_core::Error;

    fn try_from(input: ReviseServicePartsInput) -> crm_core::Result<Self> {
        let ReviseServicePartsInput { id, card, reason, expected_version } = input;
        let card = card.try_into().map_err(|error: crm_core::Error| error.under("card"))?;
        Ok(Self { id: id.0, card, reason, expected_version })
    }
}

/// A new owner for a service.
#[derive(InputObject)]
pub struct AssignServiceOwnerInput {
    /// The service.
    pub(super) id: Id<ServiceId>,
    /// The department that owns it from now on.
    owner: Id<DepartmentId>,
    /// Why; required.
    reason: Option<String>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl From<AssignServiceOwnerInput> for core::AssignOwner {
    fn from(input: AssignServiceOwnerInput) -> Self {
        let AssignServiceOwnerInput { id, owner, reason, expected_version } = input;
        Self { id: id.0, owner: owner.0, reason, expected_version }
    }
}

/// Declares inputs of moves of the revision that is being written or reviewed.
macro_rules! revision_moves {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// The service.
            pub(super) id: Id<ServiceId>,
            /// Why.
            reason: Option<String>,
            /// The version the caller saw.
            expected_version: Option<i32>,
        }

        impl From<$name> for core::RevisionMove {
            fn from(input: $name) -> Self {
                let $name { id, reason, expected_version } = input;
                Self { id: id.0, reason, expected_version }
            }
        }
    )+};
}
revision_moves! {
    /// A proposed service that somebody takes up.
    TakeUpServiceInput;
    /// A draft that is handed in for review.
    SubmitServiceInput;
    /// A revision that goes back to its writers; a reason is required.
    ReturnServiceToDraftInput;
    /// A draft beside a published revision that is given up.
    DiscardServiceDraftInput;
}

/// Declares inputs of moves that hold from a time on: `=> command` of the core.
macro_rules! timed_moves {
    ($($(#[$doc:meta])* $name:ident => $command:path;)+) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// The service.
            pub(super) id: Id<ServiceId>,
            /// From when it holds; absent means now, a later time schedules it.
            valid_from: Option<DateTime>,
            /// Why.
            reason: Option<String>,
            /// The version the caller saw.
            expected_version: Option<i32>,
        }

        impl From<$name> for $command {
            fn from(input: $name) -> Self {
                let $name { id, valid_from, reason, expected_version } = input;
                Self { id: id.0, valid_from: valid_from.map(|at| at.0), reason, expected_version }
            }
        }
    )+};
}
timed_moves! {
    /// The revision under review, to be published.
    PublishServiceInput => core::PublishService;
    /// A service that is not offered for a while; a reason is required.
    SuspendServiceInput => core::ChangeStatus;
    /// A suspended service that is offered again.
    ResumeServiceInput => core::ChangeStatus;
    /// A service that ends; a reason is required.
    RetireServiceInput => core::ChangeStatus;
    /// A service that never was published and is given up; a reason is required.
    WithdrawServiceInput => core::ChangeStatus;
}
