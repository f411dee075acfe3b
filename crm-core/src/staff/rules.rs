//! What a member of staff may do through another body's system; what user names and passwords are taken, how long one
//! waits after wrong ones, how long a session lasts.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::ids::DepartmentId;
use crate::op::Grant;
use crate::rule::Rule;
use crate::text::fold;
use crate::values::Code;

/// Fewest and most characters of a password (NIST SP 800-63B, 3.1.1.2: at least 8 beside another factor and 15 without
/// one are asked for, 64 must be taken). No rule on kinds of characters, and no date on which it ends.
const PASSWORD: std::ops::RangeInclusive<usize> = 12..=128;
/// Fewest different characters.
const DIFFERENT: usize = 5;
/// What stands in every list of passwords and is long enough.
const KNOWN: [&str; 8] = ["password", "qwerty", "asdfgh", "zxcvbn", "letmein", "iloveyou", "welcome", "admin"];
/// Tries without a wait.
const FREE: i32 = 5;
/// The first wait, in seconds; each further one is twice as long.
const FIRST_WAIT: i64 = 15;
const LONGEST_WAIT: i64 = 900;
/// How long a session lasts however much it is used, and without being used (NIST SP 800-63B, 2.2.3).
const SESSION: TimeDelta = TimeDelta::hours(12);
const IDLE: TimeDelta = TimeDelta::hours(1);

/// A user name as it is kept: a [`Code`] in lower case.
pub(super) fn username(text: &str) -> Result<String> {
    Code::parse(text).map(|code| code.as_str().to_ascii_lowercase()).map_err(|error| error.under("username"))
}

/// A password as it is compared: keyboards differ in how they compose letters.
pub(super) fn composed(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfc().collect())
}

/// Whether it is not longer than a password may be; nothing longer is hashed.
pub(super) fn is_bounded(password: &str) -> bool {
    password.len() <= PASSWORD.end() * 4
}

/// A new password of the member with this user name.
pub(super) fn password(path: &str, text: &str, username: &str) -> Result<Zeroizing<String>> {
    let refused = |rule| Error::invalid(path, rule);
    if !is_bounded(text) {
        return Err(refused(Rule::TooLong(*PASSWORD.end() as u64)));
    }
    let password = composed(text);
    let letters: Vec<char> = password.chars().collect();
    if letters.len() < *PASSWORD.start() {
        return Err(refused(Rule::TooShort(*PASSWORD.start() as u64)));
    }
    if letters.len() > *PASSWORD.end() {
        return Err(refused(Rule::TooLong(*PASSWORD.end() as u64)));
    }
    if is_guessable(&letters, &Zeroizing::new(fold(&password)), username) {
        return Err(refused(Rule::GuessablePassword));
    }
    Ok(password)
}

/// Whether a password is made of few characters, of a row of them, or of little beside the user name and what
/// everybody takes.
fn is_guessable(letters: &[char], folded: &str, username: &str) -> bool {
    let different: BTreeSet<&char> = letters.iter().collect();
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let steps: BTreeSet<i64> = letters.windows(2).map(step).collect();
    let rows = letters.windows(2).filter(|pair| step(pair).abs() <= 1).count();
    let rest = KNOWN
        .iter()
        .chain([&username])
        .fold(Zeroizing::new(folded.to_owned()), |rest, word| Zeroizing::new(rest.replace(word, "")));
    let own = rest.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = letters.iter().all(|letter| letter.is_numeric());
    different.len() < DIFFERENT
        || steps.len() == 1
        || rows * 4 > letters.len() * 3
        || (!digits && rest.len() < folded.len() && own < DIFFERENT)
}

/// How long a user name waits after so many failed tries.
pub(super) fn wait(failures: i32) -> Option<TimeDelta> {
    let further = u32::try_from(failures - FREE).ok()?;
    let seconds = FIRST_WAIT.saturating_mul(2_i64.saturating_pow(further));
    Some(TimeDelta::seconds(seconds.min(LONGEST_WAIT)))
}

/// When a session that begins now ends however much it is used.
pub(super) fn session_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + SESSION
}

/// When a session ends that is not used again.
pub(super) fn session_until(expires: DateTime<Utc>, last_used: DateTime<Utc>) -> DateTime<Utc> {
    expires.min(last_used + IDLE)
}

