//! Results: what a cycle said when it closed, frozen.
//!
//! Each item becomes one [`Line`] of canonical JSON (RFC 8785) with the card as it was in force. Lines stand in the order
//! of the services' ids, and each carries the SHA-256 of the digest before it and its own text; the first one builds on
//! the cycle's head, which names the plan's digest and that of the results before. The last digest is the cycle's. So an
//! altered, removed or added line shows, in this cycle and through all that follow ([`verify`]).
//!
//! Reports are read from these lines alone: a [`Report`] chooses [`lines`], the [`overview`] sums them up. What the
//! catalogue says today, and what departments are called today, has no part in them.

mod chain;
mod compare;
mod differences;
pub(super) mod entity;
mod freeze;
mod line;
mod named;
mod names;
mod overview;
mod read;
mod reports;
mod sift;
mod verify;

pub(super) use chain::Head;
use chain::link;
pub use compare::{Difference, Fate, Standing, difference};
pub use differences::{Compare, Summary, comparison, summary};
pub(super) use freeze::freeze;
pub use line::{Line, LineDocument, LineItem, LineService};
pub use named::{NamedDepartment, Names};
pub(super) use names::shared_names;
pub use overview::{
    Busiest, Concern, DepartmentResult, Missed, Overview, Planned, SeverityCount, Told, Top, Unpromised, overview,
};
pub(super) use read::of_services;
pub use read::{kept_inside, lines};
pub use reports::Report;
pub use verify::{Fault, Verification, verify};
