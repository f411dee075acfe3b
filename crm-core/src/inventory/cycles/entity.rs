//! Rows of cycles.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::rules::CycleState;
use crate::error::{Error, Result};
use crate::ids::{CycleId, JobId, PlanId, RecordId};
use crate::keys::to_hex;

/// One round of the inventory.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_cycle")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CycleId,
    /// Code people quote; unique.
    pub code: String,
    /// The plan by which it is opened.
    pub plan_id: PlanId,
    /// The version of the plan that was in force.
    pub plan_number: i32,
    /// Where it stands.
    pub state: CycleState,
    /// First day of the period that its figures are of.
    pub window_from: Date,
    /// Last day of that period.
    pub window_to: Date,
    /// When departments begin to answer.
    pub opens_on: Date,
    /// Until when they answer.
    pub answers_due: Date,
    /// Until when answers are verified.
    pub verification_due: Date,
    /// From which the sample for second reviews is drawn.
    pub seed: i64,
    /// The cycle closed before, with which it is compared and to whose results its own are chained.
    pub previous_id: Option<CycleId>,
    /// The job that opens or closes it, the latest of the two.
    pub job_id: Option<JobId>,
    /// When its items were there.
    pub opened_at: Option<DateTime<Utc>>,
    /// When its results were frozen.
    pub closed_at: Option<DateTime<Utc>>,
    /// When its results became public.
    pub published_at: Option<DateTime<Utc>>,
    /// How many items its results hold.
    pub items: Option<i64>,
    /// Digest of the results to which its own are chained.
    pub previous_digest: Option<Vec<u8>>,
    /// Digest of its results, see [`results`](crate::inventory::results).
    pub digest: Option<Vec<u8>>,
    /// Counts changes.
    pub version: i32,
    /// When it was scheduled.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// That a cycle which stands so has no such move, or act.
    pub(in crate::inventory) fn refused(&self, to: &str) -> Error {
        Error::NotAllowed { entity: CycleId::KIND, from: self.state.name().to_owned(), to: to.to_owned() }
    }

    /// Fails unless items may change; `to` is what was wanted.
    pub(in crate::inventory) fn going(&self, to: &str) -> Result<()> {
        if self.state.is_going() { Ok(()) } else { Err(self.refused(to)) }
    }

    /// The digest of its results, hexadecimal.
    pub fn digest_text(&self) -> Option<String> {
        self.digest.as_deref().map(to_hex)
    }
}
