//! The log of contacts (سجل التواصل): every contact with a beneficiary, in or out, over every channel.
//!
//! An entry is written once and never changed: a correction is a new entry that points at the one it puts right, and
//! undoing (within five minutes, by whoever recorded it) is an entry too. What holds of a contact is its
//! latest entry; lists and figures count that one only.
//!
//! - A contact belongs to one department. Who sees how much of it is said in one place, `access`.
//! - Its person may be unknown (anonymous) or found, and even registered, on the way; who was spoken with may be
//!   someone else. It names a service, or in free words one that the catalogue lacks ([mentions]), and a coded
//!   [reason](reasons) with the revision in force at the time.
//! - National and resident ids typed into free text are masked before the text is kept; the phone of the person
//!   spoken with is sealed.
//! - [Follow-ups](follow_ups) say what is to be done next; [`figures()`] are summed from increments that each write leaves.
//! - Every entry leaves audit, event and, if it concerns a person or a case, timeline rows in its transaction.

mod access;
mod commands;
mod content;
mod correct;
mod entity;
mod feedback;
mod figures;
pub mod follow_ups;
mod live;
mod masking;
pub mod mentions;
mod read;
pub mod reasons;
mod rules;
mod volumes;
mod write;

pub use commands::{CorrectInteraction, IdOrCode, LogInteraction, SpokeWith};
pub use correct::{correct, undo};
pub use entity::{Direction, EntryKind, Model as Interaction, Outcome, Relationship};
pub use feedback::{SendFeedback, send_feedback};
pub use figures::{Figure, FigureBy, FigureQuery, figures, fold};
pub use live::follow;
pub use read::{InteractionCondition, InteractionFilter, InteractionOrder, count, get, list, many, of_beneficiaries};
pub(crate) use volumes::{Volume, volumes};
pub use write::{log, log_many};
