//! Plans: which services an inventory asks about, how often, in which stages; and what the committee says of them.
//!
//! A [`Plan`] is a header with numbered [`PlanVersion`]s. A version goes draft -> submitted -> returned | approved ->
//! in force -> superseded. Only a draft, or what was returned, can be written to; an approved plan changes by a new
//! version, which needs a decision of its own. From its submission a version carries the digest of its text, and a
//! [`Decision`] a digest over that one and itself, so that nobody changes what was decided on.
//!
//! The plan says how it is decided: by the secretary from signed minutes ([`record_decision`]), or by votes of the
//! members ([`vote`]), counted by the secretary once there is a quorum ([`count_votes`]). Nobody decides on, or votes
//! for, what they wrote or submitted themselves.

mod content;
mod decide;
mod entity;
mod read;
pub mod rules;
mod write;

pub use content::{DecisionBasis, PlanContent, PlanPeriod, PlanScope, Question, Recurrence, Stages};
pub use decide::{CastVote, CountVotes, Minutes, RecordDecision, count_votes, record_decision, vote};
pub use entity::decision::Model as Decision;
pub use entity::plan::Model as Plan;
pub use entity::version::Model as PlanVersion;
pub use entity::vote::Model as Vote;
pub use entity::{DecisionOutcome, VoteChoice};
pub(crate) use read::{contents, digest_of, in_force, is_as_decided, lock};
pub use read::{decisions, find_by_code, get, list, many, many_versions, versions, votes};
pub use rules::{PlanMove, PlanState};
pub(super) use write::of_files;
pub use write::{ChangePlan, DraftPlan, RevisePlan, draft, enforce, revise, submit};
