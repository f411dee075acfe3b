//! Follow-ups: what is to be done after a contact, by when and by whom.
//!
//! A follow-up belongs to a department's queue until somebody is named. It is seen by the holders of
//! `interaction.read_body` in that department, by its assignee and by whoever made it; handed on to another
//! department, it is that department's to see, though the contact itself stays with its own.

mod entity;
mod read;
mod write;

pub use entity::{FollowUpState, Model as FollowUp};
pub use read::{FollowUpCondition, get, list, many, of_interactions};
pub use write::{NewFollowUp, ReassignFollowUp, cancel, complete, create, reassign, reassign_all};
pub(super) use write::{cancel_of, checked, follow, insert};
