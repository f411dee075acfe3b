//! Staff, and who the caller is.

mod enums;
mod members;
mod sign_in;
mod tokens;
mod viewer;

use async_graphql::{Context, Object, Result};
use crm_core::ids::{DepartmentId, StaffId};
use crm_core::staff as core;

use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;
use crate::payload::outcome;

pub use enums::{Permission, Role};
pub use members::{
    CreateStaffMemberInput, CreateStaffMemberPayload, EndRoleInput, EndRolePayload, GrantRoleInput, GrantRolePayload,
    HeldRole, StaffMember, UpdateStaffMemberInput, UpdateStaffMemberPayload,
};
pub use sign_in::{
    Account, ChangePasswordInput, ChangePasswordPayload, ConfirmOneTimeCodesInput, ConfirmOneTimeCodesPayload,
    EndStaffSessionsInput, EndStaffSessionsPayload, InviteStaffMemberInput, InviteStaffMemberPayload, PendingCodes,
    RecoveryCodes, ResetStaffSignInInput, ResetStaffSignInPayload, Session, SignInLink, SignInMethod, SignInMutation,
    StartOneTimeCodesPayload, StopOneTimeCodesInput, StopOneTimeCodesPayload,
};
pub use tokens::{
    ApiToken, CreateTokenInput, CreateTokenPayload, IntegrationBearerInput, KioskBearerInput, RevokeTokenInput,
    RevokeTokenPayload, StaffBearerInput, TokenKind, TokenScope, TokensMutation, TokensQuery,
};
pub use viewer::{ActorKind, ActorView, RoleGrant, Viewer};

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
    async fn staff_members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those who hold a role in this department.")] department_id: Option<Id<DepartmentId>>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StaffMember>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), department_id.map(|id| id.0), &page).await?))
    }

    /// One member of staff, by id.
    async fn staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their id.")] id: Id<StaffId>,
    ) -> Result<Option<StaffMember>> {
        Ok(found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(StaffMember))
    }
}

/// Changes of staff.
#[derive(Default)]
pub struct StaffMutation;

#[Object]
impl StaffMutation {
    /// Creates a member of staff.
    async fn create_staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] input: CreateStaffMemberInput,
    ) -> Result<CreateStaffMemberPayload> {
        CreateStaffMemberPayload::of(ctx, async { core::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }

    /// Changes a member of staff.
    async fn update_staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateStaffMemberInput,
    ) -> Result<UpdateStaffMemberPayload> {
        let id = input.id.0;
        let outcome = outcome(ctx, async { core::update(ctx.db(), ctx.op(), id, input.try_into()?).await }).await?;
        let current = outcome.current(core::get(ctx.db(), ctx.op(), id)).await?.map(StaffMember);
        Ok(UpdateStaffMemberPayload { current, ..outcome.into() })
    }

    /// Gives a role; who holds it there already keeps it.
    async fn grant_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: GrantRoleInput,
    ) -> Result<GrantRolePayload> {
        GrantRolePayload::of(ctx, core::grant_role(ctx.db(), ctx.op(), input.into())).await
    }

    /// Ends a role.
    async fn end_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and when.")] input: EndRoleInput,
    ) -> Result<EndRolePayload> {
        EndRolePayload::of(ctx, core::end_role(ctx.db(), ctx.op(), input.id.0, input.last_day.0)).await
    }
}
