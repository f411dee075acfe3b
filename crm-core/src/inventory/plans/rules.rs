//! The life cycle of a plan's versions, and how votes are counted.

use super::entity::{DecisionOutcome, VoteChoice};
use crate::names::names;
use crate::policy::Permission;

names! {
    /// Where a version of a plan stands.
    PlanState {
        /// Being written.
        Draft = "draft",
        /// Before the committee.
        Submitted = "submitted",
        /// Given back by the committee, to be written anew.
        Returned = "returned",
        /// Approved; not in force yet.
        Approved = "approved",
        /// The one by which cycles are opened.
        InForce = "in_force",
        /// Gave way to a later version.
        Superseded = "superseded",
    }
}

names! {
    /// What can be done to the latest version of a plan.
    PlanMove {
        /// Write its text anew.
        Revise = "revise",
        /// Lay it before the committee.
        Submit = "submit",
        /// Vote on it.
        Vote = "vote",
        /// Decide that it be written anew.
        Return = "return",
        /// Decide that it be carried out.
        Approve = "approve",
        /// Put it in force in place of the version before.
        Enforce = "enforce",
    }
}

impl PlanMove {
    /// The states from which the move leads. An approved version is not written to: revising one begins the next.
    pub fn from(self) -> &'static [PlanState] {
        use PlanState as S;
        match self {
            Self::Revise => &[S::Draft, S::Returned, S::Approved, S::InForce],
            Self::Submit => &[S::Draft, S::Returned],
            Self::Vote | Self::Return | Self::Approve => &[S::Submitted],
            Self::Enforce => &[S::Approved],
        }
    }

    /// The state to which it leads.
    pub fn to(self) -> PlanState {
        match self {
            Self::Revise => PlanState::Draft,
            Self::Submit | Self::Vote => PlanState::Submitted,
            Self::Return => PlanState::Returned,
            Self::Approve => PlanState::Approved,
            Self::Enforce => PlanState::InForce,
        }
    }

    /// What the actor needs.
    pub fn permission(self) -> Permission {
        match self {
            Self::Revise | Self::Submit | Self::Enforce => Permission::InventoryPlan,
            Self::Vote => Permission::InventoryVote,
            Self::Return | Self::Approve => Permission::InventoryDecide,
        }
    }
}

/// What a count of votes gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Votes for the plan.
    pub votes_for: u32,
    /// Votes for giving it back.
    pub votes_against: u32,
    /// Members who voted for neither.
    pub abstentions: u32,
}

impl Tally {
    /// Counts votes.
    pub fn of(votes: impl IntoIterator<Item = VoteChoice>) -> Self {
        votes.into_iter().fold(Self::default(), |mut tally, vote| {
            *match vote {
                VoteChoice::Approve => &mut tally.votes_for,
                VoteChoice::Return => &mut tally.votes_against,
                VoteChoice::Abstain => &mut tally.abstentions,
            } += 1;
            tally
        })
    }

    /// How many members took part, which is what a quorum counts.
    pub fn present(self) -> u32 {
        self.votes_for + self.votes_against + self.abstentions
    }

    /// The decision: more votes for than against approve; a tie does not.
    pub fn outcome(self) -> DecisionOutcome {
        if self.votes_for > self.votes_against { DecisionOutcome::Approved } else { DecisionOutcome::Returned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use VoteChoice as V;

    #[test]
    fn a_tie_approves_nothing_and_those_who_abstain_are_present() {
        let tally = Tally::of([V::Approve, V::Return, V::Abstain]);
        assert_eq!((tally.present(), tally.outcome()), (3, DecisionOutcome::Returned));
        assert_eq!(Tally::of([V::Approve, V::Abstain, V::Abstain]).outcome(), DecisionOutcome::Approved);
        assert_eq!(Tally::of([]).outcome(), DecisionOutcome::Returned);
    }

    #[test]
    fn what_is_superseded_stays_so() {
        for step in PlanMove::ALL {
            assert!(!step.from().contains(&PlanState::Superseded), "{step:?}");
            assert!(
                step.from().iter().all(|from| *from != step.to() || matches!(step, PlanMove::Revise | PlanMove::Vote))
            );
        }
    }
}
