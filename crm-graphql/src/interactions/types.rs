//! Contacts, follow-ups and figures as GraphQL shows them.

use async_graphql::{Context, Object, Result, SimpleObject};
use crm_core::filter::{Choice, Filter};
use crm_core::ids::{BeneficiaryId, CaseId, FollowUpId, InteractionId, ServiceId};
use crm_core::interactions::{self as core, InteractionCondition, InteractionFilter, follow_ups};
use crm_core::page::{DEFAULT_SIZE, Page, PageRequest};

use super::enums::{Direction, EntryKind, FollowUpState, Outcome, Relationship};
use super::loaders::{FollowUpsOf, LastOf, RevisionOf};
use super::reasons::{ContactReason, ContactReasonRevision};
use crate::beneficiaries::Beneficiary;
use crate::catalogue::services::{ChannelKind, LinkedService};
use crate::catalogue::{Department, Site, department};
use crate::connection::Connection;
use crate::context::Call;
use crate::node_id::Id;
use crate::scalars::{Date, DateTime, Duration, LanguageTag, PhoneNumber};
use crate::staff::StaffMember;

/// An entry of the log of contacts.
pub struct Interaction(pub core::Interaction);

impl From<core::Interaction> for Interaction {
    fn from(row: core::Interaction) -> Self {
        Self(row)
    }
}

/// An entry of the log of contacts. Fields that the caller may not see are null, and `redacted` says so.
#[Object]
impl Interaction {
    /// Id.
    pub(crate) async fn id(&self) -> Id<InteractionId> {
        Id(self.0.id)
    }

    /// What the entry is.
    async fn kind(&self) -> EntryKind {
        self.0.kind.into()
    }

    /// When it happened.
    async fn occurred_at(&self) -> DateTime {
        DateTime(self.0.occurred_at)
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }

    /// Over which channel.
    async fn channel(&self) -> ChannelKind {
        self.0.channel.into()
    }

    /// Who sought it.
    async fn direction(&self) -> Direction {
        self.0.direction.into()
    }

    /// Where.
    async fn site(&self, ctx: &Context<'_>) -> Result<Option<Site>> {
        let Some(id) = self.0.site_id else { return Ok(None) };
        Ok(ctx.db().reference().await?.site(id).cloned().map(Site))
    }

    /// The member of staff who had it.
    async fn staff(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.staff_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// Whose contact it is.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(department(ctx, self.0.department_id).await?)
    }

    /// With or about whom; null when anonymous.
    async fn beneficiary(&self, ctx: &Context<'_>) -> Result<Option<Beneficiary>> {
        let Some(id) = self.0.beneficiary_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Beneficiary))
    }

    /// Who was spoken with, when not the beneficiary.
    #[expect(clippy::unused_async, reason = "a field that can fail is an async function")]
    async fn spoke_with(&self, ctx: &Context<'_>) -> Result<Option<SpokeWith>> {
        let phone = self.0.spoke_with_phone_masked(ctx.db())?.map(PhoneNumber);
        let (name, relationship) = (self.0.spoke_with_name.clone(), self.0.spoke_with_relation.map(Into::into));
        let known = name.is_some() || phone.is_some() || relationship.is_some();
        Ok(known.then_some(SpokeWith { name, phone, relationship }))
    }

    /// About which service; null too when the caller may not see it.
    async fn service(&self) -> Option<LinkedService> {
        self.0.service_id.map(LinkedService)
    }

    /// About which service, by its id.
    async fn service_id(&self) -> Option<Id<ServiceId>> {
        self.0.service_id.map(Id)
    }

    /// About a service that the catalogue does not have, in the words of whoever logged it.
    async fn unlisted_service(&self) -> Option<&str> {
        self.0.unlisted_service.as_deref()
    }

    /// About which case, by its id.
    async fn case_id(&self) -> Option<Id<CaseId>> {
        self.0.case_id.map(Id)
    }

    /// Why.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<ContactReason>> {
        let Some(id) = self.0.reason_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(ContactReason))
    }

    /// The reason as it was in force when the contact was logged.
    async fn reason_revision(&self, ctx: &Context<'_>) -> Result<Option<ContactReasonRevision>> {
        let Some((id, number)) = self.0.reason_id.zip(self.0.reason_revision) else { return Ok(None) };
        Ok(ctx.loaders().load_one(RevisionOf(id, number)).await?.map(ContactReasonRevision))
    }

    /// Subject.
    async fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// What was said.
    async fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// What came of it.
    async fn outcome(&self) -> Option<Outcome> {
        self.0.outcome.map(Into::into)
    }

    /// Whether the public found the service's page useful; only feedback on a page says.
    async fn useful(&self) -> Option<bool> {
        self.0.useful
    }

    /// How long it took.
    async fn duration(&self) -> Option<Duration> {
        let seconds = self.0.duration_seconds?;
        chrono::TimeDelta::try_seconds(i64::from(seconds)).map(Duration)
    }

    /// In which language.
    #[expect(clippy::unused_async, reason = "a field that can fail is an async function")]
    async fn language(&self) -> Result<Option<LanguageTag>> {
        let tag = self.0.language.as_deref().map(crm_core::text::LanguageTag::parse);
        Ok(tag.transpose()?.map(LanguageTag))
    }

    /// The message's id in the system it came from.
    async fn external_message_id(&self) -> Option<&str> {
        self.0.external_message_id.as_deref()
    }

    /// The entry that this one corrects or takes back.
    async fn corrects(&self, ctx: &Context<'_>) -> Result<Option<Interaction>> {
        let Some(id) = self.0.corrects_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Interaction))
    }

    /// The entry that corrects this one or takes it back.
    async fn corrected_by(&self, ctx: &Context<'_>) -> Result<Option<Interaction>> {
        let Some(id) = self.0.corrected_by_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Interaction))
    }

    /// Why it was corrected.
    async fn correction_note(&self) -> Option<&str> {
        self.0.correction_note.as_deref()
    }

    /// Whether fields are null because the caller may not see them.
    async fn redacted(&self) -> bool {
        self.0.redacted
    }

    /// What is to be done next, by due day; at most 20 that the caller may see.
    async fn follow_ups(&self, ctx: &Context<'_>) -> Result<Vec<FollowUp>> {
        let rows = ctx.loaders().load_one(FollowUpsOf(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(FollowUp).collect())
    }
}

