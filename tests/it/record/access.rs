//! Who saw whom: every read of a person is in the log before it is answered.

use crm_core::access::{self, AccessCondition};
use crm_core::beneficiaries::{self, BeneficiaryFilter, BeneficiaryOrder};
use crm_core::filter::{Choice, Filter};
use crm_core::ids::BeneficiaryId;
use crm_core::interactions::{self, LogInteraction};
use crm_core::page::PageRequest;
use crm_core::{Db, Error, OpContext};
use crm_graphql::node_id::Id;
use futures_util::future::join_all;
use sea_orm::ConnectionTrait;
use serde_json::json;
use support::{People, TestDb, gql, op, within};

use super::{contact, person};

/// The log about a person: operation, purpose and number of people, oldest first.
async fn about(db: &Db, person: BeneficiaryId) -> Vec<(String, String, i32)> {
    let filter = Filter::Is(AccessCondition::Person(Choice::Eq(person)));
    let page = access::list(db, &op::auditor(), filter, &PageRequest::first(100)).await.unwrap();
    let mut rows: Vec<_> = page.into_nodes().into_iter().map(|row| (row.operation, row.purpose, row.persons)).collect();
    rows.reverse();
    rows
}

async fn operations(db: &Db, person: BeneficiaryId) -> Vec<String> {
    about(db, person).await.into_iter().map(|row| row.0).collect()
}

#[tokio::test]
async fn a_read_is_logged_with_who_why_and_whom() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let (sara, omar) = (person(&db, "سارة").await, person(&db, "عمر").await);
    let agent = people.agent(&db).await.op;
    beneficiaries::get(&db, &agent, sara).await.unwrap();
    let filter = BeneficiaryFilter::default();
    beneficiaries::list(&db, &agent, filter, BeneficiaryOrder::Name, &PageRequest::default()).await.unwrap();
    beneficiaries::identifiers(&db, &agent, &[sara]).await.unwrap();
    beneficiaries::contact_points(&db, &agent, &[sara, omar]).await.unwrap();
    let purpose = || "service_delivery".to_owned();
    let expected = [
        ("beneficiary.get".to_owned(), purpose(), 1),
        ("beneficiary.list".to_owned(), purpose(), 2),
        // She has no identifier, so none was shown.
        ("beneficiary.contact_points".to_owned(), purpose(), 2),
    ];
    assert_eq!(about(&db, sara).await, expected);
    assert_eq!(operations(&db, omar).await, ["beneficiary.list", "beneficiary.contact_points"]);
    // Somebody who is not there was not seen.
    let nobody: BeneficiaryId = agent.new_id();
    assert!(matches!(beneficiaries::get(&db, &agent, nobody).await, Err(Error::NotFound { .. })));
    assert_eq!(operations(&db, nobody).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_request_is_one_row_for_each_operation() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let mut ids = Vec::new();
    for name in ["سارة", "عمر", "ليلى"] {
        let id = person(&db, name).await;
        let command = LogInteraction { beneficiary: Some(beneficiaries::Who::Id(id)), ..contact(people.desk) };
        interactions::log(&db, &op::system(), command).await.unwrap();
        ids.push(id);
    }
    let document = "{ interactions { nodes { beneficiary { name { text } contactPoints { masked } } } } \
                     beneficiaries { nodes { name { text } } } }";
    gql(&db, &agent, document, json!({})).await.ok();
    for id in &ids {
        let mut seen = operations(&db, *id).await;
        seen.sort_unstable();
        let expected = ["beneficiary.contact_points", "beneficiary.get", "beneficiary.list", "interaction.list"];
        assert_eq!(seen, expected);
    }
    // Who saw, and what this caller saw, over GraphQL.
    let ask = "query($who: ID!, $by: String!) { \
               seen: accessEntries(filter: { beneficiary: { eq: $who } }) { totalCount nodes { staffId purpose requestId } } \
               saw: accessEntries(filter: { actor: { eq: $by } }) { nodes { operation beneficiaryCount beneficiaryIds } } }";
    let variables = json!({ "who": Id(ids[0]).to_string(), "by": agent.actor.key() });
    let told = gql(&db, &op::auditor(), ask, variables.clone()).await;
    let (seen, saw) = (&told.ok()["seen"], &told.ok()["saw"]["nodes"]);
    assert_eq!(seen["totalCount"], 4);
    assert_eq!(seen["nodes"][0]["staffId"], Id(agent.staff().unwrap()).to_string());
    assert_eq!(seen["nodes"][0]["requestId"], &*agent.request_id);
    assert_eq!(saw.as_array().unwrap().len(), 4);
    assert!(saw.as_array().unwrap().iter().all(|row| row["beneficiaryCount"] == 3));
    let named: Vec<_> = ids.iter().map(|id| json!(Id(*id).to_string())).collect();
    assert_eq!(saw[0]["beneficiaryIds"], json!(named));
    assert_eq!(gql(&db, &agent, ask, variables).await.codes(), ["FORBIDDEN"]);
}

