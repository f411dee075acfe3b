//! The outbox: what happened, written by the operation in its own transaction and numbered later by the sealer.
//! An event names the record and its changed fields, never a value of a personal field.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use crate::audit::{self, Change};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{AuditId, DepartmentId, EventId};
use crate::op::OpContext;

mod entity {
    use super::{AuditId, DateTime, DepartmentId, EventId, Utc};
    use sea_orm::entity::prelude::*;

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
}

/// Writes the audit row of a change and the event that tells of it.
pub(crate) async fn record(tx: &Db, op: &OpContext, kind: &str, fields: &[&str], change: Change<'_>) -> Result<()> {
    record_many(tx, op, kind, fields, vec![change]).await
}

/// [`record`] for several changes of the same kind: three statements whatever their number.
pub(crate) async fn record_many(
    tx: &Db,
    op: &OpContext,
    kind: &str,
    fields: &[&str],
    changes: Vec<Change<'_>>,
) -> Result<()> {
    let about: Vec<_> = changes.iter().map(|c| (c.entity_kind, c.entity_id, c.department)).collect();
    let audits = audit::record_many(tx, op, changes).await?;
    let rows: Vec<_> = about
        .into_iter()
        .zip(audits)
        .map(|((entity_kind, entity_id, department), audit_id)| entity::ActiveModel {
            id: Set(op.new_id()),
            at: Set(op.at),
            kind: Set(kind.into()),
            entity_kind: Set(entity_kind.into()),
            entity_id: Set(entity_id),
            department_id: Set(department),
            audit_id: Set(audit_id),
            fields: Set(serde_json::json!(fields)),
            sequence: Set(None),
        })
        .collect();
    if !rows.is_empty() {
        entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}
