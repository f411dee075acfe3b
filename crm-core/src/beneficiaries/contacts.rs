//! Contact points: added, removed, shown masked.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};
use serde_json::json;

use super::contact::{ContactValue, NewContactPoint};
use super::entity::{beneficiary, contact_point};
use super::kinds::{ContactKind, ContactOwner, MessageClasses, VerifiedBy};
use super::read::{among, open_by_key};
use super::{Beneficiary, ROWS, change};
use crate::access::seen;
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{BeneficiaryId, ContactPointId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::values::{EmailAddress, NationalAddress, PhoneKind, PhoneNumber};

/// A beneficiary has at most so many contact points.
pub(super) const MOST: u64 = 30;

/// A contact point as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPoint {
    /// Id.
    pub id: ContactPointId,
    /// Whose record it is on.
    pub beneficiary_id: BeneficiaryId,
    /// What kind.
    pub kind: ContactKind,
    /// Whose it is.
    pub belongs_to: ContactOwner,
    /// Enough to recognise it, see [`ContactValue::masked`].
    pub masked: String,
    /// The national address, which is not masked.
    pub address: Option<NationalAddress>,
    /// The network of a social handle.
    pub network: Option<String>,
    /// When it was verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// How it was verified.
    pub verified_by: Option<VerifiedBy>,
    /// Messages that must not go there.
    pub do_not_disturb: MessageClasses,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// One contact point more for a beneficiary.
#[derive(Clone, Debug)]
pub struct AddContactPoint {
    /// On whose record.
    pub beneficiary: BeneficiaryId,
    /// The version of the beneficiary that the caller saw.
    pub expected_version: Option<i32>,
    /// The contact point.
    pub contact_point: NewContactPoint,
}

/// One contact point to be taken off.
#[derive(Clone, Copy, Debug)]
pub struct RemoveContactPoint {
    /// The contact point.
    pub id: ContactPointId,
}

/// Adds a contact point. One that the beneficiary has already is refused: `Taken` at `value`.
pub async fn add_contact_point(db: &Db, op: &OpContext, command: AddContactPoint) -> Result<ContactPoint> {
    op.require(Permission::BeneficiaryWrite)?;
    let AddContactPoint { beneficiary, expected_version, contact_point } = command;
    let value = contact_point.checked()?;
    let tx = db.begin().await?;
    let owner = change::touch(&tx, op, beneficiary, expected_version).await?;
    let row = sealed(&tx, op, beneficiary, (&contact_point, &value))?;
    let held = contact_point::Entity::find()
        .filter(contact_point::Column::BeneficiaryId.eq(beneficiary))
        .limit(MOST)
        .all(&*tx)
        .await?;
    if held.len() as u64 >= MOST {
        return Err(Error::invalid("", Rule::TooMany(MOST)));
    }
    let blinds = blinds(&tx, &value)?;
    if held.iter().any(|other| other.blind.as_ref().is_some_and(|blind| blinds.contains(blind))) {
        return Err(Error::invalid("value", Rule::Taken));
    }
    insert(&tx, vec![row.clone()]).await?;
    let detail = json!({ "contactPoint": row.id, "kind": row.kind });
    let change =
        Change::of("beneficiary.add_contact_point", beneficiary).department(owner.department_id).detail(detail);
    events::record(&tx, op, "beneficiary.changed", &["contactPoints"], change).await?;
    tx.commit().await?;
    masked(db, row)
}

/// Takes a contact point off. Its value is kept, encrypted, in the audit record. Answers whose it was.
pub async fn remove_contact_point(db: &Db, op: &OpContext, command: RemoveContactPoint) -> Result<Beneficiary> {
    op.require(Permission::BeneficiaryWrite)?;
    let RemoveContactPoint { id } = command;
    let missing = Error::not_found::<ContactPointId>;
    let tx = db.begin().await?;
    let row = contact_point::Entity::find_by_id(id).one(&*tx).await?.ok_or_else(missing)?;
    // A hidden beneficiary has no contact points to speak of.
    let hidden = |error| if matches!(error, Error::NotFound { .. }) { missing() } else { error };
    let owner = change::touch(&tx, op, row.beneficiary_id, None).await.map_err(hidden)?;
    let value = open(&tx, &row)?;
    // Somebody else may have removed it while this waited for the lock.
    if contact_point::Entity::delete_by_id(id).exec(&*tx).await?.rows_affected != 1 {
        return Err(missing());
    }
    let change = Change::of("beneficiary.remove_contact_point", owner.id)
        .department(owner.department_id)
        .detail(json!({ "kind": row.kind }))
        .personal(json!({ "value": value.secret(), "address": row.address }));
    events::record(&tx, op, "beneficiary.changed", &["contactPoints"], change).await?;
    tx.commit().await?;
    Ok(owner)
}

/// The contact points of several beneficiaries, masked, in order of entry; at most 30 each. One statement. Beneficiaries
/// that are hidden from the actor have none.
pub async fn contact_points(
    db: &Db,
    op: &OpContext,
    ids: &[BeneficiaryId],
) -> Result<HashMap<BeneficiaryId, Vec<ContactPoint>>> {
    op.require(Permission::BeneficiaryRead)?;
    let owners = open_by_key(op).filter(among(db, ids)).select_only().column(beneficiary::Column::Id);
    let rows = contact_point::Entity::find()
        .filter(contact_point::Column::BeneficiaryId.in_subquery(owners.into_query()))
        .order_by_asc(contact_point::Column::Id)
        .all(db)
        .await?;
    let mut held: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        held.entry(row.beneficiary_id).or_default().push(masked(db, row)?);
    }
    seen(db, op, "beneficiary.contact_points", held.keys().copied()).await?;
    Ok(held)
}

