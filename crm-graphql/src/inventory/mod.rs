//! The periodic inventory of services.

pub mod content;
pub mod enums;
pub mod inputs;
pub mod mutation;
pub mod plans;
pub mod query;

pub use mutation::InventoryMutation;
pub use plans::InventoryPlan;
pub use query::InventoryQuery;
