//! Nested transactions: each ends by itself, and takes nothing else with it.

use crm_core::Db;
use support::{Cancelled, Drop, cancel_after, within};

use super::note;

#[tokio::test]
async fn a_dropped_inner_scope_takes_back_its_own_work_only() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    note::insert(&outer, 1).await.unwrap();
    let inner = outer.begin().await.unwrap();
    note::insert(&inner, 2).await.unwrap();
    drop(inner);
    assert_eq!(note::ids(&outer).await, [1]);
    note::insert(&outer, 3).await.unwrap();
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [1, 3]);
}

#[tokio::test]
async fn an_inner_scope_dropped_last_is_not_committed_with_the_outer_one() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    note::insert(&outer, 1).await.unwrap();
    let inner = outer.begin().await.unwrap();
    note::insert(&inner, 2).await.unwrap();
    drop(inner);
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [1]);
}

#[tokio::test]
async fn a_committed_inner_scope_goes_with_a_dropped_outer_one() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    let middle = outer.begin().await.unwrap();
    let inner = middle.begin().await.unwrap();
    note::insert(&inner, 1).await.unwrap();
    inner.commit().await.unwrap();
    drop(middle);
    assert!(note::ids(&outer).await.is_empty());
    let inner = outer.begin().await.unwrap();
    note::insert(&inner, 2).await.unwrap();
    inner.commit().await.unwrap();
    drop(outer);
    assert!(note::ids(&db).await.is_empty());
}

#[tokio::test]
async fn inner_scopes_follow_one_another() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    for id in 0..6 {
        let inner = outer.begin().await.unwrap();
        note::insert(&inner, id).await.unwrap();
        if id % 3 != 0 {
            inner.commit().await.unwrap();
        }
    }
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [1, 2, 4, 5]);
}

#[tokio::test]
async fn scopes_dropped_together_go_back_to_the_outermost() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    let middle = outer.begin().await.unwrap();
    note::insert(&middle, 1).await.unwrap();
    let inner = middle.begin().await.unwrap();
    note::insert(&inner, 2).await.unwrap();
    drop(inner);
    drop(middle);
    note::insert(&outer, 3).await.unwrap();
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [3]);
}

#[tokio::test]
async fn an_outer_scope_dropped_first_ends_the_inner_one() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    let middle = outer.begin().await.unwrap();
    let inner = middle.begin().await.unwrap();
    note::insert(&inner, 1).await.unwrap();
    drop(middle);
    assert!(note::insert(&inner, 2).await.is_err());
    note::insert(&outer, 3).await.unwrap();
    assert!(inner.commit().await.is_err());
    note::insert(&outer, 4).await.unwrap();
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [3, 4]);
}

#[tokio::test]
async fn the_outer_handle_waits_its_turn() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    let inner = outer.begin().await.unwrap();
    let error = note::insert(&outer, 1).await.unwrap_err();
    assert!(error.to_string().contains("an inner transaction is open"), "{error}");
    assert!(outer.begin().await.is_err());
    note::insert(&inner, 2).await.unwrap();
    inner.commit().await.unwrap();
    note::insert(&outer, 3).await.unwrap();
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [2, 3]);
}

#[tokio::test]
async fn a_transaction_with_an_open_inner_one_is_not_committed() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    note::insert(&outer, 1).await.unwrap();
    let inner = outer.begin().await.unwrap();
    assert!(outer.commit().await.is_err());
    assert!(inner.commit().await.is_err());
    assert!(note::ids(&db).await.is_empty());
}

#[tokio::test]
async fn a_clone_does_not_outlive_its_transaction() {
    let db = note::db().await;
    for commit in [true, false] {
        let outer = db.begin().await.unwrap();
        let inner = outer.begin().await.unwrap();
        let (late_outer, late_inner) = (Db::clone(&outer), Db::clone(&inner));
        inner.commit().await.unwrap();
        assert!(note::insert(&late_inner, 1).await.is_err());
        assert!(late_inner.begin().await.is_err());
        if commit {
            outer.commit().await.unwrap();
        } else {
            drop(outer);
        }
        for late in [late_outer, late_inner] {
            assert!(note::insert(&late, 1).await.is_err());
            assert!(late.begin().await.is_err());
        }
        // The clones hold no connection back.
        note::write(&db, &[if commit { 2 } else { 3 }]).await;
    }
    assert_eq!(note::ids(&db).await, [2, 3]);
}

#[tokio::test]
async fn a_transaction_dropped_under_a_running_statement_rolls_back() {
    let db = note::db().await;
    let tx = db.begin().await.unwrap();
    let clone = Db::clone(&tx);
    let mut statement = Box::pin(note::insert(&clone, 1));
    let first = cancel_after(1, Drop::AtOnce, &mut statement).await;
    drop(tx);
    if matches!(first, Cancelled::Yes) {
        // It was sent, so it may well succeed; nothing of it stays.
        within("the statement", statement).await.ok();
    }
    within("the next transaction", note::write(&db, &[2])).await;
    assert_eq!(note::ids(&db).await, [2]);
}

#[tokio::test]
async fn a_failed_statement_ends_its_own_scope_only() {
    let db = note::db().await;
    let outer = db.begin().await.unwrap();
    note::insert(&outer, 1).await.unwrap();
    let inner = outer.begin().await.unwrap();
    note::insert(&inner, 2).await.unwrap();
    assert!(note::insert(&inner, 1).await.is_err());
    assert!(note::insert(&inner, 3).await.is_err(), "the same on both engines");
    assert!(inner.begin().await.is_err());
    assert!(inner.commit().await.is_err());
    assert_eq!(note::ids(&outer).await, [1]);
    note::insert(&outer, 4).await.unwrap();
    outer.commit().await.unwrap();
    assert_eq!(note::ids(&db).await, [1, 4]);
}

#[tokio::test]
async fn a_commit_after_a_failed_statement_says_so() {
    let db = note::db().await;
    let tx = db.begin().await.unwrap();
    note::insert(&tx, 1).await.unwrap();
    assert!(note::insert(&tx, 1).await.is_err());
    assert!(tx.commit().await.is_err());
    assert!(note::ids(&db).await.is_empty());
    note::write(&db, &[1]).await;
}
