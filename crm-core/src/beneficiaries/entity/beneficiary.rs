//! A person or body of the registry.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::super::kinds::{
    AccessibilityNeeds, AssuranceLevel, BeneficiaryKind, BeneficiaryStatus, BirthPrecision, PreferredChannel, Sex,
};
use super::super::person::{BirthDate, NameParts, Person};
use crate::ids::{BeneficiaryId, DepartmentId};
use crate::text::LocalizedText;

/// A beneficiary. Identifiers and contact points come masked through loaders of their own.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "beneficiary")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BeneficiaryId,
    /// What it is.
    pub kind: BeneficiaryKind,
    /// Display name by language. Personal: identity.
    #[sea_orm(column_type = "JsonBinary")]
    pub name: LocalizedText,
    /// The folded name by which lists are sorted. Personal: identity.
    pub sort_name: String,
    /// The name taken apart. Personal: identity.
    #[sea_orm(column_type = "JsonBinary")]
    pub name_parts: Option<NameParts>,
    /// Sex. Personal: identity.
    pub sex: Option<Sex>,
    /// Birth date in the Gregorian calendar, see [`birth`](Self::birth). Personal: identity.
    pub birth_date: Option<NaiveDate>,
    /// Whether the birth date was given in Hijri.
    pub birth_in_hijri: bool,
    /// How exactly the birth date is known.
    pub birth_precision: BirthPrecision,
    /// ISO 3166-1 code of three letters. Personal: identity.
    pub nationality: Option<String>,
    /// BCP 47 tag of the language in which to talk.
    pub preferred_language: Option<String>,
    /// The way on which to reach the person.
    pub preferred_channel: Option<PreferredChannel>,
    /// What the person needs to be served. Personal: health.
    #[sea_orm(column_type = "JsonBinary")]
    pub accessibility_needs: AccessibilityNeeds,
    /// Where the record stands.
    pub status: BeneficiaryStatus,
    /// The record this one redirects to once merged.
    pub merged_into: Option<BeneficiaryId>,
    /// How surely the record is who it says.
    pub assurance: AssuranceLevel,
    /// The department that registered it; it alone sees a restricted one.
    pub department_id: Option<DepartmentId>,
    /// Counts changes, for optimistic locking.
    pub version: i32,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// None: other tables are reached through loaders.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The birth date as it was told.
    pub fn birth(&self) -> Option<BirthDate> {
        let Self { birth_in_hijri: in_hijri, birth_precision: precision, .. } = *self;
        self.birth_date.map(|date| BirthDate { date, in_hijri, precision })
    }

    /// What an update may change.
    pub(in super::super) fn person(&self) -> Person {
        Person {
            kind: self.kind,
            name: self.name.clone(),
            name_parts: self.name_parts.clone(),
            sex: self.sex,
            birth: self.birth(),
            nationality: self.nationality.clone(),
            preferred_language: self.preferred_language.clone(),
            preferred_channel: self.preferred_channel,
            accessibility_needs: self.accessibility_needs.clone(),
        }
    }
}

/// Shows no name, birth date or nationality.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, kind, status, version, .. } = self;
        f.debug_struct("Beneficiary")
            .field("id", id)
            .field("kind", kind)
            .field("status", status)
            .field("version", version)
            .finish_non_exhaustive()
    }
}
