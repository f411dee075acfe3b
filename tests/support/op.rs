//! Who asks: contexts made by hand, with the roles given and no row behind them. The actors of [`People`] have
//! rows and tokens.
//!
//! [`People`]: crate::People

use std::collections::BTreeSet;
use std::sync::Arc;

use crm_core::OpContext;
use crm_core::ids::{DepartmentId, StaffId};
use crm_core::op::{Actor, Grant, StaffActor};
use crm_core::policy::Role;

/// The installation itself, which may do everything.
pub fn system() -> OpContext {
    OpContext::system("test")
}

/// The public.
pub fn anonymous() -> OpContext {
    OpContext::anonymous()
}

/// A new member of staff with one role: in one department, or in the whole body.
pub fn staff(role: Role, department: Option<DepartmentId>) -> OpContext {
    staff_with([(role, department)])
}

/// A new member of staff with several roles.
pub fn staff_with(roles: impl IntoIterator<Item = (Role, Option<DepartmentId>)>) -> OpContext {
    let grants: Vec<Grant> = roles
        .into_iter()
        .map(|(role, department)| {
            let reach: BTreeSet<DepartmentId> = department.into_iter().collect();
            Grant { role, department, reach: Arc::new(reach) }
        })
        .collect();
    let id: StaffId = system().new_id();
    OpContext::for_actor(Actor::Staff(StaffActor { id, grants: grants.into() }))
}

/// The administrator of the whole body.
pub fn admin() -> OpContext {
    staff(Role::Admin, None)
}

/// The catalogue manager of the whole body.
pub fn catalogue_manager() -> OpContext {
    staff(Role::CatalogueManager, None)
}

/// An editor of a department's cards.
pub fn editor(department: DepartmentId) -> OpContext {
    staff(Role::DepartmentEditor, Some(department))
}

/// The head of a department.
pub fn head(department: DepartmentId) -> OpContext {
    staff(Role::DepartmentHead, Some(department))
}

/// An agent of a department.
pub fn agent(department: DepartmentId) -> OpContext {
    staff(Role::Agent, Some(department))
}

/// A reader of the whole body.
pub fn reader() -> OpContext {
    staff(Role::Reader, None)
}

/// The privacy officer of the whole body.
pub fn privacy_officer() -> OpContext {
    staff(Role::PrivacyOfficer, None)
}

/// The auditor of the whole body.
pub fn auditor() -> OpContext {
    staff(Role::Auditor, None)
}
