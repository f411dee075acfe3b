//! `doctor`: what was found, a line each, red ones with what to do.

use std::io::{IsTerminal, stdout};

use crm_core::text::LanguageTag;
use serde_json::Value;

use crate::cli::Format;
use crate::config::{Config, ConfigError};
use crate::doctor::{Finding, Light, examine, unconfigured};
use crate::failure::{Failure, Outcome};

pub(super) async fn run(config: Result<&Config, &ConfigError>, format: Format) -> Result<Outcome, Failure> {
    let findings = match config {
        Ok(config) => examine(config).await,
        Err(error) => unconfigured(error),
    };
    let language = Failure::language_of_process();
    match format {
        Format::Json => println!("{}", findings.iter().map(|finding| finding.json(&language)).collect::<Value>()),
        Format::Text => findings.iter().for_each(|finding| print(finding, &language)),
    }
    match findings.iter().filter(|finding| finding.light == Light::Red).count() {
        0 => Ok(Outcome::Done),
        red => Err(Failure::Red(red)),
    }
}

fn print(finding: &Finding, language: &LanguageTag) {
    let Finding { part, light, said, remedy } = finding;
    let (word, title) = (light.word(language), part.title(language));
    println!("{}  {title:16} {}", coloured(&format!("{word:6}"), *light), said.of(language));
    if let Some(remedy) = remedy {
        println!("{:24} → {}", "", remedy.of(language));
    }
}

fn coloured(word: &str, light: Light) -> String {
    let colour = match light {
        Light::Green => 32,
        Light::Yellow => 33,
        Light::Red => 31,
    };
    if stdout().is_terminal() { format!("\u{1b}[{colour}m{word}\u{1b}[0m") } else { word.into() }
}
