//! API tokens: random, shown once, stored as a hash, named, expiring, revocable.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::entity::{integration, kiosk, member, token};
use super::{CreateStaff, GrantRole, secrets};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DepartmentId, IntegrationId, KioskId, SiteId, StaffId, TokenId};
use crate::names::names;
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::{Permission, Role};
use crate::rule::Rule;
use crate::text::{LocalizedText, clean_required, fold};

pub use super::entity::token::Model as Token;

names! {
    /// What a token may do beyond its bearer's own rights.
    Scope {
        /// Act for the member of staff whom a request names.
        ActForStaff = "act_for_staff",
    }
}

/// The scopes of a token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Whether a scope is among them.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    /// Their stable names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|scope| scope.name())
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<T: IntoIterator<Item = Scope>>(scopes: T) -> Self {
        let distinct: std::collections::BTreeSet<Scope> = scopes.into_iter().collect();
        Self(distinct.into_iter().collect())
    }
}

names! {
    /// Whose a token is, in a word.
    Kind {
        /// A member of staff.
        Staff = "staff",
        /// Another department's system.
        Integration = "integration",
        /// A device at a site.
        Kiosk = "kiosk",
    }
}

impl Token {
    /// Whose it is.
    pub fn kind(&self) -> Kind {
        match (self.integration_id, self.kiosk_id) {
            (Some(_), _) => Kind::Integration,
            (None, Some(_)) => Kind::Kiosk,
            (None, None) => Kind::Staff,
        }
    }
}

/// A token to make.
#[derive(Clone, Debug)]
pub struct CreateToken {
    /// What it is for; also the name of the member, integration or device made on the way.
    pub name: String,
    /// Whose.
    pub bearer: Bearer,
    /// When it ends; none means never.
    pub expires_at: Option<DateTime<Utc>>,
    /// Code of the purpose for which its bearer reads when it does not say; none means the usual one of its roles.
    pub purpose: Option<String>,
}

/// Whose a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// A member of staff, by code or, without one, a member of the token's name, made if there is none. The role is
    /// granted if not held yet, and is the only one this token may use.
    Staff {
        /// Code of the member.
        code: Option<String>,
        /// The role.
        role: Role,
        /// Where the role is held; none means the whole body.
        department: Option<DepartmentId>,
    },
    /// Another department's system of the token's name, made if there is none.
    Integration {
        /// The department it works for.
        department: Option<DepartmentId>,
        /// What it may do beyond that.
        scopes: Scopes,
    },
    /// A device of the token's name, made if there is none.
    Kiosk {
        /// The department that keeps it.
        department: Option<DepartmentId>,
        /// Where it stands.
        site: Option<SiteId>,
    },
}

/// A token that was just made: the only time its secret is seen.
pub struct NewToken {
    /// The token.
    pub token: Token,
    /// What the caller sends as `Authorization: Bearer …`.
    pub secret: Zeroizing<String>,
}

impl std::fmt::Debug for NewToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewToken").field("token", &self.token.id).finish_non_exhaustive()
    }
}

/// Makes a token. Needs `staff.manage`.
pub async fn create(db: &Db, op: &OpContext, command: CreateToken) -> Result<NewToken> {
    op.require(Permission::StaffManage)?;
    let CreateToken { name, bearer, expires_at, purpose } = command;
    let name = clean_required("name", &name, 100)?;
    let purpose = purpose.map(|code| db.settings().purposes.find(&code)).transpose()?;
    Check::default().that(expires_at.is_none_or(|end| op.at < end), "expiresAt", Rule::InPast).result()?;
    let secret = secrets::make("mst_")?;
    let tx = db.begin().await?;
    let (mut staff_id, mut integration_id, mut kiosk_id, mut only) = (None, None, None, None);
    let mut granted = Scopes::default();
    let department = match bearer {
        Bearer::Staff { code, role, department } => {
            let member = member_for(&tx, op, code, &name).await?;
            super::grant_role(&tx, op, GrantRole { staff: member, role, department, from: None, to: None }).await?;
            staff_id = Some(member);
            only = Some(role);
            department
        }
        Bearer::Integration { department, scopes } => {
            integration_id = Some(integration_for(&tx, op, &name, department).await?);
            granted = scopes;
            department
        }
        Bearer::Kiosk { department, site } => {
            kiosk_id = Some(kiosk_for(&tx, op, &name, department, site).await?);
            department
        }
    };
    let row = token::ActiveModel {
        id: Set(op.new_id()),
        name: Set(name),
        hash: Set(secrets::hash(&secret)),
        staff_id: Set(staff_id),
        integration_id: Set(integration_id),
        kiosk_id: Set(kiosk_id),
        role: Set(only),
        scopes: Set(granted.clone()),
        purpose: Set(purpose.map(|purpose| purpose.as_str().into())),
        created_at: Set(op.at),
        created_by: Set(op.actor.key()),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
        last_used_at: Set(None),
    };
    let token = row.insert(&*tx).await?;
    let detail = serde_json::json!({ "scopes": granted, "purpose": token.purpose });
    let change = Change::of("token.created", token.id).department(department).detail(detail);
    events::record(&tx, op, "token.created", &[], change).await?;
    tx.commit().await?;
    Ok(NewToken { token, secret })
}

