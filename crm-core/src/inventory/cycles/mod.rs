//! Cycles: rounds of the inventory, opened by a plan in force.
//!
//! Life cycle: scheduled -> open -> verification -> closed -> published, or cancelled before it opens. Opening and
//! closing are jobs, since a cycle may have ten thousand items: in between it is *opening* or *closing*, and nothing
//! else happens to it. When such a job fails or is called off the cycle is *halted*: opened or closed anew it goes on from
//! what is there, and one that was being opened may be called off. The light plan never needs the stage of verification: answers are verified as they come, and the
//! cycle is closed.
//!
//! One cycle of a plan goes on at a time, so that each has one before it. [`tick`] is the clock: it opens what recurs,
//! ends the time to answer, and puts reminders in the outbox, each once.

mod clock;
mod closing;
mod counted;
mod coverage;
pub(super) mod entity;
mod opening;
mod read;
pub mod rules;
mod write;

pub use clock::{NoticeKind, tick};
pub(super) use closing::end;
pub(super) use counted::recount;
pub use coverage::{Coverage, DepartmentCoverage, coverage};
pub use entity::Model as Cycle;
pub(crate) use read::{digest_before, earlier, going, locked};
pub use read::{find_by_code, get, halted, list, many};
pub use rules::{CycleMove, CycleState};
pub use write::{ChangeCycle, ScheduleCycle, begin_verification, cancel, close, open, publish, schedule};
pub(super) use write::{is_free, record, seed};

use crate::jobs::Kind;

/// The kinds of jobs of this area.
pub(crate) const KINDS: [Kind; 2] = [opening::KIND, closing::KIND];
