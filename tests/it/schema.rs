//! The schema: its committed text, its descriptions, and how errors look.

use std::path::Path;

use async_graphql_parser::parse_schema;
use async_graphql_parser::types::{TypeKind, TypeSystemDefinition};
use crm_graphql::released::{Effect, RELEASED, compare};

/// `UPDATE_SCHEMA=1` writes the committed text anew.
#[test]
fn the_committed_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crm-graphql/schema.graphql");
    let sdl = crm_graphql::sdl();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &sdl).expect("schema.graphql can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == sdl, "crm-graphql/schema.graphql is not current: run this test with UPDATE_SCHEMA=1");
}

#[test]
fn everything_has_a_description() {
    let document = parse_schema(crm_graphql::sdl()).expect("our own schema");
    let mut bare = Vec::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(ty) = definition else { continue };
        let ty = ty.node;
        let name = ty.name.node.as_str();
        let mut note = |described: bool, at: String| {
            if !described {
                bare.push(at);
            }
        };
        note(ty.description.is_some(), name.to_owned());
        match ty.kind {
            TypeKind::Scalar | TypeKind::Union(_) => {}
            TypeKind::Object(_) | TypeKind::Interface(_) => {
                let fields = match ty.kind {
                    TypeKind::Object(object) => object.fields,
                    TypeKind::Interface(interface) => interface.fields,
                    _ => Vec::new(),
                };
                for field in fields {
                    let at = format!("{name}.{}", field.node.name.node);
                    note(field.node.description.is_some(), at.clone());
                    for argument in field.node.arguments {
                        let at = format!("{at}({})", argument.node.name.node);
                        note(argument.node.description.is_some(), at);
                    }
                }
            }
            TypeKind::Enum(values) => {
                for value in values.values {
                    note(value.node.description.is_some(), format!("{name}.{}", value.node.value.node));
                }
            }
            TypeKind::InputObject(input) => {
                for field in input.fields {
                    note(field.node.description.is_some(), format!("{name}.{}", field.node.name.node));
                }
            }
        }
    }
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}

/// What callers were promised. Where a difference is meant, the schema is released anew: `schema.graphql` is copied
/// over `schema.released.graphql`, and the changelog tells.
#[test]
fn nothing_breaks_callers_of_the_released_schema() {
    let differences = compare(RELEASED, &crm_graphql::sdl()).unwrap();
    let breaking: Vec<_> = differences.iter().filter(|difference| difference.effect == Effect::Breaking).collect();
    assert!(breaking.is_empty(), "{breaking:#?}");
}

/// `UPDATE_ERRORS=1` writes the committed page anew.
#[test]
fn the_committed_table_of_error_codes_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crm-graphql/ERRORS.md");
    let page = crm_server::errors_page::markdown();
    if std::env::var_os("UPDATE_ERRORS").is_some() {
        std::fs::write(&path, &page).expect("ERRORS.md can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == page, "crm-graphql/ERRORS.md is not current: run this test with UPDATE_ERRORS=1");
}
