//! The area's records.

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use crm_core::beneficiaries::{self as core, ContactValue};
use crm_core::calendar;
use crm_core::ids::{BeneficiaryId, ContactPointId, DepartmentId, IdentifierId, TimelineId};
use crm_core::page::{DEFAULT_SIZE, Page};
use crm_core::timeline;
use std::collections::HashMap;
use std::sync::Arc;

use super::enums::{
    AccessibilityNeed, AssuranceLevel, BeneficiaryKind, BeneficiaryStatus, BirthPrecision, ContactKind, ContactOwner,
    IdentifierKind, MessageClass, PreferredChannel, Sex, VerifiedBy,
};
use crate::catalogue::Department;
use crate::catalogue::departments::department;
use crate::connection::{Connection, page_request};
use crate::context::{Batch, BatchError, Call, loads};
use crate::interactions::{self, Interaction};
use crate::node::{self, Node};
use crate::node_id::{self, Id};
use crate::scalars::{CalendarDate, Date, DateTime, LanguageTag, LocalizedText};

loads!(BeneficiaryId => core::Beneficiary, core::many);

/// Keys of what hangs on a beneficiary.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct IdentifiersOf(BeneficiaryId);
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ContactPointsOf(BeneficiaryId);
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct TimelineOf(BeneficiaryId, u32);

impl Loader<IdentifiersOf> for Batch {
    type Value = Vec<core::HeldIdentifier>;
    type Error = BatchError;

    async fn load(&self, keys: &[IdentifiersOf]) -> Result<HashMap<IdentifiersOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let held = core::identifiers(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(held.into_iter().map(|(id, held)| (IdentifiersOf(id), held)).collect())
    }
}

impl Loader<ContactPointsOf> for Batch {
    type Value = Vec<core::ContactPoint>;
    type Error = BatchError;

    async fn load(&self, keys: &[ContactPointsOf]) -> Result<HashMap<ContactPointsOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let held = core::contact_points(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(held.into_iter().map(|(id, held)| (ContactPointsOf(id), held)).collect())
    }
}

impl Loader<TimelineOf> for Batch {
    type Value = Page<timeline::TimelineEntry>;
    type Error = BatchError;

    async fn load(&self, keys: &[TimelineOf]) -> Result<HashMap<TimelineOf, Self::Value>, BatchError> {
        let mut by_size: HashMap<u32, Vec<BeneficiaryId>> = HashMap::new();
        for TimelineOf(id, size) in keys {
            by_size.entry(*size).or_default().push(*id);
        }
        let mut found = HashMap::with_capacity(keys.len());
        // One round for each size that the document asks for, not for each person.
        for (size, ids) in by_size {
            let pages = core::timelines(&self.db, &self.op, &ids, size).await.map_err(Arc::new)?;
            found.extend(pages.into_iter().map(|(id, page)| (TimelineOf(id, size), page)));
        }
        Ok(found)
    }
}

/// A person or body that is served.
pub struct Beneficiary(pub core::Beneficiary);

impl From<core::Beneficiary> for Beneficiary {
    fn from(row: core::Beneficiary) -> Self {
        Self(row)
    }
}

/// A person or body that is served.
#[Object]
impl Beneficiary {
    /// Id.
    pub(crate) async fn id(&self) -> Id<BeneficiaryId> {
        Id(self.0.id)
    }

    /// What it is.
    async fn kind(&self) -> BeneficiaryKind {
        self.0.kind.into()
    }

    /// Display name.
    async fn name(&self) -> LocalizedText {
        self.0.name.clone().into()
    }

    /// The name taken apart.
    async fn name_parts(&self) -> Option<NameParts> {
        self.0.name_parts.clone().map(Into::into)
    }

    /// Sex, of individuals.
    async fn sex(&self) -> Option<Sex> {
        self.0.sex.map(Into::into)
    }

