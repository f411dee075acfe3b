//! The table of findings.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::rules::{FindingRule, Severity};
use crate::ids::{CycleId, ItemId, StaffId};

/// What a rule found in an item.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_finding")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: ItemId,
    /// The rule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: FindingRule,
    /// What exactly it is about, such as a language or a service standard; empty where the rule says it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: String,
    /// The cycle.
    pub cycle_id: CycleId,
    /// How much it matters.
    pub severity: Severity,
    /// When it was found first.
    pub found_at: DateTime<Utc>,
    /// Who waived it.
    pub waived_staff_id: Option<StaffId>,
    /// The same, see [`Actor::key`](crate::Actor::key).
    pub waived_by: Option<String>,
    /// Why it was waived.
    pub waived_reason: Option<String>,
    /// When it was waived.
    pub waived_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
