//! The access log: who saw whom, when and for what purpose.
//!
//! Every read of a person, masked or not, is one row for the request and the operation, with one row more for each
//! person it showed. It fails closed: nothing that was read leaves before its rows are durable, and when they cannot
//! be written the answer is `Unavailable`.
//!
//! - By itself an operation writes its rows before it returns. Reads that happen at once share a transaction.
//! - In a request of several operations ([`OpContext::gathering_access`]) they are gathered, and [`settle`] writes them
//!   before the answer.
//! - Inside a transaction of the caller's they are written with its commit. When it is rolled back, what was read was read
//!   all the same: the rows are then written on their own.
//!
//! What an actor writes is told by the [audit record](crate::audit); what it is shown by doing so is noted here too.

mod entity;
mod ledger;
mod read;
mod write;

pub use entity::access::Model as AccessEntry;
pub use ledger::settle;
pub(crate) use ledger::{Ledger, seen};
pub use read::{AccessCondition, list, many, persons};
pub(crate) use write::{Access, write, write_after};

#[cfg(doc)]
use crate::OpContext;
