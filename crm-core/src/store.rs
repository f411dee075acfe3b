//! A handful of private row helpers that every area uses.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, QuerySelect};
use serde::Serialize;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::Choice;
use crate::ids::RecordId;
use crate::op::OpContext;
use crate::rule::Rule;

mod idempotency {
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
    let actor = op.actor.key();
    let row = idempotency::ActiveModel {
        actor: Set(actor.clone()),
        operation: Set(operation.into()),
        key: Set(key.into()),
        digest: Set(digest.clone()),
        result_id: Set(id.into()),
        at: Set(op.at),
    };
    let insert = idempotency::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    if insert.exec_without_returning(tx).await? == 1 {
        return Ok(Once::New(id));
    }
    let found = idempotency::Entity::find_by_id((actor, operation.into(), key.into())).one(tx).await?;
    match found {
        Some(row) if row.digest == digest => Ok(Once::Done(row.result_id.into())),
        _ => Err(Error::invalid("idempotencyKey", Rule::KeyReused)),
    }
}

/// Loads a row for change inside a transaction: locked on PostgreSQL, where SQLite's one writer needs no lock.
/// `select` is the area's scoped select, already filtered to the id.
pub(crate) async fn locked<E: EntityTrait, I: RecordId>(tx: &Db, select: Select<E>) -> Result<E::Model> {
    select.lock_exclusive().one(tx).await?.ok_or_else(Error::not_found::<I>)
}

/// Fails with `Conflict` unless the caller saw the version that is stored; no expectation passes.
pub(crate) fn same_version<I: RecordId>(expected: Option<i32>, current: i32) -> Result<()> {
    match expected {
        Some(expected) if expected != current => Err(Error::Conflict { entity: I::KIND, current }),
        _ => Ok(()),
    }
}

/// `column IN (ids)` as one bound value whatever the number of ids, so that statements stay the same: an array on
/// PostgreSQL, a JSON list on SQLite.
pub(crate) fn any_of(db: &Db, column: impl ColumnTrait, ids: &[Uuid]) -> sea_orm::sea_query::SimpleExpr {
    use sea_orm::sea_query::{Expr, ExprTrait};
    match db.engine() {
        crate::db::Engine::Postgres => {
            // Unlike a cast from text, this folds to a constant, from which the planner estimates.
            let list = ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
            let array = "$1 = ANY(CAST(string_to_array($2, ',') AS uuid[]))";
            Expr::cust_with_exprs(array, [column.into_expr(), Expr::value(list)])
        }
        crate::db::Engine::Sqlite => {
            let list: Vec<String> = ids.iter().map(|id| crate::keys::to_hex(id.as_bytes())).collect();
            let json = serde_json::Value::from(list).to_string();
            column.into_expr().binary(
                sea_orm::sea_query::BinOper::In,
                Expr::cust_with_values("(SELECT unhex(value) FROM json_each(?))", [json]),
            )
        }
    }
}

/// A test on a column of ids; a list of them is one bound value, see [`any_of`].
pub(crate) fn chosen<I: RecordId>(
    db: &Db,
    column: impl ColumnTrait,
    test: Choice<I>,
) -> sea_orm::sea_query::SimpleExpr {
    match test.map(Into::<Uuid>::into) {
        Choice::In(ids) => any_of(db, column, &ids),
        other => other.on(column.into_expr()),
    }
}

/// The distinct ids of a list, in its order of first appearance.
pub(crate) fn distinct<I: RecordId + Eq + std::hash::Hash>(ids: impl IntoIterator<Item = I>) -> Vec<I> {
    let mut seen = std::collections::HashSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).collect()
}
