//! The three tables of the area.

pub(super) mod beneficiary;
pub(super) mod contact_point;
pub(super) mod identifier;
