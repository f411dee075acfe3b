//! The end of the time to answer, and what may be asked after it; what contacts do not attest.

use chrono::Days;
use crm_core::OpContext;
use crm_core::catalogue::card::ChannelKind;
use crm_core::inventory::items::{self, ItemCondition, ItemMove};
use crm_graphql::node_id::Id;
use serde_json::json;
use support::TestDb;

use super::cycles::{answered, confirm, contact, item, move_cycle, move_items, opened, scheduled, shown, today};
use super::plans::content;
use super::{Actors, act, ended};

async fn waiting(db: &TestDb, op: &OpContext) -> u64 {
    items::count(db, op, ItemCondition::Awaits(ItemMove::Answer).into()).await.unwrap()
}

#[tokio::test]
async fn who_ends_the_time_to_answer_ends_it_and_may_give_more() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, content(None)).await;
    let [first, second, third] = {
        let mut items = Vec::new();
        for code in ["S-1", "S-2", "S-3"] {
            items.push(item(&db, &actors.owner, &cycle, code).await);
        }
        <[String; 3]>::try_from(items).unwrap()
    };
    let one = |id: &String| vec![id.clone()];
    assert_eq!(confirm(&db, &actors.owner, &[first.clone(), second.clone()]).await, "done");
    assert_eq!(waiting(&db, &actors.owner).await, 1);
    assert_eq!(move_cycle(&db, &actors.development, "beginInventoryVerification", &cycle).await, "done");
    assert_eq!(waiting(&db, &actors.owner).await, 0, "nobody is asked for what is not taken any more");
    assert_eq!(confirm(&db, &actors.owner, &one(&third)).await, "OVERDUE");

    // What is given back could not be answered; what the development department asks anew can.
    assert_eq!(move_items(&db, &actors.verifier, "returnInventoryItems", &one(&first)).await, "OVERDUE");
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", &one(&first)).await, "done");
    assert_eq!(move_items(&db, &actors.development, "reopenInventoryItems", &one(&first)).await, "done");
    assert_eq!(waiting(&db, &actors.owner).await, 1);
    assert_eq!(confirm(&db, &actors.owner, &one(&first)).await, "done");

    let due = today(&actors.development) + Days::new(3);
    let more = json!({ "cycleId": cycle, "departmentId": Id(people.desk).to_string(), "dueOn": due, "reason": "سبب" });
    let given =
        act(&db, &actors.development, "extendInventoryItems", "ExtendInventoryItemsInput", more, "__typename").await;
    assert_eq!(ended(&given, "extendInventoryItems"), "done");
    assert_eq!(confirm(&db, &actors.owner, &one(&third)).await, "done");
    assert_eq!(move_items(&db, &actors.verifier, "returnInventoryItems", &one(&second)).await, "done");
    assert_eq!(confirm(&db, &actors.owner, &one(&second)).await, "done");
}

#[tokio::test]
async fn contacts_attest_nothing_that_findings_contradict() {
    let db = TestDb::open().await;
    let mut plan = content(None);
    plan["stages"] = json!({ "autoAttestation": true });
    let people = support::People::settle(&db).await;
    super::cycles::services(&db, &people).await;
    // Two services of one name are one thing too many.
    let twin = crate::catalogue::new_service("S-9", people.desk, crate::catalogue::card("خدمة S-1", "S-1"));
    crate::catalogue::published(&db, &support::op::system(), twin).await;
    for code in ["S-1", "S-2"] {
        contact(&db, people.desk, code, ChannelKind::Counter, "2025-03-01T08:00:00Z").await;
    }
    let actors = Actors::settle(&db, people.desk).await;
    let plan = super::cycles::in_force(&db, &actors, "PLAN", plan).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await, "done");
    let lines = shown(&db, &actors.development, &cycle).await;
    let of = |code: &str| lines.iter().find(|line| line.starts_with(code)).unwrap().clone();
    assert_eq!(of("S-1"), "S-1: PENDING - -");
    assert_eq!(of("S-2"), "S-2: ACCEPTED CONFIRMED CONTACTS");
}

#[tokio::test]
async fn figures_beyond_reason_and_parts_of_nothing_are_refused() {
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    let id = item(&db, &actors.owner, &cycle, "S-1").await;
    let told = async |measures: serde_json::Value| {
        let one = json!([{ "id": id, "existence": "OURS", "cardRight": true, "measures": measures }]);
        answered(&db, &actors.owner, one).await
    };
    let known =
        |kind: &str, part: &str, amount: i64| json!({ "kind": kind, "part": part, "state": "KNOWN", "amount": amount });
    assert_eq!(told(json!([known("TRANSACTIONS", "", i64::MAX)])).await, "OUT_OF_RANGE");
    assert_eq!(told(json!([known("BENEFICIARIES", "nonsense", 1)])).await, "UNKNOWN_REFERENCE");
    let most = 1_000_000_000_000_i64;
    let parts = json!([
        known("TRANSACTIONS", "", 5),
        known("TRANSACTIONS", "counter", most),
        known("TRANSACTIONS", "portal", most)
    ]);
    assert_eq!(told(parts).await, "done", "more in its parts than as a whole is a finding, no mistake of form");
}

#[tokio::test]
async fn a_plan_or_a_decision_that_was_altered_shows_in_the_results() {
    use crm_core::inventory::results::{Fault, verify};
    use sea_orm::ConnectionTrait;
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    assert_eq!(move_cycle(&db, &actors.development, "closeInventoryCycle", &cycle).await, "done");
    let id = cycle.parse::<Id<crm_core::ids::CycleId>>().unwrap().0;
    let found = async || verify(&db, &actors.development, id).await.unwrap().fault;
    assert_eq!(found().await, None);
    let raw = db.raw().await;
    for (table, column, other) in [
        ("inventory_decision", "minutes_number", "'2'"),
        ("inventory_decision", "votes_for", "7"),
        ("inventory_decision", "document_digest", "digest"),
        ("inventory_plan_version", "content", "'{}'"),
    ] {
        raw.execute_unprepared(&format!("CREATE TABLE kept AS SELECT {column} AS value FROM {table}")).await.unwrap();
        raw.execute_unprepared(&format!("UPDATE {table} SET {column} = {other}")).await.unwrap();
        assert_eq!(found().await, Some(Fault::Plan), "{column}");
        raw.execute_unprepared(&format!("UPDATE {table} SET {column} = (SELECT value FROM kept)")).await.unwrap();
        raw.execute_unprepared("DROP TABLE kept").await.unwrap();
        assert_eq!(found().await, None, "{column}");
    }
}
