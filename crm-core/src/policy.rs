//! Who may do what: the one table from role to permission.
//!
//! A permission names an act, not a record. Which records an act reaches is said beside the records, in
//! each area's `visible_to`, from the departments in which the role is held.

use crate::names::names;

names! {
    /// What a member of staff is, in a department.
    Role {
        /// Runs the installation: staff, tokens, departments. Sees no personal data by that.
        Admin = "admin",
        /// The administrative development department: keeps and publishes the catalogue.
        CatalogueManager = "catalogue_manager",
        /// Records the committee's decisions.
        CommitteeSecretary = "committee_secretary",
        /// Votes.
        CommitteeMember = "committee_member",
        /// Edits the cards of its department's services.
        DepartmentEditor = "department_editor",
        /// Heads a department.
        DepartmentHead = "department_head",
        /// Verifies inventory answers.
        Verifier = "verifier",
        /// Talks to beneficiaries: logs contacts, registers people.
        Agent = "agent",
        /// Reads the catalogue and figures, no personal data.
        Reader = "reader",
        /// Guards personal data.
        PrivacyOfficer = "privacy_officer",
        /// Reads the record of who did what, not the bodies of contacts.
        Auditor = "auditor",
    }
}

names! {
    /// One kind of act.
    Permission {
        /// Read published services, departments, sites and categories.
        CatalogueRead = "catalogue.read",
        /// Read services in every state, with revisions.
        CatalogueReadAll = "catalogue.read_all",
        /// Create and revise cards of own departments, submit them for review.
        CatalogueEdit = "catalogue.edit",
        /// Publish, suspend, retire; edit every card; import.
        CatalogueManage = "catalogue.manage",
        /// Keep departments, organizations, sites, categories and tags.
        StructureManage = "structure.manage",
        /// See staff members.
        StaffRead = "staff.read",
        /// Keep staff members, roles and tokens.
        StaffManage = "staff.manage",
        /// Find and read people of the registry, masked.
        BeneficiaryRead = "beneficiary.read",
        /// Register people and change their records.
        BeneficiaryWrite = "beneficiary.write",
        /// See identifiers and contact points in clear, with a reason.
        BeneficiaryUnmask = "beneficiary.unmask",
        /// Reach restricted people of every department.
        BeneficiaryRestricted = "beneficiary.restricted",
        /// Log contacts and correct own ones.
        InteractionWrite = "interaction.write",
        /// Read contacts.
        InteractionRead = "interaction.read",
        /// Read subject, body and notes of contacts of own departments.
        InteractionReadBody = "interaction.read_body",
        /// Read figures over contacts.
        FiguresRead = "figures.read",
        /// Draft and revise contact reasons.
        ReasonEdit = "reason.edit",
        /// Approve contact reasons.
        ReasonApprove = "reason.approve",
        /// Read plans, cycles and answers of the inventory.
        InventoryRead = "inventory.read",
        /// Draft, revise and submit plans of the inventory, and put approved ones in force.
        InventoryPlan = "inventory.plan",
        /// Vote on plans of the inventory.
        InventoryVote = "inventory.vote",
        /// Record the committee's decisions.
        InventoryDecide = "inventory.decide",
        /// Run cycles of the inventory: open, extend, exempt, reopen, close, publish.
        InventoryRun = "inventory.run",
        /// Answer for own departments in the inventory.
        InventoryAnswer = "inventory.answer",
        /// Approve own departments' answers.
        InventoryEndorse = "inventory.endorse",
        /// Verify answers of the inventory.
        InventoryVerify = "inventory.verify",
        /// Read the audit record.
        AuditRead = "audit.read",
        /// Fill an installation in bulk.
        BulkWrite = "bulk.write",
        /// Seal the record, follow all events, forget what is past its time: held by no role, only by the installation
        /// itself.
        Upkeep = "upkeep",
    }
}

