//! Places where services are given: offices, service points, mobile teams; in own buildings or at a host.

use chrono::{NaiveDate, NaiveTime};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Named, named, reads};
use crate::audit::Change;
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DepartmentId, OrganizationId, SiteId};
use crate::names::names;
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::LocalizedText;

names! {
    /// What a site is.
    SiteKind {
        /// An office with staff.
        Office = "office",
        /// A service point with self-service devices.
        ServicePoint = "service_point",
        /// A team that moves.
        Mobile = "mobile",
    }
}

names! {
    /// In whose building a site is.
    SiteHost {
        /// The body's own.
        Own = "own",
        /// A governorate's.
        Governorate = "governorate",
        /// A municipality's.
        Municipality = "municipality",
        /// An airport.
        Airport = "airport",
        /// A port of entry by land or sea.
        PortOfEntry = "port_of_entry",
    }
}

names! {
    /// What makes a site usable by people with disabilities.
    Accessibility {
        /// Step-free way in.
        StepFree = "step_free",
        /// Reserved parking.
        Parking = "parking",
        /// Toilet for wheelchair users.
        Toilet = "toilet",
        /// Sign language.
        SignLanguage = "sign_language",
        /// Text in Braille or audio.
        BrailleOrAudio = "braille_or_audio",
        /// A counter for older people.
        PriorityCounter = "priority_counter",
    }
}

/// When a site is open: several intervals a day, another set in Ramadan, dated exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct OpeningHours {
    /// Ordinary weeks.
    pub week: Vec<DayHours>,
    /// Weeks of Ramadan; empty means as ordinary.
    #[serde(default)]
    pub ramadan: Vec<DayHours>,
    /// Single days that differ.
    #[serde(default)]
    pub exceptions: Vec<DateHours>,
}

/// One interval on one day of the week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHours {
    /// ISO 8601: 1 = Monday .. 7 = Sunday.
    pub weekday: u8,
    /// Local time.
    pub opens: NaiveTime,
    /// Local time, after `opens`.
    pub closes: NaiveTime,
}

/// One day that differs; without times it is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateHours {
    /// The day.
    pub date: NaiveDate,
    /// Local times, or closed.
    pub hours: Option<(NaiveTime, NaiveTime)>,
}

/// Accessibility facts of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct AccessibilityList(pub Vec<Accessibility>);

mod entity {
    use super::{
        AccessibilityList, DepartmentId, LocalizedText, OpeningHours, OrganizationId, SiteHost, SiteId, SiteKind,
    };
    use sea_orm::entity::prelude::*;

