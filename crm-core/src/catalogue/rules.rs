//! The life cycles of services and revisions, which revision is in force, and what the public sees.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::names::names;

use super::card::Scope;

names! {
    /// Where a service is in its life.
    ServiceStatus {
        /// Somebody asked for it; nobody writes its card yet.
        Proposed = "proposed",
        /// Its first card is being written.
        Draft = "draft",
        /// Its first card is being reviewed (قيد التدقيق).
        InReview = "in_review",
        /// Offered.
        Published = "published",
        /// Not offered for a while.
        Suspended = "suspended",
        /// No longer offered.
        Retired = "retired",
        /// Never published, or its import was undone: hidden outside staff.
        Withdrawn = "withdrawn",
    }
}

/// Who makes a move of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Staff, and imports too.
    Anyone,
    /// Imports, and their undoing, alone.
    Import,
}

/// Every allowed move of a service.
const SERVICE_MOVES: &[(ServiceStatus, ServiceStatus, By)] = {
    use ServiceStatus::{Draft, InReview, Proposed, Published, Retired, Suspended, Withdrawn};
    &[
        (Proposed, Draft, By::Anyone),
        (Proposed, Withdrawn, By::Anyone),
        (Draft, InReview, By::Anyone),
        (Draft, Published, By::Import),
        (Draft, Withdrawn, By::Anyone),
        (InReview, Draft, By::Anyone),
        (InReview, Published, By::Anyone),
        (InReview, Withdrawn, By::Anyone),
        (Published, Suspended, By::Anyone),
        (Published, Retired, By::Anyone),
        (Published, Withdrawn, By::Import),
        (Suspended, Published, By::Anyone),
        (Suspended, Retired, By::Anyone),
        (Withdrawn, Draft, By::Import),
    ]
};

impl ServiceStatus {
    /// Whether the life cycle has this move, by hand or by import.
    pub fn can_become(self, next: Self) -> bool {
        SERVICE_MOVES.iter().any(|(from, to, _)| (*from, *to) == (self, next))
    }

    /// Whether the life cycle has this move by hand. Reserved to imports are: publishing without review,
    /// withdrawing what was published (undoing a batch), and bringing back what was withdrawn.
    pub fn can_become_by_hand(self, next: Self) -> bool {
        SERVICE_MOVES.contains(&(self, next, By::Anyone))
    }
}

names! {
    /// Where a revision is in its life.
    RevisionState {
        /// Being written; its card may still change.
        Draft = "draft",
        /// Being reviewed (قيد التدقيق).
        InReview = "in_review",
        /// Published: its card never changes again. Whether it is in force is computed, see [`in_force`].
        Published = "published",
        /// Given up before it was published.
        Rejected = "rejected",
        /// Its import was undone.
        Withdrawn = "withdrawn",
    }
}

/// Every allowed move of a revision.
const REVISION_MOVES: &[(RevisionState, RevisionState)] = {
    use RevisionState::{Draft, InReview, Published, Rejected, Withdrawn};
    &[
        (Draft, InReview),
        (Draft, Published),
        (Draft, Rejected),
        (InReview, Draft),
        (InReview, Published),
        (InReview, Rejected),
        (Published, Withdrawn),
    ]
};

impl RevisionState {
    /// Whether the life cycle has this move. From draft to published without review go imports alone.
    pub fn can_become(self, next: Self) -> bool {
        REVISION_MOVES.contains(&(self, next))
    }

    /// Whether the card of such a revision may still change.
    pub fn is_editable(self) -> bool {
        self == Self::Draft
    }
}

/// What decides whether a revision is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevisionMark {
    /// Its number within the service, from 1.
    pub number: i32,
    /// Its state.
    pub state: RevisionState,
    /// From when it holds; none until it is published.
    pub valid_from: Option<DateTime<Utc>>,
}

/// The revision in force at a time: of the published ones that hold by then the one with the latest start, of
/// equals the one with the highest number. None before the first. For what was known at some earlier time, leave
/// out the revisions that were recorded later.
pub fn in_force<'a>(
    revisions: impl IntoIterator<Item = &'a RevisionMark>,
    at: DateTime<Utc>,
) -> Option<&'a RevisionMark> {
    revisions
        .into_iter()
        .filter(|revision| revision.state == RevisionState::Published)
        .filter_map(|revision| revision.valid_from.map(|from| (from, revision.number, revision)))
        .filter(|(from, _, _)| *from <= at)
        .max_by_key(|(from, number, _)| (*from, *number))
        .map(|(_, _, revision)| revision)
}

