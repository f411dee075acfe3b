//! Requests that a device, a queue or an impatient person repeats: the same key with the same input is carried out
//! once and answered alike.
//!
//! A key belongs to its actor and operation. It is kept for 30 days ([`forget`]) with a keyed digest of the input, never
//! the input itself, and with the id of the result.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::RecordId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;

/// For so many days a repeat is recognised.
const KEPT: i64 = 30;
/// Most keys forgotten at a time.
const BATCH: i64 = 1_000;

mod entity {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub actor: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub operation: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub digest: Vec<u8>,
        pub result_id: Uuid,
        pub at: DateTime<Utc>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What [`once`] found.
pub(crate) enum Once<I> {
    /// The key is new (or there is none): go on, and give the result this id.
    New(I),
    /// The same input was carried out before: this is its result.
    Done(I),
}

/// Claims an idempotency key inside the operation's transaction. Concurrent claims wait for each other on the
/// unique key. The input is compared by a keyed digest, so that no content stays behind.
pub(crate) async fn once<I: RecordId>(
    tx: &Db,
    op: &OpContext,
    operation: &str,
    key: Option<&str>,
    input: &impl Serialize,
) -> Result<Once<I>> {
    let id: I = op.new_id();
    let Some(key) = key else { return Ok(Once::New(id)) };
    if key.is_empty() || key.chars().count() > 200 || key.chars().any(char::is_control) {
        return Err(Error::invalid("idempotencyKey", Rule::Malformed));
    }
    let text = serde_json::to_string(input).map_err(|_| Error::Corrupt { what: "input" })?;
    let digest = tx.keys().digest(operation, &text)?;
    let actor = op.repeats_as();
    let row = entity::ActiveModel {
        actor: Set(actor.clone()),
        operation: Set(operation.into()),
        key: Set(key.into()),
        digest: Set(digest.clone()),
        result_id: Set(id.into()),
        at: Set(op.at),
    };
    let insert = entity::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    if insert.exec_without_returning(tx).await? == 1 {
        return Ok(Once::New(id));
    }
    let found = entity::Entity::find_by_id((actor, operation.into(), key.into())).one(tx).await?;
    match found {
        Some(row) if row.digest == digest => Ok(Once::Done(row.result_id.into())),
        _ => Err(Error::invalid("idempotencyKey", Rule::KeyReused)),
    }
}

/// Forgets keys older than 30 days, at most 1,000 (more only where several are of the same microsecond); to be
/// repeated until none was left to forget. Tells how many. Only the installation itself may.
pub async fn forget(db: &Db, op: &OpContext) -> Result<u64> {
    op.require(Permission::Upkeep)?;
    let before = op.at - TimeDelta::days(KEPT);
    let sql = "DELETE FROM idempotency WHERE at <= (SELECT MAX(at) FROM ( \
               SELECT at FROM idempotency WHERE at < $1 ORDER BY at LIMIT $2) AS oldest)";
    let tx = db.begin().await?;
    let backend = tx.get_database_backend();
    let done = tx.execute_raw(Statement::from_sql_and_values(backend, sql, [before.into(), BATCH.into()])).await?;
    tx.commit().await?;
    Ok(done.rows_affected())
}
