//! `audit verify`.

use clap::Subcommand;
use crm_core::audit::{self, Anchor, Break, Broken, Verification};
use crm_core::db::SchemaStatus;
use crm_core::keys::KeyState;
use crm_core::{Db, Error, Keys};
use serde_json::json;

use super::{open, operator, unreachable_database};
use crate::bar::bar;
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

/// Rows between two steps of the progress bar.
const STEP: u64 = 10_000;

/// `audit …`
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Recompute the chain over the record and name the first row that is not what was sealed
    Verify {
        /// A place that an earlier run printed, noted outside the database: shows even a tail that was cut with care
        #[arg(long, value_name = "NUMBER:HASH", value_parser = anchor)]
        anchor: Option<Anchor>,
    },
}

fn anchor(text: &str) -> Result<Anchor, String> {
    text.parse().map_err(|_| "it reads NUMBER:HASH, as audit verify prints it".to_owned())
}

pub(super) async fn run(config: &Config, command: AuditCommand, format: Format) -> Result<Outcome, Failure> {
    let AuditCommand::Verify { anchor } = command;
    let db = open_as_it_is(config).await?;
    let found = verify(&db, anchor).await?;
    let backlog = audit::backlog(&db, &operator()).await?;
    db.close().await?;
    print(&found, backlog.unsealed, format);
    match found.broken {
        None => Ok(Outcome::Done),
        Some(Broken { sequence, how, .. }) => Err(Failure::Broken { sequence, how: sentence(how) }),
    }
}

/// The database as it is: nothing is made, brought up to date or prepared for being looked at.
pub(super) async fn open_as_it_is(config: &Config) -> Result<Db, Failure> {
    let inspection = config.database(Keys::None).inspect().await;
    let Some(inspection) = inspection.map_err(|error| unreachable_database(config, error))? else {
        let address = config.database_url.masked();
        return Err(Error::Setup(format!("there is no database at {address} whose record could be verified")).into());
    };
    let current = inspection.schema().await? == SchemaStatus::Current;
    // Opened with a file that is not there, a database that knows no key would have one made.
    let made = current && inspection.keys(&config.keys_file).await? != KeyState::Unmade;
    inspection.close().await?;
    open(config, if made { config.keys() } else { Keys::None }, false).await
}

/// The whole chain; before it, what was noted elsewhere.
async fn verify(db: &Db, anchor: Option<Anchor>) -> Result<Verification, Error> {
    let op = operator();
    if anchor.is_some() {
        let noted = audit::verify(db, &op, anchor, 0).await?;
        if noted.broken.is_some() {
            return Ok(noted);
        }
    }
    let bar = bar("verifying", 1);
    let mut whole = audit::verify(db, &op, None, STEP).await?;
    while !whole.complete && whole.broken.is_none() {
        bar.set_length(whole.head.unsigned_abs());
        bar.set_position(whole.verified);
        let next = audit::verify(db, &op, Some(whole.reached), STEP).await?;
        let (verified, destroyed) = (whole.verified + next.verified, whole.destroyed + next.destroyed);
        whole = Verification { verified, destroyed, ..next };
    }
    bar.finish_and_clear();
    Ok(whole)
}

fn print(found: &Verification, unsealed: u64, format: Format) {
    let Verification { verified, destroyed, reached, broken, .. } = found;
    match format {
        Format::Text => {
            println!(
                "{verified} rows are what was sealed; the detail of {destroyed} was destroyed, {unsealed} wait to be sealed."
            );
            println!("Note this outside the database, for --anchor: {reached}");
        }
        Format::Json => {
            let broken =
                broken.map(|Broken { sequence, id, how }| json!({ "sequence": sequence, "id": id, "how": how.name() }));
            let report = json!({
                "verified": verified,
                "destroyed": destroyed,
                "unsealed": unsealed,
                "reached": reached.to_string(),
                "broken": broken,
            });
            println!("{report}");
        }
    }
}

fn sentence(how: Break) -> &'static str {
    match how {
        Break::Altered => "was altered",
        Break::DetailAltered => "has another detail than the one it commits to",
        Break::Removed => "was removed",
        Break::Inserted => "was inserted",
        Break::Reordered => "stands in the place of another",
        Break::Truncated => "and those after it were cut off",
    }
}
