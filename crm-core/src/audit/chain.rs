//! The hash that ties a row to the one before it.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::AuditEntry;
use crate::error::{Error, Result};
use crate::rule::Rule;

/// What stands before the first row.
pub(super) const GENESIS: [u8; 32] = [0; 32];

/// The hash of a row as number `sequence` after a row with the hash `previous`: SHA-256 over both and every column
/// but hash itself. Each part goes in with its length, so that no two rows give the same bytes.
pub(super) fn link(previous: &[u8], sequence: i64, row: &AuditEntry) -> Vec<u8> {
    let AuditEntry {
        id,
        at,
        actor_kind,
        actor,
        staff_id,
        token_id,
        on_behalf_of,
        operation,
        entity_kind,
        entity_id,
        department_id,
        request_id,
        purpose,
        commitment,
        sequence: _,
        hash: _,
    } = row;
    let optional = |id: Option<Uuid>| id.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
    let parts: [&[u8]; 16] = [
        previous,
        &sequence.to_be_bytes(),
        id.0.as_bytes(),
        &at.timestamp_micros().to_be_bytes(),
        actor_kind.as_bytes(),
        actor.as_bytes(),
        &optional(staff_id.map(Into::into)),
        &optional(token_id.map(Into::into)),
        &optional(on_behalf_of.map(Into::into)),
        operation.as_bytes(),
        entity_kind.as_bytes(),
        &optional(*entity_id),
        &optional(department_id.map(Into::into)),
        request_id.as_bytes(),
        purpose.as_bytes(),
        commitment,
    ];
    let hash = parts
        .into_iter()
        .fold(Sha256::new(), |hash, part| hash.chain_update((part.len() as u64).to_be_bytes()).chain_update(part));
    hash.finalize().to_vec()
}

/// A place in the chain to be noted elsewhere, such as in the minutes of a meeting: `NUMBER:HASH`, the hash in
/// hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Number of the row; 0 stands before the first.
    pub sequence: i64,
    /// The chain's hash there.
    pub hash: Vec<u8>,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, crate::keys::to_hex(&self.hash))
    }
}

impl FromStr for Anchor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let malformed = || Error::invalid("anchor", Rule::Malformed);
        let (number, hash) = text.trim().split_once(':').ok_or_else(malformed)?;
        let sequence = number.parse().ok().filter(|number| *number >= 0).ok_or_else(malformed)?;
        let hash = crate::keys::from_hex(hash).ok_or_else(malformed)?;
        Ok(Self { sequence, hash: hash.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> AuditEntry {
        AuditEntry {
            id: Uuid::from_u128(7).into(),
            at: chrono::DateTime::from_timestamp_micros(1_000_001).unwrap(),
            actor_kind: "staff".into(),
            actor: "staff:1".into(),
            staff_id: None,
            token_id: None,
            on_behalf_of: None,
            operation: "interaction.log".into(),
            entity_kind: "interaction".into(),
            entity_id: Some(Uuid::from_u128(9)),
            department_id: None,
            request_id: "r".into(),
            purpose: "service_delivery".into(),
            commitment: vec![1; 32],
            sequence: None,
            hash: None,
        }
    }

    #[test]
    fn every_column_and_the_place_count() {
        let base = link(&GENESIS, 1, &row());
        assert_eq!(base, link(&GENESIS, 1, &AuditEntry { sequence: Some(1), hash: Some(vec![9]), ..row() }));
        let id = Uuid::from_u128(1);
        let others = [
            AuditEntry { id: id.into(), ..row() },
            AuditEntry { at: chrono::DateTime::from_timestamp_micros(1).unwrap(), ..row() },
            AuditEntry { actor_kind: "kiosk".into(), ..row() },
            AuditEntry { actor: "staff:2".into(), ..row() },
            AuditEntry { staff_id: Some(id.into()), ..row() },
            AuditEntry { token_id: Some(id.into()), ..row() },
            AuditEntry { on_behalf_of: Some(id.into()), ..row() },
            AuditEntry { operation: "interaction.correct".into(), ..row() },
            AuditEntry { entity_kind: "service".into(), ..row() },
            AuditEntry { entity_id: None, ..row() },
            AuditEntry { department_id: Some(id.into()), ..row() },
            AuditEntry { request_id: "s".into(), ..row() },
            AuditEntry { purpose: "oversight".into(), ..row() },
            AuditEntry { commitment: vec![2; 32], ..row() },
            // the same letters over a different border
            AuditEntry { actor_kind: "staffs".into(), actor: "taff:1".into(), ..row() },
        ];
        for other in others {
            assert_ne!(base, link(&GENESIS, 1, &other), "{other:?}");
        }
        assert_ne!(base, link(&GENESIS, 2, &row()));
        assert_ne!(base, link(&[1; 32], 1, &row()));
    }

    #[test]
    fn an_anchor_reads_what_it_writes() {
        let anchor = Anchor { sequence: 12, hash: vec![0xab; 32] };
        assert_eq!(anchor.to_string().parse::<Anchor>().unwrap(), anchor);
        for wrong in ["", "12", "12:ab", "-1:00", "x:y", &format!("1:{}", "g".repeat(64))] {
            assert!(wrong.parse::<Anchor>().is_err(), "{wrong}");
        }
    }
}
