//! The search room: token rows of every area, and one statement that finds records by words on both engines.
//!
//! A row says that a record of an area holds a token, with the best weight of the fields that hold it: the field's
//! weight times the token's own (2 for a word as it stands, 1 for a form of it, see [`tokens`]). A query finds
//! the records that hold every one of its words, in any form; the last word also as a prefix. The score is the sum
//! over the words of the best weight; the best score comes first, of equals the record that was registered first.
//! Rows are written by the operations themselves, there are no triggers; [`rebuild`] makes the same rows again.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, JoinType, QuerySelect, Select, Statement};

use crate::beneficiaries;
use crate::catalogue::services;
use crate::db::{Db, Engine};
use crate::error::{Error, Result};
use crate::op::OpContext;
use crate::page::{KeyKind, SortKey};
use crate::policy::Permission;
use crate::store;
use crate::text::{QueryToken, tokens};

mod entity {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub area: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub record_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub weight: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{Column, Entity};

/// The texts of one record with their fields' weights, such as 4 for a name and 1 for a description.
pub(crate) struct Texts {
    pub record: Uuid,
    pub texts: Vec<(String, i32)>,
}

/// How many token rows go into one statement.
const ROWS: usize = 20_000;
/// How many records [`rebuild`] takes at a time.
const CHUNK: u64 = 200;

/// Replaces the token rows of records: two statements for a few hundred records.
pub(crate) async fn index(tx: &Db, area: &str, records: &[Texts]) -> Result<()> {
    let ids: Vec<Uuid> = records.iter().map(|record| record.record).collect();
    remove(tx, area, &ids).await?;
    insert(tx, area, records).await
}

/// Removes the token rows of records.
pub(crate) async fn remove(tx: &Db, area: &str, ids: &[Uuid]) -> Result<()> {
    if !ids.is_empty() {
        let rows = Entity::delete_many().filter(Column::Area.eq(area));
        rows.filter(store::any_of(tx, Column::RecordId, ids)).exec(tx).await?;
    }
    Ok(())
}

/// Rows travel as one JSON list, so that the statement is the same for any number of them.
async fn insert(tx: &Db, area: &str, records: &[Texts]) -> Result<()> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "INSERT INTO search_token (area, token, record_id, weight) \
             SELECT $1, value ->> 0, unhex(value ->> 1), value ->> 2 FROM json_each($2)"
        }
        Engine::Postgres => {
            "INSERT INTO search_token (area, token, record_id, weight) \
             SELECT $1, value ->> 0, CAST(value ->> 1 AS uuid), CAST(value ->> 2 AS integer) \
             FROM json_array_elements(CAST($2 AS json))"
        }
    };
    let mut rows: Vec<_> = records.iter().flat_map(rows).collect();
    // In the order of the primary key: neighbours land on the same pages.
    rows.sort_unstable();
    for rows in rows.chunks(ROWS) {
        let json = serde_json::to_string(rows).map_err(|_| Error::Corrupt { what: "search rows" })?;
        let backend = ConnectionTrait::get_database_backend(tx);
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, [area.into(), json.into()])).await?;
    }
    Ok(())
}

/// The rows of one record: each token once, with its best weight.
fn rows(record: &Texts) -> Vec<(String, String, i32)> {
    let mut best: BTreeMap<String, i32> = BTreeMap::new();
    for (text, field) in &record.texts {
        for (token, weight) in tokens(text) {
            let best = best.entry(token).or_default();
            *best = Ord::max(*best, weight * field);
        }
    }
    let id = record.record.simple().to_string();
    best.into_iter().map(|(token, weight)| (token, id.clone(), weight)).collect()
}

/// Narrows an area's select to the records that the words of a query find, and gives the order of the hits: by score,
/// then id. `id` is the select's id column. A query without any word finds nothing.
pub(crate) fn narrow<E: EntityTrait>(
    mut select: Select<E>,
    area: &str,
    id: impl ColumnTrait,
    words: &[QueryToken],
) -> (Select<E>, Vec<SortKey>) {
    let by_id = SortKey::new(id.into_expr(), KeyKind::Id, Order::Asc);
    let Some(hits) = hits(area, words) else {
        let no_score = SortKey::new(Expr::cust("CAST(0 AS bigint)"), KeyKind::Int, Order::Desc);
        return (select.filter(Expr::cust("1 = 0")), vec![no_score, by_id]);
    };
    let hit = |column: &'static str| Expr::col((Alias::new("hits"), Alias::new(column)));
    let on = hit("record_id").eq(id.into_expr());
    QuerySelect::query(&mut select).join_subquery(JoinType::InnerJoin, hits, Alias::new("hits"), on);
    (select, vec![SortKey::new(hit("score"), KeyKind::Int, Order::Desc), by_id])
}

