//! Numbering and chaining what operations recorded.
//!
//! A number from a database sequence would be drawn before the commit, so that a reader following numbers skips rows
//! of a slower transaction; a hash drawn inside the transaction would make every write wait for the one before it. So
//! rows are committed without either, and one pass after another gives both to what is committed by then.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Statement};
use serde_json::json;

use super::chain::{GENESIS, link};
use super::{entity, head};
use crate::db::{Db, Engine};
use crate::error::Result;
use crate::events;
use crate::keys::to_hex;
use crate::op::OpContext;
use crate::policy::Permission;

/// Most rows of one pass, so that its transaction stays short.
const BATCH: u64 = 1_000;
/// What other processes record is looked for this often.
const LOOK: Duration = Duration::from_millis(50);
/// Rows that are recorded together are sealed together.
const GATHER: Duration = Duration::from_millis(5);

/// What one pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sealed {
    /// Rows of the record that got their number and hash.
    pub audits: u64,
    /// Events that got their number.
    pub events: u64,
    /// Whether another process seals just now, so that this one did nothing.
    pub busy: bool,
}

impl Sealed {
    /// Whether the pass did something, so that another may find more.
    pub fn any(&self) -> bool {
        self.audits + self.events > 0
    }
}

/// What waits to be sealed, and how far sealing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Rows of the record without a number.
    pub unsealed: u64,
    /// When the oldest of them was recorded.
    pub oldest: Option<DateTime<Utc>>,
    /// Number of the last sealed row.
    pub audit_sequence: i64,
    /// Number of the last event.
    pub event_sequence: i64,
}

/// Numbers and chains what is committed and waits for it, at most 1,000 rows; to be repeated until it did nothing. One
/// transaction; any number of processes may call it, one at a time does the work and the others do nothing.
/// Only the installation itself may.
pub async fn seal(db: &Db, op: &OpContext) -> Result<Sealed> {
    op.require(Permission::Upkeep)?;
    if !waits(db).await? {
        return Ok(Sealed::default());
    }
    let tx = db.begin().await?;
    let Some(mut head) = head::claim(&tx).await? else { return Ok(Sealed { busy: true, ..Sealed::default() }) };
    let rows = entity::Entity::find()
        .filter(entity::Column::Sequence.is_null())
        .order_by_asc(entity::Column::Id)
        .limit(BATCH)
        .all(&*tx)
        .await?;
    let mut places = Vec::with_capacity(rows.len());
    let mut last = head.audit_hash.take().unwrap_or_else(|| GENESIS.to_vec());
    for row in &rows {
        head.audit_sequence += 1;
        last = link(&last, head.audit_sequence, row);
        places.push(json!([to_hex(row.id.0.as_bytes()), head.audit_sequence, to_hex(&last)]));
    }
    head.audit_hash = Some(last);
    write(&tx, &places).await?;
    let events = events::number(&tx, head.event_sequence, BATCH).await?;
    head.event_sequence += i64::try_from(events).unwrap_or_default();
    head::advance(&tx, head).await?;
    tx.commit().await?;
    Ok(Sealed { audits: rows.len() as u64, events, busy: false })
}

/// Returns when something was recorded through this handle or its clones, or when it is time to look for what other
/// processes recorded: the pause between two passes of a loop around [`seal`].
pub async fn awaited(db: &Db) {
    if tokio::time::timeout(LOOK, db.recorded()).await.is_ok() {
        tokio::time::sleep(GATHER).await;
    }
}

/// What waits for its number, and since when.
pub(crate) const UNSEALED: &str = "SELECT COUNT(*) AS unsealed, MIN(at) AS oldest FROM audit WHERE sequence IS NULL";

/// How far sealing has come. Only the installation itself may ask.
pub async fn backlog(db: &Db, op: &OpContext) -> Result<Backlog> {
    op.require(Permission::Upkeep)?;
    let rows = db.read_raw(UNSEALED, []).await?;
    let row = rows.first();
    let unsealed: i64 = row.map(|row| row.try_get("", "unsealed")).transpose()?.unwrap_or_default();
    let oldest = row.map(|row| row.try_get("", "oldest")).transpose()?.flatten();
    let head = head::read(db).await?;
    let head::Model { audit_sequence, event_sequence, .. } = head;
    Ok(Backlog { unsealed: u64::try_from(unsealed).unwrap_or_default(), oldest, audit_sequence, event_sequence })
}

/// Whether anything waits; asked first, so that idle passes write nothing.
async fn waits(db: &Db) -> Result<bool> {
    let sql = "SELECT 1 AS waits WHERE EXISTS (SELECT 1 FROM audit WHERE sequence IS NULL) \
               OR EXISTS (SELECT 1 FROM event WHERE sequence IS NULL)";
    Ok(!db.read_raw(sql, []).await?.is_empty())
}

/// Writes numbers and hashes, `[id, number, hash]` each, in one statement.
async fn write(tx: &Db, places: &[serde_json::Value]) -> Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    let sql = match tx.engine() {
        Engine::Postgres => {
            "UPDATE audit SET sequence = place.sequence, hash = place.hash FROM ( \
             SELECT CAST(value ->> 0 AS uuid) AS id, CAST(value ->> 1 AS bigint) AS sequence, \
             decode(value ->> 2, 'hex') AS hash FROM json_array_elements(CAST($1 AS json)) AS list (value)) AS place \
             WHERE audit.id = place.id"
        }
        Engine::Sqlite => {
            "UPDATE audit SET sequence = place.sequence, hash = place.hash FROM ( \
             SELECT unhex(value ->> 0) AS id, value ->> 1 AS sequence, unhex(value ->> 2) AS hash \
             FROM json_each($1)) AS place WHERE audit.id = place.id"
        }
    };
    let list = serde_json::Value::from(places).to_string();
    let backend = tx.get_database_backend();
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, [list.into()])).await?;
    Ok(())
}
