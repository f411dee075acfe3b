//! What the program does, a file per subcommand. They work beside a running server.

pub mod admin;
pub mod audit;
mod completions;
mod config;
mod doctor;
pub(crate) mod healthcheck;
pub mod import;
pub mod inventory;
pub mod jobs;
mod migrate;
mod rebuild;
mod schema;
pub mod seed;
pub mod token;
mod year;

use std::path::Path;

use crm_core::{Db, Error, Keys, OpContext};

use crate::cli::{Cli, Command, Format, ServeArgs};
use crate::config::{Config, Resolved, Sources};
use crate::failure::{Failure, Outcome};
use crate::{bucket, serve, telemetry};

/// Runs what the command line asks for.
pub async fn run(cli: Cli) -> Result<Outcome, Failure> {
    let Cli { settings, serve: bare, format, command } = cli;
    let command = match command {
        None => Command::Serve(bare),
        Some(Command::Serve(word)) => {
            let ServeArgs { demo, no_migrate } = word;
            Command::Serve(ServeArgs { demo: demo || bare.demo, no_migrate: no_migrate || bare.no_migrate })
        }
        Some(_) if bare != ServeArgs::default() => {
            return Err(Failure::Usage("--demo and --no-migrate belong to serve; leave them out here".into()));
        }
        Some(other) => other,
    };
    let demo = matches!(&command, Command::Serve(ServeArgs { demo: true, .. }));
    let read = Sources::of_process(&settings, demo).resolve().and_then(|resolved| {
        let config = Config::read(&resolved)?;
        Ok((config, resolved))
    });
    let (config, resolved) = match read {
        Ok(read) => read,
        // A configuration that cannot be read is what the doctor may have been called for.
        Err(error) if matches!(command, Command::Doctor) => return doctor::run(Err(&error), format).await,
        Err(error) => return Err(error.into()),
    };
    telemetry::start(&config)?;
    // Every command's future is in it.
    Box::pin(dispatch(command, &config, &resolved, format)).await
}

async fn dispatch(
    command: Command,
    config: &Config,
    resolved: &[Resolved],
    format: Format,
) -> Result<Outcome, Failure> {
    match command {
        Command::Serve(args) => serve::run(config, args).await,
        Command::Migrate(command) => migrate::run(config, command, format).await,
        Command::Admin(command) => admin::run(config, command, format).await,
        Command::Token(command) => token::run(config, command, format).await,
        Command::Config(command) => Ok(config::run(resolved, command, format)),
        Command::Schema(command) => schema::run(config, command, format),
        Command::Import(command) => import::run(config, command, format).await,
        Command::Seed(args) => seed::run(config, args, format).await,
        Command::Audit(command) => audit::run(config, command, format).await,
        Command::Jobs(command) => jobs::run(config, command, format).await,
        Command::Inventory(command) => inventory::run(config, command, format).await,
        Command::Search(_) => rebuild::search(config, format).await,
        Command::Catalogue(_) => rebuild::catalogue(config, format).await,
        Command::Doctor => doctor::run(Ok(config), format).await,
        Command::Healthcheck => healthcheck::run(config, format).await,
        Command::Completions { shell } => Ok(completions::print(shell)),
    }
}

/// Opens the database, making what is not there yet: the folder, the file, the schema.
pub(crate) async fn open(config: &Config, keys: Keys, migrate: bool) -> Result<Db, Failure> {
    if let Some(folder) = config.database_url.sqlite_file().and_then(|file| Path::new(file).parent()) {
        make_private(folder).map_err(Failure::io(format!("making the folder {}", folder.display())))?;
    }
    let mut options = crm_core::Options { migrate, ..config.database(keys) };
    options.settings.documents.place = Some(bucket::place(config)?);
    Db::open(options).await.map_err(|error| unreachable_database(config, error))
}

/// Makes a folder that only its owner may enter; one that is there stays as it is.
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Names the address when it is the connection that failed.
pub(crate) fn unreachable_database(config: &Config, error: Error) -> Failure {
    match error {
        Error::Unavailable(_) => Failure::Database { address: config.database_url.masked(), source: error },
        other => other.into(),
    }
}

/// The command line acts as the installation itself: whoever may run it may do everything.
pub(crate) fn operator() -> OpContext {
    OpContext::system("command-line").in_language(Failure::language_of_process())
}
