//! Mustafid's library: a service catalogue and beneficiary relationship management system.

pub mod calendar;
pub mod error;
pub mod ids;
pub mod op;
pub mod policy;
pub mod rule;
pub mod text;
pub mod values;

pub use error::{Error, Result};
pub use op::{Actor, OpContext};
