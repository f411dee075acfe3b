//! Along the input types of the schema: which texts make which values.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::VariableDefinition;
use async_graphql::registry::{MetaInputValue, MetaType, MetaTypeName};
use async_graphql::{Name, Value};
use crm_core::error::FieldError;
use crm_core::rule::Rule;

use super::fields::{Fields, Tree};
use super::{Empty, Reading, leaves};
use crate::engine;

/// The types that variables may have.
pub(super) struct Inputs(HashMap<String, Shape>);

enum Shape {
    Leaf,
    /// One of these codes.
    Choice(Vec<String>),
    Object(Vec<Field>),
}

/// A field of an input, or a variable.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub name: String,
    /// As written, `[ID!]!`.
    pub ty: String,
    /// Left out, it has a value all the same.
    optional: bool,
}

static INPUTS: LazyLock<Inputs> = LazyLock::new(Inputs::read);

impl Inputs {
    /// Those of the schema; read once in a process.
    pub fn of_schema() -> &'static Self {
        &INPUTS
    }

    /// Whether a type as written, `[ID!]!`, is one of them.
    pub fn has(&self, ty: &str) -> bool {
        self.0.contains_key(MetaTypeName::concrete_typename(ty))
    }

    fn read() -> Self {
        let shape = |(name, ty): (String, MetaType)| match ty {
            MetaType::Scalar { .. } => Some((name, Shape::Leaf)),
            MetaType::Enum { enum_values, .. } => Some((name, Shape::Choice(enum_values.into_keys().collect()))),
            MetaType::InputObject { input_fields, .. } => {
                Some((name, Shape::Object(input_fields.values().map(Field::of).collect())))
            }
            _ => None,
        };
        Self(engine::registry().types.into_iter().filter_map(shape).collect())
    }
}

impl Field {
    pub fn of_variable(variable: &VariableDefinition) -> Self {
        let ty = &variable.var_type.node;
        let optional = ty.nullable || variable.default_value.is_some();
        Self { name: variable.name.node.to_string(), ty: ty.to_string(), optional }
    }

    fn of(field: &MetaInputValue) -> Self {
        let optional = field.default_value.is_some() || !MetaTypeName::create(&field.ty).is_non_null();
        Self { name: field.name.clone(), ty: field.ty.clone(), optional }
    }
}

/// The currency that stands beside an amount, or the country's.
fn currency(beside: &Tree) -> &str {
    beside.below.get(leaves::CURRENCY).and_then(Tree::text).unwrap_or(leaves::RIYAL)
}

/// Whether the figure beside is one of 5.
fn is_of_five(beside: &Tree) -> bool {
    beside.below.get(leaves::FIGURE_KIND).and_then(Tree::text) == Some(leaves::SATISFACTION)
}

/// Whether the field after which a variable `$hasField` is called is filled in.
fn filled(name: &str, ty: &str, given: &Tree) -> Given {
    let mut letters = name.strip_prefix("has").unwrap_or_default().chars();
    match letters.next().filter(char::is_ascii_uppercase) {
        Some(first) if MetaTypeName::concrete_typename(ty) == "Boolean" => {
            let field = format!("{}{}", first.to_ascii_lowercase(), letters.as_str());
            Given::Value(Value::Boolean(given.below.get(&field).is_some_and(|field| !field.is_blank())))
        }
        _ => Given::Absent,
    }
}

/// What the texts of a field come to.
enum Given {
    /// There is no such field.
    Absent,
    /// It was left empty.
    Blank,
    Value(Value),
    /// It could not be read; that has been said.
    Unread,
}

/// Turns texts into values and gathers what is wrong with them.
pub(super) struct Coercion {
    reading: Reading,
    path: Vec<String>,
    pub mistakes: Vec<FieldError>,
}

type Object = IndexMap<Name, Value>;

impl Coercion {
    pub fn new(reading: Reading) -> Self {
        Self { reading, path: Vec::new(), mistakes: Vec::new() }
    }

    /// The variables of a document.
    pub fn variables(&mut self, wanted: &[Field], fields: &Fields) -> Value {
        Value::Object(self.members(wanted, fields.root()))
    }

