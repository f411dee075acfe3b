//! Workers that die in the midst of a job.

use chrono::TimeDelta;
use crm_core::jobs::run_one;
use crm_core::work;

use crate::{Cancelled, Drop, TestDb, cancel_after, number, op};

/// So many times a job is taken up by a worker that dies; the next one is left to end it.
const DEATHS: i64 = 3;

/// Has workers die over the one job that waits, at ever later places, each taking it up after the lease of the one
/// before, and the last one end it. Gives how many died that had taken it up.
///
/// How far so many polls bring a worker depends on the engine and on how busy the machine is; it is the job's own count
/// that is certain. The first to die is one that took the job up, the next ones get four times as far if they do not end it.
pub async fn die_over_and_over(db: &TestDb) -> i64 {
    let raw = db.raw().await;
    let mut now = op::system();
    let (mut polls, mut taken) = (1, 0);
    while number(&raw, "SELECT COUNT(*) AS n FROM job WHERE state IN ('queued', 'running')").await > 0 {
        now = op::system().at(now.at + TimeDelta::minutes(2));
        if let Cancelled::No(ended) = cancel_after(polls, Drop::OnWake, run_one(db, &now, work::KINDS)).await {
            ended.unwrap();
        } else if taken > 0 {
            assert!(!run_one(db, &op::system(), work::KINDS).await.unwrap(), "the lease of a dead one holds");
        }
        let of_waiting = "SELECT CAST(COALESCE(MAX(attempts), 0) AS BIGINT) AS n FROM job WHERE state = 'running'";
        taken = taken.max(number(&raw, of_waiting).await);
        polls = match taken {
            0 => polls + 1,
            DEATHS.. => usize::MAX,
            _ => polls * 4,
        };
    }
    taken
}
