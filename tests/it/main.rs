//! The integration suite: stories through GraphQL and HTTP, a module per area. The same suite runs on SQLite and,
//! with `CRM_TEST_DATABASE_URL` set, on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]
#![allow(
    clippy::large_futures,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    clippy::cast_possible_wrap,
    clippy::redundant_closure_for_method_calls,
    clippy::default_trait_access,
    reason = "tests are read, not tuned"
)]

mod accounts;
mod beneficiaries;
mod beneficiary_walls;
mod calendar;
mod callers;
mod catalogue;
mod catalogue_api;
mod db;
mod demo;
mod doctor;
mod documents;
mod fuzzed;
mod gate;
mod graphql;
mod hostile;
mod http;
mod import;
mod imports_api;
mod interactions;
mod inventory;
mod metrics;
mod migrations;
mod pages;
mod plans;
mod policy;
mod record;
mod rust_client;
mod schema;
mod search;
mod staff;
mod statements;
mod story;
mod wire;
