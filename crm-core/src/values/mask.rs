//! Masks: enough of a personal value to recognise it, not enough to use it.

/// Set before a mask so that its dots stay on the left of its digits inside Arabic text.
const LEFT_TO_RIGHT: char = '\u{200e}';
const DOTS: &str = "•••••";

/// A value with its last four characters visible, of short values its last half: `•••••4567`, led by a
/// left-to-right mark. The number of dots says nothing of the length.
pub(super) fn last_four(value: &str) -> String {
    let length = value.chars().count();
    let visible: String = value.chars().skip(length - (length / 2).min(4)).collect();
    format!("{LEFT_TO_RIGHT}{DOTS}{visible}")
}

/// An e-mail address with the first letter of its local part and its domain: `a•••@example.org`, led by a
/// left-to-right mark. A local part of one letter is hidden whole.
pub(super) fn email(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or(("", ""));
    let mut letters = local.chars();
    let first = letters.next().filter(|_| letters.next().is_some());
    let first = first.map(String::from).unwrap_or_default();
    format!("{LEFT_TO_RIGHT}{first}•••@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_keep_half_hidden() {
        assert_eq!(last_four("+966501234567"), "\u{200e}•••••4567");
        assert_eq!(last_four("AB123"), "\u{200e}•••••23");
        assert_eq!(last_four(""), "\u{200e}•••••");
        assert_eq!(email("a@example.org"), "\u{200e}•••@example.org");
    }
}
