//! Registering beneficiaries, one at a time and in bulk, by the same rules and with the same rows.

use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::contact::{ContactValue, NewContactPoint};
use super::entity::beneficiary::{self, Model};
use super::identifiers::{self, Checked, NewIdentifier};
use super::kinds::{
    AccessibilityNeeds, AssuranceLevel, BeneficiaryKind, BeneficiaryStatus, BirthPrecision, PreferredChannel, Sex,
};
use super::person::{BirthDate, NameParts, Person};
use super::{contacts, read, search};
use crate::access::seen;
use crate::audit::Change;
use crate::calendar::local_date;
use crate::catalogue::Reference;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::idempotency::{self, Once};
use crate::ids::{BeneficiaryId, DepartmentId};
use crate::op::{Actor, IntegrationActor, OpContext};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text::LocalizedText;
use crate::timeline::{self, Entry};

/// Beneficiaries per transaction of a bulk load.
const CHUNK: usize = 500;

/// Somebody to be registered. Personal: `Debug` shows the kind only.
#[derive(Clone, Serialize)]
pub struct RegisterBeneficiary {
    /// What it is.
    pub kind: BeneficiaryKind,
    /// Display name by language; a language that is missing is made of `name_parts`. One is needed.
    pub name: LocalizedText,
    /// The name taken apart.
    pub name_parts: Option<NameParts>,
    /// Sex, of individuals.
    pub sex: Option<Sex>,
    /// Birth date, or the day on which a body was founded.
    pub birth: Option<BirthDate>,
    /// ISO 3166-1 code.
    pub nationality: Option<String>,
    /// BCP 47 tag of the language in which to talk.
    pub preferred_language: Option<String>,
    /// The way on which to reach the person.
    pub preferred_channel: Option<PreferredChannel>,
    /// What the person needs to be served.
    pub accessibility_needs: AccessibilityNeeds,
    /// How surely the record is who it says.
    pub assurance: AssuranceLevel,
    /// The department that registers; default: the first one in which the actor may.
    pub department: Option<DepartmentId>,
    /// Identifiers, at most 20.
    pub identifiers: Vec<NewIdentifier>,
    /// Contact points, at most 30.
    pub contact_points: Vec<NewContactPoint>,
    /// Makes a repeat harmless: the same key and content give the first result. Not taken in bulk.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

impl RegisterBeneficiary {
    /// Somebody of whom the name is known.
    pub fn new(kind: BeneficiaryKind, name: LocalizedText) -> Self {
        Self {
            kind,
            name,
            name_parts: None,
            sex: None,
            birth: None,
            nationality: None,
            preferred_language: None,
            preferred_channel: None,
            accessibility_needs: AccessibilityNeeds::default(),
            assurance: AssuranceLevel::Declared,
            department: None,
            identifiers: Vec::new(),
            contact_points: Vec::new(),
            idempotency_key: None,
        }
    }
}

impl std::fmt::Debug for RegisterBeneficiary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterBeneficiary").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Registers one beneficiary. An identifier that is held already is refused: `Taken` at its value.
pub async fn register(db: &Db, op: &OpContext, command: RegisterBeneficiary) -> Result<Model> {
    op.require(Permission::BeneficiaryWrite)?;
    let tx = db.begin().await?;
    let key = command.idempotency_key.as_deref();
    // The key comes first: a repeat gives the first result even if it would not pass the rules of today.
    let id = match idempotency::once(&tx, op, "beneficiary.register", key, &command).await? {
        Once::Done(id) => {
            seen(&tx, op, "beneficiary.get", [id]).await?;
            return read::named(&tx, op, id).await;
        }
        Once::New(id) => id,
    };
    let desk = Desk::open(&tx, op, Permission::BeneficiaryWrite).await?;
    let draft = Draft::checked(&desk, &command, "")?;
    let mut rows = enter(&tx, op, vec![(id, draft)]).await?;
    tx.commit().await?;
    rows.pop().ok_or(Error::Corrupt { what: "beneficiary" })
}

/// Registers many beneficiaries, for filling an installation: 500 to a transaction, a handful of statements each.
/// When one breaks a rule, its whole chunk is not written, and paths start with its place in the list.
pub async fn register_many(db: &Db, op: &OpContext, commands: Vec<RegisterBeneficiary>) -> Result<Vec<BeneficiaryId>> {
    op.require(Permission::BulkWrite)?;
    let desk = Desk::open(db, op, Permission::BulkWrite).await?;
    let mut ids = Vec::with_capacity(commands.len());
    for (chunk, commands) in commands.chunks(CHUNK).enumerate() {
        let mut drafts = Vec::with_capacity(commands.len());
        for (place, command) in commands.iter().enumerate() {
            let place = (chunk * CHUNK + place).to_string();
            if command.idempotency_key.is_some() {
                return Err(Error::invalid("idempotencyKey", Rule::Exclusive).under(&place));
            }
            drafts.push((op.new_id(), Draft::checked(&desk, command, &place)?));
        }
        let tx = db.begin().await?;
        ids.extend(enter(&tx, op, drafts).await?.into_iter().map(|row| row.id));
        tx.commit().await?;
    }
    Ok(ids)
}

/// What checking needs, the same for every beneficiary of a call.
struct Desk<'a> {
    op: &'a OpContext,
    permission: Permission,
    reference: Arc<Reference>,
    today: NaiveDate,
}

