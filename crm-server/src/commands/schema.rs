//! `schema export`, `schema check` and `schema errors`; none needs a database or a server.

use std::path::Path;

use crm_graphql::released::{Difference, Effect, RELEASED, compare};
use serde_json::{Value, json};

use crate::cli::{Format, SchemaCommand};
use crate::errors_page;
use crate::failure::{Failure, Outcome};

pub(super) fn run(command: SchemaCommand, format: Format) -> Result<Outcome, Failure> {
    match command {
        SchemaCommand::Export => print!("{}", crm_graphql::sdl()),
        SchemaCommand::Errors => print!("{}", errors_page::markdown()),
        SchemaCommand::Check { against } => return check(against.as_deref(), format),
    }
    Ok(Outcome::Done)
}

fn check(against: Option<&Path>, format: Format) -> Result<Outcome, Failure> {
    let file =
        against.map(|path| std::fs::read_to_string(path).map_err(Failure::io(format!("reading {}", path.display()))));
    let older = file.transpose()?;
    let differences = compare(older.as_deref().unwrap_or(RELEASED), &crm_graphql::sdl())
        .map_err(|unreadable| Failure::Usage(unreadable.to_string()))?;
    print(&differences, format);
    match differences.iter().filter(|difference| difference.effect == Effect::Breaking).count() {
        0 => Ok(Outcome::Done),
        breaking => Err(Failure::Breaking(breaking)),
    }
}

fn print(differences: &[Difference], format: Format) {
    let one = |Difference { effect, at, what }: &Difference| json!({ "effect": effect.name(), "at": at, "what": what });
    match format {
        Format::Json => println!("{}", differences.iter().map(one).collect::<Value>()),
        Format::Text if differences.is_empty() => println!("The schema is the released one."),
        Format::Text => differences.iter().for_each(|difference| println!("{difference}")),
    }
}
