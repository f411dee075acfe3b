//! Rows of items, their measures and delegations.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::measures::{MeasureKind, MeasureState, Provenance};
use super::rules::{AttestedBy, ItemOutcome, ItemState};
use crate::ids::{CycleId, DelegationId, DepartmentId, ItemId, RevisionId, ServiceId, StaffId};

/// Answers to the questions that a plan adds, by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, String>);

/// Members of staff who answered an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Answerers(pub BTreeSet<StaffId>);

/// Services that a service became.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Successors(pub Vec<ServiceId>);

pub(crate) mod item {
    use super::{
        Answerers, Answers, AttestedBy, CycleId, DateTime, DepartmentId, ItemId, ItemOutcome, ItemState, RevisionId,
        ServiceId, StaffId, Successors, Utc,
    };
    use crate::catalogue::services::Service;
    use crate::inventory::cycles::Cycle;
    use crate::inventory::items::rules::is_offered;
    use crate::op::OpContext;
    use sea_orm::entity::prelude::*;

    /// One service in one cycle: what is asked, and what was answered.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_item")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ItemId,
        /// The cycle.
        pub cycle_id: CycleId,
        /// The service.
        pub service_id: ServiceId,
        /// The department that owned the service when the cycle opened; it answers.
        pub department_id: DepartmentId,
        /// The revision of the card that is asked about.
        pub revision_id: Option<RevisionId>,
        /// Whether the cycle before had the service.
        pub known_before: bool,
        /// Where it stands.
        pub state: ItemState,
        /// What the answer comes to.
        pub outcome: Option<ItemOutcome>,
        /// Who says so.
        pub attested_by: Option<AttestedBy>,
        /// What the department adds.
        pub note: Option<String>,
        /// Answers to the questions that the plan adds; before the answer those of the cycle before.
        #[sea_orm(column_type = "JsonBinary")]
        pub answers: Answers,
        /// Services that it became.
        #[sea_orm(column_type = "JsonBinary")]
        pub successors: Successors,
        /// Until when it is answered.
        pub due_on: Date,
        /// Who answered, see [`Actor::key`](crate::Actor::key).
        pub answered_by: Option<String>,
        /// The member of staff who answered.
        pub answered_staff_id: Option<StaffId>,
        /// Every member of staff who ever answered; none of them verifies it.
        #[sea_orm(column_type = "JsonBinary")]
        pub answerers: Answerers,
        /// When it was last answered.
        pub answered_at: Option<DateTime<Utc>>,
        /// Whether the first answer came in time.
        pub on_time: Option<bool>,
        /// The head of the department who approved the answer.
        pub endorsed_staff_id: Option<StaffId>,
        /// When.
        pub endorsed_at: Option<DateTime<Utc>>,
        /// Who verified the answer.
        pub verified_staff_id: Option<StaffId>,
        /// When.
        pub verified_at: Option<DateTime<Utc>>,
        /// Who verified it a second time.
        pub reviewed_staff_id: Option<StaffId>,
        /// When.
        pub reviewed_at: Option<DateTime<Utc>>,
        /// Why it was returned, exempted or reopened, the latest.
        pub reason: Option<String>,
        /// How often it was returned.
        pub returns: i32,
        /// Whether it is drawn for a second review.
        pub sampled: bool,
        /// How complete the card was when the cycle closed, 0 to 100; none before that.
        pub score: Option<i32>,
        /// Counts changes.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// Whether the service is part of what the body offers, see [`is_offered`].
        pub fn is_offered(&self) -> bool {
            is_offered(self.state, self.outcome)
        }

        /// An item of a service that nobody was asked about before.
        pub(in crate::inventory) fn pending(op: &OpContext, cycle: &Cycle, service: &Service) -> Self {
            Self {
                id: op.new_id(),
                cycle_id: cycle.id,
                service_id: service.id,
                department_id: service.owner_id,
                revision_id: service.published_revision_id,
                known_before: false,
                state: ItemState::Pending,
                outcome: None,
                attested_by: None,
                note: None,
                answers: Answers::default(),
                successors: Successors::default(),
                due_on: cycle.answers_due,
                answered_by: None,
                answered_staff_id: None,
                answerers: Answerers::default(),
                answered_at: None,
                on_time: None,
                endorsed_staff_id: None,
                endorsed_at: None,
                verified_staff_id: None,
                verified_at: None,
                reviewed_staff_id: None,
                reviewed_at: None,
                reason: None,
                returns: 0,
                sampled: false,
                score: None,
                version: 1,
            }
        }
    }
}

pub(crate) mod measure {
    use super::{DateTime, ItemId, MeasureKind, MeasureState, Provenance, Utc};
    use sea_orm::entity::prelude::*;

    /// A figure of a service over the window of a cycle.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_measure")]
    pub struct Model {
        /// The item.
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_id: ItemId,
        /// What is measured.
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: MeasureKind,
        /// Of which part: a channel's name, or a service standard's; empty for the whole.
        #[sea_orm(primary_key, auto_increment = false)]
        pub part: String,
        /// Where the figure comes from.
        #[sea_orm(primary_key, auto_increment = false)]
        pub provenance: Provenance,
        /// Whether there is a figure.
        pub state: MeasureState,
        /// The figure, in the unit of its kind.
        pub amount: Option<i64>,
        /// Who gave it, see [`Actor::key`](crate::Actor::key).
        pub actor: String,
        /// When.
        pub at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod delegation {
    use super::{DateTime, DelegationId, DepartmentId, StaffId, Utc};
    use sea_orm::entity::prelude::*;

    /// A member of staff who answers for a department for a while.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inventory_delegation")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DelegationId,
        /// The department, with those below.
        pub department_id: DepartmentId,
        /// Who delegated.
        pub from_staff_id: Option<StaffId>,
        /// Who answers.
        pub to_staff_id: StaffId,
        /// First day.
        pub starts_on: Date,
        /// Last day.
        pub ends_on: Date,
        /// Why.
        pub reason: String,
        /// When it was recorded.
        pub created_at: DateTime<Utc>,
        /// When it was taken back.
        pub revoked_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
