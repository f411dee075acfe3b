//! Mentions of services that the catalogue does not have: what contacts call them, and what they are.
//!
//! A contact may name its service in free words. Mentions that are the same after folding are one [`Mention`]; the
//! administrative development department settles it: it *is* a service of the catalogue, a service is *proposed* for it, or
//! it is *dismissed* with a reason. Such a decision is a row beside the mention, and [`figures`](super::figures()) and
//! volumes follow it: contacts that name the mention count for its service, those of before and those to come, and no
//! contact is changed.
//!
//! How often a mention came is summed from the increments that figures are summed from. The mention's own number is moved
//! by the worker that folds them and only orders the queue: a contact's write never waits for another one that names the
//! same.

mod entity;
mod keep;
mod read;
mod settle;

use crate::names::names;

pub(super) use entity::{mapping, mention};
pub(super) use keep::{named, rank};
pub use read::{Mention, MentionCondition, MentionQuery, Settlement, count, get, list, waiting};
pub use settle::{DecideMention, LinkMention, MentionRef, ProposeService, dismiss, link, propose, reopen};

names! {
    /// What a mention was found to be.
    MentionDecision {
        /// A service that the catalogue has.
        Linked = "linked",
        /// A service that the catalogue lacked: a draft was made for it.
        Proposed = "proposed",
        /// No service of ours.
        Dismissed = "dismissed",
    }
}