impl<'a> Desk<'a> {
    async fn open(db: &Db, op: &'a OpContext, permission: Permission) -> Result<Self> {
        let reference = db.reference().await?;
        Ok(Self { op, permission, reference, today: local_date(op.at, db.settings().zone) })
    }

    /// The first department in which the actor may register people; of an integration the first topmost one.
    fn own_department(&self) -> Option<DepartmentId> {
        match &self.op.actor {
            Actor::Staff(staff) => staff
                .grants
                .iter()
                .filter(|grant| grant.role.permissions().contains(&Permission::BeneficiaryWrite))
                .find_map(|grant| grant.department),
            Actor::Integration(IntegrationActor { reach, .. }) => self.reference.topmost(reach),
            _ => None,
        }
    }
}

/// A beneficiary that may be entered.
struct Draft {
    person: Person,
    assurance: AssuranceLevel,
    department: Option<DepartmentId>,
    /// Each with its path in the input.
    identifiers: Vec<(String, Checked)>,
    contact_points: Vec<(NewContactPoint, ContactValue)>,
}

impl Draft {
    /// `place` stands before the paths of what is broken.
    fn checked(desk: &Desk<'_>, command: &RegisterBeneficiary, place: &str) -> Result<Self> {
        let draft = Self::parse(desk, command).map_err(|error| error.under(place))?;
        let identifiers =
            draft.identifiers.into_iter().map(|(path, checked)| (format!("{place}.{path}"), checked)).collect();
        Ok(Self { identifiers, ..draft })
    }

    fn parse(desk: &Desk<'_>, command: &RegisterBeneficiary) -> Result<Self> {
        let RegisterBeneficiary {
            kind,
            name,
            name_parts,
            sex,
            birth,
            nationality,
            preferred_language,
            preferred_channel,
            accessibility_needs,
            assurance,
            department,
            identifiers,
            contact_points,
            idempotency_key: _,
        } = command.clone();
        let person = Person {
            kind,
            name,
            name_parts,
            sex,
            birth,
            nationality,
            preferred_language,
            preferred_channel,
            accessibility_needs,
        };
        let mut check = Check::default();
        let person = check.take("", person.checked(desk.today))?;
        check.that(identifiers.len() as u64 <= identifiers::MOST, "identifiers", Rule::TooMany(identifiers::MOST));
        check.that(contact_points.len() as u64 <= contacts::MOST, "contactPoints", Rule::TooMany(contacts::MOST));
        let mut drafted = Vec::new();
        for (place, identifier) in identifiers.iter().enumerate() {
            let path = format!("identifiers.{place}");
            let checked = check.take(&path, identifier.checked(desk.op))?;
            drafted.extend(checked.map(|checked| (path, checked)));
        }
        let contact_points = check_contacts(&mut check, contact_points)?;
        let department = match department {
            Some(department) => {
                desk.op.require_in(desk.permission, department)?;
                check.that(desk.reference.department(department).is_some(), "department", Rule::Unknown);
                Some(department)
            }
            None => desk.own_department(),
        };
        check.done()?;
        let person = person.ok_or(Error::Corrupt { what: "person" })?;
        Ok(Self { person, assurance, department, identifiers: drafted, contact_points })
    }
}

