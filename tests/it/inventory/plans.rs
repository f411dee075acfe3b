//! Plans, their decisions and votes.

use crm_core::inventory::plans::{self, ChangePlan, PlanMove, PlanState};
use crm_core::{Error, OpContext};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use support::{Answer, People, TestDb, gql, op};

use super::{Actors, act, ended, with_roles_of, words};

/// What a plan says that is decided by minutes, or by votes of so many members.
pub fn content(quorum: Option<u16>) -> Value {
    json!({
        "title": words("خطة حصر الخدمات", "Inventory plan"),
        "definition": words("كل ما يطلبه المستفيد ويُنجز له", "Whatever a beneficiary asks for and gets"),
        "period": { "from": "2026-01-01" },
        "answerDays": 14,
        "verifyDays": 7,
        "decision": if quorum.is_some() { "VOTES" } else { "MINUTES" },
        "quorum": quorum,
    })
}

/// A new plan; gives its id.
pub async fn drafted(db: &TestDb, op: &OpContext, code: &str, content: Value) -> String {
    let input = json!({ "code": code, "content": content });
    let made = act(db, op, "draftInventoryPlan", "DraftInventoryPlanInput", input, "plan { id }").await;
    made.done("draftInventoryPlan")["plan"]["id"].as_str().unwrap().into()
}

/// Tries a move of a plan, in the way in which the plan is decided.
async fn try_move(db: &TestDb, op: &OpContext, step: PlanMove, plan: &str) -> String {
    let minutes = json!({ "number": "12/1447", "on": { "hijri": "1447-01-15" }, "present": ["أ", "ب"] });
    let change = |plan: &str| json!({ "id": plan });
    let (mutation, ty, input) = match step {
        PlanMove::Revise => {
            let mut next = content(None);
            let fresh = op.new_id::<crm_core::ids::PlanId>().to_string();
            next["title"] = words(&fresh, &fresh);
            ("reviseInventoryPlan", "ReviseInventoryPlanInput", json!({ "id": plan, "content": next }))
        }
        PlanMove::Submit => ("submitInventoryPlan", "ChangeInventoryPlanInput", change(plan)),
        PlanMove::Enforce => ("enforceInventoryPlan", "ChangeInventoryPlanInput", change(plan)),
        PlanMove::Vote => {
            ("voteOnInventoryPlan", "VoteOnInventoryPlanInput", json!({ "planId": plan, "choice": "APPROVE" }))
        }
        PlanMove::Return | PlanMove::Approve => {
            let outcome = if step == PlanMove::Return { "RETURNED" } else { "APPROVED" };
            let input = json!({ "planId": plan, "outcome": outcome, "minutes": minutes, "note": "سبب" });
            ("recordInventoryDecision", "RecordInventoryDecisionInput", input)
        }
    };
    ended(&act(db, op, mutation, ty, input, "__typename").await, mutation)
}

/// The moves that bring a new plan to a state.
fn way(to: PlanState) -> &'static [PlanMove] {
    use PlanMove as M;
    match to {
        PlanState::Draft => &[],
        PlanState::Submitted => &[M::Submit],
        PlanState::Returned => &[M::Submit, M::Return],
        PlanState::Approved => &[M::Submit, M::Approve],
        PlanState::InForce => &[M::Submit, M::Approve, M::Enforce],
        PlanState::Superseded => &[M::Submit, M::Approve, M::Enforce, M::Revise, M::Submit, M::Approve, M::Enforce],
    }
}

