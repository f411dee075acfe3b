//! A button that is pressed twice: the second press comes to where the first one led, and hears that it is done.
//!
//! Known by the whole form: who sent it, where to, and every field. Only forms that name the version of the record that
//! they were shown of are remembered: what another did meanwhile refuses the first press already, so that nobody's change
//! is ever taken for one's own. And only a press that is refused is looked up; what may be done twice, is.
//! Remembered for some minutes by this process alone; without that, the second press hears of a conflict.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crm_core::OpContext;
use crm_graphql::documents::Fields;
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use super::Action;
use super::form::Mistake;

/// How long a press is remembered.
const KEPT: Duration = Duration::from_mins(10);
/// The end of the name of the field that says of which version a form was shown.
const VERSION: &str = ".expectedVersion";
/// What a record answers that moved on.
const MOVED_ON: [&str; 2] = ["CONFLICT", "NOT_ALLOWED"];
/// The parameter that says what was just done.
const DONE: &str = "done=";
/// What it says of a second press.
const ALREADY: &str = "done=already";

/// Forms that were sent lately.
#[derive(Default)]
pub(crate) struct Presses(Mutex<HashMap<[u8; 32], Known>>);

struct Known {
    at: Instant,
    /// Where the form led, once it was carried out.
    place: Arc<Turn<Option<String>>>,
}

/// A press of a form, while no other of the same is carried out.
pub(super) struct Press(Option<OwnedMutexGuard<Option<String>>>);

impl Presses {
    /// Waits until the same form is carried out no more.
    pub(super) async fn take(&self, op: &OpContext, action: &Action, fields: &Fields) -> Press {
        let versioned = |(name, text): &(String, String)| name.ends_with(VERSION) && !text.is_empty();
        if !fields.pairs().iter().any(versioned) {
            return Press(None);
        }
        let place = self.of(key(op, action, fields));
        Press(Some(place.lock_owned().await))
    }

    fn of(&self, key: [u8; 32]) -> Arc<Turn<Option<String>>> {
        let now = Instant::now();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, one| now.duration_since(one.at) < KEPT);
        Arc::clone(&known.entry(key).or_insert_with(|| Known { at: now, place: Arc::default() }).place)
    }
}

impl Press {
    /// The form was carried out, and leads there.
    pub fn led(mut self, place: &str) {
        if let Some(known) = self.0.as_deref_mut() {
            *known = Some(place.to_owned());
        }
    }

    /// Where the same form led before, when all that is wrong is that the record moved on.
    pub fn before(&self, mistakes: &[Mistake]) -> Option<String> {
        let place = self.0.as_deref()?.as_deref()?;
        mistakes.iter().all(|mistake| MOVED_ON.contains(&mistake.code.as_str())).then(|| already(place))
    }
}

/// Where to, by whom, with what.
fn key(op: &OpContext, action: &Action, fields: &Fields) -> [u8; 32] {
    let actor = op.actor.key();
    let pairs = fields.pairs().iter().flat_map(|(name, text)| [name.as_str(), text.as_str()]);
    let mut digest = Sha256::new();
    for part in [action.path, op.language.as_str(), actor.as_str()].into_iter().chain(pairs) {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}

/// The address, with another word for what was done.
fn already(place: &str) -> String {
    let (address, anchor) = place.split_at(place.find('#').unwrap_or(place.len()));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(DONE));
    let query: Vec<&str> = kept.chain([ALREADY]).collect();
    format!("{path}?{}{anchor}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_that_it_was_done_before() {
        assert_eq!(already("/ar/a/1?done=moved"), "/ar/a/1?done=already");
        assert_eq!(already("/ar/a?x=1&done=moved#b"), "/ar/a?x=1&done=already#b");
        assert_eq!(already("/ar/a"), "/ar/a?done=already");
    }

    #[tokio::test]
    async fn only_the_very_same_form_that_names_a_version_is_known_again() {
        let action = Action::desk("/a", "A", "/a", "/a");
        let (presses, op) = (Presses::default(), OpContext::anonymous());
        let fields = |version: &str| [("input.id", "1"), ("input.expectedVersion", version)].into_iter().collect();
        let conflict = [Mistake { field: None, message: String::new(), code: "CONFLICT".into() }];
        let missing = [Mistake { field: None, message: String::new(), code: "REQUIRED".into() }];
        let press = async |fields: &Fields| presses.take(&op, &action, fields).await;

        assert_eq!(press(&fields("1")).await.before(&conflict), None, "nothing was done yet");
        press(&fields("1")).await.led("/ar/a");
        assert_eq!(press(&fields("1")).await.before(&conflict).as_deref(), Some("/ar/a?done=already"));
        assert_eq!(press(&fields("1")).await.before(&missing), None, "what can be mended is told");
        assert_eq!(press(&fields("2")).await.before(&conflict), None, "another version");
        press(&fields("")).await.led("/ar/a");
        assert_eq!(press(&fields("")).await.before(&conflict), None, "it names none");
    }
}
