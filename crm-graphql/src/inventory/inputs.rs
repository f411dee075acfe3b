//! What mutations of the inventory take.

use async_graphql::InputObject;
use crm_core::Error;
use crm_core::ids::{DocumentId, PlanId};
use crm_core::inventory::plans as core;

use super::content::InventoryPlanContentInput;
use super::enums::{DecisionOutcome, VoteChoice};
use crate::catalogue::services::{CardDateInput, OnCard};
use crate::node_id::Id;

/// A new plan of the inventory.
#[derive(InputObject)]
pub struct DraftInventoryPlanInput {
    /// Unique code, never reused.
    code: String,
    /// What it says.
    content: InventoryPlanContentInput,
}

/// A plan written anew.
#[derive(InputObject)]
pub struct ReviseInventoryPlanInput {
    /// The plan.
    pub id: Id<PlanId>,
    /// All that it says from now on.
    content: InventoryPlanContentInput,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

/// A move of the latest version of a plan.
#[derive(InputObject)]
pub struct ChangeInventoryPlanInput {
    /// The plan.
    pub id: Id<PlanId>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

/// What the committee decided in a meeting.
#[derive(InputObject)]
pub struct RecordInventoryDecisionInput {
    /// The plan.
    plan_id: Id<PlanId>,
    /// What was decided.
    outcome: DecisionOutcome,
    /// The signed minutes.
    minutes: CommitteeMinutesInput,
    /// Why, at most 2,000 characters; needed when the plan is returned.
    note: Option<String>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

/// Signed minutes of a meeting of the committee.
#[derive(InputObject)]
pub struct CommitteeMinutesInput {
    /// Their number.
    number: String,
    /// Their day, in the calendar in which they give it.
    on: CardDateInput,
    /// Names of the members who were present, at most 50.
    present: Vec<String>,
    /// The scanned minutes, uploaded with purpose `COMMITTEE_MINUTES`.
    document_id: Option<Id<DocumentId>>,
}

/// A member's vote on a plan.
#[derive(InputObject)]
pub struct VoteOnInventoryPlanInput {
    /// The plan.
    plan_id: Id<PlanId>,
    /// The vote.
    choice: VoteChoice,
    /// Why, at most 2,000 characters; needed when it is for returning the plan.
    note: Option<String>,
}

/// The count of the votes on a plan.
#[derive(InputObject)]
pub struct CountInventoryVotesInput {
    /// The plan.
    plan_id: Id<PlanId>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

fn content(input: InventoryPlanContentInput) -> crm_core::Result<core::PlanContent> {
    core::PlanContent::given(input).map_err(|error| error.under("content"))
}

impl TryFrom<DraftInventoryPlanInput> for core::DraftPlan {
    type Error = Error;

    fn try_from(input: DraftInventoryPlanInput) -> crm_core::Result<Self> {
        Ok(Self { code: input.code, content: content(input.content)? })
    }
}

impl TryFrom<ReviseInventoryPlanInput> for core::RevisePlan {
    type Error = Error;

    fn try_from(input: ReviseInventoryPlanInput) -> crm_core::Result<Self> {
        let ReviseInventoryPlanInput { id, content: given, expected_version } = input;
        Ok(Self { id: id.0, content: content(given)?, expected_version })
    }
}

impl From<ChangeInventoryPlanInput> for core::ChangePlan {
    fn from(input: ChangeInventoryPlanInput) -> Self {
        Self { id: input.id.0, expected_version: input.expected_version }
    }
}

impl TryFrom<RecordInventoryDecisionInput> for core::RecordDecision {
    type Error = Error;

    fn try_from(input: RecordInventoryDecisionInput) -> crm_core::Result<Self> {
        let RecordInventoryDecisionInput { plan_id, outcome, minutes, note, expected_version } = input;
        let CommitteeMinutesInput { number, on, present, document_id } = minutes;
        let on = crm_core::catalogue::card::CardDate::given(on).map_err(|error| error.under("minutes.on"))?;
        let minutes = core::Minutes { number, on, present, document: document_id.map(|id| id.0) };
        Ok(Self { plan: plan_id.0, outcome: outcome.into(), minutes, note, expected_version })
    }
}

impl From<VoteOnInventoryPlanInput> for core::CastVote {
    fn from(input: VoteOnInventoryPlanInput) -> Self {
        Self { plan: input.plan_id.0, choice: input.choice.into(), note: input.note }
    }
}

impl From<CountInventoryVotesInput> for core::CountVotes {
    fn from(input: CountInventoryVotesInput) -> Self {
        Self { plan: input.plan_id.0, expected_version: input.expected_version }
    }
}
