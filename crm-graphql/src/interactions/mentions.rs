//! Mentions of services that the catalogue does not have, and what they are found to be.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use crm_core::ids::{DepartmentId, MentionId, ServiceId};
use crm_core::interactions::mentions as core;

use crate::catalogue::services::{ChannelKind, card_enum};
use crate::catalogue::{Department, Service, department};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::filter::{IdFilter, enum_filter, filter};
use crate::node_id::Id;
use crate::payload::{Outcome, outcome, payload};
use crate::scalars::{DateTime, LocalizedTextInput, localized};
use crate::staff::StaffMember;

card_enum! {
    /// What a mention was found to be.
    core::MentionDecision => MentionDecision {
        /// A service that the catalogue has.
        Linked = "LINKED",
        /// A service that the catalogue lacked: a draft was made for it.
        Proposed = "PROPOSED",
        /// No service of ours.
        Dismissed = "DISMISSED",
    }
}

enum_filter!(
    /// Operators on what a mention was found to be.
    MentionDecisionFilter, MentionDecision => core::MentionDecision
);

filter! {
    /// Which mentions are wanted. All given fields must hold.
    UnlistedMentionFilter => core::MentionCondition {
        /// What it was found to be; none while it waits.
        decision: MentionDecisionFilter => Decision,
        /// Which service it is.
        service: IdFilter => Service,
    }
}

/// What contacts call a service that the catalogue does not have.
pub struct UnlistedMention(core::Mention);

impl From<core::Mention> for UnlistedMention {
    fn from(mention: core::Mention) -> Self {
        Self(mention)
    }
}

/// What contacts call a service that the catalogue does not have.
#[Object]
impl UnlistedMention {
    /// Id.
    async fn id(&self) -> Id<MentionId> {
        Id(self.0.id)
    }

    /// As the latest of these contacts most often write it; identifiers in it are masked.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// How many contacts say it; what was corrected or taken back does not count.
    async fn contacts(&self) -> i64 {
        self.0.contacts
    }

    /// When the first of them happened.
    async fn first_at(&self) -> Option<DateTime> {
        self.0.first_at.map(DateTime)
    }

    /// When the last of them happened.
    async fn last_at(&self) -> Option<DateTime> {
        self.0.last_at.map(DateTime)
    }

    /// Contacts by channel, the most first.
    async fn channels(&self) -> Vec<MentionChannel> {
        let channels = self.0.channels.iter();
        channels.map(|(channel, contacts)| MentionChannel { channel: (*channel).into(), contacts: *contacts }).collect()
    }

    /// Contacts by department, the most first.
    async fn departments(&self, ctx: &Context<'_>) -> Result<Vec<MentionDepartment>> {
        let mut rows = Vec::with_capacity(self.0.departments.len());
        for (id, contacts) in &self.0.departments {
            rows.push(MentionDepartment { department: department(ctx, *id).await?, contacts: *contacts });
        }
        Ok(rows)
    }

    /// What it was found to be; null while it waits.
    async fn decision(&self) -> Option<MentionDecision> {
        self.0.settled.as_ref().map(|settled| settled.decision.into())
    }

    /// The service that it is; figures count these contacts for it.
    async fn service(&self, ctx: &Context<'_>) -> Result<Option<Service>> {
        let Some(id) = self.0.settled.as_ref().and_then(|settled| settled.service) else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Service))
    }

    /// Why it was dismissed; while it waits, why it was opened anew.
    async fn reason(&self) -> Option<&str> {
        let settled = self.0.settled.as_ref().and_then(|settled| settled.reason.as_deref());
        settled.or(self.0.reopened.as_deref())
    }

    /// Who says so.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        let Some(id) = self.0.settled.as_ref().and_then(|settled| settled.staff) else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(StaffMember))
    }

    /// When.
    async fn decided_at(&self) -> Option<DateTime> {
        self.0.settled.as_ref().map(|settled| DateTime(settled.at))
    }

    /// Counts decisions, for `expectedVersion`; 0 before any.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// How many contacts say a mention over a channel.
#[derive(SimpleObject)]
pub struct MentionChannel {
    /// The channel.
    channel: ChannelKind,
    /// Contacts.
    contacts: i64,
}

/// How many contacts of a department say a mention.
#[derive(SimpleObject)]
pub struct MentionDepartment {
    /// The department.
    department: Option<Department>,
    /// Contacts.
    contacts: i64,
}

/// Reads of mentions.
#[derive(Default)]
pub struct MentionsQuery;

#[Object]
impl MentionsQuery {
    /// What contacts call services that the catalogue does not have, the most frequent first; by default what waits for a
    /// decision. Needs `catalogue.manage`.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn unlisted_mentions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; by default those that wait.")] filter: Option<UnlistedMentionFilter>,
        #[graphql(desc = "Only those that contain these words.")] search: Option<String>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<UnlistedMention>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(UnlistedMentionFilter::tree).transpose()?;
        let query = core::MentionQuery { filter, search };
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), query, &page).await?))
    }

    /// One mention; null when there is none. Needs `catalogue.manage`.
    async fn unlisted_mention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<MentionId>,
    ) -> Result<Option<UnlistedMention>> {
        Ok(found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(UnlistedMention))
    }
}

