//! What the rules find over a whole cycle, and what becomes of it.

use chrono::{NaiveDate, TimeDelta};
use crm_core::OpContext;
use crm_core::catalogue::card::ChannelKind;
use crm_core::catalogue::departments::{self, UpdateDepartment};
use crm_core::catalogue::services::{self, AssignOwner, ImportService, ImportServices};
use crm_core::ids::CycleId;
use crm_core::interactions::{self, Direction, IdOrCode, LogInteraction};
use crm_core::inventory::findings;
use crm_core::text::LanguageTag;
use crm_graphql::node_id::Id;
use serde_json::{Value, json};
use support::{People, TestDb, die_over_and_over, gql, op};

use super::cycles::{answered, confirm, in_force, item, move_cycle, scheduled, worked};
use super::{Actors, act, ended};
use crate::catalogue::{card, new_service, published};

/// Has a cycle looked over; gives how it began.
pub async fn look_over(db: &TestDb, by: &OpContext, cycle: &str) -> String {
    let input = json!({ "id": cycle });
    let asked = act(db, by, "checkInventoryCycle", "CheckInventoryCycleInput", input, "cycle { id }").await;
    ended(&asked, "checkInventoryCycle")
}

/// `service: RULE part (why it was waived)` of every finding of a rule, sorted.
async fn found(db: &TestDb, by: &OpContext, cycle: &str, rule: &str) -> Vec<String> {
    let document = "query($cycle: ID!) { inventoryItems(filter: { cycle: { eq: $cycle } }, first: 100) { nodes { \
        service { code } findings { rule part waivedReason } } } }";
    let answer = gql(db, by, document, json!({ "cycle": cycle })).await;
    let rows = answer.ok()["inventoryItems"]["nodes"].as_array().unwrap().clone();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = Vec::new();
    for row in &rows {
        for one in row["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == rule) {
            lines.push(format!(
                "{} {}{}",
                word(&row["service"]["code"]),
                word(&one["part"]),
                word(&one["waivedReason"])
            ));
        }
    }
    lines.sort();
    lines
}

/// A body with two services of one department and some more, and an open cycle.
async fn opened(db: &TestDb, more: usize) -> (People, Actors, String) {
    let people = People::settle(db).await;
    for code in ["S-1", "S-2"] {
        let card = card(&format!("خدمة {code}"), code);
        published(db, &op::system(), new_service(code, people.desk, card)).await;
    }
    imported(db, &people, more).await;
    let actors = Actors::settle(db, people.desk).await;
    let plan = in_force(db, &actors, "PLAN", super::plans::content(None)).await;
    let cycle = scheduled(db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(db, &actors.development, "openInventoryCycle", &cycle).await, "done");
    (people, actors, cycle)
}

/// Many services of another department.
async fn imported(db: &TestDb, people: &People, number: usize) {
    let service = |number: usize| ImportService {
        external_id: number.to_string(),
        code: format!("I-{number:03}"),
        owner: people.permits,
        card: card(&format!("خدمة مستوردة {number}"), &format!("Imported {number}")),
        public: true,
    };
    let sheet = ImportServices {
        scheme: "sheet".into(),
        by_code: false,
        language: LanguageTag::arabic(),
        effective: support::time("2025-01-01T00:00:00Z"),
        draft: false,
        import: None,
        services: (0..number).map(service).collect(),
    };
    let tx = db.begin().await.unwrap();
    for imported in services::import(&tx, &op::system(), sheet).await.unwrap() {
        imported.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Publishes a service with the name of another one but for its spelling.
async fn namesake(db: &TestDb, people: &People, code: &str) {
    let card = card("خدمه  S-1", code);
    published(db, &op::system(), new_service(code, people.permits, card)).await;
}

async fn waive(db: &TestDb, by: &OpContext, item: &str, rule: &str) -> String {
    let input = json!({ "itemId": item, "rule": rule, "reason": "لا بأس" });
    ended(
        &act(db, by, "waiveInventoryFinding", "WaiveInventoryFindingInput", input, "__typename").await,
        "waiveInventoryFinding",
    )
}

#[tokio::test]
async fn a_pass_finds_what_changed_beside_answers_and_keeps_waivers() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, 0).await;
    let by = &actors.development;
    assert_eq!(found(&db, by, &cycle, "DUPLICATE_NAME").await, [""; 0]);
    namesake(&db, &people, "P-1").await;
    assert_eq!(found(&db, by, &cycle, "DUPLICATE_NAME").await, [""; 0], "nobody looked since");

    assert_eq!(look_over(&db, &actors.owner, &cycle).await, "FORBIDDEN");
    assert_eq!(look_over(&db, by, &cycle).await, "done");
    worked(&db).await;
    assert_eq!(found(&db, by, &cycle, "DUPLICATE_NAME").await, ["S-1 "]);

    let first = item(&db, by, &cycle, "S-1").await;
    assert_eq!(waive(&db, &actors.verifier, &first, "DUPLICATE_NAME").await, "done");
    assert_eq!(look_over(&db, by, &cycle).await, "done");
    worked(&db).await;
    assert_eq!(found(&db, by, &cycle, "DUPLICATE_NAME").await, ["S-1 لا بأس"], "the same finding keeps its waiver");
}

