//! Staff members, the roles they hold in departments, how people sign in, and the tokens through which systems and
//! devices come.
//!
//! A token belongs to a staff member, an integration or a device. Separation of duties, quorum and "who saw" compare
//! the person, never the token. A role is held in one department and reaches all below it, or, with no
//! department, the whole body; it holds from a day to a day. Nothing is deleted: a member who leaves is made inactive.
//!
//! An integration with [`Scope::ActForStaff`](tokens::Scope::ActForStaff) may act for a member ([`act_for`]): the actor
//! is then the member with what both may reach, and the record names the integration as well.
//!
//! People come with a session: begun by user name and password ([`accounts`]), with one-time codes where they
//! want them ([`codes`]), by a [link](links) or by a sign-in
//! provider, and ended by the clock, by themselves, or by whoever keeps staff ([`sessions`]).

pub mod accounts;
mod acting;
mod attempts;
pub mod codes;
mod entity;
pub mod links;
mod passwords;
mod read;
mod remembered;
mod roles;
mod rules;
mod secrets;
pub mod sessions;
mod sign_in;
pub mod tokens;
mod write;

pub use acting::act_for;
pub(crate) use acting::as_actor;
pub use entity::{RoleGrant, StaffMember};
pub use read::{by_code, get, list, many, roles};
pub use roles::{GrantRole, end_role, grant_role};
pub use sign_in::{Signed, authenticate, by_subject};
pub use write::{CreateStaff, UpdateStaff, create, update};
