//! The periodic inventory of services (حصر الخدمات): what a body offers, confirmed by those who offer it.
//!
//! A [`plan`](plans) says which services are asked about, how often, with which questions and stages; the committee
//! approves it. By the version in force [`cycles`] are opened; each makes one [`item`](items) of a service, filled with
//! what is known. Departments answer, others verify, and when the cycle closes its [`results`] are frozen, chained to
//! those before, and can be compared. Nothing here is changed by silence: what nobody answered or verified is
//! *unverified*, and whoever answers, votes or decides is named in the record.
//!
//! Answers come one by one, or many at once in a [workbook](workbooks).
//!
//! What looks wrong is told as [`findings`], and never refuses an answer.
//!
//! Inventories of earlier years come in from files as closed cycles ([`past`]).
//!
//! Figures of services are computed from contacts; contacts never push them.

pub mod cycles;
mod digest;
pub mod findings;
pub mod items;
pub mod past;
pub mod plans;
pub mod results;
pub mod workbooks;
