//! The command line: flags and subcommands, no work.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::admin::AdminCommand;
use crate::commands::audit::AuditCommand;
use crate::commands::import::ImportCommand;
use crate::commands::inventory::InventoryCommand;
use crate::commands::jobs::JobsCommand;
use crate::commands::seed::SeedArgs;
use crate::commands::token::TokenCommand;
use crate::config::Flags;

/// Service catalogue and beneficiary relations for public bodies
///
/// Without a subcommand it serves. Exit codes: 0 done, 1 failed, 2 usage, 3 partly done.
#[derive(Debug, Parser)]
#[command(name = "crm-server", version)]
pub struct Cli {
    /// Settings by flag.
    #[command(flatten)]
    pub settings: Flags,
    /// The flags of `serve`, which may stand without the word.
    #[command(flatten)]
    pub serve: ServeArgs,
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
    /// What to do; serving when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON value on standard output.
    Json,
}

/// What `serve` takes besides the settings.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct ServeArgs {
    /// Fill a fictional emirate into a data directory of its own (crm-demo, unless --data-dir is given)
    #[arg(long)]
    pub demo: bool,
    /// Refuse to start when the schema is not up to date, rather than migrating
    #[arg(long)]
    pub no_migrate: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server (what happens without a subcommand)
    Serve(ServeArgs),
    /// Look at the database's schema, or bring it up to date
    #[command(subcommand)]
    Migrate(MigrateCommand),
    /// Let an administrator in
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Make, list and revoke API tokens
    #[command(subcommand)]
    Token(TokenCommand),
    /// Bring in an existing inventory
    #[command(subcommand)]
    Import(ImportCommand),
    /// Show the configuration in force, or an example file
    #[command(subcommand)]
    Config(ConfigCommand),
    /// The GraphQL schema
    #[command(subcommand)]
    Schema(SchemaCommand),
    /// Register synthetic people and log contacts with them
    Seed(SeedArgs),
    /// The record of who did what
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Long work that the server carries out in steps
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Results of the periodic inventory
    #[command(subcommand)]
    Inventory(InventoryCommand),
    /// The search index
    #[command(subcommand)]
    Search(SearchCommand),
    /// The catalogue's derived tables
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Look at everything the installation stands on, and say what to do where something is wrong; exit code 0 or 1
    Doctor,
    /// Ask the server of this configuration whether it is ready; exit code 0 or 1
    Healthcheck,
    /// Print what a shell needs to complete this command line
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// `migrate …`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum MigrateCommand {
    /// Say which migrations are pending
    Status,
    /// Apply what is pending
    Up,
}

/// `config …`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print each value with its origin, secrets masked
    Show,
    /// Print a commented configuration file with the defaults
    Example,
}

/// `schema …`
#[derive(Clone, Debug, Subcommand)]
pub enum SchemaCommand {
    /// Print the schema in SDL
    Export,
    /// Name what differs from the released schema; exit code 1 when a difference breaks callers
    Check {
        /// A file with the schema to compare with, instead of the released one
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
    },
    /// Print the table of error codes (Markdown)
    Errors,
    /// List the registered documents: the id that a request may send instead of the text, and the name
    Documents,
}

/// `search …`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum SearchCommand {
    /// Make it anew from the records
    Rebuild,
}

/// `catalogue …`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum CatalogueCommand {
    /// Make them anew from the cards
    Reindex,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serving_takes_its_flags_with_and_without_the_word() {
        let bare = Cli::try_parse_from(["crm-server", "--demo", "--http-bind", "127.0.0.1:1"]).unwrap();
        assert!(bare.serve.demo && bare.command.is_none());
        let word = Cli::try_parse_from(["crm-server", "serve", "--demo", "--http-bind", "127.0.0.1:1"]).unwrap();
        assert!(matches!(word.command, Some(Command::Serve(ServeArgs { demo: true, .. }))));
        assert_eq!(bare.settings.http_bind, word.settings.http_bind);
    }
}
