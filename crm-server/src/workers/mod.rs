//! Work that goes on beside requests. Any number of processes may run it: each step is a transaction that finds
//! out for itself whether there is something left to do.

use std::time::Duration;

use crm_core::catalogue::services;
use crm_core::inventory::cycles;
use crm_core::{Db, Error, OpContext, Result, audit, documents, idempotency, interactions, jobs, work};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

/// How often schedules are looked at.
const SCHEDULES: Duration = Duration::from_secs(1);
/// How often an idle process looks for jobs.
const JOBS: Duration = Duration::from_millis(500);
/// How often the inventory's clock is looked at: it goes by days.
const INVENTORY: Duration = Duration::from_mins(1);
/// How often increments of figures are summed up.
const FIGURES: Duration = Duration::from_secs(10);
/// How often what is past its time is forgotten.
const RETENTION: Duration = Duration::from_hours(1);
/// How long the sealer rests after a failure.
const REST: Duration = Duration::from_secs(1);

/// Starts all of it; it ends when the set is dropped. What fails is logged and tried again at the next turn.
pub fn start(db: &Db) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    workers.spawn(sealer(db.clone()));
    workers.spawn(schedules(db.clone()));
    workers.spawn(inventory(db.clone()));
    workers.spawn(figures(db.clone()));
    workers.spawn(retention(db.clone()));
    workers.spawn(jobs(db.clone()));
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
    while audit::seal(db, &OpContext::system("sealer")).await?.any() {}
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

/// Opens cycles of the inventory, ends the time to answer, reminds departments.
async fn inventory(db: Db) {
    let mut turns = turns(INVENTORY);
    loop {
        turns.tick().await;
        match cycles::tick(&db, &OpContext::system("inventory")).await {
            Ok(0) => {}
            Ok(done) => tracing::info!(done, "cycles of the inventory moved on, or departments were reminded"),
            Err(error) => failed("inventory", &error),
        }
    }
}

/// Sums increments of figures up, so that reads have few rows to add, and orders the queue of mentions by them.
async fn figures(db: Db) {
    let mut turns = turns(FIGURES);
    loop {
        turns.tick().await;
        let op = &OpContext::system("figures");
        to_the_end("figures", || interactions::fold(&db, op)).await;
    }
}

/// Carries out jobs, one at a time: more processes carry out more at once.
async fn jobs(db: Db) {
    let mut turns = turns(JOBS);
    loop {
        match jobs::run_one(&db, &OpContext::system("jobs"), work::KINDS).await {
            Ok(true) => {}
            Ok(false) => drop(turns.tick().await),
            Err(error) => {
                failed("jobs", &error);
                turns.tick().await;
            }
        }
    }
}

/// Forgets what is past its time: idempotency keys, and documents that nobody attached.
async fn retention(db: Db) {
    let mut turns = turns(RETENTION);
    loop {
        turns.tick().await;
        let op = &OpContext::system("retention");
        let keys = to_the_end("retention", || idempotency::forget(&db, op)).await;
        let documents = to_the_end("retention", || documents::discard(&db, op)).await;
        if keys + documents > 0 {
            tracing::info!(keys, documents, "idempotency keys and documents past their time were forgotten");
        }
    }
}

/// Repeats a step until it finds nothing more to do, or fails; tells how much it did.
async fn to_the_end<F: Future<Output = Result<u64>>>(worker: &str, step: impl Fn() -> F) -> u64 {
    let mut done = 0;
    loop {
        match step().await {
            Ok(0) => return done,
            Ok(some) => done += some,
            Err(error) => {
                failed(worker, &error);
                return done;
            }
        }
    }
}

fn turns(every: Duration) -> tokio::time::Interval {
    let mut turns = interval(every);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    turns
}

fn failed(worker: &str, error: &Error) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(worker, code = error.code(), error = %error, cause, "a worker waits for its next turn");
}