    /// Birth date as it was told.
    #[expect(clippy::unused_async, reason = "a field that may fail")]
    async fn birth_date(&self) -> Result<Option<BirthDate>> {
        Ok(self.0.birth().map(BirthDate::try_from).transpose()?)
    }

    /// ISO 3166-1 code of three letters.
    async fn nationality(&self) -> Option<&str> {
        self.0.nationality.as_deref()
    }

    /// The language in which to talk.
    #[expect(clippy::unused_async, reason = "a field that may fail")]
    async fn preferred_language(&self) -> Result<Option<LanguageTag>> {
        let tag = self.0.preferred_language.as_deref().map(crm_core::text::LanguageTag::parse);
        Ok(tag.transpose()?.map(LanguageTag))
    }

    /// The way on which to reach the person.
    async fn preferred_channel(&self) -> Option<PreferredChannel> {
        self.0.preferred_channel.map(Into::into)
    }

    /// What the person needs to be served.
    async fn accessibility_needs(&self) -> Vec<AccessibilityNeed> {
        self.0.accessibility_needs.0.iter().copied().map(Into::into).collect()
    }

    /// Where the record stands.
    async fn status(&self) -> BeneficiaryStatus {
        self.0.status.into()
    }

    /// The record this one redirects to once merged.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Beneficiary>> {
        let Some(id) = self.0.merged_into else { return Ok(None) };
        Ok(ctx.loaders().load_one(id).await?.map(Beneficiary))
    }

    /// How surely the record is who it says.
    async fn assurance(&self) -> AssuranceLevel {
        self.0.assurance.into()
    }

    /// The department that registered it; it alone sees a restricted one.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(known(ctx, self.0.department_id).await?)
    }

    /// Identifiers in order of entry, at most 20, masked.
    async fn identifiers(&self, ctx: &Context<'_>) -> Result<Vec<Identifier>> {
        let held = ctx.loaders().load_one(IdentifiersOf(self.0.id)).await?.unwrap_or_default();
        Ok(held.into_iter().map(Identifier).collect())
    }

    /// Contact points in order of entry, at most 30, masked.
    async fn contact_points(&self, ctx: &Context<'_>) -> Result<Vec<ContactPoint>> {
        let held = ctx.loaders().load_one(ContactPointsOf(self.0.id)).await?.unwrap_or_default();
        Ok(held.into_iter().map(ContactPoint).collect())
    }

    /// Everything that concerns the person, latest first.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<TimelineEntry>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        if page.total || page.backward || page.after.is_some() {
            return Ok(Connection::of(core::timeline(ctx.db(), ctx.op(), self.0.id, &page).await?));
        }
        let key = TimelineOf(self.0.id, page.size.unwrap_or(DEFAULT_SIZE));
        let none = Page { edges: Vec::new(), has_next: false, has_previous: false, total: None };
        Ok(Connection::of(ctx.loaders().load_one(key).await?.unwrap_or(none)))
    }

    /// Their contacts, latest first.
    async fn interactions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Interaction>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        interactions::of_beneficiary(ctx, self.0.id, page).await
    }

    /// Counts changes, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was registered.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it was last changed, with its identifiers and contact points.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.updated_at)
    }
}

/// A name taken apart, in the two scripts of official documents.
#[derive(SimpleObject)]
pub struct NameParts {
    /// In Arabic script.
    arabic: ScriptName,
    /// In Latin script, as in the passport.
    latin: ScriptName,
}

impl From<core::NameParts> for NameParts {
    fn from(core::NameParts { arabic, latin }: core::NameParts) -> Self {
        Self { arabic: arabic.into(), latin: latin.into() }
    }
}

/// The parts of a name in one script.
#[derive(SimpleObject)]
pub struct ScriptName {
    /// Given name.
    given: Option<String>,
    /// Father's name.
    father: Option<String>,
    /// Grandfather's name.
    grandfather: Option<String>,
    /// Family name.
    family: Option<String>,
}

impl From<core::ScriptName> for ScriptName {
    fn from(core::ScriptName { given, father, grandfather, family }: core::ScriptName) -> Self {
        Self { given, father, grandfather, family }
    }
}

