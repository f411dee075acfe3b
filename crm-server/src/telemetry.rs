//! Log lines on standard error: text for people, JSON for programs. What is logged holds no personal data: a
//! request's line has its route, never its path, query or variables. Every line that is written while a request is
//! carried out has its id.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};
use crate::failure::Failure;

/// Our own parts, which never log a value that a person or a caller gave.
const OURS: [&str; 4] = ["crm_core", "crm_graphql", "crm_server", "crm_migrations"];
/// Parts that say little of use at the usual level; the setting may still name them.
const QUIET: &str = "actix_server=warn,sea_orm_migration=warn";

/// Starts logging for the whole process; called by the program, never by the library.
pub fn start(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::new(directives(&config.log_level.0));
    let terminal = stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(terminal);
    let text = match config.log_format {
        LogFormat::Auto => terminal,
        LogFormat::Text => true,
        LogFormat::Json => false,
    };
    let started =
        if text { lines.try_init() } else { lines.json().flatten_event(true).with_span_list(false).try_init() };
    started.map_err(|error| Failure::Io { what: "starting the log".into(), source: std::io::Error::other(error) })
}

/// The setting as it is taken: a bare level finer than info counts for our own parts only, because others then write
/// down whole requests, with tokens and bodies. Who names such a part asks for that.
fn directives(setting: &str) -> String {
    let fine = |level: &str| ["debug", "trace"].iter().any(|fine| level.eq_ignore_ascii_case(fine));
    let parts = setting.split(',').map(|one| match one.trim() {
        level if fine(level) => {
            let ours: Vec<String> = OURS.iter().map(|part| format!("{part}={level}")).collect();
            format!("info,{}", ours.join(","))
        }
        other => other.to_owned(),
    });
    format!("{QUIET},{}", parts.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fine_levels_are_for_our_own_parts() {
        assert_eq!(directives("warn"), format!("{QUIET},warn"));
        let fine = directives("TRACE,actix_http=debug");
        assert!(fine.ends_with("crm_migrations=TRACE,actix_http=debug") && fine.contains(",info,crm_core=TRACE,"));
        assert!(EnvFilter::try_new(&fine).is_ok(), "{fine}");
    }
}
