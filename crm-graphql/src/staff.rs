//! Staff, and who the caller is.

use std::collections::BTreeSet;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use crm_core::Actor;
use crm_core::ids::{DepartmentId, IntegrationId, KioskId, RecordId, StaffId};
use crm_core::op::{Grant, OpContext};
use crm_core::policy;

use crate::context::Call;
use crate::node_id::Id;

/// What a member of staff is, in a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "policy::Role")]
pub enum Role {
    /// Runs the installation: staff, tokens, departments. Sees no personal data by that.
    #[graphql(name = "ADMIN")]
    Admin,
    /// The administrative development department: keeps and publishes the catalogue.
    #[graphql(name = "CATALOGUE_MANAGER")]
    CatalogueManager,
    /// Records the committee's decisions.
    #[graphql(name = "COMMITTEE_SECRETARY")]
    CommitteeSecretary,
    /// Votes.
    #[graphql(name = "COMMITTEE_MEMBER")]
    CommitteeMember,
    /// Edits the cards of its department's services.
    #[graphql(name = "DEPARTMENT_EDITOR")]
    DepartmentEditor,
    /// Heads a department.
    #[graphql(name = "DEPARTMENT_HEAD")]
    DepartmentHead,
    /// Verifies inventory answers.
    #[graphql(name = "VERIFIER")]
    Verifier,
    /// Talks to beneficiaries: logs contacts, registers people.
    #[graphql(name = "AGENT")]
    Agent,
    /// Reads the catalogue and figures, no personal data.
    #[graphql(name = "READER")]
    Reader,
    /// Guards personal data.
    #[graphql(name = "PRIVACY_OFFICER")]
    PrivacyOfficer,
    /// Reads the record of who did what, not the bodies of contacts.
    #[graphql(name = "AUDITOR")]
    Auditor,
}

/// One kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "policy::Permission")]
pub enum Permission {
    /// Read published services, departments, sites and categories.
    #[graphql(name = "CATALOGUE_READ")]
    CatalogueRead,
    /// Read services in every state, with revisions.
    #[graphql(name = "CATALOGUE_READ_ALL")]
    CatalogueReadAll,
    /// Create and revise cards of own departments, submit them for review.
    #[graphql(name = "CATALOGUE_EDIT")]
    CatalogueEdit,
    /// Publish, suspend, retire; edit every card; import.
    #[graphql(name = "CATALOGUE_MANAGE")]
    CatalogueManage,
    /// Keep departments, organizations, sites, categories and tags.
    #[graphql(name = "STRUCTURE_MANAGE")]
    StructureManage,
    /// See staff members.
    #[graphql(name = "STAFF_READ")]
    StaffRead,
    /// Keep staff members, roles and tokens.
    #[graphql(name = "STAFF_MANAGE")]
    StaffManage,
    /// Find and read people of the registry, masked.
    #[graphql(name = "BENEFICIARY_READ")]
    BeneficiaryRead,
    /// Register people and change their records.
    #[graphql(name = "BENEFICIARY_WRITE")]
    BeneficiaryWrite,
    /// See identifiers and contact points in clear, with a reason.
    #[graphql(name = "BENEFICIARY_UNMASK")]
    BeneficiaryUnmask,
    /// Reach restricted people of every department.
    #[graphql(name = "BENEFICIARY_RESTRICTED")]
    BeneficiaryRestricted,
    /// Log contacts and correct own ones.
    #[graphql(name = "INTERACTION_WRITE")]
    InteractionWrite,
    /// Read contacts.
    #[graphql(name = "INTERACTION_READ")]
    InteractionRead,
    /// Read subject, body and notes of contacts of own departments.
    #[graphql(name = "INTERACTION_READ_BODY")]
    InteractionReadBody,
    /// Read figures over contacts.
    #[graphql(name = "FIGURES_READ")]
    FiguresRead,
    /// Draft and revise contact reasons.
    #[graphql(name = "REASON_EDIT")]
    ReasonEdit,
    /// Approve contact reasons.
    #[graphql(name = "REASON_APPROVE")]
    ReasonApprove,
    /// Read the audit record.
    #[graphql(name = "AUDIT_READ")]
    AuditRead,
    /// Fill an installation in bulk.
    #[graphql(name = "BULK_WRITE")]
    BulkWrite,
}

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
pub struct Viewer<'a>(&'a OpContext);

/// Who the caller is and what a front end may show it.
#[Object]
impl Viewer<'_> {
    /// The actor.
    async fn actor(&self) -> ActorView {
        fn id<I: RecordId>(id: I) -> Option<ID> {
            Some(ID(Id(id).to_string()))
        }
        let (kind, id) = match &self.0.actor {
            Actor::Staff(staff) => (ActorKind::Staff, id::<StaffId>(staff.id)),
            Actor::Integration(integration) => (ActorKind::Integration, id::<IntegrationId>(integration.id)),
            Actor::Kiosk(kiosk) => (ActorKind::Kiosk, id::<KioskId>(kiosk.id)),
            Actor::System(_) => (ActorKind::System, None),
            _ => (ActorKind::Anonymous, None),
        };
        ActorView { kind, id }
    }

    /// The roles held, with their departments.
    async fn roles(&self) -> Vec<RoleGrant> {
        match &self.0.actor {
            Actor::Staff(staff) => staff.grants.iter().map(RoleGrant::from).collect(),
            _ => Vec::new(),
        }
    }

    /// The departments in which some role is held, with those below; empty when it is the whole body.
    async fn department_ids(&self) -> Vec<Id<DepartmentId>> {
        let reach: BTreeSet<DepartmentId> = match &self.0.actor {
            Actor::Staff(staff) => staff.grants.iter().flat_map(|grant| grant.reach.iter().copied()).collect(),
            Actor::Integration(integration) => integration.reach.as_ref().clone(),
            Actor::Kiosk(kiosk) => kiosk.reach.as_ref().clone(),
            _ => BTreeSet::new(),
        };
        reach.into_iter().map(Id).collect()
    }

    /// What the actor may do somewhere.
    async fn permissions(&self) -> Vec<Permission> {
        let all = policy::Permission::ALL.iter().copied();
        all.filter(|permission| self.0.may(*permission)).map(Into::into).collect()
    }

    /// The purpose with which personal data is read.
    async fn purpose(&self) -> &str {
        self.0.purpose.as_str()
    }
}

/// Reads about staff.
#[derive(Default)]
pub struct StaffQuery;

#[Object]
impl StaffQuery {
    /// Who the caller is. Answers anyone.
    async fn viewer<'a>(&self, ctx: &'a Context<'_>) -> Viewer<'a> {
        Viewer(ctx.op())
    }
}
