//! Long work in steps: what takes longer than a request may.
//!
//! A [`Job`] is queued by an operation of an area, in its transaction, and carried out by whichever process calls
//! [`run_one`], as the member of staff who started it. Work goes in steps; each step is one transaction together with the
//! count of what is done, so that a step counts exactly once, whatever dies when. A worker holds a job by a lease that
//! each step renews; when it does not, another worker goes on after the last step. What fails for a passing reason is
//! tried again, at most five times in all.
//!
//! Life cycle: queued -> running -> done | failed | cancelled. Cancelling takes effect between two steps; what the steps
//! before did stays.
//!
//! Inputs are sealed, for they may tell of persons; results hold counts and ids and never do.

mod entity;
mod read;
mod run;
mod write;

use chrono::TimeDelta;

use crate::names::names;

pub use entity::Model as Job;
pub use read::{get, list, many};
pub(crate) use read::{state, states};
pub use run::{Kind, run_one};
pub(crate) use run::{Step, Work};
pub use write::cancel;
pub(crate) use write::start;

names! {
    /// Where a job is in its life.
    JobState {
        /// Waits for a worker.
        Queued = "queued",
        /// A worker is at it.
        Running = "running",
        /// Carried out: the result is there.
        Done = "done",
        /// Given up: the failure says why.
        Failed = "failed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl JobState {
    /// Whether nothing more happens to it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// How long a worker holds a job without a step.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a job is taken up at most.
const ATTEMPTS: i32 = 5;
/// Which column an input is bound to when encrypted.
const PLACE: &str = "job.input";
