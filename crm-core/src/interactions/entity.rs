//! Rows of the log.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::catalogue::card::ChannelKind;
use crate::ids::{BeneficiaryId, CaseId, DepartmentId, InteractionId, ReasonId, ServiceId, SiteId, StaffId};
use crate::names::names;

names! {
    /// Who sought the contact.
    Direction {
        /// The beneficiary.
        Inbound = "in",
        /// The body.
        Outbound = "out",
    }
}

names! {
    /// What came of a contact.
    Outcome {
        /// The question was answered.
        Answered = "answered",
        /// The matter was settled.
        Resolved = "resolved",
        /// Sent on to another department or body.
        Referred = "referred",
        /// Somebody will come back to it.
        FollowUp = "follow_up",
        /// A case was opened.
        CaseOpened = "case_opened",
        /// Papers or facts were asked for.
        AwaitingBeneficiary = "awaiting_beneficiary",
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// The number or address was wrong.
        WrongAddress = "wrong_address",
        /// The person left or hung up before the end.
        Abandoned = "abandoned",
        /// Something else.
        Other = "other",
    }
}

names! {
    /// What the person spoken with is to the beneficiary.
    Relationship {
        /// The beneficiary, from another number or address.
        Oneself = "oneself",
        /// A son or a daughter.
        Child = "child",
        /// Father or mother.
        Parent = "parent",
        /// Husband or wife.
        Spouse = "spouse",
        /// Another relative.
        Relative = "relative",
        /// An attorney (وكيل شرعي).
        Attorney = "attorney",
        /// A guardian.
        Guardian = "guardian",
        /// Somebody of an organisation's staff.
        Employee = "employee",
        /// Somebody else.
        Other = "other",
    }
}

names! {
    /// What an entry of the log is.
    EntryKind {
        /// A contact as it was first logged.
        Contact = "contact",
        /// The same contact, put right; it takes the place of the entry it corrects.
        Correction = "correction",
        /// Takes back the entry it corrects; no contact itself.
        Undo = "undo",
    }
}

/// An entry of the log of contacts. Fields that the reader may not see are empty, and [`redacted`](Self::redacted)
/// says so.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interaction")]
pub struct Model {
    /// Id; id order is recording order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InteractionId,
    /// What the entry is.
    pub kind: EntryKind,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The month in which it happened in the installation's zone, as yyyymm.
    pub occurred_month: i32,
    /// Over which channel.
    pub channel: ChannelKind,
    /// Who sought it.
    pub direction: Direction,
    /// Where.
    pub site_id: Option<SiteId>,
    /// The member of staff who had it.
    pub staff_id: Option<StaffId>,
    /// Who recorded it, see [`Actor::key`](crate::Actor::key).
    pub actor: String,
    /// Whose contact it is.
    pub department_id: DepartmentId,
    /// With or about whom; none is anonymous.
    pub beneficiary_id: Option<BeneficiaryId>,
    /// Who was spoken with, when not the beneficiary.
    pub spoke_with_name: Option<String>,
    /// That person's phone, encrypted; see [`Interaction::spoke_with_phone`](Model::spoke_with_phone_masked).
    pub spoke_with_phone: Option<Vec<u8>>,
    /// What that person is to the beneficiary.
    pub spoke_with_relation: Option<Relationship>,
    /// About which service.
    pub service_id: Option<ServiceId>,
    /// About a service that the catalogue does not have, in the words of whoever logged it.
    pub unlisted_service: Option<String>,
    /// The same, folded, by which such mentions are grouped.
    pub unlisted_folded: Option<String>,
    /// About which case.
    pub case_id: Option<CaseId>,
    /// Why, by the coded reasons.
    pub reason_id: Option<ReasonId>,
    /// The reason's revision in force when it was logged.
    pub reason_revision: Option<i32>,
    /// Subject.
    pub subject: Option<String>,
    /// What was said.
    pub body: Option<String>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Whether the public found the service's page useful; only feedback on a page says.
    pub useful: Option<bool>,
    /// How long it took, in seconds.
    pub duration_seconds: Option<i32>,
    /// In which language, a BCP 47 tag.
    pub language: Option<String>,
    /// The purpose given by whoever recorded it.
    pub purpose: String,
    /// The message's id in the system it came from.
    pub external_message_id: Option<String>,
    /// The entry this one corrects or takes back.
    pub corrects_id: Option<InteractionId>,
    /// The entry that corrects this one or takes it back.
    pub corrected_by_id: Option<InteractionId>,
    /// Why it was corrected.
    pub correction_note: Option<String>,
    /// Whether fields were emptied because the reader may not see them.
    #[sea_orm(ignore)]
    pub redacted: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Says which contact, not what was said in it.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interaction")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("occurred_at", &self.occurred_at)
            .field("channel", &self.channel)
            .field("department_id", &self.department_id)
            .finish_non_exhaustive()
    }
}
