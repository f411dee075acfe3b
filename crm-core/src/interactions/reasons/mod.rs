//! Contact reasons: the relation procedures (إجراءات إدارة علاقات المستفيدين) as data.
//!
//! A reason has a code that is never reused and immutable revisions: names, responsible department, response target,
//! the answer to give, how to escalate. Drafting makes the first revision and revising the next; the approval of
//! the latest one, by another person than its author, puts it in force. A contact keeps the revision under
//! which it was logged. Only approved reasons can be named when logging; a retired one comes back by a revision.

mod book;
pub(crate) mod entity;
mod read;
mod write;

pub(super) use book::Book;
pub use entity::reason::Model as ContactReason;
pub use entity::revision::Model as ReasonRevision;
pub use entity::{ReasonStatus, RevisionState};
pub use read::{ReasonFilter, find_by_code, get, list, many, many_revisions, revisions};
pub use write::{
    ApproveReason, DraftReason, ReasonContent, RetireReason, ReviseReason, approve, draft, retire, revise,
};
