//! What exactly was done: encrypted, and destroyed without harm to the chain.

use sea_orm::entity::prelude::*;

use crate::ids::AuditId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_detail")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub audit_id: AuditId,
    pub salt: Vec<u8>,
    pub sealed: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