#[tokio::test]
async fn every_move_from_every_state_by_everyone_ends_as_the_rules_say() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let mut cells = 0;
    for state in PlanState::ALL.iter().filter(|state| **state != PlanState::Superseded) {
        for step in PlanMove::ALL {
            // Votes are for plans that are decided by votes.
            let quorum = (*step == PlanMove::Vote).then_some(2);
            for (name, actor) in actors.all() {
                if quorum.is_some() && !matches!(state, PlanState::Draft | PlanState::Submitted) {
                    continue;
                }
                let code = format!("P{cells}");
                let plan = drafted(&db, &actors.development, &code, content(quorum)).await;
                for before in way(*state) {
                    let by = if before.permission() == PlanMove::Approve.permission() {
                        &actors.secretary
                    } else {
                        &actors.development
                    };
                    assert_eq!(try_move(&db, by, *before, &plan).await, "done", "{before:?} on the way to {state:?}");
                }
                let expected = match (actor.may(step.permission()), step.from().contains(state)) {
                    (false, _) => "FORBIDDEN",
                    (true, false) => "NOT_ALLOWED",
                    (true, true) => "done",
                };
                let was = try_move(&db, actor, *step, &plan).await;
                assert_eq!(was, expected, "{name}: {step:?} from {state:?}");
                let after = plans::find_by_code(&db, &op::system(), &code).await.unwrap().unwrap();
                let latest = (after.id, after.latest_number);
                let latest = plans::many_versions(&db, &op::system(), &[latest]).await.unwrap()[&latest].state;
                assert_eq!(
                    latest,
                    if expected == "done" { step.to() } else { *state },
                    "{name}: {step:?} from {state:?}"
                );
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 5 * 5 * 7 + 2 * 7);
}

#[tokio::test]
async fn an_approved_plan_is_never_written_to_and_gives_way_to_its_next_version() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = drafted(&db, &actors.development, "PLAN", content(None)).await;
    for (place, step) in way(PlanState::Superseded).iter().enumerate() {
        let by = if *step == PlanMove::Approve { &actors.secretary } else { &actors.development };
        assert_eq!(try_move(&db, by, *step, &plan).await, "done");
        if place == 3 {
            let shown = versions(&db, &actors.owner, &plan).await;
            assert_eq!(states(&shown), ["2 DRAFT", "1 IN_FORCE"], "the old one holds until the next one does");
        }
    }
    let shown = versions(&db, &actors.owner, &plan).await;
    assert_eq!(states(&shown), ["2 IN_FORCE", "1 SUPERSEDED"]);
    let digests: Vec<&str> =
        shown["versions"].as_array().unwrap().iter().map(|version| version["digest"].as_str().unwrap()).collect();
    assert!(digests.iter().all(|digest| digest.len() == 64) && digests[0] != digests[1]);
    let decisions = shown["decisions"].as_array().unwrap();
    assert_eq!(decisions.len(), 2);
    assert_eq!(
        decisions[0]["minutesOn"],
        json!({ "gregorian": "2025-07-10", "hijri": "1447-01-15", "calendar": "HIJRI" })
    );
    assert_eq!(decisions[0]["present"], json!(["أ", "ب"]));
}

#[tokio::test]
async fn votes_count_for_the_text_that_they_were_cast_on() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let [first, second] = &actors.members;
    let third = People::staff(&db, crm_core::policy::Role::CommitteeMember, None).await.op;
    let plan = drafted(&db, &actors.development, "VOTED", content(Some(2))).await;
    let submit = async || assert_eq!(try_move(&db, &actors.development, PlanMove::Submit, &plan).await, "done");
    submit().await;
    for (member, choice) in [(first, "APPROVE"), (second, "RETURN"), (&third, "RETURN")] {
        assert_eq!(vote(&db, member, &plan, choice).await, "done");
    }
    assert_eq!(ended(&count(&db, &actors.secretary, &plan).await, "countInventoryVotes"), "done");

    // As it is, or written anew: the committee begins anew.
    for rewritten in [false, true] {
        if rewritten {
            let mut next = content(Some(2));
            next["title"] = words("خطة أخرى", "Another plan");
            let input = json!({ "id": plan, "content": next });
            let (mutation, ty) = ("reviseInventoryPlan", "ReviseInventoryPlanInput");
            let by = &actors.development;
            assert_eq!(ended(&act(&db, by, mutation, ty, input, "__typename").await, mutation), "done");
        }
        submit().await;
        assert_eq!(vote(&db, second, &plan, "APPROVE").await, "done");
        let counted = count(&db, &actors.secretary, &plan).await;
        assert_eq!(ended(&counted, "countInventoryVotes"), "QUORUM", "rewritten: {rewritten}");
        assert_eq!(vote(&db, &third, &plan, if rewritten { "APPROVE" } else { "RETURN" }).await, "done");
        assert_eq!(ended(&count(&db, &actors.secretary, &plan).await, "countInventoryVotes"), "done");
    }
    assert_eq!(states(&versions(&db, &actors.owner, &plan).await), ["2 APPROVED", "1 RETURNED"]);

    // What came of it holds when it is looked at again.
    assert_eq!(try_move(&db, &actors.development, PlanMove::Enforce, &plan).await, "done");
    let cycle = super::cycles::scheduled(&db, &actors.development, &plan, "C-1", ["2025-01-01", "2025-12-31"]).await;
    for step in ["openInventoryCycle", "closeInventoryCycle"] {
        assert_eq!(super::cycles::move_cycle(&db, &actors.development, step, &cycle).await, "done");
    }
    let look = "query($id: ID!) { inventoryVerification(cycleId: $id) { fault } }";
    let found =
        async || gql(&db, &actors.owner, look, json!({ "id": cycle })).await.ok()["inventoryVerification"].clone();
    assert_eq!(found().await, json!({ "fault": null }));
    let raw = db.raw().await;
    raw.execute_unprepared("DELETE FROM inventory_decision WHERE number = 2").await.unwrap();
    assert_eq!(found().await, json!({ "fault": "PLAN" }), "nobody approved it");
}

