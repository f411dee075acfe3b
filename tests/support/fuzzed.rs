//! What takes texts from strangers, each as one function that must hold for any input. The integration suite feeds
//! them by chance, `tests/fuzz` by coverage.

use async_graphql_parser::parse_query;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crm_core::catalogue::import::{Mapping, Sheet};
use crm_core::page::PageRequest;
use crm_core::{Actor, Db, Error, staff};
use crm_graphql::gate::{Mistake, Refusal, judge};
use crm_graphql::{Limits, Request};

use crate::op;

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

/// A cursor is that of the list or refused, whatever it says inside.
pub async fn cursor(db: &Db, inside: &[u8]) {
    for text in [String::from_utf8_lossy(inside).into_owned(), URL_SAFE_NO_PAD.encode(inside)] {
        let after = PageRequest { after: Some(text.clone()), ..PageRequest::first(1) };
        let page = staff::list(db, &op::system(), None, &after).await;
        assert!(matches!(page, Ok(_) | Err(Error::Invalid { .. })), "{text:?}: {page:?}");
    }
}

/// A file of an import is a table or refused, and so is a mapping.
pub fn import(bytes: &[u8]) {
    let sheet = Sheet::read(bytes);
    assert!(matches!(sheet, Ok(_) | Err(Error::Invalid { .. })), "{sheet:?}");
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mapping = Mapping::parse(text).map(drop);
        assert!(matches!(mapping, Ok(()) | Err(Error::Setup(_))), "{mapping:?}");
    }
}
