//! How members of staff sign in: accounts, sessions, links.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use crm_core::Error;
use crm_core::ids::{SessionId, StaffId};
use crm_core::staff::accounts::{self, ChangePassword};
use crm_core::staff::links::{self, NewLink};
use crm_core::staff::{codes, sessions};

use super::members::StaffMember;
use crate::context::{Batch, BatchError, Call};
use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::DateTime;

/// How a session began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "sessions::Method")]
pub enum SignInMethod {
    /// With user name and password.
    #[graphql(name = "PASSWORD")]
    Password,
    /// With those and a one-time code.
    #[graphql(name = "CODE")]
    Code,
    /// By a link of a demonstration.
    #[graphql(name = "LINK")]
    Link,
    /// At the sign-in provider.
    #[graphql(name = "PROVIDER")]
    Provider,
}

/// User name and password of a member of staff.
#[derive(SimpleObject)]
pub struct Account {
    /// User name.
    username: String,
    /// Whether a password is set; otherwise the member comes by a link first.
    has_password: bool,
    /// Whether it takes a one-time code as well.
    one_time_codes: bool,
}

impl From<accounts::Account> for Account {
    fn from(account: accounts::Account) -> Self {
        let accounts::Account { username, has_password, one_time_codes } = account;
        Self { username, has_password, one_time_codes }
    }
}

/// A browser in which a member of staff is signed in.
pub struct Session {
    row: sessions::Session,
    current: bool,
}

/// A browser in which a member of staff is signed in.
#[Object]
impl Session {
    /// Id.
    async fn id(&self) -> Id<SessionId> {
        Id(self.row.id)
    }

    /// How it began.
    async fn method(&self) -> SignInMethod {
        self.row.method.into()
    }

    /// When it began.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it was last used, to the minute.
    async fn last_used_at(&self) -> DateTime {
        DateTime(self.row.last_used_at)
    }

    /// When it ends, however much it is used.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.row.expires_at)
    }

    /// Whether it is the one that asks.
    async fn is_current(&self) -> bool {
        self.current
    }
}

/// Key of a member's account.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct AccountOf(StaffId);

impl async_graphql::dataloader::Loader<AccountOf> for Batch {
    type Value = accounts::Account;
    type Error = BatchError;

    async fn load(&self, keys: &[AccountOf]) -> std::result::Result<HashMap<AccountOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let accounts = accounts::many(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(accounts.into_iter().map(|(id, account)| (AccountOf(id), account)).collect())
    }
}

/// The account of a member; null when there is none, or it is not for the caller to see.
pub(super) async fn account_of(ctx: &Context<'_>, staff: StaffId) -> Result<Option<Account>> {
    Ok(ctx.loaders().load_one(AccountOf(staff)).await?.map(Account::from))
}

/// The sessions of a member that are not over.
pub(super) async fn sessions_of(ctx: &Context<'_>, staff: StaffId) -> Result<Vec<Session>> {
    let rows = sessions::list(ctx.db(), ctx.op(), staff).await?;
    let current = |row: &sessions::Session| ctx.op().session == Some(row.id);
    Ok(rows.into_iter().map(|row| Session { current: current(&row), row }).collect())
}

/// A secret for the caller's app of one-time codes, until a first code shows that the app has it.
pub struct PendingCodes(codes::Pending);

/// A secret for the caller's app of one-time codes, until a first code shows that the app has it.
#[Object]
impl PendingCodes {
    /// The secret in base 32, for typing.
    async fn secret(&self) -> &str {
        &self.0.secret
    }

    /// The same as an address (`otpauth:`), for a picture that the app scans.
    async fn address(&self) -> &str {
        &self.0.address
    }
}

impl From<codes::Pending> for PendingCodes {
    fn from(pending: codes::Pending) -> Self {
        Self(pending)
    }
}

/// Codes that each let in once in place of one from the app. Shown this once.
pub struct RecoveryCodes(codes::RecoveryCodes);

/// Codes that each let in once in place of one from the app. Shown this once.
#[Object]
impl RecoveryCodes {
    /// The codes.
    async fn codes(&self) -> Vec<&str> {
        self.0.0.iter().map(|code| code.as_str()).collect()
    }
}

impl From<codes::RecoveryCodes> for RecoveryCodes {
    fn from(codes: codes::RecoveryCodes) -> Self {
        Self(codes)
    }
}

/// The secret that waits for its first code, if one does.
pub(super) async fn pending_codes(ctx: &Context<'_>) -> Result<Option<PendingCodes>> {
    Ok(codes::pending(ctx.db(), ctx.op()).await?.map(PendingCodes))
}

/// A link by which someone chooses a password, once. Shown this once; whoever has it can come in.
pub struct SignInLink(NewLink);

/// A link by which someone chooses a password, once. Shown this once; whoever has it can come in.
#[Object]
impl SignInLink {
    /// Where it leads, below the language: `/welcome/…` is `/ar/welcome/…` and `/en/welcome/…` of this server.
    async fn path(&self) -> String {
        format!("/welcome/{}", &*self.0.secret)
    }

    /// Until when it works.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.link.expires_at)
    }
}

