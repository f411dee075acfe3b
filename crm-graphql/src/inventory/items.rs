//! Items as GraphQL shows them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, Result, SimpleObject};
use crm_core::documents::Document;
use crm_core::ids::{DelegationId, ItemId};
use crm_core::inventory::{findings, items as core};

use super::cycles::InventoryCycle;
use super::enums::{
    InventoryAttestedBy, InventoryItemState, InventoryMeasureKind, InventoryMeasureState, InventoryOutcome,
    InventoryProvenance, InventoryRule, InventorySeverity,
};
use crate::catalogue::{Department, Service, department};
use crate::context::{Batch, BatchError, Call, loads};
use crate::files;
use crate::node_id::Id;
use crate::scalars::{Date, DateTime};
use crate::staff::StaffMember;

loads!(ItemId => core::Item, core::many);

/// The figures of an item.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct MeasuresOf(ItemId);

impl Loader<MeasuresOf> for Batch {
    type Value = Vec<core::Measure>;
    type Error = BatchError;

    async fn load(&self, keys: &[MeasuresOf]) -> std::result::Result<HashMap<MeasuresOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::measures(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (MeasuresOf(id), rows)).collect())
    }
}

/// The findings of an item.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct FindingsOf(ItemId);

impl Loader<FindingsOf> for Batch {
    type Value = Vec<findings::Finding>;
    type Error = BatchError;

    async fn load(&self, keys: &[FindingsOf]) -> std::result::Result<HashMap<FindingsOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = findings::findings(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (FindingsOf(id), rows)).collect())
    }
}

/// The documents of an item.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct EvidenceOf(ItemId);

impl Loader<EvidenceOf> for Batch {
    type Value = Vec<Document>;
    type Error = BatchError;

    async fn load(&self, keys: &[EvidenceOf]) -> std::result::Result<HashMap<EvidenceOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::evidence(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, rows)| (EvidenceOf(id), rows)).collect())
    }
}

/// What a rule found in an item.
pub struct InventoryFinding(findings::Finding);

impl From<findings::Finding> for InventoryFinding {
    fn from(row: findings::Finding) -> Self {
        Self(row)
    }
}

/// What a rule found in an item.
#[Object]
impl InventoryFinding {
    /// The item in which it was found.
    async fn item(&self, ctx: &Context<'_>) -> Result<Option<InventoryItem>> {
        Ok(ctx.loaders().load_one(self.0.item_id).await?.map(InventoryItem))
    }

    /// When it was found first.
    async fn found_at(&self) -> DateTime {
        DateTime(self.0.found_at)
    }

    /// The rule.
    async fn rule(&self) -> InventoryRule {
        self.0.rule.into()
    }

    /// What exactly it is about, such as a language or a service standard; empty where the rule says it.
    async fn part(&self) -> &str {
        &self.0.part
    }

    /// How much it matters.
    async fn severity(&self) -> InventorySeverity {
        self.0.severity.into()
    }

    /// What is wrong and how to mend it, in the language of the reader.
    async fn message(&self, ctx: &Context<'_>) -> String {
        self.0.rule.message(&self.0.part, ctx.language())
    }

    /// Who waived it.
    async fn waived_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.waived_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// Why it was waived.
    async fn waived_reason(&self) -> Option<&str> {
        self.0.waived_reason.as_deref()
    }

    /// When it was waived.
    async fn waived_at(&self) -> Option<DateTime> {
        self.0.waived_at.map(DateTime)
    }
}

/// One service in one cycle: what is asked, and what was answered.
pub struct InventoryItem(pub core::Item);

impl From<core::Item> for InventoryItem {
    fn from(row: core::Item) -> Self {
        Self(row)
    }
}

/// One service in one cycle: what is asked, and what was answered.
#[Object]
impl InventoryItem {
    /// Id.
    pub(crate) async fn id(&self) -> Id<ItemId> {
        Id(self.0.id)
    }

