//! The area's inputs, as core's commands.

use async_graphql::{InputObject, MaybeUndefined};
use crm_core::Result;
use crm_core::beneficiaries as core;
use crm_core::error::Check;
use crm_core::ids::{BeneficiaryId, ContactPointId, DepartmentId, IdentifierId};

use super::enums::{
    AccessibilityNeed, AssuranceLevel, BeneficiaryKind, BeneficiaryStatus, BirthPrecision, ContactKind, ContactOwner,
    IdentifierKind, MessageClass, PreferredChannel, Sex, VerifiedBy,
};
use crate::filter::{DateTimeFilter, IdFilter, StringFilter, enum_filter, filter};
use crate::node_id::Id;
use crate::scalars::{Date, LanguageTag, LocalizedTextInput, localized, patch};

enum_filter!(
    /// Operators on what a beneficiary is.
    BeneficiaryKindFilter, BeneficiaryKind => core::BeneficiaryKind
);
enum_filter!(
    /// Operators on where a record stands.
    BeneficiaryStatusFilter, BeneficiaryStatus => core::BeneficiaryStatus
);

filter! {
    /// Which beneficiaries are wanted. All given fields must hold.
    BeneficiaryFilter => core::BeneficiaryCondition {
        /// A phone of theirs, as people write it, digits of any script. Compared as a whole.
        phone: StringFilter => Phone,
        /// An e-mail address of theirs. Compared as a whole.
        email: StringFilter => Email,
        /// The name in the installation's language, compared without regard to spelling. To find people by words of their
        /// name in any language, use `search`.
        name: StringFilter => Name,
        /// What they are.
        kind: BeneficiaryKindFilter => Kind,
        /// Where the record stands.
        status: BeneficiaryStatusFilter => Status,
        /// The department that registered them.
        department: IdFilter => Department,
        /// When they were registered.
        created_at: DateTimeFilter => RegisteredAt,
    }
}

/// In which order beneficiaries are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(remote = "core::BeneficiaryOrder")]
pub enum BeneficiaryOrder {
    /// The best hit of a search first; without a search, by name.
    #[graphql(name = "RELEVANCE")]
    Relevance,
    /// By name.
    #[graphql(name = "NAME_ASC")]
    Name,
    /// By name, backwards.
    #[graphql(name = "NAME_DESC")]
    NameDescending,
    /// The first registered first.
    #[graphql(name = "CREATED_AT_ASC")]
    Oldest,
    /// The last registered first.
    #[graphql(name = "CREATED_AT_DESC")]
    Newest,
}

/// What names one identifier.
#[derive(InputObject)]
pub struct IdentifierKeyInput {
    /// Which register.
    kind: IdentifierKind,
    /// ISO 3166-1 code of the issuing state, for passports and GCC ids.
    issuer: Option<String>,
    /// The number as people write it, digits of any script.
    value: String,
}

impl From<IdentifierKeyInput> for core::IdentifierKey {
    fn from(IdentifierKeyInput { kind, issuer, value }: IdentifierKeyInput) -> Self {
        Self { kind: kind.into(), issuer, value }
    }
}

/// An identifier to be kept.
#[derive(InputObject)]
pub struct NewIdentifierInput {
    /// Which register.
    kind: IdentifierKind,
    /// ISO 3166-1 code of the issuing state, for passports and GCC ids.
    issuer: Option<String>,
    /// The number as people write it, digits of any script.
    value: String,
    /// First day on which the document is valid.
    valid_from: Option<Date>,
    /// Last day on which the document is valid.
    valid_to: Option<Date>,
    /// Why a wrong check digit is taken all the same; staff only.
    override_reason: Option<String>,
}

impl From<NewIdentifierInput> for core::NewIdentifier {
    fn from(input: NewIdentifierInput) -> Self {
        let NewIdentifierInput { kind, issuer, value, valid_from, valid_to, override_reason } = input;
        let (valid_from, valid_to) = (valid_from.map(|date| date.0), valid_to.map(|date| date.0));
        Self { kind: kind.into(), issuer, value, valid_from, valid_to, override_reason }
    }
}

