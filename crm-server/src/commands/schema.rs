//! `schema export`, `schema check`, `schema errors` and `schema documents`; none needs a database or a server.

use std::path::Path;

use crm_graphql::released::{Difference, Effect, RELEASED, compare};
use serde_json::{Value, json};

use crate::cli::{Format, SchemaCommand};
use crate::config::{CallerKinds, Config};
use crate::errors_page;
use crate::failure::{Failure, Outcome};
use crate::http::Trusted;
use crate::web::Site;

pub(super) fn run(config: &Config, command: SchemaCommand, format: Format) -> Result<Outcome, Failure> {
    match command {
        SchemaCommand::Export => print!("{}", crm_graphql::sdl()),
        SchemaCommand::Errors => print!("{}", errors_page::markdown()),
        SchemaCommand::Documents => documents(config, format)?,
        SchemaCommand::Check { against } => return check(against.as_deref(), format),
    }
    Ok(Outcome::Done)
}

fn documents(config: &Config, format: Format) -> Result<(), Failure> {
    let site = Site::of(config)?;
    let trusted = Trusted::of(site.documents(), CallerKinds::default());
    match format {
        Format::Text => trusted.list().iter().for_each(|(id, name, _)| println!("{id} {name}")),
        Format::Json => {
            let rows: Value =
                trusted.list().iter().map(|(id, name, text)| json!({ "id": id, "name": name, "text": text })).collect();
            println!("{rows}");
        }
    }
    Ok(())
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
