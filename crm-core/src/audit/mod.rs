//! The record of who did what. Every operation writes one row per record it changes, in its own transaction.
//!
//! The row holds who, when, why and which record; its detail (what exactly) lies encrypted in a row of its own with a
//! random salt, and the row keeps a commitment (SHA-256 of salt and detail) of it. So detail can be destroyed
//! when a person asks for it, and the chain over the rows still verifies.
//!
//! What a detail says of a person (a removed number, a former name, a note in free words) stands under its one key
//! `personal`, see `Change::personal`. Whoever reads the record gets the names of those fields and no value
//! ([`details`]): reading who did what must not be a way around the masks. The values stay sealed.
//!
//! An operation leaves number and hash open. [`seal`] gives them later, in the order of commits as one head row saw
//! them: numbers without a gap, each hash over the row and the hash before it. [`verify`] walks the chain and names the
//! first row that was altered, removed, inserted or moved, and a tail that was cut; a head noted elsewhere
//! ([`Anchor`]) shows even who cut the tail and mended the head row.

mod chain;
mod detail;
mod entity;
mod head;
mod read;
mod record;
mod seal;
mod verify;

pub use chain::Anchor;
pub use entity::Model as AuditEntry;
pub use read::{AuditCondition, details, list, many};
pub(crate) use record::{Change, record, record_many};
#[cfg(feature = "migrate")]
pub(crate) use seal::UNSEALED;
pub use seal::{Backlog, Sealed, awaited, backlog, seal};
pub use verify::{Break, Broken, Verification, verify};
