//! Work that goes on beside requests. Any number of processes may run it: each step is a transaction that finds
//! out for itself whether there is something left to do.

use std::time::Duration;

use crm_core::catalogue::services;
use crm_core::{Db, Error, OpContext, Result, audit, idempotency};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

/// How often schedules are looked at.
const SCHEDULES: Duration = Duration::from_secs(1);
/// How often what is past its time is forgotten.
const RETENTION: Duration = Duration::from_hours(1);
/// How long the sealer rests after a failure.
const REST: Duration = Duration::from_secs(1);

/// Starts all of it; it ends when the set is dropped. What fails is logged and tried again at the next turn.
pub fn start(db: &Db) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    workers.spawn(sealer(db.clone()));
    workers.spawn(schedules(db.clone()));
    workers.spawn(retention(db.clone()));
    workers
}

/// Numbers and chains what was recorded, within 100 ms of its commit.
async fn sealer(db: Db) {
    loop {
        match seal(&db).await {
            Ok(()) => audit::awaited(&db).await,
            Err(error) => {
                failed("sealing", &error);
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Seals until nothing waits.
pub async fn seal(db: &Db) -> Result<()> {
    while audit::seal(db, &OpContext::system("sealer")).await? != audit::Sealed::default() {}
    Ok(())
}

/// Lets scheduled publications and status moves of services take effect.
async fn schedules(db: Db) {
    let mut turns = turns(SCHEDULES);
    loop {
        turns.tick().await;
        match services::advance(&db, &OpContext::system("schedules")).await {
            Ok(0) => {}
            Ok(moved) => tracing::info!(moved, "scheduled changes of services took effect"),
            Err(error) => failed("schedules", &error),
        }
    }
}

/// Forgets idempotency keys that are past their time.
async fn retention(db: Db) {
    let mut turns = turns(RETENTION);
    loop {
        turns.tick().await;
        let mut forgotten = 0;
        loop {
            match idempotency::forget(&db, &OpContext::system("retention")).await {
                Ok(0) => break,
                Ok(some) => forgotten += some,
                Err(error) => {
                    failed("retention", &error);
                    break;
                }
            }
        }
        if forgotten > 0 {
            tracing::info!(forgotten, "idempotency keys past their time were forgotten");
        }
    }
}

fn turns(every: Duration) -> tokio::time::Interval {
    let mut turns = interval(every);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    turns
}

fn failed(worker: &str, error: &Error) {
    tracing::warn!(worker, code = error.code(), error = %error, "a worker waits for its next turn");
}
