//! The tokens that a start makes, so that someone can get in.

use chrono::TimeDelta;
use crm_core::calendar::local_date;
use crm_core::policy::Role;
use crm_core::staff::{self, CreateStaff, tokens};
use crm_core::text::LocalizedText;
use crm_core::{Db, Error, OpContext, Result};
use secrecy::SecretString;

use crate::bar::bar;
use crate::demo::{self, DemoSummary, RoleToken, Stage};

/// Days for which the first administrator's token holds.
const FIRST: i64 = 365;

/// A token to be shown once.
pub(super) struct WayIn {
    pub role: Role,
    /// Code of the department in which the role is held; none means the whole body.
    pub department: Option<&'static str>,
    pub secret: SecretString,
    pub days: i64,
}

/// An installation without any token has no way in yet: it gets an administrator's, once.
pub(super) async fn of_first_start(db: &Db) -> Result<Vec<WayIn>> {
    let op = OpContext::system("first-start");
    if tokens::any(db, &op).await? {
        return Ok(Vec::new());
    }
    Ok(vec![make(db, &op, Role::Admin, LocalizedText::ar_en("مدير النظام", "Administrator"), FIRST).await?])
}

/// A fresh token for each role at the fictional emirate, which is filled in on the first start.
pub(super) async fn of_the_demo(db: &Db) -> Result<Vec<WayIn>> {
    let tokens = if demo::is_filled(db).await? { demo::tokens(db).await? } else { fill(db).await?.tokens };
    let ways = tokens.into_iter().map(|token| {
        let secret = token.reveal().into();
        let RoleToken { role, department, days, .. } = token;
        WayIn { role, department, secret, days }
    });
    Ok(ways.collect())
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

/// A token of the member with the role's name as code, made if there is none.
async fn make(db: &Db, op: &OpContext, role: Role, name: LocalizedText, days: i64) -> Result<WayIn> {
    let code = role.name().replace('_', "-");
    match staff::by_code(db, op, &code).await {
        Ok(_) => {}
        Err(Error::NotFound { .. }) => {
            staff::create(db, op, CreateStaff { code: code.clone(), name, external_subject: None }).await?;
        }
        Err(other) => return Err(other),
    }
    let bearer = tokens::Bearer::Staff { code: Some(code), role, department: None };
    let expires_at = Some(op.at + TimeDelta::days(days));
    let command = tokens::CreateToken { name: role.name().into(), bearer, expires_at, purpose: None };
    let new = tokens::create(db, op, command).await?;
    Ok(WayIn { role, department: None, secret: new.secret.as_str().into(), days })
}