/// A birth date as it was told.
#[derive(SimpleObject)]
pub struct BirthDate {
    /// The day in both calendars.
    date: CalendarDate,
    /// Whether it was given in Hijri, and should be shown so first.
    in_hijri: bool,
    /// How exactly it is known.
    precision: BirthPrecision,
}

impl TryFrom<core::BirthDate> for BirthDate {
    type Error = crm_core::Error;

    fn try_from(birth: core::BirthDate) -> crm_core::Result<Self> {
        let core::BirthDate { date, in_hijri, precision } = birth;
        let date = calendar::CalendarDate::from_gregorian(date)?.into();
        Ok(Self { date, in_hijri, precision: precision.into() })
    }
}

/// An identifier, masked.
pub struct Identifier(pub core::HeldIdentifier);

impl From<core::HeldIdentifier> for Identifier {
    fn from(held: core::HeldIdentifier) -> Self {
        Self(held)
    }
}

/// An identifier, masked.
#[Object]
impl Identifier {
    /// Id.
    async fn id(&self) -> Id<IdentifierId> {
        Id(self.0.id)
    }

    /// Which register.
    async fn kind(&self) -> IdentifierKind {
        self.0.kind.into()
    }

    /// ISO 3166-1 code of the issuing state, of passports and GCC ids.
    async fn issuer(&self) -> Option<&str> {
        self.0.issuer.as_deref()
    }

    /// The last characters, to recognise it by.
    async fn masked(&self) -> &str {
        &self.0.masked
    }

    /// First day on which the document is valid.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// Last day on which the document is valid.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// Whether staff took it in spite of a wrong check digit.
    async fn check_overridden(&self) -> bool {
        self.0.check_overridden
    }

    /// Whose it is.
    async fn beneficiary(&self, ctx: &Context<'_>) -> Result<Option<Beneficiary>> {
        Ok(ctx.loaders().load_one(self.0.beneficiary_id).await?.map(Beneficiary))
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }
}

/// A contact point, masked.
pub struct ContactPoint(pub core::ContactPoint);

impl From<core::ContactPoint> for ContactPoint {
    fn from(held: core::ContactPoint) -> Self {
        Self(held)
    }
}

/// A contact point, masked.
#[Object]
impl ContactPoint {
    /// Id.
    async fn id(&self) -> Id<ContactPointId> {
        Id(self.0.id)
    }

    /// What kind.
    async fn kind(&self) -> ContactKind {
        self.0.kind.into()
    }

    /// Whose it is.
    async fn belongs_to(&self) -> ContactOwner {
        self.0.belongs_to.into()
    }

    /// Enough to recognise it: the last digits of a number, the first letter and domain of an e-mail address.
    async fn masked(&self) -> &str {
        &self.0.masked
    }

    /// The national address, which is not masked.
    async fn address(&self) -> Option<NationalAddress> {
        self.0.address.clone().map(Into::into)
    }

    /// The network of a social handle.
    async fn network(&self) -> Option<&str> {
        self.0.network.as_deref()
    }

    /// When it was verified.
    async fn verified_at(&self) -> Option<DateTime> {
        self.0.verified_at.map(DateTime)
    }

    /// How it was verified.
    async fn verified_by(&self) -> Option<VerifiedBy> {
        self.0.verified_by.map(Into::into)
    }

    /// Messages that must not go there.
    async fn do_not_disturb(&self) -> Vec<MessageClass> {
        self.0.do_not_disturb.0.iter().copied().map(Into::into).collect()
    }

    /// On whose record it is.
    async fn beneficiary(&self, ctx: &Context<'_>) -> Result<Option<Beneficiary>> {
        Ok(ctx.loaders().load_one(self.0.beneficiary_id).await?.map(Beneficiary))
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }
}

