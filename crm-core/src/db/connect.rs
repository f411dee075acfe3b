//! Opening: pools, schema, keys.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use sea_orm::DatabaseConnection;

use super::{Conn, Db, Options, Settings, Shared};
use crate::error::{Error, Result};
use crate::keys::{KeyRing, Keys};

impl Db {
    /// Opens a database: connects, migrates if asked, and makes sure that the keys are the ones with which its
    /// rows were written. Fails with `Setup`, naming the remedy, when the schema is newer than this binary
    /// or a key is missing.
    pub async fn open(options: Options) -> Result<Self> {
        let (read, write) = connect(&options).await?;
        Self::prepare(read, write, options.keys, options.settings, options.migrate).await
    }

    /// A database over connections that a host already has. `read` may be a clone of `write` on PostgreSQL; on
    /// SQLite `write` must be a pool of one connection with foreign keys on.
    pub async fn from_connections(
        read: DatabaseConnection,
        write: DatabaseConnection,
        keys: Keys,
        settings: Settings,
    ) -> Result<Self> {
        Self::prepare(read, write, keys, settings, false).await
    }

    async fn prepare(
        read: DatabaseConnection,
        write: DatabaseConnection,
        keys: Keys,
        settings: Settings,
        migrate: bool,
    ) -> Result<Self> {
        super::schema::ensure(&write, migrate).await?;
        let ring = KeyRing::open(&write, keys).await?;
        let shared = Shared {
            read,
            write,
            settings,
            keys: ring,
            statements: AtomicU64::new(0),
            epoch: AtomicU64::new(0),
            recorded: tokio::sync::Notify::new(),
            memory: Mutex::new(HashMap::new()),
        };
        Ok(Self { conn: Conn::Pool, shared: Arc::new(shared), asked: None })
    }

    /// Closes the pools; waits for statements under way.
    pub async fn close(self) -> Result<()> {
        self.shared.read.close_by_ref().await?;
        self.shared.write.close_by_ref().await?;
        Ok(())
    }
}

#[cfg_attr(
    not(any(feature = "sqlite", feature = "postgres")),
    expect(unused_variables, reason = "no engine is built in")
)]
pub(super) async fn connect(options: &Options) -> Result<(DatabaseConnection, DatabaseConnection)> {
    #[cfg(feature = "sqlite")]
    if options.url.starts_with("sqlite:") {
        return sqlite(options).await;
    }
    #[cfg(feature = "postgres")]
    if options.url.starts_with("postgres://") || options.url.starts_with("postgresql://") {
        return postgres(options).await;
    }
    Err(Error::Setup(
        "the database address must start with sqlite:// or postgres://, and its engine must be built in".into(),
    ))
}

/// One writer and a read-only pool over the same file. WAL with `synchronous=FULL`, so that a commit that
/// returned is on the disk; deleted content is overwritten.
#[cfg(feature = "sqlite")]
async fn sqlite(options: &Options) -> Result<(DatabaseConnection, DatabaseConnection)> {
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
    let setup = |error: sqlx::Error| {
        Error::Setup(format!("the SQLite file cannot be opened ({error}); check the path and its permissions"))
    };
    let connect: SqliteConnectOptions = options.url.parse().map_err(setup)?;
    let connect = connect
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(options.acquire_timeout)
        .foreign_keys(true)
        .statement_cache_capacity(options.statement_cache)
        .pragma("secure_delete", "ON")
        .pragma("cache_size", "-8192");
    let pool = |size| SqlitePoolOptions::new().max_connections(size).acquire_timeout(options.acquire_timeout);
    // The writer opens first: it makes the file and puts it into WAL mode.
    let write = pool(1).connect_with(connect.clone()).await.map_err(setup)?;
    let read = pool(options.max_connections).connect_with(connect.read_only(true)).await.map_err(setup)?;
    let adopt = sea_orm::SqlxSqliteConnector::from_sqlx_sqlite_pool;
    Ok((adopt(read), adopt(write)))
}

#[cfg(feature = "postgres")]
async fn postgres(options: &Options) -> Result<(DatabaseConnection, DatabaseConnection)> {
    use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
    // The address may hold a password, so the driver's own words are kept for the log.
    let setup = |error: sqlx::Error| Error::Unavailable(Some(Box::new(error)));
    let connect: PgConnectOptions = options.url.parse().map_err(|_| {
        Error::Setup("the PostgreSQL address is malformed; it reads postgres://user:password@host:port/database".into())
    })?;
    let connect = connect.statement_cache_capacity(options.statement_cache).application_name("mustafid");
    let pool = PgPoolOptions::new()
        .max_connections(options.max_connections)
        .acquire_timeout(options.acquire_timeout)
        .connect_with(connect)
        .await
        .map_err(setup)?;
    let write = sea_orm::SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok((write.clone(), write))
}
