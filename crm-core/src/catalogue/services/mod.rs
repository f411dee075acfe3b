//! Services: headers, revisions, their life cycle, their history, imports.
//!
//! A [`Service`] is a header row and the [`Revision`] that is shown: the one in force, or for staff the one being
//! written while none is. By hand, a card goes [`create`]/[`revise`] -> [`submit`] -> [`publish`], and may come
//! back by [`return_to_draft`]; what is published changes by a new draft revision. Publishing and every move of the
//! life cycle carry the time from which they hold; a later time schedules them, and [`advance`] lets them take
//! effect. An [`import`] publishes without review.
//!
//! Who may: everyone reads what the public sees; staff with `catalogue.read_all` read everything; the owning
//! department's `catalogue.edit` writes, submits and gives up; `catalogue.manage` publishes, suspends, resumes,
//! retires and changes owners.
//!
//! Invariants:
//! - the header's `published_revision_id` and `status` are what [`rules`](super::rules) computes from the revisions
//!   and the recorded moves, as of the last write or [`advance`];
//! - at most one revision is being written or reviewed;
//! - search rows and the narrow tables hold what the shown card says: written in the same transaction, made
//!   again by [`reindex`].

mod batch;
mod each;
mod entity;
mod held;
mod history;
mod import;
mod life;
mod live;
mod parts;
mod projections;
mod read;
mod reindex;
mod undo;
mod write;

pub(crate) use each::{after, namesakes};
pub use each::{latest_revisions, latest_status_changes, many_revisions, owned_by};
pub use entity::FeesStated;
pub use entity::StoredCard;
pub use entity::header::Model as ServiceHeader;
pub use entity::revision::Model as Revision;
pub use entity::status::Model as StatusChange;
pub(crate) use history::in_force_at;
pub use history::{AsOf, ValidAt, as_of, changes, revision, revisions, status_history};
pub use import::{ImportService, ImportServices, Imported, Outcome, import};
pub use life::{
    ChangeStatus, PublishService, RevisionMove, advance, discard_draft, publish, resume, retire, return_to_draft,
    submit, suspend, take_up, withdraw,
};
pub use live::follow;
pub use parts::{CardParts, ReviseServiceParts, revise_parts};
pub(crate) use projections::texts_after;
pub use read::{
    Service, ServiceCondition, ServiceHeading, ServiceOrder, ServiceQuery, count, find_by_code, find_by_external_id,
    get, list, many,
};
pub(crate) use read::{headings, visible_to};
pub use reindex::reindex;
pub use undo::{Before, Trace, UndoService, Undone, undo_import};
pub use write::{AssignOwner, CreateService, ReviseService, assign_owner, create, revise};

/// The area of services in the search room.
pub(crate) const AREA: &str = "service";
