//! Every kind of job that there is, for whoever runs a loop over [`jobs::run_one`](crate::jobs::run_one).

use crate::catalogue::import::batches;
use crate::jobs::Kind;

/// The kinds of jobs.
pub static KINDS: &[Kind] = &batches::KINDS;
