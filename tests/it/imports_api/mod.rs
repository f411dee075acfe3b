//! Imports as officers run them: previewed, as jobs, with the file given back, undone.

mod jobs;
mod pages;
mod undo;

use crm_core::documents::{self, CreateUpload, DocumentPurpose};
use crm_core::policy::Role;
use crm_core::table::{Cell, Table};
use crm_core::text::LanguageTag;
use crm_core::{OpContext, work};
use futures_util::stream;
use serde_json::{Value, json};
use support::{Answer, People, TestDb, gql, op};

pub const START: &str = "mutation($input: StartServiceImportInput!) { startServiceImport(input: $input) { \
    serviceImport { id } userErrors { code path rule } } }";
const SHOW: &str = "query($id: ID!) { serviceImport(id: $id) { \
    dryRun finishedAt undoneAt fileName effectiveDate document { name } markedDocument { name mediaType path } \
    job { state done total failure { code messages } } undoJob { state } \
    counts { rows services new changed unchanged rejected duplicates } \
    undoCounts { withdrawn restored changedSince } \
    rows(first: 100) { nodes { number externalId outcome undone remarks { column code message } service { code status } } } } }";

pub const HEADINGS: [&str; 6] = ["اسم الخدمة", "رمز الخدمة", "الرسوم", "رمز الإدارة المالكة", "المستفيدون", "ملاحظاتي"];

/// A manager of the catalogue, and a body with departments.
pub async fn settled() -> (TestDb, OpContext) {
    let db = TestDb::open().await;
    People::settle(&db).await;
    let op = People::staff(&db, Role::CatalogueManager, None).await.op;
    (db, op)
}

/// A workbook with these rows under [`HEADINGS`].
pub fn workbook(rows: &[[&str; 6]]) -> Vec<u8> {
    let mut table = Table::new("الخدمات", &LanguageTag::arabic(), HEADINGS);
    for row in rows {
        table.push(row.map(Cell::from));
    }
    table.to_xlsx().unwrap()
}

/// Uploads a file and gives its id.
pub async fn upload(db: &TestDb, op: &OpContext, name: &str, bytes: Vec<u8>) -> String {
    let purpose = DocumentPurpose::ServiceImport;
    let command = CreateUpload { name: name.into(), media_type: String::new(), size: None, purpose };
    let document = documents::upload(db, op, command, stream::iter([Ok(bytes)])).await.unwrap();
    crm_graphql::node_id::Id(document.id).to_string()
}

pub async fn start(db: &TestDb, op: &OpContext, input: Value) -> String {
    let made = gql(db, op, START, json!({ "input": input })).await;
    made.done("startServiceImport")["serviceImport"]["id"].as_str().unwrap().into()
}

/// Works until no job waits.
pub async fn worked(db: &TestDb) {
    while crm_core::jobs::run_one(db, &op::system(), work::KINDS).await.unwrap() {}
}

pub async fn show(db: &TestDb, op: &OpContext, id: &str) -> Value {
    gql(db, op, SHOW, json!({ "id": id })).await.ok()["serviceImport"].clone()
}