/// A Saudi national address.
#[derive(InputObject)]
pub struct NationalAddressInput {
    /// Building number, 4 digits.
    building: String,
    /// Street.
    street: String,
    /// District.
    district: String,
    /// City.
    city: String,
    /// Postal code, 5 digits.
    postal_code: String,
    /// Secondary number, 4 digits.
    secondary: Option<String>,
    /// Short address, 4 letters and 4 digits.
    short_address: Option<String>,
}

impl From<NationalAddressInput> for crm_core::values::NationalAddress {
    fn from(input: NationalAddressInput) -> Self {
        let NationalAddressInput { building, street, district, city, postal_code, secondary, short_address } = input;
        Self { building, street, district, city, postal_code, secondary, short_address }
    }
}

/// A contact point to be kept.
#[derive(InputObject)]
pub struct NewContactPointInput {
    /// What kind.
    kind: ContactKind,
    /// The number, e-mail address or handle as people write it; for a national address nothing.
    value: Option<String>,
    /// The national address, for that kind only.
    address: Option<NationalAddressInput>,
    /// The network of a social handle, such as `x`.
    network: Option<String>,
    /// Whose it is.
    #[graphql(default_with = "ContactOwner::Own")]
    belongs_to: ContactOwner,
    /// How it was verified just now, if it was.
    verified_by: Option<VerifiedBy>,
    /// Messages that must not go there.
    #[graphql(default)]
    do_not_disturb: Vec<MessageClass>,
}

impl From<NewContactPointInput> for core::NewContactPoint {
    fn from(input: NewContactPointInput) -> Self {
        let NewContactPointInput { kind, value, address, network, belongs_to, verified_by, do_not_disturb } = input;
        Self {
            kind: kind.into(),
            value,
            address: address.map(Into::into),
            network,
            belongs_to: belongs_to.into(),
            verified_by: verified_by.map(Into::into),
            do_not_disturb: core::MessageClasses(do_not_disturb.into_iter().map(Into::into).collect()),
        }
    }
}

/// A name taken apart.
#[derive(InputObject)]
pub struct NamePartsInput {
    /// In Arabic script.
    arabic: Option<ScriptNameInput>,
    /// In Latin script, as in the passport.
    latin: Option<ScriptNameInput>,
}

impl From<NamePartsInput> for core::NameParts {
    fn from(NamePartsInput { arabic, latin }: NamePartsInput) -> Self {
        let script = |input: Option<ScriptNameInput>| input.map(Into::into).unwrap_or_default();
        Self { arabic: script(arabic), latin: script(latin) }
    }
}

/// The parts of a name in one script.
#[derive(InputObject)]
pub struct ScriptNameInput {
    /// Given name.
    given: Option<String>,
    /// Father's name.
    father: Option<String>,
    /// Grandfather's name.
    grandfather: Option<String>,
    /// Family name.
    family: Option<String>,
}

impl From<ScriptNameInput> for core::ScriptName {
    fn from(ScriptNameInput { given, father, grandfather, family }: ScriptNameInput) -> Self {
        Self { given, father, grandfather, family }
    }
}

/// A birth date, in one of the calendars.
#[derive(InputObject)]
pub struct BirthDateInput {
    /// The Gregorian day.
    gregorian: Option<Date>,
    /// The Hijri day (Umm al-Qura), such as `1410-05-12`.
    hijri: Option<String>,
    /// How exactly it is known.
    #[graphql(default_with = "BirthPrecision::Day")]
    precision: BirthPrecision,
}

impl TryFrom<BirthDateInput> for core::BirthDate {
    type Error = crm_core::Error;

    fn try_from(BirthDateInput { gregorian, hijri, precision }: BirthDateInput) -> Result<Self> {
        Self::told(gregorian.map(|date| date.0), hijri.as_deref(), precision.into())
            .map_err(|error| error.under("birthDate"))
    }
}

