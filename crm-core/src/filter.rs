//! Filters of lists: a tree of `and`, `or`, `not` over an area's own conditions, bounded in depth and size.

use sea_orm::Condition;

use crate::error::{Error, Result};
use crate::rule::Rule;

/// How deep `and`, `or` and `not` may nest.
pub const MAX_DEPTH: usize = 3;
/// How many conditions a filter may have.
pub const MAX_CONDITIONS: usize = 50;

/// Which rows of a list are wanted; `M` is the area's list of conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter<M> {
    /// This condition holds.
    Is(M),
    /// All of these hold; none means every row.
    All(Vec<Self>),
    /// At least one of these holds; none means no row.
    Any(Vec<Self>),
    /// This does not hold. A condition on an absent value does not hold, so its negation does.
    Not(Box<Self>),
}

impl<M> Default for Filter<M> {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl<M> Filter<M> {
    /// The rows for which all conditions hold.
    pub fn all(conditions: impl IntoIterator<Item = M>) -> Self {
        Self::All(conditions.into_iter().map(Self::Is).collect())
    }

    /// The filter as a condition of a select. `condition` must never be NULL for a row. Fails with
    /// [`Rule::Filter`] past [`MAX_DEPTH`] or [`MAX_CONDITIONS`].
    pub(crate) fn condition(self, condition: &impl Fn(M) -> Result<Condition>) -> Result<Condition> {
        if self.depth() > MAX_DEPTH + 1 || self.conditions() > MAX_CONDITIONS {
            return Err(Error::invalid("filter", Rule::Filter));
        }
        self.build(condition)
    }

    fn build(self, condition: &impl Fn(M) -> Result<Condition>) -> Result<Condition> {
        let join = |parts: Vec<Self>, start: Condition| {
            parts.into_iter().try_fold(start, |all, part| Ok(all.add(part.build(condition)?)))
        };
        match self {
            Self::Is(one) => condition(one),
            Self::All(parts) => join(parts, Condition::all()),
            Self::Any(parts) if parts.is_empty() => Ok(Condition::all().add(sea_orm::sea_query::Expr::cust("1 = 0"))),
            Self::Any(parts) => join(parts, Condition::any()),
            Self::Not(part) => Ok(part.build(condition)?.not()),
        }
    }

    /// Nesting, found without going deeper than what is refused anyway: a hostile tree cannot exhaust the stack,
    /// because whoever built it in memory bounded it before.
    fn depth(&self) -> usize {
        match self {
            Self::Is(_) => 1,
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or_default(),
            Self::Not(part) => 1 + part.depth(),
        }
    }

    fn conditions(&self) -> usize {
        match self {
            Self::Is(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::conditions).sum::<usize>().max(1),
            Self::Not(part) => part.conditions(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Filter<u8> {
        (0..depth).fold(Filter::Is(0), |inner, _| Filter::Not(Box::new(inner)))
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let any = |_| Ok(Condition::all());
        assert!(nested(MAX_DEPTH).condition(&any).is_ok());
        assert!(nested(MAX_DEPTH + 1).condition(&any).is_err());
        assert!(Filter::all(vec![0_u8; MAX_CONDITIONS]).condition(&any).is_ok());
        assert!(Filter::all(vec![0_u8; MAX_CONDITIONS + 1]).condition(&any).is_err());
    }
}