    fn members(&mut self, wanted: &[Field], given: &Tree) -> Object {
        let mut members = Object::new();
        for Field { name, ty, optional } in wanted {
            self.path.push(name.clone());
            let value = match given.below.get(name) {
                None if self.path.len() == 1 => filled(name, ty, given),
                // an amount typed without one
                None if name == leaves::CURRENCY && given.below.contains_key(leaves::AMOUNT) => {
                    Given::Value(Value::from(currency(given)))
                }
                None => Given::Absent,
                Some(tree) if name == leaves::AMOUNT => self.typed(tree, |text| leaves::amount(text, currency(given))),
                Some(tree) if name == leaves::FIGURE && is_of_five(given) => self.typed(tree, leaves::hundredths),
                Some(tree) => self.value(ty, tree),
            };
            match value {
                Given::Value(value) => drop(members.insert(Name::new(name), value)),
                Given::Blank if self.reading.empty == Empty::Null && !ty.ends_with('!') => {
                    members.insert(Name::new(name), Value::Null);
                }
                Given::Blank | Given::Absent if !optional => self.mistake(Rule::Required),
                Given::Blank | Given::Absent | Given::Unread => {}
            }
            self.path.pop();
        }
        members
    }

    fn value(&mut self, ty: &str, tree: &Tree) -> Given {
        match MetaTypeName::create(ty) {
            // it is there however empty: what it lacks is told inside it
            MetaTypeName::NonNull(inner) => match Inputs::of_schema().0.get(inner) {
                Some(Shape::Object(fields)) => Given::Value(Value::Object(self.filled_in(fields, tree))),
                _ => self.value(inner, tree),
            },
            MetaTypeName::List(inner) => self.list(inner, tree),
            MetaTypeName::Named(name) => match Inputs::of_schema().0.get(name) {
                Some(Shape::Object(fields)) => self.object(fields, tree),
                _ => self.leaf(name, tree),
            },
        }
    }

    fn leaf(&mut self, ty: &str, tree: &Tree) -> Given {
        let Some(text) = tree.text() else { return Given::Blank };
        let read = match Inputs::of_schema().0.get(ty) {
            Some(Shape::Choice(codes)) if codes.iter().all(|code| code != text) => Err(Rule::Malformed),
            _ => leaves::read(ty, text, self.reading.zone),
        };
        self.read(read)
    }

    /// A text whose neighbours say in what unit it is typed.
    fn typed(&mut self, tree: &Tree, read: impl Fn(&str) -> Result<Value, Rule>) -> Given {
        let Some(text) = tree.text() else { return Given::Blank };
        self.read(read(text))
    }

    fn read(&mut self, value: Result<Value, Rule>) -> Given {
        value.map_or_else(
            |rule| {
                self.mistake(rule);
                Given::Unread
            },
            Given::Value,
        )
    }

    /// A form shows an object whole: when all of it is empty, it is not there. A day that remembers its calendar may be
    /// given as one text.
    fn object(&mut self, fields: &[Field], tree: &Tree) -> Given {
        if tree.is_blank() {
            return Given::Blank;
        }
        Given::Value(Value::Object(self.filled_in(fields, tree)))
    }

    fn filled_in(&mut self, fields: &[Field], tree: &Tree) -> Object {
        let day = fields.iter().any(|field| field.name == leaves::HIJRI).then(|| tree.text()).flatten();
        let mut object = self.members(fields, tree);
        match day.map(leaves::day) {
            Some(Ok((calendar, day))) => drop(object.insert(Name::new(calendar), day)),
            Some(Err(rule)) => self.mistake(rule),
            None => {}
        }
        object
    }

    /// A name given several times, or numbered entries of which those left empty or without a tick do not count, or one
    /// text for each key: `name.ar`.
    fn list(&mut self, inner: &str, tree: &Tree) -> Given {
        let keyed = leaves::keyed(MetaTypeName::concrete_typename(inner));
        let mut values = Vec::with_capacity(tree.texts.len() + tree.below.len());
        for (key, entry) in tree.entries() {
            self.path.push(key.clone());
            match (entry.text(), keyed) {
                (Some(text), Some(field)) => values.push(leaves::text_at(field, key, text)),
                _ => values.extend(self.entry(inner, entry)),
            }
            self.path.pop();
        }
        for text in tree.texts.iter().filter(|text| !text.trim().is_empty()) {
            let one = Tree { texts: vec![text.clone()], ..Tree::default() };
            values.extend(self.entry(inner, &one));
        }
        match self.reading.empty {
            // a form that shows a list and no entry means the empty one
            Empty::Absent if values.is_empty() => Given::Blank,
            _ => Given::Value(Value::List(values)),
        }
    }

    fn entry(&mut self, inner: &str, tree: &Tree) -> Option<Value> {
        match self.value(inner, tree) {
            Given::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Paths are counted from the root of `input`, as those of user errors are.
    fn mistake(&mut self, rule: Rule) {
        let inside = self.path.iter().skip(usize::from(self.path.first().is_some_and(|name| name == "input")));
        self.mistakes.push(FieldError { path: inside.cloned().collect(), rule });
    }
}
