//! The parts of the schema that every area shares: pages, filters, ids, error shapes.

use crm_core::staff::{CreateStaff, create};
use crm_core::text::{LanguageTag, LocalizedText};
use crm_core::{Db, OpContext};
use crm_graphql::{Request, Variables, execute, schema};
use serde_json::{Value, json};
use support::{TestDb, op, statements};

async fn run(db: &Db, op: &OpContext, document: &str, variables: Value) -> Value {
    let request = Request::new(document).variables(Variables::from_json(variables));
    let answer = execute(&schema(db.clone()), request, op.clone()).await;
    serde_json::to_value(answer).unwrap()
}

async fn staff(db: &Db, count: usize) {
    for number in 0..count {
        let command = CreateStaff {
            code: format!("s-{number}"),
            name: LocalizedText::ar_en("موظف", "Member"),
            external_subject: None,
        };
        create(db, &op::system(), command).await.unwrap();
    }
}

const ENTRIES: &str = "query($first: Int, $after: String, $last: Int, $before: String, $filter: AuditEntryFilter) {
    auditEntries(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        edges { cursor node { id operation recordId at detail } }
        nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
    }
}";

#[tokio::test]
async fn a_connection_pages_both_ways_and_counts_when_asked() {
    let db = TestDb::open().await;
    staff(&db, 5).await;
    let op = op::auditor();
    let first = run(&db, &op, ENTRIES, json!({ "first": 2 })).await;
    let page = &first["data"]["auditEntries"];
    assert_eq!(page["totalCount"], 5, "{first}");
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    assert_eq!(page["pageInfo"]["hasPreviousPage"], false);
    assert_eq!(page["edges"][0]["node"]["id"], page["nodes"][0]["id"]);
    let next = run(&db, &op, ENTRIES, json!({ "first": 10, "after": page["pageInfo"]["endCursor"] })).await;
    assert_eq!(next["data"]["auditEntries"]["nodes"].as_array().unwrap().len(), 3);
    let start = &next["data"]["auditEntries"]["pageInfo"]["startCursor"];
    let back = run(&db, &op, ENTRIES, json!({ "last": 2, "before": start })).await;
    assert_eq!(back["data"]["auditEntries"]["nodes"], page["nodes"]);
}

#[tokio::test]
async fn a_page_with_its_details_takes_two_statements() {
    let db = TestDb::open().await;
    staff(&db, 5).await;
    let op = op::auditor();
    let document = "{ auditEntries { nodes { id detail } } }";
    // What every request may need is in memory, and was looked for less than a second ago.
    db.reference().await.unwrap();
    let sent = statements(&db, async { assert!(run(&db, &op, document, json!({})).await["errors"].is_null()) }).await;
    assert_eq!(sent, 2);
}

#[tokio::test]
async fn filters_nest_and_are_bounded() {
    let db = TestDb::open().await;
    staff(&db, 3).await;
    let op = op::auditor();
    let all = run(&db, &op, ENTRIES, json!({})).await;
    let record = &all["data"]["auditEntries"]["edges"][1]["node"]["recordId"];
    let filter = json!({ "recordKind": { "eq": "staff" }, "or": [{ "record": { "in": [record] } }, { "operation": { "eq": "none" } }] });
    let one = run(&db, &op, ENTRIES, json!({ "filter": filter })).await;
    assert_eq!(one["data"]["auditEntries"]["totalCount"], 1, "{one}");
    assert_eq!(&one["data"]["auditEntries"]["edges"][0]["node"]["recordId"], record);
    let none = run(&db, &op, ENTRIES, json!({ "filter": { "not": { "recordKind": { "eq": "staff" } } } })).await;
    assert_eq!(none["data"]["auditEntries"]["totalCount"], 0);
    let deep = (0..4).fold(json!({ "operation": { "eq": "x" } }), |inner, _| json!({ "not": inner }));
    refused(&run(&db, &op, ENTRIES, json!({ "filter": deep })).await, "INVALID", Some("FILTER"));
}

