//! Workbooks taken back.

use serde_json::{Value, json};
use support::TestDb;

use super::super::cycles::{answered, item, move_items, shown as items, worked};
use super::super::{act, ended};
use super::{COST, NOTE, OURS, RIGHT, going, says, sent, shown, taken, told};

async fn undo(db: &TestDb, op: &crm_core::OpContext, book: &Value) -> String {
    let mutation = "undoInventoryWorkbook";
    let done = act(db, op, mutation, "UndoInventoryWorkbookInput", json!({ "id": book["id"] }), "__typename").await;
    worked(db).await;
    ended(&done, mutation)
}

#[tokio::test]
async fn items_say_again_what_they_said_before_where_nobody_touched_them_since() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let one = item(&db, owner, &cycle, "S-1").await;
    let figures = json!([{ "kind": "COMPLAINTS", "state": "KNOWN", "amount": 7 }]);
    let earlier = json!([{ "id": one, "existence": "RETIRED", "note": "أُلغيت", "measures": figures,
        "answers": [{ "code": "cost", "text": "لا شيء" }] }]);
    assert_eq!(answered(&db, &actors.head, earlier).await, "done");
    assert_eq!(move_items(&db, &actors.verifier, "returnInventoryItems", std::slice::from_ref(&one)).await, "done");
    let before = [says(&db, owner, &cycle, "S-1").await, says(&db, owner, &cycle, "S-2").await];

    let mut book = taken(&db, owner, &cycle).await;
    book.set("S-1", &[(OURS, "قائمة وتابعة لنا"), (RIGHT, "نعم"), (NOTE, ""), (COST, "قليل"), ("الشكاوى", "")]);
    book.confirm("S-2");
    book.confirm("S-3");
    let back = sent(&db, owner, &cycle, &book).await;
    assert_eq!(told(&back), ["S-1: ANSWERED", "S-2: ANSWERED", "S-3: ANSWERED"], "{back:#}");
    let three = item(&db, owner, &cycle, "S-3").await;
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", &[three]).await, "done");

    assert_eq!(undo(&db, &actors.head, &back).await, "NOT_FOUND", "it is another's");
    assert_eq!(undo(&db, &actors.development, &back).await, "FORBIDDEN", "who runs the inventory does not answer");
    assert_eq!(undo(&db, owner, &back).await, "done");
    let undone = shown(&db, owner, back["id"].as_str().unwrap()).await;
    assert_eq!(undone["undoCounts"], json!({ "restored": 2, "kept": 1 }), "{undone:#}");
    let rows: Vec<&Value> = undone["rows"]["nodes"].as_array().unwrap().iter().map(|row| &row["undone"]).collect();
    assert_eq!(rows, ["RESTORED", "RESTORED", "KEPT"]);
    let lines = [
        "P-1: PENDING - -",
        "S-1: RETURNED RETIRED DEPARTMENT",
        "S-2: PENDING - -",
        "S-3: ACCEPTED CONFIRMED DEPARTMENT",
    ];
    assert_eq!(items(&db, owner, &cycle).await, lines);
    for (code, mut before) in ["S-1", "S-2"].into_iter().zip(before) {
        before["version"] = json!(before["version"].as_i64().unwrap() + 2);
        assert_eq!(says(&db, owner, &cycle, code).await, before);
    }
    assert_eq!(undo(&db, owner, &back).await, "NOT_ALLOWED", "once is enough");

    // what it was given out with is out of date now, so that sending it again writes over nothing
    let again = sent(&db, owner, &cycle, &book).await;
    assert_eq!(told(&again)[0], "S-1: REFUSED CHANGED_SINCE");
}

#[tokio::test]
async fn a_dry_run_has_nothing_to_be_taken_back() {
    let db = TestDb::open().await;
    let (actors, cycle) = going(&db).await;
    let owner = &actors.owner;
    let mut book = taken(&db, owner, &cycle).await;
    book.confirm("S-1");
    let document = super::uploaded(&db, owner, book.bytes()).await;
    let input = json!({ "cycleId": cycle, "documentId": document, "dryRun": true });
    let dry = super::answered_by(&db, owner, input).await;
    assert_eq!(told(&dry)[0], "S-1: ANSWERED");
    assert_eq!(undo(&db, owner, &dry).await, "NOT_ALLOWED");
}
