//! Items: one service in one cycle, asked about, answered, verified.
//!
//! Life cycle: pending -> answered -> (endorsed) -> accepted, or returned with a reason and answered again; drawn ones
//! pass a second verifier; exempt with a reason; unverified when the cycle closes before. An answer says two things apart:
//! whether the service *exists and is ours*, and whether its *card is right*. What is attested by contacts alone is told
//! apart everywhere.
//!
//! Who files does not verify, who approved for the department does not either, and a second verifier is another person:
//! duties are separated by person, never by token. Final decisions change by [`reopen`] only. An answer that came by a
//! workbook is taken back with it, while nobody touched the item since.

mod answer;
pub mod delegations;
pub(crate) mod entity;
mod evidence;
pub(crate) mod held;
pub(crate) mod measures;
mod moves;
mod read;
pub mod rules;
mod take_back;
mod told;

pub(crate) use answer::answer_each;
pub use answer::{AnswerItem, answer};
pub use entity::delegation::Model as Delegation;
pub use entity::item::Model as Item;
pub use entity::measure::Model as Measure;
pub use entity::{Answerers, Answers, Successors};
pub use evidence::{AttachEvidence, attach, evidence};
pub use held::ItemRef;
pub(crate) use held::locked;
pub(crate) use measures::is_plausible;
pub use measures::{Figure, MeasureKind, MeasureState, Provenance, StatedMeasure, measures};
pub use moves::{ExtendItems, MoveItems, accept, endorse, exempt, extend, give_back, reopen};
pub(crate) use moves::{ask_after_all, end_answering};
pub use read::{ItemCondition, Tasks, count, get, list, many, tasks};
pub(crate) use read::{of_cycle, of_services};
pub use rules::{AttestedBy, Existence, ItemMove, ItemOutcome, ItemState};
pub(crate) use take_back::take_back_each;
pub use take_back::{Former, FormerFigure};
pub(crate) use told::Occurrences;
pub use told::{figure, standard, standard_parts, told};
