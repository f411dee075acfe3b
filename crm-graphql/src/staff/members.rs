//! Members of staff.

use async_graphql::{InputObject, MaybeUndefined, Object};
use crm_core::ids::StaffId;
use crm_core::staff;

use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::{DateTime, LocalizedText, LocalizedTextInput, localized};

/// A member of staff.
pub struct StaffMember(pub staff::StaffMember);

impl From<staff::StaffMember> for StaffMember {
    fn from(row: staff::StaffMember) -> Self {
        Self(row)
    }
}

/// A member of staff.
#[Object]
impl StaffMember {
    /// Id.
    pub(crate) async fn id(&self) -> Id<StaffId> {
        Id(self.0.id)
    }

    /// Code that people quote; unique.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        LocalizedText(self.0.name.clone())
    }

    /// Whether the member may sign in and be assigned work.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was recorded.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
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

impl TryFrom<CreateStaffMemberInput> for staff::CreateStaff {
    type Error = crm_core::Error;

    fn try_from(input: CreateStaffMemberInput) -> crm_core::Result<Self> {
        let CreateStaffMemberInput { code, name, external_subject } = input;
        Ok(Self { code, name: localized("name", name)?, external_subject })
    }
}

/// A change of a member; absent fields stay.
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
    /// The version that was seen.
    expected_version: Option<i32>,
}

impl TryFrom<UpdateStaffMemberInput> for staff::UpdateStaff {
    type Error = crm_core::Error;

    fn try_from(input: UpdateStaffMemberInput) -> crm_core::Result<Self> {
        let UpdateStaffMemberInput { id: _, name, external_subject, active, expected_version } = input;
        let name = name.map(|name| localized("name", name)).transpose()?;
        Ok(Self { name, external_subject: external_subject.into(), active, expected_version })
    }
}

payload! {
    /// What `createStaffMember` answers.
    CreateStaffMemberPayload {
        /// The new member.
        staff_member: StaffMember
    }
}

payload! {
    /// What `updateStaffMember` answers.
    UpdateStaffMemberPayload {
        /// The member as changed.
        staff_member: StaffMember;
        /// The member as it is now, after a stale version.
        current: Option<StaffMember>,
    }
}
