//! The periodic inventory of services (حصر الخدمات): what a body offers, confirmed by those who offer it.
//!
//! A [`plan`](plans) says which services are asked about, how often, with which questions and stages; the committee
//! approves it. Nothing here is changed by silence: whoever answers, votes or decides is named in the record.

mod digest;
pub mod plans;

pub use digest::canonical;
