//! Folding of spellings (stub to be filled by its owner).

/// Turns digits of any script into ASCII digits; other characters pass.
pub fn digits(text: &str) -> String {
    text.to_owned()
}

/// Folds a text for comparison.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// A key that sorts bytewise as a reader of the language expects.
pub fn sort_key(text: &str) -> String {
    fold(text)
}