/// `number: outcome code*` of each row.
pub fn told(import: &Value) -> Vec<String> {
    let rows = import["rows"]["nodes"].as_array().unwrap();
    let line = |row: &Value| {
        let codes = row["remarks"].as_array().unwrap().iter().map(|remark| remark["code"].as_str().unwrap().to_owned());
        let words = [row["number"].to_string(), row["outcome"].as_str().unwrap().to_owned()].into_iter().chain(codes);
        words.collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(line).collect()
}

pub async fn codes(db: &TestDb, op: &OpContext) -> Vec<String> {
    let found = gql(db, op, "{ services(first: 100) { nodes { code status } } }", json!({})).await;
    let nodes = found.ok()["services"]["nodes"].as_array().unwrap().clone();
    let line = |row: &Value| format!("{} {}", row["code"].as_str().unwrap(), row["status"].as_str().unwrap());
    let mut codes: Vec<_> = nodes.iter().map(line).collect();
    codes.sort();
    codes
}

/// The rows of a workbook or a CSV file, as its reader sees them.
async fn read_back(db: &TestDb, op: &OpContext, path: &Value) -> Vec<Vec<String>> {
    let id = path.as_str().unwrap().strip_prefix("/documents/").unwrap();
    let id: crm_graphql::node_id::Id<_> = id.parse().unwrap();
    let bytes = documents::open(db, op, id.0).await.unwrap().whole().await.unwrap();
    let sheet = crm_core::catalogue::import::Sheet::read(&bytes).unwrap();
    let rows = sheet.rows().iter().map(|row| row.cells.clone());
    std::iter::once(sheet.headers().to_vec()).chain(rows).collect()
}

/// Three good rows and three bad ones: no name, an unknown department, a repeated code.
pub fn six_rows() -> Vec<u8> {
    workbook(&[
        ["رخصة بناء", "S-1", "100", "DESK", "مواطن، مقيم", "أ"],
        ["", "S-2", "", "DESK", "", ""],
        ["تصريح", "S-3", "مجانية", "NOWHERE", "", ""],
        ["شهادة", "S-4", "مجانية", "permits", "أفراد", "=1+1"],
        ["شهادة أخرى", "S-4", "", "PERMITS", "", ""],
        ["تجديد", "S-5", "كثير", "إدارة التراخيص", "فضائيون", ""],
    ])
}

#[tokio::test]
async fn a_workbook_with_three_bad_rows_comes_back_marked() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "خدماتنا.xlsx", six_rows()).await;
    let preview = "query($id: ID!) { previewServiceImport(documentId: $id) { \
        headers rowCount rows columns { field header required } } }";
    let preview = gql(&db, &op, preview, json!({ "id": document })).await;
    let preview = &preview.ok()["previewServiceImport"];
    assert_eq!((&preview["headers"], &preview["rowCount"]), (&json!(HEADINGS), &json!(6)));
    let found = |field: &str| {
        let columns = preview["columns"].as_array().unwrap();
        columns.iter().find(|column| column["field"] == field).unwrap()["header"].clone()
    };
    assert_eq!(
        ["CODE", "OWNER", "FEE", "NAME_EN"].map(found),
        [json!("رمز الخدمة"), json!("رمز الإدارة المالكة"), json!("الرسوم"), Value::Null]
    );

    let dry = start(&db, &op, json!({ "documentId": document, "dryRun": true })).await;
    worked(&db).await;
    let expected = [
        "2 NEW",
        "3 REJECTED MISSING_LANGUAGE",
        "4 REJECTED UNKNOWN_REFERENCE",
        "5 NEW",
        "6 DUPLICATE ROW_REPEATED",
        "7 NEW LEFT_OUT LEFT_OUT",
    ];
    let shown = show(&db, &op, &dry).await;
    assert_eq!(told(&shown), expected, "{shown:#}");
    assert_eq!((&shown["dryRun"], &shown["job"]["state"]), (&json!(true), &json!("DONE")));
    assert_eq!(codes(&db, &op).await, [""; 0], "a dry run leaves no service");
    assert!(shown["rows"]["nodes"].as_array().unwrap().iter().all(|row| row["service"].is_null()));

    let import = start(&db, &op, json!({ "documentId": document, "effectiveDate": "2026-01-01" })).await;
    worked(&db).await;
    let shown = show(&db, &op, &import).await;
    assert_eq!(told(&shown), expected);
    let counts = json!({
        "rows": 6, "services": 3, "new": 3, "changed": 0, "unchanged": 0, "rejected": 2, "duplicates": 1
    });
    assert_eq!((&shown["counts"], &shown["effectiveDate"]), (&counts, &json!("2026-01-01")));
    assert_eq!((&shown["job"]["done"], &shown["job"]["total"]), (&json!(6), &json!(6)));
    assert_eq!(codes(&db, &op).await, ["S-1 PUBLISHED", "S-4 PUBLISHED", "S-5 PUBLISHED"]);

    assert_eq!(shown["markedDocument"]["name"], "خدماتنا - النتيجة.xlsx");
    let rows = read_back(&db, &op, &shown["markedDocument"]["path"]).await;
    assert_eq!(rows[0][..6], HEADINGS);
    assert_eq!(rows[0][6..], ["الحالة", "الخطأ", "طريقة التصحيح"]);
    assert_eq!(rows[1][6..], ["جديدة", "", ""]);
    assert_eq!(rows[2][6..], ["مرفوض", "اسم الخدمة: MISSING_LANGUAGE", "النص مطلوب بلغة النظام الأساسية."]);
    assert_eq!((rows[3][7].as_str(), rows[4][5].as_str()), ("رمز الإدارة المالكة: UNKNOWN_REFERENCE", "=1+1"));

    let card = "{ service(code: \"S-1\") { owner { code } card { audience { clients residency } fees { state list { amount { amountMinor currency } } } } } }";
    let card = gql(&db, &op, card, json!({})).await;
    assert_eq!(card.errors(), [] as [Value; 0]);
}

