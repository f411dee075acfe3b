//! Contact reasons as GraphQL shows and takes them.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use crm_core::catalogue::card::Span;
use crm_core::error::{Check, Error};
use crm_core::ids::{DepartmentId, ReasonId};
use crm_core::interactions::reasons as core;
use crm_core::rule::Rule;

use super::enums::{ReasonStatus, RevisionState};
use super::loaders::RevisionOf;
use crate::catalogue::services::TimeUnit;
use crate::catalogue::{Department, department};
use crate::context::Call;
use crate::node_id::Id;
use crate::scalars::{DateTime, LocalizedText, LocalizedTextInput, localized};

/// A coded reason of contacts, with the answer to give.
pub struct ContactReason(pub core::ContactReason);

impl From<core::ContactReason> for ContactReason {
    fn from(row: core::ContactReason) -> Self {
        Self(row)
    }
}

/// A coded reason of contacts, with the answer to give.
#[Object]
impl ContactReason {
    /// Id.
    pub(crate) async fn id(&self) -> Id<ReasonId> {
        Id(self.0.id)
    }

    /// Code that people quote; unique, never reused.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Where it stands.
    async fn status(&self) -> ReasonStatus {
        self.0.status.into()
    }

    /// The department responsible for it.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        let Some(id) = self.0.department_id else { return Ok(None) };
        Ok(department(ctx, id).await?)
    }

    /// The revision in force; null before the first approval.
    async fn current(&self, ctx: &Context<'_>) -> Result<Option<ContactReasonRevision>> {
        let Some(number) = self.0.approved_number else { return Ok(None) };
        Ok(ctx.loaders().load_one(RevisionOf(self.0.id, number)).await?.map(ContactReasonRevision))
    }

    /// The latest revision, when it awaits approval; for those who edit or approve.
    async fn draft(&self, ctx: &Context<'_>) -> Result<Option<ContactReasonRevision>> {
        if self.0.approved_number == Some(self.0.latest_number) {
            return Ok(None);
        }
        Ok(ctx.loaders().load_one(RevisionOf(self.0.id, self.0.latest_number)).await?.map(ContactReasonRevision))
    }

    /// Counts changes, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// One revision of a contact reason.
pub struct ContactReasonRevision(pub core::ReasonRevision);

/// One revision of a contact reason.
#[Object]
impl ContactReasonRevision {
    /// Number, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Where it stands.
    async fn state(&self) -> RevisionState {
        self.0.state.into()
    }

    /// What the reason is called.
    async fn name(&self) -> LocalizedText {
        self.0.names.clone().into()
    }

    /// The department responsible for it.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        let Some(id) = self.0.department_id else { return Ok(None) };
        Ok(department(ctx, id).await?)
    }

    /// Within what time a contact for this reason is to be answered.
    async fn response_target(&self) -> Option<ResponseTarget> {
        let (amount, unit) = self.0.response_amount.zip(self.0.response_unit)?;
        Some(ResponseTarget { amount, unit: unit.into() })
    }

    /// The answer to give.
    async fn answer(&self) -> LocalizedText {
        self.0.answer.clone().into()
    }

    /// What to do when the answer does not settle it.
    async fn escalation(&self) -> LocalizedText {
        self.0.escalation.clone().into()
    }

    /// The department to which it is then sent.
    async fn escalation_department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        let Some(id) = self.0.escalation_department_id else { return Ok(None) };
        Ok(department(ctx, id).await?)
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }

    /// When it was approved.
    async fn approved_at(&self) -> Option<DateTime> {
        self.0.approved_at.map(DateTime)
    }
}

/// A length of time as a promise states it.
#[derive(SimpleObject)]
pub struct ResponseTarget {
    /// How many.
    amount: i32,
    /// Of what.
    unit: TimeUnit,
}

/// A length of time as a promise states it.
#[derive(InputObject)]
pub struct ResponseTargetInput {
    /// How many, more than nothing.
    amount: i32,
    /// Of what.
    unit: TimeUnit,
}

/// What a revision of a contact reason says.
#[derive(InputObject)]
pub struct ContactReasonContentInput {
    /// What the reason is called; the installation's language is required.
    names: LocalizedTextInput,
    /// The department responsible for it; none is the whole body.
    department_id: Option<Id<DepartmentId>>,
    /// Within what time a contact for this reason is to be answered.
    response: Option<ResponseTargetInput>,
    /// The answer to give, at most 5,000 characters.
    #[graphql(default)]
    answer: LocalizedTextInput,
    /// What to do when the answer does not settle it, at most 5,000 characters.
    #[graphql(default)]
    escalation: LocalizedTextInput,
    /// The department to which it is then sent.
    escalation_department_id: Option<Id<DepartmentId>>,
}

impl TryFrom<ContactReasonContentInput> for core::ReasonContent {
    type Error = Error;

    fn try_from(input: ContactReasonContentInput) -> crm_core::Result<Self> {
        let ContactReasonContentInput { names, department_id, response, answer, escalation, escalation_department_id } =
            input;
        let mut check = Check::default();
        let amount = response.as_ref().map(|target| u32::try_from(target.amount)).transpose();
        check.that(amount.is_ok(), "response.amount", Rule::OutOfRange);
        let names = check.take("", localized("names", names))?.unwrap_or_default();
        let answer = check.take("", localized("answer", answer))?.unwrap_or_default();
        let escalation = check.take("", localized("escalation", escalation))?.unwrap_or_default();
        check.done()?;
        let unit = response.map(|target| target.unit.into());
        Ok(Self {
            names,
            department: department_id.map(|id| id.0),
            response: amount.unwrap_or_default().zip(unit).map(|(amount, unit)| Span { amount, unit }),
            answer,
            escalation,
            escalation_department: escalation_department_id.map(|id| id.0),
        })
    }
}

/// A new contact reason.
#[derive(InputObject)]
pub struct DraftContactReasonInput {
    /// Unique code, never reused.
    pub code: String,
    /// Its first revision.
    pub content: ContactReasonContentInput,
}

/// The next revision of a contact reason.
#[derive(InputObject)]
pub struct ReviseContactReasonInput {
    /// The reason.
    pub id: Id<ReasonId>,
    /// The whole new revision.
    pub content: ContactReasonContentInput,
    /// The version that the caller saw; another one is a conflict.
    pub expected_version: Option<i32>,
}

/// A contact reason to approve.
#[derive(InputObject)]
pub struct ApproveContactReasonInput {
    /// The reason.
    pub id: Id<ReasonId>,
    /// The version that the caller saw; another one is a conflict.
    pub expected_version: Option<i32>,
}

/// A contact reason to take out of use.
#[derive(InputObject)]
pub struct RetireContactReasonInput {
    /// The reason.
    pub id: Id<ReasonId>,
    /// The version that the caller saw; another one is a conflict.
    pub expected_version: Option<i32>,
}
