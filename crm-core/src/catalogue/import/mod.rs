//! Import of an officer's own sheet of services (CSV, XLSX, JSON).
//!
//! How it goes: a [`Mapping`] (a small TOML file, written once and copied from year to year) says which column holds
//! what; [`Sheet`] reads the files into rows of text; [`Plan`] turns rows into cards without touching the database;
//! [`run`] carries the plan out in one transaction, or as a dry run carries it out and takes it back.
//!
//! Invariants:
//! - rows = services + duplicates + rejected: the first good row of an id wins, a later one is kept and reported,
//!   a bad one is reported with what to mend, and good rows are imported all the same;
//! - a service is known by the mapping's scheme and the row's id, so a second run of the same file changes nothing,
//!   next year's file adds a revision per changed service and an older file never replaces a newer card;
//! - every source row, standards included, is kept as it was read, with file digest, period and row number;
//! - all or nothing: when an error comes back, nothing was written, departments made on the way included.

pub mod batches;
mod build;
mod chunk;
mod columns;
pub(crate) mod files;
mod frame;
mod keep;
mod mapping;
mod plan;
pub(crate) mod report;
mod rows;
mod run;
mod standards;

pub(crate) use build::id;
pub(crate) use columns::{Cell, Fields};
pub use keep::{ImportRun, Remarks, SourceRow, latest, source_rows};
pub(crate) use mapping::{Counted, Headers};
pub use mapping::{Mapping, OneOrMany, SHIPPED};
pub use plan::{Plan, Sheets};
pub use report::{Note, Remark, Report, RowOutcome, RowReport};
pub use rows::{MAX_CELL, MAX_ROWS, Row, Sheet};
pub(crate) use run::{CarriedOut, carry_out, prepare};
pub use run::{Progress, RunImport, SourceFile, run};
