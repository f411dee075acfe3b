//! The integration suite: stories through GraphQL and HTTP, a module per area. The same suite runs on SQLite and,
//! with `CRM_TEST_DATABASE_URL` set, on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod beneficiaries;
mod calendar;
mod catalogue;
mod catalogue_api;
mod db;
mod demo;
mod graphql;
mod hostile;
mod http;
mod import;
mod interactions;
mod migrations;
mod plans;
mod policy;
mod readme;
mod schema;
mod search;
mod staff;
mod statements;
