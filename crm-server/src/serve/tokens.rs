//! The tokens that a start makes, so that someone can get in.

use chrono::TimeDelta;
use crm_core::policy::Role;
use crm_core::staff::{self, CreateStaff, tokens};
use crm_core::text::LocalizedText;
use crm_core::{Db, Error, OpContext, Result};
use secrecy::SecretString;

/// Days for which the first administrator's token holds.
const FIRST: i64 = 365;
/// Days for which a demo's tokens hold.
const DEMO: i64 = 7;

/// A token to be shown once.
pub(super) struct WayIn {
    pub role: Role,
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

/// A fresh token for each role.
pub(super) async fn of_every_role(db: &Db) -> Result<Vec<WayIn>> {
    let op = OpContext::system("demo");
    let mut ways = Vec::with_capacity(Role::ALL.len());
    for role in Role::ALL {
        let words = role.name().replace('_', " ");
        let name = LocalizedText::ar_en(format!("تجربة: {words}"), format!("Demo: {words}"));
        ways.push(make(db, &op, *role, name, DEMO).await?);
    }
    Ok(ways)
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
    let command =
        tokens::CreateToken { name: role.name().into(), bearer, expires_at: Some(op.at + TimeDelta::days(days)) };
    let new = tokens::create(db, op, command).await?;
    Ok(WayIn { role, secret: new.secret.as_str().into(), days })
}