    /// A site.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "site")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SiteId,
        /// Code; unique.
        pub code: String,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// What it is.
        pub kind: SiteKind,
        /// In whose building it is.
        pub host: SiteHost,
        /// The host body.
        pub host_organization_id: Option<OrganizationId>,
        /// The department that keeps it.
        pub department_id: Option<DepartmentId>,
        /// Address as people find it.
        #[sea_orm(column_type = "JsonBinary")]
        pub address: LocalizedText,
        /// Degrees north, WGS 84.
        pub latitude: Option<f64>,
        /// Degrees east, WGS 84.
        pub longitude: Option<f64>,
        /// When it is open.
        #[sea_orm(column_type = "JsonBinary")]
        pub opening_hours: OpeningHours,
        /// Accessibility.
        #[sea_orm(column_type = "JsonBinary")]
        pub accessibility: AccessibilityList,
        /// Whether it is in use.
        pub active: bool,
        /// Counts changes.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as Site;
use entity::{ActiveModel, Column, Entity, Model};

/// What a site is told to be, at creation and at a change alike: the whole of it.
#[derive(Clone, Debug)]
pub struct SiteFacts {
    /// Name; the installation's language is required.
    pub name: LocalizedText,
    /// What it is.
    pub kind: SiteKind,
    /// In whose building it is.
    pub host: SiteHost,
    /// The host body.
    pub host_organization: Option<OrganizationId>,
    /// The department that keeps it.
    pub department: Option<DepartmentId>,
    /// Address as people find it.
    pub address: LocalizedText,
    /// Latitude and longitude in degrees, WGS 84.
    pub coordinates: Option<(f64, f64)>,
    /// When it is open.
    pub opening_hours: OpeningHours,
    /// Accessibility.
    pub accessibility: Vec<Accessibility>,
    /// Whether it is in use.
    pub active: bool,
}

reads!(SiteId, "sites:name");

/// Sites by name.
pub async fn list(db: &Db, op: &OpContext, page: &PageRequest) -> Result<Page<Site>> {
    op.require(Permission::CatalogueRead)?;
    let (select, list, keys) = by_name(Entity::find());
    crate::page::fetch(db, select, list, keys, page).await
}

/// Creates a site. Needs `structure.manage`; a code in use is `Taken`.
pub async fn create(db: &Db, op: &OpContext, code: &str, facts: SiteFacts) -> Result<Site> {
    op.require(Permission::StructureManage)?;
    let mut check = Check::default();
    let Named { code, .. } = Named::check(db, &mut check, code, facts.name.clone())?;
    check.done()?;
    let tx = db.begin().await?;
    let taken = Entity::find().filter(Column::Code.eq(&*code)).one(&*tx).await?.is_some();
    Check::default().that(!taken, "code", Rule::Taken).result()?;
    let mut row = apply(&tx, facts).await?;
    row.id = Set(op.new_id());
    row.code = Set(code);
    row.version = Set(1);
    let row = row.insert(&*tx).await?;
    record(&tx, op, "site.created", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Replaces the facts of a site. Needs `structure.manage`; a stale version is `Conflict`.
pub async fn update(
    db: &Db,
    op: &OpContext,
    id: SiteId,
    facts: SiteFacts,
    expected_version: Option<i32>,
) -> Result<Site> {
    op.require(Permission::StructureManage)?;
    let tx = db.begin().await?;
    let old = store::locked::<Entity, SiteId>(&tx, Entity::find_by_id(id)).await?;
    store::same_version::<SiteId>(expected_version, old.version)?;
    let mut row = apply(&tx, facts).await?;
    row.id = sea_orm::ActiveValue::Unchanged(id);
    row.version = Set(old.version + 1);
    let row = row.update(&*tx).await?;
    record(&tx, op, "site.updated", &row).await?;
    tx.commit().await?;
    Ok(row)
}

/// Checks facts and puts them on a row that has no id, code or version yet.
async fn apply(tx: &Db, facts: SiteFacts) -> Result<ActiveModel> {
    let SiteFacts {
        name,
        kind,
        host,
        host_organization,
        department,
        address,
        coordinates,
        opening_hours,
        accessibility,
        active,
    } = facts;
    let known = tx.reference().await?;
    let mut check = Check::default();
    let (name, sort_name) = named(tx, &mut check, name)?;
    let address = check.take("", address.cleaned("address", 500))?.unwrap_or_default();
    check.that(department.is_none_or(|id| known.department(id).is_some()), "department", Rule::Unknown);
    check.that(host_organization.is_none_or(|id| known.organization(id).is_some()), "hostOrganization", Rule::Unknown);
    let on_earth = |(north, east): (f64, f64)| (-90.0..=90.0).contains(&north) && (-180.0..=180.0).contains(&east);
    check.that(coordinates.is_none_or(on_earth), "coordinates", Rule::OutOfRange);
    check.that(opening_hours.sound(), "openingHours", Rule::Period);
    check.that(opening_hours.size() <= 200, "openingHours", Rule::TooMany(200));
    check.done()?;
    Ok(ActiveModel {
        id: sea_orm::ActiveValue::NotSet,
        code: sea_orm::ActiveValue::NotSet,
        name: Set(name),
        sort_name: Set(sort_name),
        kind: Set(kind),
        host: Set(host),
        host_organization_id: Set(host_organization),
        department_id: Set(department),
        address: Set(address),
        latitude: Set(coordinates.map(|(north, _)| north)),
        longitude: Set(coordinates.map(|(_, east)| east)),
        opening_hours: Set(opening_hours),
        accessibility: Set(AccessibilityList(accessibility)),
        active: Set(active),
        version: sea_orm::ActiveValue::NotSet,
    })
}

impl OpeningHours {
    fn sound(&self) -> bool {
        let days = self.week.iter().chain(&self.ramadan);
        days.into_iter().all(|day| (1..=7).contains(&day.weekday) && day.opens < day.closes)
            && self.exceptions.iter().all(|day| day.hours.is_none_or(|(opens, closes)| opens < closes))
    }

    fn size(&self) -> usize {
        self.week.len() + self.ramadan.len() + self.exceptions.len()
    }
}

async fn record(tx: &Db, op: &OpContext, operation: &str, row: &Site) -> Result<()> {
    let fields = ["facts"];
    let change = Change::of(operation, row.id)
        .department(row.department_id)
        .detail(serde_json::json!({ "version": row.version }));
    events::record(tx, op, operation, &fields, change).await?;
    reference::changed(tx).await
}
