//! Keyset pages: an opaque, versioned cursor of (sort keys, id), on both engines, never OFFSET.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{EntityTrait, FromQueryResult, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::rule::Rule;

/// How many rows a page has when nobody says.
pub const DEFAULT_SIZE: u32 = 25;
/// How many rows a page may have.
pub const MAX_SIZE: u32 = 100;

/// Which part of a list is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// Rows wanted; `None` means [`DEFAULT_SIZE`].
    pub size: Option<u32>,
    /// Only rows after this cursor.
    pub after: Option<String>,
    /// Only rows before this cursor.
    pub before: Option<String>,
    /// Count from the end (`last`) rather than from the start (`first`).
    pub backward: bool,
    /// Count the whole list too.
    pub total: bool,
}

impl PageRequest {
    /// The first `size` rows.
    pub fn first(size: u32) -> Self {
        Self { size: Some(size), ..Self::default() }
    }

    /// The next rows after a cursor.
    #[must_use]
    pub fn after(mut self, cursor: impl Into<String>) -> Self {
        self.after = Some(cursor.into());
        self
    }

    fn size(&self) -> Result<u32> {
        match self.size {
            None => Ok(DEFAULT_SIZE),
            Some(size) if size <= MAX_SIZE => Ok(size),
            Some(_) => Err(Error::invalid(if self.backward { "last" } else { "first" }, Rule::OutOfRange)),
        }
    }
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows with their cursors, in list order.
    pub edges: Vec<Edge<T>>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows precede.
    pub has_previous: bool,
    /// Length of the whole list, when it was asked for.
    pub total: Option<u64>,
}

/// One row of a page.
#[derive(Clone, Debug)]
pub struct Edge<T> {
    /// Opaque place of the row in its list.
    pub cursor: String,
    /// The row.
    pub node: T,
}

impl<T> Page<T> {
    /// The same page over another kind of row.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            edges: self.edges.into_iter().map(|Edge { cursor, node }| Edge { cursor, node: f(node) }).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
            total: self.total,
        }
    }

    /// The rows without cursors.
    pub fn into_nodes(self) -> Vec<T> {
        self.edges.into_iter().map(|edge| edge.node).collect()
    }

    /// The rows without cursors, by reference.
    pub fn nodes(&self) -> impl Iterator<Item = &T> {
        self.edges.iter().map(|edge| &edge.node)
    }
}

/// The type of a sort key: how it is read from a row and bound again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Text,
    Int,
    Time,
    Id,
}

/// One sort key of a list. Its expression must never be NULL.
pub(crate) struct SortKey {
    pub expr: SimpleExpr,
    pub kind: KeyKind,
    pub order: Order,
}

impl SortKey {
    pub fn new(expr: impl Into<SimpleExpr>, kind: KeyKind, order: Order) -> Self {
        Self { expr: expr.into(), kind, order }
    }
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
enum KeyValue {
    Int(i64),
    Id(Uuid),
    Text(String),
}

/// A cursor: version, name of the list with its order, key values.
#[derive(Serialize, Deserialize)]
struct Cursor(u8, String, Vec<KeyValue>);

const VERSION: u8 = 1;

/// Fetches one page of a select. `list` names the list and its order, so that a cursor of another list is
/// refused; the last of `keys` must be unique (the id).
pub(crate) async fn fetch<E, T>(db: &Db, select: Select<E>, list: &str, keys: Vec<SortKey>, request: &PageRequest) -> Result<Page<T>>
where
    E: EntityTrait,
    T: FromQueryResult,
{
    let size = request.size()?;
    let after = request.after.as_deref().map(|c| decode(c, list, &keys, "after")).transpose()?;
    let before = request.before.as_deref().map(|c| decode(c, list, &keys, "before")).transpose()?;
    let total = if request.total { Some(count(db, select.clone()).await?) } else { None };

    let mut query = select;
    if let Some(values) = &after {
        query = QueryTrait::query_mut_filter(query, beyond(&keys, values, true));
    }
    if let Some(values) = &before {
        query = QueryTrait::query_mut_filter(query, beyond(&keys, values, false));
    }
    for (index, key) in keys.iter().enumerate() {
        let order = if request.backward { flip(&key.order) } else { key.order.clone() };
        query = query.order_by(key.expr.clone(), order).expr_as(key.expr.clone(), format!("key_{index}"));
    }
    let query = query.limit(u64::from(size) + 1);
    let mut rows = sea_orm::ConnectionTrait::query_all(db, query.as_query()).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    if request.backward {
        rows.reverse();
    }
    let mut edges = Vec::with_capacity(rows.len());
    for row in &rows {
        edges.push(Edge { cursor: encode(list, &keys, row)?, node: T::from_query_result(row, "")? });
    }
    let (has_next, has_previous) =
        if request.backward { (before.is_some(), more) } else { (more, after.is_some()) };
    Ok(Page { edges, has_next, has_previous, total })
}

/// How many rows a select has.
pub(crate) async fn count<E: EntityTrait>(db: &Db, select: Select<E>) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        n: i64,
    }
    let row = select.select_only().expr_as(Expr::cust("COUNT(*)"), "n").into_model::<Row>().one(db).await?;
    Ok(row.map_or(0, |row| u64::try_from(row.n).unwrap_or_default()))
}

/// A small bridge: `Select::filter` under a name that does not clash with iterators.
trait FilterExt: Sized {
    fn query_mut_filter(self, condition: Condition) -> Self;
}

impl<S: sea_orm::QueryFilter> FilterExt for S {
    fn query_mut_filter(self, condition: Condition) -> Self {
        self.filter(condition)
    }
}

use FilterExt as QueryTraitExt;
#[allow(unused_imports)]
use QueryTraitExt as _;
