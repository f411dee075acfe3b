//! Findings: what a pack of rules sees in an item, its card and its figures.
//!
//! A rule is a pure function of [`Facts`](rules::Facts); it never refuses an answer. Findings are made when a cycle opens
//! and again with each answer, or for all of a cycle by a pass ([`check`]): what is mended disappears, what stays found
//! keeps its waiver. An unwaived *error* keeps an answer from being accepted; warnings and suggestions are told. A finding
//! is [`waive`]d only with a reason, by somebody else than who answered.
//!
//! Sources: the quality checks of the Canadian service inventory (`qa_…`, see [`rules`]), and what the officers of a Saudi
//! body look at.

mod entity;
mod look;
mod pass;
mod read;
pub mod rules;
mod waive;

pub use entity::Model as Finding;
pub(crate) use look::{again, ask_again, frozen, make, open};
pub(crate) use pass::KIND;
pub use pass::{CycleCheck, check, checks};
pub use read::{FindingCondition, RuleCount, count_by_rule, list};
pub use rules::{FindingRule, Severity};
pub use waive::{WaiveFinding, findings, waive};
