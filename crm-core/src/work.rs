//! Every kind of job that there is, for whoever runs a loop over [`jobs::run_one`](crate::jobs::run_one).

use crate::catalogue::import::batches;
use crate::inventory::{cycles, findings, workbooks};
use crate::jobs::Kind;

/// The kinds of jobs.
pub static KINDS: &[Kind] = {
    const ALL: [Kind; 7] = {
        let [import, undo_import] = batches::KINDS;
        let [open, close] = cycles::KINDS;
        let [answer, undo_answer] = workbooks::KINDS;
        [import, undo_import, open, close, findings::KIND, answer, undo_answer]
    };
    &ALL
};
