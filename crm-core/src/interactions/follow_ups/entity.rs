//! The row of a follow-up and its states.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{DepartmentId, FollowUpId, InteractionId, StaffId};
use crate::names::names;

names! {
    /// Where a follow-up stands.
    FollowUpState {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Not needed any more.
        Cancelled = "cancelled",
    }
}

impl FollowUpState {
    /// Whether a follow-up may go from here to there.
    pub fn can_become(self, next: Self) -> bool {
        matches!((self, next), (Self::Open, Self::Done | Self::Cancelled))
    }
}

/// A follow-up of a contact.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_up")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FollowUpId,
    /// The contact, as its latest entry.
    pub interaction_id: InteractionId,
    /// In whose queue it stands.
    pub department_id: DepartmentId,
    /// Who is to do it; none means whoever of the department takes it.
    pub assignee_id: Option<StaffId>,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// What is to be done.
    pub note: Option<String>,
    /// Where it stands.
    pub state: FollowUpState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it, see [`Actor::key`](crate::Actor::key).
    pub created_by: String,
    /// When it was done or cancelled.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who did or cancelled it.
    pub closed_by: Option<String>,
    /// Counts changes.
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Says which follow-up, not what its note says.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FollowUp")
            .field("id", &self.id)
            .field("interaction_id", &self.interaction_id)
            .field("due_on", &self.due_on)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::FollowUpState as S;

    #[test]
    fn only_open_follow_ups_are_closed() {
        for from in S::ALL {
            for to in S::ALL {
                assert_eq!(from.can_become(*to), *from == S::Open && *to != S::Open);
            }
        }
    }
}