impl Role {
    /// What the role may do.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Admin => {
                &[P::CatalogueRead, P::CatalogueReadAll, P::StructureManage, P::StaffRead, P::StaffManage, P::BulkWrite]
            }
            Self::CatalogueManager => &[
                P::CatalogueRead,
                P::CatalogueReadAll,
                P::CatalogueEdit,
                P::CatalogueManage,
                P::StructureManage,
                P::StaffRead,
                P::FiguresRead,
                P::ReasonEdit,
                P::ReasonApprove,
                P::InventoryRead,
                P::InventoryPlan,
                P::InventoryRun,
            ],
            Self::CommitteeSecretary => {
                &[P::CatalogueRead, P::CatalogueReadAll, P::FiguresRead, P::InventoryRead, P::InventoryDecide]
            }
            Self::CommitteeMember => {
                &[P::CatalogueRead, P::CatalogueReadAll, P::FiguresRead, P::InventoryRead, P::InventoryVote]
            }
            Self::DepartmentEditor => &[
                P::CatalogueRead,
                P::CatalogueReadAll,
                P::CatalogueEdit,
                P::StaffRead,
                P::BeneficiaryRead,
                P::InteractionRead,
                P::InteractionReadBody,
                P::FiguresRead,
                P::ReasonEdit,
                P::InventoryRead,
                P::InventoryAnswer,
            ],
            Self::DepartmentHead => &[
                P::CatalogueRead,
                P::CatalogueReadAll,
                P::CatalogueEdit,
                P::StaffRead,
                P::BeneficiaryRead,
                P::BeneficiaryWrite,
                P::BeneficiaryUnmask,
                P::InteractionRead,
                P::InteractionReadBody,
                P::InteractionWrite,
                P::FiguresRead,
                P::ReasonEdit,
                P::InventoryRead,
                P::InventoryAnswer,
                P::InventoryEndorse,
            ],
            Self::Agent => &[
                P::CatalogueRead,
                P::CatalogueReadAll,
                P::StaffRead,
                P::BeneficiaryRead,
                P::BeneficiaryWrite,
                P::BeneficiaryUnmask,
                P::InteractionRead,
                P::InteractionReadBody,
                P::InteractionWrite,
                P::FiguresRead,
            ],
            Self::Reader => &[P::CatalogueRead, P::CatalogueReadAll, P::FiguresRead, P::InventoryRead],
            Self::Verifier => {
                &[P::CatalogueRead, P::CatalogueReadAll, P::FiguresRead, P::InventoryRead, P::InventoryVerify]
            }
            Self::PrivacyOfficer => &[
                P::CatalogueRead,
                P::StaffRead,
                P::BeneficiaryRead,
                P::BeneficiaryUnmask,
                P::BeneficiaryRestricted,
                P::InteractionRead,
                P::AuditRead,
            ],
            Self::Auditor => &[
                P::CatalogueRead,
                P::CatalogueReadAll,
                P::StaffRead,
                P::InteractionRead,
                P::InventoryRead,
                P::AuditRead,
            ],
        }
    }
}

impl Role {
    /// Whether the role acts for the whole body, wherever its holder sits: the administrative development
    /// department keeps every department's services, a privacy officer guards every person. The others act
    /// for the department in which they are held, and those below.
    pub fn is_body_wide(self) -> bool {
        match self {
            Self::Admin
            | Self::CatalogueManager
            | Self::CommitteeSecretary
            | Self::CommitteeMember
            | Self::PrivacyOfficer
            | Self::Auditor => true,
            Self::DepartmentEditor | Self::DepartmentHead | Self::Verifier | Self::Agent | Self::Reader => false,
        }
    }
}

impl Permission {
    /// What anyone may do without signing in.
    pub const ANONYMOUS: &'static [Self] = &[Self::CatalogueRead];
    /// What an integration's token may do, within its departments.
    pub const INTEGRATION: &'static [Self] = &[
        Self::CatalogueRead,
        Self::BeneficiaryRead,
        Self::BeneficiaryWrite,
        Self::InteractionRead,
        Self::InteractionWrite,
    ];
    /// What a kiosk may do.
    pub const KIOSK: &'static [Self] = &[Self::CatalogueRead, Self::InteractionWrite, Self::InteractionRead];
}
