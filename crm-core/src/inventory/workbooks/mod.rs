//! Answers of many items at once, in a workbook that goes out filled in and comes back with what changed.
//!
//! How it goes: [`workbook`] gives the items that the actor may answer in a cycle as a sheet (for the development
//! department those of any department, which it sends out and which comes back by whoever answers): what is known of each is
//! locked, what it asks has drop-downs and holds the answers that stand. The person fills it in and uploads it; [`start`]
//! queues the job, first as a dry run, which leaves nothing but its report. The job answers some hundred rows a step by
//! [`items`](super::items), so with the same checks, findings and record as by hand. At the end the person's own file is
//! there with what became of each row; what was refused can be mended in it and sent again. [`undo`] takes a workbook
//! back, again as a job: row by row, and not where somebody touched the item since.
//!
//! Invariants:
//! - rows = answered + unchanged + refused; a row that says what it said when it was given out is unchanged, whatever
//!   happened to its item meanwhile, and so is one that says what the item says now;
//! - a changed row whose item was answered or moved on since it was given out is refused: nobody's answer is written over
//!   unseen;
//! - what a sheet has no column for stays as it is.
//!
//! A batch of its own beside [`import`](crate::catalogue::import::batches): it knows items, not cards, and is another
//! people's. Reading sheets, marking and giving back are the import's.

mod answering;
#[cfg(feature = "xlsx")]
mod book;
mod column;
mod entity;
mod file;
mod filled;
mod give;
mod judging;
mod read;
mod start;
mod told;
mod undoing;
mod words;

pub use entity::row::Model as WorkbookRow;
pub use entity::workbook::Model as Workbook;
pub use entity::{RowOutcome, Undone};
pub use give::{Given, workbook};
pub use read::{first_rows, get, list, many, rows};
pub use start::{StartWorkbook, start, undo};

use crate::jobs::Kind;

/// The kinds of jobs of this room.
pub(crate) const KINDS: [Kind; 2] = [answering::KIND, undoing::KIND];