/// What decides whether the public sees a service.
#[derive(Clone, Copy, Debug)]
pub struct Visibility<'a> {
    /// The service's status.
    pub status: ServiceStatus,
    /// Whether it has a revision in force.
    pub in_force: bool,
    /// The scope on that revision's card.
    pub scope: &'a BTreeSet<Scope>,
    /// Whether that card is below the [floor](super::floor::missing), which only an imported one can be.
    pub below_floor: bool,
    /// Whether the import's mapping says `public = true`.
    pub import_is_public: bool,
}

impl Visibility<'_> {
    /// Whether the public sees it: published, in force, for the outside or shared, and on the floor or
    /// expressly public. Staff see every service.
    pub fn is_public(&self) -> bool {
        self.status == ServiceStatus::Published
            && self.in_force
            && (self.scope.contains(&Scope::External) || self.scope.contains(&Scope::Shared))
            && (!self.below_floor || self.import_is_public)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    /// The whole table, cell by cell: a row per status, the statuses that it may become by hand, then by import.
    #[test]
    fn services_move_as_the_life_cycle_says() {
        let rows: Vec<_> = ServiceStatus::ALL
            .iter()
            .map(|from| {
                let to = |hand: bool| -> Vec<_> {
                    let next = ServiceStatus::ALL.iter().filter(|next| from.can_become(**next));
                    next.filter(|next| from.can_become_by_hand(**next) == hand).map(|next| next.name()).collect()
                };
                format!("{}: {} | {}", from.name(), to(true).join(" "), to(false).join(" "))
            })
            .collect();
        assert_eq!(
            rows,
            [
                "proposed: draft withdrawn | ",
                "draft: in_review withdrawn | published",
                "in_review: draft published withdrawn | ",
                "published: suspended retired | withdrawn",
                "suspended: published retired | ",
                "retired:  | ",
                "withdrawn:  | draft",
            ]
        );
    }

    #[test]
    fn revisions_move_as_the_life_cycle_says() {
        let rows: Vec<_> = RevisionState::ALL
            .iter()
            .map(|from| {
                let to: Vec<_> =
                    RevisionState::ALL.iter().filter(|next| from.can_become(**next)).map(|s| s.name()).collect();
                format!("{}: {}", from.name(), to.join(" "))
            })
            .collect();
        assert_eq!(
            rows,
            [
                "draft: in_review published rejected",
                "in_review: draft published rejected",
                "published: withdrawn",
                "rejected: ",
                "withdrawn: ",
            ]
        );
    }

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2025, 3, day, 0, 0, 0).unwrap()
    }

    fn mark(number: i32, state: RevisionState, from: u32) -> RevisionMark {
        RevisionMark { number, state, valid_from: Some(day(from)) }
    }

    #[test]
    fn the_latest_start_wins_then_the_highest_number() {
        use RevisionState::{Draft, Published, Withdrawn};
        let revisions = [
            mark(1, Published, 5),
            mark(2, Published, 10),
            mark(3, Published, 10),
            mark(4, Published, 3),
            mark(5, Withdrawn, 11),
            mark(6, Draft, 1),
        ];
        let number = |at| in_force(&revisions, day(at)).map(|revision| revision.number);
        assert_eq!([2, 3, 5, 9, 10, 30].map(number), [None, Some(4), Some(1), Some(1), Some(3), Some(3)]);
    }

    proptest! {
        #[test]
        fn order_of_recording_does_not_matter(starts in prop::collection::vec(1u32..20, 0..8), at in 1u32..20) {
            let mut revisions: Vec<_> = (1..).zip(&starts).map(|(n, from)| mark(n, RevisionState::Published, *from)).collect();
            let found = in_force(&revisions, day(at)).copied();
            revisions.reverse();
            prop_assert_eq!(found, in_force(&revisions, day(at)).copied());
        }
    }

    #[test]
    fn the_public_sees_what_is_published_in_force_and_outward() {
        let (outward, inward) = (BTreeSet::from([Scope::External, Scope::Internal]), BTreeSet::from([Scope::Internal]));
        let shared = BTreeSet::from([Scope::Shared]);
        let seen = Visibility {
            status: ServiceStatus::Published,
            in_force: true,
            scope: &outward,
            below_floor: false,
            import_is_public: false,
        };
        assert!(seen.is_public());
        assert!(Visibility { scope: &shared, ..seen }.is_public());
        assert!(!Visibility { scope: &inward, ..seen }.is_public());
        assert!(!Visibility { in_force: false, ..seen }.is_public());
        assert!(!Visibility { below_floor: true, ..seen }.is_public());
        assert!(Visibility { below_floor: true, import_is_public: true, ..seen }.is_public());
        for status in ServiceStatus::ALL {
            assert_eq!(Visibility { status: *status, ..seen }.is_public(), *status == ServiceStatus::Published);
        }
    }
}
