//! What a start makes so that someone can get in: a link for the first administrator, tokens and links at a demonstration.

use crm_core::calendar::local_date;
use crm_core::policy::Role;
use crm_core::staff::links;
use crm_core::staff::{accounts, tokens};
use crm_core::{Db, OpContext, Result};
use secrecy::SecretString;

use crate::bar::bar;
use crate::demo::{self, DemoSummary, RoleToken, Stage};

/// How one gets in.
pub(super) enum WaysIn {
    /// Someone did before.
    Known,
    /// By a link at which the first administrator makes themselves.
    Setup(SecretString),
    /// As one of a demonstration's people.
    Roles(Vec<WayIn>),
}

/// A role of a demonstration, with what lets one in; shown once.
pub(super) struct WayIn {
    pub role: Role,
    /// Code of the department in which the role is held; none means the whole body.
    pub department: Option<&'static str>,
    pub secret: SecretString,
    /// The last part of a link.
    pub entry: SecretString,
    pub days: i64,
}

/// An installation without any account or token has no way in yet: it gets a link for the first administrator, at each
/// start until someone is in.
pub(super) async fn of_first_start(db: &Db) -> Result<WaysIn> {
    let op = OpContext::system("first-start");
    if accounts::any(db, &op).await? || tokens::any(db, &op).await? {
        return Ok(WaysIn::Known);
    }
    Ok(WaysIn::Setup(links::setup(db, &op).await?.secret.as_str().into()))
}

/// A fresh token and link for each role at the fictional emirate, which is filled in on the first start.
pub(super) async fn of_the_demo(db: &Db) -> Result<WaysIn> {
    let tokens = if demo::is_filled(db).await? { demo::tokens(db).await? } else { fill(db).await?.tokens };
    let ways = tokens.into_iter().map(|token| {
        let (secret, entry) = (token.reveal().into(), token.reveal_entry().into());
        let RoleToken { role, department, days, .. } = token;
        WayIn { role, department, secret, entry, days }
    });
    Ok(WaysIn::Roles(ways.collect()))
}

async fn fill(db: &Db) -> Result<DemoSummary> {
    let today = local_date(OpContext::system("demo").at, db.settings().zone);
    let bar = bar("demo", 1);
    let progress = |stage: Stage, done, all| {
        bar.set_message(stage.name());
        bar.set_length(all);
        bar.set_position(done);
    };
    let summary = demo::fill(db, today, &progress).await;
    bar.finish_and_clear();
    summary
}
