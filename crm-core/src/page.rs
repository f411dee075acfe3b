//! Keyset pages: an opaque, versioned cursor of (sort keys, id), on both engines, never OFFSET.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{
    Alias, Asterisk, Cond, Condition, Expr, ExprTrait, Order, Query, SimpleExpr, WindowStatement,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select,
};
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

    /// The same page over another kind of row, where making one may fail.
    pub(crate) fn try_map<U>(self, mut f: impl FnMut(T) -> Result<U>) -> Result<Page<U>> {
        let edges = self.edges.into_iter().map(|Edge { cursor, node }| Ok(Edge { cursor, node: f(node)? }));
        let edges = edges.collect::<Result<_>>()?;
        Ok(Page { edges, has_next: self.has_next, has_previous: self.has_previous, total: self.total })
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
    Date,
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
enum KeyValue {
    #[serde(rename = "s")]
    Text(String),
    #[serde(rename = "i")]
    Int(i64),
    #[serde(rename = "t")]
    Time(i64),
    #[serde(rename = "d")]
    Date(NaiveDate),
    #[serde(rename = "u")]
    Id(Uuid),
}

/// A cursor: version, name of the list with its order, key values.
#[derive(Serialize, Deserialize)]
struct Cursor(u8, String, Vec<KeyValue>);

const VERSION: u8 = 1;
/// Longer texts are no cursors of ours: a sort key is cut at 200 characters where it is written.
const MAX_CURSOR: usize = 4096;

/// Fetches one page of a select. `list` names the list and its order, so that a cursor of another list is
/// refused; the last of `keys` must be unique (the id).
pub(crate) async fn fetch<E, T>(
    db: &Db,
    select: Select<E>,
    list: &str,
    keys: Vec<SortKey>,
    request: &PageRequest,
) -> Result<Page<T>>
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
        query = query.filter(beyond(&keys, values, true));
    }
    if let Some(values) = &before {
        query = query.filter(beyond(&keys, values, false));
    }
    for (index, key) in keys.iter().enumerate() {
        let order = if request.backward { flip(&key.order) } else { key.order.clone() };
        query = query.order_by(key.expr.clone(), order).expr_as(key.expr.clone(), key_name(index));
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
    let (has_next, has_previous) = if request.backward { (before.is_some(), more) } else { (more, after.is_some()) };
    Ok(Page { edges, has_next, has_previous, total })
}

