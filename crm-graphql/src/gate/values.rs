//! Values that a caller gives, in the document or as variables: how much they weigh, and what they may not hold.

use std::collections::HashMap;

use async_graphql::parser::types::VariableDefinition;
use async_graphql::{Name, Positioned, Variables};
use async_graphql_value::{ConstValue, Value};

use super::Limits;
use super::refusal::{Bound, Refusal};

/// Bytes of text that weigh as much as one value.
const TEXT_UNIT: usize = 1024;

/// The variables of a request, weighed once.
pub(super) struct Given<'a> {
    values: HashMap<&'a str, (&'a ConstValue, usize)>,
}

impl<'a> Given<'a> {
    /// Weighs the variables, and the defaults of those that are left out.
    pub fn weigh(
        variables: &'a Variables,
        definitions: &'a [Positioned<VariableDefinition>],
        scale: &mut Scale<'_>,
    ) -> Result<Self, Refusal> {
        let default = |definition: &'a Positioned<VariableDefinition>| {
            Some((&definition.node.name.node, &definition.node.default_value.as_ref()?.node))
        };
        let all = definitions.iter().filter_map(default).chain(variables.iter());
        let mut values = HashMap::new();
        for (name, value) in all {
            let weight = scale.weigh(value).map_err(|refusal| under(name, refusal))?;
            values.insert(name.as_str(), (value, weight));
        }
        Bound::Variables.hold(scale.values, scale.limits.variables)?;
        Ok(Self { values })
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&'a ConstValue> {
        self.values.get(name).map(|(value, _)| *value)
    }

    fn weight(&self, name: &str) -> usize {
        self.values.get(name).map_or(0, |(_, weight)| *weight)
    }
}

/// What values are weighed with.
pub(super) struct Scale<'a> {
    limits: &'a Limits,
    given: Option<&'a Given<'a>>,
    /// Values met.
    values: usize,
    /// Values and bytes of text looked at.
    pub steps: usize,
    level: usize,
}

impl<'a> Scale<'a> {
    /// For values without variables.
    pub fn new(limits: &'a Limits) -> Self {
        Self { limits, given: None, values: 0, steps: 0, level: 0 }
    }

    /// For values in which variables stand.
    pub fn with(limits: &'a Limits, given: &'a Given<'a>) -> Self {
        Self { given: Some(given), ..Self::new(limits) }
    }

    /// What a value weighs: one for each value inside it and for each [`TEXT_UNIT`] of text; a plain value nothing.
    /// Refused are control characters, long lists and deep nesting.
    pub fn weigh<V: Parts>(&mut self, value: &V) -> Result<usize, Refusal> {
        self.steps += 1;
        self.values += 1;
        match value.part() {
            Part::Plain => Ok(0),
            Part::Variable(name) => Ok(self.given.map_or(0, |given| given.weight(name))),
            Part::Text(text) => {
                self.steps += text.len();
                if text.chars().any(is_refused) {
                    return Err(Refusal::Control(Vec::new()));
                }
                Ok(text.len() / TEXT_UNIT)
            }
            Part::List(list) => {
                Bound::List.hold(list.len(), self.limits.list)?;
                self.inside(list.iter().enumerate())
            }
            Part::Object(object) => self.inside(object),
        }
    }

    fn inside<'v, K: ToString, V: Parts + 'v>(
        &mut self,
        parts: impl IntoIterator<Item = (K, &'v V)>,
    ) -> Result<usize, Refusal> {
        self.level += 1;
        Bound::Values.hold(self.level, self.limits.depth)?;
        let mut sum = 0_usize;
        for (key, value) in parts {
            let weight = self.weigh(value).map_err(|refusal| under(&key, refusal))?;
            sum = sum.saturating_add(1).saturating_add(weight);
        }
        self.level -= 1;
        Ok(sum)
    }
}

/// Control characters have no place in a text, save those that part words and lines.
fn is_refused(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// A refusal with the name of what encloses its place.
pub(super) fn under(name: &impl ToString, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Control(mut path) => {
            path.insert(0, name.to_string());
            Refusal::Control(path)
        }
        other => other,
    }
}

/// A value as its parts: literals and variables are two types of the engine.
pub(super) trait Parts: Sized {
    fn part(&self) -> Part<'_, Self>;
}

/// What a value is.
pub(super) enum Part<'a, V> {
    Plain,
    Text(&'a str),
    Variable(&'a Name),
    List(&'a [V]),
    Object(&'a async_graphql::indexmap::IndexMap<Name, V>),
}

impl Parts for Value {
    fn part(&self) -> Part<'_, Self> {
        match self {
            Self::String(text) => Part::Text(text),
            Self::Variable(name) => Part::Variable(name),
            Self::List(list) => Part::List(list),
            Self::Object(object) => Part::Object(object),
            Self::Null | Self::Number(_) | Self::Boolean(_) | Self::Binary(_) | Self::Enum(_) => Part::Plain,
        }
    }
}

impl Parts for ConstValue {
    fn part(&self) -> Part<'_, Self> {
        match self {
            Self::String(text) => Part::Text(text),
            Self::List(list) => Part::List(list),
            Self::Object(object) => Part::Object(object),
            Self::Null | Self::Number(_) | Self::Boolean(_) | Self::Binary(_) | Self::Enum(_) => Part::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn weigh(value: serde_json::Value) -> Result<usize, Refusal> {
        let limits = Limits { list: 3, depth: 2, ..Limits::default() };
        Scale::new(&limits).weigh(&ConstValue::from_json(value).unwrap())
    }

    #[test]
    fn a_value_weighs_what_is_inside_it() {
        for (value, weight) in [
            (json!(1), 0),
            (json!("short"), 0),
            (json!("x".repeat(3_000)), 2),
            (json!([1, 2, 3]), 3),
            (json!({ "a": [1, null], "b": "x" }), 4),
            (json!("line\r\n\tline"), 0),
        ] {
            assert_eq!(weigh(value.clone()), Ok(weight), "{value}");
        }
    }

    #[test]
    fn what_a_value_may_not_hold_is_named() {
        let bound = |value| match weigh(value) {
            Err(Refusal::Over { bound, figure, .. }) => Some((bound, figure)),
            _ => None,
        };
        assert_eq!(bound(json!([1, 2, 3, 4])), Some((Bound::List, 4)));
        assert_eq!(bound(json!({ "a": [{}] })), Some((Bound::Values, 3)));
        let path = |value| match weigh(value) {
            Err(Refusal::Control(path)) => Some(path.join(".")),
            _ => None,
        };
        assert_eq!(path(json!({ "a": ["x", "\0"] })).as_deref(), Some("a.1"));
        assert_eq!(path(json!({ "b": "\u{85}" })).as_deref(), Some("b"));
    }
}
