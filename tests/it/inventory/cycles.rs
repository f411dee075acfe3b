//! Cycles from their opening to their frozen results.

use std::slice::from_ref;

use chrono::{Days, FixedOffset, NaiveDate};
use crm_core::catalogue::card::{Card, ChannelKind};
use crm_core::ids::DepartmentId;
use crm_core::interactions::{self, Direction, IdOrCode, LogInteraction};
use crm_core::inventory::cycles;
use crm_core::inventory::items::{self, ItemMove, ItemState};
use crm_core::page::PageRequest;
use crm_core::{Filter, OpContext, work};
use crm_graphql::node_id::Id;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use support::{People, TestDb, gql, number, op};

use super::plans::{content, drafted};
use super::{Actors, act, ended, with_roles_of};
use crate::catalogue::{card, new_service};

/// Works until no job waits.
pub async fn worked(db: &TestDb) {
    while crm_core::jobs::run_one(db, &op::system(), work::KINDS).await.unwrap() {}
}

/// A plan in force; gives its id.
pub async fn in_force(db: &TestDb, actors: &Actors, code: &str, content: Value) -> String {
    let plan = drafted(db, &actors.development, code, content).await;
    let change = json!({ "id": plan });
    let minutes = json!({ "number": "1", "on": { "gregorian": "2026-01-05" }, "present": ["أ"] });
    let decision = json!({ "planId": plan, "outcome": "APPROVED", "minutes": minutes });
    let steps = [
        (&actors.development, "submitInventoryPlan", "ChangeInventoryPlanInput", change.clone()),
        (&actors.secretary, "recordInventoryDecision", "RecordInventoryDecisionInput", decision),
        (&actors.development, "enforceInventoryPlan", "ChangeInventoryPlanInput", change),
    ];
    for (by, mutation, ty, input) in steps {
        assert_eq!(ended(&act(db, by, mutation, ty, input, "__typename").await, mutation), "done");
    }
    plan
}

/// The day of the body's own zone.
pub fn today(op: &OpContext) -> NaiveDate {
    op.at.with_timezone(&FixedOffset::east_opt(3 * 3600).unwrap()).date_naive()
}

/// Schedules a cycle that opens today; gives its id.
pub async fn scheduled(db: &TestDb, op: &OpContext, plan: &str, code: &str, window: [&str; 2]) -> String {
    let today = today(op);
    let input = json!({
        "planId": plan, "code": code, "opensOn": today, "windowFrom": window[0], "windowTo": window[1],
    });
    let made = act(db, op, "scheduleInventoryCycle", "ScheduleInventoryCycleInput", input, "cycle { id }").await;
    made.done("scheduleInventoryCycle")["cycle"]["id"].as_str().unwrap().into()
}

pub async fn move_cycle(db: &TestDb, op: &OpContext, mutation: &str, cycle: &str) -> String {
    let moved = act(db, op, mutation, "ChangeInventoryCycleInput", json!({ "id": cycle }), "__typename").await;
    worked(db).await;
    ended(&moved, mutation)
}

