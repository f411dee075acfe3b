//! Services: their cards, revisions and life cycle.
//!
//! A [`Service`] has on itself what lists show, and `card { … }` with the groups of the core's document; a [`Revision`]
//! has the same [`card::ServiceCard`], and [`card::ServiceCardInput`] mirrors it.

pub mod card;
pub mod enums;
pub mod inputs;
pub mod live;
pub mod mutations;
pub mod queries;
pub mod revision;
pub mod service;

pub use card::channels::ChannelKind;
pub use card::common::TimeUnit;
pub use card::form::{CardDate, CardDateInput, OnCard};
pub(crate) use card::form::{card_enum, card_part};
pub use mutations::ServicesMutation;
pub use queries::{ChannelKindFilter, ServicesQuery};
pub use revision::{CardChange, Revision};
pub(crate) use service::services_of;
pub use service::{LinkedService, Service};
