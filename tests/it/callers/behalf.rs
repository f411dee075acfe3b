//! Other bodies' systems that act for a member of staff.

use crm_core::beneficiaries::{self, BeneficiaryFilter, BeneficiaryKind, BeneficiaryOrder, RegisterBeneficiary};
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::DepartmentId;
use crm_core::interactions::{self, Direction, IdOrCode, InteractionFilter, InteractionOrder, LogInteraction};
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use crm_core::staff::{self, UpdateStaff};
use crm_core::text::LocalizedText;
use crm_core::{Error, OpContext};
use crm_graphql::node_id::Id;
use serde_json::json;
use support::{People, Person, Server, TestDb, gql, op};

use super::{ask, bearer};

async fn code(db: &TestDb, member: &Person) -> String {
    staff::get(db, &op::system(), member.op.staff().unwrap()).await.unwrap().code
}

async fn log(
    db: &TestDb,
    op: &OpContext,
    department: DepartmentId,
    key: Option<&str>,
) -> crm_core::Result<interactions::Interaction> {
    let command = LogInteraction {
        department: Some(IdOrCode::Id(department)),
        idempotency_key: key.map(str::to_owned),
        ..LogInteraction::new(ChannelKind::Phone, Direction::Inbound)
    };
    interactions::log(db, op, command).await
}

#[tokio::test]
async fn only_a_system_with_the_scope_acts_and_only_for_active_staff() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let server = Server::start(&db);
    let (agent, gone) = (people.agent(&db).await, people.agent(&db).await);
    let (agents, gones) = (code(&db, &agent).await, code(&db, &gone).await);
    let inactive = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    staff::update(&db, &op::system(), gone.op.staff().unwrap(), inactive).await.unwrap();
    let acting = People::acting_integration(&db, people.services).await;
    let plain = People::integration(&db, people.services).await;
    let kiosk = People::kiosk(&db, people.services, None).await;
    let sent = async |caller: Option<&Person>, member: &str| {
        let authorization = caller.map(|caller| bearer(&caller.secret));
        let mut headers = vec![("x-on-behalf-of", member)];
        headers.extend(authorization.as_deref().map(|value| ("authorization", value)));
        ask(&server, &headers).await
    };

    let (status, viewer) = sent(Some(&acting), &agents).await;
    let id = Id(agent.op.staff().unwrap()).to_string();
    assert_eq!((status, &viewer["actor"]), (200, &json!({ "kind": "STAFF", "id": id })));
    assert_eq!(viewer["roles"], json!([{ "role": "AGENT" }]));
    assert!(viewer["through"].is_string(), "{viewer}");
    for caller in [&plain, &kiosk, &agent] {
        assert_eq!(sent(Some(caller), &agents).await, (403, json!("FORBIDDEN")));
        // no answer tells them who is a member
        assert_eq!(sent(Some(caller), "nobody").await, (403, json!("FORBIDDEN")));
    }
    assert_eq!(sent(None, &agents).await, (401, json!("UNAUTHENTICATED")));
    for nobody in ["nobody", &gones, "", &"x".repeat(1000)] {
        assert_eq!(sent(Some(&acting), nobody).await, (400, json!("ON_BEHALF_OF")), "{nobody}");
    }
}

#[tokio::test]
async fn the_record_names_the_system_and_the_member() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await;
    let acting = People::acting_integration(&db, people.desk).await;
    let op = People::through(&db, &acting, &agent).await;
    let row = log(&db, &op, people.desk, None).await.unwrap();
    // the contact is the member's own, whichever way it came
    assert_eq!((row.staff_id, &row.actor), (agent.op.staff(), &agent.op.actor.key()));
    let entries = "{ auditEntries(filter: { operation: { eq: \"interaction.log\" } }) {
        nodes { actorKind actor staffId onBehalfOf tokenId } } }";
    let entries = gql(&db, &op::auditor(), entries, json!({})).await;
    let member = Id(agent.op.staff().unwrap()).to_string();
    assert_eq!(
        entries.ok()["auditEntries"]["nodes"],
        json!([{
            "actorKind": "integration",
            "actor": acting.op.actor.key(),
            "staffId": member,
            "onBehalfOf": member,
            "tokenId": Id(acting.op.token.unwrap()).to_string(),
        }])
    );
}

#[tokio::test]
async fn what_only_one_of_both_reaches_is_out_of_reach() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = People::staff(&db, Role::Agent, None).await;
    let acting = People::acting_integration(&db, people.services).await;
    let through = People::through(&db, &acting, &agent).await;
    let person = async |department| {
        let command = RegisterBeneficiary {
            department: Some(department),
            ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("صالح", "Salih"))
        };
        beneficiaries::register(&db, &op::system(), command).await.unwrap().id
    };
    let (near, far) = (person(people.desk).await, person(people.permits).await);
    let (own, elsewhere) = (
        log(&db, &agent.op, people.desk, None).await.unwrap(),
        log(&db, &agent.op, people.permits, None).await.unwrap(),
    );

    let page = PageRequest::first(10);
    let people_seen = async |op: &OpContext| {
        let found = beneficiaries::list(&db, op, BeneficiaryFilter::default(), BeneficiaryOrder::Oldest, &page).await;
        found.unwrap().into_nodes().iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(people_seen(&agent.op).await, [near, far]);
    assert_eq!(people_seen(&through).await, [near]);
    let seen = async |op: &OpContext| {
        let found = interactions::list(&db, op, InteractionFilter::default(), InteractionOrder::default(), &page).await;
        let mut ids: Vec<_> = found.unwrap().into_nodes().iter().map(|row| row.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(seen(&agent.op).await, [own.id, elsewhere.id]);
    assert_eq!(seen(&through).await, [own.id]);
    assert!(matches!(log(&db, &through, people.permits, None).await, Err(Error::Forbidden { .. })));

    // neither does a member bring the body's own powers along
    let admin = People::staff(&db, Role::Admin, None).await;
    let through = People::through(&db, &acting, &admin).await;
    let list = staff::tokens::list(&db, &through, &page).await;
    assert!(matches!(list, Err(Error::Forbidden { .. })));
}

#[tokio::test]
async fn repeats_are_told_apart_by_who_sent_them_for_whom() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let (first, second) = (people.agent(&db).await, people.agent(&db).await);
    let systems =
        [People::acting_integration(&db, people.desk).await, People::acting_integration(&db, people.desk).await];
    let mut ids = vec![log(&db, &first.op, people.desk, Some("1")).await.unwrap().id];
    for system in &systems {
        for member in [&first, &second] {
            let through = People::through(&db, system, member).await;
            let id = log(&db, &through, people.desk, Some("1")).await.unwrap().id;
            assert_eq!(log(&db, &through, people.desk, Some("1")).await.unwrap().id, id);
            ids.push(id);
        }
    }
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), 5);
}
