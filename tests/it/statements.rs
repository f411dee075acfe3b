//! How many statements a page takes does not depend on its rows: over every connection of the schema.

mod crowd;

use std::collections::BTreeMap;

use crm_core::Db;
use crm_graphql::{Limits, Schema as Engine, schema_with};
use serde_json::{Value, json};
use support::introspect::{Field, Schema, is_connection};
use support::{TestDb, gql_on, op, sent};

use crowd::Crowd;

/// How deep the objects in each row are asked for.
const DEPTH: usize = 2;

/// A schema that lets a page of a hundred whole rows pass.
fn wide(db: &Db) -> Engine {
    schema_with(db.clone(), &Limits::wide())
}

/// A document with `$rows` of a connection, and where its rows stand in the answer.
struct Asked {
    name: String,
    document: String,
    rows: String,
}

/// What to ask of every connection: at the root; inside one record, when itself grows; inside every row of a list,
/// when the list grows.
fn asked(schema: &Schema, crowd: &Crowd) -> Vec<Asked> {
    let mut out = Vec::new();
    for (object, fields) in schema.objects() {
        for field in fields.iter().filter(|field| is_connection(&field.ty.name)) {
            match object {
                "Query" => out.push(at_root(schema, crowd, field)),
                "Mutation" => {}
                _ => out.extend(inside(schema, crowd, object, field)),
            }
        }
    }
    out
}

fn at_root(schema: &Schema, crowd: &Crowd, field: &Field) -> Asked {
    let required: String = field
        .arguments
        .iter()
        .filter(|argument| argument.required)
        .map(|argument| format!(", {}: \"{}\"", argument.name, crowd.samples.id(std::slice::from_ref(&argument.name))))
        .collect();
    let selection = schema.selection(&field.ty.name, DEPTH);
    let name = &field.name;
    let document = format!("query($rows: Int) {{ {name}(first: $rows{required}) {selection} }}");
    Asked { name: name.clone(), document, rows: format!("/{name}/nodes") }
}

fn inside(schema: &Schema, crowd: &Crowd, object: &str, field: &Field) -> Vec<Asked> {
    let (name, selection) = (&field.name, schema.selection(&field.ty.name, DEPTH));
    let lists = schema.fields("Query").iter().find(|list| {
        is_connection(&list.ty.name)
            && schema.node(&list.ty.name) == object
            && list.arguments.iter().all(|a| !a.required)
    });
    let list = &lists.unwrap_or_else(|| panic!("no list of {object}")).name;
    let id = crowd.samples.id(&[object.to_owned()]);
    let one = format!(
        "query($rows: Int) {{ node(id: \"{id}\") {{ ... on {object} {{ {name}(first: $rows) {selection} }} }} }}"
    );
    let every = format!("query($rows: Int) {{ {list}(first: $rows) {{ nodes {{ {name}(first: 3) {selection} }} }} }}");
    vec![
        Asked { name: format!("{object}.{name}"), document: one, rows: format!("/node/{name}/nodes") },
        Asked { name: format!("{list} > {name}"), document: every, rows: format!("/{list}/nodes") },
    ]
}

#[tokio::test]
async fn statements_do_not_grow_with_rows_over_any_connection() {
    let db = TestDb::open().await;
    let crowd = Crowd::gather(&db).await;
    let (schema, engine, op) = (Schema::read(), wide(&db), op::system());
    let mut grown = Vec::new();
    for asked in asked(&schema, &crowd) {
        // Once unmeasured, so that what a process keeps in memory is there.
        gql_on(&engine, &op, &asked.document, json!({ "rows": 1 })).await.ok();
        let mut texts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut counts = BTreeMap::new();
        for rows in [1, 10, 100] {
            let (answer, statements) = sent(gql_on(&engine, &op, &asked.document, json!({ "rows": rows }))).await;
            let found = answer.ok().pointer(&asked.rows).and_then(Value::as_array).map_or(0, Vec::len);
            assert_eq!(found, rows, "{}", asked.name);
            counts.insert(rows, statements.len());
            texts.insert(rows, statements);
        }
        eprintln!("{:<32} {:?}", asked.name, counts.values().collect::<Vec<_>>());
        if counts.values().any(|count| *count != counts[&1]) {
            let brief = |list: &[String]| list.iter().map(|t| format!("    {t:.300}")).collect::<Vec<_>>().join("\n");
            let texts = texts.iter().map(|(rows, list)| format!("  {rows}:\n{}", brief(list))).collect::<Vec<_>>();
            grown.push(format!("{} {counts:?}\n{}", asked.name, texts.join("\n")));
        }
    }
    assert!(grown.is_empty(), "{} grow:\n{}", grown.len(), grown.join("\n"));
}

const SERVICE: &str = "query($code: String) { service(code: $code) {
    name { text } owner { name { text } }
    card {
        channels { kind name { text } }
        procedure { documents { name { text } } conditions { text } }
        audience { eligibility { text } }
    }
} }";

const PERSON: &str = "query($key: IdentifierKeyInput) { beneficiary(identifier: $key) {
    name { text }
    interactions(first: 10) { nodes { occurredAt channel service { name { text } } department { name { text } } } }
} }";

const LOG: &str = "mutation($input: LogInteractionInput!) { logInteraction(input: $input) {
    interaction { id } userErrors { code path rule }
} }";

const DEPARTMENT: &str = "query($id: ID) { interactions(filter: { department: { eq: $id } }, first: 25) {
    nodes { occurredAt channel subject outcome beneficiary { name { text } } staff { name { text } } reason { code } }
} }";

/// What the log of who saw whom adds to a request: BEGIN, its rows, the people, COMMIT.
const SEEN: usize = 4;

/// `--no-capture` prints the statements.
#[tokio::test]
async fn the_hot_paths_take_so_many_statements() {
    let db = TestDb::open().await;
    let crowd = Crowd::gather(&db).await;
    let engine = wide(&db);
    let agent = crowd.agent(&db).await;
    let contact = json!({ "input": {
        "channel": "PHONE",
        "beneficiary": { "id": crowd.samples.ids["beneficiary"] },
        "service": { "id": crowd.samples.ids["service"] },
        "reason": { "id": crowd.samples.ids["reason"] },
        "subject": "سؤال عن موعد",
        "idempotencyKey": "hot",
    } });
    let first = json!({ "input": { "channel": "COUNTER", "idempotencyKey": "warm" } });
    gql_on(&engine, &agent, LOG, first).await.done("logInteraction");
    let person = json!({ "key": { "kind": "NATIONAL_ID", "value": crowd.identifier } });
    let paths = [
        ("a service with its department, channels and requirements", SERVICE, json!({ "code": "A" }), 1),
        ("a person by identifier with the last ten contacts", PERSON, person, 3 + SEEN),
        ("log a contact", LOG, contact, 11),
        ("a page of a department's contacts", DEPARTMENT, json!({ "id": crowd.samples.ids["department"] }), 4 + SEEN),
    ];
    for (name, document, variables, most) in paths {
        let (answer, texts) = sent(gql_on(&engine, &agent, document, variables)).await;
        let data = answer.ok();
        assert!(!data.as_object().unwrap().values().any(Value::is_null), "{name}: {data}");
        eprintln!("\n{name}: {} on {:?}", texts.len(), support::engine());
        for text in &texts {
            eprintln!("  {text}");
        }
        assert!(texts.len() <= most, "{name}: {} statements, {most} at most", texts.len());
    }
}