/// `code: state outcome` of each item, by the services' codes.
pub async fn shown(db: &TestDb, op: &OpContext, cycle: &str) -> Vec<String> {
    let document = "query($cycle: ID!) { inventoryItems(filter: { cycle: { eq: $cycle } }, first: 100) { nodes { \
        state outcome attestedBy service { code } } } }";
    let found = gql(db, op, document, json!({ "cycle": cycle })).await;
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |row: &Value| {
        format!(
            "{}: {} {} {}",
            word(&row["service"]["code"]),
            word(&row["state"]),
            word(&row["outcome"]),
            word(&row["attestedBy"])
        )
    };
    let mut lines: Vec<_> = found.ok()["inventoryItems"]["nodes"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

/// The item of a service in a cycle.
pub async fn item(db: &TestDb, op: &OpContext, cycle: &str, code: &str) -> String {
    let document = "query($cycle: ID!) { inventoryItems(filter: { cycle: { eq: $cycle } }, first: 100) { nodes { id service { code } } } }";
    let found = gql(db, op, document, json!({ "cycle": cycle })).await;
    let rows = found.ok()["inventoryItems"]["nodes"].as_array().unwrap().clone();
    rows.iter().find(|row| row["service"]["code"] == code).unwrap()["id"].as_str().unwrap().into()
}

/// Confirms items.
pub async fn confirm(db: &TestDb, op: &OpContext, items: &[String]) -> String {
    let items: Vec<Value> =
        items.iter().map(|id| json!({ "id": id, "existence": "OURS", "cardRight": true })).collect();
    answered(db, op, json!(items)).await
}

pub async fn answered(db: &TestDb, op: &OpContext, items: Value) -> String {
    let answer =
        act(db, op, "answerInventoryItems", "AnswerInventoryItemsInput", json!({ "items": items }), "__typename");
    ended(&answer.await, "answerInventoryItems")
}

pub async fn move_items(db: &TestDb, op: &OpContext, mutation: &str, items: &[String]) -> String {
    let items: Vec<Value> = items.iter().map(|id| json!({ "id": id })).collect();
    let input = json!({ "items": items, "reason": "سبب" });
    ended(&act(db, op, mutation, "MoveInventoryItemsInput", input, "__typename").await, mutation)
}

async fn published(db: &TestDb, owner: DepartmentId, code: &str, card: Card) {
    crate::catalogue::published(db, &op::system(), new_service(code, owner, card)).await;
}

/// Services of the desk (S-1 to S-3) and of permits (P-1).
pub async fn services(db: &TestDb, people: &People) {
    for (owner, codes) in [(people.desk, &["S-1", "S-2", "S-3"][..]), (people.permits, &["P-1"][..])] {
        for code in codes {
            published(db, owner, code, card(&format!("خدمة {code}"), code)).await;
        }
    }
}

pub async fn contact(db: &TestDb, department: DepartmentId, code: &str, channel: ChannelKind, at: &str) {
    let command = LogInteraction {
        department: Some(IdOrCode::Id(department)),
        service: Some(IdOrCode::Code(code.into())),
        occurred_at: Some(at.parse().unwrap()),
        ..LogInteraction::new(channel, Direction::Inbound)
    };
    interactions::log(db, &op::agent(department), command).await.unwrap();
}

/// A body with services, a plan in force and an open cycle.
pub async fn opened(db: &TestDb, content: Value) -> (People, Actors, String) {
    let people = People::settle(db).await;
    services(db, &people).await;
    let actors = Actors::settle(db, people.desk).await;
    let plan = in_force(db, &actors, "PLAN", content).await;
    let cycle = scheduled(db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(db, &actors.development, "openInventoryCycle", &cycle).await, "done");
    (people, actors, cycle)
}

#[tokio::test]
async fn a_light_cycle_goes_from_answers_to_frozen_results() {
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    let Actors { development, owner, verifier, .. } = &actors;
    assert_eq!(
        shown(&db, owner, &cycle).await,
        ["P-1: PENDING - -", "S-1: PENDING - -", "S-2: PENDING - -", "S-3: PENDING - -"]
    );
    let one = item(&db, owner, &cycle, "S-1").await;
    let two = item(&db, owner, &cycle, "S-2").await;
    let other = item(&db, owner, &cycle, "P-1").await;
    assert_eq!(confirm(&db, owner, &[other]).await, "FORBIDDEN", "another department's item");
    assert_eq!(confirm(&db, owner, from_ref(&one)).await, "done");
    let bare = json!([{ "id": two, "existence": "RETIRED" }]);
    assert_eq!(answered(&db, owner, bare).await, "REASON_REQUIRED");
    let successor = "query { service(code: \"S-3\") { id } }";
    let successor = gql(&db, owner, successor, json!({})).await.ok()["service"]["id"].clone();
    let merged = json!([{ "id": two, "existence": "MERGED", "note": "ضُمّت", "successorIds": [successor] }]);
    assert_eq!(answered(&db, owner, merged).await, "done");
    // Who files does not verify, through whatever roles.
    let both = with_roles_of(owner, verifier);
    assert_eq!(move_items(&db, &both, "acceptInventoryItems", from_ref(&one)).await, "OWN_WORK");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", &[one.clone(), two.clone()]).await, "done");
    assert_eq!(confirm(&db, owner, from_ref(&one)).await, "NOT_ALLOWED", "a final decision stays");
    assert_eq!(move_items(&db, development, "reopenInventoryItems", from_ref(&one)).await, "done");
    assert_eq!(confirm(&db, owner, from_ref(&one)).await, "done");
    assert_eq!(move_items(&db, verifier, "returnInventoryItems", from_ref(&one)).await, "done");
    assert_eq!(confirm(&db, owner, from_ref(&one)).await, "done");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", from_ref(&one)).await, "done");
    let exempt = item(&db, owner, &cycle, "P-1").await;
    assert_eq!(move_items(&db, development, "exemptInventoryItems", &[exempt]).await, "done");

    assert_eq!(move_cycle(&db, owner, "closeInventoryCycle", &cycle).await, "FORBIDDEN");
    assert_eq!(move_cycle(&db, development, "closeInventoryCycle", &cycle).await, "done");
    let results = [
        "P-1: EXEMPT - -",
        "S-1: ACCEPTED CONFIRMED DEPARTMENT",
        "S-2: ACCEPTED MERGED DEPARTMENT",
        "S-3: UNVERIFIED - -",
    ];
    assert_eq!(shown(&db, owner, &cycle).await, results, "silence is no consent");
    assert_eq!(confirm(&db, owner, &[one]).await, "NOT_ALLOWED", "an answer after the close");
    let document = "query($cycle: ID!) { inventoryCycle(id: $cycle) { state itemCount digest } \
        inventoryVerification(cycleId: $cycle) { lines fault } \
        inventoryResults(cycleId: $cycle, first: 10) { nodes { code state outcome owner measures { kind amount provenance } } } \
        inventoryCoverage(cycleId: $cycle) { department { code } inScope exempt waiting accepted unverified answered onTime firstPass completeness } }";
    let raw = db.raw().await;
    let of_desk = "SELECT CAST(SUM(score) / COUNT(*) AS bigint) AS n FROM service WHERE code LIKE 'S-%'";
    let completeness = number(&raw, of_desk).await;
    // A card that is mended after the close changes nothing.
    raw.execute_unprepared("UPDATE service SET score = 1").await.unwrap();
    let closed = gql(&db, owner, document, json!({ "cycle": cycle })).await;
    let closed = closed.ok();
    assert_eq!(
        (&closed["inventoryCycle"]["state"], &closed["inventoryCycle"]["itemCount"]),
        (&json!("CLOSED"), &json!(4))
    );
    assert_eq!(closed["inventoryVerification"], json!({ "lines": 4, "fault": null }));
    let codes: Vec<&Value> =
        closed["inventoryResults"]["nodes"].as_array().unwrap().iter().map(|row| &row["code"]).collect();
    assert_eq!(codes, ["S-1", "S-2", "S-3", "P-1"], "in the order of their making");
    let desk = json!({
        "department": { "code": "DESK" }, "inScope": 3, "exempt": 0, "waiting": 0, "accepted": 2, "unverified": 1,
        "answered": 2, "onTime": 2, "firstPass": 1, "completeness": completeness,
    });
    assert!(completeness > 1);
    assert!(closed["inventoryCoverage"].as_array().unwrap().contains(&desk), "{:#}", closed["inventoryCoverage"]);

    // The public sees published results, and of those what is not for the body's own use.
    let public = gql(&db, &op::anonymous(), document, json!({ "cycle": cycle })).await;
    assert_eq!((&public.ok()["inventoryCycle"], &public.ok()["inventoryResults"]), (&Value::Null, &Value::Null));
    assert_eq!(move_cycle(&db, development, "publishInventoryCycle", &cycle).await, "done");
    let public = gql(&db, &op::anonymous(), document, json!({ "cycle": cycle })).await;
    assert_eq!(public.ok()["inventoryVerification"], json!({ "lines": 4, "fault": null }));
    assert_eq!(public.ok()["inventoryResults"]["nodes"].as_array().unwrap().len(), 4);
    let refused = gql(&db, &op::anonymous(), "{ inventoryItems(first: 1) { nodes { id } } }", json!({})).await;
    assert_eq!(refused.codes(), ["UNAUTHENTICATED"]);
}

#[tokio::test]
async fn figures_are_counted_from_contacts_and_what_was_told_is_carried_on() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    for (code, channel, at) in [
        ("S-1", ChannelKind::Phone, "2025-01-01T00:00:00+03:00"),
        ("S-1", ChannelKind::Phone, "2025-12-31T23:59:59+03:00"),
        ("S-1", ChannelKind::Counter, "2025-06-01T10:00:00Z"),
        ("S-1", ChannelKind::Counter, "2024-12-31T20:59:59Z"),
        ("S-1", ChannelKind::Counter, "2025-12-31T21:00:00Z"),
        ("S-2", ChannelKind::Portal, "2025-03-01T10:00:00Z"),
    ] {
        contact(&db, people.desk, code, channel, at).await;
    }
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let development = actors.development.clone();
    let first = scheduled(&db, &development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    move_cycle(&db, &development, "openInventoryCycle", &first).await;
    let figures = async |cycle: &str, code: &str| {
        let id = item(&db, &development, cycle, code).await;
        let document =
            "query($id: ID!) { inventoryItem(id: $id) { knownBefore measures { kind part provenance state amount } } }";
        let found = gql(&db, &development, document, json!({ "id": id })).await;
        let rows = found.ok()["inventoryItem"]["measures"].as_array().unwrap().clone();
        let line = |row: &Value| {
            let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            format!("{} {} {} {}", word("kind"), word("part"), word("provenance"), row["amount"])
        };
        rows.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        figures(&first, "S-1").await,
        [
            "BENEFICIARIES  COMPUTED 0",
            "ENQUIRIES  COMPUTED 3",
            "ENQUIRIES counter COMPUTED 1",
            "ENQUIRIES phone COMPUTED 2"
        ],
        "both ends of the window in the body's own zone"
    );
    assert_eq!(figures(&first, "S-3").await, ["BENEFICIARIES  COMPUTED 0", "ENQUIRIES  COMPUTED 0"]);

    let told = json!([
        { "kind": "TRANSACTIONS", "part": "portal", "state": "KNOWN", "amount": 900 },
        { "kind": "COMPLAINTS", "state": "NOT_KNOWN" },
    ]);
    let id = item(&db, &actors.owner, &first, "S-1").await;
    let answer = json!([{ "id": id, "existence": "OURS", "cardRight": true, "measures": told }]);
    assert_eq!(answered(&db, &actors.owner, answer).await, "done");
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", &[id]).await, "done");
    // One cycle of a plan at a time.
    let later = OpContext::at(development.clone(), development.at + Days::new(1));
    let second = scheduled(&db, &later, &plan, "C-2", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, &development, "openInventoryCycle", &second).await, "CYCLE_GOING");
    assert_eq!(move_cycle(&db, &development, "closeInventoryCycle", &first).await, "done");
    published(&db, people.desk, "S-4", card("خدمة جديدة", "S-4")).await;
    assert_eq!(move_cycle(&db, &development, "openInventoryCycle", &second).await, "done");
    let carried = figures(&second, "S-1").await;
    assert!(carried.contains(&"TRANSACTIONS portal CARRIED 900".to_owned()), "{carried:?}");
    assert!(carried.contains(&"COMPLAINTS  CARRIED null".to_owned()), "{carried:?}");

    let new = item(&db, &actors.owner, &second, "S-4").await;
    assert_eq!(confirm(&db, &actors.owner, &[new]).await, "done");
    assert!(shown(&db, &actors.owner, &second).await.contains(&"S-4: ANSWERED NEW DEPARTMENT".to_owned()));
    assert_eq!(move_cycle(&db, &development, "closeInventoryCycle", &second).await, "done");
    let summary = "query($a: ID!, $b: ID!) { inventorySummary(fromCycleId: $a, toCycleId: $b) { kept new gone changed } \
        inventoryComparison(fromCycleId: $a, toCycleId: $b, changedOnly: true, first: 5) { nodes { fate new { code } old { code } } } \
        inventoryVerification(cycleId: $b) { lines fault } }";
    let compared = gql(&db, &actors.owner, summary, json!({ "a": first, "b": second })).await;
    assert_eq!(compared.ok()["inventorySummary"], json!({ "kept": 4, "new": 1, "gone": 0, "changed": 0 }));
    assert_eq!(
        compared.ok()["inventoryComparison"]["nodes"],
        json!([{ "fate": "NEW", "new": { "code": "S-4" }, "old": null }])
    );
    assert_eq!(compared.ok()["inventoryVerification"], json!({ "lines": 5, "fault": null }));
}

#[tokio::test]
async fn who_is_asked_by_exception_only_confirms_what_contacts_do_not() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    contact(&db, people.desk, "S-1", ChannelKind::Phone, "2025-05-01T10:00:00Z").await;
    contact(&db, people.desk, "S-2", ChannelKind::Phone, "2025-05-01T10:00:00Z").await;
    // Somebody writes S-2 anew: that contradicts what the card says.
    let service = crm_core::catalogue::services::find_by_code(&db, &op::system(), "S-2").await.unwrap().unwrap();
    let revise = crm_core::catalogue::services::ReviseService {
        id: service.id,
        card: card("اسم آخر", "other"),
        reason: None,
        expected_version: None,
    };
    crm_core::catalogue::services::revise(&db, &op::system(), revise).await.unwrap();
    let actors = Actors::settle(&db, people.desk).await;
    let mut plan = content(None);
    plan["stages"] = json!({ "autoAttestation": true });
    let plan = in_force(&db, &actors, "PLAN", plan).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await;
    assert_eq!(
        shown(&db, &actors.owner, &cycle).await,
        ["P-1: PENDING - -", "S-1: ACCEPTED CONFIRMED CONTACTS", "S-2: PENDING - -", "S-3: PENDING - -"]
    );
    let coverage =
        "query($cycle: ID!) { inventoryCoverage(cycleId: $cycle) { accepted attestedByContacts answered waiting } }";
    let found = gql(&db, &actors.owner, coverage, json!({ "cycle": cycle })).await;
    let desk = json!({ "accepted": 0, "attestedByContacts": 1, "answered": 0, "waiting": 2 });
    assert!(found.ok()["inventoryCoverage"].as_array().unwrap().contains(&desk), "{found:?}");
    let tasks = "{ inventoryTasks { answer endorse verify } }";
    let asked = async |op: &OpContext| gql(&db, op, tasks, json!({})).await.ok()["inventoryTasks"].clone();
    assert_eq!(asked(&actors.owner).await, json!({ "answer": 2, "endorse": 0, "verify": 0 }));
    assert_eq!(asked(&actors.verifier).await, json!({ "answer": 0, "endorse": 0, "verify": 0 }));
}

