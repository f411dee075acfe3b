//! `jobs list`, `jobs watch`: long work in steps, as the server carries it out.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::time::Duration;

use clap::Subcommand;
use crm_core::Db;
use crm_core::ids::JobId;
use crm_core::jobs::{self, Job};
use crm_core::page::PageRequest;
use crm_graphql::node_id::Id;
use indicatif::{MultiProgress, ProgressBar};
use serde_json::{Value, json};

use super::audit::open_as_it_is;
use super::operator;
use crate::bar::bar;
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

/// How often it is looked how far jobs are.
const LOOK: Duration = Duration::from_millis(300);
/// The jobs that are listed and followed.
const LATEST: u32 = 50;

/// `jobs …`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum JobsCommand {
    /// List the latest 50 jobs
    List,
    /// Follow those of the latest 50 that wait or run, a bar for each, until all have ended; exit code 3 when one failed
    Watch,
}

pub(super) async fn run(config: &Config, command: JobsCommand, format: Format) -> Result<Outcome, Failure> {
    let db = open_as_it_is(config).await?;
    let outcome = match command {
        JobsCommand::List => list(&db, format).await,
        JobsCommand::Watch => watch(&db, format).await,
    };
    db.close().await?;
    outcome
}

async fn latest(db: &Db) -> Result<Vec<Job>, Failure> {
    Ok(jobs::list(db, &operator(), &PageRequest::first(LATEST)).await?.into_nodes())
}

async fn list(db: &Db, format: Format) -> Result<Outcome, Failure> {
    let jobs = latest(db).await?;
    match format {
        Format::Json => println!("{}", jobs.iter().map(told).collect::<Value>()),
        Format::Text if jobs.is_empty() => println!("There are no jobs."),
        Format::Text => jobs.iter().for_each(print),
    }
    Ok(Outcome::Done)
}

/// Bars on a terminal, lines at the end of each job elsewhere.
async fn watch(db: &Db, format: Format) -> Result<Outcome, Failure> {
    let (bars, mut shown, mut failed) = (MultiProgress::new(), HashMap::<JobId, ProgressBar>::new(), false);
    let mut going: Vec<JobId> =
        latest(db).await?.iter().filter(|job| !job.state.is_final()).map(|job| job.id).collect();
    if going.is_empty() && format == Format::Text {
        println!("No job waits or runs.");
    }
    while !going.is_empty() {
        let found = jobs::many(db, &operator(), &going).await?;
        for job in found.values() {
            let bar = shown.entry(job.id).or_insert_with(|| bars.add(bar(job.kind.clone(), 0)));
            bar.set_length(job.total.and_then(|total| u64::try_from(total).ok()).unwrap_or_default());
            bar.set_position(u64::try_from(job.done).unwrap_or_default());
            if job.state.is_final() {
                failed |= job.failure.is_some();
                bar.finish();
                match format {
                    Format::Json => println!("{}", told(job)),
                    Format::Text if std::io::stderr().is_terminal() => {}
                    Format::Text => print(job),
                }
            }
        }
        going.retain(|id| found.get(id).is_some_and(|job| !job.state.is_final()));
        if !going.is_empty() {
            tokio::time::sleep(LOOK).await;
        }
    }
    Ok(if failed { Outcome::Partly } else { Outcome::Done })
}

fn told(job: &Job) -> Value {
    json!({
        "id": Id(job.id).to_string(), "kind": job.kind, "state": job.state.name(), "done": job.done, "total": job.total,
        "createdAt": job.created_at, "finishedAt": job.finished_at, "failure": job.failure,
    })
}

fn print(job: &Job) {
    let (at, state) = (job.created_at.format("%Y-%m-%d %H:%M"), job.state.name());
    let total = job.total.map_or_else(|| "?".to_owned(), |total| total.to_string());
    println!("{at}  {:<20} {state:<10} {}/{total}  {}", job.kind, job.done, Id(job.id));
}
