//! `inventory verify`.

use clap::Subcommand;
use crm_core::Db;
use crm_core::Error;
use crm_core::inventory::cycles::{self, Cycle};
use crm_core::inventory::results::{self, Fault};
use crm_core::page::{MAX_SIZE, PageRequest};
use serde_json::{Value, json};

use super::audit::open_as_it_is;
use super::operator;
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};

/// `inventory …`
#[derive(Debug, Subcommand)]
pub enum InventoryCommand {
    /// Recompute the digests of frozen results and name the first cycle that is not what was frozen
    Verify {
        /// Only the cycle of this code, instead of every closed one
        #[arg(long, value_name = "CODE")]
        cycle: Option<String>,
    },
}

pub(super) async fn run(config: &Config, command: InventoryCommand, format: Format) -> Result<Outcome, Failure> {
    let InventoryCommand::Verify { cycle } = command;
    let db = open_as_it_is(config).await?;
    let cycles = closed(&db, cycle.as_deref()).await?;
    let mut broken = None;
    let mut rows = Vec::with_capacity(cycles.len());
    for cycle in cycles {
        let found = results::verify(&db, &operator(), cycle.id).await?;
        rows.push(json!({
            "cycle": cycle.code, "lines": found.lines, "digest": cycle.digest_text(),
            "fault": found.fault.map(Fault::name), "service": found.service,
        }));
        if let Some(fault) = found.fault {
            // The first of them: what is broken in it breaks those after it.
            broken = Some((cycle.code, sentence(fault)));
        }
    }
    db.close().await?;
    print(&rows, format);
    match broken {
        None => Ok(Outcome::Done),
        Some((cycle, how)) => Err(Failure::Results { cycle, how }),
    }
}

/// The cycle of a code, or every closed cycle, the one that opened last first.
async fn closed(db: &Db, code: Option<&str>) -> Result<Vec<Cycle>, Failure> {
    let op = operator();
    if let Some(code) = code {
        let cycle = cycles::find_by_code(db, &op, code).await?.filter(|cycle| cycle.closed_at.is_some());
        let cycle = cycle.ok_or_else(|| Error::Setup(format!("there is no closed cycle of the code {code}")))?;
        return Ok(vec![cycle]);
    }
    let (mut found, mut request) = (Vec::new(), PageRequest::first(MAX_SIZE));
    loop {
        let page = cycles::list(db, &op, &request).await?;
        let next = page.edges.last().filter(|_| page.has_next).map(|edge| edge.cursor.clone());
        found.extend(page.into_nodes().into_iter().filter(|cycle| cycle.closed_at.is_some()));
        let Some(next) = next else { return Ok(found) };
        request = PageRequest::first(MAX_SIZE).after(next);
    }
}

fn print(rows: &[Value], format: Format) {
    match format {
        Format::Text if rows.is_empty() => println!("No cycle of the inventory is closed yet."),
        Format::Text => {
            for row in rows {
                let word = |name: &str| row[name].as_str().unwrap_or_default();
                let state = if row["fault"].is_null() { "as frozen" } else { "NOT as frozen" };
                let place =
                    if row["service"].is_null() { String::new() } else { format!(", service {}", word("service")) };
                println!("{}: {} lines, {state}{place}, digest {}", word("cycle"), row["lines"], word("digest"));
            }
        }
        Format::Json => println!("{}", Value::from(rows.to_vec())),
    }
}

fn sentence(fault: Fault) -> &'static str {
    match fault {
        Fault::Line => "holds a line that was altered, or lacks the one before it",
        Fault::End => "lacks lines at its end, or has more than were frozen",
        Fault::Plan => "went under a plan, or by a decision, that is not what was decided",
        Fault::Previous => "is not chained to the results before it as they are now",
    }
}
