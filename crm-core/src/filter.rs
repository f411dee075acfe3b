//! Filters of lists: a tree of `and`, `or`, `not` over the conditions that an area offers.
//!
//! An area has one enum of conditions, such as `InteractionCondition::Channel(Choice<Channel>)`, and says in its
//! `read.rs` what SQL each becomes. The tests that a condition holds are these: [`Choice`] for ids, codes,
//! enums and booleans, [`Range`] for what has an order, [`TextTest`] for texts.

use sea_orm::sea_query::{Cond, Condition, ExprTrait, LikeExpr, SimpleExpr};

use crate::error::{Error, Result};
use crate::rule::Rule;

/// How deep `or` and `not` may nest; `and` within `and` is the same list and does not count.
pub const MAX_DEPTH: usize = 3;
/// How many conditions one filter may hold.
pub const MAX_CONDITIONS: usize = 50;
/// How many values one `in` may list.
pub const MAX_VALUES: usize = 200;
/// How many characters a text that is compared may have; no text that is filtered by is stored longer.
pub const MAX_TEXT: usize = 1_000;

/// Which rows are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter<T> {
    /// All of these hold; with none, every row passes.
    And(Vec<Filter<T>>),
    /// At least one of these holds; with none, no row passes.
    Or(Vec<Filter<T>>),
    /// This does not hold. A row without a value (NULL) passes neither a test nor its negation.
    Not(Box<Filter<T>>),
    /// One condition of the area.
    Is(T),
}

impl<T> Default for Filter<T> {
    fn default() -> Self {
        Self::And(Vec::new())
    }
}

impl<T> From<T> for Filter<T> {
    fn from(condition: T) -> Self {
        Self::Is(condition)
    }
}

impl<T> Filter<T> {
    /// All of these: nested conjunctions become one, a single part stands for itself.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::And(flat) }
    }

    /// This and one more condition.
    #[must_use]
    pub fn and(self, condition: T) -> Self {
        Self::all([self, Self::Is(condition)])
    }

    /// Fails with [`Rule::Filter`] at `filter` when the tree is deeper than [`MAX_DEPTH`] or holds more than
    /// [`MAX_CONDITIONS`], branches without any counted as one. Every list calls it before it builds SQL.
    pub fn check_bounds(&self) -> Result<()> {
        if self.depth() <= MAX_DEPTH && self.size() <= MAX_CONDITIONS {
            Ok(())
        } else {
            Err(Error::invalid("filter", Rule::Filter))
        }
    }

    /// Every condition of the tree.
    pub fn conditions(&self) -> Box<dyn Iterator<Item = &T> + '_> {
        match self {
            Self::And(parts) | Self::Or(parts) => Box::new(parts.iter().flat_map(Self::conditions)),
            Self::Not(part) => part.conditions(),
            Self::Is(condition) => Box::new(std::iter::once(condition)),
        }
    }

    /// Conditions, and branches that hold none: they too become SQL, which engines follow by recursion.
    fn size(&self) -> usize {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::size).sum::<usize>().max(1),
            Self::Not(part) => part.size(),
            Self::Is(_) => 1,
        }
    }

    fn depth(&self) -> usize {
        let deepest = |parts: &[Self]| parts.iter().map(Self::depth).max().unwrap_or_default();
        match self {
            Self::And(parts) => deepest(parts),
            Self::Or(parts) => 1 + deepest(parts),
            Self::Not(part) => 1 + part.depth(),
            Self::Is(_) => 0,
        }
    }

    /// The same tree over other conditions, when making one may fail.
    pub(crate) fn try_map<U>(self, f: &impl Fn(T) -> Result<U>) -> Result<Filter<U>> {
        let all = |parts: Vec<Self>| parts.into_iter().map(|part| part.try_map(f)).collect::<Result<Vec<_>>>();
        Ok(match self {
            Self::And(parts) => Filter::And(all(parts)?),
            Self::Or(parts) => Filter::Or(all(parts)?),
            Self::Not(part) => Filter::Not(Box::new(part.try_map(f)?)),
            Self::Is(condition) => Filter::Is(f(condition)?),
        })
    }

    /// The tree as SQL, each condition by `leaf`. Bounds are checked here, so that no list can forget them.
    pub(crate) fn into_condition(self, leaf: &impl Fn(T) -> Condition) -> Result<Condition> {
        self.check_bounds()?;
        Ok(self.build(leaf))
    }

    fn build(self, leaf: &impl Fn(T) -> Condition) -> Condition {
        match self {
            Self::And(parts) => parts.into_iter().fold(Cond::all(), |all, part| all.add(part.build(leaf))),
            // an empty OR would be no condition at all, which lets every row pass
            Self::Or(parts) if parts.is_empty() => Cond::all().not().add(SimpleExpr::from(true)),
            Self::Or(parts) => parts.into_iter().fold(Cond::any(), |any, part| any.add(part.build(leaf))),
            Self::Not(part) => Cond::all().not().add(part.build(leaf)),
            Self::Is(condition) => leaf(condition),
        }
    }
}

