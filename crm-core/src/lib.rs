#![doc = include_str!("../README.md")]

pub mod access;
pub mod audit;
pub mod beneficiaries;
pub mod calendar;
pub mod catalogue;
pub mod db;
pub mod error;
pub mod events;
pub mod filter;
pub mod idempotency;
pub mod ids;
pub mod interactions;
pub mod keys;
mod names;
pub mod op;
pub mod page;
pub mod patch;
pub mod personal;
pub mod policy;
pub mod purpose;
pub mod rule;
pub mod search;
pub mod staff;
pub mod states;
mod store;
pub mod table;
pub mod text;
pub mod timeline;
pub mod values;
pub mod wanted;

pub use db::{Db, Options, Settings, Tx};
pub use error::{Error, Result};
pub use filter::Filter;
pub use keys::Keys;
pub use op::{Actor, OpContext};
pub use wanted::Wanted;
