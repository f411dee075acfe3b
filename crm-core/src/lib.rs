//! Mustafid's library: a service catalogue and beneficiary relationship management system.

pub mod catalogue;
pub mod error;
pub mod ids;
mod names;
pub mod op;
pub mod policy;
pub mod rule;
pub mod text;

pub use error::{Error, Result};
pub use op::{Actor, OpContext};