    /// The cycle.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Option<InventoryCycle>> {
        Ok(ctx.loaders().load_one(self.0.cycle_id).await?.map(InventoryCycle))
    }

    /// The service.
    async fn service(&self, ctx: &Context<'_>) -> Result<Option<Service>> {
        Ok(ctx.loaders().load_one(self.0.service_id).await?.map(Service))
    }

    /// The department that owned the service when the cycle opened; it answers.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(department(ctx, self.0.department_id).await?)
    }

    /// Whether the cycle before had the service.
    async fn known_before(&self) -> bool {
        self.0.known_before
    }

    /// Where it stands.
    async fn state(&self) -> InventoryItemState {
        self.0.state.into()
    }

    /// What the answer comes to.
    async fn outcome(&self) -> Option<InventoryOutcome> {
        self.0.outcome.map(Into::into)
    }

    /// Who says so.
    async fn attested_by(&self) -> Option<InventoryAttestedBy> {
        self.0.attested_by.map(Into::into)
    }

    /// What the department adds.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Answers to the questions that the plan adds; before the answer those of the cycle before.
    async fn answers(&self) -> Vec<InventoryQuestionAnswer> {
        let answers = self.0.answers.0.iter();
        answers.map(|(code, text)| InventoryQuestionAnswer { code: code.clone(), text: text.clone() }).collect()
    }

    /// Services that it became.
    async fn successors(&self, ctx: &Context<'_>) -> Result<Vec<Service>> {
        let mut found = ctx.loaders().load_many(self.0.successors.0.iter().copied()).await?;
        Ok(self.0.successors.0.iter().filter_map(|id| found.remove(id).map(Service)).collect())
    }

    /// Figures over the cycle's window.
    async fn measures(&self, ctx: &Context<'_>) -> Result<Vec<InventoryMeasure>> {
        let rows = ctx.loaders().load_one(MeasuresOf(self.0.id)).await?.unwrap_or_default();
        Ok(rows.iter().map(|row| InventoryMeasure::of(&core::Figure::from(row))).collect())
    }

    /// What the rules find in it, the gravest first.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<InventoryFinding>> {
        let rows = ctx.loaders().load_one(FindingsOf(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(InventoryFinding).collect())
    }

    /// What the department laid beside its answer, in the order of its coming.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<files::Document>> {
        let rows = ctx.loaders().load_one(EvidenceOf(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(files::Document).collect())
    }

    /// Until when it is answered.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// Who answered.
    async fn answered_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.answered_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// When it was last answered.
    async fn answered_at(&self) -> Option<DateTime> {
        self.0.answered_at.map(DateTime)
    }

    /// Whether the first answer came in time.
    async fn on_time(&self) -> Option<bool> {
        self.0.on_time
    }

    /// The head of the department who approved the answer.
    async fn endorsed_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.endorsed_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// Who verified the answer.
    async fn verified_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.verified_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// When.
    async fn verified_at(&self) -> Option<DateTime> {
        self.0.verified_at.map(DateTime)
    }

    /// Who verified it a second time.
    async fn reviewed_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.reviewed_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// Why it was returned, exempted or reopened, the latest.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// How often it was returned.
    async fn returns(&self) -> i32 {
        self.0.returns
    }

    /// Whether it is drawn for a second review.
    async fn sampled(&self) -> bool {
        self.0.sampled
    }

    /// Counts changes, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// An answer to a question that the plan adds.
#[derive(SimpleObject)]
pub struct InventoryQuestionAnswer {
    /// Code of the question.
    code: String,
    /// The answer.
    text: String,
}

/// A figure of a service over the window of a cycle.
#[derive(SimpleObject)]
pub struct InventoryMeasure {
    /// What is measured.
    kind: InventoryMeasureKind,
    /// Of which part: a channel's name such as `portal`, or a service standard's; empty for the whole.
    part: String,
    /// Where the figure comes from.
    provenance: InventoryProvenance,
    /// Whether there is a figure.
    state: InventoryMeasureState,
    /// The figure, in the unit of its kind.
    amount: Option<i64>,
    /// Of a sum over parts: some of them are not known, so that it is at least so much.
    partial: bool,
}

impl InventoryMeasure {
    pub(super) fn of(measure: &core::Figure) -> Self {
        let core::Figure { kind, part, provenance, state, amount, partial } = measure.clone();
        Self { kind: kind.into(), part, provenance: provenance.into(), state: state.into(), amount, partial }
    }
}

/// A member of staff who answers for a department for a while.
pub struct InventoryDelegation(pub core::Delegation);

impl From<core::Delegation> for InventoryDelegation {
    fn from(row: core::Delegation) -> Self {
        Self(row)
    }
}

/// A member of staff who answers for a department for a while.
#[Object]
impl InventoryDelegation {
    /// Id.
    async fn id(&self) -> Id<DelegationId> {
        Id(self.0.id)
    }

    /// The department, with those below.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(department(ctx, self.0.department_id).await?)
    }

    /// Who delegated.
    async fn from(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.from_staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// Who answers.
    async fn to(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        Ok(ctx.loaders().load_one(self.0.to_staff_id).await?.map(StaffMember))
    }

    /// First day.
    async fn starts_on(&self) -> Date {
        Date(self.0.starts_on)
    }

    /// Last day.
    async fn ends_on(&self) -> Date {
        Date(self.0.ends_on)
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// When it was taken back.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(DateTime)
    }
}
