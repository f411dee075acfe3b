//! The catalogue (دليل الخدمات): what the body offers, to whom, how, by when and at what price, and the frame it
//! stands in: departments, organizations, sites, categories, tags.
//!
//! A **service** is a header with a code that is never reused; everything a reader learns about it stands on its
//! [`card::Card`], one typed and versioned document. Each **revision** holds a whole card and is immutable once
//! published; [`changes`] tells two cards apart field by field, [`rules::in_force`] says which revision holds at
//! a time.
//!
//! Life cycle of a service ([`rules::ServiceStatus`]): proposed, draft, in review, published, suspended and back,
//! retired; withdrawn hides what never was published or came with an import that was undone.
//!
//! Invariants:
//! - a stored card passed [`card::Card::validated`] (by hand) or [`card::Card::imported`] (an import);
//! - a revision published by hand stands on the floor ([`floor::missing`] is empty); an imported one may lie
//!   below it, and then the public sees it only when its mapping says so ([`rules::Visibility`]);
//! - nothing is deleted, and an old card stays readable for ever ([`card::Card::from_json`]).

pub mod card;
pub mod changes;
pub mod floor;
pub mod import;
mod reference;
pub mod rules;
pub mod services;
mod structure;

pub use card::Card;
pub use reference::Reference;
pub use structure::{categories, departments, organizations, sites, tags};