/// `SELECT record_id, score` of every record that holds every word.
fn hits(area: &str, words: &[QueryToken]) -> Option<SelectStatement> {
    let count = i64::try_from(words.len()).ok()?;
    let mut parts = words.iter().map(|word| best_of_word(area, word));
    let mut union = parts.next()?;
    for part in parts {
        union.union(UnionType::All, part);
    }
    let mut hits = Query::select();
    hits.column(Alias::new("record_id"))
        .expr_as(Func::sum(Expr::col(Alias::new("best"))), Alias::new("score"))
        .from_subquery(union, Alias::new("words"))
        .group_by_col(Alias::new("record_id"))
        .and_having(Expr::cust("COUNT(*)").eq(count));
    Some(hits)
}

/// The best weight of one word in every record that holds it. Exact forms and the prefix are looked up apart, so
/// that each is one range of the primary key.
fn best_of_word(area: &str, word: &QueryToken) -> SelectStatement {
    let rows = || {
        let mut rows = Query::select();
        rows.column(Column::RecordId).column(Column::Weight).from(Entity).and_where(Column::Area.eq(area));
        rows
    };
    let mut found = rows();
    found.and_where(Column::Token.is_in(word.exact.iter().map(String::as_str)));
    if let Some(prefix) = &word.prefix {
        let mut by_prefix = rows();
        by_prefix
            .and_where(Column::Token.gte(prefix.as_str()))
            .and_where(Column::Token.lt(format!("{prefix}{}", char::MAX)));
        found.union(UnionType::All, by_prefix);
    }
    let mut best = Query::select();
    best.column(Alias::new("record_id"))
        .expr_as(Func::max(Expr::col(Alias::new("weight"))), Alias::new("best"))
        .from_subquery(found, Alias::new("found"))
        .group_by_col(Alias::new("record_id"));
    best
}

/// Makes the token rows of every area anew, in chunks that each commit on their own, and answers how many records
/// were indexed. Rows of records that are gone go with it. Needs `bulk.write`.
pub async fn rebuild(db: &Db, op: &OpContext) -> Result<u64> {
    op.require(Permission::BulkWrite)?;
    let services = rebuild_area(db, services::AREA, services::texts_after).await?;
    let beneficiaries = rebuild_area(db, beneficiaries::AREA, beneficiaries::texts_after).await?;
    Ok(services + beneficiaries)
}

/// `next` gives the texts of the area's next records by id.
async fn rebuild_area(db: &Db, area: &str, next: impl AsyncFn(&Db, Uuid, u64) -> Result<Vec<Texts>>) -> Result<u64> {
    let mut records = 0;
    let mut after = Uuid::nil();
    loop {
        let tx = db.begin().await?;
        let texts = next(&tx, after, CHUNK).await?;
        let last = texts.last().map(|texts| texts.record);
        replace_range(&tx, area, after, last, &texts).await?;
        tx.commit().await?;
        records += texts.len() as u64;
        match last {
            Some(last) => after = last,
            None => return Ok(records),
        }
    }
}

/// Replaces every row of the records after `after` up to `last`, or of all after it when none is left.
async fn replace_range(tx: &Db, area: &str, after: Uuid, last: Option<Uuid>, texts: &[Texts]) -> Result<()> {
    let mut stale = Entity::delete_many().filter(Column::Area.eq(area)).filter(Column::RecordId.gt(after));
    if let Some(last) = last {
        stale = stale.filter(Column::RecordId.lte(last));
    }
    stale.exec(tx).await?;
    insert(tx, area, texts).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::query_tokens;

    #[test]
    fn a_token_counts_once_with_its_best_field() {
        let record =
            Texts { record: Uuid::from_u128(7), texts: vec![("permit".into(), 4), ("a permit for events".into(), 1)] };
        let rows = rows(&record);
        let weight = |token: &str| rows.iter().find(|row| row.0 == token).map(|row| row.2);
        assert_eq!((weight("permit"), weight("for")), (Some(8), Some(2)));
        let mut tokens: Vec<_> = rows.iter().map(|row| &row.0).collect();
        tokens.dedup();
        assert_eq!(tokens.len(), rows.len());
    }

    #[test]
    fn a_query_without_words_asks_nothing() {
        assert!(hits("service", &query_tokens(" !؟ ")).is_none());
        assert!(hits("service", &query_tokens("رخصة")).is_some());
    }
}
