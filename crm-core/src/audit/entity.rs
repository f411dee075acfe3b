//! Rows of the record.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AuditId, DepartmentId, StaffId, TokenId};

/// One row of the audit record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Id; id order is recording order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Kind of actor, see [`Actor::kind`](crate::Actor::kind).
    pub actor_kind: String,
    /// The actor, see [`Actor::key`](crate::Actor::key).
    pub actor: String,
    /// The staff member who acted, or for whom an integration did.
    pub staff_id: Option<StaffId>,
    /// The token through which it came.
    pub token_id: Option<TokenId>,
    /// The staff member for whom an integration acted: the same person, and the actor is the integration.
    pub on_behalf_of: Option<StaffId>,
    /// The operation, such as `interaction.log`.
    pub operation: String,
    /// Kind of the record changed.
    pub entity_kind: String,
    /// The record changed.
    pub entity_id: Option<Uuid>,
    /// The department the record belongs to.
    pub department_id: Option<DepartmentId>,
    /// The request.
    pub request_id: String,
    /// The purpose given.
    pub purpose: String,
    /// SHA-256 over salt and detail.
    pub commitment: Vec<u8>,
    /// Gap-free number, once sealed.
    pub sequence: Option<i64>,
    /// Hash of the chain up to this row, once sealed.
    pub hash: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