/// Somebody to be registered.
#[derive(InputObject)]
pub struct RegisterBeneficiaryInput {
    /// What it is.
    kind: BeneficiaryKind,
    /// Display name; a language that is missing is made of `nameParts`. One is needed.
    #[graphql(default)]
    name: LocalizedTextInput,
    /// The name taken apart.
    name_parts: Option<NamePartsInput>,
    /// Sex, of individuals.
    sex: Option<Sex>,
    /// Birth date, or the day on which a body was founded.
    birth_date: Option<BirthDateInput>,
    /// ISO 3166-1 code.
    nationality: Option<String>,
    /// The language in which to talk.
    preferred_language: Option<LanguageTag>,
    /// The way on which to reach the person.
    preferred_channel: Option<PreferredChannel>,
    /// What the person needs to be served.
    #[graphql(default)]
    accessibility_needs: Vec<AccessibilityNeed>,
    /// How surely the record is who it says.
    #[graphql(default_with = "AssuranceLevel::Declared")]
    assurance: AssuranceLevel,
    /// The department that registers; by default the first one in which the caller may.
    department_id: Option<Id<DepartmentId>>,
    /// Identifiers, at most 20.
    #[graphql(default)]
    identifiers: Vec<NewIdentifierInput>,
    /// Contact points, at most 30.
    #[graphql(default)]
    contact_points: Vec<NewContactPointInput>,
    /// Makes a repeat harmless: the same key and content give the first result.
    idempotency_key: Option<String>,
}

impl TryFrom<RegisterBeneficiaryInput> for core::RegisterBeneficiary {
    type Error = crm_core::Error;

    fn try_from(input: RegisterBeneficiaryInput) -> Result<Self> {
        let RegisterBeneficiaryInput {
            kind,
            name,
            name_parts,
            sex,
            birth_date,
            nationality,
            preferred_language,
            preferred_channel,
            accessibility_needs,
            assurance,
            department_id,
            identifiers,
            contact_points,
            idempotency_key,
        } = input;
        let mut check = Check::default();
        let name = check.take("", localized("name", name))?.unwrap_or_default();
        let birth = check.take("", birth_date.map(TryInto::try_into).transpose())?.flatten();
        check.done()?;
        Ok(Self {
            kind: kind.into(),
            name,
            name_parts: name_parts.map(Into::into),
            sex: sex.map(Into::into),
            birth,
            nationality,
            preferred_language: preferred_language.map(|tag| tag.0.to_string()),
            preferred_channel: preferred_channel.map(Into::into),
            accessibility_needs: needs(accessibility_needs),
            assurance: assurance.into(),
            department: department_id.map(|id| id.0),
            identifiers: identifiers.into_iter().map(Into::into).collect(),
            contact_points: contact_points.into_iter().map(Into::into).collect(),
            idempotency_key,
        })
    }
}

/// A change of a beneficiary: an absent field stays as it is, null clears it.
#[derive(InputObject)]
pub struct UpdateBeneficiaryInput {
    /// Whose record.
    pub id: Id<BeneficiaryId>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
    /// The whole display name, in every language.
    name: Option<LocalizedTextInput>,
    /// The name taken apart.
    name_parts: MaybeUndefined<NamePartsInput>,
    /// Sex, of individuals.
    sex: MaybeUndefined<Sex>,
    /// Birth date.
    birth_date: MaybeUndefined<BirthDateInput>,
    /// ISO 3166-1 code.
    nationality: MaybeUndefined<String>,
    /// The language in which to talk.
    preferred_language: MaybeUndefined<LanguageTag>,
    /// The way on which to reach the person.
    preferred_channel: MaybeUndefined<PreferredChannel>,
    /// What the person needs to be served.
    accessibility_needs: Option<Vec<AccessibilityNeed>>,
    /// How surely the record is who it says.
    assurance: Option<AssuranceLevel>,
}

impl TryFrom<UpdateBeneficiaryInput> for core::UpdateBeneficiary {
    type Error = crm_core::Error;

