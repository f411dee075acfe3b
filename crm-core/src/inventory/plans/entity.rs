//! Rows of plans.

use chrono::{DateTime, Utc};

use super::rules::PlanState;
use super::{DecisionBasis, PlanContent};
use crate::error::Result;
use crate::ids::{DecisionId, DocumentId, PlanId, StaffId};
use crate::names::names;

names! {
    /// What a member votes for.
    VoteChoice {
        /// Carry the plan out.
        Approve = "approve",
        /// Give it back to be written anew.
        Return = "return",
        /// Neither; counts for the quorum.
        Abstain = "abstain",
    }
}

names! {
    /// What the committee decided.
    DecisionOutcome {
        /// The plan is to be carried out.
        Approved = "approved",
        /// It is to be written anew.
        Returned = "returned",
    }
}

pub(crate) mod plan {
    use super::{DateTime, PlanId, Utc};
    use sea_orm::entity::prelude::*;

    /// A plan's header.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_plan")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PlanId,
        /// Code people quote; unique.
        pub code: String,
        /// Number of the version in force.
        pub in_force_number: Option<i32>,
        /// Number of the latest version.
        pub latest_number: i32,
        /// Counts changes.
        pub version: i32,
        /// When it was first drafted.
        pub created_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod version {
    use super::{DateTime, PlanContent, PlanId, PlanState, Result, StaffId, Utc};
    use crate::keys::to_hex;
    use sea_orm::entity::prelude::*;

    /// One version of a plan.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_plan_version")]
    pub struct Model {
        /// The plan.
        #[sea_orm(primary_key, auto_increment = false)]
        pub plan_id: PlanId,
        /// Number, from 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        /// Where it stands.
        pub state: PlanState,
        /// What it says, as stored; see [`content`](Model::content).
        #[sea_orm(column_name = "content")]
        pub stored: Json,
        /// SHA-256 of the stored text in its canonical form, once it was submitted.
        pub digest: Option<Vec<u8>>,
        /// Who wrote it, see [`Actor::key`](crate::Actor::key).
        pub author: String,
        /// The member of staff who wrote it.
        pub author_staff_id: Option<StaffId>,
        /// When it was written.
        pub recorded_at: DateTime<Utc>,
        /// The member of staff who submitted it.
        pub submitted_staff_id: Option<StaffId>,
        /// When it was submitted.
        pub submitted_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// What it says.
        pub fn content(&self) -> Result<PlanContent> {
            PlanContent::from_json(&self.stored)
        }

        /// The digest, hexadecimal.
        pub fn digest_text(&self) -> Option<String> {
            self.digest.as_deref().map(to_hex)
        }
    }
}

pub(crate) mod decision {
    use super::{DateTime, DecisionBasis, DecisionId, DecisionOutcome, DocumentId, PlanId, StaffId, Utc};
    use crate::catalogue::card::CalendarKind;
    use crate::keys::to_hex;
    use sea_orm::entity::prelude::*;

    /// A decision of the committee on a version of a plan. Never changed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_decision")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DecisionId,
        /// The plan.
        pub plan_id: PlanId,
        /// The version decided on.
        pub number: i32,
        /// What was decided.
        pub outcome: DecisionOutcome,
        /// How.
        pub basis: DecisionBasis,
        /// Number of the minutes.
        pub minutes_number: Option<String>,
        /// Day of the minutes.
        pub minutes_on: Option<Date>,
        /// The calendar in which that day was given.
        pub minutes_calendar: Option<CalendarKind>,
        /// Names of the members who were present, or who voted.
        pub present: Json,
        /// The signed minutes.
        pub document_id: Option<DocumentId>,
        /// SHA-256 of their bytes.
        pub document_digest: Option<Vec<u8>>,
        /// Why, or on which condition.
        pub note: Option<String>,
        /// Votes for the plan.
        pub votes_for: Option<i32>,
        /// Votes for giving it back.
        pub votes_against: Option<i32>,
        /// Members who voted for neither.
        pub abstentions: Option<i32>,
        /// Digest of the version decided on.
        pub plan_digest: Vec<u8>,
        /// SHA-256 over that digest and the decision.
        pub digest: Vec<u8>,
        /// Who recorded it, see [`Actor::key`](crate::Actor::key).
        pub recorded_by: String,
        /// The member of staff who recorded it.
        pub recorded_staff_id: Option<StaffId>,
        /// When it was recorded.
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// The members who were present, or who voted.
        pub fn present_names(&self) -> impl Iterator<Item = &str> {
            self.present.as_array().into_iter().flatten().filter_map(Json::as_str)
        }

        /// The digest, hexadecimal.
        pub fn digest_text(&self) -> String {
            to_hex(&self.digest)
        }
    }
}

pub(crate) mod vote {
    use super::{DateTime, PlanId, StaffId, Utc, VoteChoice};
    use sea_orm::entity::prelude::*;

    /// What a member votes for. It may be changed until the votes are counted.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_vote")]
    pub struct Model {
        /// The plan.
        #[sea_orm(primary_key, auto_increment = false)]
        pub plan_id: PlanId,
        /// The version voted on.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        /// The member.
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: StaffId,
        /// The vote.
        pub choice: VoteChoice,
        /// Why.
        pub note: Option<String>,
        /// When.
        pub at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
