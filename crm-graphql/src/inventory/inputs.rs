//! What mutations of the inventory take.

use async_graphql::InputObject;
use crm_core::Error;
use crm_core::error::Check;
use crm_core::ids::{CycleId, DelegationId, DepartmentId, DocumentId, ItemId, PlanId, ServiceId, StaffId};
use crm_core::inventory::{cycles, findings, items, plans as core};
use crm_core::rule::Rule;

use super::content::InventoryPlanContentInput;
use super::enums::{
    DecisionOutcome, InventoryAttestedBy, InventoryExistence, InventoryItemMove, InventoryItemState,
    InventoryMeasureKind, InventoryMeasureState, InventoryOutcome, InventoryRule, VoteChoice,
};
use crate::catalogue::services::{CardDateInput, OnCard};
use crate::filter::{BooleanFilter, IdFilter, Tests, TreeFilter, enum_filter, filter};
use crate::node_id::Id;
use crate::scalars::Date;

enum_filter!(
    /// Operators on where an item stands.
    InventoryItemStateFilter, InventoryItemState => items::ItemState
);
enum_filter!(
    /// Operators on what an answer comes to.
    InventoryOutcomeFilter, InventoryOutcome => items::ItemOutcome
);
enum_filter!(
    /// Operators on who says that a service exists.
    InventoryAttestedByFilter, InventoryAttestedBy => items::AttestedBy
);

/// A move that awaits the caller.
#[derive(Clone, Debug, InputObject)]
pub struct InventoryAwaitsFilter {
    /// Awaits this move.
    eq: InventoryItemMove,
}

impl Tests<items::ItemMove> for InventoryAwaitsFilter {
    fn tests(self) -> crm_core::Result<Vec<items::ItemMove>> {
        Ok(vec![self.eq.into()])
    }
}

filter! {
    /// Which items are wanted. All given fields must hold.
    InventoryItemFilter => items::ItemCondition {
        /// In which cycle.
        cycle: IdFilter => Cycle,
        /// Of which service.
        service: IdFilter => Service,
        /// Of which department itself.
        department: IdFilter => Department,
        /// Of these departments or of those below them.
        department_within: TreeFilter => DepartmentWithin,
        /// Where it stands.
        state: InventoryItemStateFilter => State,
        /// What the answer comes to.
        outcome: InventoryOutcomeFilter => Outcome,
        /// Who says so.
        attested_by: InventoryAttestedByFilter => AttestedBy,
        /// Drawn for a second review.
        sampled: BooleanFilter => Sampled,
        /// Awaits a move of the caller's, in a cycle that goes on.
        awaits: InventoryAwaitsFilter => Awaits,
    }
}

/// A cycle to come.
#[derive(InputObject)]
pub struct ScheduleInventoryCycleInput {
    /// The plan; a version of it is in force.
    plan_id: Id<PlanId>,
    /// Unique code, never reused.
    code: String,
    /// When departments begin to answer; today or later.
    opens_on: Date,
    /// First day of the period that its figures are of; by default the twelve months before it opens.
    window_from: Option<Date>,
    /// Last day of that period.
    window_to: Option<Date>,
    /// Until when departments answer; by default as the plan says.
    answers_due: Option<Date>,
    /// Until when answers are verified; by default as the plan says.
    verification_due: Option<Date>,
}

impl TryFrom<ScheduleInventoryCycleInput> for cycles::ScheduleCycle {
    type Error = Error;

    fn try_from(input: ScheduleInventoryCycleInput) -> crm_core::Result<Self> {
        let ScheduleInventoryCycleInput { plan_id, code, opens_on, window_from, window_to, .. } = input;
        let both = window_from.is_some() == window_to.is_some();
        let missing = if window_from.is_some() { "windowTo" } else { "windowFrom" };
        Check::default().that(both, missing, Rule::Required).result()?;
        let day = |date: Option<Date>| date.map(|date| date.0);
        Ok(Self {
            plan: plan_id.0,
            code,
            opens_on: opens_on.0,
            window: day(window_from).zip(day(window_to)),
            answers_due: day(input.answers_due),
            verification_due: day(input.verification_due),
        })
    }
}