#[tokio::test]
async fn columns_may_have_any_heading_and_mappings_are_kept() {
    let (db, op) = settled().await;
    let csv = "Nr;Titel;Amt;Preis\n9;خدمة;DESK;25.50\n".as_bytes().to_vec();
    let document = upload(&db, &op, "sheet.csv", csv).await;
    let started = async |input: Value| gql(&db, &op, START, json!({ "input": input })).await;
    let refused = started(json!({ "documentId": document })).await;
    assert_eq!(refused.refusals("startServiceImport"), ["file.اسم الخدمة: MISSING_COLUMN"]);
    let columns = json!([
        { "field": "CODE", "header": "Nr" }, { "field": "NAME_AR", "header": "Titel" },
        { "field": "OWNER", "header": "Amt" }, { "field": "FEE", "header": "Preis" }, { "field": "SCOPE" },
    ]);
    let refused = started(json!({ "documentId": document, "columns": [{ "field": "CODE", "header": "Nr" }] })).await;
    assert_eq!(refused.refusals("startServiceImport"), ["columns.name_ar: REQUIRED"]);
    let save = "mutation($input: SaveServiceImportMappingInput!) { saveServiceImportMapping(input: $input) { \
        mapping { name toml } userErrors { code path rule } } }";
    let saved = gql(&db, &op, save, json!({ "input": { "name": "German", "columns": columns } })).await;
    assert!(saved.done("saveServiceImportMapping")["mapping"]["toml"].as_str().unwrap().contains("Titel"));
    let taken = gql(&db, &op, save, json!({ "input": { "name": "services", "columns": columns } })).await;
    assert_eq!(taken.refusals("saveServiceImportMapping"), ["name: TAKEN"]);
    let import = start(&db, &op, json!({ "documentId": document, "mapping": "German", "draft": true })).await;
    worked(&db).await;
    let shown = show(&db, &op, &import).await;
    assert_eq!(told(&shown), ["2 NEW"]);
    assert_eq!(codes(&db, &op).await, ["9 DRAFT"]);
    assert_eq!(shown["markedDocument"]["mediaType"], "text/csv; charset=utf-8");
}

