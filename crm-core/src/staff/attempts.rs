//! How often a user name was tried, kept in the database so that every process counts together.
//!
//! Names that nobody has are counted alike: from outside nothing tells them from the others. A try is counted before it
//! is judged, so that of many at once not all are the first.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::entity::attempt;
use super::rules;
use crate::db::Db;
use crate::error::Result;
use crate::op::OpContext;

/// Tries are forgotten after so long without another.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// A try that may be judged.
pub(super) struct Attempt {
    name: Vec<u8>,
    /// How many failed before it.
    pub before: i32,
}

/// Counts a try of a user name. None when it comes too early after others.
pub(super) async fn count(db: &Db, op: &OpContext, username: &str) -> Result<Option<Attempt>> {
    let name = db.keys().digest("sign_in_attempt.name", username)?;
    let tx = db.begin().await?;
    attempt::Entity::delete_many().filter(attempt::Column::LastAt.lt(op.at - FORGOTTEN)).exec(&*tx).await?;
    let first =
        attempt::ActiveModel { name: Set(name.clone()), failures: Set(0), last_at: Set(op.at), waits_until: Set(None) };
    let there = OnConflict::new().do_nothing().to_owned();
    attempt::Entity::insert(first).on_conflict(there).exec_without_returning(&*tx).await?;
    let row = attempt::Entity::find_by_id(name.clone()).lock_exclusive().one(&*tx).await?;
    let before = match row {
        Some(row) if row.waits_until.is_some_and(|until| op.at < until) => return Ok(None),
        Some(row) => row.failures,
        None => 0,
    };
    let failures = before.saturating_add(1);
    let counted = attempt::ActiveModel {
        name: Set(name.clone()),
        failures: Set(failures),
        last_at: Set(op.at),
        waits_until: Set(rules::wait(failures).map(|wait| op.at + wait)),
    };
    counted.update(&*tx).await?;
    tx.commit().await?;
    Ok(Some(Attempt { name, before }))
}

/// Forgets the tries before one that was right.
pub(super) async fn forget(tx: &Db, attempt: &Attempt) -> Result<()> {
    attempt::Entity::delete_by_id(attempt.name.clone()).exec(tx).await?;
    Ok(())
}
