//! Search tokens (stub to be filled by its owner).

/// One word of a query with the forms that may match it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryToken {
    /// Forms that match an indexed token exactly: folded word, its stems.
    pub exact: Vec<String>,
    /// The prefix that matches too, for the last word of a query.
    pub prefix: Option<String>,
}

/// The distinct index tokens of a text, each with its weight (2 for a folded word, 1 for a stem).
pub fn tokens(text: &str) -> Vec<(String, i32)> {
    let _ = text;
    Vec::new()
}

/// The words of a query.
pub fn query_tokens(text: &str) -> Vec<QueryToken> {
    let _ = text;
    Vec::new()
}
