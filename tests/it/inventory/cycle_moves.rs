//! Moves of cycles: by everyone from every state, and after a job that ended before it was done.

use chrono::TimeDelta;
use crm_core::OpContext;
use crm_core::ids::CycleId;
use crm_core::inventory::cycles::{self, CycleMove, CycleState};
use crm_core::jobs::run_one;
use crm_core::policy::Role;
use crm_core::staff::UpdateStaff;
use crm_core::work;
use crm_graphql::node_id::Id;
use serde_json::{Value, json};
use support::{People, TestDb, gql, number, op};

use super::cycles::{in_force, move_cycle, scheduled, services, worked};
use super::pages::Site;
use super::plans::content;
use super::{Actors, act, ended, processes};

const WINDOW: [&str; 2] = ["2025-01-01", "2025-12-31"];

fn mutation(step: CycleMove) -> &'static str {
    match step {
        CycleMove::Open => "openInventoryCycle",
        CycleMove::BeginVerification => "beginInventoryVerification",
        CycleMove::Close => "closeInventoryCycle",
        CycleMove::Publish => "publishInventoryCycle",
        CycleMove::Cancel => "cancelInventoryCycle",
    }
}

/// Tries a move, and leaves its job to others.
async fn try_move(db: &TestDb, op: &OpContext, step: CycleMove, cycle: &str) -> String {
    let mutation = mutation(step);
    ended(&act(db, op, mutation, "ChangeInventoryCycleInput", json!({ "id": cycle }), "__typename").await, mutation)
}

/// Calls off the job of a cycle.
async fn call_off(db: &TestDb, op: &OpContext, cycle: &str) {
    let document = "query($id: ID!) { inventoryCycle(id: $id) { job { id } } }";
    let job = gql(db, op, document, json!({ "id": cycle })).await.ok()["inventoryCycle"]["job"]["id"].clone();
    let answer = act(db, op, "cancelJob", "CancelJobInput", json!({ "id": job }), "__typename").await;
    assert_eq!(ended(&answer, "cancelJob"), "done");
}

/// Where a cycle stands, and whether it is halted.
async fn shown(db: &TestDb, op: &OpContext, cycle: &str) -> (Value, Value) {
    let document = "query($id: ID!) { inventoryCycle(id: $id) { state halted } }";
    let cycle = gql(db, op, document, json!({ "id": cycle })).await.ok()["inventoryCycle"].clone();
    (cycle["state"].clone(), cycle["halted"].clone())
}

/// What brings a scheduled cycle to a state.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Move(CycleMove),
    Work,
    CallOff,
}

/// Every state with the way there; the last ones are halted.
fn rows() -> Vec<(CycleState, bool, Vec<Way>)> {
    use Way::{CallOff, Work};
    let [open, verify, close, publish, cancel] =
        [CycleMove::Open, CycleMove::BeginVerification, CycleMove::Close, CycleMove::Publish, CycleMove::Cancel]
            .map(Way::Move);
    let way = |state: &CycleState| match state {
        CycleState::Scheduled => vec![],
        CycleState::Opening => vec![open],
        CycleState::Open => vec![open, Work],
        CycleState::Verification => vec![open, Work, verify],
        CycleState::Closing => vec![open, Work, close],
        CycleState::Closed => vec![open, Work, close, Work],
        CycleState::Published => vec![open, Work, close, Work, publish],
        CycleState::Cancelled => vec![cancel],
    };
    let mut rows: Vec<_> = CycleState::ALL.iter().map(|state| (*state, false, way(state))).collect();
    rows.push((CycleState::Opening, true, vec![open, CallOff]));
    rows.push((CycleState::Closing, true, vec![open, Work, close, CallOff]));
    rows
}

