//! The first of many.

/// Rows that are held of a list.
pub(super) const MOST: usize = 10;

/// The first rows of a list by some order, and how many there are. No more are held than are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top<T> {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<T>,
}

impl<T> Default for Top<T> {
    fn default() -> Self {
        Self { count: 0, rows: Vec::new() }
    }
}

/// A list in the making, with the key by which its rows are ordered, the smallest first. Of equals the earlier stays first.
pub(super) struct Ranked<K, T> {
    count: u64,
    rows: Vec<(K, T)>,
}

impl<K: Ord, T> Ranked<K, T> {
    pub fn new() -> Self {
        Self { count: 0, rows: Vec::with_capacity(MOST + 1) }
    }

    pub fn add(&mut self, key: K, row: impl FnOnce() -> T) {
        self.count += 1;
        let place = self.rows.partition_point(|(other, _)| *other <= key);
        if place < MOST {
            self.rows.insert(place, (key, row()));
            self.rows.truncate(MOST);
        }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn end(self) -> Top<T> {
        Top { count: self.count, rows: self.rows.into_iter().map(|(_, row)| row).collect() }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_of_many_are_those_of_the_sorted_list(keys in proptest::collection::vec(0..20_i64, 0..60)) {
            let mut ranked = Ranked::new();
            for (place, key) in keys.iter().enumerate() {
                ranked.add(Reverse(*key), || place);
            }
            let mut sorted: Vec<usize> = (0..keys.len()).collect();
            sorted.sort_by_key(|place| Reverse(keys[*place]));
            sorted.truncate(MOST);
            let top = ranked.end();
            prop_assert_eq!((top.count, top.rows), (keys.len() as u64, sorted));
        }
    }
}
