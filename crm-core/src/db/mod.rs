//! The handle. [`Db`] is a read pool and a writer, or an open transaction; operations take it first and do
//! not know which.
//!
//! - [`Db::begin`] is the only `begin` in the house: IMMEDIATE on SQLite, a savepoint when nested. It gives a
//!   [`Tx`], which derefs to `Db`, so that operations compose.
//! - Statements outside a `Tx` are reads. A write outside a `Tx` is refused here, on both engines: only
//!   statements built as SELECT, or raw ones through `Db::read_raw`, pass.
//! - A `Tx` dropped without [`Tx::commit`] is rolled back, a nested one to its own savepoint only: the scope is
//!   noted, and the next statement on the transaction first rolls back to it. A clone of a handle that
//!   outlives its `Tx` answers an error, and so does a `Tx` in which a statement failed or was cancelled.

mod conn;
mod connect;
#[cfg(feature = "migrate")]
mod inspect;
mod meter;
mod open;
mod options;
mod pools;
mod schema;
mod scopes;
mod tx;

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, Statement, Value};

use tokio::sync::Notify;

use crate::access::Access;
use crate::error::Result;
use crate::keys::KeyRing;

#[cfg(feature = "migrate")]
pub use inspect::{Inspection, ServerFacts};
pub use meter::Meter;
pub use options::{Engine, Options, Settings};
pub use pools::PoolUse;
#[cfg(feature = "migrate")]
pub use schema::SchemaStatus;
pub use tx::Tx;

/// A database of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    conn: Conn,
    shared: Arc<Shared>,
    /// When the request began that this handle is for.
    asked: Option<Instant>,
}

#[derive(Clone)]
enum Conn {
    Pool,
    Tx { tx: Arc<open::Open>, scope: u32 },
}

struct Shared {
    read: DatabaseConnection,
    write: DatabaseConnection,
    settings: Settings,
    keys: KeyRing,
    statements: AtomicU64,
    /// Counts commits that changed what processes hold in memory.
    epoch: AtomicU64,
    /// Rings at every commit that recorded something.
    recorded: Notify,
    memory: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Db {
    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match self.shared.write.get_database_backend() {
            DbBackend::Postgres => Engine::Postgres,
            _ => Engine::Sqlite,
        }
    }

    /// The installation's settings.
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// The keys with which personal data is protected.
    pub(crate) fn keys(&self) -> &KeyRing {
        &self.shared.keys
    }

    /// How many statements were sent through this handle and its clones, BEGIN and COMMIT included.
    pub fn statements(&self) -> u64 {
        self.shared.statements.load(Ordering::Relaxed)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.shared.read.ping().await?;
        Ok(())
    }

    /// Whether this handle is inside a transaction.
    pub(crate) fn in_tx(&self) -> bool {
        matches!(self.conn, Conn::Tx { .. })
    }

    /// A raw statement that reads. The SQL is a constant of ours and `values` are bound, never spliced in;
    /// placeholders are `$1..` on both engines. SQLite's read pool cannot write; on PostgreSQL the word of the
    /// caller is taken, so keep these few.
    pub(crate) async fn read_raw(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>> {
        let statement = Statement::from_sql_and_values(self.shared.read.get_database_backend(), sql, values);
        Ok(match &self.conn {
            Conn::Pool => {
                self.shared.count(&statement.sql);
                self.shared.read.query_all_raw(statement).await?
            }
            Conn::Tx { tx, scope } => {
                let lease = tx.lease(*scope).await?;
                self.shared.count(&statement.sql);
                lease.run(lease.txn()?.query_all_raw(statement)).await?
            }
        })
    }

    /// A place in memory for one value of type `T` per process, made on first use.
    pub(crate) fn memory<T: Default + Any + Send + Sync>(&self) -> Arc<T> {
        let mut memory = self.shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = memory.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        Arc::clone(slot).downcast().unwrap_or_default()
    }

    /// The same database outside any transaction.
    pub(crate) fn outside(&self) -> Self {
        Self { conn: Conn::Pool, ..self.clone() }
    }

    /// As of when what is held in memory must be fresh: the beginning of the request, so that it is not looked for anew
    /// in the middle of one; otherwise now.
    pub(crate) fn asked(&self) -> Instant {
        self.asked.unwrap_or_else(Instant::now)
    }

    /// The same database for a request that begins now.
    pub(crate) fn asked_now(&self) -> Self {
        Self { asked: Some(Instant::now()), ..self.clone() }
    }

    /// Notes that the open transaction writes to the record.
    pub(crate) fn note_record(&self) {
        if let Conn::Tx { tx, .. } = &self.conn {
            tx.note_record();
        }
    }

    /// Returns at the next commit of this process that wrote to the record.
    pub(crate) async fn recorded(&self) {
        self.shared.recorded.notified().await;
    }

    /// Notes whom the open transaction's reads showed, to be written with its commit; outside one, gives it back.
    pub(crate) fn note_access(&self, access: Access) -> Option<Access> {
        match &self.conn {
            Conn::Pool => Some(access),
            Conn::Tx { tx, .. } => {
                tx.accesses().push(access);
                None
            }
        }
    }

    /// Counts this process's commits that changed what is held in memory.
    pub(crate) fn epoch(&self) -> u64 {
        self.shared.epoch.load(Ordering::SeqCst)
    }

    /// Notes that the open transaction changes what processes hold in memory.
    pub(crate) fn touch(&self) {
        if let Conn::Tx { tx, .. } = &self.conn {
            tx.touch();
        }
    }

    /// Whether the open transaction changed what processes hold in memory.
    pub(crate) fn touched(&self) -> bool {
        matches!(&self.conn, Conn::Tx { tx, .. } if tx.touched())
    }
}

impl Shared {
    /// Notes a statement about to be sent. The log gets its text, never its values.
    fn count(&self, sql: &str) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        Meter::count();
        tracing::trace!(target: "crm_core::sql", sql);
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("engine", &self.engine()).field("in_tx", &self.in_tx()).finish_non_exhaustive()
    }
}

/// A write was tried outside a transaction: a defect of the operation.
fn refused() -> DbErr {
    DbErr::Custom("a write outside a transaction was refused".into())
}
