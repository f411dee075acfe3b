//! Work that goes on beside requests. Any number of processes may run it: each step is a transaction that finds
//! out for itself whether there is something left to do.

use std::time::Duration;

use crm_core::catalogue::services;
use crm_core::{Db, OpContext};
use tokio::task::JoinHandle;

/// How often schedules are looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Lets scheduled publications and status moves of services take effect. Runs until aborted; what fails is
/// logged and tried again at the next turn.
pub fn schedules(db: Db) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut turns = tokio::time::interval(EVERY);
        turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            let op = OpContext::system("schedules");
            match services::advance(&db, &op).await {
                Ok(0) => {}
                Ok(moved) => tracing::info!(moved, "scheduled changes of services took effect"),
                Err(error) => tracing::warn!(code = error.code(), error = %error, "schedules wait for their next turn"),
            }
        }
    })
}
