//! Imports taken back.

use crm_core::catalogue::services::{self, ReviseService, RevisionMove};
use crm_core::text::LanguageTag;
use serde_json::{Value, json};
use support::{TestDb, gql};

use super::{codes, settled, show, start, told, upload, workbook, worked};

const UNDO: &str = "mutation($id: ID!) { undoServiceImport(input: { id: $id }) { \
    serviceImport { id } userErrors { code message } } }";

async fn import(db: &TestDb, op: &crm_core::OpContext, name: &str, day: &str, rows: &[[&str; 6]]) -> String {
    let document = upload(db, op, name, workbook(rows)).await;
    let id = start(db, op, json!({ "documentId": document, "effectiveDate": day })).await;
    worked(db).await;
    id
}

fn undone(import: &Value) -> Vec<String> {
    let rows = import["rows"]["nodes"].as_array().unwrap();
    rows.iter().map(|row| row["undone"].as_str().unwrap_or("-").to_owned()).collect()
}

#[tokio::test]
async fn a_batch_is_taken_back_where_nobody_went_on() {
    let (db, op) = settled().await;
    let desk = |name: &'static str, code: &'static str| [name, code, "مجانية", "DESK", "مواطن", ""];
    import(&db, &op, "a.xlsx", "2026-01-01", &[desk("أولى", "S-1"), desk("ثانية", "S-2"), desk("ثالثة", "S-3")]).await;
    let before: Vec<_> = cards(&db, &op).await;
    let second = import(
        &db,
        &op,
        "b.xlsx",
        "2026-02-01",
        &[
            ["أولى معدّلة", "S-1", "50", "PERMITS", "مواطن", ""],
            desk("ثانية معدّلة", "S-2"),
            desk("ثالثة", "S-3"),
            desk("رابعة", "S-4"),
        ],
    )
    .await;
    assert_eq!(told(&show(&db, &op, &second).await), ["2 CHANGED", "3 CHANGED", "4 UNCHANGED", "5 NEW"]);

    // Somebody goes on with the second service.
    let two = services::find_by_code(&db, &op, "S-2").await.unwrap().unwrap();
    let mut card = two.card().unwrap().clone();
    card.identity.name = card.identity.name.with(LanguageTag::english(), "Second");
    services::revise(&db, &op, ReviseService { id: two.id, card, reason: None, expected_version: None }).await.unwrap();
    let step = RevisionMove { id: two.id, reason: None, expected_version: None };
    services::submit(&db, &op, step).await.unwrap();

    gql(&db, &op, UNDO, json!({ "id": second })).await.done("undoServiceImport");
    let early = gql(&db, &op, UNDO, json!({ "id": second })).await;
    assert_eq!(early.user_errors("undoServiceImport")[0]["code"], "NOT_ALLOWED");
    worked(&db).await;
    let shown = show(&db, &op, &second).await;
    assert_eq!(undone(&shown), ["RESTORED", "CHANGED_SINCE", "-", "WITHDRAWN"]);
    assert_eq!(shown["undoCounts"], json!({ "withdrawn": 1, "restored": 1, "changedSince": 1 }));
    assert!(!shown["undoneAt"].is_null());
    let after = cards(&db, &op).await;
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]), "name, owner and fee are the former ones");
    assert!(after[1].contains("ثانية معدّلة"));
    let all = codes(&db, &op).await;
    assert_eq!(all, ["S-1 PUBLISHED", "S-2 PUBLISHED", "S-3 PUBLISHED", "S-4 WITHDRAWN"]);
    let again = gql(&db, &op, UNDO, json!({ "id": second })).await;
    assert_eq!(again.user_errors("undoServiceImport")[0]["code"], "NOT_ALLOWED");
}

/// Name, owner and fee of the first three services.
async fn cards(db: &TestDb, op: &crm_core::OpContext) -> Vec<String> {
    let mut cards = Vec::new();
    for code in ["S-1", "S-2", "S-3"] {
        let service = services::find_by_code(db, op, code).await.unwrap().unwrap();
        let card = service.card().unwrap();
        let name = card.identity.name.exact(&LanguageTag::arabic()).unwrap();
        cards.push(format!("{name} {} {:?}", service.owner_id, card.fees));
    }
    cards
}

#[tokio::test]
async fn what_was_taken_back_can_be_imported_again() {
    let (db, op) = settled().await;
    let rows = [["أولى", "S-1", "مجانية", "DESK", "مواطن", ""]];
    let first = import(&db, &op, "a.xlsx", "2026-01-01", &rows).await;
    gql(&db, &op, UNDO, json!({ "id": first })).await.done("undoServiceImport");
    worked(&db).await;
    assert_eq!(codes(&db, &op).await, ["S-1 WITHDRAWN"]);
    let again = import(&db, &op, "a.xlsx", "2026-01-01", &rows).await;
    assert_eq!(told(&show(&db, &op, &again).await), ["2 REVIVED"]);
    assert_eq!(codes(&db, &op).await, ["S-1 DRAFT"]);
    gql(&db, &op, UNDO, json!({ "id": again })).await.done("undoServiceImport");
    worked(&db).await;
    assert_eq!(codes(&db, &op).await, ["S-1 WITHDRAWN"]);
}

#[tokio::test]
async fn dry_runs_have_nothing_to_take_back() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "a.xlsx", workbook(&[["أولى", "S-1", "", "DESK", "", ""]])).await;
    let dry = start(&db, &op, json!({ "documentId": document, "dryRun": true })).await;
    worked(&db).await;
    let refused = gql(&db, &op, UNDO, json!({ "id": dry })).await;
    let message = refused.user_errors("undoServiceImport")[0]["message"].as_str().unwrap();
    assert!(message.contains("تجربة"), "{message}");
}
