//! What an installation is opened with.

use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;

use crate::documents::Storage;
use crate::keys::Keys;
use crate::purpose::Purposes;
use crate::text::LanguageTag;

/// How to open a database.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite://PATH` or `postgres://…`.
    pub url: String,
    /// Where the keys for personal data come from.
    pub keys: Keys,
    /// Bring the schema up to date first. With `false`, an out-of-date schema is an error.
    pub migrate: bool,
    /// What the installation decides once.
    pub settings: Settings,
    /// Most connections: of the pool on PostgreSQL, of the read pool on SQLite (its writer is one).
    pub max_connections: u32,
    /// How long a request waits for a connection before it is answered `Unavailable`.
    pub acquire_timeout: Duration,
    /// Prepared statements kept per connection; 0 behind a transaction-pooling proxy.
    pub statement_cache: usize,
}

impl Options {
    /// An SQLite file, made and migrated when it is not there.
    pub fn sqlite(path: impl Into<PathBuf>, keys: Keys) -> Self {
        Self::new(format!("sqlite://{}", path.into().display()), keys)
    }

    /// A database by its address.
    pub fn new(url: impl Into<String>, keys: Keys) -> Self {
        Self {
            url: url.into(),
            keys,
            migrate: true,
            settings: Settings::default(),
            max_connections: 10,
            acquire_timeout: Duration::from_secs(10),
            statement_cache: 256,
        }
    }
}

/// What the installation decides once and every operation may ask.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The language every published text must have, and the last fallback. Default: Arabic.
    pub language: LanguageTag,
    /// The zone in which days, months and both calendars are reckoned. Default: Asia/Riyadh.
    pub zone: Tz,
    /// For what personal data may be read. Default: what every installation knows.
    pub purposes: Purposes,
    /// Where documents are kept, and how large they may be. Default: none are taken.
    pub documents: Storage,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: LanguageTag::arabic(),
            zone: Tz::Asia__Riyadh,
            purposes: Purposes::default(),
            documents: Storage::default(),
        }
    }
}

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// A server, any number of processes.
    Postgres,
}
