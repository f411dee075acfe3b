//! One-time codes beside the password, for members who want them (TOTP, RFC 6238): a secret in an app of theirs, and
//! recovery codes for the day on which the app is gone. A code is taken once.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::accounts::{self, own};
use super::entity::{account, recovery};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::StaffId;
use crate::op::OpContext;
use crate::rule::Rule;
use crate::store;
use crate::text::digits;

/// Which column a secret is bound to when sealed.
const PLACE: &str = "staff_account.totp";
/// Under which name recovery codes are digested.
const RECOVERY: &str = "recovery_code.hash";
/// How many recovery codes there are, and how many characters each has.
const RECOVERIES: usize = 10;
const LENGTH: usize = 10;
/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// How the app calls us.
const ISSUER: &str = "Mustafid";

/// A secret that waits for its first code.
pub struct Pending {
    /// For typing, in base 32.
    pub secret: Zeroizing<String>,
    /// For scanning: an `otpauth` address.
    pub address: Zeroizing<String>,
}

impl std::fmt::Debug for Pending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pending(…)")
    }
}

/// Codes that each let in once in place of one from the app: shown this once.
pub struct RecoveryCodes(pub Vec<Zeroizing<String>>);

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecoveryCodes({})", self.0.len())
    }
}

/// Makes a secret for the actor's app; nothing changes for signing in before [`confirm`]. `NotAllowed` while codes are in
/// use.
pub async fn begin(db: &Db, op: &OpContext) -> Result<Pending> {
    let staff = own(op)?;
    let mut secret = Zeroizing::new([0_u8; 20]);
    crate::keys::random(secret.as_mut_slice())?;
    let tx = db.begin().await?;
    let account = locked(&tx, staff).await?;
    if account.totp_confirmed {
        return Err(Error::NotAllowed { entity: "one_time_codes", from: "on".into(), to: "pending".into() });
    }
    let pending = shown(&account.username, secret.as_slice());
    let mut row: account::ActiveModel = account.into();
    row.totp = Set(Some(tx.keys().seal(PLACE, staff.into(), secret.as_slice())?));
    row.totp_step = Set(0);
    row.update(&*tx).await?;
    record(&tx, op, "account.codes_begun", staff).await?;
    tx.commit().await?;
    Ok(pending)
}

/// The secret that waits for its first code, if one does: for the actor alone.
pub async fn pending(db: &Db, op: &OpContext) -> Result<Option<Pending>> {
    let staff = own(op)?;
    let account = account::Entity::find_by_id(staff).one(db).await?.filter(|account| !account.totp_confirmed);
    let Some((username, sealed)) = account.and_then(|account| Some((account.username, account.totp?))) else {
        return Ok(None);
    };
    Ok(Some(shown(&username, &db.keys().unseal(PLACE, staff.into(), &sealed)?)))
}

fn shown(username: &str, secret: &[u8]) -> Pending {
    let secret = Zeroizing::new(Secret::from(secret.to_vec()).to_base32());
    let address = format!("otpauth://totp/{ISSUER}:{username}?secret={}&issuer={ISSUER}", &*secret);
    Pending { secret, address: Zeroizing::new(address) }
}

/// Takes codes into use, after the app showed a right one; gives recovery codes. Broken otherwise: [`Rule::WrongCode`].
pub async fn confirm(db: &Db, op: &OpContext, code: &str) -> Result<RecoveryCodes> {
    let staff = own(op)?;
    let tx = db.begin().await?;
    let account = locked(&tx, staff).await?;
    let step = match &account.totp {
        Some(sealed) if !account.totp_confirmed => step(&tx, op, &account, sealed, code)?,
        _ => None,
    };
    let step = step.ok_or_else(|| Error::invalid("code", Rule::WrongCode))?;
    let mut row: account::ActiveModel = account.into();
    row.totp_confirmed = Set(true);
    row.totp_step = Set(step);
    row.update(&*tx).await?;
    let codes = recoveries()?;
    recovery::Entity::delete_many().filter(recovery::Column::StaffId.eq(staff)).exec(&*tx).await?;
    let rows: Result<Vec<_>> = codes
        .iter()
        .map(|code| Ok(recovery::ActiveModel { staff_id: Set(staff), hash: Set(tx.keys().digest(RECOVERY, code)?) }))
        .collect();
    recovery::Entity::insert_many(rows?).exec_without_returning(&*tx).await?;
    record(&tx, op, "account.codes_on", staff).await?;
    tx.commit().await?;
    Ok(RecoveryCodes(codes))
}

/// Takes the actor's codes out of use; it takes their password.
pub async fn stop(db: &Db, op: &OpContext, password: &str) -> Result<accounts::Account> {
    let staff = own(op)?;
    let (attempt, account) = accounts::prove(db, op, password, "password").await?;
    let tx = db.begin().await?;
    super::attempts::forget(&tx, &attempt).await?;
    let mut row: account::ActiveModel = account.into();
    row.totp = Set(None);
    row.totp_confirmed = Set(false);
    let row = row.update(&*tx).await?;
    recovery::Entity::delete_many().filter(recovery::Column::StaffId.eq(staff)).exec(&*tx).await?;
    record(&tx, op, "account.codes_off", staff).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// Whether a code lets a member in whose account is locked: with none in use, any does.
pub(super) async fn accept(tx: &Db, op: &OpContext, account: account::Model, code: &str) -> Result<bool> {
    let Some(sealed) = account.totp.clone().filter(|_| account.totp_confirmed) else { return Ok(true) };
    if let Some(step) = step(tx, op, &account, &sealed, code)? {
        let mut row: account::ActiveModel = account.into();
        row.totp_step = Set(step);
        row.update(tx).await?;
        return Ok(true);
    }
    let typed: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let hash = tx.keys().digest(RECOVERY, &typed)?;
    let own = recovery::Column::StaffId.eq(account.staff_id).and(recovery::Column::Hash.eq(hash));
    Ok(recovery::Entity::delete_many().filter(own).exec(tx).await?.rows_affected == 1)
}

/// The step of a right code that is later than the last one taken.
fn step(tx: &Db, op: &OpContext, account: &account::Model, sealed: &[u8], code: &str) -> Result<Option<i64>> {
    let secret = tx.keys().unseal(PLACE, account.staff_id.into(), sealed)?;
    let code: String = digits(code).chars().filter(|letter| !letter.is_whitespace()).collect();
    let now = u64::try_from(op.at.timestamp()).unwrap_or_default();
    let step = totp(&secret)?.check(&code, now).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| *step > account.totp_step))
}

/// SHA-1, six digits, 30 seconds, one step before or after: what every app does.
fn totp(secret: &[u8]) -> Result<Totp> {
    Builder::new().with_secret(secret.to_vec()).build().map_err(|_| Error::Corrupt { what: "secret of one-time codes" })
}

async fn locked(tx: &Db, staff: StaffId) -> Result<account::Model> {
    store::locked::<account::Entity, StaffId>(tx, account::Entity::find_by_id(staff)).await
}

fn recoveries() -> Result<Vec<Zeroizing<String>>> {
    let code = |_| {
        let mut bytes = Zeroizing::new([0_u8; LENGTH]);
        crate::keys::random(bytes.as_mut_slice())?;
        let letters = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
        Ok(Zeroizing::new(letters.collect()))
    };
    (0..RECOVERIES).map(code).collect()
}

async fn record(tx: &Db, op: &OpContext, operation: &str, staff: StaffId) -> Result<()> {
    events::record(tx, op, operation, &[], Change::of(operation, staff)).await
}
