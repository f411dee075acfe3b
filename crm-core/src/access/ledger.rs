//! Noting whom a read showed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::write::{Access, durable};
use crate::db::Db;
use crate::error::Result;
use crate::ids::BeneficiaryId;
use crate::op::OpContext;

/// Whom the reads of a request showed so far, by operation.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<BTreeMap<&'static str, BTreeSet<BeneficiaryId>>>);

impl Ledger {
    fn add(&self, operation: &'static str, persons: BTreeSet<BeneficiaryId>) {
        let mut ledger = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.entry(operation).or_default().extend(persons);
    }

    fn take(&self) -> Taken<'_> {
        let entries = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        Taken { ledger: self, entries }
    }
}

/// Entries on their way to the log: dropped before they are there, they go back into the ledger.
struct Taken<'a> {
    ledger: &'a Ledger,
    entries: BTreeMap<&'static str, BTreeSet<BeneficiaryId>>,
}

impl Taken<'_> {
    fn accesses(&self, op: &OpContext) -> Vec<Access> {
        self.entries.iter().map(|(operation, persons)| Access::new(op, operation, persons.clone())).collect()
    }

    fn written(mut self) {
        self.entries.clear();
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        for (operation, persons) in std::mem::take(&mut self.entries) {
            self.ledger.add(operation, persons);
        }
    }
}

/// Notes whom an operation is about to show; its last step before it returns. When this fails, nothing is shown.
pub(crate) async fn seen(
    db: &Db,
    op: &OpContext,
    operation: &'static str,
    persons: impl IntoIterator<Item = BeneficiaryId>,
) -> Result<()> {
    let persons: BTreeSet<_> = persons.into_iter().collect();
    if persons.is_empty() {
        return Ok(());
    }
    if let Some(ledger) = &op.ledger {
        ledger.add(operation, persons);
        return Ok(());
    }
    match db.note_access(Access::new(op, operation, persons)) {
        None => Ok(()),
        Some(access) => durable(db, vec![access]).await,
    }
}

/// Makes durable whom the reads of this context showed, see
/// [`gathering_access`](OpContext::gathering_access). To be called with what was read in hand, before it is given
/// away: on an error it must not be, and what was shown still waits to be settled. Inside a transaction of the caller's
/// the rows are durable with its commit, which on SQLite keeps every other writer out.
pub async fn settle(db: &Db, op: &OpContext) -> Result<()> {
    let Some(ledger) = &op.ledger else { return Ok(()) };
    let taken = ledger.take();
    let accesses: Vec<_> = taken.accesses(op).into_iter().filter_map(|access| db.note_access(access)).collect();
    if !accesses.is_empty() {
        durable(db, accesses).await?;
    }
    taken.written();
    Ok(())
}
