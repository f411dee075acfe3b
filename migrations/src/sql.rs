//! SQL with a few words that differ by engine.
//!
//! | word | SQLite | PostgreSQL |
//! |---|---|---|
//! | `{id}` | `BLOB` | `uuid` |
//! | `{key}` | `TEXT` | `text COLLATE "C"`: compared bytewise, as SQLite does |
//! | `{time}` | `TEXT` | `timestamptz` |
//! | `{date}` | `TEXT` | `date` |
//! | `{json}` | `TEXT` | `jsonb` |
//! | `{bytes}` | `BLOB` | `bytea` |
//! | `{big}` | `INTEGER` | `bigint` |
//! | `{clustered}` | `WITHOUT ROWID` | (nothing) |
//! | `{nil}` | 16 zero bytes | the same |
//! | `{random}` | 16 random bytes | the same |

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Runs statements separated by `;`.
pub async fn run(manager: &SchemaManager<'_>, text: &str) -> Result<(), DbErr> {
    let words = match manager.get_database_backend() {
        DbBackend::Postgres => [
            ("{id}", "uuid"),
            ("{key}", "text COLLATE \"C\""),
            ("{time}", "timestamptz"),
            ("{date}", "date"),
            ("{json}", "jsonb"),
            ("{bytes}", "bytea"),
            ("{big}", "bigint"),
            ("{clustered}", ""),
            ("{nil}", "'00000000-0000-0000-0000-000000000000'::uuid"),
            ("{random}", "gen_random_uuid()"),
        ],
        _ => [
            ("{id}", "BLOB"),
            ("{key}", "TEXT"),
            ("{time}", "TEXT"),
            ("{date}", "TEXT"),
            ("{json}", "TEXT"),
            ("{bytes}", "BLOB"),
            ("{big}", "INTEGER"),
            ("{clustered}", "WITHOUT ROWID"),
            ("{nil}", "x'00000000000000000000000000000000'"),
            ("{random}", "randomblob(16)"),
        ],
    };
    let text = words.iter().fold(text.to_owned(), |text, (word, sql)| text.replace(word, sql));
    for statement in text.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Drops tables, in the order given.
pub async fn drop(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        manager.get_connection().execute_unprepared(&format!("DROP TABLE {table}")).await?;
    }
    Ok(())
}

/// A migration made of one text up and, to take it back, a list of tables to drop or another text.
macro_rules! migration {
    ($name:literal, up: $up:expr, down: $tables:expr) => {
        crate::sql::migration! { @made $name, $up, manager => crate::sql::drop(manager, $tables) }
    };
    ($name:literal, up: $up:expr, undo: $undo:expr) => {
        crate::sql::migration! { @made $name, $up, manager => crate::sql::run(manager, $undo) }
    };
    (@made $name:literal, $up:expr, $manager:ident => $down:expr) => {
        pub struct Migration;

        impl sea_orm_migration::prelude::MigrationName for Migration {
            fn name(&self) -> &str {
                $name
            }
        }

        #[async_trait::async_trait]
        impl sea_orm_migration::prelude::MigrationTrait for Migration {
            async fn up(
                &self,
                manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                crate::sql::run(manager, $up).await
            }

            async fn down(
                &self,
                $manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                $down.await
            }
        }
    };
}

pub(crate) use migration;
