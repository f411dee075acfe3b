//! What takes texts from strangers, each as one function that must hold for any input. The integration suite feeds
//! them by chance, `tests/fuzz` by coverage.

use async_graphql_parser::parse_query;
use crm_core::Actor;
use crm_graphql::gate::{Mistake, Refusal, judge};
use crm_graphql::{Limits, Request};

/// The gate never panics, takes steps in step with the text, and calls unreadable only what the parser cannot read.
pub fn gate(text: &str) {
    let verdict = judge(&mut Request::new(text), &Limits::default(), &Actor::Anonymous);
    assert!(verdict.steps <= 8 * text.len() + 8, "{} steps: {text:?}", verdict.steps);
    let unreadable = |refusal: &Refusal| match refusal {
        Refusal::Wrong(faults) => faults.iter().any(|fault| fault.mistake == Mistake::Unreadable),
        _ => false,
    };
    // the parser takes a block text that is not closed for an empty text with another one after it
    if verdict.refusal.as_ref().is_some_and(unreadable) && !text.contains("\"\"\"") {
        assert!(parse_query(text).is_err(), "the parser reads {text:?}");
    }
}
