//! Staff, and who the caller is.

mod enums;
mod members;
mod viewer;

use async_graphql::{Context, Object, Result};
use crm_core::ids::{DepartmentId, StaffId};
use crm_core::staff;

use crate::connection::{Connection, cost, page_request};
use crate::context::{Call, loads};
use crate::node_id::Id;
use crate::payload::outcome;

pub use enums::{Permission, Role};
pub use members::{
    CreateStaffMemberInput, CreateStaffMemberPayload, StaffMember, UpdateStaffMemberInput, UpdateStaffMemberPayload,
};
pub use viewer::{ActorKind, ActorView, RoleGrant, Viewer};

loads!(StaffId => staff::StaffMember, staff::many);

/// Reads about staff.
#[derive(Default)]
pub struct StaffQuery;

#[Object]
impl StaffQuery {
    /// Who the caller is. Answers anyone.
    async fn viewer<'a>(&self, ctx: &'a Context<'_>) -> Viewer<'a> {
        Viewer(ctx.op())
    }

    /// Members of staff by name.
    #[graphql(complexity = "cost(__ctx, __variables_definition, __field, child_complexity)")]
    async fn staff_members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those who hold a role in this department, now or later.")] department_id: Option<
            Id<DepartmentId>,
        >,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StaffMember>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let department = department_id.map(|id| id.0);
        Ok(Connection::of(staff::list(ctx.db(), ctx.op(), department, &page).await?))
    }
}

/// Changes of staff.
#[derive(Default)]
pub struct StaffMutation;

#[Object]
impl StaffMutation {
    /// Creates a member of staff. For administrators.
    async fn create_staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new member.")] input: CreateStaffMemberInput,
    ) -> Result<CreateStaffMemberPayload> {
        CreateStaffMemberPayload::of(ctx, async { staff::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }

    /// Changes a member of staff. For administrators.
    async fn update_staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateStaffMemberInput,
    ) -> Result<UpdateStaffMemberPayload> {
        let id = input.id.0;
        let done = outcome(ctx, async { staff::update(ctx.db(), ctx.op(), id, input.try_into()?).await }).await?;
        let current = done.current(staff::get(ctx.db(), ctx.op(), id)).await?.map(StaffMember);
        Ok(UpdateStaffMemberPayload { current, ..done.into() })
    }
}
