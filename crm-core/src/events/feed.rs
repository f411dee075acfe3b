//! Following events as they are numbered: one reader per process, however many follow.
//!
//! The reader keeps the latest events in memory and tells followers that there are more. A follower who is not further
//! behind than that takes them from there, otherwise it reads the table; either way it goes by numbers alone, so
//! nothing is lost or repeated. The reader looks every 50 ms, and at once after an operation of this process. (Looking
//! instead of LISTEN serves both engines alike, and PostgreSQL behind a transaction-pooling proxy too.)

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::since::{last, numbered};
use super::{Event, Place};
use crate::audit;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::op::OpContext;
use crate::rule::Rule;

/// Most events read or handed out at a time.
const BATCH: u8 = 100;
/// Latest events kept in memory.
const KEPT: usize = 200;

/// The latest events, oldest first, all numbers from the first to `last` among them.
#[derive(Clone, Default)]
struct Tail {
    last: i64,
    latest: Arc<VecDeque<Event>>,
}

impl Tail {
    /// The same with newer events.
    fn with(&self, newer: Vec<Event>) -> Self {
        let last = newer.last().and_then(|event| event.sequence).unwrap_or(self.last);
        let mut latest: VecDeque<_> = self.latest.iter().cloned().chain(newer).collect();
        latest.drain(..latest.len().saturating_sub(KEPT));
        Self { last, latest: Arc::new(latest) }
    }

    /// The next events after a number; `None` when they are not kept any more.
    fn after(&self, number: i64) -> Option<Vec<Event>> {
        let first = self.latest.front().and_then(|event| event.sequence)?;
        if first > number + 1 {
            return None;
        }
        let skip = usize::try_from(number + 1 - first).unwrap_or_default();
        Some(self.latest.iter().skip(skip).take(BATCH.into()).cloned().collect())
    }
}

/// The process's feed, running while somebody follows.
#[derive(Default)]
struct Feed(Mutex<Option<watch::Receiver<Tail>>>);

/// Somebody who follows.
pub(super) struct Follower {
    db: Db,
    seen: i64,
    tail: watch::Receiver<Tail>,
}

/// Follows from after a place, or from now on.
pub(super) async fn follow(db: &Db, after: Option<Place>) -> Result<Follower> {
    let last = last(db).await?;
    let seen = after.map_or(last, |place| place.0);
    if seen > last {
        // A place of another database, or of this one before it was restored.
        return Err(Error::invalid("after", Rule::Cursor));
    }
    Ok(Follower { db: db.clone(), seen, tail: start(db, last) })
}

impl Follower {
    /// The next events, one at least; waits for them.
    pub async fn next(&mut self) -> Result<Vec<Event>> {
        loop {
            let tail = self.tail.borrow_and_update().clone();
            if tail.last > self.seen {
                let events = match tail.after(self.seen) {
                    Some(events) => events,
                    None => numbered(&self.db, self.seen, BATCH.into()).await?,
                };
                if let Some(number) = events.last().and_then(|event| event.sequence) {
                    self.seen = number;
                    return Ok(events);
                }
            }
            if self.tail.changed().await.is_err() {
                // The reader found nobody following just before this one came.
                self.tail = start(&self.db, last(&self.db).await?);
            }
        }
    }
}

/// What the reader hands on; it is started unless it runs.
fn start(db: &Db, last: i64) -> watch::Receiver<Tail> {
    let feed = db.memory::<Feed>();
    let mut held = feed.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(tail) = held.as_ref().filter(|tail| tail.has_changed().is_ok()) {
        return tail.clone();
    }
    let (sender, tail) = watch::channel(Tail { last, latest: Arc::default() });
    *held = Some(tail.clone());
    tokio::spawn(read(db.clone(), sender));
    tail
}

/// Reads until nobody follows: the one receiver left is the feed's own.
async fn read(db: Db, sender: watch::Sender<Tail>) {
    let op = OpContext::system("feed");
    while sender.receiver_count() > 1 {
        match step(&db, &op, &sender).await {
            Ok(0) => audit::awaited(&db).await,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(code = error.code(), error = %error, "subscriptions wait for the database");
                audit::awaited(&db).await;
            }
        }
    }
}

/// Seals what waits, in case no loop does, and hands on what is numbered.
async fn step(db: &Db, op: &OpContext, sender: &watch::Sender<Tail>) -> Result<usize> {
    audit::seal(db, op).await?;
    let known = sender.borrow().last;
    let newer = numbered(db, known, BATCH.into()).await?;
    let count = newer.len();
    if count > 0 {
        sender.send_modify(|tail| *tail = tail.with(newer));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn event(sequence: i64) -> Event {
        Event {
            id: Uuid::nil().into(),
            at: chrono::DateTime::UNIX_EPOCH,
            kind: String::new(),
            entity_kind: String::new(),
            entity_id: Uuid::nil(),
            department_id: None,
            audit_id: Uuid::nil().into(),
            fields: serde_json::Value::Null,
            sequence: Some(sequence),
        }
    }

    fn numbers(events: Option<Vec<Event>>) -> Option<Vec<i64>> {
        events.map(|events| events.into_iter().filter_map(|event| event.sequence).collect())
    }

    #[test]
    fn the_tail_hands_on_what_follows_a_number_and_knows_what_it_has_forgotten() {
        let tail = Tail { last: 4, latest: Arc::default() }.with((5..=7).map(event).collect());
        assert_eq!(tail.last, 7);
        assert_eq!(numbers(tail.after(3)), None);
        assert_eq!(numbers(tail.after(4)), Some(vec![5, 6, 7]));
        assert_eq!(numbers(tail.after(6)), Some(vec![7]));
        assert_eq!(numbers(tail.after(7)), Some(Vec::new()));
        let long = tail.with((8..=1_200).map(event).collect());
        assert_eq!((long.last, long.latest.len()), (1_200, KEPT));
        assert_eq!(numbers(long.after(999)), None);
        assert_eq!(numbers(long.after(1_000)).map(|numbers| (numbers[0], numbers.len())), Some((1_001, 100)));
    }
}
