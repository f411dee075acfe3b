//! Transactions and their nested scopes.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard as StdGuard, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard};
use tracing::Instrument;

use super::{Conn, Db, Shared};
use crate::error::Result;

/// One open database transaction, shared by the handles of all its scopes.
pub(super) struct Open {
    shared: Arc<Shared>,
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
    /// A scope with a statement that is under way, failed, or was cancelled: until it is known to have succeeded.
    failed: Option<u32>,
}

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
                self.shared.count("BEGIN");
                let txn = begin(&self.shared.write).await?;
                let open = Arc::new(Open {
                    shared: Arc::clone(&self.shared),
                    txn: AsyncMutex::new(Some(txn)),
                    scopes: Mutex::new(Scopes { open: vec![0], next: 1, abandoned: None, failed: None }),
                    closed: AtomicBool::new(false),
                    touched: AtomicBool::new(false),
                });
                Ok(self.scoped(open, 0))
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
        let db = Db { conn: Conn::Tx { tx: Arc::clone(&open), scope }, shared: Arc::clone(&self.shared) };
        Tx { db, open, scope, finished: false }
    }
}

/// Begins on the writer. On PostgreSQL in a task of its own: given up between BEGIN and its answer, the driver would
/// put the connection back into the pool with the transaction open. The task goes on without its caller, and the
/// transaction it then drops is rolled back. (The SQLite driver takes an unanswered BEGIN back by itself.)
async fn begin(write: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    if write.get_database_backend() != DbBackend::Postgres {
        return write.begin_with_options(options).await;
    }
    let write = write.clone();
    let task = tokio::spawn(async move { write.begin_with_options(options).await }.in_current_span());
    task.await.unwrap_or_else(|lost| Err(DbErr::Conn(RuntimeErr::Internal(lost.to_string()))))
}

impl Tx {
    /// Makes the work last: durable when this returns, or part of the outer transaction when nested.
    pub async fn commit(mut self) -> Result<()> {
        let mut lease = self.open.lease(self.scope).await?;
        if self.scope == 0 {
            let txn = lease.take()?;
            self.finished = true;
            self.open.closed.store(true, Ordering::SeqCst);
            self.open.shared.count("COMMIT");
            txn.commit().await?;
            if self.open.touched() {
                self.db.shared.epoch.fetch_add(1, Ordering::SeqCst);
            }
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
            self.open.closed.store(true, Ordering::SeqCst);
            self.open.drop_if_closed();
        } else {
            self.open.scopes().abandon(self.scope);
        }
    }
}

impl Scopes {
    /// A number for a new scope, greater than those of the scopes around it.
    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Opens a scope in the innermost one, which a drop elsewhere may meanwhile have ended.
    fn enter(&mut self, outer: u32, inner: u32) -> Result<(), DbErr> {
        self.innermost(outer)?;
        self.open.push(inner);
        Ok(())
    }

    /// Takes a scope, with those inside it, off the open ones. Tells whether it was there.
    fn leave(&mut self, scope: u32) -> bool {
        let place = self.open.iter().position(|s| *s == scope);
        self.open.truncate(place.unwrap_or(self.open.len()));
        place.is_some()
    }

    fn abandon(&mut self, scope: u32) {
        if self.leave(scope) {
            self.abandoned = Some(self.abandoned.map_or(scope, |other| other.min(scope)));
        }
    }

    fn innermost(&self, scope: u32) -> Result<(), DbErr> {
        match self.open.last() {
            Some(top) if *top == scope => Ok(()),
            _ if self.open.contains(&scope) => Err(misuse("an inner transaction is open")),
            _ => Err(misuse("the inner transaction is over")),
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
        // Made before the wait: given up while waiting, it still closes up after itself.
        let mut lease = Lease { guard: None, open: self, scope };
        lease.guard = Some(self.txn.lock().await);
        if self.closed.load(Ordering::SeqCst) {
            return Err(misuse("the transaction is over"));
        }
        let abandoned = {
            let scopes = self.scopes();
            scopes.innermost(scope)?;
            if scopes.failed == Some(scope) {
                return Err(misuse("a statement failed or was cancelled before; the transaction can only roll back"));
            }
            scopes.abandoned
        };
        if let Some(abandoned) = abandoned {
            // Cancelled here, it is done again: nothing else runs in between.
            lease.control(&format!("ROLLBACK TO SAVEPOINT s{abandoned}")).await?;
            // Unless a scope further out was abandoned meanwhile.
            self.scopes().abandoned.take_if(|other| *other == abandoned);
            // Cancelled here, an empty savepoint stays until its outer one ends.
            lease.control(&format!("RELEASE SAVEPOINT s{abandoned}")).await?;
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
    scope: u32,
}

impl Lease<'_> {
    /// Carries out a statement. Until it has succeeded, its scope counts as failed.
    pub(super) async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        self.open.scopes().failed = Some(self.scope);
        let done = statement.await?;
        self.open.scopes().failed = None;
        Ok(done)
    }

    /// Carries out a statement that only moves between savepoints.
    async fn control(&self, sql: &str) -> Result<(), DbErr> {
        self.open.shared.count(sql);
        self.txn()?.execute_unprepared(sql).await?;
        Ok(())
    }

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
