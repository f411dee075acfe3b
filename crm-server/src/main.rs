//! Parses, runs, exits: 0 done, 1 failed, 2 usage, 3 partly.

use std::process::ExitCode;

use clap::Parser;
use crm_server::{Cli, Failure, Outcome, commands};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            eprintln!("crm-server: {}", failure.sentence(&Failure::language_of_process()));
            failure.into()
        }
    }
}

fn run(cli: Cli) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|source| Failure::Io { what: "starting the worker threads".into(), source })?;
    runtime.block_on(commands::run(cli))
}