    fn try_from(input: UpdateBeneficiaryInput) -> Result<Self> {
        let UpdateBeneficiaryInput {
            id,
            expected_version,
            name,
            name_parts,
            sex,
            birth_date,
            nationality,
            preferred_language,
            preferred_channel,
            accessibility_needs,
            assurance,
        } = input;
        let mut check = Check::default();
        let name = check.take("", name.map(|name| localized("name", name)).transpose())?.flatten();
        let birth = check.take("", birth_date.map_value(TryInto::try_into).transpose())?.unwrap_or_default();
        check.done()?;
        Ok(Self {
            id: id.0,
            expected_version,
            name,
            name_parts: patch(name_parts, Into::into),
            sex: patch(sex, Into::into),
            birth: patch(birth, |birth| birth),
            nationality: patch(nationality, |code| code),
            preferred_language: patch(preferred_language, |tag| tag.0.to_string()),
            preferred_channel: patch(preferred_channel, Into::into),
            accessibility_needs: accessibility_needs.map(needs),
            assurance: assurance.map(Into::into),
        })
    }
}

/// A move of a record through its life.
#[derive(InputObject)]
pub struct SetBeneficiaryStatusInput {
    /// Whose record.
    pub id: Id<BeneficiaryId>,
    /// The version that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
    /// Where to.
    status: BeneficiaryStatus,
    /// The department that goes on seeing a restricted record; absent leaves it as it is.
    department_id: Option<Id<DepartmentId>>,
    /// Why.
    reason: String,
}

impl From<SetBeneficiaryStatusInput> for core::SetStatus {
    fn from(input: SetBeneficiaryStatusInput) -> Self {
        let SetBeneficiaryStatusInput { id, expected_version, status, department_id, reason } = input;
        let department = department_id.map(|id| id.0);
        Self { id: id.0, expected_version, status: status.into(), department, reason }
    }
}

/// One identifier more for a beneficiary.
#[derive(InputObject)]
pub struct AddIdentifierInput {
    /// Whose it is.
    beneficiary_id: Id<BeneficiaryId>,
    /// The version of the beneficiary that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
    /// The identifier.
    identifier: NewIdentifierInput,
}

impl From<AddIdentifierInput> for core::AddIdentifier {
    fn from(AddIdentifierInput { beneficiary_id, expected_version, identifier }: AddIdentifierInput) -> Self {
        Self { beneficiary: beneficiary_id.0, expected_version, identifier: identifier.into() }
    }
}

/// One identifier to be taken off.
#[derive(InputObject)]
pub struct RemoveIdentifierInput {
    /// The identifier.
    id: Id<IdentifierId>,
    /// Why.
    reason: String,
}

impl From<RemoveIdentifierInput> for core::RemoveIdentifier {
    fn from(RemoveIdentifierInput { id, reason }: RemoveIdentifierInput) -> Self {
        Self { id: id.0, reason }
    }
}

/// One contact point more for a beneficiary.
#[derive(InputObject)]
pub struct AddContactPointInput {
    /// On whose record.
    beneficiary_id: Id<BeneficiaryId>,
    /// The version of the beneficiary that the caller saw; another one is a conflict.
    expected_version: Option<i32>,
    /// The contact point.
    contact_point: NewContactPointInput,
}

impl From<AddContactPointInput> for core::AddContactPoint {
    fn from(AddContactPointInput { beneficiary_id, expected_version, contact_point }: AddContactPointInput) -> Self {
        Self { beneficiary: beneficiary_id.0, expected_version, contact_point: contact_point.into() }
    }
}

/// One contact point to be taken off.
#[derive(InputObject)]
pub struct RemoveContactPointInput {
    /// The contact point.
    id: Id<ContactPointId>,
}

impl From<RemoveContactPointInput> for core::RemoveContactPoint {
    fn from(RemoveContactPointInput { id }: RemoveContactPointInput) -> Self {
        Self { id: id.0 }
    }
}

/// A wish to see identifiers and contact points in clear.
#[derive(InputObject)]
pub struct UnmaskBeneficiaryInput {
    /// Whose.
    pub id: Id<BeneficiaryId>,
    /// Why; kept in the audit record.
    pub reason: String,
}

fn needs(list: Vec<AccessibilityNeed>) -> core::AccessibilityNeeds {
    core::AccessibilityNeeds(list.into_iter().map(Into::into).collect())
}
