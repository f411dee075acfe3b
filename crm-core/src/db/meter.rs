//! Counting the statements of one request among many that run at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

tokio::task_local! {
    static METER: Meter;
}

/// Counts the statements of the work it is carried by.
#[derive(Clone, Default)]
pub struct Meter(Arc<AtomicU64>);

impl Meter {
    /// The meter of the work under way, if it has one.
    pub fn current() -> Option<Self> {
        METER.try_with(Self::clone).ok()
    }

    /// Carries this meter along with work that goes on in a task of its own.
    pub async fn carried<T>(self, work: impl Future<Output = T>) -> T {
        METER.scope(self, work).await
    }

    /// How many statements were sent so far.
    pub fn statements(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Notes a statement of the work under way.
    pub(super) fn count() {
        METER.try_with(|meter| meter.0.fetch_add(1, Ordering::Relaxed)).unwrap_or_default();
    }
}
