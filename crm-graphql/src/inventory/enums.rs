//! The coded words of the area, with their GraphQL names written out.

use async_graphql::Enum;
use crm_core::inventory::{cycles, findings, items, plans, results};

use crate::catalogue::services::card_enum;

/// Where a version of a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryPlanState", remote = "plans::PlanState")]
pub enum PlanState {
    /// Being written.
    #[graphql(name = "DRAFT")]
    Draft,
    /// Before the committee.
    #[graphql(name = "SUBMITTED")]
    Submitted,
    /// Given back by the committee, to be written anew.
    #[graphql(name = "RETURNED")]
    Returned,
    /// Approved; not in force yet.
    #[graphql(name = "APPROVED")]
    Approved,
    /// The one by which cycles are opened.
    #[graphql(name = "IN_FORCE")]
    InForce,
    /// Gave way to a later version.
    #[graphql(name = "SUPERSEDED")]
    Superseded,
}

/// What the committee decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryDecisionOutcome", remote = "plans::DecisionOutcome")]
pub enum DecisionOutcome {
    /// The plan is to be carried out.
    #[graphql(name = "APPROVED")]
    Approved,
    /// It is to be written anew.
    #[graphql(name = "RETURNED")]
    Returned,
}

/// What a member votes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "InventoryVoteChoice", remote = "plans::VoteChoice")]
pub enum VoteChoice {
    /// Carry the plan out.
    #[graphql(name = "APPROVE")]
    Approve,
    /// Give it back to be written anew.
    #[graphql(name = "RETURN")]
    Return,
    /// Neither; counts for the quorum.
    #[graphql(name = "ABSTAIN")]
    Abstain,
}

card_enum! {
    /// Where a cycle stands.
    cycles::CycleState => InventoryCycleState {
        /// Opens on a day to come.
        Scheduled = "SCHEDULED",
        /// Its items are being made.
        Opening = "OPENING",
        /// Departments answer, and what is answered is verified.
        Open = "OPEN",
        /// The time to answer is over; answers are verified.
        Verification = "VERIFICATION",
        /// Its results are being frozen.
        Closing = "CLOSING",
        /// Its results are frozen.
        Closed = "CLOSED",
        /// Its results are public.
        Published = "PUBLISHED",
        /// Called off before it opened.
        Cancelled = "CANCELLED",
    }
}

card_enum! {
    /// Where an item stands.
    items::ItemState => InventoryItemState {
        /// Awaits its department's answer.
        Pending = "PENDING",
        /// Answered.
        Answered = "ANSWERED",
        /// Approved by the head of the department.
        Endorsed = "ENDORSED",
        /// Given back to the department with a reason.
        Returned = "RETURNED",
        /// Verified once; drawn for a second verifier.
        SecondReview = "SECOND_REVIEW",
        /// Verified: part of the results as it stands.
        Accepted = "ACCEPTED",
        /// Nobody answered, or nobody verified, before the cycle closed.
        Unverified = "UNVERIFIED",
        /// Not asked this time, with a reason.
        Exempt = "EXEMPT",
    }
}

card_enum! {
    /// The answer to the first question: does the service exist, and is it ours?
    items::Existence => InventoryExistence {
        /// It exists and is ours.
        Ours = "OURS",
        /// It is no longer offered.
        Retired = "RETIRED",
        /// Another department or body offers it.
        NotOurs = "NOT_OURS",
        /// It became several services.
        Split = "SPLIT",
        /// It became part of another service.
        Merged = "MERGED",
    }
}

card_enum! {
    /// What an answer comes to.
    items::ItemOutcome => InventoryOutcome {
        /// Ours, and the card is right.
        Confirmed = "CONFIRMED",
        /// Ours, and the card is to be changed.
        Changed = "CHANGED",
        /// Ours and right, and not in the cycle before.
        New = "NEW",
        /// No longer offered.
        Retired = "RETIRED",
        /// Offered by somebody else.
        NotOurs = "NOT_OURS",
        /// Became several services.
        Split = "SPLIT",
        /// Became part of another service.
        Merged = "MERGED",
    }
}

card_enum! {
    /// Who says that a service exists.
    items::AttestedBy => InventoryAttestedBy {
        /// Its department.
        Department = "DEPARTMENT",
        /// Nobody in person: it was asked for in the window, and nothing contradicts it. Shown apart everywhere.
        Contacts = "CONTACTS",
        /// Nobody in this system: a file of an earlier inventory. Shown apart everywhere.
        File = "FILE",
    }
}

card_enum! {
    /// A move of an item that somebody waits for.
    items::ItemMove => InventoryItemMove {
        /// Answer it, or answer it again.
        Answer = "ANSWER",
        /// Approve the answer as head of the department.
        Endorse = "ENDORSE",
        /// Give it back with a reason.
        Return = "RETURN",
        /// Find it right.
        Accept = "ACCEPT",
        /// Ask nothing this time, with a reason.
        Exempt = "EXEMPT",
        /// Ask anew, with a reason.
        Reopen = "REOPEN",
    }
}

