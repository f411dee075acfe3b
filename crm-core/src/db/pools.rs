//! How busy the connections are, for those who watch an installation.

use sea_orm::DatabaseConnection;

use super::{Db, Engine};

/// One pool of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUse {
    /// `read` and `write` on SQLite, `all` on PostgreSQL, where one pool serves both.
    pub name: &'static str,
    /// Most connections it opens.
    pub most: u32,
    /// Connections that are open.
    pub open: u32,
    /// Open ones that nobody uses.
    pub idle: u32,
}

impl Db {
    /// The pools behind this handle; none where a host brought connections of its own kind.
    pub fn pools(&self) -> Vec<PoolUse> {
        let pools: &[_] = match self.engine() {
            Engine::Sqlite => &[("read", &self.shared.read), ("write", &self.shared.write)],
            Engine::Postgres => &[("all", &self.shared.write)],
        };
        pools.iter().filter_map(|(name, connection)| of(name, connection)).collect()
    }
}

fn of(name: &'static str, connection: &DatabaseConnection) -> Option<PoolUse> {
    match &connection.inner {
        #[cfg(feature = "sqlite")]
        sea_orm::DatabaseConnectionType::SqlxSqlitePoolConnection(_) => {
            Some(usage(name, connection.get_sqlite_connection_pool()))
        }
        #[cfg(feature = "postgres")]
        sea_orm::DatabaseConnectionType::SqlxPostgresPoolConnection(_) => {
            Some(usage(name, connection.get_postgres_connection_pool()))
        }
        _ => None,
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn usage<D: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<D>) -> PoolUse {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    PoolUse { name, most: pool.options().get_max_connections(), open: pool.size(), idle }
}
