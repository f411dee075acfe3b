//! Numbers of events: without a gap, in the order in which they became visible, each once.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crm_core::db::Engine;
use crm_core::{Error, audit, events, interactions};
use futures_util::StreamExt;
use futures_util::future::join_all;
use support::{People, TestDb, op, within};

use super::{contact, logged, sealed};

const WRITERS: usize = 32;
const EACH: usize = 4;

/// A transaction that began first and commits last must not be skipped by whoever goes by numbers.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_follower_gets_what_many_write_at_once_exactly_once_in_order() {
    let db = TestDb::open_with(|options| options.max_connections = 40).await;
    let people = People::settle(&db).await;
    let followed = interactions::follow(&db, &op::system(), Default::default(), None).await.unwrap();
    let mut followed = std::pin::pin!(followed);
    let slow = async {
        let tx = db.begin().await.unwrap();
        let id = logged(&tx, &op::system(), people.desk).await;
        // On SQLite it would only keep the one writer from the others.
        if db.engine() == Engine::Postgres {
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        tx.commit().await.unwrap();
        vec![id]
    };
    let writer = || async {
        let mut ids = Vec::new();
        for _ in 0..EACH {
            ids.push(logged(&db, &op::system(), people.desk).await);
        }
        ids
    };
    let quick = join_all((1..WRITERS).map(|_| writer()));
    let all = (WRITERS - 1) * EACH + 1;
    let reader = async {
        let mut seen = Vec::new();
        while seen.len() < all {
            seen.push(followed.next().await.unwrap().unwrap());
        }
        seen
    };
    let (slow, quick, seen) = within("following", async { tokio::join!(slow, quick, reader) }).await;
    let written: BTreeSet<_> = quick.into_iter().flatten().chain(slow.clone()).collect();
    let told: Vec<_> = seen.iter().map(|live| live.record.id).collect();
    assert_eq!(told.len(), written.len());
    assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), written);
    assert!(seen.is_sorted_by(|a, b| a.place.0 < b.place.0));
    if db.engine() == Engine::Postgres {
        assert_eq!(told.last(), slow.first(), "what became visible last comes last");
    }
    // Nothing more, and no gap in the numbers of all events.
    sealed(&db).await;
    let mut last = 0;
    loop {
        let some = events::since(&db, &op::system(), last).await.unwrap();
        if some.is_empty() {
            break;
        }
        for event in some {
            last += 1;
            assert_eq!(event.sequence, Some(last));
        }
    }
    let found = audit::verify(&db, &op::system(), None, u64::MAX).await.unwrap();
    assert!(found.complete && found.broken.is_none());
}

/// Many processes may seal: one does the work of a pass, none does any of it twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_may_seal_at_once() {
    let db = TestDb::open().await;
    let others = [db_again(&db).await, db_again(&db).await];
    let people = People::settle(&db).await;
    let sealers = [&*db, &others[0], &others[1]].map(|db| async move {
        let mut done = 0;
        while done < 500 && audit::backlog(db, &op::system()).await.unwrap().audit_sequence < 44 {
            match audit::seal(db, &op::system()).await {
                Ok(_) | Err(Error::Unavailable(_)) => done += 1,
                Err(other) => panic!("{other:?}"),
            }
            tokio::task::yield_now().await;
        }
    });
    let writers = join_all((0..40).map(|_| async { logged(&others[0], &op::system(), people.desk).await }));
    within("sealing", async { tokio::join!(join_all(sealers), writers) }).await;
    let found = audit::verify(&db, &op::system(), None, u64::MAX).await.unwrap();
    assert_eq!((found.verified, found.broken), (44, None));
    for db in others {
        db.close().await.unwrap();
    }
}

async fn db_again(db: &TestDb) -> crm_core::Db {
    crm_core::Db::open(db.options()).await.unwrap()
}

#[tokio::test]
async fn only_the_installation_itself_follows_all_events() {
    let db = TestDb::open().await;
    for op in [op::admin(), op::auditor(), op::anonymous()] {
        let refused = events::since(&db, &op, 0).await.unwrap_err();
        assert!(matches!(refused, Error::Forbidden { .. } | Error::Unauthenticated));
        assert!(audit::seal(&db, &op).await.is_err());
    }
}

/// Prints how fast a bulk load is sealed; `--no-capture` shows it.
#[tokio::test]
async fn a_bulk_load_is_sealed_whole() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let before = audit::backlog(&db, &op::system()).await.unwrap().unsealed;
    interactions::log_many(&db, &op::system(), vec![contact(people.desk); 4_000]).await.unwrap();
    let started = Instant::now();
    sealed(&db).await;
    let millis = started.elapsed().as_millis();
    println!("{:?}: 4,000 rows sealed in {millis} ms", db.engine());
    let backlog = audit::backlog(&db, &op::system()).await.unwrap();
    assert_eq!((backlog.unsealed, backlog.oldest), (0, None));
    assert_eq!(backlog.audit_sequence, i64::try_from(before).unwrap() + 4_000);
    let found = audit::verify(&db, &op::system(), None, u64::MAX).await.unwrap();
    assert!(found.complete && found.broken.is_none());
}
