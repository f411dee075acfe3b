//! How many statements a page takes does not depend on its rows: over every connection of the schema.

mod crowd;

use std::collections::BTreeMap;

use crm_core::{Db, OpContext};
use crm_graphql::{Limits, Schema as Engine, schema_with};
use serde_json::{Value, json};
use support::introspect::{Field, Schema, is_connection};
use support::{Answer, TestDb, gql_on, op, sql};

use crowd::Crowd;

/// How deep the objects in each row are asked for.
const DEPTH: usize = 2;

/// Carries a document out and gives the statements that it took. The look at the catalogue's version, which a
/// process takes once a second, is not counted.
async fn sent(engine: &Engine, op: &OpContext, document: &str, variables: Value) -> (Answer, Vec<String>) {
    let (answer, texts) = sql(gql_on(engine, op, document, variables)).await;
    (answer, texts.into_iter().filter(|text| !text.contains("reference_version")).collect())
}

/// A schema that lets a page of a hundred whole rows pass.
fn wide(db: &Db) -> Engine {
    schema_with(db.clone(), &Limits { depth: 32, complexity: usize::MAX, ..Limits::default() })
}

/// A document with `$rows` of a connection, and where its rows stand in the answer.
struct Asked {
    name: String,
    document: String,
    rows: String,
    /// Where the outer lists grow rather than this one, fewer rows are no fault.
    least: usize,
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
        .map(|argument| format!(", {}: \"{}\"", argument.name, crowd.samples.id(&[argument.name.clone()])))
        .collect();
    let selection = schema.selection(&field.ty.name, DEPTH);
    let name = &field.name;
    let document = format!("query($rows: Int) {{ {name}(first: $rows{required}) {selection} }}");
    Asked { name: name.clone(), document, rows: format!("/{name}/nodes"), least: 100 }
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
        Asked { name: format!("{object}.{name}"), document: one, rows: format!("/node/{name}/nodes"), least: 100 },
        Asked { name: format!("{list} > {name}"), document: every, rows: format!("/{list}/nodes"), least: 100 },
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
        sent(&engine, &op, &asked.document, json!({ "rows": 1 })).await.0.ok();
        let mut counts = BTreeMap::new();
        let mut texts = Vec::new();
        for rows in [1, 10, 100] {
            let (answer, statements) = sent(&engine, &op, &asked.document, json!({ "rows": rows })).await;
            let found = answer.ok().pointer(&asked.rows).and_then(Value::as_array).map_or(0, Vec::len);
            assert!(found == rows || found >= asked.least, "{}: {found} of {rows} rows", asked.name);
            counts.insert(rows, statements.len());
            texts.push(statements);
        }
        eprintln!("{:<32} {:?}", asked.name, counts.values().collect::<Vec<_>>());
        if counts.values().any(|count| *count != counts[&1]) {
            let brief = |list: &[String]| list.iter().map(|t| format!("    {t:.300}")).collect::<Vec<_>>().join("\n");
            grown.push(format!("{} {counts:?}\n  1:\n{}\n  100:\n{}", asked.name, brief(&texts[0]), brief(&texts[2])));
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
        ("a person by identifier with the last ten contacts", PERSON, person, 4),
        ("log a contact", LOG, contact, 16),
        ("a page of a department's contacts", DEPARTMENT, json!({ "id": crowd.samples.ids["department"] }), 4),
    ];
    for (name, document, variables, most) in paths {
        let (answer, texts) = sent(&engine, &agent, document, variables).await;
        let data = answer.ok();
        assert!(!data.as_object().unwrap().values().any(Value::is_null), "{name}: {data}");
        eprintln!("\n{name}: {} on {:?}", texts.len(), support::engine());
        for text in &texts {
            eprintln!("  {text}");
        }
        assert!(texts.len() <= most, "{name}: {} statements, {most} at most", texts.len());
    }
}
