//! What of a record is wanted, so that a read can leave out columns, joins and decryption that nobody asked for.

use std::collections::BTreeSet;

/// The asked fields of a record, by the names that the area's read publishes. A read treats it as a hint: it may
/// bring more than was asked, never less.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `None` is everything.
    fields: Option<BTreeSet<&'static str>>,
}

impl Wanted {
    /// Everything: the right choice for a caller that does not care.
    pub fn all() -> Self {
        Self::default()
    }

    /// Only these fields.
    pub fn only(fields: impl IntoIterator<Item = &'static str>) -> Self {
        Self { fields: Some(fields.into_iter().collect()) }
    }

    /// Whether a field is wanted.
    pub fn has(&self, field: &str) -> bool {
        self.fields.as_ref().is_none_or(|fields| fields.contains(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_unless_named() {
        assert!(Wanted::all().has("body"));
        assert!(Wanted::only(["body"]).has("body"));
        assert!(!Wanted::only(["body"]).has("subject"));
    }
}
