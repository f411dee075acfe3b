//! The outbox: what happened, written by the operation in its own transaction and numbered afterwards by the sealer
//! ([`audit::seal`](crate::audit::seal)). An event names the record and its changed fields, never a value of a
//! personal field.
//!
//! Numbers have no gap and are in the order in which the events became visible, so that whoever remembers the last one
//! seen misses nothing and sees nothing twice: hosts read on with [`since`], subscriptions follow the same numbers
//! through one feed per process.

mod entity;
mod feed;
mod live;
mod record;
mod since;

pub use entity::Model as Event;
pub use live::Live;
pub(crate) use live::live;
pub(crate) use record::{number, record, record_many};
pub use since::{Place, since};