#[tokio::test]
async fn who_asks_again_while_a_pass_goes_on_gets_that_one_and_a_worker_that_died_is_followed() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, 410).await;
    let by = &actors.development;
    namesake(&db, &people, "P-1").await;
    let job = async || {
        let Id(id) = cycle.parse::<Id<CycleId>>().unwrap();
        findings::checks(&db, by, &[id]).await.unwrap().remove(&id).unwrap()
    };
    assert_eq!(look_over(&db, by, &cycle).await, "done");
    let first = job().await;
    assert_eq!(look_over(&db, by, &cycle).await, "done");
    assert_eq!(job().await.job_id, first.job_id);
    assert_eq!(first.ended_at, None);

    assert!(die_over_and_over(&db).await > 0);
    let pass = job().await;
    assert_eq!((pass.job_id, pass.items), (first.job_id, 412));
    assert!(pass.ended_at.is_some());
    assert_eq!(found(&db, by, &cycle, "DUPLICATE_NAME").await, ["S-1 "]);

    assert_eq!(look_over(&db, by, &cycle).await, "done");
    assert_ne!(job().await.job_id, first.job_id, "a pass that ended is followed by another");
}

#[tokio::test]
async fn items_of_a_closed_cycle_are_judged_by_what_was_frozen() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, 0).await;
    let by = &actors.development;
    let items = [item(&db, by, &cycle, "S-1").await, item(&db, by, &cycle, "S-2").await];
    assert_eq!(confirm(&db, &actors.owner, &items).await, "done");
    assert_eq!(move_cycle(&db, by, "closeInventoryCycle", &cycle).await, "done");
    let digest = async || {
        let document = "query($id: ID!) { inventoryCycle(id: $id) { digest } inventoryVerification(cycleId: $id) { lines fault } }";
        gql(&db, by, document, json!({ "id": cycle })).await.ok().clone()
    };
    let frozen = digest().await;
    namesake(&db, &people, "P-1").await;
    assert_eq!(look_over(&db, by, &cycle).await, "done");
    worked(&db).await;
    assert_eq!(found(&db, by, &cycle, "DUPLICATE_NAME").await, [""; 0], "it was alone when the cycle closed");
    assert_eq!(found(&db, by, &cycle, "NO_VOLUME").await, ["S-1 ", "S-2 "]);
    assert_eq!(digest().await, frozen);
    let Id(id) = cycle.parse::<Id<CycleId>>().unwrap();
    assert!(findings::checks(&db, by, &[id]).await.unwrap()[&id].ended_at.is_some());
}

/// `rule: open waived` of a cycle's findings.
async fn counted(db: &TestDb, by: &OpContext, cycle: &str, filter: Value) -> Vec<String> {
    let document = "query($cycle: ID!, $filter: InventoryFindingFilter) { \
        inventoryFindingCounts(cycleId: $cycle, filter: $filter) { rule open waived } }";
    let answer = gql(db, by, document, json!({ "cycle": cycle, "filter": filter })).await;
    let rows = answer.ok()["inventoryFindingCounts"].as_array().unwrap().clone();
    rows.iter().map(|row| format!("{}: {} {}", row["rule"].as_str().unwrap(), row["open"], row["waived"])).collect()
}

