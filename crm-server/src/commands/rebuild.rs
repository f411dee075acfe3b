//! `search rebuild` and `catalogue reindex`: what is computed from the records is computed again.

use crm_core::catalogue::services;
use crm_core::{Keys, search};
use serde_json::json;

use super::{open, operator};
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

/// Makes the search rows anew.
pub(super) async fn search(config: &Config, format: Format) -> Result<Outcome, Failure> {
    // Names of people are searched by keyed tokens.
    let db = open(config, config.keys(), true).await?;
    let records = search::rebuild(&db, &operator()).await?;
    db.close().await?;
    report("searchable records", records, format);
    Ok(Outcome::Done)
}

/// Makes the projections of service cards anew.
pub(super) async fn catalogue(config: &Config, format: Format) -> Result<Outcome, Failure> {
    let db = open(config, Keys::None, true).await?;
    let records = services::reindex(&db, &operator()).await?;
    db.close().await?;
    report("services", records, format);
    Ok(Outcome::Done)
}

fn report(what: &str, records: u64, format: Format) {
    match format {
        Format::Text => println!("{records} {what} gone through."),
        Format::Json => println!("{}", json!({ "records": records })),
    }
}
