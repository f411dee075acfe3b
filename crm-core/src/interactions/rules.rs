//! The rules of the log that need no database.

use chrono::{DateTime, TimeDelta, Utc};

use super::entity::EntryKind;
use crate::error::{Error, Result};
use crate::rule::Rule;

/// How far a clock elsewhere may run ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(5);
/// How long the writer may take an entry back.
const UNDO: TimeDelta = TimeDelta::minutes(5);
/// Longest contact, in seconds.
const DAY: i32 = 86_400;

/// Whether a contact can have happened then: not in the future but for the clocks' difference, not before 1970.
pub(super) fn occurred(at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    if at > now + AHEAD {
        return Err(Error::invalid("", Rule::InFuture));
    }
    if at < DateTime::UNIX_EPOCH {
        return Err(Error::invalid("", Rule::OutOfRange));
    }
    Ok(())
}

/// Whether a contact can last so many seconds.
pub(super) fn lasts(seconds: i32) -> bool {
    (0..=DAY).contains(&seconds)
}

/// Whether an entry of this kind can be corrected or taken back: only contacts and corrections can, and of a
/// contact only the latest entry.
pub(super) fn correctable(kind: EntryKind, corrected: bool) -> Result<()> {
    if corrected {
        return Err(Error::invalid("id", Rule::Corrected));
    }
    match kind {
        EntryKind::Contact | EntryKind::Correction => Ok(()),
        EntryKind::Undo => Err(not_allowed(kind, "corrected")),
    }
}

/// Whether its writer may still take an entry back. A correction is not taken back but corrected again, so that
/// it never becomes unclear which entry holds.
pub(super) fn undoable(kind: EntryKind, recorded_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    if kind != EntryKind::Contact {
        return Err(not_allowed(kind, "undone"));
    }
    if now - recorded_at > UNDO {
        return Err(Error::invalid("id", Rule::TooLate));
    }
    Ok(())
}

fn not_allowed(kind: EntryKind, to: &str) -> Error {
    Error::NotAllowed { entity: "interaction", from: kind.name().to_owned(), to: to.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    #[test]
    fn contacts_happened_between_1970_and_now() {
        let now = at(1_800_000_000);
        assert!(occurred(now + AHEAD, now).is_ok());
        assert!(occurred(now + AHEAD + TimeDelta::seconds(1), now).is_err());
        assert!(occurred(at(0), now).is_ok());
        assert!(occurred(at(-1), now).is_err());
        assert!(occurred(DateTime::<Utc>::MAX_UTC, now).is_err());
    }

    #[test]
    fn five_minutes_to_undo() {
        let logged = at(1_000);
        assert!(undoable(EntryKind::Contact, logged, logged + UNDO).is_ok());
        let late = undoable(EntryKind::Contact, logged, logged + UNDO + TimeDelta::seconds(1));
        assert!(matches!(late, Err(Error::Invalid { fields }) if fields[0].rule == Rule::TooLate));
        assert!(undoable(EntryKind::Correction, logged, logged).is_err());
    }

    #[test]
    fn every_kind_by_state() {
        for kind in EntryKind::ALL {
            assert!(correctable(*kind, true).is_err());
            assert_eq!(correctable(*kind, false).is_ok(), *kind != EntryKind::Undo);
        }
    }
}
