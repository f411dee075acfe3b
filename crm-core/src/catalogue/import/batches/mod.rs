//! Imports that officers start from a page or another system: previewed, run as jobs, undone as a whole.
//!
//! How it goes: the sheet is uploaded as a document; [`preview`] shows what is in it and which column is which, by a
//! mapping of the house, a saved one ([`save_mapping`]) or the columns that the person names; [`start`] queues the job,
//! first as a dry run, which leaves nothing but its report. The job imports some hundred rows a step; a step's services,
//! source rows and count are one transaction. At the end the person's own file is there with what became of each row.
//! [`undo`] takes a run back, again as a job: row by row, and not where somebody changed a service since.
//!
//! Unlike [`run`](super::run), which is all or nothing in one transaction, a run that fails or is called off half way
//! leaves what its steps did; it is then undone, or started again: rows that are in change nothing.

mod fields;
mod importing;
mod mappings;
mod read;
mod start;
#[cfg(feature = "xlsx")]
mod template;
mod undoing;

pub use fields::{Preview, SheetColumn, SheetField, SuggestedColumn, preview};
pub use mappings::{KeptMapping, MappingChoice, mappings, save_mapping};
pub use read::{first_rows, get, list, many, rows};
pub use start::{StartImport, start, undo};
#[cfg(feature = "xlsx")]
pub use template::template;

use crate::jobs::Kind;

/// The kinds of jobs of this room.
pub(crate) const KINDS: [Kind; 2] = [importing::KIND, undoing::KIND];
