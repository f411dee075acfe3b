//! A schema's text taken apart.

use std::collections::BTreeMap;

use async_graphql_parser::types::{
    ConstDirective, FieldDefinition, InputValueDefinition, SchemaDefinition, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use async_graphql_parser::{Error, Positioned, parse_schema};
use async_graphql_value::Name;

use super::Effect;

/// Where an element stands, from its type or directive down; its parts put together are the coordinate.
pub(super) type Place = Vec<String>;

/// Something that a document, or a program that reads answers, may depend on.
#[derive(Debug, PartialEq)]
pub(super) enum Element {
    /// `schema { query: … }`
    Root(Name),
    Type(&'static str),
    /// A field of an object or interface.
    Output(Type),
    /// An argument or a field of an input.
    Input {
        ty: Type,
        default: Option<String>,
    },
    EnumValue,
    Member,
    Interface,
    Directive,
    /// A directive on an input that narrows what it takes: `@oneOf`.
    Narrowing,
    /// `@deprecated`.
    Deprecation,
}

impl Element {
    /// Whether callers must give it.
    pub(super) fn is_required(&self) -> bool {
        matches!(self, Self::Input { ty, default: None } if !ty.nullable)
    }

    pub(super) fn addition(&self) -> Effect {
        match self {
            Self::Narrowing => Effect::Breaking,
            input if input.is_required() => Effect::Breaking,
            // Answers may now hold what no program was written for.
            Self::EnumValue | Self::Member | Self::Interface => Effect::Careful,
            _ => Effect::Safe,
        }
    }

    pub(super) fn removal(&self) -> Effect {
        match self {
            Self::Narrowing | Self::Deprecation => Effect::Safe,
            _ => Effect::Breaking,
        }
    }

    pub(super) fn noun(&self) -> String {
        match self {
            Self::Root(name) => name.to_string(),
            Self::Type(kind) => (*kind).into(),
            Self::Output(ty) | Self::Input { ty, .. } => ty.to_string(),
            Self::EnumValue => "enum value".into(),
            Self::Member => "member".into(),
            Self::Interface => "interface".into(),
            Self::Directive => "directive".into(),
            Self::Narrowing | Self::Deprecation => "directive in use".into(),
        }
    }
}

/// Every element of a schema. Descriptions are none.
pub(super) fn elements(text: &str) -> Result<BTreeMap<Place, Element>, Error> {
    let mut out = Elements(BTreeMap::new());
    for definition in parse_schema(text)?.definitions {
        match definition {
            TypeSystemDefinition::Schema(schema) => out.roots(schema.node),
            TypeSystemDefinition::Type(ty) => out.ty(ty.node),
            TypeSystemDefinition::Directive(directive) => {
                let place = vec![format!("@{}", directive.node.name.node)];
                out.arguments(&place, directive.node.arguments);
                out.0.insert(place, Element::Directive);
            }
        }
    }
    Ok(out.0)
}

struct Elements(BTreeMap<Place, Element>);

impl Elements {
    fn roots(&mut self, schema: SchemaDefinition) {
        let SchemaDefinition { query, mutation, subscription, .. } = schema;
        for (kind, root) in [("query", query), ("mutation", mutation), ("subscription", subscription)] {
            if let Some(name) = root {
                self.0.insert(vec![format!("schema.{kind}")], Element::Root(name.node));
            }
        }
    }

    fn ty(&mut self, ty: TypeDefinition) {
        let TypeDefinition { name, directives, kind, .. } = ty;
        let place = vec![name.node.to_string()];
        if directives.iter().any(|directive| directive.node.name.node == "oneOf") {
            self.0.insert(below(&place, " @oneOf".into()), Element::Narrowing);
        }
        let word = match kind {
            TypeKind::Scalar => "scalar",
            TypeKind::Object(object) => {
                self.interfaces(&place, object.implements);
                self.fields(&place, object.fields);
                "object"
            }
            TypeKind::Interface(interface) => {
                self.interfaces(&place, interface.implements);
                self.fields(&place, interface.fields);
                "interface"
            }
            TypeKind::Union(union) => {
                for member in union.members {
                    self.0.insert(below(&place, format!(" = {}", member.node)), Element::Member);
                }
                "union"
            }
            TypeKind::Enum(values) => {
                for value in values.values {
                    let here = below(&place, format!(".{}", value.node.value.node));
                    self.deprecation(&here, &value.node.directives);
                    self.0.insert(here, Element::EnumValue);
                }
                "enum"
            }
            TypeKind::InputObject(input) => {
                for field in input.fields {
                    let here = below(&place, format!(".{}", field.node.name.node));
                    self.input(here, field.node);
                }
                "input"
            }
        };
        self.0.insert(place, Element::Type(word));
    }

    fn interfaces(&mut self, place: &Place, implements: Vec<Positioned<Name>>) {
        for interface in implements {
            self.0.insert(below(place, format!(" & {}", interface.node)), Element::Interface);
        }
    }

    fn fields(&mut self, place: &Place, fields: Vec<Positioned<FieldDefinition>>) {
        for field in fields {
            let FieldDefinition { name, arguments, ty, directives, .. } = field.node;
            let here = below(place, format!(".{}", name.node));
            self.deprecation(&here, &directives);
            self.arguments(&here, arguments);
            self.0.insert(here, Element::Output(ty.node));
        }
    }

    fn arguments(&mut self, place: &Place, arguments: Vec<Positioned<InputValueDefinition>>) {
        for argument in arguments {
            self.input(below(place, format!("({}:)", argument.node.name.node)), argument.node);
        }
    }

    fn input(&mut self, here: Place, definition: InputValueDefinition) {
        let InputValueDefinition { ty, default_value, directives, .. } = definition;
        self.deprecation(&here, &directives);
        let default = default_value.map(|value| value.node.to_string());
        self.0.insert(here, Element::Input { ty: ty.node, default });
    }

    fn deprecation(&mut self, place: &Place, directives: &[Positioned<ConstDirective>]) {
        if directives.iter().any(|directive| directive.node.name.node == "deprecated") {
            self.0.insert(below(place, " @deprecated".into()), Element::Deprecation);
        }
    }
}

fn below(place: &Place, part: String) -> Place {
    place.iter().cloned().chain([part]).collect()
}
