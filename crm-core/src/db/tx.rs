//! Transactions as operations see them.

use std::ops::Deref;
use std::sync::Arc;

use super::open::Open;
use super::{Conn, Db};
use crate::access;
use crate::error::Result;

/// A transaction, or a savepoint inside one. Derefs to the [`Db`] to be handed on. Dropped without
/// [`commit`](Self::commit), it rolls back what was written through it and nothing else.
///
/// After a statement that failed, or whose future was dropped, it can only be rolled back, on both engines: what
/// that statement left is not known, and PostgreSQL would answer COMMIT with a silent rollback. What may fail
/// goes into a nested `Tx`.
#[must_use = "a transaction that is not committed rolls back"]
pub struct Tx {
    db: Db,
    open: Arc<Open>,
    scope: u32,
    finished: bool,
}

impl Db {
    /// Begins a transaction, or a savepoint inside the present one. While a nested `Tx` is open, only it and
    /// handles made from it may send statements.
    pub async fn begin(&self) -> Result<Tx> {
        match &self.conn {
            Conn::Pool => {
                let open = Open::begin(Arc::clone(&self.shared)).await?;
                Ok(self.scoped(Arc::new(open), 0))
            }
            Conn::Tx { tx, scope } => {
                let lease = tx.lease(*scope).await?;
                let inner = tx.scopes().number();
                // Cancelled here, the scope is not entered: a savepoint that may stand in the database then marks
                // a state in which nothing was written, and goes with its outer one.
                lease.control(&format!("SAVEPOINT s{inner}")).await?;
                tx.scopes().enter(*scope, inner)?;
                drop(lease);
                Ok(self.scoped(Arc::clone(tx), inner))
            }
        }
    }

    fn scoped(&self, open: Arc<Open>, scope: u32) -> Tx {
        let db = Db { conn: Conn::Tx { tx: Arc::clone(&open), scope }, ..self.clone() };
        Tx { db, open, scope, finished: false }
    }
}

impl Tx {
    /// Makes the work last: durable when this returns, or part of the outer transaction when nested.
    pub async fn commit(mut self) -> Result<()> {
        if self.scope == 0 {
            // Kept until they last: should writing or the COMMIT fail, or be given up, the drop below still has them.
            let accesses = self.open.accesses().clone();
            access::write(&self.db, &accesses).await?;
        }
        let mut lease = self.open.lease(self.scope).await?;
        if self.scope == 0 {
            let txn = lease.take()?;
            self.open.commit(txn).await?;
            self.finished = true;
        } else {
            // From here on the work belongs to the outer scope, whether or not the RELEASE is still sent.
            self.finished = true;
            self.open.scopes().leave(self.scope);
            lease.control(&format!("RELEASE SAVEPOINT s{}", self.scope)).await?;
        }
        Ok(())
    }
}

impl Deref for Tx {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        if self.scope == 0 {
            self.open.close();
            let accesses = std::mem::take(&mut *self.open.accesses());
            access::write_after(&self.db.outside(), accesses);
        } else {
            self.open.scopes().abandon(self.scope);
        }
    }
}
