//! From what a caller knows of a person to the person.

use sea_orm::{QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::contact::{ContactValue, NewContactPoint};
use super::entity::beneficiary::Column;
use super::identifiers::IdentifierKey;
use super::kinds::ContactKind;
use super::read::{holder, named, open_by_key, reached_by};
use super::register::{RegisterBeneficiary, register};
use crate::access::seen;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::BeneficiaryId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::values::{EmailAddress, PhoneNumber};

/// So many candidates are shown of an ambiguous person.
const CANDIDATES: u64 = 10;

/// What a caller knows of a person. Personal: `Debug` shows no value.
#[derive(Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The record.
    Id(BeneficiaryId),
    /// An identifier: names one person or nobody.
    Identifier(IdentifierKey),
    /// A phone as people write it, which several may share.
    Phone(String),
    /// An e-mail address, which several may share.
    Email(String),
    /// Somebody to be registered now.
    New(Box<RegisterBeneficiary>),
}

impl std::fmt::Debug for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => f.debug_tuple("Id").field(id).finish(),
            Self::Identifier(key) => f.debug_tuple("Identifier").field(key).finish(),
            Self::Phone(_) => f.write_str("Phone(..)"),
            Self::Email(_) => f.write_str("Email(..)"),
            Self::New(command) => f.debug_tuple("New").field(command).finish(),
        }
    }
}

/// The person a caller means. Nobody: `NotFound`. Several: `Ambiguous` with the ten registered first.
/// [`Who::New`] registers, so it is given inside a transaction together with what it is for.
pub async fn resolve(db: &Db, op: &OpContext, who: &Who) -> Result<BeneficiaryId> {
    let id = meant(db, op, who).await?;
    seen(db, op, "beneficiary.find", [id]).await?;
    Ok(id)
}

/// [`resolve`] for an operation that names the person in the record and shows nothing of them.
pub(crate) async fn meant(db: &Db, op: &OpContext, who: &Who) -> Result<BeneficiaryId> {
    op.require(Permission::BeneficiaryRead)?;
    match who {
        Who::Id(id) => Ok(named(db, op, *id).await?.id),
        Who::Identifier(key) => {
            let found = holder(db, op, key).await.map_err(|error| error.under("identifier"))?;
            found.map(|row| row.id).ok_or_else(Error::not_found::<BeneficiaryId>)
        }
        Who::Phone(phone) => {
            let number = PhoneNumber::parse(phone).map_err(|error| error.under("phone"))?;
            the_one(db, op, &ContactValue::Phone(number)).await
        }
        Who::Email(email) => {
            let address = EmailAddress::parse(email).map_err(|error| error.under("email"))?;
            the_one(db, op, &ContactValue::Email(address)).await
        }
        Who::New(command) => Ok(register(db, op, command.as_ref().clone()).await?.id),
    }
}

/// [`resolve`], and registers `new` when nobody is found; what was searched with is put on the new record unless it is
/// there. A person who is hidden from the actor counts as nobody, but an identifier of theirs stays `Taken`.
pub async fn resolve_or_register(
    tx: &Db,
    op: &OpContext,
    who: &Who,
    new: &RegisterBeneficiary,
) -> Result<BeneficiaryId> {
    match meant(tx, op, who).await {
        Err(Error::NotFound { .. }) if !matches!(who, Who::Id(_) | Who::New(_)) => {
            let mut new = new.clone();
            known_by(&mut new, who);
            Ok(register(tx, op, new).await.map_err(|error| error.under("register"))?.id)
        }
        other => other,
    }
}

/// Puts what somebody was searched with on their new record.
fn known_by(new: &mut RegisterBeneficiary, who: &Who) {
    let has = |new: &RegisterBeneficiary, point: &NewContactPoint| {
        let lookup = |point: &NewContactPoint| point.checked().ok().and_then(|value| value.lookup());
        new.contact_points.iter().any(|other| lookup(other) == lookup(point))
    };
    let point = match who {
        Who::Identifier(key) => {
            if !new.identifiers.iter().any(|identifier| identifier.kind == key.kind) {
                new.identifiers.push(key.clone().into());
            }
            return;
        }
        Who::Phone(phone) => NewContactPoint::new(ContactKind::Phone, phone),
        Who::Email(email) => NewContactPoint::new(ContactKind::Email, email),
        Who::Id(_) | Who::New(_) => return,
    };
    if !has(new, &point) {
        new.contact_points.push(point);
    }
}

async fn the_one(db: &Db, op: &OpContext, value: &ContactValue) -> Result<BeneficiaryId> {
    let candidates: Vec<BeneficiaryId> = open_by_key(op)
        .filter(reached_by(db, std::slice::from_ref(value))?)
        .select_only()
        .column(Column::Id)
        .order_by_asc(Column::Id)
        .limit(CANDIDATES)
        .into_tuple()
        .all(db)
        .await?;
    match candidates.as_slice() {
        [] => Err(Error::not_found::<BeneficiaryId>()),
        [one] => Ok(*one),
        _ => Err(Error::Ambiguous { candidates }),
    }
}
