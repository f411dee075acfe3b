//! Workers that die over a workbook.

use serde_json::{Value, json};
use support::{People, TestDb, die_over_and_over, number};

use super::super::cycles::{in_force, move_cycle, scheduled, worked};
use super::super::plans::content;
use super::{Actors, shown, started, taken, uploaded};
use crate::imports_api;

/// Three steps of rows.
const MANY: usize = 410;

#[tokio::test]
async fn a_killed_workers_workbook_is_answered_once_and_taken_back_once() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let lines: String = (0..MANY).map(|n| format!("S-{n:03},خدمة {n},DESK\n")).collect();
    let manager = People::staff(&db, crm_core::policy::Role::CatalogueManager, None).await.op;
    let sheet = format!("رمز الخدمة,اسم الخدمة,رمز الإدارة المالكة\n{lines}").into_bytes();
    let document = imports_api::upload(&db, &manager, "a.csv", sheet).await;
    imports_api::start(&db, &manager, json!({ "documentId": document, "effectiveDate": "2026-01-01" })).await;
    worked(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await, "done");

    let owner = &actors.owner;
    let mut book = taken(&db, owner, &cycle).await;
    assert_eq!(book.rows.len(), MANY);
    for n in 0..MANY {
        book.confirm(&format!("S-{n:03}"));
    }
    let document = uploaded(&db, owner, book.bytes()).await;
    let id = started(&db, owner, json!({ "cycleId": cycle, "documentId": document })).await;
    assert!(die_over_and_over(&db).await > 0);
    let done = shown(&db, owner, &id).await;
    let counts = json!({ "rows": MANY, "answered": MANY, "unchanged": 0, "refused": 0 });
    assert_eq!((&done["job"]["state"], &done["counts"]), (&Value::from("DONE"), &counts), "{done:#}");
    let many = i64::try_from(MANY).unwrap();
    let raw = db.raw().await;
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM inventory_workbook_row").await, many);
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM inventory_item WHERE version = 2").await, many);
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM event WHERE kind = 'inventory_item.answered'").await, many);

    let input = json!({ "id": id });
    super::act(&db, owner, "undoInventoryWorkbook", "UndoInventoryWorkbookInput", input, "__typename").await;
    assert!(die_over_and_over(&db).await > 0);
    let undone = shown(&db, owner, &id).await;
    assert_eq!(undone["undoCounts"], json!({ "restored": MANY, "kept": 0 }), "{undone:#}");
    let pending = "SELECT COUNT(*) AS n FROM inventory_item WHERE version = 3 AND state = 'pending'";
    assert_eq!(number(&raw, pending).await, many);
}