#[tokio::test]
async fn a_record_is_found_by_its_id_alone() {
    let db = TestDb::open().await;
    staff(&db, 2).await;
    let op = op::auditor();
    let all = run(&db, &op, ENTRIES, json!({})).await;
    let ids = &all["data"]["auditEntries"]["nodes"];
    let (a, b) = (&ids[0]["id"], &ids[1]["id"]);
    let document = "query($ids: [ID!]!, $id: ID!) {
        nodes(ids: $ids) { id } node(id: $id) { __typename ... on AuditEntry { operation } } }";
    let missing = "audit_01h455vb4pex5vsknk084sn02q";
    let answer = run(&db, &op, document, json!({ "ids": [b, missing, a], "id": a })).await;
    assert_eq!(answer["data"]["nodes"], json!([{ "id": b }, null, { "id": a }]), "{answer}");
    assert_eq!(answer["data"]["node"]["__typename"], "AuditEntry");
}

#[track_caller]
fn refused(answer: &Value, code: &str, rule: Option<&str>) {
    let error = &answer["errors"][0];
    assert_eq!(error["extensions"]["code"], code, "{answer}");
    assert_eq!(error["extensions"]["rule"].as_str(), rule, "{answer}");
    assert!(error["extensions"]["requestId"].is_string(), "{answer}");
    assert!(!error["message"].as_str().unwrap_or_default().is_empty(), "{answer}");
}

#[tokio::test]
async fn errors_have_a_code_and_a_request_id() {
    let db = TestDb::open().await;
    let (auditor, reader, anyone) = (op::auditor(), op::reader(), op::anonymous());
    let entries = async |op, variables| run(&db, op, ENTRIES, variables).await;
    refused(&entries(&anyone, json!({})).await, "UNAUTHENTICATED", None);
    refused(&entries(&reader, json!({})).await, "FORBIDDEN", None);
    refused(&entries(&auditor, json!({ "after": "bm8" })).await, "INVALID", Some("CURSOR"));
    refused(&entries(&auditor, json!({ "first": 1, "last": 1 })).await, "INVALID", Some("EXCLUSIVE"));
    refused(&entries(&auditor, json!({ "first": 101 })).await, "INVALID", Some("OUT_OF_RANGE"));
    let filter = json!({ "filter": { "at": { "gte": "yesterday" } } });
    refused(&entries(&auditor, filter).await, "INVALID", Some("MALFORMED"));
    let filter = json!({ "filter": { "staff": { "eq": "service_01h455vb4pex5vsknk084sn02q" } } });
    refused(&entries(&auditor, filter).await, "INVALID", Some("ID"));
    let document = async |text: &str| run(&db, &auditor, text, json!({})).await;
    for bad in [
        "{",
        "",
        "{ \u{0} }",
        "{ nothing }",
        "{ viewer }",
        "query A { viewer { purpose } } query B { viewer { purpose } }",
    ] {
        refused(&document(bad).await, "BAD_DOCUMENT", None);
    }
    let aliases: String = (0..40).map(|n| format!("a{n}: viewer {{ purpose }} ")).collect();
    refused(&document(&format!("{{ {aliases} }}")).await, "QUERY_TOO_COMPLEX", None);
    let fields = "id at actor operation purpose ".repeat(80);
    refused(
        &document(&format!("{{ auditEntries(first: 100) {{ nodes {{ {fields} }} }} }}")).await,
        "QUERY_TOO_COMPLEX",
        None,
    );
    let unknown: String = (0..50).map(|n| format!("u{n} ")).collect();
    let many = document(&format!("{{ {unknown} }}")).await;
    assert_eq!(many["errors"].as_array().unwrap().len(), 10);
    assert!(!many.to_string().contains("Did you mean"));
}