payload! {
    /// What decisions on mentions answer.
    UnlistedMentionPayload {
        /// The mention, when it was decided on.
        mention: UnlistedMention;
        /// The mention as it is now, after a stale version.
        current: Option<UnlistedMention>,
    }
}

/// A mention that is a service of the catalogue.
#[derive(InputObject)]
pub struct LinkUnlistedMentionInput {
    /// The mention.
    mention_id: Id<MentionId>,
    /// The service that it is.
    service_id: Id<ServiceId>,
    /// The version that the caller saw, 0 before any decision; another one is a conflict.
    expected_version: Option<i32>,
}

/// A mention for which the catalogue lacks a service.
#[derive(InputObject)]
pub struct ProposeMentionedServiceInput {
    /// The mention.
    mention_id: Id<MentionId>,
    /// The new service's unique code, never used before.
    code: String,
    /// Its name.
    name: LocalizedTextInput,
    /// The department that is to own it.
    owner: Id<DepartmentId>,
    /// The version that the caller saw, 0 before any decision; another one is a conflict.
    expected_version: Option<i32>,
}

/// A mention that is no service, or whose decision is taken back.
#[derive(InputObject)]
pub struct DecideUnlistedMentionInput {
    /// The mention.
    mention_id: Id<MentionId>,
    /// Why, at most 1,000 characters.
    reason: String,
    /// The version that the caller saw, 0 before any decision; another one is a conflict.
    expected_version: Option<i32>,
}

impl From<DecideUnlistedMentionInput> for core::DecideMention {
    fn from(input: DecideUnlistedMentionInput) -> Self {
        let DecideUnlistedMentionInput { mention_id, reason, expected_version } = input;
        Self { mention: core::MentionRef { id: mention_id.0, expected_version }, reason }
    }
}

/// The answer to a decision: after a stale version with the mention as it is now.
async fn decided(ctx: &Context<'_>, id: MentionId, outcome: Outcome<core::Mention>) -> Result<UnlistedMentionPayload> {
    let current = outcome.current(core::get(ctx.db(), ctx.op(), id)).await?.map(UnlistedMention);
    Ok(UnlistedMentionPayload { current, ..outcome.into() })
}

/// Decisions on mentions.
#[derive(Default)]
pub struct MentionsMutation;

#[Object]
impl MentionsMutation {
    /// Says that a mention is a service of the catalogue: figures count its contacts for that service, those of before and
    /// those to come. Needs `catalogue.manage`.
    async fn link_unlisted_mention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mention and the service.")] input: LinkUnlistedMentionInput,
    ) -> Result<UnlistedMentionPayload> {
        let LinkUnlistedMentionInput { mention_id: Id(id), service_id, expected_version } = input;
        let command = core::LinkMention { mention: core::MentionRef { id, expected_version }, service: service_id.0 };
        let outcome = outcome(ctx, core::link(ctx.db(), ctx.op(), command)).await?;
        decided(ctx, id, outcome).await
    }

    /// Makes a draft of a service for a mention. Needs `catalogue.manage`.
    async fn propose_mentioned_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mention and the new service.")] input: ProposeMentionedServiceInput,
    ) -> Result<UnlistedMentionPayload> {
        let ProposeMentionedServiceInput { mention_id: Id(id), code, name, owner, expected_version } = input;
        let mention = core::MentionRef { id, expected_version };
        let proposed = async {
            let command = core::ProposeService { mention, code, name: localized("name", name)?, owner: owner.0 };
            core::propose(ctx.db(), ctx.op(), command).await
        };
        let outcome = outcome(ctx, proposed).await?;
        decided(ctx, id, outcome).await
    }

    /// Says with a reason that a mention is no service of ours. Needs `catalogue.manage`.
    async fn dismiss_unlisted_mention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mention, and why.")] input: DecideUnlistedMentionInput,
    ) -> Result<UnlistedMentionPayload> {
        let id = input.mention_id.0;
        let outcome = outcome(ctx, core::dismiss(ctx.db(), ctx.op(), input.into())).await?;
        decided(ctx, id, outcome).await
    }

    /// Takes the decision on a mention back, with a reason: its contacts count for no service until it is decided on anew.
    /// Needs `catalogue.manage`.
    async fn reopen_unlisted_mention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mention, and why.")] input: DecideUnlistedMentionInput,
    ) -> Result<UnlistedMentionPayload> {
        let id = input.mention_id.0;
        let outcome = outcome(ctx, core::reopen(ctx.db(), ctx.op(), input.into())).await?;
        decided(ctx, id, outcome).await
    }
}
