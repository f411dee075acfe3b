//! Log lines on standard error: text for people, JSON for programs. What is logged holds no personal data: a
//! request's line has its route, never its path, query or variables.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};
use crate::failure::Failure;

/// Parts that say little of use at the usual level; the setting may still name them.
const QUIET: &str = "actix_server=warn,sea_orm_migration=warn";

/// Starts logging for the whole process; called by the program, never by the library.
pub fn start(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::new(format!("{QUIET},{}", config.log_level.0));
    let terminal = stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(terminal);
    let text = match config.log_format {
        LogFormat::Auto => terminal,
        LogFormat::Text => true,
        LogFormat::Json => false,
    };
    let started = if text { lines.try_init() } else { lines.json().flatten_event(true).try_init() };
    started.map_err(|error| Failure::Io { what: "starting the log".into(), source: std::io::Error::other(error) })
}