#[tokio::test]
async fn every_move_of_a_cycle_from_every_state_by_everyone_ends_as_the_rules_say() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    // Who brings cycles where they are wanted, and is not tried.
    let helpers = Actors::settle(&db, people.desk).await;
    let helper = &helpers.development;
    let (mut cells, mut made) = (0, 0);
    for (state, halted, way) in rows() {
        // A cycle stays where it is until a move of it is allowed.
        let mut held: Option<String> = None;
        for step in CycleMove::ALL {
            for (name, actor) in actors.all() {
                let cell = format!("{name}: {step:?} from {state:?}, halted: {halted}");
                let cycle = if let Some(cycle) = held.take() {
                    cycle
                } else {
                    made += 1;
                    let plan = in_force(&db, &helpers, &format!("P{made}"), content(None)).await;
                    brought(&db, helper, &plan, &format!("C{made}"), &way).await
                };
                let expected = match (actor.may(step.permission()), step.from(halted).contains(&state)) {
                    (false, _) => "FORBIDDEN",
                    (true, false) => "NOT_ALLOWED",
                    (true, true) => "done",
                };
                assert_eq!(try_move(&db, actor, *step, &cycle).await, expected, "{cell}");
                let id = cycle.parse::<Id<CycleId>>().unwrap().0;
                let after = cycles::get(&db, &op::system(), id).await.unwrap().state;
                assert_eq!(after, if expected == "done" { step.to() } else { state }, "{cell}");
                held = (expected != "done").then_some(cycle);
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 10 * 5 * 7);
}

/// A new cycle at the end of a way.
async fn brought(db: &TestDb, op: &OpContext, plan: &str, code: &str, way: &[Way]) -> String {
    let cycle = scheduled(db, op, plan, code, WINDOW).await;
    for step in way {
        match step {
            Way::Move(step) => assert_eq!(try_move(db, op, *step, &cycle).await, "done", "{step:?}"),
            Way::Work => worked(db).await,
            Way::CallOff => call_off(db, op, &cycle).await,
        }
    }
    cycle
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_goes_on_from_what_is_there_after_its_job_was_called_off_in_the_midst() {
    const SERVICES: usize = 1_000;
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    processes::import(&db, people.desk, SERVICES).await;
    let actors = Actors::settle(&db, people.desk).await;
    let development = &actors.development;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let cycle = scheduled(&db, development, &plan, "C-1", WINDOW).await;
    let raw = db.raw().await;
    for (step, kind, between, after, table) in [
        (CycleMove::Open, "inventory.open", "OPENING", "OPEN", "inventory_item"),
        (CycleMove::Close, "inventory.close", "CLOSING", "CLOSED", "inventory_line"),
    ] {
        assert_eq!(try_move(&db, development, step, &cycle).await, "done");
        let done = format!("SELECT done AS n FROM job WHERE kind = '{kind}'");
        tokio::select! {
            biased;
            () = async { while number(&raw, &done).await == 0 {} } => {}
            () = worked(&db) => panic!("the job was done before its worker could die"),
        }
        // Nobody knows yet that the worker is dead, and then that the job is called off.
        assert_eq!(try_move(&db, development, step, &cycle).await, "NOT_ALLOWED");
        call_off(&db, development, &cycle).await;
        assert_eq!(try_move(&db, development, step, &cycle).await, "NOT_ALLOWED");
        assert_eq!(shown(&db, development, &cycle).await, (json!(between), json!(false)));
        let system = op::system();
        let later = system.at + TimeDelta::minutes(2);
        assert!(run_one(&db, &system.at(later), work::KINDS).await.unwrap());
        assert_eq!(shown(&db, development, &cycle).await, (json!(between), json!(true)));
        let rows = format!("SELECT COUNT(*) AS n FROM {table}");
        let before = number(&raw, &rows).await;
        let all = i64::try_from(SERVICES).unwrap();
        assert!(before > 0 && before < all, "{before}");

        assert_eq!(move_cycle(&db, development, mutation(step), &cycle).await, "done");
        assert_eq!(shown(&db, development, &cycle).await, (json!(after), json!(false)));
        assert_eq!(number(&raw, &rows).await, all);
        let rest = format!("SELECT MAX(total) AS n FROM job WHERE kind = '{kind}' AND state = 'done' AND done = total");
        assert_eq!(number(&raw, &rest).await, all - before, "the job counts what was left to it");
    }
    let document =
        "query($id: ID!) { inventoryCycle(id: $id) { itemCount } inventoryVerification(cycleId: $id) { lines fault } }";
    let found = gql(&db, development, document, json!({ "id": cycle })).await;
    let whole = json!({
        "inventoryCycle": { "itemCount": SERVICES }, "inventoryVerification": { "lines": SERVICES, "fault": null },
    });
    assert_eq!(found.ok(), &whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_whose_opening_failed_is_called_off_and_another_one_opens() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    let actors = Actors::settle(&db, people.desk).await;
    let leaving = Actors::settle(&db, people.desk).await.development;
    let development = &actors.development;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let first = scheduled(&db, &leaving, &plan, "C-1", WINDOW).await;
    let tomorrow = development.clone().at(development.at + TimeDelta::days(1));
    let second = scheduled(&db, &tomorrow, &plan, "C-2", WINDOW).await;
    let officer = People::staff(&db, Role::CatalogueManager, None).await;
    let site = Site::over(&db);
    let offered = async || {
        let (status, html) = site.get(Some(&officer), &format!("/desk/inventory/cycles/{first}")).await;
        assert_eq!(status, 200);
        let html = html.replace("&#x2f;", "/");
        ["open", "cancel"].map(|step| html.contains(&format!("/ar/desk/inventory/cycles/{first}/{step}\"")))
    };
    assert_eq!(offered().await, [true, true]);
    assert_eq!(try_move(&db, &leaving, CycleMove::Open, &first).await, "done");
    assert_eq!(offered().await, [false, false]);
    let left = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    crm_core::staff::update(&db, &op::system(), leaving.staff().unwrap(), left).await.unwrap();
    worked(&db).await;
    assert_eq!(shown(&db, development, &first).await, (json!("OPENING"), json!(true)));
    assert_eq!(offered().await, [true, true]);
    assert_eq!(try_move(&db, development, CycleMove::Open, &second).await, "CYCLE_GOING");
    assert_eq!(try_move(&db, development, CycleMove::Cancel, &first).await, "done");
    assert_eq!(shown(&db, development, &first).await, (json!("CANCELLED"), json!(false)));
    assert_eq!(move_cycle(&db, development, "openInventoryCycle", &second).await, "done");
    assert_eq!(shown(&db, development, &second).await, (json!("OPEN"), json!(false)));
}