/// A move of a cycle.
#[derive(InputObject)]
pub struct ChangeInventoryCycleInput {
    /// The cycle.
    pub id: Id<CycleId>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

impl From<ChangeInventoryCycleInput> for cycles::ChangeCycle {
    fn from(input: ChangeInventoryCycleInput) -> Self {
        Self { id: input.id.0, expected_version: input.expected_version }
    }
}

/// Answers of a department.
#[derive(InputObject)]
pub struct AnswerInventoryItemsInput {
    /// The answers, at most 200: all of them or none.
    items: Vec<InventoryAnswerInput>,
}

/// A department's answer on one service.
#[derive(InputObject)]
pub struct InventoryAnswerInput {
    /// The item.
    id: Id<ItemId>,
    /// Does the service exist, and is it ours?
    existence: InventoryExistence,
    /// Is its card right? Asked of what is ours, and only of that.
    card_right: Option<bool>,
    /// What the department adds, at most 2,000 characters; needed when the service is not ours any more, or when the card
    /// is wrong and nobody has begun to write it anew.
    note: Option<String>,
    /// The services that it became, when it was split or merged; at most 20.
    #[graphql(default)]
    successor_ids: Vec<Id<ServiceId>>,
    /// Answers to the questions that the plan adds.
    #[graphql(default)]
    answers: Vec<InventoryQuestionAnswerInput>,
    /// Figures over the cycle's window; absent leaves those that were told before.
    measures: Option<Vec<InventoryMeasureInput>>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

/// An answer to a question that the plan adds.
#[derive(InputObject)]
pub struct InventoryQuestionAnswerInput {
    /// Code of the question.
    code: String,
    /// The answer, at most 2,000 characters.
    text: String,
}

/// A figure that a department tells.
#[derive(InputObject)]
pub struct InventoryMeasureInput {
    /// What is measured.
    kind: InventoryMeasureKind,
    /// Of which part: a channel's name such as `portal`, or a service standard's; absent for the whole.
    #[graphql(default)]
    part: String,
    /// Whether there is a figure.
    state: InventoryMeasureState,
    /// The figure, if there is one; not negative.
    amount: Option<i64>,
}

impl From<InventoryAnswerInput> for items::AnswerItem {
    fn from(input: InventoryAnswerInput) -> Self {
        let InventoryAnswerInput {
            id,
            existence,
            card_right,
            note,
            successor_ids,
            answers,
            measures,
            expected_version,
        } = input;
        let measure = |input: InventoryMeasureInput| {
            let InventoryMeasureInput { kind, part, state, amount } = input;
            items::StatedMeasure { kind: kind.into(), part, state: state.into(), amount }
        };
        Self {
            id: id.0,
            existence: existence.into(),
            card_right,
            note,
            successors: successor_ids.into_iter().map(|id| id.0).collect(),
            answers: answers.into_iter().map(|answer| (answer.code, answer.text)).collect(),
            measures: measures.map(|list| list.into_iter().map(measure).collect()),
            expected_version,
        }
    }
}

impl From<AnswerInventoryItemsInput> for Vec<items::AnswerItem> {
    fn from(input: AnswerInventoryItemsInput) -> Self {
        input.items.into_iter().map(Into::into).collect()
    }
}

/// Items to move.
#[derive(InputObject)]
pub struct MoveInventoryItemsInput {
    /// The items, at most 200: all of them or none.
    items: Vec<InventoryItemRefInput>,
    /// Why, at most 1,000 characters; needed to return, exempt or reopen.
    reason: Option<String>,
}

/// An item, as the caller saw it.
#[derive(InputObject)]
pub struct InventoryItemRefInput {
    /// The item.
    id: Id<ItemId>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
}

impl From<MoveInventoryItemsInput> for items::MoveItems {
    fn from(input: MoveInventoryItemsInput) -> Self {
        let item =
            |item: InventoryItemRefInput| items::ItemRef { id: item.id.0, expected_version: item.expected_version };
        Self { items: input.items.into_iter().map(item).collect(), reason: input.reason }
    }
}

/// A later last day for what a department has not answered.
#[derive(InputObject)]
pub struct ExtendInventoryItemsInput {
    /// The cycle.
    cycle_id: Id<CycleId>,
    /// The department itself.
    department_id: Id<DepartmentId>,
    /// The new last day; not before today, nor after the end of verification.
    due_on: Date,
    /// Why, at most 1,000 characters.
    reason: Option<String>,
}

impl From<ExtendInventoryItemsInput> for items::ExtendItems {
    fn from(input: ExtendInventoryItemsInput) -> Self {
        let ExtendInventoryItemsInput { cycle_id, department_id, due_on, reason } = input;
        Self { cycle: cycle_id.0, department: department_id.0, due_on: due_on.0, reason }
    }
}

/// A member of staff who is to answer for a department for a while.
#[derive(InputObject)]
pub struct DelegateInventoryAnswersInput {
    /// The department, with those below.
    department_id: Id<DepartmentId>,
    /// Who is to answer.
    to_staff_id: Id<StaffId>,
    /// First day.
    starts_on: Date,
    /// Last day, at most a year later.
    ends_on: Date,
    /// Why, at most 1,000 characters.
    reason: String,
}

impl From<DelegateInventoryAnswersInput> for items::delegations::Delegate {
    fn from(input: DelegateInventoryAnswersInput) -> Self {
        let DelegateInventoryAnswersInput { department_id, to_staff_id, starts_on, ends_on, reason } = input;
        let (department, to) = (department_id.0, to_staff_id.0);
        Self { department, to, starts_on: starts_on.0, ends_on: ends_on.0, reason }
    }
}

/// A delegation to take back.
#[derive(InputObject)]
pub struct RevokeInventoryDelegationInput {
    /// The delegation.
    pub id: Id<DelegationId>,
}

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

/// A finding to waive.
#[derive(InputObject)]
pub struct WaiveInventoryFindingInput {
    /// The item.
    item_id: Id<ItemId>,
    /// The rule.
    rule: InventoryRule,
    /// What exactly it is about, as the finding says.
    #[graphql(default)]
    part: String,
    /// Why it is none, at most 1,000 characters.
    reason: String,
}

/// A document for an item.
#[derive(InputObject)]
pub struct AttachInventoryEvidenceInput {
    /// The item.
    item_id: Id<ItemId>,
    /// The document, uploaded with purpose `INVENTORY_EVIDENCE`.
    document_id: Id<DocumentId>,
}

impl From<AttachInventoryEvidenceInput> for items::AttachEvidence {
    fn from(input: AttachInventoryEvidenceInput) -> Self {
        let AttachInventoryEvidenceInput { item_id, document_id } = input;
        Self { item: items::ItemRef { id: item_id.0, expected_version: None }, document: document_id.0 }
    }
}

impl From<WaiveInventoryFindingInput> for findings::WaiveFinding {
    fn from(input: WaiveInventoryFindingInput) -> Self {
        let WaiveInventoryFindingInput { item_id, rule, part, reason } = input;
        Self { item: item_id.0, rule: rule.into(), part, reason }
    }
}
