//! Writing events, and numbering them.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Statement};

use super::entity;
use crate::audit::{self, Change};
use crate::db::Db;
use crate::error::Result;
use crate::op::OpContext;

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

/// Numbers at most `most` events that are committed and have no number yet, from after `last`, in the order of their
/// ids; tells how many. Called by the sealer, which holds the head.
pub(crate) async fn number(tx: &Db, last: i64, most: u64) -> Result<u64> {
    let sql = "UPDATE event SET sequence = place.sequence FROM ( \
               SELECT id, $1 + ROW_NUMBER() OVER (ORDER BY id) AS sequence FROM ( \
               SELECT id FROM event WHERE sequence IS NULL ORDER BY id LIMIT $2) AS waiting) AS place \
               WHERE event.id = place.id";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let backend = tx.get_database_backend();
    let done = tx.execute_raw(Statement::from_sql_and_values(backend, sql, [last.into(), most.into()])).await?;
    Ok(done.rows_affected())
}
