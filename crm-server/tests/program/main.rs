//! The program itself, run as a person runs it: as a process, with flags, files, signals and exit codes. What lies
//! behind GraphQL is tested in process, in the `tests` crate.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod audit;
mod crowd;
mod doctor;
mod logs;
mod process;
mod readme;
mod schema;
mod serving;
mod year;