/// A Saudi national address.
#[derive(SimpleObject)]
pub struct NationalAddress {
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

impl From<crm_core::values::NationalAddress> for NationalAddress {
    fn from(address: crm_core::values::NationalAddress) -> Self {
        let crm_core::values::NationalAddress {
            building,
            street,
            district,
            city,
            postal_code,
            secondary,
            short_address,
        } = address;
        Self { building, street, district, city, postal_code, secondary, short_address }
    }
}

/// Identifiers and contact points in clear.
#[derive(SimpleObject)]
pub struct UnmaskedBeneficiary {
    /// Identifiers in order of entry.
    identifiers: Vec<UnmaskedIdentifier>,
    /// Contact points in order of entry.
    contact_points: Vec<UnmaskedContactPoint>,
}

/// An identifier in clear.
#[derive(SimpleObject)]
pub struct UnmaskedIdentifier {
    /// The identifier.
    id: Id<IdentifierId>,
    /// Which register.
    kind: IdentifierKind,
    /// ISO 3166-1 code of the issuing state.
    issuer: Option<String>,
    /// The number.
    value: String,
}

/// A contact point in clear.
#[derive(SimpleObject)]
pub struct UnmaskedContactPoint {
    /// The contact point.
    id: Id<ContactPointId>,
    /// The number in E.164, the e-mail address or the handle; null for a national address.
    value: Option<String>,
    /// The national address.
    address: Option<NationalAddress>,
}

impl From<core::Unmasked> for UnmaskedBeneficiary {
    fn from(core::Unmasked { identifiers, contact_points }: core::Unmasked) -> Self {
        let identifier = |(id, held): (IdentifierId, crm_core::values::Identifier)| UnmaskedIdentifier {
            id: Id(id),
            kind: held.kind().into(),
            issuer: held.issuer().map(|issuer| issuer.as_str().to_owned()),
            value: held.as_str().to_owned(),
        };
        let point = |(id, value): (ContactPointId, ContactValue)| {
            let (value, address) = match value {
                ContactValue::Phone(number) => (Some(number.into()), None),
                ContactValue::Email(address) => (Some(address.into()), None),
                ContactValue::Social { handle, .. } => (Some(handle), None),
                ContactValue::Address(address) => (None, Some(address.into())),
            };
            UnmaskedContactPoint { id: Id(id), value, address }
        };
        Self {
            identifiers: identifiers.into_iter().map(identifier).collect(),
            contact_points: contact_points.into_iter().map(point).collect(),
        }
    }
}

/// One entry of a timeline: a pointer to the record that tells more.
pub struct TimelineEntry(pub timeline::TimelineEntry);

impl From<timeline::TimelineEntry> for TimelineEntry {
    fn from(row: timeline::TimelineEntry) -> Self {
        Self(row)
    }
}

/// One entry of a timeline: a pointer to the record that tells more.
#[Object]
impl TimelineEntry {
    /// Id.
    async fn id(&self) -> Id<TimelineId> {
        Id(self.0.id)
    }

    /// When it happened.
    async fn occurred_at(&self) -> DateTime {
        DateTime(self.0.occurred_at)
    }

    /// What it is, such as `interaction` or `beneficiary.registered`.
    async fn kind(&self) -> &str {
        &self.0.kind
    }

    /// The record that tells more, for `node`.
    async fn record_id(&self) -> ID {
        let kind = self.0.kind.split('.').next().unwrap_or_default();
        ID(node_id::encode(kind, self.0.record_id))
    }

    /// The record that tells more; null when the caller may not see it.
    async fn record(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        let kind = self.0.kind.split('.').next().unwrap_or_default();
        node::lookup(ctx, &ID(node_id::encode(kind, self.0.record_id))).await
    }

    /// The department whose record it is.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(known(ctx, self.0.department_id).await?)
    }
}

async fn known(ctx: &Context<'_>, id: Option<DepartmentId>) -> crm_core::Result<Option<Department>> {
    match id {
        Some(id) => department(ctx, id).await,
        None => Ok(None),
    }
}
