//! What every integration test uses.
//!
//! ```text
//! #[tokio::test]
//! async fn a_story() {
//!     let db = TestDb::open().await;                                  // own database, migrated; derefs to `Db`
//!     let op = op::agent(department);                                 // who asks
//!     let answer = gql(&db, &op, "query($id: ID!) { … }", json!({ "id": id })).await.ok();
//!     let sent = statements(&db, async { … }).await;                  // how many statements went out
//!     for plan in plans(&db, async |db| { … }).await { … }            // how the engine would run each
//! }
//! ```
//!
//! `CRM_TEST_DATABASE_URL` decides the engine: unset means SQLite; `postgres://…` names a server on which the
//! tests may make and drop databases (`.ci/postgres run COMMAND` starts one).
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]
#![allow(clippy::missing_panics_doc, reason = "every helper panics when the test cannot go on")]
#![allow(clippy::format_collect, clippy::needless_pass_by_value, reason = "tests are read, not tuned")]

mod cancel;
mod database;
pub mod fuzzed;
mod graphql;
pub mod introspect;
pub mod op;
mod people;
mod server;
mod sql;
mod workers;
mod world;

pub use cancel::{Cancelled, Drop, cancel_after, within};
pub use database::{TestDb, engine, open};
pub use graphql::{Answer, gql, gql_on};
pub use people::{People, Person, department};
pub use server::{Server, answer, config};
pub use sql::{Plan, number, plans, rows, sent, sql, statements};
pub use workers::die_over_and_over;
pub use world::Samples;

/// A time as text, such as `2026-03-01T08:30:00+03:00`.
pub fn time(text: &str) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::parse_from_rfc3339(text).expect("an RFC 3339 time").to_utc()
}