#[tokio::test]
async fn what_cannot_be_is_mended_or_waived_with_a_reason_before_it_is_accepted() {
    let db = TestDb::open().await;
    let (_, actors, cycle) = opened(&db, content(None)).await;
    let Actors { owner, verifier, .. } = &actors;
    let one = item(&db, owner, &cycle, "S-1").await;
    let found = async || {
        let document =
            "query($id: ID!) { inventoryItem(id: $id) { findings { rule part severity message waivedReason } } }";
        let found = gql(&db, owner, document, json!({ "id": one })).await;
        found.ok()["inventoryItem"]["findings"].as_array().unwrap().clone()
    };
    let rules = |rows: &[Value]| rows.iter().map(|row| row["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(rules(&found().await), ["DORMANT", "NO_VOLUME"], "of a service that nobody asked for");
    let told = |met: i64| {
        json!([{ "id": one, "existence": "OURS", "cardRight": true, "measures": [
            { "kind": "MET_TARGET", "part": "7", "state": "KNOWN", "amount": met },
            { "kind": "MEASURED_ON", "part": "7", "state": "KNOWN", "amount": 10 },
            { "kind": "TRANSACTIONS", "state": "KNOWN", "amount": 12 },
        ] }])
    };
    assert_eq!(answered(&db, owner, told(11)).await, "done", "findings refuse no answer");
    let rows = found().await;
    assert_eq!(rules(&rows), ["PERFORMANCE_OVER_100"], "what is mended is gone");
    assert!(rows[0]["message"].as_str().unwrap().contains("«7»"), "{rows:?}");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", from_ref(&one)).await, "OPEN_FINDINGS");
    let waive = async |op: &OpContext| {
        let input = json!({ "itemId": one, "rule": "PERFORMANCE_OVER_100", "part": "7", "reason": "عُدّت مرتين" });
        ended(
            &act(&db, op, "waiveInventoryFinding", "WaiveInventoryFindingInput", input, "__typename").await,
            "waiveInventoryFinding",
        )
    };
    assert_eq!(waive(owner).await, "FORBIDDEN");
    assert_eq!(waive(&with_roles_of(owner, verifier)).await, "OWN_WORK");
    assert_eq!(waive(verifier).await, "done");
    assert_eq!(waive(verifier).await, "NOTHING_TO_DO");
    assert_eq!(answered(&db, owner, told(12)).await, "done");
    assert_eq!(found().await[0]["waivedReason"], Value::Null, "another number is not what was waived");
    assert_eq!(waive(verifier).await, "done");
    assert_eq!(answered(&db, owner, told(12)).await, "done");
    assert_eq!(found().await[0]["waivedReason"], "عُدّت مرتين", "the same is");
    assert_eq!(move_items(&db, verifier, "acceptInventoryItems", from_ref(&one)).await, "done");
}

/// The mutation of a move.
fn mutation(step: ItemMove) -> &'static str {
    match step {
        ItemMove::Answer => "answerInventoryItems",
        ItemMove::Endorse => "endorseInventoryItems",
        ItemMove::Return => "returnInventoryItems",
        ItemMove::Accept => "acceptInventoryItems",
        ItemMove::Exempt => "exemptInventoryItems",
        ItemMove::Reopen => "reopenInventoryItems",
    }
}

async fn try_move(db: &TestDb, op: &OpContext, step: ItemMove, item: &str) -> String {
    match step {
        ItemMove::Answer => confirm(db, op, &[item.into()]).await,
        step => move_items(db, op, mutation(step), &[item.into()]).await,
    }
}

/// The moves that bring a pending item to a state, where heads approve and every item is drawn for a second review.
fn way(to: ItemState) -> Option<&'static [ItemMove]> {
    use ItemMove as M;
    Some(match to {
        ItemState::Pending => &[],
        ItemState::Answered => &[M::Answer],
        ItemState::Endorsed => &[M::Answer, M::Endorse],
        ItemState::Returned => &[M::Answer, M::Return],
        ItemState::SecondReview => &[M::Answer, M::Endorse, M::Accept],
        ItemState::Accepted => &[M::Answer, M::Endorse, M::Accept, M::Accept],
        ItemState::Exempt => &[M::Exempt],
        // Only closing leads there, and then nothing moves.
        ItemState::Unverified => return None,
    })
}

