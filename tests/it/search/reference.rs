//! The documented rule of search, in memory and without SQL: what both engines must answer.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crm_core::text::{query_tokens, tokens};

use super::corpus::{CORPUS, Entry};

/// Every service's tokens with their best weights, in the order in which the services were made.
pub struct Index(Vec<(&'static Entry, BTreeMap<String, i32>)>);

impl Index {
    pub fn new() -> Self {
        let rows = |entry: &Entry| {
            let mut rows: BTreeMap<String, i32> = BTreeMap::new();
            for (text, field) in entry.texts() {
                for (token, weight) in tokens(&text) {
                    let best = rows.entry(token).or_default();
                    *best = (*best).max(weight * field);
                }
            }
            rows
        };
        Self(CORPUS.iter().map(|entry| (entry, rows(entry))).collect())
    }

    /// The services that hold every word of the query, by the sum of each word's best weight.
    pub fn find(&self, query: &str) -> Vec<&'static Entry> {
        let words = query_tokens(query);
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for (entry, rows) in &self.0 {
            let best = words.iter().map(|word| {
                let matches = |token: &String| {
                    word.exact.contains(token) || word.prefix.as_ref().is_some_and(|prefix| token.starts_with(prefix))
                };
                rows.iter().filter(|(token, _)| matches(token)).map(|(_, weight)| *weight).max()
            });
            if let Some(score) = best.sum::<Option<i32>>() {
                hits.push((*entry, score));
            }
        }
        // Stable: of equals the one that was made first.
        hits.sort_by_key(|(_, score)| Reverse(*score));
        hits.into_iter().map(|(entry, _)| entry).collect()
    }
}
