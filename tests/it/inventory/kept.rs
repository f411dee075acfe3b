//! What counts only once it was verified, and what holds only of what it was said of.

use std::slice::from_ref;

use chrono::Days;
use crm_core::catalogue::card::ChannelKind;
use crm_core::catalogue::services::{self, ImportService, ImportServices};
use crm_core::inventory::cycles;
use crm_core::policy::Role;
use crm_core::text::LanguageTag;
use crm_graphql::node_id::Id;
use serde_json::{Value, json};
use support::{People, TestDb, gql, op};

use super::cycles::{
    answered, confirm, contact, in_force, item, move_cycle, move_items, opened, scheduled, shown, today,
};
use super::plans::content;
use super::{Actors, act, ended, with_roles_of};
use crate::catalogue::card;

const WINDOW: [&str; 2] = ["2025-01-01", "2025-12-31"];

/// A figure of the whole, as a department tells it.
fn requests(amount: i64) -> Value {
    json!([{ "kind": "TRANSACTIONS", "state": "KNOWN", "amount": amount }])
}

async fn said(db: &TestDb, by: &crm_core::OpContext, item: &str, existence: &str, measures: Value) -> String {
    let right = (existence == "OURS").then_some(true);
    let answer =
        json!([{ "id": item, "existence": existence, "cardRight": right, "note": "سبب", "measures": measures }]);
    answered(db, by, answer).await
}

/// Opens the plan's next cycle, so many days later, after the one before was closed.
async fn next(db: &TestDb, actors: &Actors, plan: &str, (code, days): (&str, u64)) -> String {
    let by = actors.development.clone().at(actors.development.at + Days::new(days));
    let cycle = scheduled(db, &by, plan, code, WINDOW).await;
    assert_eq!(move_cycle(db, &actors.development, "openInventoryCycle", &cycle).await, "done");
    cycle
}

#[tokio::test]
async fn an_answer_that_nobody_verified_takes_no_service_away_and_is_not_carried_on() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    super::cycles::services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let Actors { development, owner, verifier, .. } = &actors;

    let first = next(&db, &actors, &plan, ("C-1", 0)).await;
    let one = item(&db, owner, &first, "S-1").await;
    assert_eq!(said(&db, owner, &one, "OURS", requests(900)).await, "done");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", from_ref(&one)).await, "done");
    assert_eq!(move_cycle(&db, development, "closeInventoryCycle", &first).await, "done");

    // Answered in the second cycle, and not accepted: one is given back, one is exempt after all.
    let second = next(&db, &actors, &plan, ("C-2", 1)).await;
    let [one, two] = [item(&db, owner, &second, "S-1").await, item(&db, owner, &second, "S-2").await];
    assert_eq!(said(&db, owner, &one, "RETIRED", requests(5)).await, "done");
    assert_eq!(move_items(&db, verifier, "returnInventoryItems", &[one]).await, "done");
    assert_eq!(said(&db, owner, &two, "RETIRED", json!([])).await, "done");
    assert_eq!(move_items(&db, development, "exemptInventoryItems", &[two]).await, "done");
    assert_eq!(move_cycle(&db, development, "closeInventoryCycle", &second).await, "done");
    let document = "query($old: ID!, $new: ID!) { inventorySummary(fromCycleId: $old, toCycleId: $new) { kept new gone } \
        inventoryOverview(cycleId: $new) { services offered outcomes { outcome services } } \
        inventoryResults(cycleId: $new, report: SERVICES, first: 10) { nodes { code } } }";
    let found = gql(&db, owner, document, json!({ "old": first, "new": second })).await;
    assert_eq!(found.ok()["inventorySummary"], json!({ "kept": 4, "new": 0, "gone": 0 }));
    let nothing = json!([{ "outcome": null, "services": 4 }]);
    assert_eq!(found.ok()["inventoryOverview"], json!({ "services": 4, "offered": 4, "outcomes": nothing }));
    assert_eq!(found.ok()["inventoryResults"]["nodes"].as_array().unwrap().len(), 4);

    // The third begins with what was accepted in the first.
    let third = next(&db, &actors, &plan, ("C-3", 2)).await;
    let one = item(&db, owner, &third, "S-1").await;
    let document = "query($id: ID!) { inventoryItem(id: $id) { knownBefore measures { kind provenance amount } } }";
    let found = gql(&db, owner, document, json!({ "id": one })).await.ok()["inventoryItem"].clone();
    assert_eq!(found["knownBefore"], true);
    let carried: Vec<&Value> =
        found["measures"].as_array().unwrap().iter().filter(|one| one["provenance"] == "CARRIED").collect();
    assert_eq!(json!(carried), json!([{ "kind": "TRANSACTIONS", "provenance": "CARRIED", "amount": 900 }]));
    let reversed = "query($old: ID!, $new: ID!) { inventorySummary(fromCycleId: $new, toCycleId: $old) { kept } }";
    let refused = gql(&db, owner, reversed, json!({ "old": first, "new": second })).await;
    assert_eq!(refused.codes(), ["INVALID"], "the earlier cycle comes first");
}

