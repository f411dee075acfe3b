//! The server and the command line of Mustafid: configuration, HTTP, and the commands that work beside a
//! running server. `main.rs` only parses and exits; tests start the same application in process.

pub mod auth;
pub(crate) mod bar;
pub mod bucket;
pub mod cli;
pub mod client;
pub mod commands;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod errors_page;
pub mod failure;
pub mod http;
pub mod metrics;
pub mod seed;
pub mod serve;
pub mod telemetry;
pub mod web;
pub mod workers;

pub use cli::Cli;
pub use config::Config;
pub use failure::{Failure, Outcome};
