//! Roles and permissions, every name written out.

use async_graphql::Enum;
use crm_core::policy;

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
    /// Read plans, cycles and answers of the inventory.
    #[graphql(name = "INVENTORY_READ")]
    InventoryRead,
    /// Draft, revise and submit plans of the inventory, and put approved ones in force.
    #[graphql(name = "INVENTORY_PLAN")]
    InventoryPlan,
    /// Vote on plans of the inventory.
    #[graphql(name = "INVENTORY_VOTE")]
    InventoryVote,
    /// Record the committee's decisions.
    #[graphql(name = "INVENTORY_DECIDE")]
    InventoryDecide,
    /// Run cycles of the inventory: open, extend, exempt, reopen, close, publish.
    #[graphql(name = "INVENTORY_RUN")]
    InventoryRun,
    /// Answer for own departments in the inventory.
    #[graphql(name = "INVENTORY_ANSWER")]
    InventoryAnswer,
    /// Approve own departments' answers.
    #[graphql(name = "INVENTORY_ENDORSE")]
    InventoryEndorse,
    /// Verify answers of the inventory.
    #[graphql(name = "INVENTORY_VERIFY")]
    InventoryVerify,
    /// Read the audit record.
    #[graphql(name = "AUDIT_READ")]
    AuditRead,
    /// Fill an installation in bulk.
    #[graphql(name = "BULK_WRITE")]
    BulkWrite,
    /// Seal the record, follow all events, forget what is past its time; held by the installation itself only.
    #[graphql(name = "UPKEEP")]
    Upkeep,
}