/// The row's value in clear: for masking and for [`unmask`](super::unmask).
pub(super) fn open(db: &Db, row: &contact_point::Model) -> Result<ContactValue> {
    const BROKEN: Error = Error::Corrupt { what: "contact point" };
    if let Some(address) = &row.address {
        return Ok(ContactValue::Address(address.clone()));
    }
    let sealed = row.sealed.as_deref().ok_or(BROKEN)?;
    let text = db.keys().unseal_text(contact_point::PLACE, row.id.into(), sealed)?;
    match (row.kind, row.network.clone()) {
        (ContactKind::Mobile | ContactKind::Phone, _) => PhoneNumber::parse(&text).map(ContactValue::Phone),
        (ContactKind::Email, _) => EmailAddress::parse(&text).map(ContactValue::Email),
        (_, Some(network)) => Ok(ContactValue::Social { network, handle: text }),
        (_, None) => Err(BROKEN),
    }
    .map_err(|_| BROKEN)
}

fn masked(db: &Db, row: contact_point::Model) -> Result<ContactPoint> {
    let masked = open(db, &row)?.masked();
    Ok(ContactPoint {
        id: row.id,
        beneficiary_id: row.beneficiary_id,
        kind: row.kind,
        belongs_to: row.belongs_to,
        masked,
        address: row.address,
        network: row.network,
        verified_at: row.verified_at,
        verified_by: row.verified_by,
        do_not_disturb: row.do_not_disturb,
        created_at: row.created_at,
    })
}

/// The blind indexes under which a value may stand, one per key.
pub(super) fn blinds(db: &Db, value: &ContactValue) -> Result<Vec<Vec<u8>>> {
    value.lookup().map_or(Ok(Vec::new()), |(domain, text)| db.keys().indexes(domain, &text))
}

/// The row of a contact point, sealed and indexed with the current key.
pub(super) fn sealed(
    db: &Db,
    op: &OpContext,
    owner: BeneficiaryId,
    (given, value): (&NewContactPoint, &ContactValue),
) -> Result<contact_point::Model> {
    let id: ContactPointId = op.new_id();
    let seal = |text: &str| db.keys().seal(contact_point::PLACE, id.into(), text.as_bytes());
    let blind = value.lookup().map(|(domain, text)| db.keys().index(domain, &text)).transpose()?;
    let kind = match value {
        ContactValue::Phone(number) if number.kind() == PhoneKind::Mobile => ContactKind::Mobile,
        _ => given.kind,
    };
    let mut do_not_disturb = given.do_not_disturb.clone();
    do_not_disturb.0.sort_unstable();
    do_not_disturb.0.dedup();
    let (address, network) = match value {
        ContactValue::Address(address) => (Some(address.clone()), None),
        ContactValue::Social { network, .. } => (None, Some(network.clone())),
        ContactValue::Phone(_) | ContactValue::Email(_) => (None, None),
    };
    Ok(contact_point::Model {
        id,
        beneficiary_id: owner,
        kind,
        belongs_to: given.belongs_to,
        sealed: value.secret().map(seal).transpose()?,
        blind: blind.map(|blind| blind.value.to_vec()),
        blind_key: blind.map(|blind| blind.key),
        address,
        network,
        verified_at: given.verified_by.map(|_| op.at),
        verified_by: given.verified_by,
        do_not_disturb,
        created_at: op.at,
    })
}

/// Inserts rows, as many to a statement as it binds.
pub(super) async fn insert(tx: &Db, rows: Vec<contact_point::Model>) -> Result<()> {
    for rows in rows.chunks(ROWS) {
        let rows = rows.iter().cloned().map(active);
        contact_point::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Every column set: what an insert needs.
fn active(row: contact_point::Model) -> contact_point::ActiveModel {
    contact_point::ActiveModel {
        id: Set(row.id),
        beneficiary_id: Set(row.beneficiary_id),
        kind: Set(row.kind),
        belongs_to: Set(row.belongs_to),
        sealed: Set(row.sealed),
        blind: Set(row.blind),
        blind_key: Set(row.blind_key),
        address: Set(row.address),
        network: Set(row.network),
        verified_at: Set(row.verified_at),
        verified_by: Set(row.verified_by),
        do_not_disturb: Set(row.do_not_disturb),
        created_at: Set(row.created_at),
    }
}
