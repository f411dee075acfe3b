//! What a caller says about a contact.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::entity::{Direction, Outcome, Relationship};
use super::follow_ups::NewFollowUp;
use crate::beneficiaries::{RegisterBeneficiary, Who};
use crate::catalogue::card::ChannelKind;
use crate::ids::{CaseId, DepartmentId, InteractionId, ReasonId, ServiceId, SiteId, StaffId};
use crate::patch::Patch;
use crate::text::LanguageTag;

/// A record named by its id or by the code that people quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IdOrCode<I> {
    /// By id.
    Id(I),
    /// By code.
    Code(String),
}

impl<I> From<I> for IdOrCode<I> {
    fn from(id: I) -> Self {
        Self::Id(id)
    }
}

/// Who was spoken with, when it was not the beneficiary: a son who calls for his father.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct SpokeWith {
    /// Name, at most 200 characters.
    pub name: Option<String>,
    /// Phone number; kept encrypted, shown masked.
    pub phone: Option<String>,
    /// What the person is to the beneficiary.
    pub relation: Option<Relationship>,
}

/// A contact to log. What is `None` is not known, unless its field says otherwise.
#[derive(Clone, Serialize)]
pub struct LogInteraction {
    /// When it happened; `None` is now. Not in the future, not before 1970.
    pub occurred_at: Option<DateTime<Utc>>,
    /// Over which channel.
    pub channel: ChannelKind,
    /// Who sought it.
    pub direction: Direction,
    /// Where; a kiosk's own site goes before it.
    pub site: Option<IdOrCode<SiteId>>,
    /// Whose contact it is; needed only by actors who work for several departments.
    pub department: Option<IdOrCode<DepartmentId>>,
    /// The member of staff who had it, when it is not the actor; needs `bulk.write`.
    pub staff: Option<StaffId>,
    /// With or about whom; `None` is anonymous.
    pub beneficiary: Option<Who>,
    /// Registers this person when `beneficiary` finds nobody.
    pub register: Option<Box<RegisterBeneficiary>>,
    /// Who was spoken with, when not the beneficiary.
    pub spoke_with: Option<SpokeWith>,
    /// About which service.
    pub service: Option<IdOrCode<ServiceId>>,
    /// About a service that the catalogue does not have, at most 300 characters; excludes `service`.
    pub unlisted_service: Option<String>,
    /// About which case.
    pub case: Option<CaseId>,
    /// An approved contact reason.
    pub reason: Option<IdOrCode<ReasonId>>,
    /// Subject, at most 300 characters.
    pub subject: Option<String>,
    /// What was said, at most 20,000 characters.
    pub body: Option<String>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// How long it took, in seconds; at most a day.
    pub duration_seconds: Option<i32>,
    /// In which language.
    pub language: Option<LanguageTag>,
    /// The message's id in the system it came from, at most 998 characters (RFC 5322).
    pub external_message_id: Option<String>,
    /// What is to be done next.
    pub follow_up: Option<NewFollowUp>,
    /// Repeats of the same key and content by the same actor give the first result.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

impl LogInteraction {
    /// A contact of which nothing but the channel and the direction is known.
    pub fn new(channel: ChannelKind, direction: Direction) -> Self {
        Self {
            occurred_at: None,
            channel,
            direction,
            site: None,
            department: None,
            staff: None,
            beneficiary: None,
            register: None,
            spoke_with: None,
            service: None,
            unlisted_service: None,
            case: None,
            reason: None,
            subject: None,
            body: None,
            outcome: None,
            duration_seconds: None,
            language: None,
            external_message_id: None,
            follow_up: None,
            idempotency_key: None,
        }
    }
}

/// Says which sort of contact, not what was said in it.
impl std::fmt::Debug for LogInteraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogInteraction")
            .field("channel", &self.channel)
            .field("direction", &self.direction)
            .finish_non_exhaustive()
    }
}

/// What was wrong in an entry. What is `None` or kept stays as it is.
#[derive(Clone)]
pub struct CorrectInteraction {
    /// The entry to put right: the latest one of its contact.
    pub id: InteractionId,
    /// Why, at most 500 characters.
    pub note: String,
    /// When it happened.
    pub occurred_at: Option<DateTime<Utc>>,
    /// Over which channel.
    pub channel: Option<ChannelKind>,
    /// Who sought it.
    pub direction: Option<Direction>,
    /// Where.
    pub site: Patch<IdOrCode<SiteId>>,
    /// Whose contact it is.
    pub department: Option<IdOrCode<DepartmentId>>,
    /// With or about whom.
    pub beneficiary: Patch<Who>,
    /// Who was spoken with.
    pub spoke_with: Patch<SpokeWith>,
    /// About which service.
    pub service: Patch<IdOrCode<ServiceId>>,
    /// About a service that the catalogue does not have.
    pub unlisted_service: Patch<String>,
    /// About which case.
    pub case: Patch<CaseId>,
    /// A contact reason.
    pub reason: Patch<IdOrCode<ReasonId>>,
    /// Subject.
    pub subject: Patch<String>,
    /// What was said.
    pub body: Patch<String>,
    /// What came of it.
    pub outcome: Patch<Outcome>,
    /// How long it took, in seconds.
    pub duration_seconds: Patch<i32>,
    /// In which language.
    pub language: Patch<LanguageTag>,
}

impl CorrectInteraction {
    /// A correction that changes nothing yet.
    pub fn new(id: InteractionId, note: impl Into<String>) -> Self {
        Self {
            id,
            note: note.into(),
            occurred_at: None,
            channel: None,
            direction: None,
            site: Patch::Keep,
            department: None,
            beneficiary: Patch::Keep,
            spoke_with: Patch::Keep,
            service: Patch::Keep,
            unlisted_service: Patch::Keep,
            case: Patch::Keep,
            reason: Patch::Keep,
            subject: Patch::Keep,
            body: Patch::Keep,
            outcome: Patch::Keep,
            duration_seconds: Patch::Keep,
            language: Patch::Keep,
        }
    }
}

/// Says which entry, not what was said in it.
impl std::fmt::Debug for CorrectInteraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CorrectInteraction").field("id", &self.id).finish_non_exhaustive()
    }
}