/// The same value twice on one beneficiary is refused.
fn check_contacts(check: &mut Check, given: Vec<NewContactPoint>) -> Result<Vec<(NewContactPoint, ContactValue)>> {
    let mut seen = std::collections::HashSet::new();
    let mut checked = Vec::new();
    for (place, point) in given.into_iter().enumerate() {
        let path = format!("contactPoints.{place}");
        if let Some(value) = check.take(&path, point.checked())? {
            let new = value.lookup().is_none_or(|lookup| seen.insert(lookup));
            check.that(new, &format!("{path}.value"), Rule::Repeated);
            checked.push((point, value));
        }
    }
    Ok(checked)
}

/// Writes the rows of new beneficiaries, whatever their number by the same statements.
async fn enter(tx: &Db, op: &OpContext, drafts: Vec<(BeneficiaryId, Draft)>) -> Result<Vec<Model>> {
    let mut rows = Vec::with_capacity(drafts.len());
    let (mut keys, mut points, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut changes, mut entries, mut given) = (Vec::new(), Vec::new(), Vec::new());
    for (id, draft) in &drafts {
        let id = *id;
        for (path, checked) in &draft.identifiers {
            keys.push(identifiers::sealed(tx, op, id, checked)?);
            given.push((path.as_str(), &checked.identifier));
        }
        for (point, value) in &draft.contact_points {
            points.push(contacts::sealed(tx, op, id, (point, value))?);
        }
        texts.push(search::texts(id, &draft.person));
        changes.push(Change::of("beneficiary.register", id).department(draft.department).detail(detail(draft)));
        entries.push(Entry {
            beneficiary: Some(id),
            case: None,
            occurred_at: op.at,
            kind: "beneficiary.registered",
            record: id.0,
            department: draft.department,
        });
        rows.push(row(tx, op, id, draft));
    }
    if rows.is_empty() {
        return Ok(rows);
    }
    beneficiary::Entity::insert_many(rows.iter().cloned().map(active)).exec_without_returning(tx).await?;
    identifiers::insert(tx, &given, keys).await?;
    contacts::insert(tx, points).await?;
    crate::search::index(tx, search::AREA, &texts).await?;
    let fields = ["kind", "name", "identifiers", "contactPoints"];
    events::record_many(tx, op, "beneficiary.registered", &fields, changes).await?;
    timeline::record_many(tx, op, entries).await?;
    Ok(rows)
}

/// Which identifiers were given, and why wrong check digits were taken.
fn detail(draft: &Draft) -> serde_json::Value {
    let identifiers: Vec<_> = draft
        .identifiers
        .iter()
        .map(|(_, checked)| json!({ "kind": checked.identifier.kind(), "overrideReason": checked.overridden }))
        .collect();
    json!({ "identifiers": identifiers })
}

fn row(db: &Db, op: &OpContext, id: BeneficiaryId, draft: &Draft) -> Model {
    let Draft { person, assurance, department, .. } = draft;
    let sort_name = person.sort_name(&db.settings().language);
    let Person {
        kind,
        name,
        name_parts,
        sex,
        birth,
        nationality,
        preferred_language,
        preferred_channel,
        accessibility_needs,
    } = person.clone();
    Model {
        id,
        kind,
        name,
        sort_name,
        name_parts,
        sex,
        birth_date: birth.map(|birth| birth.date),
        birth_in_hijri: birth.is_some_and(|birth| birth.in_hijri),
        birth_precision: birth.map_or(BirthPrecision::Day, |birth| birth.precision),
        nationality,
        preferred_language,
        preferred_channel,
        accessibility_needs,
        status: BeneficiaryStatus::Active,
        merged_into: None,
        assurance: *assurance,
        department_id: *department,
        version: 1,
        created_at: op.at,
        updated_at: op.at,
    }
}

/// Every column set: what an insert needs.
fn active(row: Model) -> beneficiary::ActiveModel {
    beneficiary::ActiveModel {
        id: Set(row.id),
        kind: Set(row.kind),
        name: Set(row.name),
        sort_name: Set(row.sort_name),
        name_parts: Set(row.name_parts),
        sex: Set(row.sex),
        birth_date: Set(row.birth_date),
        birth_in_hijri: Set(row.birth_in_hijri),
        birth_precision: Set(row.birth_precision),
        nationality: Set(row.nationality),
        preferred_language: Set(row.preferred_language),
        preferred_channel: Set(row.preferred_channel),
        accessibility_needs: Set(row.accessibility_needs),
        status: Set(row.status),
        merged_into: Set(row.merged_into),
        assurance: Set(row.assurance),
        department_id: Set(row.department_id),
        version: Set(row.version),
        created_at: Set(row.created_at),
        updated_at: Set(row.updated_at),
    }
}
