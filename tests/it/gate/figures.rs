//! What requests cost, and that the gate knows the schema as the engine does.

use std::collections::BTreeMap;

use crm_graphql::gate::{Mistake, Refusal};
use crm_graphql::{Limits, Request, Variables, execute, schema};
use serde_json::{Value, json};
use support::{TestDb, op};

use super::verdict;

#[track_caller]
fn costs(document: &str, variables: Value, cost: usize) {
    let verdict = verdict(document, variables, &Limits::default());
    assert_eq!((verdict.cost, verdict.refusal), (cost, None), "{document}");
}

#[test]
fn cost_is_leaf_fields_times_rows() {
    costs("{ __typename }", json!({}), 1);
    costs("{ viewer { purpose permissions actor { kind } } }", json!({}), 1 + 5 + 1);
    costs("{ services { nodes { code id } } }", json!({}), 25 * 2);
    costs("{ services(first: 10) { nodes { code name { text } } totalCount } }", json!({}), 10 * 3);
    costs("{ services(last: 7) { edges { cursor node { code } } } }", json!({}), 7 * 2);
    costs("{ services(first: 1000000) { nodes { id } } }", json!({}), 100);
    costs("{ services(first: 0) { nodes { id } } }", json!({}), 1);
    costs("{ departments(first: 10) { nodes { children { code id } } } }", json!({}), 10 * 5 * 2);
    costs(
        "{ a: services(first: 3) { ...S } ...Q } fragment Q on Query { b: services(first: 4) { ...S } }
           fragment S on ServiceConnection { nodes { ... on Service { code } ... { id } } }",
        json!({}),
        3 * 2 + 4 * 2,
    );
    costs("{ __schema { types { name } queryType { name } } }", json!({}), 5 + 1);
}

#[test]
fn page_sizes_and_values_come_from_variables_too() {
    let page = "query($n: Int = 20) { services(first: $n) { nodes { code } } }";
    costs(page, json!({ "n": 3 }), 3);
    costs(page, json!({}), 20);
    costs(page, json!({ "n": null }), 25);
    // the ids count once as values, and once each as rows
    let nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }";
    costs(nodes, json!({ "ids": ["a", "b", "c"] }), 3 + 3 * 2);
    costs("{ nodes(ids: [\"a\", \"b\"]) { id } }", json!({}), 2 + 2);
    costs(
        "query($f: ServiceFilter) { services(filter: $f, first: 2) { nodes { id } } }",
        json!({ "f": { "code": { "in": ["a", "b"] } } }),
        2 + 4,
    );
    costs(
        "query($s: String) { services(search: $s, first: 2) { nodes { id } } }",
        json!({ "s": "x".repeat(4_096) }),
        2 + 4,
    );
}

#[test]
fn what_callers_usually_ask_is_far_from_the_limits() {
    let limits = Limits::default();
    let introspection = include_str!("../../corpus/gate/introspection.graphql");
    let found = verdict(introspection, json!({}), &limits);
    assert_eq!(found.refusal, None, "{found:?}");
    assert!(found.cost < limits.cost_public, "{}", found.cost);
}

/// The fields of a type that only introspection has, each with its arguments, as the engine lists them.
async fn listed(schema: &crm_graphql::Schema, name: &str) -> BTreeMap<String, Vec<String>> {
    let document = "query($name: String!) {
        __type(name: $name) { fields { name args(includeDeprecated: true) { name } } } }";
    let request = Request::new(document).variables(Variables::from_json(json!({ "name": name })));
    let answer = serde_json::to_value(execute(schema, request, op::system()).await).unwrap();
    let fields = answer["data"]["__type"]["fields"].as_array().unwrap_or_else(|| panic!("{answer}"));
    let text = |value: &Value| value["name"].as_str().unwrap().to_owned();
    fields.iter().map(|field| (text(field), field["args"].as_array().unwrap().iter().map(text).collect())).collect()
}

#[tokio::test]
async fn the_gate_knows_all_of_introspection() {
    let db = TestDb::open().await;
    let schema = schema(db.clone());
    let faults = |ty: &str, field: &str| {
        let document = format!("{{ __typename ...F }} fragment F on {ty} {{ {field} }}");
        match verdict(&document, json!({}), &Limits::default()).refusal {
            None => Vec::new(),
            Some(Refusal::Wrong(faults)) => faults.into_iter().map(|fault| fault.mistake).collect(),
            Some(other) => panic!("{other:?}"),
        }
    };
    for ty in ["__Schema", "__Type", "__Field", "__InputValue", "__EnumValue", "__Directive"] {
        for (field, arguments) in listed(&schema, ty).await {
            assert_eq!(faults(ty, &field), [], "{ty}.{field}");
            for argument in arguments {
                assert_eq!(faults(ty, &format!("{field}({argument}: true)")), [], "{ty}.{field}");
            }
        }
    }
    assert_eq!(faults("__Type", "ofType { ofType { name } }"), []);
    assert_eq!(faults("__Type", "name { x }"), [Mistake::NoFields]);
}
