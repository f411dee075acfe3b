//! Typed record ids. Every id is a UUIDv7 made by [`OpContext::new_id`](crate::OpContext::new_id),
//! so that id order is recording order.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An id that knows the short name of the record kind it belongs to.
pub trait RecordId: Copy + From<Uuid> + Into<Uuid> {
    /// The kind as it stands in opaque ids, audit rows and events, for example `service`.
    const KIND: &'static str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl RecordId for $name {
            const KIND: &'static str = $kind;
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A member of staff.
    StaffId = "staff";
    /// A role held by a member of staff.
    RoleGrantId = "role";
    /// An API token.
    TokenId = "token";
    /// A session of a member of staff.
    SessionId = "session";
    /// A link by which someone gets in once.
    LinkId = "link";
    /// An integration: another body's system.
    IntegrationId = "integration";
    /// A self-service device at a site.
    KioskId = "kiosk";
    /// A department of the installation's own body.
    DepartmentId = "department";
    /// Another body: ministry, municipality, port authority.
    OrganizationId = "organization";
    /// A place where services are given.
    SiteId = "site";
    /// A node of the category tree.
    CategoryId = "category";
    /// A coded tag: life event, keyword, theme or segment.
    TagId = "tag";
    /// A service of the catalogue.
    ServiceId = "service";
    /// One immutable revision of a service card.
    RevisionId = "revision";
    /// One run of an import.
    ImportId = "import";
    /// A file that was handed in or given back.
    DocumentId = "document";
    /// Long work in steps.
    JobId = "job";
    /// A person or body in the registry.
    BeneficiaryId = "beneficiary";
    /// An identifier of a beneficiary.
    IdentifierId = "identifier";
    /// A contact point of a beneficiary.
    ContactPointId = "contact_point";
    /// An entry of the interaction log.
    InteractionId = "interaction";
    /// A coded contact reason.
    ReasonId = "reason";
    /// A follow-up of a contact.
    FollowUpId = "follow_up";
    /// What contacts call a service that the catalogue does not have.
    MentionId = "mention";
    /// A plan of the inventory.
    PlanId = "inventory_plan";
    /// A decision of the committee on a plan.
    DecisionId = "inventory_decision";
    /// A cycle of the inventory.
    CycleId = "inventory_cycle";
    /// A service in a cycle of the inventory.
    ItemId = "inventory_item";
    /// A delegation of answers of the inventory.
    DelegationId = "inventory_delegation";
    /// A workbook with answers of the inventory.
    WorkbookId = "inventory_workbook";
    /// A case, opaque until the cases area comes.
    CaseId = "case";
    /// A row of the audit record.
    AuditId = "audit";
    /// An event of the outbox.
    EventId = "event";
    /// A row of a timeline.
    TimelineId = "timeline";
    /// A row of the access log.
    AccessId = "access";
}