#[tokio::test]
async fn what_was_read_in_a_transaction_is_logged_whether_it_lasts_or_not() {
    let db = TestDb::open().await;
    let (kept, undone, nested) = (person(&db, "سارة").await, person(&db, "عمر").await, person(&db, "ليلى").await);
    let tx = db.begin().await.unwrap();
    beneficiaries::get(&tx, &op::system(), kept).await.unwrap();
    let inner = tx.begin().await.unwrap();
    beneficiaries::get(&inner, &op::system(), nested).await.unwrap();
    drop(inner);
    tx.commit().await.unwrap();
    assert_eq!(operations(&db, kept).await, ["beneficiary.get"]);
    assert_eq!(operations(&db, nested).await, ["beneficiary.get"]);
    let tx = db.begin().await.unwrap();
    beneficiaries::get(&tx, &op::system(), undone).await.unwrap();
    drop(tx);
    // Written by a task of its own, which the next write outside a transaction waits for at the latest.
    within("the log of a transaction that was rolled back", async {
        while operations(&db, undone).await.is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_shown_that_cannot_be_logged() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let sara = person(&db, "سارة السرية").await;
    db.raw().await.execute_unprepared("DROP TABLE access_person").await.unwrap();
    let refused = beneficiaries::get(&db, &agent, sara).await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable(_)), "{refused:?}");
    let document = "query($id: ID!) { beneficiary(id: $id) { name { text } } departments { nodes { code } } }";
    let answer = gql(&db, &agent, document, json!({ "id": Id(sara).to_string() })).await;
    assert_eq!(answer.codes(), ["UNAVAILABLE"]);
    assert!(answer["data"].is_null());
    let text = answer.0.to_string();
    assert!(!text.contains("سارة") && !text.contains("access_person"), "{text}");
    assert_eq!(answer["errors"][0]["extensions"]["retryAfter"], 1);
    // What shows nobody is answered as ever.
    gql(&db, &agent, "{ departments { nodes { code } } }", json!({})).await.ok();
}

#[tokio::test]
async fn what_could_not_be_settled_still_waits_to_be() {
    let db = TestDb::open().await;
    let (sara, raw) = (person(&db, "سارة").await, db.raw().await);
    let op = op::system().gathering_access();
    beneficiaries::get(&db, &op, sara).await.unwrap();
    raw.execute_unprepared("ALTER TABLE access_person RENAME TO away").await.unwrap();
    for _ in 0..2 {
        assert!(matches!(access::settle(&db, &op).await, Err(Error::Unavailable(_))));
    }
    raw.execute_unprepared("ALTER TABLE away RENAME TO access_person").await.unwrap();
    access::settle(&db, &op).await.unwrap();
    access::settle(&db, &op).await.unwrap();
    assert_eq!(operations(&db, sara).await, ["beneficiary.get"]);
}

#[tokio::test]
async fn settled_in_a_transaction_it_is_logged_with_the_commit() {
    let db = TestDb::open().await;
    let sara = person(&db, "سارة").await;
    let op = op::system().gathering_access();
    let tx = db.begin().await.unwrap();
    beneficiaries::get(&tx, &op, sara).await.unwrap();
    within("settling in a transaction", access::settle(&tx, &op)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(operations(&db, sara).await, ["beneficiary.get"]);
}

#[tokio::test]
async fn what_was_read_in_a_transaction_is_logged_when_its_commit_fails() {
    let db = TestDb::open().await;
    let (sara, raw) = (person(&db, "سارة").await, db.raw().await);
    raw.execute_unprepared("CREATE TABLE whole (id integer PRIMARY KEY)").await.unwrap();
    raw.execute_unprepared("CREATE TABLE part (of_id integer REFERENCES whole (id) DEFERRABLE INITIALLY DEFERRED)")
        .await
        .unwrap();
    let tx = db.begin().await.unwrap();
    beneficiaries::get(&tx, &op::system(), sara).await.unwrap();
    tx.execute_unprepared("INSERT INTO part (of_id) VALUES (1)").await.unwrap();
    tx.commit().await.unwrap_err();
    within("the log of a transaction whose commit failed", async {
        while operations(&db, sara).await.is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(operations(&db, sara).await, ["beneficiary.get"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reads_at_once_share_their_writing() {
    let db = TestDb::open().await;
    let sara = person(&db, "سارة").await;
    let reads = 200;
    let before = db.statements();
    let op = OpContext::system("reader");
    within("reading at once", join_all((0..reads).map(|_| beneficiaries::get(&db, &op, sara)))).await;
    let statements = db.statements() - before;
    assert_eq!(operations(&db, sara).await.len(), 100, "a page of them");
    // One select each; BEGIN, two inserts and COMMIT for each batch of many.
    assert!(statements < reads + 4 * reads / 2, "{statements} statements");
}