#[tokio::test]
async fn contacts_do_not_attest_what_the_department_said_is_not_right() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    super::cycles::services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    for code in ["S-1", "S-2"] {
        contact(&db, people.desk, code, ChannelKind::Phone, "2025-05-01T10:00:00Z").await;
    }
    let mut plan = content(None);
    plan["stages"] = json!({ "autoAttestation": true });
    let plan = in_force(&db, &actors, "PLAN", plan).await;
    let Actors { development, owner, verifier, .. } = &actors;
    let first = next(&db, &actors, &plan, ("C-1", 0)).await;
    let one = item(&db, owner, &first, "S-1").await;
    assert_eq!(move_items(&db, development, "reopenInventoryItems", from_ref(&one)).await, "done");
    let wrong = json!([{ "id": one, "existence": "OURS", "cardRight": false, "note": "الرسوم تغيّرت" }]);
    assert_eq!(answered(&db, owner, wrong).await, "done");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", &[one]).await, "done");
    assert_eq!(move_cycle(&db, development, "closeInventoryCycle", &first).await, "done");
    let second = next(&db, &actors, &plan, ("C-2", 1)).await;
    let items = shown(&db, owner, &second).await;
    assert_eq!(items[1..3], ["S-1: PENDING - -", "S-2: ACCEPTED CONFIRMED CONTACTS"]);
}

#[tokio::test]
async fn nobody_verifies_what_they_answered_whoever_answers_it_again() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, content(None)).await;
    let both = with_roles_of(&actors.owner, &actors.verifier);
    let colleague = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await.op;
    let one = item(&db, &both, &cycle, "S-1").await;
    for by in [&both, &colleague] {
        assert_eq!(confirm(&db, by, from_ref(&one)).await, "done");
    }
    for step in ["acceptInventoryItems", "returnInventoryItems"] {
        assert_eq!(move_items(&db, &both, step, from_ref(&one)).await, "OWN_WORK");
    }
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", &[one]).await, "done");
}

#[tokio::test]
async fn a_waiver_holds_as_long_as_the_answer_that_it_was_given_for() {
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    let Actors { owner, verifier, .. } = &actors;
    let one = item(&db, owner, &cycle, "S-1").await;
    let met = |met: i64| {
        json!([
            { "kind": "MET_TARGET", "part": "a", "state": "KNOWN", "amount": met },
            { "kind": "MEASURED_ON", "part": "a", "state": "KNOWN", "amount": 10 },
        ])
    };
    assert_eq!(said(&db, owner, &one, "OURS", met(11)).await, "done");
    let waive = json!({ "itemId": one, "rule": "PERFORMANCE_OVER_100", "part": "a", "reason": "رُحّل واحد" });
    let waived = act(&db, verifier, "waiveInventoryFinding", "WaiveInventoryFindingInput", waive, "__typename").await;
    assert_eq!(ended(&waived, "waiveInventoryFinding"), "done");
    // The same again is what was waived, another number is not.
    assert_eq!(said(&db, owner, &one, "OURS", met(11)).await, "done");
    let open = "query($id: ID!) { inventoryItem(id: $id) { findings { rule waivedAt } } }";
    let performance = async || {
        let found = gql(&db, owner, open, json!({ "id": one })).await.ok()["inventoryItem"]["findings"].clone();
        let found = found.as_array().unwrap().iter().find(|one| one["rule"] == "PERFORMANCE_OVER_100").cloned();
        found.unwrap()["waivedAt"].is_string()
    };
    assert!(performance().await);
    assert_eq!(said(&db, owner, &one, "OURS", met(100_000)).await, "done");
    assert!(!performance().await);
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", &[one]).await, "OPEN_FINDINGS");
}