#[tokio::test]
async fn a_sheet_changes_what_it_says_and_keeps_the_rest_of_a_card() {
    use crm_core::catalogue::services::{self, ReviseService};
    let (db, op) = settled().await;
    let first = upload(&db, &op, "a.xlsx", workbook(&[["رخصة", "S-1", "100", "DESK", "مواطن", ""]])).await;
    start(&db, &op, json!({ "documentId": first, "effectiveDate": "2026-01-01" })).await;
    worked(&db).await;
    let service = services::find_by_code(&db, &op, "S-1").await.unwrap().unwrap();
    let mut card = service.card().unwrap().clone();
    card.identity.output = crm_core::text::LocalizedText::ar_en("رخصة ورقية", "A paper");
    services::revise(&db, &op, ReviseService { id: service.id, card, reason: None, expected_version: None })
        .await
        .unwrap();
    let again = upload(&db, &op, "b.xlsx", workbook(&[["رخصة جديدة", "S-1", "", "DESK", "", ""]])).await;
    let import = start(&db, &op, json!({ "documentId": again, "effectiveDate": "2026-02-01" })).await;
    worked(&db).await;
    assert_eq!(told(&show(&db, &op, &import).await), ["2 CHANGED"]);
    let service = services::find_by_code(&db, &op, "S-1").await.unwrap().unwrap();
    let card = service.card().unwrap();
    assert_eq!(card.identity.name.exact(&LanguageTag::arabic()), Some("رخصة جديدة"));
    assert_eq!(card.audience.residency.len(), 1, "an empty cell leaves what the card says");
    assert!(service.draft_revision_id.is_some(), "what somebody writes by hand is left alone");
}

#[tokio::test]
async fn a_sheet_takes_the_codes_that_a_form_takes() {
    let (db, op) = settled().await;
    let codes = ["bad code!", "a/b", "خدمة", "A--1", "GC-١٢"];
    let rows = codes.map(|code| ["رخصة", code, "", "DESK", "", ""]);
    let document = upload(&db, &op, "codes.xlsx", workbook(&rows)).await;
    let dry = start(&db, &op, json!({ "documentId": document, "dryRun": true })).await;
    worked(&db).await;
    let told = told(&show(&db, &op, &dry).await);
    let refused: Vec<bool> = told.iter().map(|line| line.ends_with("REJECTED CODE")).collect();

    let found = gql(&db, &op, "{ department(code: \"DESK\") { id } }", json!({})).await;
    let owner = &found.ok()["department"]["id"];
    let create = "mutation($input: CreateServiceInput!) { createService(input: $input) { userErrors { path rule } } }";
    let mut wrong = Vec::new();
    for code in codes {
        let name = json!([{ "lang": "ar", "text": "رخصة" }]);
        let input = json!({ "code": code, "owner": owner, "card": { "identity": { "name": name } } });
        let answer = gql(&db, &op, create, json!({ "input": input })).await;
        wrong.push(answer.refusals("createService") == ["code: CODE"]);
    }
    assert_eq!(refused, wrong, "{told:?}");
    assert_eq!(wrong, [true, true, true, false, false]);
}

#[tokio::test]
async fn only_managers_of_the_catalogue_import() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "a.xlsx", six_rows()).await;
    let import = start(&db, &op, json!({ "documentId": document })).await;
    worked(&db).await;
    let other = People::staff(&db, Role::CatalogueManager, None).await.op;
    let seen = show(&db, &other, &import).await;
    assert_eq!((&seen["document"]["name"], &seen["job"]), (&json!("a.xlsx"), &Value::Null), "the job is its starter's");
    let admin = People::staff(&db, Role::Admin, None).await.op;
    let jobs = gql(&db, &admin, "{ jobs(first: 5) { nodes { kind state } } }", json!({})).await;
    assert_eq!(jobs.ok()["jobs"]["nodes"], json!([{ "kind": "service.import_sheet", "state": "DONE" }]));
    for role in [Role::Reader, Role::DepartmentEditor, Role::Auditor] {
        let stranger = People::staff(&db, role, None).await.op;
        let refused: Answer = gql(&db, &stranger, START, json!({ "input": { "documentId": document } })).await;
        assert_eq!(refused.codes(), ["FORBIDDEN"]);
        let refused = gql(&db, &stranger, "{ serviceImports(first: 5) { nodes { id } } }", json!({})).await;
        assert_eq!(refused.codes(), ["FORBIDDEN"]);
    }
    let loose = upload(&db, &other, "b.xlsx", six_rows()).await;
    let refused = gql(&db, &op, START, json!({ "input": { "documentId": loose } })).await;
    assert_eq!(refused.refusals("startServiceImport"), ["documentId: UNKNOWN_REFERENCE"]);
}
