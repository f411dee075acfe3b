//! What an update says of a field that may be empty.

/// Keep a field, clear it, or give it a value: absent, `null` and a value on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// As it is.
    #[default]
    Keep,
    /// Empty.
    Clear,
    /// This value.
    Set(T),
}

impl<T> Patch<T> {
    /// The field after the update.
    pub fn over(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// A value, or nothing: clears.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_clears_and_sets() {
        assert_eq!(Patch::Keep.over(Some(1)), Some(1));
        assert_eq!(Patch::Clear.over(Some(1)), None);
        assert_eq!(Patch::Set(2).over(Some(1)), Some(2));
        assert_eq!(Patch::from(None::<i32>), Patch::Clear);
    }
}
