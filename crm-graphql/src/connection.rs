//! Pages of core as Relay connections.

use std::borrow::Cow;

use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};
use crm_core::error::Check;
use crm_core::page::{self, DEFAULT_SIZE, MAX_SIZE, Page, PageRequest};
use crm_core::rule::Rule;

/// One page of a list of `N`: the GraphQL type `<N>Connection`.
pub struct Connection<N>(Page<N>);

impl<N> Connection<N> {
    /// A core page, its rows as nodes.
    pub fn of<R: Into<N>>(page: Page<R>) -> Self {
        Self(page.map(Into::into))
    }
}

impl<N: OutputType> TypeName for Connection<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", N::type_name()).into()
    }
}

/// One page of a list.
#[Object(name_type)]
impl<N: OutputType> Connection<N> {
    /// The rows with their places in the list.
    async fn edges(&self) -> Vec<Edge<'_, N>> {
        self.0.edges.iter().map(Edge).collect()
    }

    /// The rows.
    async fn nodes(&self) -> Vec<&N> {
        self.0.nodes().collect()
    }

    /// Where the page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.0.has_next,
            has_previous_page: self.0.has_previous,
            start_cursor: self.0.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.0.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// How many rows the whole list has. Counted only when asked; ask once, not on every page.
    async fn total_count(&self) -> Option<u64> {
        self.0.total
    }
}

/// One row of a page: the GraphQL type `<N>Edge`.
pub struct Edge<'a, N>(&'a page::Edge<N>);

impl<N: OutputType> TypeName for Edge<'_, N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::type_name()).into()
    }
}

/// A row with its place in the list.
#[Object(name_type)]
impl<N: OutputType> Edge<'_, N> {
    /// The row's place, for `after` and `before`. Opaque.
    async fn cursor(&self) -> &str {
        &self.0.cursor
    }

    /// The row.
    async fn node(&self) -> &N {
        &self.0.node
    }
}

/// Where a page stands in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether rows follow.
    has_next_page: bool,
    /// Whether rows precede.
    has_previous_page: bool,
    /// Place of the first row.
    start_cursor: Option<String>,
    /// Place of the last row.
    end_cursor: Option<String>,
}

/// A list field's paging arguments as a page request; the total is wanted when `totalCount` is asked.
/// `first` with `last`, `first` with `before` and `last` with `after` exclude each other.
pub fn page_request(
    ctx: &Context<'_>,
    (first, after): (Option<i32>, Option<String>),
    (last, before): (Option<i32>, Option<String>),
) -> crm_core::Result<PageRequest> {
    let total = ctx.look_ahead().field("totalCount").exists();
    paging((first, after), (last, before)).map(|request| PageRequest { total, ..request })
}

fn paging(
    (first, after): (Option<i32>, Option<String>),
    (last, before): (Option<i32>, Option<String>),
) -> crm_core::Result<PageRequest> {
    let backward = last.is_some() || (first.is_none() && before.is_some());
    let within = |size: Option<i32>| size.is_none_or(|n| u32::try_from(n).is_ok_and(|n| n <= MAX_SIZE));
    let mut check = Check::default();
    check
        .that(first.is_none() || last.is_none(), "last", Rule::Exclusive)
        .that(!(backward && after.is_some()), "after", Rule::Exclusive)
        .that(!(first.is_some() && before.is_some()), "before", Rule::Exclusive)
        .that(within(first), "first", Rule::OutOfRange)
        .that(within(last), "last", Rule::OutOfRange);
    check.done()?;
    let size = first.or(last).and_then(|n| u32::try_from(n).ok());
    Ok(PageRequest { size, after, before, backward, total: false })
}

/// The size of a page that a loader can bring: the first one, not counted.
pub(crate) fn first_page(page: &PageRequest) -> Option<u32> {
    let plain = !page.total && !page.backward && page.after.is_none() && page.before.is_none();
    plain.then(|| page.size.unwrap_or(DEFAULT_SIZE))
}

/// A page of a list that has no rows.
pub(crate) fn nothing<T>() -> Page<T> {
    Page { edges: Vec::new(), has_next: false, has_previous: false, total: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forward_and_backward_exclude_each_other() {
        let cursor = || Some(String::from("c"));
        assert!(paging((Some(5), cursor()), (None, None)).is_ok_and(|page| !page.backward && page.size == Some(5)));
        assert!(paging((None, None), (Some(5), cursor())).is_ok_and(|page| page.backward));
        assert!(paging((None, None), (None, cursor())).is_ok_and(|page| page.backward));
        assert!(paging((Some(1), None), (Some(1), None)).is_err());
        assert!(paging((Some(1), None), (None, cursor())).is_err());
        assert!(paging((None, cursor()), (Some(1), None)).is_err());
        for size in [-1, 101, i32::MIN] {
            assert!(paging((Some(size), None), (None, None)).is_err());
        }
    }
}
