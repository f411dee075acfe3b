//! The schema as exhaustive tests walk it: every field, argument and input field, without naming one.

use std::collections::BTreeMap;

use async_graphql_parser::parse_schema;
use async_graphql_parser::types::{self as parsed, BaseType, TypeKind, TypeSystemDefinition};
use serde_json::{Map, Value, json};

use crate::world::Samples;

/// The types of the schema, by name.
pub struct Schema(BTreeMap<String, Kind>);

/// What a type is.
#[derive(Debug)]
pub enum Kind {
    /// A leaf.
    Scalar,
    /// A leaf with these names.
    Enum(Vec<String>),
    /// Answered.
    Object(Vec<Field>),
    /// Answered as one of several objects.
    Abstract,
    /// Taken.
    Input {
        /// What it has.
        fields: Vec<Input>,
        /// Whether exactly one of them is given.
        one_of: bool,
    },
}

/// A field of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<Input>,
    /// Its type.
    pub ty: Type,
}

/// An argument, or a field of an input.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it must be given.
    pub required: bool,
}

/// A type where it is used.
#[derive(Clone, Debug)]
pub struct Type {
    /// The named type inside all lists.
    pub name: String,
    /// How many lists stand around it.
    pub lists: usize,
    /// As it is written in the schema: `[ID!]!`.
    pub text: String,
}

/// A place in a field's arguments, with what is put there instead of a plain value.
#[derive(Clone, Copy, Debug)]
pub struct Goal<'a> {
    /// Names from the argument down.
    pub path: &'a [String],
    /// What is put there.
    pub value: &'a Value,
    /// Whether it replaces the lists around the value too.
    pub whole: bool,
}

/// An argument or input field with the names that lead to it.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Names from the argument down.
    pub path: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// The root field or input type that it belongs to: with its name, the same wherever that type is used.
    pub owner: String,
}

/// Input fields that are not required by the schema but without which nothing is done.
const WANTED: &[(&str, &str)] = &[
    ("RegisterBeneficiaryInput", "name"),
    ("NewContactPointInput", "value"),
    ("ContactReasonContentInput", "departmentId"),
    ("CardDateInput", "gregorian"),
];
/// Arguments by which a record is found; given without them, `id` is added.
const KEYS: &[&str] = &["code", "identifier"];

impl Schema {
    /// The schema of this build.
    pub fn read() -> Self {
        let document = parse_schema(crm_graphql::sdl()).expect("our own schema");
        let types = document.definitions.into_iter().filter_map(|definition| match definition {
            TypeSystemDefinition::Type(ty) => Some((ty.node.name.node.to_string(), kind(ty.node))),
            _ => None,
        });
        Self(types.collect())
    }

    /// What a type is; a scalar of GraphQL itself is not written in the schema.
    pub fn kind(&self, name: &str) -> &Kind {
        self.0.get(name).unwrap_or(&Kind::Scalar)
    }

