//! The end of sessions, although a process trusts for a moment what it found.

use std::time::Duration;

use crm_core::policy::{Permission, Role};
use crm_core::staff::{links, sessions};
use crm_core::{Error, OpContext};
use support::{People, TestDb, op};

use super::{PASSWORD, administrator, sign_in};

#[tokio::test]
async fn signing_out_everywhere_is_felt_within_five_seconds() {
    let db = TestDb::open().await;
    let id = administrator(&db, "s.alharbi").await;
    let (one, other) = (
        sign_in(&db, &op::anonymous(), "s.alharbi", PASSWORD).await.unwrap(),
        sign_in(&db, &op::anonymous(), "s.alharbi", PASSWORD).await.unwrap(),
    );
    let op = sessions::authenticate(&db, &one.secret).await.unwrap().context();
    sessions::authenticate(&db, &other.secret).await.unwrap();
    sessions::end_all(&db, &op, id).await.unwrap();
    let end = OpContext::anonymous().at + chrono::TimeDelta::seconds(5);
    for session in [one, other] {
        loop {
            let before = OpContext::anonymous().at;
            match sessions::authenticate(&db, &session.secret).await {
                Ok(_) => assert!(before < end, "taken at {before}, which is not before {end}"),
                Err(Error::Unauthenticated) => break,
                Err(other) => panic!("{other}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert!(sessions::list(&db, &op, id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_session_has_no_other_roles_than_the_provider_named() {
    let db = TestDb::open().await;
    let member = People::staff(&db, Role::Admin, None).await.op.staff().unwrap();
    let subject = crm_core::staff::UpdateStaff {
        external_subject: Some("sub-1".to_owned()).into(),
        ..crm_core::staff::UpdateStaff::default()
    };
    crm_core::staff::update(&db, &op::system(), member, subject).await.unwrap();
    let begin = async |only| {
        let new = sessions::begin_by_subject(&db, &op::anonymous(), "sub-1", only).await.unwrap();
        sessions::authenticate(&db, &new.secret).await.unwrap().context()
    };
    assert!(begin(None).await.may(Permission::StaffManage));
    assert!(!begin(Some(vec![Role::Agent])).await.may(Permission::StaffManage));
    let unknown = sessions::begin_by_subject(&db, &op::anonymous(), "sub-2", None).await;
    assert!(matches!(unknown, Err(Error::Unauthenticated)));
}

#[tokio::test]
async fn how_others_sign_in_is_for_who_keeps_staff() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let (agent, other) = (people.agent(&db).await, people.agent(&db).await);
    let integration = People::acting_integration(&db, people.services).await;
    let through = People::through(&db, &integration, &agent).await;
    let (own, others) = (agent.op.staff().unwrap(), other.op.staff().unwrap());
    assert!(sessions::list(&db, &agent.op, own).await.is_ok());
    for (op, of) in [(&agent.op, others), (&through, own)] {
        assert!(matches!(sessions::list(&db, op, of).await, Err(Error::Forbidden { .. })));
        assert!(matches!(sessions::end_all(&db, op, of).await, Err(Error::Forbidden { .. })));
        assert!(matches!(links::invite(&db, op, of, None).await, Err(Error::Forbidden { .. })));
        assert!(matches!(links::reset(&db, op, of).await, Err(Error::Forbidden { .. })));
        assert!(matches!(links::entry(&db, op, of).await, Err(Error::Forbidden { .. })));
    }
    assert!(matches!(links::setup(&db, &agent.op).await, Err(Error::Forbidden { .. })));
}
