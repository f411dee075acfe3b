//! People and bodies that are served.
//!
//! A [`Beneficiary`] is registered once ([`register`]), with any number of identifiers and contact points, and
//! never deleted: it goes from active to restricted or deceased and back ([`set_status`]); merging and
//! anonymising have operations of their own in later rooms.
//!
//! - An identifier belongs to one beneficiary for ever; a phone or an e-mail address may be shared, so finding by
//!   one of them may be ambiguous ([`resolve`]).
//! - Identifiers, phones, e-mail addresses and handles are sealed in the database and found by a keyed hash.
//!   Readers get them masked ([`identifiers`], [`contact_points`]); in clear only through [`unmask`], with a
//!   permission, a reason and a row in the audit record. Names and national addresses lie in clear, so that they can
//!   be searched.
//! - The registry is common to all staff who serve people. An integration reads and changes the people of its own
//!   departments; anyone else it finds by an exact identifier, phone or e-mail address only. A restricted beneficiary is seen by
//!   its own department and holders of `beneficiary.restricted`; to anyone else it does not exist, though its
//!   identifiers stay taken.
//! - Every change counts up the record's version, changes of identifiers and contact points too.

mod change;
mod contact;
mod contacts;
mod entity;
mod identifiers;
mod kinds;
mod person;
mod read;
mod register;
mod resolve;
mod search;
mod sought;
mod status;
mod unmask;
mod update;

/// Rows of identifiers and contact points per statement; SQLite binds at most 32,766 values, a row takes up to thirteen.
const ROWS: usize = 2_000;

pub use contact::{ContactValue, NewContactPoint};
pub use contacts::{
    AddContactPoint, ContactPoint, RemoveContactPoint, add_contact_point, contact_points, remove_contact_point,
};
pub use entity::beneficiary::Model as Beneficiary;
pub use identifiers::{
    AddIdentifier, HeldIdentifier, IdentifierKey, NewIdentifier, RemoveIdentifier, add_identifier, identifiers,
    remove_identifier,
};
pub use kinds::{
    AccessibilityNeed, AccessibilityNeeds, AssuranceLevel, BeneficiaryKind, BeneficiaryStatus, BirthPrecision,
    ContactKind, ContactOwner, MessageClass, MessageClasses, PreferredChannel, Sex, VerifiedBy,
};
pub use person::{BirthDate, NameParts, ScriptName};
pub use read::{
    BeneficiaryCondition, BeneficiaryFilter, BeneficiaryOrder, count, find_by_identifier, get, list, many, timeline,
    timelines,
};
pub(crate) use read::{hidden_from, known};
pub use register::{RegisterBeneficiary, register, register_many};
pub(crate) use resolve::meant;
pub use resolve::{Who, resolve, resolve_or_register};
pub(crate) use search::{AREA, texts_after};
pub use status::{SetStatus, set_status};
pub use unmask::{Unmasked, unmask};
pub use update::{UpdateBeneficiary, update};