/// `rule service` of a cycle's findings, two at a time.
async fn listed(db: &TestDb, by: &OpContext, cycle: &str, filter: Value) -> Vec<String> {
    let document = "query($cycle: ID!, $filter: InventoryFindingFilter, $after: String) { \
        inventoryFindings(cycleId: $cycle, filter: $filter, first: 2, after: $after) { \
        nodes { rule item { service { code } } } pageInfo { endCursor hasNextPage } } }";
    let (mut lines, mut after) = (Vec::new(), Value::Null);
    loop {
        let given = json!({ "cycle": cycle, "filter": filter, "after": after });
        let page = gql(db, by, document, given).await.ok()["inventoryFindings"].clone();
        for row in page["nodes"].as_array().unwrap() {
            let code = row["item"]["service"]["code"].as_str().unwrap();
            lines.push(format!("{} {code}", row["rule"].as_str().unwrap()));
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return lines;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn findings_of_a_cycle_are_listed_and_counted_by_rule() {
    let db = TestDb::open().await;
    let (people, actors, cycle) = opened(&db, 1).await;
    let by = &actors.development;
    namesake(&db, &people, "P-1").await;
    look_over(&db, by, &cycle).await;
    worked(&db).await;
    let first = item(&db, by, &cycle, "S-1").await;
    assert_eq!(waive(&db, &actors.verifier, &first, "DUPLICATE_NAME").await, "done");

    let all = json!({});
    assert_eq!(
        counted(&db, by, &cycle, all.clone()).await,
        ["DUPLICATE_NAME: 0 1", "DORMANT: 3 0", "NO_VOLUME: 3 0"],
        "the gravest first"
    );
    let rows = listed(&db, by, &cycle, all).await;
    let named = |rule: &str| ["S-1", "S-2", "I-000"].map(|code| format!("{rule} {code}")).to_vec();
    let expected = [named("DORMANT"), vec!["DUPLICATE_NAME S-1".into()], named("NO_VOLUME")].concat();
    assert_eq!(rows, expected);

    let waived = json!({ "waived": { "eq": true } });
    assert_eq!(listed(&db, by, &cycle, waived.clone()).await, ["DUPLICATE_NAME S-1"]);
    assert_eq!(counted(&db, by, &cycle, waived).await, ["DUPLICATE_NAME: 0 1"]);
    let within = json!({ "department": { "eq": Id(people.permits).to_string() }, "severity": { "eq": "SUGGESTION" } });
    assert_eq!(listed(&db, by, &cycle, within.clone()).await, ["NO_VOLUME I-000"]);
    assert_eq!(counted(&db, by, &cycle, within).await, ["NO_VOLUME: 1 0"]);
    let rule = json!({ "rule": { "in": ["DORMANT", "SAME_VOLUME"] } });
    assert_eq!(counted(&db, by, &cycle, rule).await, ["DORMANT: 3 0"]);
}

#[tokio::test]
async fn the_rules_see_the_cycle_before_the_answer_and_what_is_no_more() {
    let db = TestDb::open().await;
    let (people, actors, first) = opened(&db, 0).await;
    let by = &actors.development;
    assert_eq!(move_cycle(&db, by, "closeInventoryCycle", &first).await, "done");
    let service = services::find_by_code(&db, by, "S-1").await.unwrap().unwrap().id;
    let moved =
        AssignOwner { id: service, owner: people.permits, reason: Some("نُقلت".into()), expected_version: None };
    services::assign_owner(&db, by, moved).await.unwrap();
    let ended = UpdateDepartment { valid_to: Some(day("2025-06-30")).into(), ..UpdateDepartment::default() };
    departments::update(&db, &op::system(), people.permits, ended).await.unwrap();
    let agent = op::agent(people.desk);
    let contact = LogInteraction {
        department: Some(IdOrCode::Id(people.desk)),
        service: Some(IdOrCode::Code("S-2".into())),
        occurred_at: Some(support::time("2025-03-01T09:00:00Z")),
        ..LogInteraction::new(ChannelKind::Phone, Direction::Inbound)
    };
    interactions::log(&db, &agent, contact).await.unwrap();

    let plan = "{ inventoryPlans(first: 1) { nodes { id } } }";
    let plan = gql(&db, by, plan, json!({})).await.ok()["inventoryPlans"]["nodes"][0]["id"].clone();
    let later = by.clone().at(by.at + TimeDelta::days(1));
    let second = scheduled(&db, &later, plan.as_str().unwrap(), "C-2", ["2025-01-01", "2025-12-31"]).await;
    assert_eq!(move_cycle(&db, by, "openInventoryCycle", &second).await, "done");
    assert_eq!(found(&db, by, &second, "OTHER_DEPARTMENT").await, ["S-1 "]);
    assert_eq!(found(&db, by, &second, "ENDED_REFERENCE").await, ["S-1 PERMITS"]);

    let item = item(&db, by, &second, "S-2").await;
    let gone = json!([{ "id": item, "existence": "RETIRED", "note": "أُلغيت" }]);
    assert_eq!(answered(&db, &actors.owner, gone).await, "done");
    assert_eq!(found(&db, by, &second, "GONE_BUT_ASKED").await, ["S-2 "]);
    assert_eq!(
        answered(&db, &actors.owner, json!([{ "id": item, "existence": "OURS", "cardRight": true }])).await,
        "done"
    );
    assert_eq!(found(&db, by, &second, "GONE_BUT_ASKED").await, [""; 0], "what is mended is gone");
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
