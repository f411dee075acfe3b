//! What differs between two cards, field by field, computed over their JSON documents, so that a field added to
//! the card is compared from its first day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use crate::error::Result;
use crate::names::names;

use super::card::Card;

/// More differences than this are not told one by one: the parts of the card that differ are named instead.
pub const MOST: usize = 500;

names! {
    /// What happened to a field or an entry.
    ChangeKind {
        /// The new card alone has it.
        Added = "added",
        /// The old card alone has it.
        Removed = "removed",
        /// Both have it with other content. For a whole list of named entries: they stand in another order, and
        /// both sides give the names only.
        Changed = "changed",
    }
}

/// One difference between two cards.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where: camelCase names joined by dots; an entry of a list is named in brackets where it has a natural key
    /// (`channels[portal].url.ar`), else by its place (`procedure.steps.0.action.ar`). A second entry of the
    /// same key is `channels[portal#2]`.
    pub path: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The old content.
    pub old: Option<Value>,
    /// The new content.
    pub new: Option<Value>,
}

/// The fields that name an entry of a list; the first set that an entry has in full is its natural key.
const KEYS: &[&[&str]] =
    &[&["id"], &["code"], &["externalId"], &["scheme", "value"], &["kind", "service"], &["kind"], &["organization"]];

/// Lists whose entries have a field of [`KEYS`] that does not name them: an integration's `kind` is a detail.
const BY_PLACE: &[&str] = &["integrations"];

/// Every difference between two cards, by path in the order of the document. Empty if and only if the cards are
/// equal.
pub fn changes(old: &Card, new: &Card) -> Result<Vec<Change>> {
    let (old, new) = (old.document()?, new.document()?);
    let mut found = Found::default();
    found.value("", Some(&old), Some(&new));
    if found.0.len() <= MOST {
        return Ok(found.0);
    }
    Ok(by_part(&old, &new))
}

/// The parts of the card that differ, each with its whole content.
fn by_part(old: &Value, new: &Value) -> Vec<Change> {
    let names: BTreeSet<&String> = [old, new].into_iter().filter_map(Value::as_object).flat_map(Map::keys).collect();
    let differing = names.into_iter().filter(|name| old.get(name.as_str()) != new.get(name.as_str()));
    differing.map(|name| change(name, old.get(name.as_str()), new.get(name.as_str()))).collect()
}

fn change(path: &str, old: Option<&Value>, new: Option<&Value>) -> Change {
    let kind = match (old, new) {
        (None, _) => ChangeKind::Added,
        (_, None) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    Change { path: path.to_owned(), kind, old: old.cloned(), new: new.cloned() }
}

#[derive(Default)]
struct Found(Vec<Change>);

impl Found {
    /// Compares two values. What is absent compares like what is empty, since the document leaves out empty parts.
    fn value(&mut self, path: &str, old: Option<&Value>, new: Option<&Value>) {
        let (none, nothing) = (Map::new(), Vec::new());
        match (old, new) {
            (old, new) if old == new => {}
            (Some(Value::Object(old)), Some(Value::Object(new))) => self.object(path, old, new),
            (Some(Value::Object(old)), None) => self.object(path, old, &none),
            (None, Some(Value::Object(new))) => self.object(path, &none, new),
            (Some(Value::Array(old)), Some(Value::Array(new))) => self.list(path, old, new),
            (Some(Value::Array(old)), None) => self.list(path, old, &nothing),
            (None, Some(Value::Array(new))) => self.list(path, &nothing, new),
            (old, new) => self.0.push(change(path, old, new)),
        }
    }

    fn object(&mut self, path: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for name in names {
            let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            self.value(&at, old.get(name), new.get(name));
        }
    }

    fn list(&mut self, path: &str, old: &[Value], new: &[Value]) {
        let field = path.rsplit('.').next().unwrap_or_default();
        let by_name = if BY_PLACE.contains(&field) { None } else { names_of(old).zip(names_of(new)) };
        let Some((old_names, new_names)) = by_name else {
            for place in 0..old.len().max(new.len()) {
                self.entry(&format!("{path}.{place}"), old.get(place), new.get(place));
            }
            return;
        };
        let before: HashMap<&String, &Value> = old_names.iter().zip(old).collect();
        let after: HashMap<&String, &Value> = new_names.iter().zip(new).collect();
        for (name, value) in old_names.iter().zip(old) {
            self.entry(&format!("{path}[{name}]"), Some(value), after.get(name).copied());
        }
        for (name, value) in new_names.iter().zip(new).filter(|(name, _)| !before.contains_key(name)) {
            self.entry(&format!("{path}[{name}]"), None, Some(value));
        }
        let kept_before: Vec<_> = old_names.iter().filter(|name| after.contains_key(name)).collect();
        let kept_after: Vec<_> = new_names.iter().filter(|name| before.contains_key(name)).collect();
        if kept_before != kept_after {
            let (old, new): (Value, Value) = (old_names.into_iter().collect(), new_names.into_iter().collect());
            self.0.push(change(path, Some(&old), Some(&new)));
        }
    }

    /// Compares two entries of a list: one that came or went is told whole.
    fn entry(&mut self, path: &str, old: Option<&Value>, new: Option<&Value>) {
        match (old, new) {
            (Some(_), Some(_)) => self.value(path, old, new),
            _ => self.0.push(change(path, old, new)),
        }
    }
}

/// The name of every entry, none if one has none. Entries of the same key are told apart by number.
fn names_of(list: &[Value]) -> Option<Vec<String>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let numbered = |key: String| {
        let times = seen.entry(key.clone()).or_default();
        *times += 1;
        if *times == 1 { key } else { format!("{key}#{times}") }
    };
    let keys: Option<Vec<String>> = list.iter().map(key_of).collect();
    Some(keys?.into_iter().map(numbered).collect())
}

/// The natural key of an entry: a code or an id names itself.
fn key_of(entry: &Value) -> Option<String> {
    match entry {
        Value::String(code) => Some(escaped(code)),
        Value::Object(fields) => KEYS.iter().find_map(|key| {
            let parts: Option<Vec<_>> = key.iter().map(|name| fields.get(*name)?.as_str().map(escaped)).collect();
            Some(parts?.join(":"))
        }),
        _ => None,
    }
}

/// A key in which the marks of a path are escaped.
fn escaped(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if matches!(c, '\\' | '[' | ']' | '#' | ':') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests;
