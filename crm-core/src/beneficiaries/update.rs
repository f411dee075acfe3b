//! Changing what is known of a beneficiary.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde_json::json;

use super::entity::beneficiary::{ActiveModel, Model};
use super::kinds::{AccessibilityNeeds, AssuranceLevel, BirthPrecision, PreferredChannel, Sex};
use super::person::{BirthDate, NameParts, Person};
use super::{change, search};
use crate::audit::Change;
use crate::calendar::local_date;
use crate::db::Db;
use crate::error::Result;
use crate::events;
use crate::ids::BeneficiaryId;
use crate::op::OpContext;
use crate::patch::Patch;
use crate::policy::Permission;
use crate::text::LocalizedText;

/// A change of a beneficiary: what is `None` or kept stays as it is. Personal: `Debug` shows the id only.
#[derive(Clone)]
pub struct UpdateBeneficiary {
    /// Whose record.
    pub id: BeneficiaryId,
    /// The version that the caller saw.
    pub expected_version: Option<i32>,
    /// The whole display name, in every language.
    pub name: Option<LocalizedText>,
    /// The name taken apart.
    pub name_parts: Patch<NameParts>,
    /// Sex, of individuals.
    pub sex: Patch<Sex>,
    /// Birth date.
    pub birth: Patch<BirthDate>,
    /// ISO 3166-1 code.
    pub nationality: Patch<String>,
    /// BCP 47 tag of the language in which to talk.
    pub preferred_language: Patch<String>,
    /// The way on which to reach the person.
    pub preferred_channel: Patch<PreferredChannel>,
    /// What the person needs to be served.
    pub accessibility_needs: Option<AccessibilityNeeds>,
    /// How surely the record is who it says.
    pub assurance: Option<AssuranceLevel>,
}

impl UpdateBeneficiary {
    /// A change of nothing yet.
    pub fn new(id: BeneficiaryId) -> Self {
        Self {
            id,
            expected_version: None,
            name: None,
            name_parts: Patch::Keep,
            sex: Patch::Keep,
            birth: Patch::Keep,
            nationality: Patch::Keep,
            preferred_language: Patch::Keep,
            preferred_channel: Patch::Keep,
            accessibility_needs: None,
            assurance: None,
        }
    }
}

impl std::fmt::Debug for UpdateBeneficiary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UpdateBeneficiary").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Changes a beneficiary. A change of nothing answers the record as it is and counts no version.
pub async fn update(db: &Db, op: &OpContext, command: UpdateBeneficiary) -> Result<Model> {
    op.require(Permission::BeneficiaryWrite)?;
    let tx = db.begin().await?;
    let before = change::locked(&tx, op, command.id, command.expected_version).await?;
    let old = before.person();
    let assurance = command.assurance.unwrap_or(before.assurance);
    let new = patched(old.clone(), command).checked(local_date(op.at, db.settings().zone))?;
    let mut changed = differences(&old, &new);
    if assurance != before.assurance {
        changed.push("assurance");
    }
    if changed.is_empty() {
        return Ok(before);
    }
    let texts = (new.spellings() != old.spellings()).then(|| search::texts(before.id, &new));
    let former = former(&before, &changed);
    let after = store(&tx, op, before, (new, assurance)).await?;
    if let Some(texts) = texts {
        crate::search::index(&tx, search::AREA, &[texts]).await?;
    }
    let change = Change::of("beneficiary.update", after.id)
        .department(after.department_id)
        .detail(json!({ "fields": changed }))
        .personal(former);
    events::record(&tx, op, "beneficiary.changed", &changed, change).await?;
    tx.commit().await?;
    Ok(after)
}

fn patched(person: Person, command: UpdateBeneficiary) -> Person {
    let UpdateBeneficiary {
        id: _,
        expected_version: _,
        name,
        name_parts,
        sex,
        birth,
        nationality,
        preferred_language,
        preferred_channel,
        accessibility_needs,
        assurance: _,
    } = command;
    Person {
        kind: person.kind,
        name: name.unwrap_or(person.name),
        name_parts: name_parts.over(person.name_parts),
        sex: sex.over(person.sex),
        birth: birth.over(person.birth),
        nationality: nationality.over(person.nationality),
        preferred_language: preferred_language.over(person.preferred_language),
        preferred_channel: preferred_channel.over(person.preferred_channel),
        accessibility_needs: accessibility_needs.unwrap_or(person.accessibility_needs),
    }
}

/// The names of the fields that differ.
fn differences(old: &Person, new: &Person) -> Vec<&'static str> {
    [
        ("name", old.name != new.name),
        ("nameParts", old.name_parts != new.name_parts),
        ("sex", old.sex != new.sex),
        ("birthDate", old.birth != new.birth),
        ("nationality", old.nationality != new.nationality),
        ("preferredLanguage", old.preferred_language != new.preferred_language),
        ("preferredChannel", old.preferred_channel != new.preferred_channel),
        ("accessibilityNeeds", old.accessibility_needs != new.accessibility_needs),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

/// The changed fields' values before, for the audit record.
fn former(before: &Model, changed: &[&str]) -> serde_json::Value {
    let all = [
        ("name", json!(before.name)),
        ("nameParts", json!(before.name_parts)),
        ("sex", json!(before.sex)),
        ("birthDate", json!(before.birth())),
        ("nationality", json!(before.nationality)),
        ("preferredLanguage", json!(before.preferred_language)),
        ("preferredChannel", json!(before.preferred_channel)),
        ("accessibilityNeeds", json!(before.accessibility_needs)),
        ("assurance", json!(before.assurance)),
    ];
    all.into_iter().filter(|(name, _)| changed.contains(name)).map(|(name, value)| (name.to_owned(), value)).collect()
}

async fn store(tx: &Db, op: &OpContext, before: Model, after: (Person, AssuranceLevel)) -> Result<Model> {
    let (person, assurance) = after;
    let sort_name = person.sort_name(&tx.settings().language);
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
    } = person;
    let active = ActiveModel {
        kind: Set(kind),
        name: Set(name),
        sort_name: Set(sort_name),
        name_parts: Set(name_parts),
        sex: Set(sex),
        birth_date: Set(birth.map(|birth| birth.date)),
        birth_in_hijri: Set(birth.is_some_and(|birth| birth.in_hijri)),
        birth_precision: Set(birth.map_or(BirthPrecision::Day, |birth| birth.precision)),
        nationality: Set(nationality),
        preferred_language: Set(preferred_language),
        preferred_channel: Set(preferred_channel),
        accessibility_needs: Set(accessibility_needs),
        assurance: Set(assurance),
        version: Set(before.version + 1),
        updated_at: Set(op.at),
        ..before.into()
    };
    Ok(active.update(tx).await?)
}
