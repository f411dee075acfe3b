//! Pages of a list of which some rows are left out after they are read.

use std::collections::VecDeque;

use crate::page::{self, Edge, MAX_SIZE, Page, PageRequest};

/// Whether rows are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// None is: as many are read as are wanted.
    Whole,
    /// Some are: the largest pages are read, until there are enough.
    Sifted,
}

/// A page in the making, from pages of all rows. It gets full as long as there are rows.
pub(super) struct Sift<T> {
    request: PageRequest,
    wanted: usize,
    /// What is read next, if more is.
    next: Option<PageRequest>,
    edges: VecDeque<Edge<T>>,
    /// Whether rows lie beyond those read, of which none may be left.
    more: bool,
    total: Option<u64>,
}

impl<T> Sift<T> {
    pub fn new(request: &PageRequest, reading: Reading) -> Self {
        let size = request.size.unwrap_or(page::DEFAULT_SIZE);
        let whole = reading == Reading::Whole;
        // a size that is too large is refused by who reads
        let step = if whole { size } else { size.max(MAX_SIZE) };
        let first = PageRequest { size: Some(step), total: whole && request.total, ..request.clone() };
        Self {
            request: request.clone(),
            wanted: usize::try_from(size).unwrap_or_default(),
            next: Some(first),
            edges: VecDeque::new(),
            more: false,
            total: None,
        }
    }

    /// The page of all rows to be read next; none when there is enough.
    pub fn next_part(&mut self) -> Option<PageRequest> {
        self.next.take()
    }

    /// Takes what was read and is left of it.
    pub fn take(&mut self, part: PageRequest, found: Page<Option<T>>) {
        let backward = self.request.backward;
        self.more = if backward { found.has_previous } else { found.has_next };
        self.total = found.total;
        let end = if backward { found.edges.first() } else { found.edges.last() };
        let end = end.map(|edge| edge.cursor.clone());
        let left = found.edges.into_iter().filter_map(|Edge { cursor, node }| Some(Edge { cursor, node: node? }));
        if backward {
            left.rev().for_each(|edge| self.edges.push_front(edge));
        } else {
            self.edges.extend(left);
        }
        if self.more && self.edges.len() < self.wanted && end.is_some() {
            let place = if backward { PageRequest { before: end, ..part } } else { PageRequest { after: end, ..part } };
            self.next = Some(place);
        }
    }

    /// The page.
    pub fn end(mut self) -> Page<T> {
        let (backward, beyond) = (self.request.backward, self.edges.len().saturating_sub(self.wanted));
        if backward {
            self.edges.drain(..beyond);
        } else {
            self.edges.truncate(self.wanted);
        }
        let more = self.more || beyond > 0;
        let (has_next, has_previous) =
            if backward { (self.request.before.is_some(), more) } else { (more, self.request.after.is_some()) };
        Page { edges: self.edges.into(), has_next, has_previous, total: self.total }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A page of the numbers below `all`, as the engine reads one; cursors are the numbers.
    fn read(all: u32, part: &PageRequest, keep: impl Fn(u32) -> bool) -> Page<Option<u32>> {
        let number = |cursor: &Option<String>| cursor.as_ref().map(|text| text.parse::<u32>().unwrap());
        let (from, to) = (number(&part.after).map_or(0, |after| after + 1), number(&part.before).unwrap_or(all));
        let size = part.size.unwrap();
        let (low, high) =
            if part.backward { (from.max(to.saturating_sub(size)), to) } else { (from, to.min(from + size)) };
        let edge = |number: u32| Edge { cursor: number.to_string(), node: keep(number).then_some(number) };
        let edges = (low..high).map(edge).collect();
        Page { edges, has_next: high < all, has_previous: low > 0, total: None }
    }

    proptest! {
        #[test]
        fn pages_of_what_is_left_give_all_of_it_once_in_either_direction(
            all in 0..700_u32, size in 1..100_u32, every in 1..60_u32, backward: bool,
        ) {
            let keep = |number: u32| number.is_multiple_of(every);
            let (mut found, mut cursor, mut rounds) = (Vec::new(), None, 0);
            loop {
                let (after, before) = if backward { (None, cursor) } else { (cursor, None) };
                let request = PageRequest { size: Some(size), after, before, backward, total: false };
                let mut sift = Sift::new(&request, Reading::Sifted);
                while let Some(part) = sift.next_part() {
                    let found = read(all, &part, keep);
                    sift.take(part, found);
                }
                let page = sift.end();
                let more = if backward { page.has_previous } else { page.has_next };
                prop_assert!(page.edges.len() <= size as usize);
                prop_assert!(!more || page.edges.len() == size as usize, "full as long as there are rows");
                let end = if backward { page.edges.first() } else { page.edges.last() };
                cursor = end.map(|edge| edge.cursor.clone());
                let rows: Vec<u32> = page.nodes().copied().collect();
                found = if backward { [rows, found].concat() } else { [found, rows].concat() };
                rounds += 1;
                prop_assert!(rounds < 1_000);
                if !more {
                    break;
                }
            }
            prop_assert_eq!(found, (0..all).filter(|number| keep(*number)).collect::<Vec<_>>());
        }
    }
}
