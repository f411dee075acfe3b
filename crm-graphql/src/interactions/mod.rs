//! Contacts, contact reasons, follow-ups, and figures over contacts.

pub mod enums;
pub mod feedback;
mod inputs;
pub mod live;
mod loaders;
pub mod mentions;
pub mod mutation;
mod query;
pub mod reasons;
mod types;

pub use inputs::{FollowUpFilter, InteractionFilter, LogInteractionInput};
pub use mutation::InteractionsMutation;
pub use query::InteractionsQuery;
pub use reasons::{ContactReason, ContactReasonRevision};
pub(crate) use types::of_beneficiary;
pub use types::{FollowUp, Interaction, InteractionFigure};
