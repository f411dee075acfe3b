//! Staff members, the roles they hold in departments, and the tokens through which people, systems and devices
//! come.
//!
//! A token belongs to a staff member, an integration or a device. Separation of duties, quorum and "who saw" compare
//! the person, never the token. A role is held in one department and reaches all below it, or, with no
//! department, the whole body; it holds from a day to a day. Nothing is deleted: a member who leaves is made inactive.

mod entity;
mod read;
mod roles;
mod sign_in;
pub mod tokens;
mod write;

pub use entity::{RoleGrant, StaffMember};
pub use read::{by_code, get, list, many, roles};
pub use roles::{GrantRole, end_role, grant_role};
pub use sign_in::{Signed, authenticate};
pub use write::{CreateStaff, UpdateStaff, create, update};
