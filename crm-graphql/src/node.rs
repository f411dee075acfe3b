//! Records of every kind by their opaque id.

use async_graphql::{Context, ID, Interface, Object, Result};
use crm_core::Error;
use crm_core::ids::{
    AccessId, AuditId, BeneficiaryId, CategoryId, CycleId, DepartmentId, DocumentId, FollowUpId, ImportId,
    InteractionId, ItemId, JobId, OrganizationId, PlanId, ReasonId, RecordId, RevisionId, ServiceId, SiteId, StaffId,
    TagId, WorkbookId,
};
use crm_core::policy::Permission;
use crm_core::rule::Rule;
use futures_util::future::try_join_all;

use crate::access::AccessEntry;
use crate::audit::AuditEntry;
use crate::beneficiaries::Beneficiary;
use crate::catalogue::imports::ServiceImport;
use crate::catalogue::{Category, Department, Organization, Revision, Service, Site, Tag};
use crate::context::Call;
use crate::files::Document;
use crate::interactions::{ContactReason, FollowUp, Interaction};
use crate::inventory::{InventoryCycle, InventoryItem, InventoryPlan, InventoryWorkbook};
use crate::jobs::Job;
use crate::node_id;
use crate::staff::StaffMember;

/// A record with an id that is unique over all kinds.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The record's opaque id."))]
pub enum Node {
    /// A row of the audit record.
    AuditEntry(AuditEntry),
    /// An entry of the access log.
    AccessEntry(AccessEntry),
    /// A person or body that is served.
    Beneficiary(Beneficiary),
    /// A member of staff.
    StaffMember(StaffMember),
    /// A department.
    Department(Department),
    /// Another body.
    Organization(Organization),
    /// A site.
    Site(Site),
    /// A category.
    Category(Category),
    /// A tag.
    Tag(Tag),
    /// An entry of the log of contacts.
    Interaction(Interaction),
    /// A contact reason.
    ContactReason(ContactReason),
    /// What is to be done after a contact.
    FollowUp(FollowUp),
    /// A service.
    Service(Service),
    /// A revision of a service.
    Revision(Revision),
    /// An import of services.
    ServiceImport(ServiceImport),
    /// A file.
    Document(Document),
    /// Long work.
    Job(Job),
    /// A plan of the inventory.
    InventoryPlan(InventoryPlan),
    /// A cycle of the inventory.
    InventoryCycle(InventoryCycle),
    /// A service in a cycle of the inventory.
    InventoryItem(InventoryItem),
    /// A workbook with answers of the inventory.
    InventoryWorkbook(InventoryWorkbook),
}

/// How many records one request may fetch by id.
const MAX_NODES: usize = 100;

/// The record of an id, if it exists and the actor may see it: what the actor may not read at all is hidden, too.
pub(crate) async fn lookup(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let hidden = |error: &async_graphql::Error| {
        let source = error.source.as_ref();
        let loaded = source.and_then(|source| source.downcast_ref::<std::sync::Arc<Error>>()).map(AsRef::as_ref);
        let cause = loaded.or_else(|| source.and_then(|source| source.downcast_ref::<Error>()));
        cause.is_some_and(|cause| matches!(cause, Error::Forbidden { .. } | Error::Unauthenticated))
    };
    match find(ctx, id).await {
        Err(error) if hidden(&error) => Ok(None),
        other => other,
    }
}

/// One arm per kind.
async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let (kind, uuid) = node_id::decode(id).ok_or_else(|| Error::invalid("id", Rule::Id))?;
    if let Some(permission) = needed(kind) {
        ctx.op().require(permission)?;
    }
    let frame = ctx.db().reference().await?;
    Ok(match kind {
        AuditId::KIND => ctx.loaders().load_one(AuditId(uuid)).await?.map(AuditEntry).map(Node::from),
        AccessId::KIND => ctx.loaders().load_one(AccessId(uuid)).await?.map(AccessEntry).map(Node::from),
        BeneficiaryId::KIND => ctx.loaders().load_one(BeneficiaryId(uuid)).await?.map(Beneficiary).map(Node::from),
        StaffId::KIND => ctx.loaders().load_one(StaffId(uuid)).await?.map(StaffMember).map(Node::from),
        ServiceId::KIND => ctx.loaders().load_one(ServiceId(uuid)).await?.map(Service).map(Node::from),
        RevisionId::KIND => ctx.loaders().load_one(RevisionId(uuid)).await?.map(Revision).map(Node::from),
        ImportId::KIND => ctx.loaders().load_one(ImportId(uuid)).await?.map(ServiceImport).map(Node::from),
        DocumentId::KIND => ctx.loaders().load_one(DocumentId(uuid)).await?.map(Document).map(Node::from),
        JobId::KIND => ctx.loaders().load_one(JobId(uuid)).await?.map(Job).map(Node::from),
        PlanId::KIND => ctx.loaders().load_one(PlanId(uuid)).await?.map(InventoryPlan).map(Node::from),
        CycleId::KIND => ctx.loaders().load_one(CycleId(uuid)).await?.map(InventoryCycle).map(Node::from),
        ItemId::KIND => ctx.loaders().load_one(ItemId(uuid)).await?.map(InventoryItem).map(Node::from),
        WorkbookId::KIND => ctx.loaders().load_one(WorkbookId(uuid)).await?.map(InventoryWorkbook).map(Node::from),
        // the frame is in memory
        DepartmentId::KIND => frame.department(DepartmentId(uuid)).cloned().map(Department).map(Node::from),
        OrganizationId::KIND => frame.organization(OrganizationId(uuid)).cloned().map(Organization).map(Node::from),
        SiteId::KIND => frame.site(SiteId(uuid)).cloned().map(Site).map(Node::from),
        CategoryId::KIND => frame.category(CategoryId(uuid)).cloned().map(Category).map(Node::from),
        TagId::KIND => frame.tag(TagId(uuid)).cloned().map(Tag).map(Node::from),
        InteractionId::KIND => ctx.loaders().load_one(InteractionId(uuid)).await?.map(Interaction).map(Node::from),
        ReasonId::KIND => ctx.loaders().load_one(ReasonId(uuid)).await?.map(ContactReason).map(Node::from),
        FollowUpId::KIND => ctx.loaders().load_one(FollowUpId(uuid)).await?.map(FollowUp).map(Node::from),
        _ => None,
    })
}

/// The permission of a kind's own query, where the read below it serves names inside other records and asks for less.
fn needed(kind: &str) -> Option<Permission> {
    match kind {
        StaffId::KIND => Some(Permission::StaffRead),
        DepartmentId::KIND | OrganizationId::KIND | SiteId::KIND | CategoryId::KIND | TagId::KIND => {
            Some(Permission::CatalogueRead)
        }
        _ => None,
    }
}

/// Lookups by opaque id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// A record by its id; null when there is none, or none that the actor may see.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record's opaque id.")] id: ID,
    ) -> Result<Option<Node>> {
        lookup(ctx, &id).await
    }

    /// Records by their ids, in their order, each as `node` answers it.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Opaque ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_NODES {
            return Err(Error::invalid("ids", Rule::TooMany(MAX_NODES as u64)).into());
        }
        try_join_all(ids.iter().map(|id| lookup(ctx, id))).await
    }
}
