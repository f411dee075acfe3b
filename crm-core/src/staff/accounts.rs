//! Accounts: user name and password of a member of staff.
//!
//! From outside a wrong password, a name that nobody has, a member who left and a name that has to wait look the same and
//! cost the same work.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use zeroize::Zeroizing;

use super::acting::{Who, find};
use super::entity::{account, session};
use super::sessions::{self, Begin, Method, NewSession};
use super::{attempts, codes, passwords, rules};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::StaffId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;

/// What someone types to come in.
pub struct SignIn {
    /// User name, in any case.
    pub username: String,
    /// Password.
    pub password: Zeroizing<String>,
    /// One-time code, for who has taken them into use; empty for others.
    pub code: String,
}

/// A password to change.
pub struct ChangePassword {
    /// The present one.
    pub current: Zeroizing<String>,
    /// The new one.
    pub new: Zeroizing<String>,
}

/// How a member signs in here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// User name.
    pub username: String,
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether it takes a one-time code as well.
    pub one_time_codes: bool,
}

impl From<account::Model> for Account {
    fn from(row: account::Model) -> Self {
        Self { username: row.username, has_password: row.password.is_some(), one_time_codes: row.totp_confirmed }
    }
}

/// Signs a member in. Broken otherwise: [`Rule::SignIn`].
pub async fn sign_in(db: &Db, op: &OpContext, command: SignIn) -> Result<NewSession> {
    let SignIn { username, password, code } = command;
    let refused = || Error::invalid("", Rule::SignIn);
    // what cannot be a user name is tried like one that nobody has
    let username = rules::username(&username).unwrap_or_default();
    let attempt = attempts::count(db, op, &username).await?;
    let found = account::Entity::find().filter(account::Column::Username.eq(&*username)).one(db).await?;
    let right = is_right(&password, found.as_ref()).await?;
    let (Some(attempt), Some(account), true) = (attempt, found, right) else { return Err(refused()) };
    find(db, &Who::Id(account.staff_id)).await?.ok_or_else(refused)?;
    let tx = db.begin().await?;
    let account = unchanged(&tx, &account).await?.ok_or_else(refused)?;
    let (staff, method) = (account.staff_id, if account.totp_confirmed { Method::Code } else { Method::Password });
    if !codes::accept(&tx, op, account, &code).await? {
        return Err(refused());
    }
    attempts::forget(&tx, &attempt).await?;
    let begin = Begin { staff, method, only: None, failed_before: attempt.before };
    let new = sessions::open(&tx, op, begin).await?;
    tx.commit().await?;
    Ok(new)
}

async fn is_right(password: &str, account: Option<&account::Model>) -> Result<bool> {
    let bounded = rules::is_bounded(password);
    let password = if bounded { rules::composed(password) } else { Zeroizing::default() };
    let kept = account.and_then(|account| account.password.clone());
    Ok(passwords::verify(password, kept).await? && bounded)
}

/// The account, locked, if nobody changed the password while it was compared.
async fn unchanged(tx: &Db, seen: &account::Model) -> Result<Option<account::Model>> {
    let select = account::Entity::find_by_id(seen.staff_id);
    let locked = store::locked::<account::Entity, StaffId>(tx, select).await?;
    Ok(Some(locked).filter(|now| now.password == seen.password))
}

/// The account of a member who asks for themselves, if this is its password. Wrong ones are counted like tries of signing
/// in. Broken otherwise, at `path`: [`Rule::WrongPassword`].
pub(super) async fn prove(
    db: &Db,
    op: &OpContext,
    password: &str,
    path: &str,
) -> Result<(attempts::Attempt, account::Model)> {
    let wrong = || Error::invalid(path, Rule::WrongPassword);
    let account = account::Entity::find_by_id(own(op)?).one(db).await?.ok_or_else(wrong)?;
    let attempt = attempts::count(db, op, &account.username).await?;
    let right = is_right(password, Some(&account)).await?;
    attempt.filter(|_| right).map(|attempt| (attempt, account)).ok_or_else(wrong)
}