impl From<NewLink> for SignInLink {
    fn from(new: NewLink) -> Self {
        Self(new)
    }
}

/// A member to invite.
#[derive(InputObject)]
pub struct InviteStaffMemberInput {
    /// The member.
    id: Id<StaffId>,
    /// User name, unless it is the member's code.
    username: Option<String>,
}

/// A member whose sign-in to reset.
#[derive(InputObject)]
pub struct ResetStaffSignInInput {
    /// The member.
    id: Id<StaffId>,
}

/// A member to sign out.
#[derive(InputObject)]
pub struct EndStaffSessionsInput {
    /// The member; by default the caller.
    id: Option<Id<StaffId>>,
}

/// A password to change.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The present one.
    current: String,
    /// The new one: 12 characters or more, none that is easily guessed.
    new: String,
}

/// A first code of the app.
#[derive(InputObject)]
pub struct ConfirmOneTimeCodesInput {
    /// The six digits that it shows.
    code: String,
}

/// One-time codes to stop.
#[derive(InputObject)]
pub struct StopOneTimeCodesInput {
    /// The caller's password.
    password: String,
}

payload! {
    /// What `startOneTimeCodes` answers.
    StartOneTimeCodesPayload {
        /// The secret for the app.
        pending: PendingCodes
    }
}

payload! {
    /// What `confirmOneTimeCodes` answers.
    ConfirmOneTimeCodesPayload {
        /// Codes for the day on which the app is gone.
        recovery: RecoveryCodes
    }
}

payload! {
    /// What `stopOneTimeCodes` answers.
    StopOneTimeCodesPayload {
        /// The account, when changed.
        account: Account
    }
}

payload! {
    /// What `inviteStaffMember` answers.
    InviteStaffMemberPayload {
        /// The link to give to the member.
        link: SignInLink
    }
}

payload! {
    /// What `resetStaffSignIn` answers.
    ResetStaffSignInPayload {
        /// The link to give to the member.
        link: SignInLink
    }
}

payload! {
    /// What `endStaffSessions` answers.
    EndStaffSessionsPayload {
        /// The member who is signed out.
        staff_member: StaffMember
    }
}

payload! {
    /// What `changePassword` answers.
    ChangePasswordPayload {
        /// The account, when changed.
        account: Account
    }
}

/// Changes of how members of staff sign in.
#[derive(Default)]
pub struct SignInMutation;

#[Object]
impl SignInMutation {
    /// Makes the link by which a member chooses a first password, and their account; an earlier link stops working.
    async fn invite_staff_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] input: InviteStaffMemberInput,
    ) -> Result<InviteStaffMemberPayload> {
        let InviteStaffMemberInput { id, username } = input;
        let link = async move { links::invite(ctx.db(), ctx.op(), id.0, username.as_deref()).await };
        InviteStaffMemberPayload::of(ctx, link).await
    }

    /// Takes a member's password and one-time codes away, signs them out everywhere, and makes the link by which they
    /// choose another password.
    async fn reset_staff_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] input: ResetStaffSignInInput,
    ) -> Result<ResetStaffSignInPayload> {
        ResetStaffSignInPayload::of(ctx, links::reset(ctx.db(), ctx.op(), input.id.0)).await
    }

    /// Signs a member out everywhere, within 5 seconds. Tokens are not touched.
    async fn end_staff_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] input: EndStaffSessionsInput,
    ) -> Result<EndStaffSessionsPayload> {
        let ended = async move {
            let id = input.id.map(|id| id.0).or_else(|| ctx.op().staff()).ok_or(Error::Unauthenticated)?;
            sessions::end_all(ctx.db(), ctx.op(), id).await
        };
        EndStaffSessionsPayload::of(ctx, ended).await
    }

    /// Changes the caller's own password and ends their other sessions.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The passwords.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let ChangePasswordInput { current, new } = input;
        let change = ChangePassword { current: current.into(), new: new.into() };
        ChangePasswordPayload::of(ctx, accounts::change_password(ctx.db(), ctx.op(), change)).await
    }

    /// Makes a secret for the caller's app of one-time codes. Signing in stays as it is until `confirmOneTimeCodes`.
    async fn start_one_time_codes(&self, ctx: &Context<'_>) -> Result<StartOneTimeCodesPayload> {
        StartOneTimeCodesPayload::of(ctx, codes::begin(ctx.db(), ctx.op())).await
    }

    /// Takes one-time codes into use, after the app showed a right one: from then on signing in takes one.
    async fn confirm_one_time_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: ConfirmOneTimeCodesInput,
    ) -> Result<ConfirmOneTimeCodesPayload> {
        let confirmed = async move { codes::confirm(ctx.db(), ctx.op(), &input.code).await };
        ConfirmOneTimeCodesPayload::of(ctx, confirmed).await
    }

    /// Takes the caller's one-time codes out of use.
    async fn stop_one_time_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password.")] input: StopOneTimeCodesInput,
    ) -> Result<StopOneTimeCodesPayload> {
        let stopped = async move { codes::stop(ctx.db(), ctx.op(), &input.password).await };
        StopOneTimeCodesPayload::of(ctx, stopped).await
    }
}