#[tokio::test]
async fn a_cycle_opens_once_the_period_of_its_figures_is_over() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let today = today(&actors.development);
    let schedule = async |opens: chrono::NaiveDate, to: chrono::NaiveDate| {
        let input =
            json!({ "planId": plan, "code": "C-1", "opensOn": opens, "windowFrom": "2025-01-01", "windowTo": to });
        let by = &actors.development;
        act(&db, by, "scheduleInventoryCycle", "ScheduleInventoryCycleInput", input, "cycle { id }").await
    };
    assert_eq!(ended(&schedule(today, today).await, "scheduleInventoryCycle"), "OUT_OF_RANGE");
    let made = schedule(today + Days::new(9), today + Days::new(8)).await;
    let cycle = made.done("scheduleInventoryCycle")["cycle"]["id"].as_str().unwrap().to_owned();
    let by = &actors.development;
    assert_eq!(move_cycle(&db, by, "openInventoryCycle", &cycle).await, "WINDOW_OPEN");
    let then = by.clone().at(by.at + Days::new(9));
    assert_eq!(move_cycle(&db, &then, "openInventoryCycle", &cycle).await, "done");
}

#[tokio::test]
async fn what_is_given_back_in_a_second_round_does_not_keep_the_time_to_answer_from_ending() {
    let db = TestDb::open().await;
    let mut plan = content(None);
    plan["stages"] = json!({ "secondRound": true });
    let (_, actors, cycle) = opened(&db, plan).await;
    let Actors { development, owner, verifier, .. } = &actors;
    let one = item(&db, owner, &cycle, "S-1").await;
    assert_eq!(confirm(&db, owner, from_ref(&one)).await, "done");
    assert_eq!(move_items(&db, verifier, "returnInventoryItems", from_ref(&one)).await, "done");
    let late = development.clone().at(development.at + Days::new(15));
    cycles::tick(&db, &op::system().at(late.at)).await.unwrap();
    let state = gql(&db, owner, "query($id: ID!) { inventoryCycle(id: $id) { state } }", json!({ "id": cycle })).await;
    assert_eq!(state.ok()["inventoryCycle"]["state"], "VERIFICATION");
    let two = item(&db, owner, &cycle, "S-2").await;
    let late = |by: &crm_core::OpContext| by.clone().at(late.at);
    assert_eq!(confirm(&db, &late(owner), &[two]).await, "OVERDUE");
    assert_eq!(confirm(&db, &late(owner), from_ref(&one)).await, "done", "the second round");
    assert_eq!(move_items(&db, &late(verifier), "acceptInventoryItems", &[one]).await, "done");
}

#[tokio::test]
async fn who_gives_an_answer_anew_was_verified_by_nobody() {
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    let Actors { development, owner, verifier, .. } = &actors;
    let one = item(&db, owner, &cycle, "S-1").await;
    assert_eq!(confirm(&db, owner, from_ref(&one)).await, "done");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", from_ref(&one)).await, "done");
    assert_eq!(move_items(&db, development, "reopenInventoryItems", from_ref(&one)).await, "done");
    let document = "query($id: ID!) { inventoryItem(id: $id) { state verifiedAt } }";
    let found = gql(&db, owner, document, json!({ "id": one })).await;
    assert_eq!(found.ok()["inventoryItem"], json!({ "state": "PENDING", "verifiedAt": null }));
}