/// Tokens, newest first, revoked ones included. Needs `staff.manage`.
pub async fn list(db: &Db, op: &OpContext, page: &PageRequest) -> Result<Page<Token>> {
    op.require(Permission::StaffManage)?;
    let keys = vec![SortKey::new(token::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Desc)];
    crate::page::fetch(db, token::Entity::find(), "tokens", keys, page).await
}

/// Revokes a token; it stops working within 5 s everywhere. Needs `staff.manage`. Revoking twice changes nothing.
pub async fn revoke(db: &Db, op: &OpContext, id: TokenId) -> Result<Token> {
    op.require(Permission::StaffManage)?;
    let tx = db.begin().await?;
    let row = token::Entity::find_by_id(id).one(&*tx).await?.ok_or_else(Error::not_found::<TokenId>)?;
    if row.revoked_at.is_some() {
        return Ok(row);
    }
    let mut change: token::ActiveModel = row.into();
    change.revoked_at = Set(Some(op.at));
    let row = change.update(&*tx).await?;
    events::record(&tx, op, "token.revoked", &[], Change::of("token.revoked", id)).await?;
    tx.commit().await?;
    Ok(row)
}

/// Whether any token was ever made: an installation without one has no way in yet.
pub async fn any(db: &Db, op: &OpContext) -> Result<bool> {
    use sea_orm::QuerySelect;
    op.require(Permission::StaffManage)?;
    Ok(token::Entity::find().limit(1).one(db).await?.is_some())
}

async fn member_for(tx: &Db, op: &OpContext, code: Option<String>, name: &str) -> Result<StaffId> {
    let by_code = code.is_some();
    let code = code.unwrap_or_else(|| slug(name));
    if let Some(row) = member::Entity::find().filter(member::Column::Code.eq(&*code)).one(tx).await? {
        return Ok(row.id);
    }
    if by_code {
        return Err(Error::invalid("staff", Rule::Unknown));
    }
    let name = LocalizedText::new().with(tx.settings().language.clone(), name);
    Ok(super::create(tx, op, CreateStaff { code, name, external_subject: None }).await?.id)
}

async fn integration_for(
    tx: &Db,
    op: &OpContext,
    name: &str,
    department: Option<DepartmentId>,
) -> Result<IntegrationId> {
    let code = slug(name);
    if let Some(row) = integration::Entity::find().filter(integration::Column::Code.eq(&*code)).one(tx).await? {
        Check::default().that(row.department_id == department, "department", Rule::Taken).result()?;
        return Ok(row.id);
    }
    let row = integration::ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        name: Set(name.into()),
        department_id: Set(department),
    };
    Ok(row.insert(tx).await?.id)
}

async fn kiosk_for(
    tx: &Db,
    op: &OpContext,
    name: &str,
    department: Option<DepartmentId>,
    site: Option<SiteId>,
) -> Result<KioskId> {
    let code = slug(name);
    if let Some(row) = kiosk::Entity::find().filter(kiosk::Column::Code.eq(&*code)).one(tx).await? {
        let mut check = Check::default();
        check.that(row.department_id == department, "department", Rule::Taken);
        check.that(row.site_id == site, "site", Rule::Taken).result()?;
        return Ok(row.id);
    }
    let row = kiosk::ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        name: Set(name.into()),
        site_id: Set(site),
        department_id: Set(department),
    };
    Ok(row.insert(tx).await?.id)
}

/// A code made of a name: Latin letters and digits stay, the rest becomes a short hash so that names in any script
/// get distinct, steady codes.
fn slug(name: &str) -> String {
    let folded = fold(name);
    let latin: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let latin = latin.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if folded.is_ascii() && !latin.is_empty() && latin.len() <= 60 {
        return latin;
    }
    format!("n-{}", &crate::keys::to_hex(&Sha256::digest(folded.as_bytes()))[..16])
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_in_any_script_get_steady_codes() {
        assert_eq!(slug("Front Desk 1"), "front-desk-1");
        assert_eq!(slug("منصة البلدية"), slug("منصّة البلديه"));
        assert!(slug("منصة البلدية").starts_with("n-"));
    }
}
