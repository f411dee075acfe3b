//! Logging the contacts of a made-up world, day by day, in memory that does not grow with their number.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use crm_core::interactions::{LogInteraction, log_many};
use crm_core::{Db, OpContext, Result};

use super::contacts::World;
use super::days::shares;
use super::random::Random;

/// How many go into one transaction.
const CHUNK: usize = 500;
/// Days that one transaction may span: less than until the first follow-up is due.
const SPAN: TimeDelta = TimeDelta::days(6);

/// The year of which contacts are made up, and how many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Year {
    /// First day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
    /// How many contacts.
    pub contacts: u64,
}

/// Logs a year of contacts as if each had been recorded within days; tells `logged` how many are there so far.
pub(crate) async fn log_year(
    db: &Db,
    world: &World,
    random: &mut Random,
    year: Year,
    logged: impl Fn(u64),
) -> Result<()> {
    let mut log = Log { db, waiting: Vec::with_capacity(CHUNK), done: 0, logged };
    for (day, amount) in shares(year.from, year.to, year.contacts) {
        for start in (0..amount).step_by(CHUNK) {
            for contact in world.day(random, day, (amount - start).min(CHUNK as u64)) {
                log.add(contact).await?;
            }
        }
    }
    log.flush().await
}

struct Log<'a, F> {
    db: &'a Db,
    waiting: Vec<LogInteraction>,
    done: u64,
    logged: F,
}

impl<F: Fn(u64)> Log<'_, F> {
    async fn add(&mut self, contact: LogInteraction) -> Result<()> {
        let first = self.waiting.first().and_then(|first| first.occurred_at);
        let late = first.zip(contact.occurred_at).is_some_and(|(first, this)| this - first > SPAN);
        if late || self.waiting.len() == CHUNK {
            self.flush().await?;
        }
        self.waiting.push(contact);
        Ok(())
    }

    async fn flush(&mut self) -> Result<()> {
        let chunk = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK));
        let last: Option<DateTime<Utc>> = chunk.iter().filter_map(|contact| contact.occurred_at).max();
        let Some(last) = last else { return Ok(()) };
        // Recorded right after the last of them.
        let op = OpContext::system("demo").at(last + TimeDelta::minutes(1));
        self.done += log_many(self.db, &op, chunk).await?.len() as u64;
        (self.logged)(self.done);
        Ok(())
    }
}
