//! Records as their events come.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use futures_util::Stream;
use futures_util::stream::try_unfold;
use uuid::Uuid;

use super::{Event, Place, feed};
use crate::db::Db;
use crate::error::{Error, Result};

/// A record that something happened to, as it is when it is handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct Live<T> {
    /// Where to go on from after it.
    pub place: Place,
    /// What happened, such as `interaction.logged`.
    pub kind: String,
    /// Names of the changed fields.
    pub fields: Vec<String>,
    /// The record.
    pub record: T,
}

/// The records of events of some kinds, from after a place or from now on, in the order of the events. `load` gives
/// what the follower may see of the records named; the others are passed over.
pub(crate) async fn live<T, L, F>(
    db: &Db,
    after: Option<Place>,
    kinds: &'static [&'static str],
    load: L,
) -> Result<impl Stream<Item = Result<Live<T>>> + Send + use<T, L, F>>
where
    T: Clone + Send + 'static,
    L: Fn(Vec<Uuid>) -> F + Send + Sync + 'static,
    F: Future<Output = Result<HashMap<Uuid, T>>> + Send + 'static,
{
    let follower = feed::follow(db, after).await?;
    let state = (follower, VecDeque::new(), Arc::new(load));
    Ok(try_unfold(state, move |(mut follower, mut ready, load)| async move {
        loop {
            if let Some(next) = ready.pop_front() {
                return Ok::<_, Error>(Some((next, (follower, ready, load))));
            }
            let mut events = follower.next().await?;
            events.retain(|event| kinds.contains(&event.kind.as_str()));
            if events.is_empty() {
                continue;
            }
            let mut ids: Vec<_> = events.iter().map(|event| event.entity_id).collect();
            ids.sort_unstable();
            ids.dedup();
            let records = load(ids).await?;
            ready.extend(events.into_iter().filter_map(|event| of(event, &records)));
        }
    }))
}

fn of<T: Clone>(event: Event, records: &HashMap<Uuid, T>) -> Option<Live<T>> {
    let record = records.get(&event.entity_id)?.clone();
    let fields = event.fields.as_array().into_iter().flatten();
    let fields = fields.filter_map(|field| field.as_str().map(str::to_owned)).collect();
    Some(Live { place: Place(event.sequence?), kind: event.kind, fields, record })
}
