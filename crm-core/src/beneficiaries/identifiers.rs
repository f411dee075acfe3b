//! Identifiers: given, kept sealed, found by blind index, shown masked.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};
use serde::Serialize;
use serde_json::json;

use super::entity::{beneficiary, identifier};
use super::read::{among, open_by_key};
use super::{Beneficiary, ROWS, change};
use crate::access::seen;
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, FieldError, Result};
use crate::events;
use crate::ids::{BeneficiaryId, IdentifierId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::values::{CheckDigit, Identifier, IdentifierKind};

/// A beneficiary has at most so many identifiers.
pub(super) const MOST: u64 = 20;

/// What names one identifier: enough to find its holder. Personal: `Debug` shows no value.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct IdentifierKey {
    /// Which register.
    pub kind: IdentifierKind,
    /// ISO 3166-1 code of the issuing state, for passports and GCC ids.
    pub issuer: Option<String>,
    /// The number as people write it, digits of any script.
    pub value: String,
}

/// An identifier to be kept. Personal: `Debug` shows no value.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NewIdentifier {
    /// Which register.
    pub kind: IdentifierKind,
    /// ISO 3166-1 code of the issuing state, for passports and GCC ids.
    pub issuer: Option<String>,
    /// The number as people write it, digits of any script.
    pub value: String,
    /// First day on which the document is valid.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which the document is valid.
    pub valid_to: Option<NaiveDate>,
    /// Why a wrong check digit is taken all the same; only staff may give it. It is kept in the audit record.
    pub override_reason: Option<String>,
}

/// An identifier as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldIdentifier {
    /// Id.
    pub id: IdentifierId,
    /// Whose it is.
    pub beneficiary_id: BeneficiaryId,
    /// Which register.
    pub kind: IdentifierKind,
    /// ISO 3166-1 code of the issuing state, of passports and GCC ids.
    pub issuer: Option<String>,
    /// The last characters of the value, to recognise it by.
    pub masked: String,
    /// First day on which the document is valid.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which the document is valid.
    pub valid_to: Option<NaiveDate>,
    /// Whether staff took it in spite of a wrong check digit.
    pub check_overridden: bool,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// An identifier that may be written.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub identifier: Identifier,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    /// The reason, if its check digit was overridden.
    pub overridden: Option<String>,
}

impl NewIdentifier {
    /// An identifier without period and issuer.
    pub fn new(kind: IdentifierKind, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { kind, issuer: None, value, valid_from: None, valid_to: None, override_reason: None }
    }

    /// What names it.
    pub fn key(&self) -> IdentifierKey {
        IdentifierKey { kind: self.kind, issuer: self.issuer.clone(), value: self.value.clone() }
    }

    /// The identifier in normal form. A wrong check digit passes with a reason, for staff only.
    pub(super) fn checked(&self, op: &OpContext) -> Result<Checked> {
        let Self { kind, issuer, value, valid_from, valid_to, override_reason } = self;
        let parsed = Identifier::parse(*kind, issuer.as_deref(), value)?;
        if matches!((valid_from, valid_to), (Some(from), Some(to)) if to < from) {
            return Err(Error::invalid("validTo", Rule::Period));
        }
        let reason = crate::text::clean_optional("overrideReason", override_reason.as_deref(), 500)?;
        let overridden = reason.filter(|_| op.is_staff() && parsed.check == CheckDigit::Wrong);
        let identifier = if overridden.is_some() { parsed.identifier } else { parsed.strict()? };
        Ok(Checked { identifier, valid_from: *valid_from, valid_to: *valid_to, overridden })
    }
}

impl From<IdentifierKey> for NewIdentifier {
    fn from(IdentifierKey { kind, issuer, value }: IdentifierKey) -> Self {
        Self { issuer, ..Self::new(kind, value) }
    }
}

macro_rules! hide_value {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).field("kind", &self.kind).finish_non_exhaustive()
            }
        }
    )*};
}

hide_value!(IdentifierKey, NewIdentifier);

/// One identifier for one more beneficiary.
#[derive(Clone, Debug)]
pub struct AddIdentifier {
    /// Whose it is.
    pub beneficiary: BeneficiaryId,
    /// The version of the beneficiary that the caller saw.
    pub expected_version: Option<i32>,
    /// The identifier.
    pub identifier: NewIdentifier,
}