/// A member's roles within the departments of an integration, whose topmost department is `top`.
///
/// Both must reach a department. Roles that act for the whole body are left out altogether: an integration never
/// reaches the whole body, so nobody runs the installation, reads the record or guards every person through one.
pub(super) fn narrow(grants: &[Grant], within: &BTreeSet<DepartmentId>, top: DepartmentId) -> Vec<Grant> {
    let both = |grant: &Grant| {
        let (department, reach) = match grant.department {
            None => (top, within.clone()),
            // Departments form a tree: when they share any, the smaller of the two subtrees lies in the other.
            Some(own) => {
                let shared = grant.reach.intersection(within).copied().collect();
                (if within.contains(&own) { own } else { top }, shared)
            }
        };
        let narrowed = Grant { role: grant.role, department: Some(department), reach: Arc::new(reach) };
        (!narrowed.reach.is_empty()).then_some(narrowed)
    };
    grants.iter().filter(|grant| !grant.role.is_body_wide()).filter_map(both).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::policy::Role;

    fn department(number: u128) -> DepartmentId {
        DepartmentId(Uuid::from_u128(number))
    }

    fn set(numbers: &[u128]) -> BTreeSet<DepartmentId> {
        numbers.iter().copied().map(department).collect()
    }

    /// The narrowed reach of a role held in the first of `reach`, none of it meaning the whole body, and where it
    /// then counts as held. The integration works for 2, with 3 and 4 below.
    fn narrowed(role: Role, reach: &[u128]) -> Option<(DepartmentId, BTreeSet<DepartmentId>)> {
        let held = reach.first().copied().map(department);
        let grant = Grant { role, department: held, reach: Arc::new(set(reach)) };
        let all = narrow(&[grant], &set(&[2, 3, 4]), department(2));
        all.first().map(|grant| (grant.department.unwrap(), grant.reach.as_ref().clone()))
    }

    #[test]
    fn a_role_reaches_what_both_reach() {
        assert_eq!(narrowed(Role::Agent, &[3]), Some((department(3), set(&[3]))));
        assert_eq!(narrowed(Role::Agent, &[1, 2, 3, 4, 5]), Some((department(2), set(&[2, 3, 4]))));
        assert_eq!(narrowed(Role::Agent, &[]), Some((department(2), set(&[2, 3, 4]))));
        assert_eq!(narrowed(Role::Agent, &[5]), None);
    }

    #[test]
    fn passwords_are_long_and_not_what_others_try_first() {
        let judged = |text: &str| match password("password", text, "s.alharbi") {
            Ok(_) => "taken",
            Err(Error::Invalid { fields }) => fields[0].rule.code(),
            Err(_) => "other",
        };
        for taken in ["قلم أزرق فوق الرف", "correct horse battery", "9310 5572 8841", "a password of alharbi's own"]
        {
            assert_eq!(judged(taken), "taken", "{taken}");
        }
        assert_eq!(judged("قصيرة"), "TOO_SHORT");
        assert_eq!(judged(&"طويلة جدا ".repeat(13)), "TOO_LONG");
        for guessable in
            ["aaaaaaaaaaaa", "123456789012", "abcdefghijkl", "password1234", "S.AlHarbi2026", "qwertyqwerty"]
        {
            assert_eq!(judged(guessable), "GUESSABLE_PASSWORD", "{guessable}");
        }
    }

    #[test]
    fn a_password_is_the_same_however_it_was_composed() {
        assert_eq!(*composed("e\u{301}"), *composed("\u{e9}"));
    }

    #[test]
    fn user_names_are_codes_in_lower_case() {
        assert_eq!(username(" S.AlHarbi٢ ").unwrap(), "s.alharbi2");
        assert!(username("سارة").is_err());
    }

    #[test]
    fn who_tries_again_and_again_waits_twice_as_long_each_time() {
        let waits: Vec<_> = (1..=7).map(|failures| wait(failures).map(|wait| wait.num_seconds())).collect();
        assert_eq!(waits, [None, None, None, None, Some(15), Some(30), Some(60)]);
        assert_eq!(wait(i32::MAX), Some(TimeDelta::minutes(15)));
    }

    #[test]
    fn a_session_ends_by_the_clock_or_for_want_of_use() {
        let start = DateTime::UNIX_EPOCH;
        let end = session_end(start);
        assert_eq!(session_until(end, start), start + IDLE);
        assert_eq!(session_until(end, end - TimeDelta::minutes(1)), end);
    }

    #[test]
    fn what_acts_for_the_whole_body_stays_outside() {
        for role in Role::ALL.iter().copied().filter(|role| role.is_body_wide()) {
            assert_eq!(narrowed(role, &[]), None, "{}", role.name());
            assert_eq!(narrowed(role, &[2, 3, 4]), None, "{}", role.name());
        }
    }
}
