//! A connection under a clock. actix-http gives the headers of a connection's first request a deadline; the ones here
//! are for what it leaves open: the headers of later requests, what a client goes on to send after its answer, and a
//! client that takes nothing of its answer.

use std::cell::Cell;
use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_server::GracefulShutdownSignal;
use actix_web::HttpRequest;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// What a request may know of the connection it came by.
#[derive(Clone)]
pub(super) struct Connection {
    clock: Rc<Clock>,
    stopping: GracefulShutdownSignal,
}

/// What the layers of one connection tell each other.
#[derive(Default)]
struct Clock {
    /// Requests so far.
    begun: Cell<u64>,
    /// Those in hand: while there is one, the client owes nothing.
    in_hand: Cell<u32>,
}

/// A request in hand, until this is dropped.
pub(super) struct InHand(Rc<Clock>);

impl Connection {
    /// The connection of a request; none where a host serves our routes by a server of its own.
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        request.conn_data::<Self>().cloned()
    }

    /// A new request, or more of the same: an answer that goes on after its handler returned.
    pub(super) fn in_hand(&self) -> InHand {
        self.clock.begun.set(self.clock.begun.get() + 1);
        self.clock.in_hand.set(self.clock.in_hand.get() + 1);
        InHand(self.clock.clone())
    }

    /// Ends when the server is asked to stop in order.
    pub(super) async fn stopping(&self) {
        self.stopping.notified().await;
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.in_hand.set(self.0.in_hand.get() - 1);
    }
}

/// A stream of bytes that ends when its client is too slow.
pub(super) struct Watched<S> {
    stream: S,
    clock: Rc<Clock>,
    patience: Duration,
    /// Runs from the first byte after a request until the next one is in hand; with the number of the former.
    coming: Option<(u64, Pin<Box<Sleep>>)>,
    /// Runs while the client takes nothing.
    stuck: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, clock: Rc::default(), patience, coming: None, stuck: None }
    }

    pub(super) fn connection(&self, stopping: GracefulShutdownSignal) -> Connection {
        Connection { clock: self.clock.clone(), stopping }
    }

    /// Whether the client has taken too long over its next request.
    fn is_late(&mut self, sent: bool, cx: &mut Context<'_>) -> bool {
        let begun = self.clock.begun.get();
        if self.clock.in_hand.get() > 0 || self.coming.as_ref().is_some_and(|(of, _)| *of != begun) {
            self.coming = None;
        }
        if sent && self.coming.is_none() && self.clock.in_hand.get() == 0 {
            self.coming = Some((begun, Box::pin(tokio::time::sleep(self.patience))));
        }
        self.coming.as_mut().is_some_and(|(_, timer)| timer.as_mut().poll(cx).is_ready())
    }

    /// Lets what is written go on, or gives up after having waited for it too long.
    fn or_stuck<T>(&mut self, written: Poll<Result<T>>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        if written.is_ready() {
            self.stuck = None;
            return written;
        }
        let patience = self.patience;
        let timer = self.stuck.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        timer.as_mut().poll(cx).map(|()| Err(late()))
    }
}

fn late() -> Error {
    Error::new(ErrorKind::TimedOut, "the client is too slow")
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buf);
        if this.is_late(buf.filled().len() > before, cx) {
            return Poll::Ready(Err(late()));
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.or_stuck(written, cx)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_flush(cx);
        this.or_stuck(written, cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_shutdown(cx);
        this.or_stuck(written, cx)
    }
}