#[tokio::test]
async fn every_move_of_an_item_from_every_state_by_everyone_ends_as_the_rules_say() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    // People who bring items where they are wanted, none of whom is tried.
    let helpers = Actors::settle(&db, people.desk).await;
    let second = Actors::settle(&db, people.desk).await.verifier;
    let states: Vec<_> = ItemState::ALL.iter().filter_map(|state| Some((*state, way(*state)?))).collect();
    let cells = states.len() * ItemMove::ALL.len() * 7;
    for number in 0..cells {
        published(&db, people.desk, &format!("S-{number:03}"), card(&format!("خدمة {number}"), "Service")).await;
    }
    let mut plan = content(None);
    plan["stages"] = json!({ "headApproval": true, "secondReviewPercent": 100 });
    let plan = in_force(&db, &actors, "PLAN", plan).await;
    let cycle = scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    move_cycle(&db, &actors.development, "openInventoryCycle", &cycle).await;
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let next = PageRequest { after, ..PageRequest::first(100) };
        let page = items::list(&db, &op::system(), Filter::default(), &next).await.unwrap();
        ids.extend(page.nodes().map(|item| item.id));
        let Some(last) = page.edges.last().filter(|_| page.has_next) else { break };
        after = Some(last.cursor.clone());
    }
    assert_eq!(ids.len(), cells);
    let mut ids = ids.into_iter();
    for (state, way) in states {
        for step in ItemMove::ALL {
            for (name, actor) in actors.all() {
                let id = ids.next().unwrap();
                let item = crm_graphql::node_id::Id(id).to_string();
                let mut verifiers = [&helpers.verifier, &second].into_iter();
                for before in way {
                    let by = match before {
                        ItemMove::Answer => &helpers.owner,
                        ItemMove::Endorse => &helpers.head,
                        ItemMove::Accept | ItemMove::Return => verifiers.next().unwrap(),
                        ItemMove::Exempt | ItemMove::Reopen => &helpers.development,
                    };
                    assert_eq!(try_move(&db, by, *before, &item).await, "done", "{before:?} on the way to {state:?}");
                }
                let may = actor.may(step.permission());
                let expected = match (may, step.from(true).contains(&state)) {
                    (false, _) => "FORBIDDEN",
                    (true, false) => "NOT_ALLOWED",
                    (true, true) => "done",
                };
                let was = try_move(&db, actor, *step, &item).await;
                assert_eq!(was, expected, "{name}: {step:?} from {state:?}");
                let after = items::get(&db, &op::system(), id).await.unwrap().state;
                let to = if expected == "done" { step.to(state, true) } else { state };
                assert_eq!(after, to, "{name}: {step:?} from {state:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_clock_opens_reminds_and_ends_once_whoever_ticks_and_however_often() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    let today = today(&op::system());
    let mut plan = content(None);
    plan["recurrence"] = json!({ "dates": [today] });
    in_force(&db, &actors, "PLAN", plan).await;
    let clock = op::system();
    let ticks = futures_util::future::join_all((0..4).map(|_| cycles::tick(&db, &clock))).await;
    assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
    cycles::tick(&db, &clock).await.unwrap();
    worked(&db).await;
    let found =
        gql(&db, &actors.owner, "{ inventoryCycles(first: 5) { nodes { id code state answersDue } } }", json!({}))
            .await;
    let rows = found.ok()["inventoryCycles"]["nodes"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["code"], format!("PLAN-{}", today.format("%Y%m%d")));
    assert_eq!(
        (&rows[0]["state"], shown(&db, &actors.owner, rows[0]["id"].as_str().unwrap()).await.len()),
        (&json!("OPEN"), 4)
    );

    // Fourteen days to answer, seven to verify.
    for (days, told) in [(5, vec![]), (11, vec!["due_soon"; 2]), (12, vec!["due_soon"; 2])] {
        let later = clock.clone().at(clock.at + Days::new(days));
        cycles::tick(&db, &later).await.unwrap();
        assert_eq!(notices(&db).await, told, "after {days} days");
    }
    let id = item(&db, &actors.owner, rows[0]["id"].as_str().unwrap(), "S-1").await;
    assert_eq!(confirm(&db, &actors.owner, &[id]).await, "done");
    let late = clock.clone().at(clock.at + Days::new(15));
    let ticks = futures_util::future::join_all((0..3).map(|_| cycles::tick(&db, &late))).await;
    assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
    cycles::tick(&db, &late).await.unwrap();
    assert_eq!(notices(&db).await, ["due_soon", "due_soon", "overdue", "overdue"]);
    let state = gql(&db, &actors.owner, "{ inventoryCycles(first: 5) { nodes { state } } }", json!({})).await;
    assert_eq!(state.ok()["inventoryCycles"]["nodes"][0]["state"], "VERIFICATION");
    let two = item(&db, &actors.owner, rows[0]["id"].as_str().unwrap(), "S-2").await;
    assert_eq!(confirm(&db, &actors.owner.clone().at(late.at), &[two]).await, "OVERDUE");
    let end = clock.clone().at(clock.at + Days::new(22));
    cycles::tick(&db, &end).await.unwrap();
    cycles::tick(&db, &end).await.unwrap();
    let all = ["due_soon", "due_soon", "escalated", "escalated", "overdue", "overdue", "verification_overdue"];
    assert_eq!(notices(&db).await, all);
}

#[tokio::test]
async fn who_gets_more_time_is_reminded_of_its_end_and_once_it_is_long_over_the_department_above_is_told() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, content(None)).await;
    let start = op::system();
    let tick = async |days: u64| {
        let clock = start.clone().at(start.at + Days::new(days));
        cycles::tick(&db, &clock).await.unwrap();
        cycles::tick(&db, &clock).await.unwrap();
        notices(&db).await
    };
    let two = ["due_soon", "due_soon"];
    assert_eq!(tick(12).await, two);
    let more = today(&start) + Days::new(20);
    let input = json!({
        "cycleId": cycle, "departmentId": Id(people.desk).to_string(), "dueOn": more, "reason": "انتقال المكاتب",
    });
    let given =
        act(&db, &actors.development, "extendInventoryItems", "ExtendInventoryItemsInput", input, "__typename").await;
    assert_eq!(ended(&given, "extendInventoryItems"), "done");
    assert_eq!(tick(15).await, ["due_soon", "due_soon", "overdue"], "the other department");
    assert_eq!(tick(18).await, ["due_soon", "due_soon", "due_soon", "overdue"], "of its new last day");
    assert_eq!(tick(21).await, ["due_soon", "due_soon", "due_soon", "overdue", "overdue"]);
    assert_eq!(tick(22).await.iter().filter(|kind| *kind == "escalated").count(), 1);
    assert_eq!(tick(28).await.iter().filter(|kind| *kind == "escalated").count(), 2);
}

/// The kinds of notices in the outbox.
async fn notices(db: &TestDb) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = 0;
    loop {
        let events = crm_core::events::since(db, &op::system(), after).await.unwrap();
        let Some(last) = events.last() else { break };
        after = last.sequence.unwrap();
        let kinds = events.iter().filter_map(|event| event.kind.strip_prefix("inventory_cycle."));
        found.extend(kinds.filter(|kind| kind.contains("due") || *kind == "escalated").map(str::to_owned));
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_delegate_answers_for_a_department_while_the_delegation_holds() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, content(None)).await;
    let stranger = People::staff(&db, crm_core::policy::Role::DepartmentEditor, Some(people.permits)).await.op;
    let one = item(&db, &stranger, &cycle, "S-1").await;
    assert_eq!(confirm(&db, &stranger, from_ref(&one)).await, "FORBIDDEN");
    let today = today(&op::system());
    let input = json!({
        "departmentId": crm_graphql::node_id::Id(people.desk).to_string(),
        "toStaffId": crm_graphql::node_id::Id(stranger.staff().unwrap()).to_string(),
        "startsOn": today, "endsOn": today, "reason": "إجازة",
    });
    let delegate = async |op: &OpContext| {
        act(&db, op, "delegateInventoryAnswers", "DelegateInventoryAnswersInput", input.clone(), "delegation { id }")
            .await
    };
    assert_eq!(ended(&delegate(&actors.owner).await, "delegateInventoryAnswers"), "FORBIDDEN");
    let made = delegate(&actors.head).await;
    let id = made.done("delegateInventoryAnswers")["delegation"]["id"].clone();
    assert_eq!(confirm(&db, &stranger, &[one]).await, "done");
    let two = item(&db, &stranger, &cycle, "S-2").await;
    let tomorrow = stranger.clone().at(stranger.at + Days::new(1));
    assert_eq!(confirm(&db, &tomorrow, from_ref(&two)).await, "FORBIDDEN");
    let revoke = async |op: &OpContext| {
        let revoked = act(
            &db,
            op,
            "revokeInventoryDelegation",
            "RevokeInventoryDelegationInput",
            json!({ "id": id }),
            "__typename",
        );
        ended(&revoked.await, "revokeInventoryDelegation")
    };
    assert_eq!(revoke(&actors.head).await, "done");
    assert_eq!(revoke(&actors.head).await, "NOT_ALLOWED");
    assert_eq!(confirm(&db, &stranger, &[two]).await, "FORBIDDEN");
}
