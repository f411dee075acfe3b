//! Follow-ups: what is to be done after a contact, by when and by whom.
//!
//! A follow-up belongs to a department's queue until somebody is named. It is seen by whoever sees its contact in
//! full: the holders of `interaction.read_body` in its department, its assignee and whoever made it.

mod entity;
mod read;
mod write;

pub use entity::{FollowUpState, Model as FollowUp};
pub use read::{FollowUpCondition, get, list, many, of_interactions};
pub use write::{NewFollowUp, ReassignFollowUp, cancel, complete, create, reassign, reassign_all};
pub(super) use write::{cancel_of, checked, follow, insert};