#[tokio::test]
async fn the_public_reads_of_results_what_the_catalogue_showed() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let service = |code: &str, public: bool| ImportService {
        external_id: code.into(),
        code: code.into(),
        owner: people.desk,
        // Below the floor: the import's mapping decides whether the public sees it.
        card: crm_core::catalogue::card::Card {
            identity: card(code, code).identity,
            ..crm_core::catalogue::card::Card::default()
        },
        public,
    };
    let mut shown = Vec::new();
    for (scheme, public) in [("seen", true), ("hidden", false)] {
        let command = ImportServices {
            scheme: scheme.into(),
            by_code: false,
            language: LanguageTag::arabic(),
            effective: "2025-01-01T00:00:00Z".parse().unwrap(),
            draft: false,
            import: None,
            services: vec![service(scheme, public)],
        };
        services::import(&db, &op::system(), command).await.unwrap();
        let found = services::find_by_code(&db, &op::anonymous(), scheme).await.unwrap();
        shown.push(found.is_some());
    }
    assert_eq!(shown, [true, false]);
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let cycle = next(&db, &actors, &plan, ("C-1", 0)).await;
    for step in ["closeInventoryCycle", "publishInventoryCycle"] {
        assert_eq!(move_cycle(&db, &actors.development, step, &cycle).await, "done");
    }
    let document = "query($id: ID!) { inventoryResults(cycleId: $id, first: 9) { nodes { code } } }";
    let read =
        async |by| gql(&db, &by, document, json!({ "id": cycle })).await.ok()["inventoryResults"]["nodes"].clone();
    assert_eq!(read(op::anonymous()).await, json!([{ "code": "seen" }]));
    assert_eq!(read(actors.owner.clone()).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_delegate_can_see_what_is_to_be_answered() {
    let db = TestDb::open().await;
    let (people, actors, _) = opened(&db, content(None)).await;
    let agent = People::staff(&db, Role::Agent, Some(people.desk)).await.op;
    let today = today(&op::system());
    let input = json!({
        "departmentId": Id(people.desk).to_string(), "toStaffId": Id(agent.staff().unwrap()).to_string(),
        "startsOn": today, "endsOn": today, "reason": "إجازة",
    });
    let made =
        act(&db, &actors.head, "delegateInventoryAnswers", "DelegateInventoryAnswersInput", input, "__typename").await;
    assert_eq!(ended(&made, "delegateInventoryAnswers"), "NOT_READING");
}

#[tokio::test]
async fn a_closed_cycle_tells_departments_apart_by_its_lines_as_by_its_items() {
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    let Actors { development, owner, verifier, .. } = &actors;
    let mut items = Vec::new();
    for code in ["S-1", "S-2"] {
        items.push(item(&db, owner, &cycle, code).await);
    }
    assert_eq!(confirm(&db, owner, &items).await, "done");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", &items[..1]).await, "done");
    let exempt = item(&db, owner, &cycle, "P-1").await;
    assert_eq!(move_items(&db, development, "exemptInventoryItems", &[exempt]).await, "done");
    assert_eq!(move_cycle(&db, development, "closeInventoryCycle", &cycle).await, "done");
    let covered = "inScope exempt waiting inReview accepted attestedByContacts attestedByFile unverified answered onTime \
        firstPass completeness";
    let document = format!(
        "query($id: ID!) {{ inventoryCoverage(cycleId: $id) {{ {covered} }} \
        inventoryOverview(cycleId: $id) {{ departments {{ coverage {{ {covered} }} }} }} }}"
    );
    let found = gql(&db, owner, &document, json!({ "id": cycle })).await.ok().clone();
    let mut items = found["inventoryCoverage"].as_array().unwrap().clone();
    let lines = found["inventoryOverview"]["departments"].as_array().unwrap();
    let mut lines: Vec<Value> = lines.iter().map(|one| one["coverage"].clone()).collect();
    for list in [&mut items, &mut lines] {
        list.sort_by_key(|one| one["inScope"].as_i64());
    }
    assert_eq!(lines, items);
    assert_eq!((&items[1]["answered"], &items[1]["accepted"], &items[0]["exempt"]), (&json!(2), &json!(1), &json!(1)));
}
