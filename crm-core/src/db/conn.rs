//! `Db` as sea-orm's connection: the one place where a statement leaves the house.

use std::pin::Pin;

use futures_util::{Stream, TryStreamExt};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement, StatementBuilder, StreamTrait};

use super::{Conn, Db, refused};

/// Runs `$call` on the open transaction's connection; outside one, answers `$outside`.
macro_rules! in_tx {
    ($db:ident, $sql:expr, $outside:expr, |$txn:ident| $call:expr) => {
        match &$db.conn {
            Conn::Pool => $outside,
            Conn::Tx { tx, scope } => {
                let lease = tx.lease(*scope).await?;
                $db.shared.count($sql);
                let $txn = lease.txn()?;
                lease.run($call).await
            }
        }
    };
}

#[async_trait::async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        self.shared.write.get_database_backend()
    }

    async fn execute_raw(&self, stmt: Statement) -> Result<ExecResult, DbErr> {
        in_tx!(self, &stmt.sql, Err(refused()), |txn| txn.execute_raw(stmt))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        in_tx!(self, sql, Err(refused()), |txn| txn.execute_unprepared(sql))
    }

    async fn query_one_raw(&self, stmt: Statement) -> Result<Option<QueryResult>, DbErr> {
        in_tx!(self, &stmt.sql, Err(refused()), |txn| txn.query_one_raw(stmt))
    }

    async fn query_all_raw(&self, stmt: Statement) -> Result<Vec<QueryResult>, DbErr> {
        in_tx!(self, &stmt.sql, Err(refused()), |txn| txn.query_all_raw(stmt))
    }

    async fn query_one<S: StatementBuilder>(&self, stmt: &S) -> Result<Option<QueryResult>, DbErr> {
        let stmt = ConnectionTrait::get_database_backend(self).build(stmt);
        if matches!(self.conn, Conn::Pool) && is_select(&stmt) {
            self.shared.count(&stmt.sql);
            return self.shared.read.query_one_raw(stmt).await;
        }
        self.query_one_raw(stmt).await
    }

    async fn query_all<S: StatementBuilder>(&self, stmt: &S) -> Result<Vec<QueryResult>, DbErr> {
        let stmt = ConnectionTrait::get_database_backend(self).build(stmt);
        if matches!(self.conn, Conn::Pool) && is_select(&stmt) {
            self.shared.count(&stmt.sql);
            return self.shared.read.query_all_raw(stmt).await;
        }
        self.query_all_raw(stmt).await
    }
}

impl StreamTrait for Db {
    type Stream<'a> = Pin<Box<dyn Stream<Item = Result<QueryResult, DbErr>> + Send + 'a>>;

    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(self)
    }

    /// Refused, like every raw statement outside a transaction; see [`stream`](StreamTrait::stream).
    fn stream_raw<'a>(
        &'a self,
        _stmt: Statement,
    ) -> Pin<Box<dyn Future<Output = Result<Self::Stream<'a>, DbErr>> + 'a + Send>> {
        Box::pin(async { Err(refused()) })
    }

    /// Streams a SELECT from the read pool, holding one of its connections while it lives. Inside a
    /// transaction there is one connection only, so the rows are fetched at once.
    fn stream<'a, S: StatementBuilder + Sync>(
        &'a self,
        stmt: &S,
    ) -> Pin<Box<dyn Future<Output = Result<Self::Stream<'a>, DbErr>> + 'a + Send>> {
        let stmt = ConnectionTrait::get_database_backend(self).build(stmt);
        Box::pin(async move {
            if !is_select(&stmt) {
                return Err(refused());
            }
            let stream: Self::Stream<'a> = match &self.conn {
                Conn::Pool => {
                    self.shared.count(&stmt.sql);
                    Box::pin(self.shared.read.stream_raw(stmt).await?.into_stream())
                }
                Conn::Tx { .. } => {
                    let rows = self.query_all_raw(stmt).await?;
                    Box::pin(futures_util::stream::iter(rows.into_iter().map(Ok)))
                }
            };
            Ok(stream)
        })
    }
}

/// Whether a *built* statement reads: a builder renders one statement, so its first word tells. (Text written
/// by hand can hold several and goes through `Db::read_raw` only.)
fn is_select(stmt: &Statement) -> bool {
    stmt.sql.starts_with("SELECT ")
}
