//! `completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::failure::Outcome;

/// Prints the script that a shell reads to complete our command line.
pub(super) fn print(shell: Shell) -> Outcome {
    clap_complete::generate(shell, &mut Cli::command(), "crm-server", &mut std::io::stdout());
    Outcome::Done
}
