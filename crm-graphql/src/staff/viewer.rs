//! Who the caller is.

use std::collections::BTreeSet;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use crm_core::Actor;
use crm_core::ids::{DepartmentId, StaffId};
use crm_core::op::{Grant, OpContext};
use crm_core::staff::StaffMember;

use super::enums::{Permission, Role};
use super::sign_in::{Account, PendingCodes, Session, account_of, pending_codes, sessions_of};
use crate::catalogue::{Department, department};
use crate::context::Call;
use crate::node_id::Id;
use crate::scalars::LocalizedText;

/// Kinds of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ActorKind {
    /// Nobody signed in: the public.
    #[graphql(name = "ANONYMOUS")]
    Anonymous,
    /// A member of staff.
    #[graphql(name = "STAFF")]
    Staff,
    /// Another department's system.
    #[graphql(name = "INTEGRATION")]
    Integration,
    /// A device at a site.
    #[graphql(name = "KIOSK")]
    Kiosk,
    /// The installation's own workers and tools.
    #[graphql(name = "SYSTEM")]
    System,
}

/// Who asks.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "Actor")]
pub struct ActorView {
    /// The kind of actor.
    kind: ActorKind,
    /// The member of staff, integration or kiosk.
    id: Option<ID>,
}

/// A role held in a department.
#[derive(Clone, Debug, SimpleObject)]
pub struct RoleGrant {
    /// The role.
    role: Role,
    /// The department in which it is held, and below; null means the whole body.
    department_id: Option<Id<DepartmentId>>,
}

impl From<&Grant> for RoleGrant {
    fn from(grant: &Grant) -> Self {
        Self { role: grant.role.into(), department_id: grant.department.map(Id) }
    }
}

/// Who the caller is and what a front end may show it.
pub struct Viewer<'a>(pub(super) &'a OpContext);

impl Viewer<'_> {
    /// The member of staff, unless a system acts for them.
    fn in_person(&self) -> Option<StaffId> {
        self.0.staff().filter(|_| self.0.through.is_none())
    }

    async fn member(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        match self.0.staff() {
            Some(id) => Ok(ctx.loaders().load_one(id).await?),
            None => Ok(None),
        }
    }
}

/// Who the caller is and what a front end may show it.
#[Object]
impl Viewer<'_> {
    /// The actor.
    async fn actor(&self) -> ActorView {
        let (kind, id) = match &self.0.actor {
            Actor::Staff(staff) => (ActorKind::Staff, Some(Id(staff.id).to_string())),
            Actor::Integration(integration) => (ActorKind::Integration, Some(Id(integration.id).to_string())),
            Actor::Kiosk(kiosk) => (ActorKind::Kiosk, Some(Id(kiosk.id).to_string())),
            Actor::System(_) => (ActorKind::System, None),
            _ => (ActorKind::Anonymous, None),
        };
        ActorView { kind, id: id.map(ID) }
    }

    /// Name of the member of staff; null for everyone else.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<LocalizedText>> {
        Ok(self.member(ctx).await?.map(|member| member.name.into()))
    }

    /// Code of the member of staff; null for everyone else.
    async fn code(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.member(ctx).await?.map(|member| member.code))
    }

    /// User name and password of the member of staff; null for who has none.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        match self.in_person() {
            Some(id) => account_of(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The secret of one-time codes that waits for its first code, if one does.
    async fn pending_codes(&self, ctx: &Context<'_>) -> Result<Option<PendingCodes>> {
        if self.in_person().is_some() { pending_codes(ctx).await } else { Ok(None) }
    }

    /// The browsers in which the member of staff is signed in, the latest first; at most 100.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        match self.in_person() {
            Some(id) => sessions_of(ctx, id).await,
            None => Ok(Vec::new()),
        }
    }

    /// The roles held, with their departments.
    async fn roles(&self) -> Vec<RoleGrant> {
        match &self.0.actor {
            Actor::Staff(staff) => staff.grants.iter().map(RoleGrant::from).collect(),
            _ => Vec::new(),
        }
    }

    /// The departments in which some role is held, with those below; empty when it is the whole body.
    async fn departments(&self, ctx: &Context<'_>) -> Result<Vec<Department>> {
        let reach: BTreeSet<DepartmentId> = match &self.0.actor {
            Actor::Staff(staff) => staff.grants.iter().flat_map(|grant| grant.reach.iter().copied()).collect(),
            Actor::Integration(integration) => integration.reach.as_ref().clone(),
            Actor::Kiosk(kiosk) => kiosk.reach.as_ref().clone(),
            _ => BTreeSet::new(),
        };
        let mut departments = Vec::with_capacity(reach.len());
        for id in reach {
            departments.extend(department(ctx, id).await?);
        }
        Ok(departments)
    }

    /// What the actor may do somewhere.
    async fn permissions(&self) -> Vec<Permission> {
        let all = crm_core::policy::Permission::ALL.iter().copied();
        all.filter(|permission| self.0.may(*permission)).map(Into::into).collect()
    }

    /// The integration through which the member of staff acts, if one does.
    async fn through(&self) -> Option<ID> {
        self.0.through.as_ref().map(|integration| ID(Id(integration.id).to_string()))
    }

    /// The purpose with which personal data is read.
    async fn purpose(&self) -> &str {
        self.0.purpose.as_str()
    }
}