/// Who was spoken with, when it was not the beneficiary.
#[derive(SimpleObject)]
pub struct SpokeWith {
    /// Name.
    name: Option<String>,
    /// Phone, masked to its last four digits.
    phone: Option<PhoneNumber>,
    /// What the person is to the beneficiary.
    relationship: Option<Relationship>,
}

/// A person's contacts, latest first: the first page of many people comes in one statement.
pub(crate) async fn of_beneficiary(
    ctx: &Context<'_>,
    beneficiary: BeneficiaryId,
    page: PageRequest,
) -> Result<Connection<Interaction>> {
    if page.total || page.backward || page.after.is_some() {
        let filter = Filter::Is(InteractionCondition::Beneficiary(Choice::Eq(beneficiary)));
        let filter = InteractionFilter { filter, history: false };
        let order = core::InteractionOrder::Latest;
        return Ok(Connection::of(core::list(ctx.db(), ctx.op(), filter, order, &page).await?));
    }
    let none = Page { edges: Vec::new(), has_next: false, has_previous: false, total: None };
    let key = LastOf(beneficiary, page.size.unwrap_or(DEFAULT_SIZE));
    Ok(Connection::of(ctx.loaders().load_one(key).await?.unwrap_or(none)))
}

/// What is to be done after a contact.
pub struct FollowUp(pub follow_ups::FollowUp);

impl From<follow_ups::FollowUp> for FollowUp {
    fn from(row: follow_ups::FollowUp) -> Self {
        Self(row)
    }
}

/// What is to be done after a contact.
#[Object]
impl FollowUp {
    /// Id.
    pub(crate) async fn id(&self) -> Id<FollowUpId> {
        Id(self.0.id)
    }

    /// The contact, as the entry that holds.
    async fn interaction(&self, ctx: &Context<'_>) -> Result<Option<Interaction>> {
        Ok(ctx.loaders().load_one(self.0.interaction_id).await?.map(Interaction))
    }

    /// In whose queue it stands.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(department(ctx, self.0.department_id).await?)
    }

    /// Who is to do it; null when nobody took it yet.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.assignee_id else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// The last day on which it is in time.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// What is to be done.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Where it stands.
    async fn state(&self) -> FollowUpState {
        self.0.state.into()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it was done or cancelled.
    async fn closed_at(&self) -> Option<DateTime> {
        self.0.closed_at.map(DateTime)
    }

    /// Counts changes, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// How many contacts there were.
pub struct InteractionFigure(pub core::Figure);

/// How many contacts there were. What the figures are not told apart by is null, and so are no service and no reason.
#[Object]
impl InteractionFigure {
    /// The month, such as `2026-03`.
    async fn month(&self) -> Option<String> {
        self.0.month.map(|month| format!("{:04}-{:02}", month / 100, month % 100))
    }

    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        let Some(id) = self.0.department else { return Ok(None) };
        Ok(department(ctx, id).await?)
    }

    /// The service; null too when the caller may not see it.
    async fn service(&self) -> Option<LinkedService> {
        self.0.service.map(LinkedService)
    }

    /// The service, by its id.
    async fn service_id(&self) -> Option<Id<ServiceId>> {
        self.0.service.map(Id)
    }

    /// The reason.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<ContactReason>> {
        let Some(id) = self.0.reason else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(ContactReason))
    }

    /// The channel.
    async fn channel(&self) -> Option<ChannelKind> {
        self.0.channel.map(Into::into)
    }

    /// The direction.
    async fn direction(&self) -> Option<Direction> {
        self.0.direction.map(Into::into)
    }

    /// How many.
    async fn contacts(&self) -> i64 {
        self.0.contacts
    }
}
