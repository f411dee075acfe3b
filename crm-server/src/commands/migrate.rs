//! `migrate status` and `migrate up`.

use std::path::Path;

use crm_core::Keys;
use crm_core::db::SchemaStatus;
use serde_json::json;

use super::{open, unreachable_database};
use crate::cli::{Format, MigrateCommand};
use crate::config::Config;
use crate::failure::{Failure, Outcome};

pub(super) async fn run(config: &Config, command: MigrateCommand, format: Format) -> Result<Outcome, Failure> {
    let before = status(config).await?;
    if matches!(command, MigrateCommand::Status) {
        print_status(before.as_ref(), format);
        return Ok(Outcome::Done);
    }
    // Opening says what is wrong with a newer schema. Migrating touches no personal data, so no keys are opened.
    open(config, Keys::None, true).await?.close().await?;
    let applied = match before {
        Some(SchemaStatus::Pending(names)) => format!("{} migration(s) applied", names.len()),
        None => "the database was made".to_owned(),
        Some(_) => "nothing was pending".to_owned(),
    };
    match format {
        Format::Text => println!("{applied}; the schema is up to date."),
        Format::Json => println!("{}", json!({ "state": "current" })),
    }
    Ok(Outcome::Done)
}

/// None when there is no database yet.
async fn status(config: &Config) -> Result<Option<SchemaStatus>, Failure> {
    if config.database_url.sqlite_file().is_some_and(|file| !Path::new(file).exists()) {
        return Ok(None);
    }
    let status = config.database(Keys::None).schema_status().await;
    status.map(Some).map_err(|error| unreachable_database(config, error))
}

fn print_status(status: Option<&SchemaStatus>, format: Format) {
    let (state, pending, text): (_, &[String], _) = match status {
        None => ("absent", &[], "There is no database yet; `migrate up` or the first start makes it.".to_owned()),
        Some(SchemaStatus::Current) => ("current", &[], "The schema is up to date.".to_owned()),
        Some(SchemaStatus::Pending(names)) => {
            ("pending", names, format!("Pending, `migrate up` applies them:\n  {}", names.join("\n  ")))
        }
        Some(SchemaStatus::Newer { applied }) => {
            ("newer", &[], format!("The database was written by a newer version: it has the migration {applied}."))
        }
    };
    match format {
        Format::Text => println!("{text}"),
        Format::Json => println!("{}", json!({ "state": state, "pending": pending })),
    }
}
