//! Operations given up at every point where they wait: nothing half-done, nothing else undone, nothing stuck.

use crm_core::{Db, Result};
use futures_util::future::try_join_all;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use support::{Cancelled, Drop, TestDb, cancel_after, within};

use super::note;

const MOMENTS: [Drop; 2] = [Drop::AtOnce, Drop::OnWake];

/// Writes `base + 1`, `base + 2` in a scope of its own, and `base + 3` after a scope that took it back.
async fn operation(db: &Db, base: i32) -> Result<()> {
    let tx = db.begin().await?;
    note::insert(&tx, base + 1).await?;
    let inner = tx.begin().await?;
    note::insert(&inner, base + 2).await?;
    inner.commit().await?;
    let given_up = tx.begin().await?;
    note::insert(&given_up, base + 3).await?;
    drop(given_up);
    note::insert(&tx, base + 3).await?;
    tx.commit().await
}

#[tokio::test]
async fn a_cancelled_operation_is_wholly_there_or_not_at_all() {
    let db = note::db().await;
    for moment in MOMENTS {
        for polls in 0.. {
            note::clear(&db).await;
            let end = cancel_after(polls, moment, operation(&db, 0)).await;
            within("an open transaction", none_left_open(&db)).await;
            within("the pool", all_connections(&db)).await;
            let there = note::ids(&db).await;
            match end {
                Cancelled::No(done) => {
                    done.unwrap();
                    assert_eq!(there, [1, 2, 3]);
                    break;
                }
                Cancelled::Yes => assert!(there.is_empty() || there == [1, 2, 3], "{moment:?} {polls}: {there:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_cancelled_inner_operation_leaves_the_outer_work() {
    let db = note::db().await;
    for moment in MOMENTS {
        for polls in 0.. {
            note::clear(&db).await;
            let outer = db.begin().await.unwrap();
            note::insert(&outer, 0).await.unwrap();
            let end = cancel_after(polls, moment, operation(&outer, 0)).await;
            within("the outer transaction", note::insert(&outer, 9)).await.unwrap();
            outer.commit().await.unwrap();
            let there = note::ids(&db).await;
            match end {
                Cancelled::No(done) => {
                    done.unwrap();
                    assert_eq!(there, [0, 1, 2, 3, 9]);
                    break;
                }
                Cancelled::Yes => {
                    assert!(there == [0, 9] || there == [0, 1, 2, 3, 9], "{moment:?} {polls}: {there:?}");
                }
            }
        }
    }
    within("the pool", all_connections(&db)).await;
}

#[tokio::test]
async fn a_cancelled_inner_operation_straight_before_the_commit() {
    let db = note::db().await;
    for moment in MOMENTS {
        for polls in 0.. {
            note::clear(&db).await;
            let outer = db.begin().await.unwrap();
            note::insert(&outer, 0).await.unwrap();
            let end = cancel_after(polls, moment, operation(&outer, 0)).await;
            within("the commit", outer.commit()).await.unwrap();
            let there = note::ids(&db).await;
            match end {
                Cancelled::No(done) => {
                    done.unwrap();
                    assert_eq!(there, [0, 1, 2, 3]);
                    break;
                }
                Cancelled::Yes => assert!(there == [0] || there == [0, 1, 2, 3], "{moment:?} {polls}: {there:?}"),
            }
        }
    }
}

/// Cancelled in the scope itself, not in one of its own: what the statement left is unknown, so nothing of it lasts.
#[tokio::test]
async fn a_cancelled_statement_ends_its_scope() {
    let db = note::db().await;
    for moment in MOMENTS {
        for polls in 1.. {
            note::clear(&db).await;
            let tx = db.begin().await.unwrap();
            note::insert(&tx, 0).await.unwrap();
            let end = cancel_after(polls, moment, note::insert(&tx, 1)).await;
            let committed = within("the commit", tx.commit()).await;
            let there = note::ids(&db).await;
            if let Cancelled::No(done) = end {
                done.unwrap();
                committed.unwrap();
                assert_eq!(there, [0, 1]);
                break;
            }
            assert!(committed.is_err());
            assert!(there.is_empty());
        }
    }
}

#[tokio::test]
async fn a_cancelled_wait_for_the_writer_holds_nobody_up() {
    let db = note::db().await;
    let held = try_join_all((0..connections(&db)).map(|_| db.begin())).await.unwrap();
    for _ in 0..4 {
        assert!(matches!(cancel_after(1, Drop::AtOnce, db.begin()).await, Cancelled::Yes));
    }
    drop(held);
    within("the pool", all_connections(&db)).await;
    within("an open transaction", none_left_open(&db)).await;
}

/// How many transactions can be open at once.
fn connections(db: &Db) -> u32 {
    match db.engine() {
        crm_core::db::Engine::Sqlite => 1,
        crm_core::db::Engine::Postgres => note::POOL,
    }
}

/// Holds every connection at once, then writes with each: a lost one would be waited for in vain.
async fn all_connections(db: &TestDb) {
    let all = try_join_all((0..connections(db)).map(|_| db.begin())).await.unwrap();
    for (tx, id) in all.into_iter().zip(1000..) {
        note::insert(&tx, id).await.unwrap();
        drop(tx);
    }
}

/// Waits until the server knows no transaction of ours that is open and idle.
async fn none_left_open(db: &TestDb) {
    if db.engine() == crm_core::db::Engine::Sqlite {
        return;
    }
    let raw = db.raw().await;
    let idle = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in trans%'";
    let idle = Statement::from_string(DbBackend::Postgres, idle);
    while raw.query_one_raw(idle.clone()).await.unwrap().is_some() {
        tokio::task::yield_now().await;
    }
    raw.close().await.unwrap();
}
