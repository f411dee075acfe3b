//! API tokens.

use async_graphql::{Context, Enum, InputObject, Object, Result};
use crm_core::Error;
use crm_core::ids::{DepartmentId, SiteId, TokenId};
use crm_core::policy::Permission;
use crm_core::rule::Rule;
use crm_core::staff::tokens::{self as core, Bearer, NewToken};

use super::enums::Role;
use super::members::StaffMember;
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::node_id::Id;
use crate::payload::{outcome, payload};
use crate::scalars::DateTime;

/// What a token may do beyond its bearer's own rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::Scope")]
pub enum TokenScope {
    /// Act for the member of staff whom a request names in `X-On-Behalf-Of`.
    #[graphql(name = "ACT_FOR_STAFF")]
    ActForStaff,
}

/// Whose a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::Kind")]
pub enum TokenKind {
    /// A member of staff.
    #[graphql(name = "STAFF")]
    Staff,
    /// Another department's system.
    #[graphql(name = "INTEGRATION")]
    Integration,
    /// A device at a site.
    #[graphql(name = "KIOSK")]
    Kiosk,
}

/// A token for the API, without its secret.
pub struct ApiToken(core::Token);

impl From<core::Token> for ApiToken {
    fn from(row: core::Token) -> Self {
        Self(row)
    }
}

/// A token for the API, without its secret.
#[Object]
impl ApiToken {
    /// Id.
    async fn id(&self) -> Id<TokenId> {
        Id(self.0.id)
    }

    /// What it is for.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whose it is.
    async fn kind(&self) -> TokenKind {
        self.0.kind().into()
    }

    /// The member of staff to whom it belongs, if it is one.
    async fn staff_member(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.0.staff_id {
            Some(id) => Ok(ctx.loaders().load_one(id).await?.map(StaffMember)),
            None => Ok(None),
        }
    }

    /// The only role it may use; null means all that the member holds.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// What it may do beyond its bearer's own rights.
    async fn scopes(&self) -> Vec<TokenScope> {
        self.0.scopes.iter().map(Into::into).collect()
    }

    /// The purpose for which its bearer reads when it does not say.
    async fn purpose(&self) -> Option<&str> {
        self.0.purpose.as_deref()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it ends; null means never.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime)
    }

    /// When it was revoked.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(DateTime)
    }

    /// When it was last used, to the minute.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.0.last_used_at.map(DateTime)
    }
}

/// A token to make: for one bearer.
#[derive(InputObject)]
pub struct CreateTokenInput {
    /// What it is for. Without a member's code it also names the member, system or device, made if there is none.
    name: String,
    /// For a member of staff.
    staff: Option<StaffBearerInput>,
    /// For another department's system.
    integration: Option<IntegrationBearerInput>,
    /// For a device at a site.
    kiosk: Option<KioskBearerInput>,
    /// When it ends; null means never.
    expires_at: Option<DateTime>,
    /// Code of the purpose for which its bearer reads when it does not say; null means the usual one.
    purpose: Option<String>,
}

/// A member of staff as the bearer of a token.
#[derive(InputObject)]
pub struct StaffBearerInput {
    /// Code of the member.
    code: Option<String>,
    /// The only role the token may use; granted if not held yet.
    role: Role,
    /// Where the role is held; null means the whole body.
    department_id: Option<Id<DepartmentId>>,
}

/// Another department's system as the bearer of a token.
#[derive(InputObject)]
pub struct IntegrationBearerInput {
    /// The department it works for.
    department_id: Id<DepartmentId>,
    /// What it may do beyond that.
    scopes: Option<Vec<TokenScope>>,
}

/// A device as the bearer of a token.
#[derive(InputObject)]
pub struct KioskBearerInput {
    /// The department that keeps it.
    department_id: Id<DepartmentId>,
    /// Where it stands.
    site_id: Option<Id<SiteId>>,
}

impl TryFrom<CreateTokenInput> for core::CreateToken {
    type Error = Error;

    fn try_from(input: CreateTokenInput) -> crm_core::Result<Self> {
        let CreateTokenInput { name, staff, integration, kiosk, expires_at, purpose } = input;
        let bearer = match (staff, integration, kiosk) {
            (Some(StaffBearerInput { code, role, department_id }), None, None) => {
                Bearer::Staff { code, role: role.into(), department: department_id.map(|id| id.0) }
            }
            (None, Some(IntegrationBearerInput { department_id, scopes }), None) => {
                let scopes = scopes.into_iter().flatten().map(Into::into).collect();
                Bearer::Integration { department: Some(department_id.0), scopes }
            }
            (None, None, Some(KioskBearerInput { department_id, site_id })) => {
                Bearer::Kiosk { department: Some(department_id.0), site: site_id.map(|id| id.0) }
            }
            (None, None, None) => return Err(Error::invalid("staff", Rule::Required)),
            _ => return Err(Error::invalid("staff", Rule::Exclusive)),
        };
        Ok(Self { name, bearer, expires_at: expires_at.map(|at| at.0), purpose })
    }
}

/// A token to revoke.
#[derive(InputObject)]
pub struct RevokeTokenInput {
    /// The token.
    id: Id<TokenId>,
}

payload! {
    /// What `createToken` answers.
    CreateTokenPayload {
        /// The token, when made.
        token: ApiToken;
        /// What its bearer sends as `Authorization: Bearer …`. Shown this once.
        secret: Option<String>,
    }
}

payload! {
    /// What `revokeToken` answers.
    RevokeTokenPayload {
        /// The token, when revoked.
        token: ApiToken
    }
}

/// Reads about tokens.
#[derive(Default)]
pub struct TokensQuery;

#[Object]
impl TokensQuery {
    /// Tokens, newest first, revoked ones included. For who keeps staff.
    async fn tokens(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ApiToken>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), &page).await?))
    }
}

/// Changes of tokens.
#[derive(Default)]
pub struct TokensMutation;

#[Object]
impl TokensMutation {
    /// Makes a token.
    async fn create_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: CreateTokenInput,
    ) -> Result<CreateTokenPayload> {
        let create = async {
            // Before the input is looked at: who makes no tokens is not told how.
            ctx.op().require(Permission::StaffManage)?;
            core::create(ctx.db(), ctx.op(), input.try_into()?).await
        };
        let made = outcome(ctx, create).await?;
        let secret = made.record.as_ref().map(|new| new.secret.to_string());
        Ok(CreateTokenPayload { secret, ..made.into() })
    }

    /// Revokes a token; it stops working within 5 seconds.
    async fn revoke_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: RevokeTokenInput,
    ) -> Result<RevokeTokenPayload> {
        RevokeTokenPayload::of(ctx, core::revoke(ctx.db(), ctx.op(), input.id.0)).await
    }
}

impl From<NewToken> for ApiToken {
    fn from(new: NewToken) -> Self {
        Self(new.token)
    }
}