/// A test on a value that is compared as a whole: an id, a code, an enum, a boolean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<V> {
    /// Equal to the value.
    Eq(V),
    /// Equal to one of the values; with none, no row passes.
    In(Vec<V>),
    /// Whether there is no value.
    IsNull(bool),
}

impl<V> Choice<V> {
    /// The same test over another type of value.
    pub fn map<U>(self, f: impl FnMut(V) -> U) -> Choice<U> {
        let mut f = f;
        match self {
            Self::Eq(value) => Choice::Eq(f(value)),
            Self::In(values) => Choice::In(values.into_iter().map(f).collect()),
            Self::IsNull(null) => Choice::IsNull(null),
        }
    }

    /// The test as SQL on a column.
    pub(crate) fn on(self, column: impl Into<SimpleExpr>) -> SimpleExpr
    where
        V: Into<sea_orm::Value>,
    {
        let column = column.into();
        match self {
            Self::Eq(value) => column.eq(value.into()),
            Self::In(values) => column.is_in(values.into_iter().map(Into::<sea_orm::Value>::into)),
            Self::IsNull(true) => column.is_null(),
            Self::IsNull(false) => column.is_not_null(),
        }
    }
}

/// A test on a value that has an order: a time, a date, a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range<V> {
    /// Equal to the value.
    Eq(V),
    /// At or above the value.
    Gte(V),
    /// Above the value.
    Gt(V),
    /// At or below the value.
    Lte(V),
    /// Below the value.
    Lt(V),
}

impl<V: Into<sea_orm::Value>> Range<V> {
    /// The test as SQL on a column.
    pub(crate) fn on(self, column: impl Into<SimpleExpr>) -> SimpleExpr {
        let column = column.into();
        match self {
            Self::Eq(value) => column.eq(value.into()),
            Self::Gte(value) => column.gte(value.into()),
            Self::Gt(value) => column.gt(value.into()),
            Self::Lte(value) => column.lte(value.into()),
            Self::Lt(value) => column.lt(value.into()),
        }
    }
}

/// A test on a text. Texts are compared as they are stored: fold the value first where the column is folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// Equal to the text.
    Eq(String),
    /// Equal to one of the texts; with none, no row passes.
    In(Vec<String>),
    /// Has the text somewhere inside, taken literally.
    Contains(String),
}

impl TextTest {
    /// The test as SQL on a column.
    pub(crate) fn on(self, column: impl Into<SimpleExpr>) -> SimpleExpr {
        let column = column.into();
        match self {
            Self::Eq(text) => column.eq(text),
            Self::In(texts) => column.is_in(texts),
            Self::Contains(text) => column.like(LikeExpr::new(format!("%{}%", escape_like(&text))).escape('\\')),
        }
    }
}

/// Takes the meaning from LIKE's signs.
pub(crate) fn escape_like(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::sea_query::{Alias, Expr, PostgresQueryBuilder, Query};

    fn sql(filter: Filter<i32>) -> String {
        let column = || Expr::col(Alias::new("n"));
        let condition = filter.into_condition(&|n| Cond::all().add(Choice::Eq(n).on(column()))).expect("within bounds");
        Query::select().expr(Expr::val(1)).cond_where(condition).to_string(PostgresQueryBuilder)
    }

    #[test]
    fn a_tree_becomes_sql() {
        let either = Filter::Or(vec![Filter::Is(1), Filter::Not(Box::new(Filter::Is(2)))]);
        assert_eq!(
            sql(Filter::all([either, Filter::Is(3)])),
            r#"SELECT 1 WHERE ("n" = 1 OR (NOT "n" = 2)) AND "n" = 3"#
        );
    }

    #[test]
    fn nothing_asked_is_every_row_and_no_alternative_is_none() {
        assert_eq!(sql(Filter::default()), "SELECT 1 WHERE TRUE");
        let either = Filter::Or(vec![Filter::default(), Filter::Is(1)]);
        assert_eq!(sql(either), r#"SELECT 1 WHERE TRUE OR "n" = 1"#);
        assert_eq!(sql(Filter::Not(Box::default())), "SELECT 1 WHERE NOT TRUE");
        assert_eq!(sql(Filter::Or(Vec::new())), "SELECT 1 WHERE NOT TRUE");
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let nest = |depth| (0..depth).fold(Filter::Is(1), |inner, _| Filter::Not(Box::new(inner)));
        assert!(nest(MAX_DEPTH).check_bounds().is_ok());
        assert!(nest(MAX_DEPTH + 1).check_bounds().is_err());
        let wide = |n: usize| Filter::all(std::iter::repeat_n(Filter::Is(1), n));
        assert!(wide(MAX_CONDITIONS).check_bounds().is_ok());
        assert!(wide(MAX_CONDITIONS + 1).check_bounds().is_err());
        let empty = |n: usize| Filter::<i32>::Or(std::iter::repeat_n(Filter::default(), n).collect());
        assert!(empty(MAX_CONDITIONS).check_bounds().is_ok());
        assert!(empty(MAX_CONDITIONS + 1).check_bounds().is_err());
    }

    #[test]
    fn like_signs_are_taken_literally() {
        assert_eq!(escape_like(r"50%_\x"), r"50\%\_\\x");
    }
}
