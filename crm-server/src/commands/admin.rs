//! `admin setup-link`.

use clap::Subcommand;
use crm_core::staff::links;
use serde_json::json;

use super::{open, operator};
use crate::cli::Format;
use crate::config::Config;
use crate::failure::{Failure, Outcome};
use crate::serve::address_of;

/// `admin …`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum AdminCommand {
    /// Print a link by which an administrator makes themselves, once; an earlier one stops working
    SetupLink,
}

pub(super) async fn run(config: &Config, command: AdminCommand, format: Format) -> Result<Outcome, Failure> {
    let AdminCommand::SetupLink = command;
    let db = open(config, config.keys(), true).await?;
    let new = links::setup(&db, &operator()).await?;
    let link = address_of(config, config.http_bind, "setup", &new.secret);
    match format {
        Format::Text => println!("{link}\n(until {})", new.link.expires_at.format("%F %R UTC")),
        Format::Json => println!("{}", json!({ "link": link, "expiresAt": new.link.expires_at })),
    }
    db.close().await?;
    Ok(Outcome::Done)
}
