//! When the loaders of a request send what they have gathered: once nothing of the request can go on without it.
//!
//! The executor resolves a long list in several turns, and loads of one page end at different times. A batch that left
//! after a fixed time, or at the next turn, would leave without the rows that come a moment later, so that a page of a
//! hundred rows would take more statements than a page of ten. Here batches leave together, when the request waits for
//! nothing else of its own: no turn is under way or due, and no earlier batch is still being read.
//!
//! The request runs without the runtime's own budget, which would end a turn in the middle of a page and tell nobody
//! that another is due. The limits of the schema bound how long a turn takes.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use async_graphql::futures_util::stream::{self, Stream, StreamExt};
use async_graphql::futures_util::task::AtomicWaker;
use tokio::sync::oneshot;
use tokio::task::unconstrained;

/// The turns of one request.
#[derive(Default)]
pub(super) struct Turns {
    state: Mutex<State>,
    /// Whoever runs the request.
    runner: AtomicWaker,
}

#[derive(Default)]
struct State {
    /// A turn is under way.
    running: bool,
    /// Another turn is due.
    due: bool,
    /// Batches being read.
    reading: usize,
    /// Batches that wait to be read.
    waiting: Vec<oneshot::Sender<InReading>>,
}

impl Turns {
    /// Runs a request to its end. Dropped before, batches that still wait are not read at all.
    pub(super) async fn run<T>(self: Arc<Self>, request: impl Future<Output = T>) -> T {
        let mut request = pin!(unconstrained(request));
        let (waker, end) = (Waker::from(Arc::clone(&self)), End(self));
        poll_fn(|cx| end.0.turn(cx, &waker, |cx| request.as_mut().poll(cx))).await
    }

    /// [`run`](Self::run) for a request with many answers.
    pub(super) fn follow<T>(self: Arc<Self>, mut answers: impl Stream<Item = T> + Unpin) -> impl Stream<Item = T> {
        let (waker, end) = (Waker::from(Arc::clone(&self)), End(self));
        stream::poll_fn(move |cx| end.0.turn(cx, &waker, |cx| pin!(unconstrained(answers.next())).poll(cx)))
    }

    /// Reads a batch that was begun in the present turn, when it is time.
    pub(super) fn batch(self: Arc<Self>, reading: impl Future<Output = ()>) -> impl Future<Output = ()> {
        let (go, gone) = oneshot::channel();
        self.state().waiting.push(go);
        async move {
            // The sender is gone when the request is: nobody waits for the batch.
            if let Ok(_in_reading) = gone.await {
                reading.await;
            }
        }
    }

    fn turn<T>(
        self: &Arc<Self>,
        cx: &Context<'_>,
        waker: &Waker,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.runner.register(cx.waker());
        {
            let mut state = self.state();
            (state.running, state.due) = (true, false);
        }
        let polled = poll(&mut Context::from_waker(waker));
        self.state().running = false;
        self.let_go();
        polled
    }

    /// Lets the waiting batches go, all of them, if it is time.
    fn let_go(self: &Arc<Self>) {
        let waiting = {
            let mut state = self.state();
            if state.running || state.due || state.reading > 0 {
                return;
            }
            state.reading = state.waiting.len();
            std::mem::take(&mut state.waiting)
        };
        for go in waiting {
            // A batch that is gone gives its token back, which counts it off.
            drop(go.send(InReading(Arc::clone(self))));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Turns {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.state().due = true;
        self.runner.wake();
    }
}

/// A batch that is being read, until it is dropped.
struct InReading(Arc<Turns>);

impl Drop for InReading {
    fn drop(&mut self) {
        self.0.state().reading -= 1;
        self.0.let_go();
    }
}

/// Gives the waiting batches up with the request.
struct End(Arc<Turns>);

impl Drop for End {
    fn drop(&mut self) {
        let given_up = std::mem::take(&mut self.0.state().waiting);
        drop(given_up);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_graphql::futures_util::FutureExt;
    use async_graphql::futures_util::future::join_all;

    use super::*;

    /// Ends the present turn; another is due.
    async fn turn_over() {
        let mut over = false;
        poll_fn(|cx| {
            cx.waker().wake_by_ref();
            if std::mem::replace(&mut over, true) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    /// Waits for something that is not of this request.
    async fn elsewhere() {
        let (wake, woken) = oneshot::channel();
        tokio::spawn(async move { wake.send(()) });
        woken.await.unwrap();
    }

    fn counted(turns: &Arc<Turns>, read: &Arc<AtomicUsize>) -> tokio::task::JoinHandle<()> {
        let read = Arc::clone(read);
        tokio::spawn(Arc::clone(turns).batch(async move {
            read.fetch_add(1, Ordering::SeqCst);
        }))
    }

    #[tokio::test]
    async fn a_batch_waits_for_what_is_ready() {
        let (turns, read) = (Arc::new(Turns::default()), Arc::new(AtomicUsize::new(0)));
        Arc::clone(&turns)
            .run(async {
                let batch = counted(&turns, &read);
                for _ in 0..10 {
                    turn_over().await;
                    assert_eq!(read.load(Ordering::SeqCst), 0);
                }
                batch.await.unwrap();
                assert_eq!(read.load(Ordering::SeqCst), 1);
            })
            .await;
    }

    #[tokio::test]
    async fn a_batch_waits_for_those_before_it() {
        let (turns, read) = (Arc::new(Turns::default()), Arc::new(AtomicUsize::new(0)));
        let (end, ended) = oneshot::channel::<()>();
        let earlier = tokio::spawn(Arc::clone(&turns).batch(async { ended.await.unwrap() }));
        let (hand, later) = oneshot::channel();
        let request = async {
            // Once the earlier one is being read, another begins.
            let begin = async {
                while turns.state().reading == 0 {
                    elsewhere().await;
                }
                hand.send(counted(&turns, &read)).unwrap();
            };
            let rest = async {
                let later = later.await.unwrap();
                elsewhere().await;
                assert_eq!(read.load(Ordering::SeqCst), 0);
                end.send(()).unwrap();
                later.await.unwrap();
                earlier.await.unwrap();
            };
            join_all([begin.boxed_local(), rest.boxed_local()]).await;
        };
        Arc::clone(&turns).run(request).await;
        assert_eq!(read.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_batch_of_a_dropped_request_is_not_read() {
        let (turns, read) = (Arc::new(Turns::default()), Arc::new(AtomicUsize::new(0)));
        let batch = counted(&turns, &read);
        drop(Arc::clone(&turns).follow(stream::pending::<()>()));
        batch.await.unwrap();
        assert_eq!(read.load(Ordering::SeqCst), 0);
    }
}
