//! Rows of contact reasons.

use chrono::{DateTime, Utc};

use crate::ids::{DepartmentId, ReasonId, StaffId};
use crate::names::names;
use crate::text::LocalizedText;

names! {
    /// Where a contact reason stands.
    ReasonStatus {
        /// Never approved yet.
        Draft = "draft",
        /// In use.
        Approved = "approved",
        /// No longer in use.
        Retired = "retired",
    }
}

impl ReasonStatus {
    /// Whether a reason may go from here to there. A retired one comes back by a revision that is approved.
    pub fn can_become(self, next: Self) -> bool {
        matches!((self, next), (_, Self::Approved) | (Self::Draft | Self::Approved, Self::Retired))
    }
}

names! {
    /// Where a revision of a contact reason stands.
    RevisionState {
        /// Awaits approval.
        Draft = "draft",
        /// In force, or was until a later one was approved.
        Approved = "approved",
        /// Gave way to a later draft before it was approved.
        Replaced = "replaced",
    }
}

pub(crate) mod reason {
    use super::{DateTime, DepartmentId, ReasonId, ReasonStatus, Utc};
    use sea_orm::entity::prelude::*;

    /// A contact reason's header.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact_reason")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReasonId,
        /// Code people quote; unique.
        pub code: String,
        /// Where it stands.
        pub status: ReasonStatus,
        /// The department responsible for it by the revision in force, before the first approval by the draft.
        pub department_id: Option<DepartmentId>,
        /// Number of the revision in force.
        pub approved_number: Option<i32>,
        /// Number of the latest revision.
        pub latest_number: i32,
        /// Counts changes.
        pub version: i32,
        /// When it was first drafted.
        pub created_at: DateTime<Utc>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod revision {
    use super::{DateTime, DepartmentId, LocalizedText, ReasonId, RevisionState, StaffId, Utc};
    use crate::catalogue::card::TimeUnit;
    use sea_orm::entity::prelude::*;

    /// One revision of a contact reason; immutable but for its state.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contact_reason_revision")]
    pub struct Model {
        /// The reason.
        #[sea_orm(primary_key, auto_increment = false)]
        pub reason_id: ReasonId,
        /// Number, from 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        /// Where it stands.
        pub state: RevisionState,
        /// What the reason is called.
        #[sea_orm(column_type = "JsonBinary")]
        pub names: LocalizedText,
        /// The department responsible for it.
        pub department_id: Option<DepartmentId>,
        /// The response target's amount.
        pub response_amount: Option<i32>,
        /// The response target's unit.
        pub response_unit: Option<TimeUnit>,
        /// The answer to give.
        #[sea_orm(column_type = "JsonBinary")]
        pub answer: LocalizedText,
        /// What to do when the answer does not settle it.
        #[sea_orm(column_type = "JsonBinary")]
        pub escalation: LocalizedText,
        /// The department to which it is then sent.
        pub escalation_department_id: Option<DepartmentId>,
        /// Who wrote it, see [`Actor::key`](crate::Actor::key).
        pub author: String,
        /// The staff member who wrote it.
        pub author_staff_id: Option<StaffId>,
        /// When it was recorded.
        pub recorded_at: DateTime<Utc>,
        /// Who approved it.
        pub approved_by: Option<String>,
        /// The staff member who approved it.
        pub approved_staff_id: Option<StaffId>,
        /// When it was approved.
        pub approved_at: Option<DateTime<Utc>>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[cfg(test)]
mod tests {
    use super::ReasonStatus as S;

    #[test]
    fn nothing_goes_back_to_draft() {
        for from in S::ALL {
            assert!(from.can_become(S::Approved));
            assert!(!from.can_become(S::Draft));
            assert_eq!(from.can_become(S::Retired), *from != S::Retired);
        }
    }
}