async fn versions(db: &TestDb, op: &OpContext, plan: &str) -> Value {
    let document = "query($id: ID!) { inventoryPlan(id: $id) { versions { number state digest } \
        decisions { number outcome digest present minutesOn { gregorian hijri calendar } } } }";
    gql(db, op, document, json!({ "id": plan })).await.ok()["inventoryPlan"].clone()
}

fn states(plan: &Value) -> Vec<String> {
    let rows = plan["versions"].as_array().unwrap();
    rows.iter().map(|row| format!("{} {}", row["number"], row["state"].as_str().unwrap())).collect()
}

async fn vote(db: &TestDb, op: &OpContext, plan: &str, choice: &str) -> String {
    let input = json!({ "planId": plan, "choice": choice, "note": "رأيي" });
    ended(
        &act(db, op, "voteOnInventoryPlan", "VoteOnInventoryPlanInput", input, "__typename").await,
        "voteOnInventoryPlan",
    )
}

async fn count(db: &TestDb, op: &OpContext, plan: &str) -> Answer {
    let selection = "decision { outcome votesFor votesAgainst abstentions present }";
    act(db, op, "countInventoryVotes", "CountInventoryVotesInput", json!({ "planId": plan }), selection).await
}

#[tokio::test]
async fn votes_decide_with_a_quorum_and_a_member_has_one() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let [first, second] = &actors.members;
    let plan = drafted(&db, &actors.development, "VOTED", content(Some(2))).await;
    assert_eq!(try_move(&db, &actors.development, PlanMove::Submit, &plan).await, "done");
    assert_eq!(try_move(&db, &actors.secretary, PlanMove::Approve, &plan).await, "DECISION_BASIS");

    // Two votes of one person, through whatever token, are one.
    assert_eq!(vote(&db, first, &plan, "RETURN").await, "done");
    assert_eq!(vote(&db, first, &plan, "APPROVE").await, "done");
    assert_eq!(ended(&count(&db, &actors.secretary, &plan).await, "countInventoryVotes"), "QUORUM");
    assert_eq!(ended(&count(&db, first, &plan).await, "countInventoryVotes"), "FORBIDDEN");
    assert_eq!(vote(&db, second, &plan, "ABSTAIN").await, "done");
    let counted = count(&db, &actors.secretary, &plan).await;
    let decision = &counted.done("countInventoryVotes")["decision"];
    assert_eq!(
        [&decision["outcome"], &decision["votesFor"], &decision["votesAgainst"], &decision["abstentions"]],
        [&json!("APPROVED"), &json!(1), &json!(0), &json!(1)]
    );
    assert_eq!(decision["present"].as_array().unwrap().len(), 2);
    assert_eq!(vote(&db, first, &plan, "RETURN").await, "NOT_ALLOWED", "counted votes stay");
    let minutes = drafted(&db, &actors.development, "MET", content(None)).await;
    try_move(&db, &actors.development, PlanMove::Submit, &minutes).await;
    assert_eq!(vote(&db, first, &minutes, "APPROVE").await, "DECISION_BASIS");
}

#[tokio::test]
async fn nobody_decides_on_their_own_plan_with_whatever_roles() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let author = with_roles_of(&actors.development, &actors.secretary);
    let plan = drafted(&db, &actors.development, "OWN", content(None)).await;
    assert_eq!(try_move(&db, &author, PlanMove::Submit, &plan).await, "done");
    assert_eq!(try_move(&db, &author, PlanMove::Approve, &plan).await, "OWN_WORK");
    assert_eq!(try_move(&db, &actors.secretary, PlanMove::Approve, &plan).await, "done");
    let voting = with_roles_of(&actors.development, &actors.members[0]);
    let voted = drafted(&db, &actors.development, "OWN2", content(Some(1))).await;
    try_move(&db, &actors.development, PlanMove::Submit, &voted).await;
    assert_eq!(vote(&db, &voting, &voted, "APPROVE").await, "OWN_WORK");
}

