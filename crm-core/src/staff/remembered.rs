//! What a process found out about callers and trusts for a moment.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a process trusts what it found. A revoked token works no longer than 5 s, also on a connection that asks
/// every two seconds whether it still holds.
const TRUSTED: Duration = Duration::from_secs(3);
/// A process forgets everything beyond this many entries.
const MOST: usize = 10_000;

/// Values by key, each for a few seconds.
pub(super) struct Remembered<K, V>(Mutex<HashMap<K, (Instant, V)>>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    /// What was found for a key, while it is trusted.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(key).filter(|(at, _)| at.elapsed() < TRUSTED).map(|(_, value)| value.clone())
    }

    /// Keeps what was found by reading from `since` on: what ended while it was read is trusted no longer for that.
    pub(super) fn keep(&self, key: K, value: V, since: Instant) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= MOST {
            entries.clear();
        }
        entries.insert(key, (since, value));
    }

    /// Forgets everything: what ended here is felt here at once.
    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_begins_before_the_reading() {
        let seen = Remembered::default();
        let long_ago = Instant::now().checked_sub(TRUSTED).unwrap();
        seen.keep("slow", 1, long_ago);
        seen.keep("fresh", 2, Instant::now());
        assert_eq!((seen.get(&"slow"), seen.get(&"fresh")), (None, Some(2)));
    }
}
