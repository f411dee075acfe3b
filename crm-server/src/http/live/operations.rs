//! The operations that run on one connection, each under the id that its client gave.

use std::collections::HashMap;
use std::rc::Rc;

use futures_util::future::ready;
use futures_util::stream::{AbortHandle, Abortable, LocalBoxStream, SelectAll, once};
use futures_util::{Stream, StreamExt};

/// Streams by id; each item comes with the id, and none after its last.
pub(super) struct Operations<T> {
    all: SelectAll<LocalBoxStream<'static, (Rc<str>, Option<T>)>>,
    handles: HashMap<Rc<str>, AbortHandle>,
}

impl<T: 'static> Operations<T> {
    pub(super) fn new() -> Self {
        Self { all: SelectAll::new(), handles: HashMap::new() }
    }

    pub(super) fn count(&self) -> usize {
        self.handles.len()
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.handles.contains_key(id)
    }

    /// Begins one; its id must be free.
    pub(super) fn start(&mut self, id: String, answers: impl Stream<Item = T> + 'static) {
        let id: Rc<str> = id.into();
        let (handle, registration) = AbortHandle::new_pair();
        self.handles.insert(id.clone(), handle);
        let items = answers.map(Some).chain(once(ready(None))).map(move |item| (id.clone(), item));
        self.all.push(Abortable::new(items, registration).boxed_local());
    }

    /// Stops one, if it runs; nothing comes of it any more.
    pub(super) fn stop(&mut self, id: &str) {
        if let Some(handle) = self.handles.remove(id) {
            handle.abort();
        }
    }

    /// The next item of any; none when nothing runs.
    pub(super) async fn next(&mut self) -> Option<(Rc<str>, Option<T>)> {
        let next = self.all.next().await;
        if let Some((id, None)) = &next {
            self.handles.remove(id);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream::{iter, pending};

    use super::*;

    #[tokio::test]
    async fn an_id_is_free_again_after_its_end_and_after_a_stop() {
        let mut operations = Operations::new();
        operations.start("a".into(), iter([1]));
        assert!(operations.has("a"));
        assert_eq!(operations.next().await, Some(("a".into(), Some(1))));
        assert_eq!(operations.next().await, Some(("a".into(), None)));
        assert!(!operations.has("a"));

        operations.start("b".into(), iter([1, 2]));
        operations.stop("b");
        operations.start("b".into(), iter([3]).chain(pending()));
        assert_eq!(operations.next().await, Some(("b".into(), Some(3))));
        assert_eq!(operations.count(), 1);
        operations.stop("b");
        assert_eq!(operations.next().await, None);
    }
}
