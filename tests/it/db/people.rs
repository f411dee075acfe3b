//! The harness's own people come through the library's operations, so they prove that those work on this engine.

use crm_core::policy::{Permission, Role};
use serde_json::json;
use support::{Cancelled, Drop, People, TestDb, cancel_after, department, gql, op, within};

#[tokio::test]
async fn people_have_roles_tokens_and_reach() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await;
    assert!(agent.op.require_in(Permission::InteractionWrite, people.desk).is_ok());
    assert!(agent.op.require_in(Permission::InteractionWrite, people.services).is_err());
    let head = People::staff(&db, Role::DepartmentHead, Some(people.services)).await;
    assert!(head.op.require_in(Permission::InteractionWrite, people.desk).is_ok(), "and all below");
    assert!(head.op.require_in(Permission::InteractionWrite, people.permits).is_err());
    assert_ne!(agent.op.staff(), head.op.staff());
    let kiosk = People::kiosk(&db, people.desk, None).await;
    assert_eq!(kiosk.op.actor.kind(), "kiosk");
    let system = People::integration(&db, people.permits).await;
    assert_eq!(system.op.actor.kind(), "integration");
    assert_eq!(op::admin().actor.kind(), "staff");

    let document = "query { viewer { actor { kind } roles { role } } }";
    let answer = gql(&db, &agent.op, document, json!({})).await;
    assert_eq!(answer.ok()["viewer"]["roles"][0]["role"], "AGENT");
    let answer = gql(&db, &agent.op, "query { nothing }", json!({})).await;
    assert_eq!(answer.codes(), ["BAD_DOCUMENT"], "{answer:?}");
}

/// A whole operation of the library, given up at every point where it waits, alone and inside another.
#[tokio::test]
async fn a_cancelled_create_is_wholly_there_or_not_at_all() {
    let db = TestDb::open().await;
    let body = department(&db, "BODY", "الهيئة", None).await;
    let there = async |code: &str| db.reference().await.unwrap().department_by_code(code).is_some();
    for drop in [Drop::AtOnce, Drop::OnWake] {
        for polls in 0.. {
            let code = |kind: &str| format!("{kind}-{drop:?}-{polls}").to_uppercase();
            let alone = code("ALONE");
            let first = cancel_after(polls, drop, department(&db, &alone, "إدارة", Some(body))).await;

            let (outer, inner) = (code("OUTER"), code("INNER"));
            let tx = within("a transaction", db.begin()).await.unwrap();
            department(&tx, &outer, "إدارة", Some(body)).await;
            let second = cancel_after(polls, drop, department(&tx, &inner, "إدارة", Some(body))).await;
            within("the commit", tx.commit()).await.unwrap();
            assert!(there(&outer).await);

            if let (Cancelled::No(_), Cancelled::No(_)) = (first, second) {
                assert!(there(&alone).await && there(&inner).await);
                break;
            }
        }
    }
    // A department that is there has its audit row and its event, one that is not has neither.
    let raw = db.raw().await;
    for table in ["audit", "event"] {
        let differ = format!(
            "SELECT (SELECT count(*) FROM department) - (SELECT count(DISTINCT entity_id) FROM {table} WHERE entity_kind = 'department') AS n"
        );
        let statement = sea_orm::Statement::from_string(sea_orm::ConnectionTrait::get_database_backend(&raw), differ);
        let row = sea_orm::ConnectionTrait::query_one_raw(&raw, statement).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "{table}");
    }
}
