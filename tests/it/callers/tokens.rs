//! What ends is felt, although a process trusts for a moment what it found.

use std::time::Duration;

use chrono::TimeDelta;
use crm_core::policy::Role;
use crm_core::staff::tokens::{self, Bearer, CreateToken};
use crm_core::staff::{self, UpdateStaff};
use crm_core::{Error, OpContext};
use support::{People, TestDb, op};

/// Signs in until that is refused. Each time it was taken, the time before asking was before `end`.
async fn refused_by(db: &TestDb, secret: &str, end: chrono::DateTime<chrono::Utc>) {
    loop {
        let before = OpContext::anonymous().at;
        match staff::authenticate(db, secret).await {
            Ok(_) => assert!(before < end, "taken at {before}, which is not before {end}"),
            Err(Error::Unauthenticated) => return,
            Err(other) => panic!("{other}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_end_of_a_token_is_felt_at_once() {
    let db = TestDb::open().await;
    let end = OpContext::anonymous().at + TimeDelta::seconds(2);
    let bearer = Bearer::Staff { code: None, role: Role::Reader, department: None };
    let command = CreateToken { name: "short".into(), bearer, expires_at: Some(end), purpose: None };
    let made = tokens::create(&db, &op::system(), command).await.unwrap();
    staff::authenticate(&db, &made.secret).await.unwrap();
    refused_by(&db, &made.secret, end).await;
}

#[tokio::test]
async fn revoking_a_token_and_stopping_its_member_are_felt_within_five_seconds() {
    let db = TestDb::open().await;
    let (revoked, stopped) =
        (People::staff(&db, Role::Reader, None).await, People::staff(&db, Role::Reader, None).await);
    let token = staff::authenticate(&db, &revoked.secret).await.unwrap().token.unwrap();
    staff::authenticate(&db, &stopped.secret).await.unwrap();
    tokens::revoke(&db, &op::system(), token).await.unwrap();
    let inactive = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    staff::update(&db, &op::system(), stopped.op.staff().unwrap(), inactive).await.unwrap();
    let end = OpContext::anonymous().at + TimeDelta::seconds(5);
    tokio::join!(refused_by(&db, &revoked.secret, end), refused_by(&db, &stopped.secret, end));
}
