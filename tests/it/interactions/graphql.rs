//! The log over GraphQL.

use crm_core::beneficiaries::Who;
use crm_core::ids::BeneficiaryId;
use crm_core::interactions::{self, LogInteraction};
use serde_json::json;
use support::{TestDb, gql, op, sent};

use super::{call, department, person};

const LOG: &str = "mutation($input: LogInteractionInput!) { logInteraction(input: $input) {
    interaction { id subject body channel department { code } beneficiary { id } spokeWith { name phone relationship } duration }
    candidates { id }
    userErrors { code path rule message }
} }";

#[tokio::test]
async fn a_contact_is_logged_once_and_found_on_the_timeline() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let input = json!({ "input": {
        "channel": "PHONE",
        "beneficiary": { "phone": "٠٥٠١٢٣٤٥٦٧", "register": {
            "kind": "INDIVIDUAL", "name": [{ "lang": "ar", "text": "صالح" }] } },
        "spokeWith": { "name": "ابنه", "phone": "0551234567", "relationship": "CHILD" },
        "subject": "هويته 1012345672", "duration": "PT2M",
        "idempotencyKey": "mail-1",
    } });
    let first = gql(&db, &agent, LOG, input.clone()).await.ok().clone();
    let again = gql(&db, &agent, LOG, input).await.ok().clone();
    assert_eq!(first, again);
    let logged = &first["logInteraction"]["interaction"];
    assert_eq!(logged["subject"], "هويته ••••••5672");
    assert_eq!(logged["spokeWith"]["phone"], "\u{200e}•••••4567");
    assert_eq!((&logged["department"]["code"], &logged["duration"]), (&json!("D1"), &json!("PT2M")));

    let read = "query($id: ID!) { beneficiary(id: $id) {
        interactions(first: 10) { nodes { id } pageInfo { hasNextPage } }
        timeline(first: 10) { nodes { kind record { id ... on Interaction { subject } } } }
    } }";
    let person = gql(&db, &agent, read, json!({ "id": logged["beneficiary"]["id"] })).await.ok().clone();
    assert_eq!(person["beneficiary"]["interactions"]["nodes"], json!([{ "id": logged["id"] }]));
    let timeline = person["beneficiary"]["timeline"]["nodes"].as_array().unwrap().clone();
    let contacts: Vec<_> = timeline.iter().filter(|entry| entry["kind"] == "interaction").collect();
    assert_eq!(contacts.len(), 1);
    assert_eq!(contacts[0]["record"]["subject"], logged["subject"]);
}

#[tokio::test]
async fn what_a_person_can_mend_is_told() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    person(&db, "الأب", "0508888888").await;
    person(&db, "الأم", "0508888888").await;
    let ambiguous = json!({ "input": { "channel": "PHONE", "beneficiary": { "phone": "0508888888" } } });
    let answer = gql(&db, &agent, LOG, ambiguous).await.ok()["logInteraction"].clone();
    assert_eq!(answer["userErrors"][0]["code"], "AMBIGUOUS");
    assert_eq!(answer["candidates"].as_array().unwrap().len(), 2);
    assert!(answer["interaction"].is_null());

    let broken = json!({ "input": {
        "channel": "PHONE", "service": { "code": "NOPE" }, "reason": { "id": "service_01h455vb4pex5vsknk084sn02q" },
        "beneficiary": { "phone": "12", "email": "a@example.org" },
    } });
    let answer = gql(&db, &agent, LOG, broken).await.ok()["logInteraction"]["userErrors"].clone();
    let found: Vec<_> = answer.as_array().unwrap().iter().map(|e| format!("{} {}", e["path"], e["rule"])).collect();
    assert_eq!(found, [r#"["beneficiary"] "EXCLUSIVE""#, r#"["reason"] "ID""#]);
}

#[tokio::test]
async fn statements_do_not_grow_with_the_rows() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let mut people: Vec<BeneficiaryId> = Vec::new();
    for n in 0..20 {
        people.push(person(&db, "شخص", &format!("05012345{n:02}")).await);
    }
    let contact = |n: usize| LogInteraction {
        department: Some(own.into()),
        beneficiary: Some(Who::Id(people[n % 20])),
        ..call()
    };
    interactions::log_many(&db, &op::system(), (0..200).map(contact).collect()).await.unwrap();
    let agent = op::agent(own);
    for document in [
        "query($n: Int!) { interactions(first: $n) { nodes {
            department { code } beneficiary { name { text } } reason { code } staff { code } followUps { id } corrects { id } } } }",
        "query($n: Int!) { beneficiaries(first: $n) { nodes { interactions(first: 5) { nodes {
            id department { code } beneficiary { id } followUps { id } } } } } }",
    ] {
        let mut counts = Vec::new();
        for n in [1, 10, 20] {
            let run = async { gql(&db, &agent, document, json!({ "n": n })).await.ok().clone() };
            counts.push(sent(run).await.1.len());
        }
        assert!(counts.windows(2).all(|pair| pair[0] == pair[1]), "{counts:?} statements of {document}");
    }
}

