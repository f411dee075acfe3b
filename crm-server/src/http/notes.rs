//! What is learnt of a request on its way down, for its log line and the metrics at its end.

use std::cell::RefCell;

tokio::task_local! {
    static NOTES: RefCell<Notes>;
}

/// Longest name of an operation that is logged, in bytes.
const NAME: usize = 64;

/// What is known of a request.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Kind of actor.
    pub actor: Option<&'static str>,
    /// The operation's name, if it may be logged.
    pub operation: Option<String>,
    /// Kind of operation.
    pub kind: Option<&'static str>,
    /// What the gate reckoned.
    pub cost: Option<usize>,
}

/// Adds to the notes of the request under way. What runs outside of one (a WebSocket's operations) has none.
pub(crate) fn note(learn: impl FnOnce(&mut Notes)) {
    NOTES.try_with(|notes| learn(&mut notes.borrow_mut())).unwrap_or_default();
}

/// Carries a request out and gives what was noted on its way.
pub(crate) async fn taking<T>(request: impl Future<Output = T>) -> (T, Notes) {
    let noting = async {
        let answer = request.await;
        (answer, NOTES.with(RefCell::take))
    };
    NOTES.scope(RefCell::default(), noting).await
}

/// The name of an operation, if it can only be a name in a program: a caller could write a person's number or address
/// there, so it must be a short identifier without long rows of digits.
pub(crate) fn loggable(name: &str) -> Option<String> {
    let word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let digits = name.bytes().fold((0, 0), |(run, most), byte| {
        let run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        (run, usize::max(run, most))
    });
    (word && (1..=NAME).contains(&name.len()) && digits.1 < 4).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_programs_are_logged() {
        assert_eq!(loggable("FindService_v2").as_deref(), Some("FindService_v2"));
        for other in ["", "of 1012345672", "Find1012345672", "a@b.example", "بحث", &"a".repeat(65)] {
            assert_eq!(loggable(other), None, "{other}");
        }
    }

    #[tokio::test]
    async fn notes_belong_to_their_request() {
        note(|notes| notes.actor = Some("nobody"));
        let (answer, notes) = taking(async {
            note(|notes| notes.actor = Some("staff"));
            7
        })
        .await;
        assert_eq!((answer, notes.actor), (7, Some("staff")));
    }
}
