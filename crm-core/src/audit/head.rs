//! The end of the chain, kept outside the chained table: one row, which sealing locks.

use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType};

use crate::db::Db;
use crate::error::{Error, Result};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Number of the last sealed row, 0 before the first.
    pub audit_sequence: i64,
    /// Hash of the last sealed row.
    pub audit_hash: Option<Vec<u8>>,
    /// Number of the last event.
    pub event_sequence: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// The head, for whoever seals: nobody else has it until the transaction ends. `None` when another process seals just
/// now; `Corrupt` when there is no head at all. (SQLite knows no row locks; its transaction keeps all other writers out.)
pub(super) async fn claim(tx: &Db) -> Result<Option<Model>> {
    let head = Entity::find_by_id(1).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    match head.one(tx).await? {
        Some(head) => Ok(Some(head)),
        // Locked or lost look alike to whoever skips what is locked.
        None => read(tx).await.map(|_| None),
    }
}

/// The head as it stands.
pub(super) async fn read(db: &Db) -> Result<Model> {
    Entity::find_by_id(1).one(db).await?.ok_or(Error::Corrupt { what: "head of the record" })
}

/// Moves the claimed head.
pub(super) async fn advance(tx: &Db, to: Model) -> Result<()> {
    let Model { id, audit_sequence, audit_hash, event_sequence } = to;
    let row = ActiveModel {
        id: Set(id),
        audit_sequence: Set(audit_sequence),
        audit_hash: Set(audit_hash),
        event_sequence: Set(event_sequence),
    };
    row.update(tx).await?;
    Ok(())
}
