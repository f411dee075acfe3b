//! What is forgotten in time.

use chrono::TimeDelta;
use crm_core::interactions::{self, LogInteraction};
use crm_core::{Error, OpContext, idempotency};
use support::{People, TestDb, op};

use super::contact;

#[tokio::test]
async fn an_idempotency_key_is_kept_for_thirty_days() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let keyed = |key: &str| LogInteraction { idempotency_key: Some(key.into()), ..contact(people.desk) };
    let ago = |days| op::system().at(op::system().at - TimeDelta::days(days));
    let old = interactions::log(&db, &ago(31), keyed("old")).await.unwrap();
    let young = interactions::log(&db, &ago(29), keyed("young")).await.unwrap();
    assert_eq!(idempotency::forget(&db, &op::system()).await.unwrap(), 1);
    assert_eq!(idempotency::forget(&db, &op::system()).await.unwrap(), 0);
    let repeated = interactions::log(&db, &op::system(), keyed("young")).await.unwrap();
    assert_eq!(repeated.id, young.id);
    let anew = interactions::log(&db, &op::system(), keyed("old")).await.unwrap();
    assert_ne!(anew.id, old.id);
    for op in [op::admin(), OpContext::anonymous()] {
        let refused = idempotency::forget(&db, &op).await.unwrap_err();
        assert!(matches!(refused, Error::Forbidden { .. } | Error::Unauthenticated));
    }
}
