//! Following contacts and services through the schema.

use crm_core::catalogue::services;
use crm_core::interactions::{self, LogInteraction, SpokeWith};
use crm_core::policy::Role;
use crm_core::{Db, OpContext};
use crm_graphql::node_id::Id;
use crm_graphql::{Request, Response, Variables, execute_stream, schema};
use futures_util::{Stream, StreamExt};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use support::{People, Samples, TestDb, op, within};

use super::{contact, logged, person};

const CONTACTS: &str = "subscription($filter: InteractionFilter, $after: String) { \
    interactionLogged(filter: $filter, after: $after) { cursor event interaction { id subject department { code } } } }";

fn follow(db: &Db, op: &OpContext, document: &str, variables: Value) -> impl Stream<Item = Response> + Unpin + use<> {
    let request = Request::new(document).variables(Variables::from_json(variables));
    let schema = schema(db.clone());
    execute_stream(&schema, request, op.clone())
}

async fn next(stream: &mut (impl Stream<Item = Response> + Unpin)) -> Value {
    let answer = within("the next event", stream.next()).await.expect("the stream goes on");
    serde_json::to_value(answer).unwrap()
}

/// Lets a stream begin to listen: until then "from now on" has no now.
async fn listening(db: &Db, people: People, stream: &mut (impl Stream<Item = Response> + Unpin)) -> Value {
    let system = op::system();
    let mut first = std::pin::pin!(next(stream));
    loop {
        tokio::select! {
            answer = &mut first => return answer,
            _ = logged(db, &system, people.desk) => {}
        }
    }
}

#[tokio::test]
async fn contacts_come_as_they_are_logged_and_are_taken_up_again_by_their_cursor() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let mut stream = follow(&db, &agent, CONTACTS, json!({}));
    let first = listening(&db, people, &mut stream).await;
    assert_eq!(first["data"]["interactionLogged"]["event"], "interaction.logged");
    let cursor = first["data"]["interactionLogged"]["cursor"].clone();
    drop(stream);
    // While nobody listened.
    let mut written = Vec::new();
    for _ in 0..150 {
        written.push(Id(logged(&db, &agent, people.desk).await).to_string());
    }
    let mut stream = follow(&db, &agent, CONTACTS, json!({ "after": cursor }));
    let mut told = Vec::new();
    // Between the cursor and the first of these may lie some of the contacts that woke the stream.
    while told.len() < written.len() {
        let id = next(&mut stream).await["data"]["interactionLogged"]["interaction"]["id"].as_str().unwrap().to_owned();
        if written.contains(&id) {
            told.push(id);
        }
    }
    assert_eq!(told, written);
    // And on, live.
    let live = Id(logged(&db, &agent, people.desk).await).to_string();
    assert_eq!(next(&mut stream).await["data"]["interactionLogged"]["interaction"]["id"], live);
}

#[tokio::test]
async fn a_follower_sees_what_a_list_would_show() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let own = people.agent(&db).await.op;
    let other = People::staff(&db, Role::Agent, Some(people.permits)).await.op;
    let filter = json!({ "filter": { "department": { "eq": Id(people.services).to_string() } } });
    let mut narrow = follow(&db, &own, CONTACTS, filter);
    let mut wide = follow(&db, &other, CONTACTS, json!({}));
    let first = listening(&db, people, &mut wide).await;
    assert_eq!(first["data"]["interactionLogged"]["interaction"]["department"]["code"], "DESK");
    let mut after = json!({ "after": first["data"]["interactionLogged"]["cursor"] });
    after["filter"] = json!({ "department": { "eq": Id(people.services).to_string() } });
    drop((narrow, wide));
    narrow = follow(&db, &own, CONTACTS, after.clone());
    wide = follow(&db, &other, CONTACTS, after);
    logged(&db, &op::system(), people.permits).await;
    let said = LogInteraction { subject: Some("سؤال عن رخصة".into()), ..contact(people.services) };
    let shown = interactions::log(&db, &op::system(), said).await.unwrap();
    let id = json!(Id(shown.id).to_string());
    let told = next(&mut wide).await;
    assert_eq!(told["data"]["interactionLogged"]["interaction"]["id"], id);
    assert!(told["data"]["interactionLogged"]["interaction"]["subject"].is_null(), "another department's");
    let told = next(&mut narrow).await;
    assert_eq!(told["data"]["interactionLogged"]["interaction"]["id"], id);
}