/// One identifier to be taken off, because it was entered by mistake or no longer exists.
#[derive(Clone, Debug)]
pub struct RemoveIdentifier {
    /// The identifier.
    pub id: IdentifierId,
    /// Why; kept in the audit record together with the value.
    pub reason: String,
}

/// Adds an identifier. One that any beneficiary holds is refused: `Taken` at `value`.
pub async fn add_identifier(db: &Db, op: &OpContext, command: AddIdentifier) -> Result<HeldIdentifier> {
    op.require(Permission::BeneficiaryWrite)?;
    let AddIdentifier { beneficiary, expected_version, identifier } = command;
    let checked = identifier.checked(op)?;
    let tx = db.begin().await?;
    let owner = change::touch(&tx, op, beneficiary, expected_version).await?;
    let held = identifier::Entity::find().filter(identifier::Column::BeneficiaryId.eq(beneficiary));
    if crate::page::count(&tx, held).await? >= MOST {
        return Err(Error::invalid("", Rule::TooMany(MOST)));
    }
    let row = sealed(&tx, op, beneficiary, &checked)?;
    let id = row.id;
    insert(&tx, &[("", &checked.identifier)], vec![row.clone()]).await?;
    let detail = json!({ "identifier": id, "kind": identifier.kind, "overrideReason": checked.overridden });
    let change = Change::of("beneficiary.add_identifier", beneficiary).department(owner.department_id).detail(detail);
    events::record(&tx, op, "beneficiary.changed", &["identifiers"], change).await?;
    tx.commit().await?;
    masked(db, row)
}

/// Takes an identifier off. Its value is kept, encrypted, in the audit record, and may be registered again.
/// Answers whose it was.
pub async fn remove_identifier(db: &Db, op: &OpContext, command: RemoveIdentifier) -> Result<Beneficiary> {
    op.require(Permission::BeneficiaryWrite)?;
    let RemoveIdentifier { id, reason } = command;
    let reason = change::reason(&reason)?;
    let tx = db.begin().await?;
    let row = identifier::Entity::find_by_id(id).one(&*tx).await?.ok_or_else(Error::not_found::<IdentifierId>)?;
    // A hidden beneficiary has no identifiers to speak of.
    let hidden =
        |error| if matches!(error, Error::NotFound { .. }) { Error::not_found::<IdentifierId>() } else { error };
    let owner = change::touch(&tx, op, row.beneficiary_id, None).await.map_err(hidden)?;
    let clear = open(&tx, &row)?;
    // Somebody else may have removed it while this waited for the lock.
    if identifier::Entity::delete_by_id(id).exec(&*tx).await?.rows_affected != 1 {
        return Err(Error::not_found::<IdentifierId>());
    }
    let change = Change::of("beneficiary.remove_identifier", owner.id)
        .department(owner.department_id)
        .detail(json!({ "reason": reason, "kind": row.kind }))
        .personal(json!({ "identifier": clear.lookup_key() }));
    events::record(&tx, op, "beneficiary.changed", &["identifiers"], change).await?;
    tx.commit().await?;
    Ok(owner)
}

/// The identifiers of several beneficiaries, masked, in order of entry; at most 20 each. One statement. Beneficiaries that
/// are hidden from the actor have none.
pub async fn identifiers(
    db: &Db,
    op: &OpContext,
    ids: &[BeneficiaryId],
) -> Result<HashMap<BeneficiaryId, Vec<HeldIdentifier>>> {
    op.require(Permission::BeneficiaryRead)?;
    let owners = open_by_key(op).filter(among(db, ids)).select_only().column(beneficiary::Column::Id);
    let rows = identifier::Entity::find()
        .filter(identifier::Column::BeneficiaryId.in_subquery(owners.into_query()))
        .order_by_asc(identifier::Column::Id)
        .all(db)
        .await?;
    let mut held: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        held.entry(row.beneficiary_id).or_default().push(masked(db, row)?);
    }
    seen(db, op, "beneficiary.identifiers", held.keys().copied()).await?;
    Ok(held)
}