#[tokio::test]
async fn reasons_follow_ups_and_figures() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let (head, manager, agent) = (op::head(own), op::catalogue_manager(), op::agent(own));
    let draft = "mutation($department: ID) { draftContactReason(input: { code: \"INQ\", content: {
        names: [{ lang: \"ar\", text: \"استفسار\" }], departmentId: $department,
        response: { amount: 2, unit: WORKING_DAYS }, answer: [{ lang: \"ar\", text: \"الجواب\" }] } }) {
        contactReason { id status version } userErrors { code path rule } } }";
    let department = crm_graphql::node_id::Id(own).to_string();
    let drafted = gql(&db, &head, draft, json!({ "department": department })).await.ok()["draftContactReason"].clone();
    assert_eq!(drafted["userErrors"], json!([]));
    let approve = "mutation($id: ID!) { approveContactReason(input: { id: $id, expectedVersion: 1 }) {
        contactReason { status current { number answer { text } responseTarget { amount unit } } } userErrors { rule } } }";
    let approved = gql(&db, &manager, approve, json!({ "id": drafted["contactReason"]["id"] })).await.ok().clone();
    let reason = &approved["approveContactReason"]["contactReason"];
    assert_eq!((&reason["status"], &reason["current"]["answer"]["text"]), (&json!("APPROVED"), &json!("الجواب")));

    let due = agent.at.date_naive() + chrono::Days::new(3);
    let input = json!({ "input": {
        "channel": "COUNTER", "reason": { "code": "INQ" }, "followUp": { "dueOn": due, "note": "اتصال" } } });
    let logged = gql(&db, &agent, LOG, input).await.ok()["logInteraction"].clone();
    assert_eq!(logged["userErrors"], json!([]));
    let list = "{ followUps(filter: { mine: { eq: false }, state: { eq: OPEN } }) {
        totalCount nodes { id version note interaction { reason { code } reasonRevision { number } } } } }";
    let open = gql(&db, &agent, list, json!({})).await.ok()["followUps"].clone();
    assert_eq!((&open["totalCount"], &open["nodes"][0]["note"]), (&json!(1), &json!("اتصال")));
    assert_eq!(open["nodes"][0]["interaction"]["reasonRevision"]["number"], 1);
    let complete = "mutation($id: ID!) { completeFollowUp(input: { id: $id, expectedVersion: 1 }) {
        followUp { state } current { version } userErrors { code } } }";
    let id = json!({ "id": open["nodes"][0]["id"] });
    let done = gql(&db, &agent, complete, id.clone()).await.ok()["completeFollowUp"].clone();
    assert_eq!(done["followUp"]["state"], "DONE");
    let stale = gql(&db, &agent, complete, id).await.ok()["completeFollowUp"].clone();
    assert_eq!((&stale["userErrors"][0]["code"], &stale["current"]["version"]), (&json!("CONFLICT"), &json!(2)));

    let figures = "query($input: InteractionFiguresInput!) { interactionFigures(input: $input) {
        month channel reason { code } contacts } }";
    let month = agent.at.format("%Y-%m").to_string();
    let input = json!({ "input": { "from": "2020-01", "to": "2029-12", "by": ["CHANNEL", "REASON"] } });
    let counted = gql(&db, &op::agent(own), figures, input).await.ok()["interactionFigures"].clone();
    assert_eq!(counted, json!([{ "month": null, "channel": "COUNTER", "reason": { "code": "INQ" }, "contacts": 1 }]));
    let bad = json!({ "input": { "from": month, "to": "2026-3", "by": [] } });
    assert!(!gql(&db, &op::reader(), figures, bad).await.errors().is_empty());
}
