//! Walking the chain.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::chain::{Anchor, GENESIS, link};
use super::record::PLACE;
use super::{AuditEntry, detail, entity};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::AuditId;
use crate::names::names;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store::any_of;

/// Rows read at a time; a row that was moved is recognised as such within them.
const CHUNK: u64 = 1_000;

names! {
    /// How a row breaks the chain.
    Break {
        /// Its columns are not those that were sealed, or its hash is not.
        Altered = "altered",
        /// Its detail is not the one it commits to.
        DetailAltered = "detail_altered",
        /// The row of this number is gone.
        Removed = "removed",
        /// It was not there when its neighbours were sealed.
        Inserted = "inserted",
        /// It belongs to another number.
        Reordered = "reordered",
        /// Rows from this number on are gone from the end.
        Truncated = "truncated",
    }
}

/// The first place where the record is not what was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number.
    pub sequence: i64,
    /// The row that stands there, if one does.
    pub id: Option<AuditId>,
    /// What is wrong.
    pub how: Break,
}

/// What a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Rows that were found whole, one after another.
    pub verified: u64,
    /// Among them those whose detail was destroyed.
    pub destroyed: u64,
    /// The last of them: to be noted elsewhere, and to go on from.
    pub reached: Anchor,
    /// Whether the walk came to the end of the chain.
    pub complete: bool,
    /// The first broken place; the walk stops there.
    pub broken: Option<Broken>,
    /// Number that the head row says is the last.
    pub head: i64,
}

/// Walks at most `most` rows of the chain from after `from` (none: from the start), recomputing every hash and every
/// commitment. An anchor that was noted elsewhere is compared with the row it names. Needs `audit.read`.
pub async fn verify(db: &Db, op: &OpContext, from: Option<Anchor>, most: u64) -> Result<Verification> {
    op.require(Permission::AuditRead)?;
    let start = from.unwrap_or(Anchor { sequence: 0, hash: GENESIS.to_vec() });
    let mut walk = Walk::from(start.clone(), head(db).await?);
    if start.sequence > 0 {
        walk.compare(&start, at(db, start.sequence).await?.as_ref());
    } else if start.hash != GENESIS {
        return Err(Error::invalid("anchor", Rule::Malformed));
    }
    while walk.found.broken.is_none() && walk.found.verified < most {
        let size = CHUNK.min(most - walk.found.verified);
        let rows = after(db, walk.found.reached.sequence, size).await?;
        let Some(last) = rows.last() else {
            walk.end(before(db).await?.as_ref());
            break;
        };
        if last.sequence > Some(walk.found.head) {
            // Sealed since the head was read, or put there past it.
            walk.found.head = head(db).await?;
        }
        let details = details(db, &rows).await?;
        walk.over(db, &rows, &details);
    }
    Ok(walk.found)
}

struct Walk {
    found: Verification,
}

impl Walk {
    fn from(start: Anchor, head: i64) -> Self {
        let found = Verification { verified: 0, destroyed: 0, reached: start, complete: false, broken: None, head };
        Self { found }
    }

    /// Holds a row against what was noted of it elsewhere.
    fn compare(&mut self, noted: &Anchor, row: Option<&AuditEntry>) {
        match row {
            None => self.breaks(noted.sequence, None, Break::Truncated),
            Some(row) if row.hash.as_ref() != Some(&noted.hash) => {
                self.breaks(noted.sequence, Some(row.id), Break::Altered);
            }
            Some(_) => {}
        }
    }