/// The rows' value in clear: for masking and for [`unmask`](super::unmask).
pub(super) fn open(db: &Db, row: &identifier::Model) -> Result<Identifier> {
    let value = db.keys().unseal_text(identifier::PLACE, row.id.into(), &row.sealed)?;
    let parsed = Identifier::parse(row.kind, row.issuer.as_deref(), &value);
    parsed.map(|parsed| parsed.identifier).map_err(|_| Error::Corrupt { what: "identifier" })
}

fn masked(db: &Db, row: identifier::Model) -> Result<HeldIdentifier> {
    let masked = open(db, &row)?.masked();
    let identifier::Model {
        id, beneficiary_id, kind, issuer, valid_from, valid_to, check_overridden, created_at, ..
    } = row;
    Ok(HeldIdentifier { id, beneficiary_id, kind, issuer, masked, valid_from, valid_to, check_overridden, created_at })
}

/// The row of an identifier, sealed and indexed with the current key.
pub(super) fn sealed(db: &Db, op: &OpContext, owner: BeneficiaryId, checked: &Checked) -> Result<identifier::Model> {
    let Checked { identifier, valid_from, valid_to, overridden } = checked;
    let id: IdentifierId = op.new_id();
    let blind = db.keys().index(identifier::INDEX, &identifier.lookup_key())?;
    Ok(identifier::Model {
        id,
        beneficiary_id: owner,
        kind: identifier.kind(),
        issuer: identifier.issuer().map(|issuer| issuer.as_str().to_owned()),
        sealed: db.keys().seal(identifier::PLACE, id.into(), identifier.as_str().as_bytes())?,
        blind: blind.value.to_vec(),
        blind_key: blind.key,
        valid_from: *valid_from,
        valid_to: *valid_to,
        check_overridden: overridden.is_some(),
        created_at: op.at,
    })
}

/// Inserts rows whose identifiers nobody holds; `given` names each one's path for the caller.
pub(super) async fn insert(tx: &Db, given: &[(&str, &Identifier)], rows: Vec<identifier::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    refuse_taken(tx, given).await?;
    let count = rows.len() as u64;
    let mut inserted = 0;
    for rows in rows.chunks(ROWS) {
        let nothing = OnConflict::new().do_nothing().to_owned();
        let insert = identifier::Entity::insert_many(rows.iter().cloned().map(active)).on_conflict(nothing);
        inserted += insert.exec_without_returning(tx).await?;
    }
    if inserted == count {
        return Ok(());
    }
    // Somebody else registered one of them a moment ago and has committed by now.
    refuse_taken(tx, given).await?;
    Err(Error::invalid("", Rule::Taken))
}

/// Every column set: what an insert needs.
fn active(row: identifier::Model) -> identifier::ActiveModel {
    identifier::ActiveModel {
        id: Set(row.id),
        beneficiary_id: Set(row.beneficiary_id),
        kind: Set(row.kind),
        issuer: Set(row.issuer),
        sealed: Set(row.sealed),
        blind: Set(row.blind),
        blind_key: Set(row.blind_key),
        valid_from: Set(row.valid_from),
        valid_to: Set(row.valid_to),
        check_overridden: Set(row.check_overridden),
        created_at: Set(row.created_at),
    }
}

/// Looks under every key, so that an identifier stays taken while its index is being rotated.
async fn refuse_taken(tx: &Db, given: &[(&str, &Identifier)]) -> Result<()> {
    let mut places: HashMap<Vec<u8>, &str> = HashMap::new();
    let mut fields = Vec::new();
    for (path, identifier) in given {
        for blind in tx.keys().indexes(identifier::INDEX, &identifier.lookup_key())? {
            if places.insert(blind, path).is_some() {
                fields.push(taken_at(path));
            }
        }
    }
    let blinds: Vec<Vec<u8>> = places.keys().cloned().collect();
    for blinds in blinds.chunks(ROWS) {
        let taken: Vec<Vec<u8>> = identifier::Entity::find()
            .select_only()
            .column(identifier::Column::Blind)
            .filter(identifier::Column::Blind.is_in(blinds.iter().cloned()))
            .into_tuple()
            .all(tx)
            .await?;
        fields.extend(taken.iter().filter_map(|blind| places.get(blind)).map(|path| taken_at(path)));
    }
    fields.sort_by(|a, b| a.path.cmp(&b.path));
    fields.dedup();
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}

fn taken_at(path: &str) -> FieldError {
    FieldError::new(&format!("{path}.value"), Rule::Taken)
}
