//! The codes of errors, for the published table: when each comes, what a program does about it, what a person reads.

use crm_core::Error;
use crm_core::text::LanguageTag;

use crate::errors::message;

/// A code of the published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The stable code.
    pub code: &'static str,
    /// When it comes.
    pub when: &'static str,
    /// What the calling program does about it.
    pub remedy: &'static str,
    /// The sentence in Arabic; empty where a rule, a limit or a mistake of its own table gives it.
    pub arabic: String,
    /// The sentence in English.
    pub english: String,
}

fn entry(code: &'static str, when: &'static str, remedy: &'static str, sample: Option<&Error>) -> Entry {
    let say = |language| sample.map(|error| message(error, &language)).unwrap_or_default();
    Entry { code, when, remedy, arabic: say(LanguageTag::arabic()), english: say(LanguageTag::english()) }
}

/// The codes of `userErrors`: what the person can mend.
pub fn user_errors() -> Vec<Entry> {
    let not_allowed = Error::NotAllowed { entity: "", from: "retired".into(), to: "published".into() };
    vec![
        entry(
            "INVALID",
            "A field of the input breaks a rule, named in `rule`.",
            "Show the message at the field of `path`.",
            None,
        ),
        entry(
            "CONFLICT",
            "The record changed after it was read: `expectedVersion` is not its version.",
            "Show the record in `current`, let the person decide, repeat with its version.",
            Some(&Error::Conflict { entity: "", current: 0 }),
        ),
        entry(
            "NOT_ALLOWED",
            "The record's state does not allow this.",
            "Read the record again and offer what its state allows.",
            Some(&not_allowed),
        ),
        entry(
            "AMBIGUOUS",
            "Several people match a phone number or an e-mail address; nothing was written.",
            "Let the person choose among `candidates`, repeat with the id.",
            Some(&Error::Ambiguous { candidates: Vec::new() }),
        ),
        entry(
            "NOT_FOUND",
            "The record that the input names does not exist, or may not be seen.",
            "Let the person search for it again.",
            Some(&Error::NotFound { entity: "" }),
        ),
    ]
}

/// The codes of top-level errors, in `extensions.code`: what the person cannot mend.
pub fn request_errors() -> Vec<Entry> {
    vec![
        entry(
            "UNAUTHENTICATED",
            "The field needs an actor, and there is none.",
            "Sign in, repeat with a token.",
            Some(&Error::Unauthenticated),
        ),
        entry(
            "FORBIDDEN",
            "The actor lacks the permission.",
            "Do not offer this; `viewer { permissions }` says what to offer.",
            Some(&Error::Forbidden { permission: "" }),
        ),
        entry(
            "NOT_FOUND",
            "The record does not exist, or may not be seen. (Look-ups by id or code answer null instead.)",
            "Treat the record as missing.",
            Some(&Error::NotFound { entity: "" }),
        ),
        entry(
            "INVALID",
            "A value in the document or its variables breaks a rule, named in `rule`.",
            "Mend the value; `argument` says where it stands.",
            None,
        ),
        entry("BAD_DOCUMENT", "The document does not fit the schema.", "Mend the document.", None),
        entry(
            "QUERY_TOO_COMPLEX",
            "The document asks for more than the limits allow.",
            "Ask for less, or in several requests.",
            None,
        ),
        entry(
            "RATE_LIMITED",
            "Too many requests from this actor or address.",
            "Wait `retryAfter` seconds, then repeat.",
            None,
        ),
        entry(
            "UNAVAILABLE",
            "The database, or a part that must not fail, does not answer.",
            "Wait `retryAfter` seconds, then repeat; a mutation with the same `idempotencyKey`.",
            Some(&Error::Unavailable(None)),
        ),
        entry(
            "INTERNAL",
            "A defect.",
            "Show the message with `requestId`; what happened stands in the log under this id.",
            Some(&Error::Corrupt { what: "" }),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::UserErrorCode;

    #[test]
    fn every_user_error_code_of_the_schema_is_on_the_table() {
        let names: Vec<&str> =
            <UserErrorCode as async_graphql::resolver_utils::EnumType>::items().iter().map(|item| item.name).collect();
        let listed: Vec<&str> = user_errors().iter().map(|entry| entry.code).collect();
        assert_eq!(listed, names);
    }

    #[test]
    fn every_sentence_is_there_in_both_languages_or_in_neither() {
        for entry in user_errors().into_iter().chain(request_errors()) {
            assert_eq!(entry.arabic.is_empty(), entry.english.is_empty(), "{}", entry.code);
            assert_ne!(entry.arabic.is_ascii(), !entry.arabic.is_empty(), "{}", entry.code);
        }
    }
}