/// Changes the actor's own password and ends their other sessions. Wrong tries of the present one are counted like those
/// of signing in.
pub async fn change_password(db: &Db, op: &OpContext, command: ChangePassword) -> Result<Account> {
    let ChangePassword { current, new } = command;
    let staff = own(op)?;
    let known = account::Entity::find_by_id(staff).one(db).await?.map(|account| account.username);
    let new = rules::password("new", &new, &known.unwrap_or_default())?;
    let (attempt, account) = prove(db, op, &current, "current").await?;
    let hash = passwords::hash(new).await?;
    let tx = db.begin().await?;
    let account = unchanged(&tx, &account).await?.ok_or_else(|| Error::invalid("current", Rule::WrongPassword))?;
    attempts::forget(&tx, &attempt).await?;
    let mut row: account::ActiveModel = account.into();
    row.password = Set(Some(hash));
    row.password_set_at = Set(Some(op.at));
    let row = row.update(&*tx).await?;
    let mut others = session::Column::EndedAt.is_null();
    if let Some(session) = op.session {
        others = others.and(session::Column::Id.ne(session));
    }
    sessions::close(&tx, op, staff, others).await?;
    record(&tx, op, "account.password_changed", staff).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// The accounts of members. Members see their own; for those of others it needs `staff.manage`, and they are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[StaffId]) -> Result<HashMap<StaffId, Account>> {
    let ids: Vec<Uuid> = ids.iter().filter(|id| sessions::may_keep(op, **id).is_ok()).map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = account::Entity::find().filter(store::any_of(db, account::Column::StaffId, &ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.staff_id, row.into())).collect())
}

/// Whether anybody has an account: an installation without one has no way in yet. Needs `staff.manage`.
pub async fn any(db: &Db, op: &OpContext) -> Result<bool> {
    use sea_orm::QuerySelect;
    op.require(Permission::StaffManage)?;
    Ok(account::Entity::find().limit(1).one(db).await?.is_some())
}

/// Makes the account of a member, without a password yet. The user name in use is `Taken`.
pub(super) async fn create(tx: &Db, op: &OpContext, staff: StaffId, username: &str) -> Result<()> {
    let username = rules::username(username)?;
    let holder = account::Entity::find().filter(account::Column::Username.eq(&*username)).one(tx).await?;
    Check::default().that(holder.is_none(), "username", Rule::Taken).result()?;
    let row = account::ActiveModel {
        staff_id: Set(staff),
        username: Set(username),
        password: Set(None),
        password_set_at: Set(None),
        totp: Set(None),
        totp_confirmed: Set(false),
        totp_step: Set(0),
        created_at: Set(op.at),
    };
    row.insert(tx).await?;
    record(tx, op, "account.created", staff).await
}

/// Gives an account a password that was hashed outside the transaction.
pub(super) async fn set_password(tx: &Db, op: &OpContext, staff: StaffId, hash: passwords::PasswordHash) -> Result<()> {
    let select = account::Entity::find_by_id(staff);
    let mut row: account::ActiveModel = store::locked::<account::Entity, StaffId>(tx, select).await?.into();
    row.password = Set(Some(hash));
    row.password_set_at = Set(Some(op.at));
    row.update(tx).await?;
    sessions::close(tx, op, staff, session::Column::EndedAt.is_null()).await?;
    record(tx, op, "account.password_set", staff).await
}

/// Takes password and one-time codes away: nothing of them works from here on.
pub(super) async fn clear(tx: &Db, op: &OpContext, staff: StaffId) -> Result<()> {
    let select = account::Entity::find_by_id(staff);
    let mut row: account::ActiveModel = store::locked::<account::Entity, StaffId>(tx, select).await?.into();
    row.password = Set(None);
    row.totp = Set(None);
    row.totp_confirmed = Set(false);
    row.update(tx).await?;
    sessions::close(tx, op, staff, session::Column::EndedAt.is_null()).await?;
    record(tx, op, "account.reset", staff).await
}

/// The member who asks for themselves.
pub(super) fn own(op: &OpContext) -> Result<StaffId> {
    let staff = op.staff().filter(|_| op.on_behalf_of().is_none());
    staff.ok_or(Error::Unauthenticated)
}

async fn record(tx: &Db, op: &OpContext, operation: &str, staff: StaffId) -> Result<()> {
    events::record(tx, op, operation, &[], Change::of(operation, staff)).await
}
