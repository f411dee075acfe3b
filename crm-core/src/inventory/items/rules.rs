//! The life cycle of items, what answers come to, and which are looked at twice.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::names::names;
use crate::policy::Permission;

names! {
    /// Where an item stands.
    ItemState {
        /// Awaits its department's answer.
        Pending = "pending",
        /// Answered.
        Answered = "answered",
        /// Approved by the head of the department.
        Endorsed = "endorsed",
        /// Given back to the department with a reason.
        Returned = "returned",
        /// Verified once; drawn for a second verifier.
        SecondReview = "second_review",
        /// Verified: part of the results as it stands.
        Accepted = "accepted",
        /// Nobody verified an answer before the cycle closed, if there was one.
        Unverified = "unverified",
        /// Not asked this time, with a reason.
        Exempt = "exempt",
    }
}

names! {
    /// What can be done to an item.
    ItemMove {
        /// Answer it, or answer it again.
        Answer = "answer",
        /// Approve the answer as head of the department.
        Endorse = "endorse",
        /// Give it back with a reason.
        Return = "return",
        /// Find it right.
        Accept = "accept",
        /// Ask nothing this time, with a reason.
        Exempt = "exempt",
        /// Ask anew, with a reason: nothing else changes a final decision.
        Reopen = "reopen",
    }
}

names! {
    /// The answer to the first question: does the service exist, and is it ours?
    Existence {
        /// It exists and is ours.
        Ours = "ours",
        /// It is no longer offered.
        Retired = "retired",
        /// Another department or body offers it.
        NotOurs = "not_ours",
        /// It became several services.
        Split = "split",
        /// It became part of another service.
        Merged = "merged",
    }
}

names! {
    /// What an answer comes to.
    ItemOutcome {
        /// Ours, and the card is right.
        Confirmed = "confirmed",
        /// Ours, and the card is to be changed.
        Changed = "changed",
        /// Ours and right, and not in the cycle before.
        New = "new",
        /// No longer offered.
        Retired = "retired",
        /// Offered by somebody else.
        NotOurs = "not_ours",
        /// Became several services.
        Split = "split",
        /// Became part of another service.
        Merged = "merged",
    }
}

names! {
    /// Who says that a service exists.
    AttestedBy {
        /// Its department.
        Department = "department",
        /// Nobody in person: it was asked for in the window, and nothing contradicts it. Shown apart everywhere.
        Contacts = "contacts",
        /// Nobody in this system: a file of an earlier inventory. Shown apart everywhere.
        File = "file",
    }
}

impl ItemState {
    /// Whether nothing more happens to it by itself.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Unverified | Self::Exempt)
    }
}

impl ItemMove {
    /// The states from which the move leads. Where heads approve, an answer is not accepted before that.
    pub fn from(self, head_approval: bool) -> &'static [ItemState] {
        use ItemState as S;
        match self {
            Self::Answer => &[S::Pending, S::Answered, S::Returned],
            Self::Endorse if head_approval => &[S::Answered],
            Self::Endorse => &[],
            Self::Return => &[S::Answered, S::Endorsed, S::SecondReview],
            Self::Accept if head_approval => &[S::Endorsed, S::SecondReview],
            Self::Accept => &[S::Answered, S::SecondReview],
            Self::Exempt => &[S::Pending, S::Answered, S::Endorsed, S::Returned],
            Self::Reopen => &[S::Accepted, S::Exempt],
        }
    }

    /// The state to which it leads from a state; an accepted answer that was drawn goes to a second verifier first.
    pub fn to(self, from: ItemState, sampled: bool) -> ItemState {
        match self {
            Self::Answer => ItemState::Answered,
            Self::Endorse => ItemState::Endorsed,
            Self::Return => ItemState::Returned,
            Self::Accept if sampled && from != ItemState::SecondReview => ItemState::SecondReview,
            Self::Accept => ItemState::Accepted,
            Self::Exempt => ItemState::Exempt,
            Self::Reopen => ItemState::Pending,
        }
    }

    /// What the actor needs in the item's department.
    pub fn permission(self) -> Permission {
        match self {
            Self::Answer => Permission::InventoryAnswer,
            Self::Endorse => Permission::InventoryEndorse,
            Self::Return | Self::Accept => Permission::InventoryVerify,
            Self::Exempt | Self::Reopen => Permission::InventoryRun,
        }
    }
}

