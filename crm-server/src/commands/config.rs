//! `config show` and `config example`.

use crate::cli::{ConfigCommand, Format};
use crate::config::{Resolved, example, show_json, show_text};
use crate::failure::Outcome;

pub(super) fn run(resolved: &[Resolved], command: ConfigCommand, format: Format) -> Outcome {
    match (command, format) {
        (ConfigCommand::Show, Format::Text) => print!("{}", show_text(resolved)),
        (ConfigCommand::Show, Format::Json) => println!("{}", show_json(resolved)),
        (ConfigCommand::Example, _) => print!("{}", example()),
    }
    Outcome::Done
}
