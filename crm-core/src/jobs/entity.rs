//! The table of jobs.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::JobState;
use crate::ids::{JobId, StaffId};

/// Long work in steps.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// What is done, `area.verb`.
    pub kind: String,
    /// Where it is in its life.
    pub state: JobState,
    /// What it is to work on, sealed.
    pub input: Vec<u8>,
    /// What came of it.
    pub result: Option<Json>,
    /// Why it was given up: `code`, and the broken `fields`.
    pub failure: Option<Json>,
    /// How much is done; also the place from which the next step goes on.
    pub done: i64,
    /// How much there is to do, once that is known.
    pub total: Option<i64>,
    /// How often a worker took it up.
    pub attempts: i32,
    /// When a worker may take it up.
    pub due_at: DateTime<Utc>,
    /// Which worker's turn holds it.
    pub lease: Option<Uuid>,
    /// Whether it was called off while a worker was at it.
    pub cancel_requested: bool,
    /// Who started it, see [`Actor::key`](crate::Actor::key).
    pub created_by: String,
    /// The member of staff who started it.
    pub staff_id: Option<StaffId>,
    /// The language of whoever started it.
    pub language: String,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When a worker first took it up.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
