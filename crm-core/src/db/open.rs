//! The open database transaction under all its scopes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard as StdGuard, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard};
use tracing::Instrument;

use super::Shared;
use super::scopes::{Scopes, misuse};
use crate::access::Access;

/// One open database transaction, shared by the handles of all its scopes.
pub(super) struct Open {
    shared: Arc<Shared>,
    txn: AsyncMutex<Option<DatabaseTransaction>>,
    scopes: Mutex<Scopes>,
    closed: AtomicBool,
    touched: AtomicBool,
    recorded: AtomicBool,
    accesses: Mutex<Vec<Access>>,
}

impl Open {
    pub(super) async fn begin(shared: Arc<Shared>) -> Result<Self, DbErr> {
        shared.count("BEGIN");
        let txn = begin(&shared.write).await?;
        Ok(Self {
            shared,
            txn: AsyncMutex::new(Some(txn)),
            scopes: Mutex::new(Scopes::default()),
            closed: AtomicBool::new(false),
            touched: AtomicBool::new(false),
            recorded: AtomicBool::new(false),
            accesses: Mutex::default(),
        })
    }

    /// Commits; no statement can follow.
    pub(super) async fn commit(&self, txn: DatabaseTransaction) -> Result<(), DbErr> {
        self.closed.store(true, Ordering::SeqCst);
        self.shared.count("COMMIT");
        let committed = txn.commit().await;
        // After an error it is not known whether the work lasts, so memory is read again either way.
        if self.touched() {
            self.shared.epoch.fetch_add(1, Ordering::SeqCst);
        }
        if self.recorded.load(Ordering::SeqCst) {
            self.shared.recorded.notify_waiters();
        }
        committed
    }

    /// Rolls back, at once or when the statement under way is done; no statement can follow.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.drop_if_closed();
    }

    pub(super) fn scopes(&self) -> StdGuard<'_, Scopes> {
        self.scopes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn touch(&self) {
        self.touched.store(true, Ordering::SeqCst);
    }

    pub(super) fn note_record(&self) {
        self.recorded.store(true, Ordering::SeqCst);
    }

    /// Whom reads in this transaction showed, until it is written.
    pub(super) fn accesses(&self) -> StdGuard<'_, Vec<Access>> {
        self.accesses.lock().unwrap_or_else(PoisonError::into_inner)
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
            scopes.usable(scope)?;
            scopes.abandoned()
        };
        if let Some(abandoned) = abandoned {
            // Cancelled here, it is done again: nothing else runs in between.
            lease.control(&format!("ROLLBACK TO SAVEPOINT s{abandoned}")).await?;
            self.scopes().rolled_back(abandoned);
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
        self.open.scopes().sending(self.scope);
        let done = statement.await?;
        self.open.scopes().succeeded();
        Ok(done)
    }

    /// Carries out a statement that only moves between savepoints.
    pub(super) async fn control(&self, sql: &str) -> Result<(), DbErr> {
        self.open.shared.count(sql);
        self.txn()?.execute_unprepared(sql).await?;
        Ok(())
    }

    pub(super) fn txn(&self) -> Result<&DatabaseTransaction, DbErr> {
        self.guard.as_deref().and_then(Option::as_ref).ok_or_else(|| misuse("the transaction is over"))
    }

    /// Takes the transaction out, to end it.
    pub(super) fn take(&mut self) -> Result<DatabaseTransaction, DbErr> {
        self.guard.as_deref_mut().and_then(Option::take).ok_or_else(|| misuse("the transaction is over"))
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        self.guard = None;
        self.open.drop_if_closed();
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
