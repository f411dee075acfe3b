//! What the gate knows of the schema: which fields a type has, which arguments they take, how many rows they bring.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::parser::types::OperationType;
use async_graphql::registry::{MetaField, MetaType, MetaTypeName};

use crate::engine;

/// Rows counted for a list without page arguments.
const LISTED: usize = 5;

/// Root fields that read a whole cycle of the inventory, however little they answer: ten of them are what the public may
/// ask for at once.
const WHOLE: [&str; 4] =
    ["inventoryInternalServices", "inventoryOverview", "inventorySummary", "inventoryVerification"];
/// What such a field costs.
const WHOLE_COST: usize = 1_000;

/// The types that have fields, by name.
pub(super) struct Types(HashMap<String, Composite>);

/// A type that has fields.
pub(super) struct Composite {
    pub name: String,
    pub fields: HashMap<String, Shape>,
}

/// A field as the gate sees it.
pub(super) struct Shape {
    /// The name of its type, without list and non-null.
    pub ty: String,
    pub rows: Rows,
    /// What it costs beside what is selected.
    pub cost: usize,
    pub arguments: Vec<String>,
}

/// How many rows a field brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// As many as its arguments `first` or `last` say.
    Page,
    /// One for each of its argument `ids`.
    Ids,
    /// So many.
    Fixed(usize),
}

static TYPES: LazyLock<Types> = LazyLock::new(Types::read);

impl Types {
    /// The types of the schema; read once in a process.
    pub fn of_schema() -> &'static Self {
        &TYPES
    }

    pub fn get(&self, name: &str) -> Option<&Composite> {
        self.0.get(name)
    }

    /// The type at the root of an operation.
    pub fn root(&self, kind: OperationType) -> Option<&Composite> {
        self.get(match kind {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        })
    }

    fn read() -> Self {
        let registry = engine::registry();
        let mut types: HashMap<String, Composite> =
            registry.types.values().filter_map(Composite::of).map(|ty| (ty.name.clone(), ty)).collect();
        for ty in introspection() {
            match types.get_mut(&ty.name) {
                Some(known) => known.fields.extend(ty.fields),
                None => drop(types.insert(ty.name.clone(), ty)),
            }
        }
        Self(types)
    }
}

impl Composite {
    fn of(ty: &MetaType) -> Option<Self> {
        let name = ty.name();
        let shape = |field: &MetaField| (field.name.clone(), Shape::of(name, field));
        ty.is_composite().then(|| Self {
            name: name.to_owned(),
            fields: ty.fields().into_iter().flat_map(|fields| fields.values()).map(shape).collect(),
        })
    }
}

impl Shape {
    fn of(owner: &str, field: &MetaField) -> Self {
        let cost = if WHOLE.contains(&field.name.as_str()) { WHOLE_COST } else { 0 };
        Self { cost, ..Self::new(owner, &field.ty, field.args.keys().cloned().collect()) }
    }

    fn new(owner: &str, ty: &str, arguments: Vec<String>) -> Self {
        let takes = |name: &str| arguments.iter().any(|argument| argument == name);
        let rows = match MetaTypeName::create(ty).is_list() {
            false if takes("first") && takes("last") => Rows::Page,
            // the connection's own field has counted them
            true if owner.ends_with("Connection") => Rows::Fixed(1),
            true if takes("ids") => Rows::Ids,
            true => Rows::Fixed(LISTED),
            false => Rows::Fixed(1),
        };
        Self { ty: MetaTypeName::concrete_typename(ty).to_owned(), rows, cost: 0, arguments }
    }
}

/// The types of introspection, which the specification fixes and the registry of a schema's own types lacks: each with
/// its fields, a field with its arguments.
const INTROSPECTION: &[(&str, &str)] = &[
    ("Query", "__schema: __Schema, __type(name): __Type"),
    (
        "__Schema",
        "description: String, types: [__Type], queryType: __Type, mutationType: __Type, subscriptionType: __Type, \
         directives: [__Directive]",
    ),
    (
        "__Type",
        "kind: String, name: String, description: String, specifiedByURL: String, isOneOf: Boolean, ofType: __Type, \
         fields(includeDeprecated): [__Field], interfaces: [__Type], possibleTypes: [__Type], \
         enumValues(includeDeprecated): [__EnumValue], inputFields(includeDeprecated): [__InputValue]",
    ),
    (
        "__Field",
        "name: String, description: String, args(includeDeprecated): [__InputValue], type: __Type, \
         isDeprecated: Boolean, deprecationReason: String",
    ),
    (
        "__InputValue",
        "name: String, description: String, type: __Type, defaultValue: String, isDeprecated: Boolean, \
         deprecationReason: String",
    ),
    ("__EnumValue", "name: String, description: String, isDeprecated: Boolean, deprecationReason: String"),
    (
        "__Directive",
        "name: String, description: String, locations: [String], args(includeDeprecated): [__InputValue], \
         isRepeatable: Boolean",
    ),
];

fn introspection() -> impl Iterator<Item = Composite> {
    INTROSPECTION.iter().map(|(name, fields)| Composite {
        name: (*name).to_owned(),
        fields: fields.split(", ").filter_map(|field| introspected(name, field)).collect(),
    })
}

fn introspected(owner: &str, field: &str) -> Option<(String, Shape)> {
    let (name, ty) = field.trim().split_once(": ")?;
    let (name, argument) = name.split_once('(').unwrap_or((name, ""));
    let arguments = argument.strip_suffix(')').map(str::to_owned).into_iter().collect();
    Some((name.to_owned(), Shape::new(owner, ty, arguments)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_from_type_and_arguments() {
        let types = Types::of_schema();
        let rows = |ty: &str, field: &str| types.get(ty).unwrap().fields[field].rows;
        assert_eq!(rows("Query", "services"), Rows::Page);
        assert_eq!(rows("ServiceConnection", "nodes"), Rows::Fixed(1));
        assert_eq!(rows("Query", "nodes"), Rows::Ids);
        assert_eq!(rows("Interaction", "followUps"), Rows::Fixed(LISTED));
        assert_eq!(rows("Query", "viewer"), Rows::Fixed(1));
        assert_eq!(rows("__Schema", "types"), Rows::Fixed(LISTED));
        for field in WHOLE {
            assert_eq!(types.get("Query").unwrap().fields[field].cost, WHOLE_COST, "{field}");
        }
    }
}
