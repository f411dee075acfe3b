//! Futures given up half-way, at every point where they wait.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// How a future driven by [`cancel_after`] ended.
#[derive(Debug)]
pub enum Cancelled<T> {
    /// It came to its end within the polls allowed.
    No(T),
    /// It was dropped after its last poll allowed.
    Yes,
}

/// When a future that used up its polls is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drop {
    /// Straight after its last poll: what it waits for is under way.
    AtOnce,
    /// When it would be polled again: what it waited for is done, and it does not know.
    OnWake,
}

/// Polls a future at most `polls` times, then drops it: what a server does when a client goes away. Raise `polls`
/// from 0 until it answers [`Cancelled::No`] to have every place where the future waits.
pub async fn cancel_after<T>(polls: usize, drop: Drop, future: impl Future<Output = T>) -> Cancelled<T> {
    let mut left = polls;
    let mut future = pin!(future);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(Cancelled::Yes);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Cancelled::No(output)),
            Poll::Pending if left == 0 && drop == Drop::AtOnce => Poll::Ready(Cancelled::Yes),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Fails the test when something that must not block has not ended after 20 seconds.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.unwrap_or_else(|_| panic!("{what} blocks"))
}