#[tokio::test]
async fn a_follower_is_logged_like_a_reader() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let sara = person(&db, "سارة").await;
    let mut stream = follow(
        &db,
        &agent,
        "subscription { interactionLogged { interaction { beneficiary { name { text } } } } }",
        json!({}),
    );
    listening(&db, people, &mut stream).await;
    let with = LogInteraction {
        beneficiary: Some(crm_core::beneficiaries::Who::Id(sara)),
        spoke_with: Some(SpokeWith::default()),
        ..contact(people.desk)
    };
    interactions::log(&db, &op::system(), with).await.unwrap();
    while next(&mut stream).await["data"]["interactionLogged"]["interaction"]["beneficiary"].is_null() {}
    let filter = crm_core::Filter::Is(crm_core::access::AccessCondition::Person(crm_core::filter::Choice::Eq(sara)));
    let rows = crm_core::access::list(&db, &op::auditor(), filter, &Default::default()).await.unwrap().into_nodes();
    let mut operations: Vec<_> = rows.iter().map(|row| row.operation.as_str()).collect();
    operations.sort_unstable();
    assert_eq!(operations, ["beneficiary.get", "interaction.follow"]);
    assert!(rows.iter().all(|row| row.actor == agent.actor.key()));
}

#[tokio::test]
async fn a_stream_ends_with_an_answer_that_cannot_be_logged() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let sara = person(&db, "سارة").await;
    let document = "subscription { interactionLogged { interaction { beneficiary { name { text } } } } }";
    let mut stream = follow(&db, &agent, document, json!({}));
    listening(&db, people, &mut stream).await;
    let with = LogInteraction { beneficiary: Some(crm_core::beneficiaries::Who::Id(sara)), ..contact(people.desk) };
    for _ in 0..2 {
        interactions::log(&db, &op::system(), with.clone()).await.unwrap();
    }
    db.raw().await.execute_unprepared("DROP TABLE access_person").await.unwrap();
    let last = loop {
        let answer = next(&mut stream).await;
        if answer["errors"].is_array() {
            break answer;
        }
    };
    assert_eq!(last["errors"][0]["extensions"]["code"], "UNAVAILABLE");
    assert!(within("the end", stream.next()).await.is_none());
}

#[tokio::test]
async fn services_come_as_they_change_and_drafts_to_staff_only() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let samples = Samples::settle(&db, people.desk, "LIVE").await;
    let document =
        "subscription($after: String) { serviceChanged(after: $after) { cursor event fields service { id code } } }";
    let start = json!({ "after": crm_core::events::Place(0).to_string() });
    let events = async |op: OpContext, count: usize| {
        let mut stream = follow(&db, &op, document, start.clone());
        let mut told = Vec::new();
        for _ in 0..count {
            let answer = next(&mut stream).await;
            assert_eq!(answer["data"]["serviceChanged"]["service"]["id"], samples.ids["service"], "{answer}");
            told.push(answer["data"]["serviceChanged"]["event"].as_str().unwrap().to_owned());
        }
        told
    };
    let inside = ["service.created", "service.submitted", "service.published"];
    assert_eq!(events(op::catalogue_manager(), 3).await, inside);
    assert_eq!(events(op::anonymous(), 1).await, ["service.published"]);
    let found = services::find_by_code(&db, &op::catalogue_manager(), "LIVE").await.unwrap().unwrap();
    let id = found.header.id;
    let stop =
        services::ChangeStatus { id, reason: Some("صيانة".into()), valid_from: None, expected_version: None };
    services::suspend(&db, &op::catalogue_manager(), stop).await.unwrap();
    let later = ["service.created", "service.submitted", "service.published", "service.suspended"];
    assert_eq!(events(op::catalogue_manager(), 4).await, later);
}

#[tokio::test]
async fn a_subscription_that_may_not_be_is_refused() {
    let db = TestDb::open().await;
    let refusal = async |op: OpContext, document: &str| {
        let mut stream = follow(&db, &op, document, json!({}));
        let answer = next(&mut stream).await;
        assert!(within("the end", stream.next()).await.is_none());
        answer["errors"][0]["extensions"]["code"].as_str().unwrap().to_owned()
    };
    let plain = "subscription { interactionLogged { cursor } }";
    assert_eq!(refusal(op::anonymous(), plain).await, "UNAUTHENTICATED");
    assert_eq!(refusal(op::admin(), plain).await, "FORBIDDEN");
    let forged = "subscription { serviceChanged(after: \"bm90IG91cnM\") { cursor } }";
    assert_eq!(refusal(op::anonymous(), forged).await, "INVALID");
    // A place that lies ahead is of another database.
    let ahead = format!("subscription {{ serviceChanged(after: \"{}\") {{ cursor }} }}", crm_core::events::Place(99));
    assert_eq!(refusal(op::anonymous(), &ahead).await, "INVALID");
}
