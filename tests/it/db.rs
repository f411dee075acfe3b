//! Tests of db.

use crm_core::db::Engine;
use support::{TestDb, engine, plans, sql, statements};

#[tokio::test]
async fn every_test_has_its_own_database() {
    let mut db = TestDb::open().await;
    assert_eq!(db.engine(), engine());
    db.reopen().await;
    let (sent, texts) = sql(statements(&db, async {
        let tx = db.begin().await.unwrap();
        let inner = tx.begin().await.unwrap();
        inner.commit().await.unwrap();
        tx.commit().await.unwrap();
    }))
    .await;
    assert_eq!(sent, 4);
    assert_eq!(texts, ["BEGIN", "SAVEPOINT s1", "RELEASE SAVEPOINT s1", "COMMIT"]);
    let op = support::op::auditor();
    let plans = plans(&db, async |db| {
        let page = crm_core::page::PageRequest::default();
        crm_core::audit::list(&db, &op, crm_core::Filter::default(), &page).await.unwrap();
    })
    .await;
    assert!(!plans.is_empty(), "{plans:?}");
    if engine() == Engine::Sqlite {
        assert!(plans.iter().all(|plan| !plan.plan.is_empty()), "{plans:?}");
    }
}
