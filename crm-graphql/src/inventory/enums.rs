//! The coded words of the area, with their GraphQL names written out.

use async_graphql::Enum;
use crm_core::inventory::plans;

/// Where a version of a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryPlanState", remote = "plans::PlanState")]
pub enum PlanState {
    /// Being written.
    #[graphql(name = "DRAFT")]
    Draft,
    /// Before the committee.
    #[graphql(name = "SUBMITTED")]
    Submitted,
    /// Given back by the committee, to be written anew.
    #[graphql(name = "RETURNED")]
    Returned,
    /// Approved; not in force yet.
    #[graphql(name = "APPROVED")]
    Approved,
    /// The one by which cycles are opened.
    #[graphql(name = "IN_FORCE")]
    InForce,
    /// Gave way to a later version.
    #[graphql(name = "SUPERSEDED")]
    Superseded,
}

/// What the committee decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryDecisionOutcome", remote = "plans::DecisionOutcome")]
pub enum DecisionOutcome {
    /// The plan is to be carried out.
    #[graphql(name = "APPROVED")]
    Approved,
    /// It is to be written anew.
    #[graphql(name = "RETURNED")]
    Returned,
}

/// What a member votes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryVoteChoice", remote = "plans::VoteChoice")]
pub enum VoteChoice {
    /// Carry the plan out.
    #[graphql(name = "APPROVE")]
    Approve,
    /// Give it back to be written anew.
    #[graphql(name = "RETURN")]
    Return,
    /// Neither; counts for the quorum.
    #[graphql(name = "ABSTAIN")]
    Abstain,
}
