//! Members of staff and the roles they hold.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use crm_core::ids::{DepartmentId, RoleGrantId, StaffId};
use crm_core::policy::Permission;
use crm_core::staff as core;

use super::enums::Role;
use super::sign_in::{Account, account_of};
use crate::catalogue::{Department, department};
use crate::context::{Batch, BatchError, Call, loads};
use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::{Date, LocalizedText, LocalizedTextInput, localized, patch};

loads!(StaffId => core::StaffMember, core::many);

/// A member of staff.
#[derive(Clone)]
pub struct StaffMember(pub core::StaffMember);

impl From<core::StaffMember> for StaffMember {
    fn from(row: core::StaffMember) -> Self {
        Self(row)
    }
}

/// Key of a member's roles.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct RolesOf(StaffId);

impl async_graphql::dataloader::Loader<RolesOf> for Batch {
    type Value = Vec<core::RoleGrant>;
    type Error = BatchError;

    async fn load(&self, keys: &[RolesOf]) -> std::result::Result<HashMap<RolesOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let roles = core::roles(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(roles.into_iter().map(|(id, roles)| (RolesOf(id), roles)).collect())
    }
}

/// A member of staff.
#[Object]
impl StaffMember {
    /// Id.
    pub(crate) async fn id(&self) -> Id<StaffId> {
        Id(self.0.id)
    }

    /// Code people quote.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        self.0.name.clone().into()
    }

    /// Whether the member may sign in and be assigned work.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// Subject at the sign-in provider. For who keeps staff; null for others.
    async fn external_subject(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.external_subject.as_deref().filter(|_| ctx.op().may(Permission::StaffManage))
    }

    /// User name and password. For who keeps staff and for the member; null for others.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account_of(ctx, self.0.id).await
    }

    /// Every role, past and future ones included. For who may see staff.
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<HeldRole>> {
        let roles = ctx.loaders().load_one(RolesOf(self.0.id)).await?.unwrap_or_default();
        Ok(roles.into_iter().map(HeldRole).collect())
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A role held for a time.
pub struct HeldRole(core::RoleGrant);

/// A role held for a time.
#[Object]
impl HeldRole {
    /// Id, to end it by.
    async fn id(&self) -> Id<RoleGrantId> {
        Id(self.0.id)
    }

    /// The role.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// The department in which it is held; null means the whole body.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        match self.0.department_id {
            Some(id) => Ok(department(ctx, id).await?),
            None => Ok(None),
        }
    }

    /// First day.
    async fn valid_from(&self) -> Date {
        Date(self.0.valid_from)
    }

    /// Last day; null means until further notice.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
}

/// A new member of staff.
#[derive(InputObject)]
pub struct CreateStaffMemberInput {
    /// Unique code.
    code: String,
    /// Name; the installation's language is required.
    name: LocalizedTextInput,
    /// Subject at the sign-in provider; unique.
    external_subject: Option<String>,
}

/// A change of a member; what is absent stays.
#[derive(InputObject)]
pub struct UpdateStaffMemberInput {
    /// The member.
    pub(super) id: Id<StaffId>,
    /// New name.
    name: Option<LocalizedTextInput>,
    /// New subject at the sign-in provider; null clears it.
    external_subject: MaybeUndefined<String>,
    /// Whether the member may sign in and be assigned work.
    active: Option<bool>,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

impl TryFrom<UpdateStaffMemberInput> for core::UpdateStaff {
    type Error = crm_core::Error;

    fn try_from(input: UpdateStaffMemberInput) -> crm_core::Result<Self> {
        let UpdateStaffMemberInput { id: _, name, external_subject, active, expected_version } = input;
        let name = name.map(|name| localized("name", name)).transpose()?;
        Ok(Self { name, external_subject: patch(external_subject, |subject| subject), active, expected_version })
    }
}

/// A role to give.
#[derive(InputObject)]
pub struct GrantRoleInput {
    /// To whom.
    staff_id: Id<StaffId>,
    /// What.
    role: Role,
    /// Where; null means the whole body.
    department_id: Option<Id<DepartmentId>>,
    /// First day; by default today.
    valid_from: Option<Date>,
    /// Last day.
    valid_to: Option<Date>,
}

impl From<GrantRoleInput> for core::GrantRole {
    fn from(input: GrantRoleInput) -> Self {
        let GrantRoleInput { staff_id, role, department_id, valid_from, valid_to } = input;
        Self {
            staff: staff_id.0,
            role: role.into(),
            department: department_id.map(|id| id.0),
            from: valid_from.map(|date| date.0),
            to: valid_to.map(|date| date.0),
        }
    }
}

/// A role to end.
#[derive(InputObject)]
pub struct EndRoleInput {
    /// The role held.
    pub(super) id: Id<RoleGrantId>,
    /// Its last day.
    pub(super) last_day: Date,
}

impl TryFrom<CreateStaffMemberInput> for core::CreateStaff {
    type Error = crm_core::Error;

    fn try_from(input: CreateStaffMemberInput) -> crm_core::Result<Self> {
        let CreateStaffMemberInput { code, name, external_subject } = input;
        Ok(Self { code, name: localized("name", name)?, external_subject })
    }
}

payload! {
    /// What `createStaffMember` answers.
    CreateStaffMemberPayload {
        /// The member, when created.
        staff_member: StaffMember
    }
}

payload! {
    /// What `updateStaffMember` answers.
    UpdateStaffMemberPayload {
        /// The member, when changed.
        staff_member: StaffMember;
        /// The member as it is now, after a stale version.
        current: Option<StaffMember>,
    }
}

payload! {
    /// What `grantRole` answers.
    GrantRolePayload {
        /// The role, when given.
        role: HeldRole
    }
}

payload! {
    /// What `endRole` answers.
    EndRolePayload {
        /// The role, when ended.
        role: HeldRole
    }
}

impl From<core::RoleGrant> for HeldRole {
    fn from(row: core::RoleGrant) -> Self {
        Self(row)
    }
}
