//! Texts in several languages, and what search does to them.
//!
//! [`LocalizedText`] holds one text per language tag; [`fold`] makes spellings comparable; [`tokens`] turns a
//! text into search tokens. All of it is pure.

mod fold;
mod localized;
mod stem;
mod tokens;

pub use fold::{digits, fold, sort_key};
pub use localized::{LanguageTag, LocalizedText};
pub use tokens::{QueryToken, name_tokens, query_tokens, tokens};

use crate::error::{Error, Result};
use crate::rule::Rule;

/// Cleans a text that a person or a program gave: NFC, outer space cut, `\r\n` made `\n`.
/// Control characters other than tab and newline, NUL, bidi overrides and more than `max` characters are refused.
pub fn clean(path: &str, value: &str, max: usize) -> Result<String> {
    use unicode_normalization::UnicodeNormalization;
    if value.len() > max.saturating_mul(16) {
        return Err(Error::invalid(path, Rule::TooLong(max as u64)));
    }
    let text: String = value.replace("\r\n", "\n").nfc().collect();
    let text = text.trim();
    if text.chars().any(refused) {
        return Err(Error::invalid(path, Rule::ControlCharacter));
    }
    if text.chars().count() > max {
        return Err(Error::invalid(path, Rule::TooLong(max as u64)));
    }
    Ok(text.to_owned())
}

/// [`clean`] for a text that must not be empty.
pub fn clean_required(path: &str, value: &str, max: usize) -> Result<String> {
    let text = clean(path, value, max)?;
    if text.is_empty() { Err(Error::invalid(path, Rule::Required)) } else { Ok(text) }
}

/// [`clean`] for an optional text; an empty one is none.
pub fn clean_optional(path: &str, value: Option<&str>, max: usize) -> Result<Option<String>> {
    let text = value.map(|value| clean(path, value, max)).transpose()?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Whether a character has no place in stored text: controls, and the bidi overrides that can make a text
/// show other than it is (isolates and marks are kept, Arabic typing tools insert them).
fn refused(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{fffe}' | '\u{ffff}')
}
