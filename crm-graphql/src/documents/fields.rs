//! Named texts as the tree that their dotted names make.

use std::collections::BTreeMap;

/// The fields of a form or the parameters of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    root: Tree,
}

/// What is given under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    /// Its own texts, in the order given.
    pub texts: Vec<String>,
    /// What is below it, by the next part of the name.
    pub below: BTreeMap<String, Tree>,
}

impl Fields {
    /// The texts of a name, in the order given.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(given, _)| given == name).map(|(_, text)| text.as_str())
    }

    /// The last text of a name: a box that is ticked stands behind the hidden field that says it is not.
    pub fn last(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(given, _)| given == name).map(|(_, text)| text.as_str())
    }

    /// Every name with its text, in the order given.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The name at a path of the input that these fields made: entries of a list are counted there, and named here as the
    /// form named them, those left out included.
    pub fn named(&self, path: &[String]) -> String {
        let mut tree = Some(&self.root);
        let mut parts = Vec::with_capacity(path.len());
        for part in path {
            let entry = |tree: &Tree| tree.entries().nth(part.parse().ok()?).map(|(key, _)| key.clone());
            let name = tree.and_then(entry).unwrap_or_else(|| part.clone());
            tree = tree.and_then(|tree| tree.below.get(&name));
            parts.push(name);
        }
        parts.join(".")
    }

    pub(super) fn root(&self) -> &Tree {
        &self.root
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        let pairs: Vec<(String, String)> = pairs.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
        let mut root = Tree::default();
        for (name, text) in &pairs {
            // deeper than any input of the schema; the tree is walked by recursion
            if name.split('.').count() <= MAX_DEPTH {
                let place =
                    name.split('.').fold(&mut root, |tree, part| tree.below.entry(part.to_owned()).or_default());
                place.texts.push(text.clone());
            }
        }
        Self { pairs, root }
    }
}

/// Parts of a name.
const MAX_DEPTH: usize = 24;

/// The box before a row of a list: without a tick the row is left out, whatever else it has.
const TICKED: &str = "ticked";

impl Tree {
    /// The last text that is not blank.
    pub fn text(&self) -> Option<&str> {
        self.texts.iter().rev().map(|text| text.trim()).find(|text| !text.is_empty())
    }

    /// What counts as an entry of a list, in its order: numbers first.
    pub fn entries(&self) -> impl Iterator<Item = (&String, &Self)> {
        let mut entries: Vec<_> = self.below.iter().filter(|(_, entry)| !entry.is_blank()).collect();
        entries.sort_by_key(|(key, _)| key.parse::<u32>().unwrap_or(u32::MAX));
        entries.into_iter()
    }

    /// Whether nothing is filled in, here and below; or the row has a box and the box is not ticked.
    pub fn is_blank(&self) -> bool {
        let left_out = self.below.get(TICKED).is_some_and(|ticked| ticked.text() == Some("false"));
        left_out || (self.text().is_none() && self.below.values().all(Self::is_blank))
    }
}