#[tokio::test]
async fn messages_follow_the_language() {
    let db = TestDb::open().await;
    let arabic = run(&db, &op::anonymous(), ENTRIES, json!({})).await;
    assert_eq!(arabic["errors"][0]["message"], "يلزم تسجيل الدخول.");
    let english = op::auditor().in_language(LanguageTag::english());
    let answer = run(&db, &english, ENTRIES, json!({ "filter": { "at": { "lt": "x" } } })).await;
    assert_eq!(answer["errors"][0]["message"], "The value is not of the expected form.");
}

#[tokio::test]
async fn the_viewer_is_told_who_it_is() {
    let db = TestDb::open().await;
    let document =
        "{ viewer { actor { kind id } roles { role departmentId } departments { code } permissions purpose } }";
    let auditor = run(&db, &op::auditor(), document, json!({})).await;
    let viewer = &auditor["data"]["viewer"];
    assert_eq!(viewer["actor"]["kind"], "STAFF", "{auditor}");
    assert!(viewer["actor"]["id"].as_str().unwrap().starts_with("staff_"));
    assert_eq!(viewer["roles"], json!([{ "role": "AUDITOR", "departmentId": null }]));
    assert!(viewer["permissions"].as_array().unwrap().contains(&json!("AUDIT_READ")));
    let anyone = run(&db, &op::anonymous(), document, json!({})).await;
    assert_eq!(anyone["data"]["viewer"]["permissions"], json!(["CATALOGUE_READ"]));
}

#[tokio::test]
async fn a_mutation_answers_its_record_or_what_can_be_mended() {
    let db = TestDb::open().await;
    let admin = op::admin().in_language(LanguageTag::english());
    let create = "mutation($input: CreateStaffMemberInput!) { createStaffMember(input: $input) {
        staffMember { id version name { text en: text(lang: \"en-GB\") translations { lang text } } }
        userErrors { code message path rule } } }";
    let name = json!([{ "lang": "ar", "text": "سارة" }, { "lang": "en", "text": "Sarah" }]);
    let made = run(&db, &admin, create, json!({ "input": { "code": "a-1", "name": name } })).await;
    let member = &made["data"]["createStaffMember"]["staffMember"];
    assert_eq!(member["name"]["text"], "Sarah", "{made}");
    assert_eq!(member["name"]["translations"][0], json!({ "lang": "ar", "text": "سارة" }));
    let again = run(&db, &admin, create, json!({ "input": { "code": "a-1", "name": name } })).await;
    let payload = &again["data"]["createStaffMember"];
    assert_eq!(payload["staffMember"], Value::Null, "{again}");
    let taken = json!([{ "code": "INVALID", "message": "Another record already has this value.", "path": ["code"], "rule": "TAKEN" }]);
    assert_eq!(payload["userErrors"], taken);

    let update = "mutation($input: UpdateStaffMemberInput!) { updateStaffMember(input: $input) {
        staffMember { version active } current { version active } userErrors { code path rule } } }";
    let input = json!({ "id": member["id"], "active": false, "expectedVersion": member["version"] });
    let changed = run(&db, &admin, update, json!({ "input": input })).await;
    assert_eq!(changed["data"]["updateStaffMember"]["staffMember"]["active"], false, "{changed}");
    let stale = run(&db, &admin, update, json!({ "input": input })).await;
    let payload = &stale["data"]["updateStaffMember"];
    assert_eq!(payload["userErrors"], json!([{ "code": "CONFLICT", "path": [], "rule": null }]), "{stale}");
    assert_eq!(payload["current"]["active"], false);

    let reader = run(&db, &op::reader(), create, json!({ "input": { "code": "a-2", "name": name } })).await;
    refused(&reader, "FORBIDDEN", None);
    let unknown = json!({ "input": { "id": "staff_01h455vb4pex5vsknk084sn02q", "active": true } });
    let missing = run(&db, &admin, update, unknown).await;
    assert_eq!(missing["data"]["updateStaffMember"]["userErrors"][0]["code"], "NOT_FOUND", "{missing}");
    let foreign = json!({ "input": { "id": "service_01h455vb4pex5vsknk084sn02q", "active": true } });
    refused(&run(&db, &admin, update, foreign).await, "INVALID", Some("ID"));
}