impl ItemOutcome {
    /// What an answer comes to. That the card is right is asked only of what is ours.
    pub fn of(existence: Existence, card_right: bool, known_before: bool) -> Self {
        match (existence, card_right) {
            (Existence::Ours, true) if known_before => Self::Confirmed,
            (Existence::Ours, true) => Self::New,
            (Existence::Ours, false) => Self::Changed,
            (Existence::Retired, _) => Self::Retired,
            (Existence::NotOurs, _) => Self::NotOurs,
            (Existence::Split, _) => Self::Split,
            (Existence::Merged, _) => Self::Merged,
        }
    }

    /// The answer that comes to this: existence, and of what is ours whether the card is right.
    pub fn answer(self) -> (Existence, Option<bool>) {
        match self {
            Self::Confirmed | Self::New => (Existence::Ours, Some(true)),
            Self::Changed => (Existence::Ours, Some(false)),
            Self::Retired => (Existence::Retired, None),
            Self::NotOurs => (Existence::NotOurs, None),
            Self::Split => (Existence::Split, None),
            Self::Merged => (Existence::Merged, None),
        }
    }

    /// Whether the service is part of what the body offers thereafter, if the answer is right.
    fn is_offered(self) -> bool {
        matches!(self, Self::Confirmed | Self::Changed | Self::New | Self::Split)
    }

    /// Whether the answer names the services that it became.
    pub fn names_others(self) -> bool {
        matches!(self, Self::Split | Self::Merged)
    }
}

/// Whether a service is part of what the body offers by how its item stands: an answer that nobody verified takes nothing
/// away.
pub fn is_offered(state: ItemState, outcome: Option<ItemOutcome>) -> bool {
    state != ItemState::Accepted || outcome.is_none_or(ItemOutcome::is_offered)
}

/// Whether an item is drawn for a second review: the same for a seed and a service whoever asks, so that a draw can be
/// checked; over many services about `percent` of a hundred.
pub fn is_sampled(seed: i64, service: Uuid, percent: u8) -> bool {
    let drawn = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(service.as_bytes()).finalize();
    let number = drawn.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    number % 100 < u32::from(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_retirement_are_no_confirmation() {
        assert_eq!(ItemOutcome::of(Existence::Ours, true, true), ItemOutcome::Confirmed);
        assert_eq!(ItemOutcome::of(Existence::Ours, true, false), ItemOutcome::New);
        assert_eq!(ItemOutcome::of(Existence::Ours, false, false), ItemOutcome::Changed);
        for existence in [Existence::Retired, Existence::NotOurs, Existence::Split, Existence::Merged] {
            let outcome = ItemOutcome::of(existence, true, true);
            assert_eq!(outcome.name(), existence.name());
            assert_eq!(outcome.is_offered(), existence == Existence::Split);
        }
    }

    #[test]
    fn an_outcome_tells_the_answer_that_came_to_it() {
        for outcome in ItemOutcome::ALL {
            let (existence, card_right) = outcome.answer();
            assert_eq!(card_right.is_some(), existence == Existence::Ours);
            let known_before = *outcome != ItemOutcome::New;
            assert_eq!(ItemOutcome::of(existence, card_right.unwrap_or(true), known_before), *outcome);
        }
    }

    #[test]
    fn final_decisions_change_by_reopening_only() {
        for step in ItemMove::ALL {
            for head in [false, true] {
                let final_ones = step.from(head).iter().filter(|state| state.is_final()).count();
                assert_eq!(final_ones > 0, *step == ItemMove::Reopen, "{step:?}");
                assert!(!step.from(head).contains(&ItemState::Unverified));
            }
        }
        assert!(ItemMove::Endorse.from(false).is_empty());
        assert!(!ItemMove::Accept.from(true).contains(&ItemState::Answered));
    }

    #[test]
    fn a_sample_is_about_as_large_as_it_should_be_and_always_the_same() {
        let drawn = |seed, percent| (0..10_000).filter(|n| is_sampled(seed, Uuid::from_u128(*n), percent)).count();
        assert_eq!((drawn(7, 0), drawn(7, 100)), (0, 10_000));
        assert!((900..1_100).contains(&drawn(7, 10)), "{}", drawn(7, 10));
        assert_eq!(drawn(7, 10), drawn(7, 10));
        assert!((0..100).any(|n| is_sampled(7, Uuid::from_u128(n), 50) != is_sampled(8, Uuid::from_u128(n), 50)));
    }
}
