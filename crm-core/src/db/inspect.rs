//! Looking at a database that may be unfit to be opened. Nothing is written, not even an SQLite file that is not there.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, QueryResult, Statement};

use super::{Options, SchemaStatus};
use crate::audit;
use crate::error::{Error, Result};
use crate::keys::{self, KeyState};
use crate::op::OpContext;

/// How long an inspection waits for the database.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many of the newest people are looked up in the search rows.
const SAMPLE: u32 = 1_000;

/// A database under inspection.
pub struct Inspection {
    read: DatabaseConnection,
    write: DatabaseConnection,
}

/// How a PostgreSQL server is set up.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ServerFacts {
    /// Its version, such as 150018.
    pub version: i32,
    /// Its encoding; UTF8 is needed.
    pub encoding: String,
    /// `synchronous_commit`; off loses acknowledged writes at a crash.
    pub synchronous_commit: String,
    /// `fsync`; off loses the whole database at a crash.
    pub fsync: String,
    /// Most connections it takes, of all programs.
    pub max_connections: i32,
    /// Whether it only follows another server.
    pub is_replica: bool,
}

impl Options {
    /// Connects without making, migrating or preparing anything. None when there is no SQLite file yet.
    pub async fn inspect(&self) -> Result<Option<Inspection>> {
        let file = self.url.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//"));
        let file = file.map(|rest| rest.split_once('?').map_or(rest, |(path, _)| path));
        if file.is_some_and(|path| !Path::new(path).exists()) {
            return Ok(None);
        }
        let options = Self { acquire_timeout: PATIENCE, max_connections: 1, ..self.clone() };
        let (read, write) = super::connect::connect(&options).await?;
        Ok(Some(Inspection { read, write }))
    }
}

impl Inspection {
    /// How the schema stands to this binary.
    pub async fn schema(&self) -> Result<SchemaStatus> {
        Ok(crm_migrations::status(&self.read).await?)
    }

    /// How a key file stands to the keys that the database knows.
    pub async fn keys(&self, file: &Path) -> Result<KeyState> {
        keys::state(&self.read, file).await
    }

    /// The first damage that SQLite's quick check finds; none too on PostgreSQL, which checks its own pages.
    pub async fn damage(&self) -> Result<Option<String>> {
        if self.backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        let told: String = self.one("PRAGMA quick_check(1)").await?.try_get_by_index(0)?;
        Ok(Some(told).filter(|told| told != "ok"))
    }

    /// How the PostgreSQL server is set up; none on SQLite.
    pub async fn server(&self) -> Result<Option<ServerFacts>> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let facts = "SELECT CAST(current_setting('server_version_num') AS integer) AS version,
            current_setting('server_encoding') AS encoding,
            current_setting('synchronous_commit') AS synchronous_commit,
            current_setting('fsync') AS fsync,
            CAST(current_setting('max_connections') AS integer) AS max_connections,
            pg_is_in_recovery() AS is_replica";
        Ok(Some(ServerFacts::from_query_result(&self.one(facts).await?, "")?))
    }

    /// How far the database server's clock is ahead of ours, to half the time that asking takes; none on SQLite,
    /// which has no clock of its own.
    pub async fn clock_ahead(&self) -> Result<Option<TimeDelta>> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let now = || OpContext::anonymous().at;
        let before = now();
        let theirs: DateTime<Utc> = self.one("SELECT clock_timestamp() AS at").await?.try_get("", "at")?;
        Ok(Some(theirs - (before + (now() - before) / 2)))
    }

    /// When the newest row of the record was written; none when there is none.
    pub async fn last_recorded(&self) -> Result<Option<DateTime<Utc>>> {
        let rows = self.all("SELECT at FROM audit ORDER BY id DESC LIMIT 1").await?;
        rows.first().map(|row| Ok(row.try_get("", "at")?)).transpose()
    }

    /// How many rows of the record wait for their number, and since when.
    pub async fn unsealed(&self) -> Result<(i64, Option<DateTime<Utc>>)> {
        let row = self.one(audit::UNSEALED).await?;
        Ok((row.try_get("", "unsealed")?, row.try_get("", "oldest")?))
    }

    /// How many services, and of the newest people, are not found by search though they should be.
    pub async fn unsearchable(&self) -> Result<i64> {
        let lacking = |table: &str, area: &str| {
            format!(
                "SELECT COUNT(*) AS lacking FROM {table} AS r WHERE NOT EXISTS
                 (SELECT 1 FROM search_token AS t WHERE t.record_id = r.id AND t.area = '{area}')"
            )
        };
        let people = format!("(SELECT id FROM beneficiary WHERE status = 'active' ORDER BY id DESC LIMIT {SAMPLE})");
        let mut sum = 0;
        for (table, area) in [("service", "service"), (&people, "beneficiary")] {
            let lacking: i64 = self.one(&lacking(table, area)).await?.try_get("", "lacking")?;
            sum += lacking;
        }
        Ok(sum)
    }

    /// Ends the inspection.
    pub async fn close(self) -> Result<()> {
        self.read.close().await?;
        self.write.close().await?;
        Ok(())
    }

    fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    async fn all(&self, sql: &str) -> Result<Vec<QueryResult>> {
        Ok(self.read.query_all_raw(Statement::from_string(self.backend(), sql)).await?)
    }

    async fn one(&self, sql: &str) -> Result<QueryResult> {
        self.all(sql).await?.into_iter().next().ok_or(Error::Corrupt { what: "answer" })
    }
}