card_enum! {
    /// What is measured. The unit is a number of things unless it says otherwise.
    items::MeasureKind => InventoryMeasureKind {
        /// Different people and bodies served.
        Beneficiaries = "BENEFICIARIES",
        /// Requests, by channel where that is told.
        Transactions = "TRANSACTIONS",
        /// Contacts that asked, by channel where that is told.
        Enquiries = "ENQUIRIES",
        /// Requests that were finished.
        Completed = "COMPLETED",
        /// Finished within a service standard; the part names the standard.
        MetTarget = "MET_TARGET",
        /// All that a service standard was measured on; the part names the standard.
        MeasuredOn = "MEASURED_ON",
        /// Usual time of delivery, in minutes.
        DeliveryMinutes = "DELIVERY_MINUTES",
        /// Satisfaction of 5, in hundredths: 450 is 4.5.
        Satisfaction = "SATISFACTION",
        /// Complaints.
        Complaints = "COMPLAINTS",
    }
}

card_enum! {
    /// Whether there is a figure.
    items::MeasureState => InventoryMeasureState {
        /// There is.
        Known = "KNOWN",
        /// There should be one, and nobody knows it.
        NotKnown = "NOT_KNOWN",
        /// The service has no such thing.
        NotApplicable = "NOT_APPLICABLE",
    }
}

card_enum! {
    /// Where a figure comes from. Figures of different origin stand beside each other.
    items::Provenance => InventoryProvenance {
        /// Counted from this system's contacts.
        Computed = "COMPUTED",
        /// What the cycle before accepted, to begin with.
        Carried = "CARRIED",
        /// Told by the department.
        Stated = "STATED",
        /// Out of a file.
        Imported = "IMPORTED",
    }
}

card_enum! {
    /// Whether the body offers a service still.
    results::Fate => InventoryFate {
        /// It did and does.
        Kept = "KEPT",
        /// It does, and did not.
        New = "NEW",
        /// It did, and does not.
        Gone = "GONE",
    }
}

card_enum! {
    /// What does not fit in frozen results.
    results::Fault => InventoryFault {
        /// A line is not what was frozen, or the one before it is missing.
        Line = "LINE",
        /// The number of lines, or the last digest, is not the cycle's.
        End = "END",
        /// The plan under which the cycle went, or a decision on it, is not what was decided.
        Plan = "PLAN",
        /// The results before are not those to which these were chained.
        Previous = "PREVIOUS",
    }
}

card_enum! {
    /// How much a finding matters.
    findings::Severity => InventorySeverity {
        /// Cannot be: it is mended, or waived with a reason, before the answer is accepted.
        Error = "ERROR",
        /// Probably wrong.
        Warning = "WARNING",
        /// Worth a look.
        Suggestion = "SUGGESTION",
    }
}

card_enum! {
    /// A rule of the inventory.
    findings::FindingRule => InventoryRule {
        /// A name lacks one of the languages in which the body speaks.
        MissingLanguage = "MISSING_LANGUAGE",
        /// More interactions met a standard's target than there were.
        PerformanceOver100 = "PERFORMANCE_OVER_100",
        /// A standard without anything measured on it.
        StandardWithoutVolume = "STANDARD_WITHOUT_VOLUME",
        /// Standards have volumes and the service has none.
        StandardVolumeAlone = "STANDARD_VOLUME_ALONE",
        /// Nothing tells how often the service is asked for.
        NoVolume = "NO_VOLUME",
        /// An act is said to be online, and the card has no channel for it.
        OnlineWithoutChannel = "ONLINE_WITHOUT_CHANNEL",
        /// An online channel, and every act is said not to be online.
        ChannelWithoutOnline = "CHANNEL_WITHOUT_ONLINE",
        /// A volume more than five times, or less than a fifth of, that of the cycle before.
        ExtremeVariation = "EXTREME_VARIATION",
        /// The same volume, not zero, four cycles running.
        SameVolume = "SAME_VOLUME",
        /// Another service has the same name but for its spelling.
        DuplicateName = "DUPLICATE_NAME",
        /// Nobody asked for it in the window.
        Dormant = "DORMANT",
        /// The answer says that it is gone, and people asked for it in the window.
        GoneButAsked = "GONE_BUT_ASKED",
        /// Another department answered for it in the cycle before.
        OtherDepartment = "OTHER_DEPARTMENT",
        /// An online service of the public without a number in the national register.
        NotRegistered = "NOT_REGISTERED",
        /// The card names a department or site that is not in use any more.
        EndedReference = "ENDED_REFERENCE",
        /// Every delivery time on the card has run out.
        LapsedPromise = "LAPSED_PROMISE",
        /// Every fee on the card has run out.
        LapsedFee = "LAPSED_FEE",
        /// The card should have been looked at again.
        ReviewOverdue = "REVIEW_OVERDUE",
        /// Ages or residency are asked of people, and the service is not for people.
        AudienceContradiction = "AUDIENCE_CONTRADICTION",
        /// Volumes of a time in which the service was not offered yet.
        VolumeBeforeLaunch = "VOLUME_BEFORE_LAUNCH",
        /// More was finished than asked for.
        CompletedOverRequests = "COMPLETED_OVER_REQUESTS",
        /// The channels together have more requests than the whole.
        PartsOverWhole = "PARTS_OVER_WHOLE",
        /// Requests over a channel that the card does not have.
        VolumeWithoutChannel = "VOLUME_WITHOUT_CHANNEL",
    }
}