/// The first page of each owner's own list, in one statement whatever their number: rows are numbered per owner in
/// list order. Only sizes are taken from `request`; owners without rows are missing.
pub(crate) async fn fetch_each<E, T>(
    db: &Db,
    select: Select<E>,
    (list, keys): (&str, Vec<SortKey>),
    (owner, size): (E::Column, u32),
) -> Result<Vec<(Uuid, Page<T>)>>
where
    E: EntityTrait,
    T: FromQueryResult,
{
    let size = PageRequest::first(size).size()?;
    let mut window = WindowStatement::partition_by(owner);
    let mut select = select.expr_as(owner.into_expr(), "owner");
    for (index, key) in keys.iter().enumerate() {
        select = select.expr_as(key.expr.clone(), key_name(index));
        window.order_by_expr(key.expr.clone(), key.order.clone());
    }
    let mut inner = select.into_query();
    inner.expr_window_as(Expr::cust("ROW_NUMBER()"), window, "place");
    let place = || Expr::col(Alias::new("place"));
    let outer = Query::select()
        .column(Asterisk)
        .from_subquery(inner, Alias::new("numbered"))
        .and_where(place().lte(i64::from(size) + 1))
        .order_by_expr(Expr::col(Alias::new("owner")), Order::Asc)
        .order_by_expr(place(), Order::Asc)
        .to_owned();
    let mut pages: Vec<(Uuid, Page<T>)> = Vec::new();
    for row in &sea_orm::ConnectionTrait::query_all(db, &outer).await? {
        let owner: Uuid = row.try_get("", "owner")?;
        if pages.last().is_none_or(|(last, _)| *last != owner) {
            pages.push((owner, Page { edges: Vec::new(), has_next: false, has_previous: false, total: None }));
        }
        let Some((_, page)) = pages.last_mut() else { continue };
        if page.edges.len() == size as usize {
            page.has_next = true;
        } else {
            page.edges.push(Edge { cursor: encode(list, &keys, row)?, node: T::from_query_result(row, "")? });
        }
    }
    Ok(pages)
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

/// The condition for rows after (`forward`) or before the cursor's row in list order. With one direction
/// it is a row comparison, which both engines answer from an index; mixed directions are spelled out.
fn beyond(keys: &[SortKey], values: &[KeyValue], forward: bool) -> Condition {
    let ascending = |key: &SortKey| matches!(key.order, Order::Asc) == forward;
    let uniform = keys.iter().all(|key| ascending(key) == ascending(&keys[0]));
    if uniform {
        let columns = Expr::tuple(keys.iter().map(|key| key.expr.clone()));
        let bound = Expr::tuple(values.iter().map(|value| Expr::value(value.bind())));
        return Cond::all().add(if ascending(&keys[0]) { columns.gt(bound) } else { columns.lt(bound) });
    }
    let mut any = Cond::any();
    for (index, (key, value)) in keys.iter().zip(values).enumerate() {
        let mut all = Cond::all();
        for (equal, value) in keys.iter().zip(values).take(index) {
            all = all.add(equal.expr.clone().eq(value.bind()));
        }
        let value = value.bind();
        all = all.add(if ascending(key) { key.expr.clone().gt(value) } else { key.expr.clone().lt(value) });
        any = any.add(all);
    }
    Cond::all().add(any)
}

impl KeyValue {
    fn bind(&self) -> sea_orm::Value {
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Int(number) => (*number).into(),
            Self::Time(micros) => DateTime::<Utc>::from_timestamp_micros(*micros).unwrap_or_default().into(),
            Self::Date(day) => (*day).into(),
            Self::Id(id) => (*id).into(),
        }
    }

    /// Whether both engines take the value: no NUL in a text, days and times in the years 1 to 9999 of ours.
    fn storable(&self) -> bool {
        use chrono::Datelike;
        match self {
            Self::Time(micros) => {
                DateTime::<Utc>::from_timestamp_micros(*micros).is_some_and(|at| (1..=9999).contains(&at.year()))
            }
            Self::Date(day) => (1..=9999).contains(&day.year()),
            Self::Text(text) => !text.contains('\0'),
            Self::Int(_) | Self::Id(_) => true,
        }
    }

    fn kind(&self) -> KeyKind {
        match self {
            Self::Text(_) => KeyKind::Text,
            Self::Int(_) => KeyKind::Int,
            Self::Time(_) => KeyKind::Time,
            Self::Date(_) => KeyKind::Date,
            Self::Id(_) => KeyKind::Id,
        }
    }
}

fn flip(order: &Order) -> Order {
    match order {
        Order::Asc => Order::Desc,
        _ => Order::Asc,
    }
}

fn encode(list: &str, keys: &[SortKey], row: &QueryResult) -> Result<String> {
    let mut values = Vec::with_capacity(keys.len());
    for (index, key) in keys.iter().enumerate() {
        let name = key_name(index);
        values.push(match key.kind {
            KeyKind::Text => KeyValue::Text(row.try_get("", &name)?),
            // PostgreSQL tells integers of four bytes from those of eight.
            KeyKind::Int => KeyValue::Int(match row.try_get::<i64>("", &name) {
                Ok(number) => number,
                Err(_) => row.try_get::<i32>("", &name)?.into(),
            }),
            KeyKind::Time => KeyValue::Time(row.try_get::<DateTime<Utc>>("", &name)?.timestamp_micros()),
            KeyKind::Date => KeyValue::Date(row.try_get("", &name)?),
            KeyKind::Id => KeyValue::Id(row.try_get("", &name)?),
        });
    }
    let cursor = Cursor(VERSION, list.to_owned(), values);
    let json = serde_json::to_vec(&cursor).map_err(|_| Error::Corrupt { what: "cursor" })?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

fn decode(text: &str, list: &str, keys: &[SortKey], path: &str) -> Result<Vec<KeyValue>> {
    let foreign = || Error::invalid(path, Rule::Cursor);
    if text.len() > MAX_CURSOR {
        return Err(foreign());
    }
    let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| foreign())?;
    let Cursor(version, name, values) = serde_json::from_slice(&json).map_err(|_| foreign())?;
    let fits = values.len() == keys.len()
        && values.iter().zip(keys).all(|(value, key)| value.kind() == key.kind)
        && values.iter().all(KeyValue::storable);
    if version == VERSION && name == list && fits { Ok(values) } else { Err(foreign()) }
}

fn key_name(index: usize) -> String {
    format!("key_{index}")
}
