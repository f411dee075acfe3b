//! Inventories that were before this system: a sheet of a past year becomes a closed cycle.
//!
//! The sheet is imported as any other, valid from the first day of its period; then each of its services becomes an item
//! that nobody answered here ([`AttestedBy::File`](crate::inventory::items::AttestedBy::File)), with the sheet's figures,
//! what the rules find in them, and a frozen line. So past years are compared with those that follow, and the first cycle
//! of a plan begins with what the last sheet told.

mod figures;
mod write;

pub use write::{ImportCycle, ImportedCycle, import};