    /// The fields of an object.
    pub fn fields(&self, object: &str) -> &[Field] {
        match self.kind(object) {
            Kind::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Every object with its fields.
    pub fn objects(&self) -> impl Iterator<Item = (&str, &[Field])> {
        self.0.iter().filter_map(|(name, kind)| match kind {
            Kind::Object(fields) => Some((name.as_str(), fields.as_slice())),
            _ => None,
        })
    }

    /// Whether values of the type need no selection.
    pub fn is_leaf(&self, name: &str) -> bool {
        matches!(self.kind(name), Kind::Scalar | Kind::Enum(_))
    }

    /// Every argument and input field below a root field, objects before what is in them. Inputs that hold
    /// themselves, as filters do, are entered twice.
    pub fn spots(&self, field: &Field) -> Vec<Spot> {
        let mut spots = Vec::new();
        for argument in &field.arguments {
            self.walk(argument, &mut Vec::new(), &mut vec![field.name.clone()], &mut spots);
        }
        spots
    }

    fn walk(&self, input: &Input, path: &mut Vec<String>, above: &mut Vec<String>, spots: &mut Vec<Spot>) {
        if above.iter().filter(|name| **name == input.ty.name).count() > 1 {
            return;
        }
        path.push(input.name.clone());
        let owner = above.last().cloned().unwrap_or_default();
        spots.push(Spot { path: path.clone(), ty: input.ty.clone(), owner });
        above.push(input.ty.name.clone());
        if let Kind::Input { fields, .. } = self.kind(&input.ty.name) {
            for field in fields {
                self.walk(field, path, above, spots);
            }
        }
        above.pop();
        path.pop();
    }

    /// The least arguments that a field needs, with plausible values, and what the goal says at its place.
    pub fn arguments(&self, field: &Field, samples: &Samples, goal: Option<Goal<'_>>) -> Map<String, Value> {
        let mut above = vec![field.name.clone()];
        let first = goal.and_then(|goal| goal.path.first()).map(String::as_str);
        let keyed =
            field.arguments.iter().all(|argument| !argument.required) && first.is_none_or(|n| !KEYS.contains(&n));
        let mut out = Map::new();
        for argument in &field.arguments {
            let goal = step(goal, &argument.name);
            if argument.required || goal.is_some() || (keyed && argument.name == "id") {
                out.insert(argument.name.clone(), self.value(argument, &mut above, samples, goal));
            }
        }
        out
    }

    fn value(&self, input: &Input, above: &mut Vec<String>, samples: &Samples, goal: Option<Goal<'_>>) -> Value {
        above.push(input.name.clone());
        let here = goal.filter(|goal| goal.path.is_empty());
        let inner = match (here, self.kind(&input.ty.name)) {
            (Some(goal), _) => goal.value.clone(),
            (None, Kind::Input { fields, one_of }) => {
                let wanted = |field: &Input| match (goal, one_of) {
                    (Some(goal), true) => goal.path.first() == Some(&field.name),
                    (None, true) => field.name == fields[0].name,
                    (_, false) => field.required || WANTED.contains(&(&*input.ty.name, &*field.name)),
                };
                let mut object = Map::new();
                for field in fields {
                    let goal = step(goal, &field.name);
                    if goal.is_some() || wanted(field) {
                        object.insert(field.name.clone(), self.value(field, above, samples, goal));
                    }
                }
                Value::Object(object)
            }
            (None, Kind::Enum(names)) => json!(names[0]),
            (None, _) => samples.scalar(&input.ty.name, above),
        };
        above.pop();
        let lists = if here.is_some_and(|goal| goal.whole) { 0 } else { input.ty.lists };
        (0..lists).fold(inner, |value, _| json!([value]))
    }

    /// What to ask of a type: its leaves, and `depth` levels of the objects in it; of connections the rows.
    /// Empty for leaves. Fields that need arguments are left out, and so are connections inside objects.
    pub fn selection(&self, ty: &str, depth: usize) -> String {
        match self.kind(ty) {
            Kind::Scalar | Kind::Enum(_) => String::new(),
            Kind::Abstract | Kind::Input { .. } => "{ __typename }".into(),
            Kind::Object(_) if is_connection(ty) => {
                let node = self.node(ty);
                format!("{{ nodes {} pageInfo {{ endCursor }} }}", self.selection(node, depth))
            }
            Kind::Object(fields) => {
                let plain = |field: &&Field| field.arguments.iter().all(|argument| !argument.required);
                let mut out = String::from("{ __typename");
                for field in fields.iter().filter(plain) {
                    let name = &field.name;
                    if self.is_leaf(&field.ty.name) {
                        out = out + " " + name;
                    } else if name == "userErrors" || (depth > 0 && !is_connection(&field.ty.name)) {
                        out = out + " " + name + " " + &self.selection(&field.ty.name, depth.saturating_sub(1));
                    }
                }
                out + " }"
            }
        }
    }

    /// The type of a connection's rows.
    pub fn node(&self, connection: &str) -> &str {
        let nodes = self.fields(connection).iter().find(|field| field.name == "nodes");
        &nodes.expect("a connection has nodes").ty.name
    }

    /// A document that asks for one root field with all its arguments as variables, one level deep.
    pub fn document(&self, operation: &str, field: &Field, given: &Map<String, Value>) -> String {
        let given: Vec<&Input> = field.arguments.iter().filter(|input| given.contains_key(&input.name)).collect();
        let declared: Vec<String> = given.iter().map(|input| format!("${}: {}", input.name, input.ty.text)).collect();
        let passed: Vec<String> = given.iter().map(|input| format!("{0}: ${0}", input.name)).collect();
        let around = |text: String| if text.is_empty() { text } else { format!("({text})") };
        let selection = self.selection(&field.ty.name, 1);
        format!(
            "{operation}{} {{ {}{} {selection} }}",
            around(declared.join(" ")),
            field.name,
            around(passed.join(" "))
        )
    }
}

/// Whether a type is a page of a list.
pub fn is_connection(ty: &str) -> bool {
    ty.ends_with("Connection")
}

/// The goal as seen from inside a field, when it lies there.
fn step<'a>(goal: Option<Goal<'a>>, name: &str) -> Option<Goal<'a>> {
    let goal = goal?;
    let (first, path) = goal.path.split_first()?;
    (first == name).then_some(Goal { path, ..goal })
}

fn kind(ty: parsed::TypeDefinition) -> Kind {
    let one_of = ty.directives.iter().any(|directive| directive.node.name.node == "oneOf");
    match ty.kind {
        TypeKind::Scalar => Kind::Scalar,
        TypeKind::Enum(list) => Kind::Enum(list.values.into_iter().map(|v| v.node.value.node.to_string()).collect()),
        TypeKind::Object(object) => Kind::Object(object.fields.into_iter().map(|field| field_of(field.node)).collect()),
        TypeKind::Interface(_) | TypeKind::Union(_) => Kind::Abstract,
        TypeKind::InputObject(object) => {
            Kind::Input { fields: object.fields.into_iter().map(|field| input_of(&field.node)).collect(), one_of }
        }
    }
}

fn field_of(field: parsed::FieldDefinition) -> Field {
    Field {
        name: field.name.node.to_string(),
        arguments: field.arguments.into_iter().map(|argument| input_of(&argument.node)).collect(),
        ty: type_of(&field.ty.node),
    }
}

fn input_of(input: &parsed::InputValueDefinition) -> Input {
    let required = !input.ty.node.nullable && input.default_value.is_none();
    Input { name: input.name.node.to_string(), ty: type_of(&input.ty.node), required }
}

fn type_of(ty: &parsed::Type) -> Type {
    let (mut inner, mut lists) = (ty, 0);
    loop {
        match &inner.base {
            BaseType::Named(name) => return Type { name: name.to_string(), lists, text: ty.to_string() },
            BaseType::List(of) => (inner, lists) = (of, lists + 1),
        }
    }
}
