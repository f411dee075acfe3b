//! Transactions and their nested scopes.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard as StdGuard, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard};

use super::{Conn, Db};
use crate::error::Result;

/// One open database transaction, shared by the handles of all its scopes.
pub(super) struct Open {
    txn: AsyncMutex<Option<DatabaseTransaction>>,
    scopes: Mutex<Scopes>,
    closed: AtomicBool,
    touched: AtomicBool,
}

/// The savepoints that are open, outermost first; scope 0 is the transaction itself.
struct Scopes {
    open: Vec<u32>,
    next: u32,
    /// A scope that was dropped unfinished: the next statement first rolls back to it.
    abandoned: Option<u32>,
}

/// A transaction, or a savepoint inside one. Derefs to the [`Db`] to be handed on. Dropped without
/// [`commit`](Self::commit), it rolls back what was written through it and nothing else.
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
                let options = TransactionOptions {
                    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                    ..TransactionOptions::default()
                };
                self.count("BEGIN");
                let txn = self.shared.write.begin_with_options(options).await?;
                let open = Arc::new(Open {
                    txn: AsyncMutex::new(Some(txn)),
                    scopes: Mutex::new(Scopes { open: vec![0], next: 1, abandoned: None }),
                    closed: AtomicBool::new(false),
                    touched: AtomicBool::new(false),
                });
                Ok(self.scoped(open, 0))
            }
            Conn::Tx { tx, scope } => {
                let lease = tx.lease(*scope).await?;
                let inner = {
                    let mut scopes = tx.scopes();
                    scopes.next += 1;
                    scopes.next - 1
                };
                // Dropped while this statement runs, the scope was never entered: a savepoint that may
                // stand in the database then marks a state in which nothing was written, and goes with its outer one.
                let sql = format!("SAVEPOINT s{inner}");
                self.count(&sql);
                lease.txn()?.execute_unprepared(&sql).await?;
                tx.scopes().open.push(inner);
                drop(lease);
                Ok(self.scoped(Arc::clone(tx), inner))
            }
        }
    }

    fn scoped(&self, open: Arc<Open>, scope: u32) -> Tx {
        let db = Db { conn: Conn::Tx { tx: Arc::clone(&open), scope }, shared: Arc::clone(&self.shared) };
        Tx { db, open, scope, finished: false }
    }
}

impl Tx {
    /// Makes the work last: durable when this returns, or part of the outer transaction when nested.
    pub async fn commit(mut self) -> Result<()> {
        let mut lease = self.open.lease(self.scope).await?;
        if self.scope == 0 {
            let txn = lease.take()?;
            self.finished = true;
            self.open.closed.store(true, Ordering::SeqCst);
            self.db.count("COMMIT");
            txn.commit().await?;
            if self.open.touched() {
                self.db.shared.epoch.fetch_add(1, Ordering::SeqCst);
            }
        } else {
            // From here on the work belongs to the outer scope, whether or not the RELEASE is still sent.
            self.finished = true;
            self.open.scopes().open.pop();
            let sql = format!("RELEASE SAVEPOINT s{}", self.scope);
            self.db.count(&sql);
            lease.txn()?.execute_unprepared(&sql).await?;
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
            self.open.closed.store(true, Ordering::SeqCst);
            self.open.drop_if_closed();
        } else {
            self.open.scopes().abandon(self.scope);
        }
    }
}

impl Scopes {
    fn abandon(&mut self, scope: u32) {
        if let Some(place) = self.open.iter().position(|s| *s == scope) {
            self.open.truncate(place);
            self.abandoned = Some(self.abandoned.map_or(scope, |other| other.min(scope)));
        }
    }
}

impl Open {
    fn scopes(&self) -> StdGuard<'_, Scopes> {
        self.scopes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn touch(&self) {
        self.touched.store(true, Ordering::SeqCst);
    }

    pub(super) fn touched(&self) -> bool {
        self.touched.load(Ordering::SeqCst)
    }

    /// The connection for one statement of a scope, after rolling back what an abandoned scope left.
    pub(super) async fn lease(&self, scope: u32) -> Result<Lease<'_>, DbErr> {
        let lease = Lease { guard: Some(self.txn.lock().await), open: self };
        if self.closed.load(Ordering::SeqCst) {
            return Err(misuse("the transaction is over"));
        }
        let abandoned = {
            let scopes = self.scopes();
            match scopes.open.last() {
                Some(top) if *top == scope => {}
                _ if scopes.open.contains(&scope) => return Err(misuse("an inner transaction is open")),
                _ => return Err(misuse("the inner transaction is over")),
            }
            scopes.abandoned
        };
        if let Some(abandoned) = abandoned {
            // Cancelled here, it is done again: nothing else runs in between.
            lease.txn()?.execute_unprepared(&format!("ROLLBACK TO SAVEPOINT s{abandoned}")).await?;
            self.scopes().abandoned = None;
        }
        Ok(lease)
    }

    /// Rolls the whole transaction back once it is closed and no statement is under way.
    fn drop_if_closed(&self) {
        if self.closed.load(Ordering::SeqCst)
            && let Ok(mut txn) = self.txn.try_lock()
        {
            drop(txn.take());
        }
    }
}

/// The right to send one statement. The last to leave a closed transaction rolls it back.
pub(super) struct Lease<'a> {
    guard: Option<MutexGuard<'a, Option<DatabaseTransaction>>>,
    open: &'a Open,
}

impl Lease<'_> {
    pub(super) fn txn(&self) -> Result<&DatabaseTransaction, DbErr> {
        self.guard.as_deref().and_then(Option::as_ref).ok_or_else(|| misuse("the transaction is over"))
    }

    fn take(&mut self) -> Result<DatabaseTransaction, DbErr> {
        self.guard.as_deref_mut().and_then(Option::take).ok_or_else(|| misuse("the transaction is over"))
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        self.guard = None;
        self.open.drop_if_closed();
    }
}

fn misuse(what: &str) -> DbErr {
    DbErr::Custom(what.into())
}
