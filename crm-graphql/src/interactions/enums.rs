//! The coded words of the area, with their GraphQL names written out.

use async_graphql::Enum;
use crm_core::interactions::{self as core, follow_ups, reasons};

/// Who sought a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InteractionDirection", remote = "core::Direction")]
pub enum Direction {
    /// The beneficiary.
    #[graphql(name = "INBOUND")]
    Inbound,
    /// The body.
    #[graphql(name = "OUTBOUND")]
    Outbound,
}

/// What came of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InteractionOutcome", remote = "core::Outcome")]
pub enum Outcome {
    /// The question was answered.
    #[graphql(name = "ANSWERED")]
    Answered,
    /// The matter was settled.
    #[graphql(name = "RESOLVED")]
    Resolved,
    /// Sent on to another department or body.
    #[graphql(name = "REFERRED")]
    Referred,
    /// Somebody will come back to it.
    #[graphql(name = "FOLLOW_UP")]
    FollowUp,
    /// A case was opened.
    #[graphql(name = "CASE_OPENED")]
    CaseOpened,
    /// Papers or facts were asked for.
    #[graphql(name = "AWAITING_BENEFICIARY")]
    AwaitingBeneficiary,
    /// Nobody answered.
    #[graphql(name = "NO_ANSWER")]
    NoAnswer,
    /// The number or address was wrong.
    #[graphql(name = "WRONG_ADDRESS")]
    WrongAddress,
    /// The person left or hung up before the end.
    #[graphql(name = "ABANDONED")]
    Abandoned,
    /// Something else.
    #[graphql(name = "OTHER")]
    Other,
}

/// What the person spoken with is to the beneficiary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SpokenWithRelationship", remote = "core::Relationship")]
pub enum Relationship {
    /// The beneficiary, from another number or address.
    #[graphql(name = "ONESELF")]
    Oneself,
    /// A son or a daughter.
    #[graphql(name = "CHILD")]
    Child,
    /// Father or mother.
    #[graphql(name = "PARENT")]
    Parent,
    /// Husband or wife.
    #[graphql(name = "SPOUSE")]
    Spouse,
    /// Another relative.
    #[graphql(name = "RELATIVE")]
    Relative,
    /// An attorney.
    #[graphql(name = "ATTORNEY")]
    Attorney,
    /// A guardian.
    #[graphql(name = "GUARDIAN")]
    Guardian,
    /// Somebody of an organisation's staff.
    #[graphql(name = "EMPLOYEE")]
    Employee,
    /// Somebody else.
    #[graphql(name = "OTHER")]
    Other,
}

/// What an entry of the log is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InteractionKind", remote = "core::EntryKind")]
pub enum EntryKind {
    /// A contact as it was first logged.
    #[graphql(name = "CONTACT")]
    Contact,
    /// The same contact, put right.
    #[graphql(name = "CORRECTION")]
    Correction,
    /// Takes back the entry it corrects; no contact itself.
    #[graphql(name = "UNDO")]
    Undo,
}

/// In which order contacts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::InteractionOrder")]
pub enum InteractionOrder {
    /// By the time it happened, latest first.
    #[graphql(name = "OCCURRED_AT_DESC")]
    Latest,
    /// By the time it happened, earliest first.
    #[graphql(name = "OCCURRED_AT_ASC")]
    Earliest,
    /// By recording, latest first.
    #[graphql(name = "RECORDED_AT_DESC")]
    LastRecorded,
    /// By recording, earliest first.
    #[graphql(name = "RECORDED_AT_ASC")]
    FirstRecorded,
}

/// Where a contact reason stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ContactReasonStatus", remote = "reasons::ReasonStatus")]
pub enum ReasonStatus {
    /// Never approved yet.
    #[graphql(name = "DRAFT")]
    Draft,
    /// In use.
    #[graphql(name = "APPROVED")]
    Approved,
    /// No longer in use.
    #[graphql(name = "RETIRED")]
    Retired,
}

/// Where a revision of a contact reason stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ContactReasonRevisionState", remote = "reasons::RevisionState")]
pub enum RevisionState {
    /// Awaits approval.
    #[graphql(name = "DRAFT")]
    Draft,
    /// In force, or was until a later one was approved.
    #[graphql(name = "APPROVED")]
    Approved,
    /// Gave way to a later draft before it was approved.
    #[graphql(name = "REPLACED")]
    Replaced,
}

/// Where a follow-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "follow_ups::FollowUpState")]
pub enum FollowUpState {
    /// To be done.
    #[graphql(name = "OPEN")]
    Open,
    /// Done.
    #[graphql(name = "DONE")]
    Done,
    /// Not needed any more.
    #[graphql(name = "CANCELLED")]
    Cancelled,
}

/// What figures are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InteractionFigureBy", remote = "core::FigureBy")]
pub enum FigureBy {
    /// The month in which contacts happened.
    #[graphql(name = "MONTH")]
    Month,
    /// The department whose contacts they are.
    #[graphql(name = "DEPARTMENT")]
    Department,
    /// The service.
    #[graphql(name = "SERVICE")]
    Service,
    /// The reason.
    #[graphql(name = "REASON")]
    Reason,
    /// The channel.
    #[graphql(name = "CHANNEL")]
    Channel,
    /// The direction.
    #[graphql(name = "DIRECTION")]
    Direction,
}
