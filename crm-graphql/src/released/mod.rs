//! The schema held against the one that was released: which differences break callers, and which do not.
//!
//! Both texts are taken apart into elements, each at its coordinate (`Service.name(lang:)`), so that comparing is
//! walking two ordered maps. What stands below an element that came, went or changed its kind is not told again.

mod elements;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use async_graphql_parser::types::{BaseType, Type};

use elements::{Element, Place, elements};

/// The schema as it was last released. A difference that breaks callers fails CI; releasing anew means copying
/// `schema.graphql` over this file, on purpose and with a line in the changelog.
pub const RELEASED: &str = include_str!("../../schema.released.graphql");

/// What a difference means to programs written against the older schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Documents that were valid are refused, or answers no longer have the promised form.
    Breaking,
    /// Documents stay valid, but a program meets something that it may not expect.
    Careful,
    /// Nothing changes for anyone.
    Safe,
}

impl Effect {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Careful => "careful",
            Self::Safe => "safe",
        }
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it means.
    pub effect: Effect,
    /// Where, as a schema coordinate.
    pub at: String,
    /// What is different.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.effect.name(), self.at, self.what)
    }
}

/// A text that is no schema.
#[derive(Debug, thiserror::Error)]
#[error("the {which} schema cannot be read: {source}")]
pub struct Unreadable {
    which: &'static str,
    source: async_graphql_parser::Error,
}

/// Every difference between two schemas, breaking ones first, each group in the order of coordinates.
pub fn compare(released: &str, current: &str) -> Result<Vec<Difference>, Unreadable> {
    let read = |which, text| elements(text).map_err(|source| Unreadable { which, source });
    let mut differences = differences(&read("released", released)?, &read("current", current)?);
    differences.sort_by_key(|difference| difference.effect);
    Ok(differences)
}

type Elements = BTreeMap<Place, Element>;

fn differences(old: &Elements, new: &Elements) -> Vec<Difference> {
    let places: BTreeSet<&Place> = old.keys().chain(new.keys()).collect();
    let mut told: BTreeSet<&[String]> = BTreeSet::new();
    let mut out = Vec::new();
    // A place comes after the one above it.
    for place in places {
        let (before, now) = (old.get(place), new.get(place));
        if place.split_last().is_some_and(|(_, above)| told.contains(above)) {
            told.insert(place);
            continue;
        }
        let Some((effect, what, whole)) = difference(before, now) else { continue };
        if whole {
            told.insert(place);
        }
        out.push(Difference { effect, at: place.concat(), what });
    }
    out
}

/// What a difference means, in words, and whether it covers everything below the place.
fn difference(before: Option<&Element>, now: Option<&Element>) -> Option<(Effect, String, bool)> {
    match (before, now) {
        (None, None) => None,
        (Some(gone), None) => Some((gone.removal(), "was removed".into(), true)),
        (None, Some(new)) => {
            let required = if new.is_required() { ", and is required" } else { "" };
            Some((new.addition(), format!("was added{required}"), true))
        }
        (Some(before), Some(now)) if before == now => None,
        (Some(Element::Output(before)), Some(Element::Output(now))) => {
            let effect = if is_part_of(now, before) { Effect::Safe } else { Effect::Breaking };
            Some((effect, changed(before, now), false))
        }
        (Some(Element::Input { ty: before, .. }), Some(Element::Input { ty: now, .. })) if before != now => {
            let effect = if is_part_of(before, now) { Effect::Safe } else { Effect::Breaking };
            Some((effect, changed(before, now), false))
        }
        (Some(Element::Input { default: before, .. }), Some(now @ Element::Input { default, .. })) => {
            let effect = if now.is_required() { Effect::Breaking } else { Effect::Careful };
            let word = |default: &Option<String>| default.clone().unwrap_or_else(|| "none".into());
            Some((effect, format!("changed its default from {} to {}", word(before), word(default)), false))
        }
        (Some(before), Some(now)) => {
            let what = format!("changed from {} to {}", before.noun(), now.noun());
            Some((Effect::Breaking, what, true))
        }
    }
}

fn changed(before: &Type, now: &Type) -> String {
    format!("changed its type from {before} to {now}")
}

/// Whether every value of one type is a value of the other.
fn is_part_of(one: &Type, other: &Type) -> bool {
    (other.nullable || !one.nullable)
        && match (&one.base, &other.base) {
            (BaseType::Named(one), BaseType::Named(other)) => one == other,
            (BaseType::List(one), BaseType::List(other)) => is_part_of(one, other),
            _ => false,
        }
}

#[cfg(test)]
mod tests;
