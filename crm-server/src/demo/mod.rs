//! A fictional emirate to try the software on: some sixty services in Arabic and English with departments, sites and
//! contact reasons, two thousand made-up people, twenty thousand contacts over the year before a given day, two closed
//! cycles of the inventory and a half-finished one.
//!
//! Everything is written through public operations, so that the record, search and figures exist for it. But for dates,
//! which run back from the given day, and ids, two fills are equal.

mod card;
mod contacts;
mod content;
mod days;
mod fill;
mod inventory;
mod log;
mod past;
mod people;
mod random;
mod services;
mod staff;
mod structure;

pub(crate) use contacts::{Asked, Place, Reason, World};
pub(crate) use content::Content;
pub(crate) use log::{Year, log_year};
pub(crate) use people::{MOST as MOST_PEOPLE, People};
pub(crate) use random::Random;

pub use fill::{DemoSummary, Progress, Stage, fill, is_filled};
pub use staff::{RoleToken, tokens};