    fn over(&mut self, db: &Db, rows: &[AuditEntry], details: &HashMap<AuditId, detail::Model>) {
        for (place, row) in rows.iter().enumerate() {
            let due = self.found.reached.sequence + 1;
            let hash = link(&self.found.reached.hash, due, row);
            if row.sequence != Some(due) {
                self.breaks(due, None, Break::Removed);
            } else if row.hash.as_ref() != Some(&hash) {
                let how = misplaced(&self.found.reached.hash, due, &rows[place..]);
                self.breaks(due, Some(row.id), how);
            } else if due > self.found.head {
                self.breaks(due, Some(row.id), Break::Inserted);
            } else if !self.detail(db, row, details.get(&row.id)) {
                self.breaks(due, Some(row.id), Break::DetailAltered);
            }
            if self.found.broken.is_some() {
                return;
            }
            self.found.reached = Anchor { sequence: due, hash };
            self.found.verified += 1;
        }
    }

    /// Whether the detail is what the row commits to, or destroyed.
    fn detail(&mut self, db: &Db, row: &AuditEntry, detail: Option<&detail::Model>) -> bool {
        let Some(detail) = detail else {
            self.found.destroyed += 1;
            return true;
        };
        let Ok(plain) = db.keys().unseal(PLACE, row.id.into(), &detail.sealed) else { return false };
        let commitment = Sha256::new().chain_update(&detail.salt).chain_update(&plain).finalize();
        commitment.as_slice() == row.commitment
    }

    /// No row follows: whole if the head says so, and if no row stands before the first number, where no walk comes by.
    fn end(&mut self, before: Option<&AuditEntry>) {
        let reached = self.found.reached.sequence;
        if reached < self.found.head {
            self.breaks(reached + 1, None, Break::Truncated);
        } else if let Some(row) = before {
            self.breaks(row.sequence.unwrap_or_default(), Some(row.id), Break::Inserted);
        } else {
            self.found.complete = true;
        }
    }

    fn breaks(&mut self, sequence: i64, id: Option<AuditId>, how: Break) {
        self.found.broken = Some(Broken { sequence, id, how });
    }
}

/// Why the first of `rows` is not the one that was sealed as number `due`: another that follows is, or none.
fn misplaced(previous: &[u8], due: i64, rows: &[AuditEntry]) -> Break {
    let Some((here, rest)) = rows.split_first() else { return Break::Altered };
    let belongs = |row: &AuditEntry| {
        let hash = Some(link(previous, due, row));
        hash == row.hash || hash == here.hash
    };
    let Some(place) = rest.iter().position(belongs) else { return Break::Altered };
    // Taken out of its place, the row at hand fits where the other one stands now.
    let there = rest[place].sequence.unwrap_or_default();
    let before = if place == 0 { &rest[0] } else { &rest[place - 1] };
    let fits = [before.hash.as_ref(), rest[place].hash.as_ref(), here.hash.as_ref()]
        .into_iter()
        .flatten()
        .map(|before| Some(link(before, there, here)))
        .any(|hash| hash == here.hash || hash == rest[place].hash);
    if fits { Break::Reordered } else { Break::Inserted }
}

/// Number of the last row, as the head says.
async fn head(db: &Db) -> Result<i64> {
    Ok(super::head::read(db).await?.audit_sequence)
}

async fn at(db: &Db, sequence: i64) -> Result<Option<AuditEntry>> {
    Ok(entity::Entity::find().filter(entity::Column::Sequence.eq(sequence)).one(db).await?)
}

/// The last row with a number below the first that is ever given.
async fn before(db: &Db) -> Result<Option<AuditEntry>> {
    let rows = entity::Entity::find().filter(entity::Column::Sequence.lt(1));
    Ok(rows.order_by_desc(entity::Column::Sequence).one(db).await?)
}

async fn after(db: &Db, sequence: i64, size: u64) -> Result<Vec<AuditEntry>> {
    let rows = entity::Entity::find().filter(entity::Column::Sequence.gt(sequence));
    Ok(rows.order_by_asc(entity::Column::Sequence).limit(size).all(db).await?)
}

async fn details(db: &Db, rows: &[AuditEntry]) -> Result<HashMap<AuditId, detail::Model>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.into()).collect();
    let rows = detail::Entity::find().filter(any_of(db, detail::Column::AuditId, &ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.audit_id, row)).collect())
}
