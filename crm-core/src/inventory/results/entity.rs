//! The table of lines.

use sea_orm::entity::prelude::*;

use crate::ids::{CycleId, ServiceId};

/// A line, as text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inventory_line")]
pub struct Model {
    /// The cycle.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cycle_id: CycleId,
    /// The service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: ServiceId,
    /// Canonical JSON of the line.
    pub body: String,
    /// SHA-256 of the digest before and the body.
    pub digest: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
