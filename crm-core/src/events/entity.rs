//! Rows of the outbox.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AuditId, DepartmentId, EventId};

/// One event.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// What happened, such as `interaction.logged`.
    pub kind: String,
    /// Kind of the record.
    pub entity_kind: String,
    /// The record.
    pub entity_id: Uuid,
    /// The department the record belongs to.
    pub department_id: Option<DepartmentId>,
    /// The audit row of the same change.
    pub audit_id: AuditId,
    /// Names of the changed fields.
    #[sea_orm(column_type = "JsonBinary")]
    pub fields: Json,
    /// Gap-free number, once sealed.
    pub sequence: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
