//! The coded words of services that do not stand on the card.

use async_graphql::Enum;
use crm_core::catalogue::{changes, rules, services as core};

/// Where a service is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "rules::ServiceStatus")]
pub enum ServiceStatus {
    /// Somebody asked for it; nobody writes its card yet.
    #[graphql(name = "PROPOSED")]
    Proposed,
    /// Its first card is being written.
    #[graphql(name = "DRAFT")]
    Draft,
    /// Its first card is being reviewed (قيد التدقيق).
    #[graphql(name = "IN_REVIEW")]
    InReview,
    /// Offered.
    #[graphql(name = "PUBLISHED")]
    Published,
    /// Not offered for a while.
    #[graphql(name = "SUSPENDED")]
    Suspended,
    /// No longer offered.
    #[graphql(name = "RETIRED")]
    Retired,
    /// Never published, or its import was undone.
    #[graphql(name = "WITHDRAWN")]
    Withdrawn,
}

/// Where a revision is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "rules::RevisionState")]
pub enum RevisionState {
    /// Being written; its card may still change.
    #[graphql(name = "DRAFT")]
    Draft,
    /// Being reviewed (قيد التدقيق).
    #[graphql(name = "IN_REVIEW")]
    InReview,
    /// Published: its card never changes again.
    #[graphql(name = "PUBLISHED")]
    Published,
    /// Given up before it was published.
    #[graphql(name = "REJECTED")]
    Rejected,
    /// Taken back before it was in force, or its import was undone.
    #[graphql(name = "WITHDRAWN")]
    Withdrawn,
}

/// What happened to a field or an entry between two cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "changes::ChangeKind")]
pub enum ChangeKind {
    /// The new card alone has it.
    #[graphql(name = "ADDED")]
    Added,
    /// The old card alone has it.
    #[graphql(name = "REMOVED")]
    Removed,
    /// Both have it with other content. For a whole list: its entries stand in another order.
    #[graphql(name = "CHANGED")]
    Changed,
}

/// In which order services are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::ServiceOrder")]
pub enum ServiceOrder {
    /// The best hit of a search first; without a search, by name.
    #[graphql(name = "RELEVANCE")]
    Relevance,
    /// By name in the asked language.
    #[graphql(name = "NAME_ASC")]
    Name,
    /// By code.
    #[graphql(name = "CODE_ASC")]
    Code,
    /// The last changed first.
    #[graphql(name = "UPDATED_AT_DESC")]
    Updated,
}
