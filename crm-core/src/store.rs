//! A handful of private row helpers that every area uses.

use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{LockBehavior, LockType};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::Choice;
use crate::ids::RecordId;

/// Loads a row for change inside a transaction: locked on PostgreSQL, where SQLite's one writer needs no lock.
/// `select` is the area's scoped select, already filtered to the id.
pub(crate) async fn locked<E: EntityTrait, I: RecordId>(tx: &Db, select: Select<E>) -> Result<E::Model> {
    held(tx, select).await?.ok_or_else(Error::not_found::<I>)
}

/// [`locked`], for whom it is no mistake that the row is gone.
pub(crate) async fn held<E: EntityTrait>(tx: &Db, select: Select<E>) -> Result<Option<E::Model>> {
    Ok(select.lock_exclusive().one(tx).await?)
}

/// The rows of a list of work that this transaction takes up, and no other beside it: locked ones are left out on
/// PostgreSQL; on SQLite, where sea-orm drops the lock without a word, a transaction is IMMEDIATE and so alone.
pub(crate) async fn claim<E: EntityTrait>(tx: &Db, waiting: Select<E>) -> Result<Vec<E::Model>> {
    let waiting = match tx.engine() {
        crate::db::Engine::Postgres => waiting.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked),
        crate::db::Engine::Sqlite => waiting,
    };
    Ok(waiting.all(tx).await?)
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
pub(crate) fn any_of<'a, I: Copy + Into<Uuid> + 'a>(
    db: &Db,
    column: impl ColumnTrait,
    ids: impl IntoIterator<Item = &'a I>,
) -> sea_orm::sea_query::SimpleExpr {
    use sea_orm::sea_query::{Expr, ExprTrait};
    let ids = ids.into_iter().map(|id| -> Uuid { (*id).into() });
    match db.engine() {
        crate::db::Engine::Postgres => {
            // Unlike a cast from text, this folds to a constant, from which the planner estimates.
            let list = ids.map(|id| id.to_string()).collect::<Vec<_>>().join(",");
            let array = "$1 = ANY(CAST(string_to_array($2, ',') AS uuid[]))";
            Expr::cust_with_exprs(array, [column.into_expr(), Expr::value(list)])
        }
        crate::db::Engine::Sqlite => {
            let list: Vec<String> = ids.map(|id| crate::keys::to_hex(id.as_bytes())).collect();
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