#[tokio::test]
async fn minutes_of_today_are_recorded_from_the_first_minute_of_the_bodys_own_day() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    // Half past one at night in Riyadh.
    let night = "2026-03-01T22:30:00Z".parse().unwrap();
    let development = actors.development.at(night);
    let secretary = actors.secretary.at(night);
    let plan = drafted(&db, &development, "NIGHT", content(None)).await;
    assert_eq!(try_move(&db, &development, PlanMove::Submit, &plan).await, "done");
    for (day, expected) in [("2026-03-03", "IN_FUTURE"), ("2026-03-02", "done")] {
        let minutes = json!({ "number": "1", "on": { "gregorian": day }, "present": ["أ"] });
        let input = json!({ "planId": plan, "outcome": "APPROVED", "minutes": minutes });
        let recorded =
            act(&db, &secretary, "recordInventoryDecision", "RecordInventoryDecisionInput", input, "__typename").await;
        assert_eq!(ended(&recorded, "recordInventoryDecision"), expected, "{day}");
    }
}

#[tokio::test]
async fn a_member_is_present_at_a_meeting_once() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = drafted(&db, &actors.development, "TWICE", content(None)).await;
    assert_eq!(try_move(&db, &actors.development, PlanMove::Submit, &plan).await, "done");
    let record = async |present: Value| {
        let minutes = json!({ "number": "1", "on": { "gregorian": "2026-03-02" }, "present": present });
        let input = json!({ "planId": plan, "outcome": "APPROVED", "minutes": minutes });
        let mutation = "recordInventoryDecision";
        let selection = "decision { present }";
        act(&db, &actors.secretary, mutation, "RecordInventoryDecisionInput", input, selection).await
    };
    // in another spelling it is the same name
    let twice = record(json!(["أحمد سعد", "سعد", " احمَد  سعد"])).await;
    assert_eq!(twice.refusals("recordInventoryDecision"), ["minutes.present.2: REPEATED"]);
    let once = record(json!(["أحمد سعد", "سعد"])).await;
    assert_eq!(once.done("recordInventoryDecision")["decision"]["present"], json!(["أحمد سعد", "سعد"]));
}

#[tokio::test]
async fn what_is_wrong_with_a_plan_is_told_at_its_fields() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let manager = Actors::settle(&db, people.desk).await.development;
    let mut bad = content(None);
    bad["title"] = json!([{ "lang": "en", "text": "Plan" }]);
    bad["period"] = json!({ "from": "2026-02-01", "to": "2026-01-01" });
    bad["answerDays"] = json!(0);
    bad["recurrence"] = json!({ "everyMonths": 0 });
    bad["quorum"] = json!(3);
    bad["stages"] = json!({ "secondReviewPercent": 101 });
    bad["questions"] = json!([{ "code": "Q 1", "text": [] }]);
    let input = json!({ "code": "a b", "content": bad });
    let refused = act(&db, &manager, "draftInventoryPlan", "DraftInventoryPlanInput", input, "plan { id }").await;
    assert_eq!(
        refused.refusals("draftInventoryPlan"),
        [
            "code: CODE",
            "content.title: MISSING_LANGUAGE",
            "content.period.to: PERIOD",
            "content.recurrence.everyMonths: OUT_OF_RANGE",
            "content.answerDays: OUT_OF_RANGE",
            "content.stages.secondReviewPercent: OUT_OF_RANGE",
            "content.questions.0.code: CODE",
            "content.questions.0.text: MISSING_LANGUAGE",
            "content.quorum: EXCLUSIVE",
        ]
    );
    let plan = drafted(&db, &manager, "P", content(None)).await;
    let again = json!({ "id": plan, "content": content(None) });
    let same = act(&db, &manager, "reviseInventoryPlan", "ReviseInventoryPlanInput", again, "plan { id }").await;
    assert_eq!(same.refusals("reviseInventoryPlan"), ["content: NOTHING_TO_DO"]);
    let id = plans::find_by_code(&db, &manager, "P").await.unwrap().unwrap().id;
    let stale = plans::submit(&db, &manager, ChangePlan { id, expected_version: Some(7) }).await;
    assert!(matches!(stale, Err(Error::Conflict { current: 1, .. })));
}
