//! `seed`: made-up people and contacts in any number, through the same operations as everything else.

use std::time::Instant;

use crm_core::calendar::local_date;
use serde_json::json;

use super::{open, operator};
use crate::bar::bar;
use crate::cli::Format;
use crate::config::Config;
use crate::demo::MOST_PEOPLE;
use crate::failure::{Failure, Outcome};
use crate::seed::{Amounts, seed};

/// `seed …`
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct SeedArgs {
    /// How many people to register
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_PEOPLE))]
    beneficiaries: u64,
    /// How many contacts to log, with these people and over the past year
    #[arg(long, value_name = "M", default_value_t = 0)]
    contacts: u64,
}

pub(super) async fn run(config: &Config, args: SeedArgs, format: Format) -> Result<Outcome, Failure> {
    let SeedArgs { beneficiaries, contacts } = args;
    let db = open(config, config.keys(), true).await?;
    let started = Instant::now();
    let today = local_date(operator().at, db.settings().zone);
    let (people, log) = (bar("people", beneficiaries), bar("contacts", contacts));
    let made = seed(&db, today, Amounts { beneficiaries, contacts }, |made| {
        people.set_position(made.beneficiaries);
        log.set_position(made.contacts);
    });
    let Amounts { beneficiaries, contacts } = made.await?;
    people.finish_and_clear();
    log.finish_and_clear();
    db.close().await?;
    match format {
        Format::Text => {
            println!("{beneficiaries} people and {contacts} contacts in {:.1} s.", started.elapsed().as_secs_f64());
        }
        Format::Json => println!("{}", json!({ "beneficiaries": beneficiaries, "contacts": contacts })),
    }
    Ok(Outcome::Done)
}
