//! Sites.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use chrono::NaiveTime;
use crm_core::Error;
use crm_core::catalogue::sites::{self as core, DateHours, DayHours, SiteFacts};
use crm_core::ids::{DepartmentId, OrganizationId, SiteId};
use crm_core::rule::Rule;

use super::departments::{Department, department};
use super::organizations::Organization;
use super::{Key, by_id_or_code};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;
use crate::payload::{outcome, payload};
use crate::scalars::{Date, LocalizedText, LocalizedTextInput, localized};

/// What a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::SiteKind")]
pub enum SiteKind {
    /// An office with staff.
    #[graphql(name = "OFFICE")]
    Office,
    /// A service point with self-service devices.
    #[graphql(name = "SERVICE_POINT")]
    ServicePoint,
    /// A team that moves.
    #[graphql(name = "MOBILE")]
    Mobile,
}

/// In whose building a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::SiteHost")]
pub enum SiteHost {
    /// The body's own.
    #[graphql(name = "OWN")]
    Own,
    /// A governorate's.
    #[graphql(name = "GOVERNORATE")]
    Governorate,
    /// A municipality's.
    #[graphql(name = "MUNICIPALITY")]
    Municipality,
    /// An airport.
    #[graphql(name = "AIRPORT")]
    Airport,
    /// A port of entry by land or sea.
    #[graphql(name = "PORT_OF_ENTRY")]
    PortOfEntry,
}

/// What makes a site usable by people with disabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::Accessibility")]
pub enum Accessibility {
    /// Step-free way in.
    #[graphql(name = "STEP_FREE")]
    StepFree,
    /// Reserved parking.
    #[graphql(name = "PARKING")]
    Parking,
    /// Toilet for wheelchair users.
    #[graphql(name = "TOILET")]
    Toilet,
    /// Sign language.
    #[graphql(name = "SIGN_LANGUAGE")]
    SignLanguage,
    /// Text in Braille or audio.
    #[graphql(name = "BRAILLE_OR_AUDIO")]
    BrailleOrAudio,
    /// A counter for older people.
    #[graphql(name = "PRIORITY_COUNTER")]
    PriorityCounter,
}

/// A place where services are given.
#[derive(Clone)]
pub struct Site(pub core::Site);

impl From<core::Site> for Site {
    fn from(row: core::Site) -> Self {
        Self(row)
    }
}

/// A place where services are given.
#[Object]
impl Site {
    /// Id.
    pub(crate) async fn id(&self) -> Id<SiteId> {
        Id(self.0.id)
    }

    /// Code people quote.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        self.0.name.clone().into()
    }

    /// What it is.
    async fn kind(&self) -> SiteKind {
        self.0.kind.into()
    }

    /// In whose building it is.
    async fn host(&self) -> SiteHost {
        self.0.host.into()
    }

    /// The host body.
    async fn host_organization(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        match self.0.host_organization_id {
            Some(id) => Ok(ctx.db().reference().await?.organization(id).cloned().map(Organization)),
            None => Ok(None),
        }
    }

    /// The department that keeps it.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        match self.0.department_id {
            Some(id) => Ok(department(ctx, id).await?),
            None => Ok(None),
        }
    }

    /// Address as people find it.
    async fn address(&self) -> LocalizedText {
        self.0.address.clone().into()
    }

    /// Degrees north, WGS 84.
    async fn latitude(&self) -> Option<f64> {
        self.0.latitude
    }

    /// Degrees east, WGS 84.
    async fn longitude(&self) -> Option<f64> {
        self.0.longitude
    }

    /// When it is open.
    async fn opening_hours(&self) -> OpeningHours {
        let core::OpeningHours { week, ramadan, exceptions } = self.0.opening_hours.clone();
        OpeningHours {
            week: week.into_iter().map(Into::into).collect(),
            ramadan: ramadan.into_iter().map(Into::into).collect(),
            exceptions: exceptions.into_iter().map(Into::into).collect(),
        }
    }

    /// What makes it usable by people with disabilities.
    async fn accessibility(&self) -> Vec<Accessibility> {
        self.0.accessibility.0.iter().copied().map(Into::into).collect()
    }

    /// Whether it is in use.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// When a site is open.
#[derive(SimpleObject)]
pub struct OpeningHours {
    /// Ordinary weeks.
    week: Vec<OpeningInterval>,
    /// Weeks of Ramadan; empty means as ordinary.
    ramadan: Vec<OpeningInterval>,
    /// Single days that differ.
    exceptions: Vec<OpeningException>,
}

/// One interval on one day of the week.
#[derive(SimpleObject)]
pub struct OpeningInterval {
    /// ISO 8601: 1 is Monday, 7 is Sunday.
    weekday: i32,
    /// Local time, `HH:MM`.
    opens: String,
    /// Local time, `HH:MM`.
    closes: String,
}

impl From<DayHours> for OpeningInterval {
    fn from(day: DayHours) -> Self {
        Self { weekday: day.weekday.into(), opens: clock(day.opens), closes: clock(day.closes) }
    }
}

/// One day that differs; without times it is closed.
#[derive(SimpleObject)]
pub struct OpeningException {
    /// The day.
    date: Date,
    /// Local time, `HH:MM`.
    opens: Option<String>,
    /// Local time, `HH:MM`.
    closes: Option<String>,
}

impl From<DateHours> for OpeningException {
    fn from(day: DateHours) -> Self {
        let (opens, closes) = day.hours.map(|(opens, closes)| (clock(opens), clock(closes))).unzip();
        Self { date: Date(day.date), opens, closes }
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn time(path: &str, text: &str) -> crm_core::Result<NaiveTime> {
    let text = crm_core::text::digits(text);
    NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| Error::invalid(path, Rule::Malformed))
}

/// One interval on one day of the week.
#[derive(InputObject)]
pub struct OpeningIntervalInput {
    /// ISO 8601: 1 is Monday, 7 is Sunday.
    weekday: i32,
    /// Local time, `HH:MM`.
    opens: String,
    /// Local time, `HH:MM`, after `opens`.
    closes: String,
}

/// One day that differs; without times it is closed.
#[derive(InputObject)]
pub struct OpeningExceptionInput {
    /// The day.
    date: Date,
    /// Local time, `HH:MM`.
    opens: Option<String>,
    /// Local time, `HH:MM`.
    closes: Option<String>,
}

/// When a site is open.
#[derive(Default, InputObject)]
pub struct OpeningHoursInput {
    /// Ordinary weeks.
    #[graphql(default)]
    week: Vec<OpeningIntervalInput>,
    /// Weeks of Ramadan; empty means as ordinary.
    #[graphql(default)]
    ramadan: Vec<OpeningIntervalInput>,
    /// Single days that differ.
    #[graphql(default)]
    exceptions: Vec<OpeningExceptionInput>,
}

impl TryFrom<OpeningHoursInput> for core::OpeningHours {
    type Error = Error;

    fn try_from(input: OpeningHoursInput) -> crm_core::Result<Self> {
        let OpeningHoursInput { week, ramadan, exceptions } = input;
        let day = |input: OpeningIntervalInput| -> crm_core::Result<DayHours> {
            let OpeningIntervalInput { weekday, opens, closes } = input;
            // core refuses what is no weekday
            let weekday = u8::try_from(weekday).unwrap_or_default();
            Ok(DayHours { weekday, opens: time("openingHours", &opens)?, closes: time("openingHours", &closes)? })
        };
        let date = |input: OpeningExceptionInput| -> crm_core::Result<DateHours> {
            let OpeningExceptionInput { date, opens, closes } = input;
            let hours = match (opens, closes) {
                (Some(opens), Some(closes)) => Some((time("openingHours", &opens)?, time("openingHours", &closes)?)),
                (None, None) => None,
                _ => return Err(Error::invalid("openingHours", Rule::Period)),
            };
            Ok(DateHours { date: date.0, hours })
        };
        Ok(Self {
            week: week.into_iter().map(day).collect::<crm_core::Result<_>>()?,
            ramadan: ramadan.into_iter().map(day).collect::<crm_core::Result<_>>()?,
            exceptions: exceptions.into_iter().map(date).collect::<crm_core::Result<_>>()?,
        })
    }
}

/// The whole of what a site is told to be.
#[derive(InputObject)]
pub struct SiteFactsInput {
    /// Name; the installation's language is required.
    name: LocalizedTextInput,
    /// What it is.
    kind: SiteKind,
    /// In whose building it is.
    host: SiteHost,
    /// The host body.
    host_organization_id: Option<Id<OrganizationId>>,
    /// The department that keeps it.
    department_id: Option<Id<DepartmentId>>,
    /// Address as people find it.
    #[graphql(default)]
    address: LocalizedTextInput,
    /// Degrees north, WGS 84; together with `longitude`.
    latitude: Option<f64>,
    /// Degrees east, WGS 84; together with `latitude`.
    longitude: Option<f64>,
    /// When it is open.
    #[graphql(default)]
    opening_hours: OpeningHoursInput,
    /// What makes it usable by people with disabilities.
    #[graphql(default)]
    accessibility: Vec<Accessibility>,
    /// Whether it is in use.
    #[graphql(default = true)]
    active: bool,
}

impl TryFrom<SiteFactsInput> for SiteFacts {
    type Error = Error;

    fn try_from(input: SiteFactsInput) -> crm_core::Result<Self> {
        let SiteFactsInput {
            name,
            kind,
            host,
            host_organization_id,
            department_id,
            address,
            latitude,
            longitude,
            opening_hours,
            accessibility,
            active,
        } = input;
        let coordinates = match (latitude, longitude) {
            (Some(north), Some(east)) => Some((north, east)),
            (None, None) => None,
            _ => return Err(Error::invalid("longitude", Rule::Required)),
        };
        Ok(Self {
            name: localized("name", name)?,
            kind: kind.into(),
            host: host.into(),
            host_organization: host_organization_id.map(|id| id.0),
            department: department_id.map(|id| id.0),
            address: localized("address", address)?,
            coordinates,
            opening_hours: opening_hours.try_into()?,
            accessibility: accessibility.into_iter().map(Into::into).collect(),
            active,
        })
    }
}

/// A new site.
#[derive(InputObject)]
pub struct CreateSiteInput {
    /// Unique code.
    code: String,
    /// What it is.
    facts: SiteFactsInput,
}

/// New facts of a site: they replace the present ones as a whole.
#[derive(InputObject)]
pub struct UpdateSiteInput {
    /// The site.
    id: Id<SiteId>,
    /// What it is.
    facts: SiteFactsInput,
    /// The version the caller saw.
    expected_version: Option<i32>,
}

payload! {
    /// What `createSite` answers.
    CreateSitePayload {
        /// The site, when it was created.
        site: Site
    }
}

payload! {
    /// What `updateSite` answers.
    UpdateSitePayload {
        /// The site, when it was changed.
        site: Site;
        /// The site as it is now, after a stale version.
        current: Option<Site>,
    }
}

/// Reads of sites.
#[derive(Default)]
pub struct SiteQuery;

#[Object]
impl SiteQuery {
    /// Sites by name.
    async fn sites(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Site>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), &page).await?))
    }

    /// One site, by id or by code.
    async fn site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<SiteId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<Site>> {
        let row = match by_id_or_code(id, code)? {
            Key::Id(id) => found(core::get(ctx.db(), ctx.op(), id).await)?,
            Key::Code(code) => core::find_by_code(ctx.db(), ctx.op(), &code).await?,
        };
        Ok(row.map(Site))
    }
}

/// Changes of sites.
#[derive(Default)]
pub struct SiteMutation;

#[Object]
impl SiteMutation {
    /// Creates a site.
    async fn create_site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site.")] input: CreateSiteInput,
    ) -> Result<CreateSitePayload> {
        let CreateSiteInput { code, facts } = input;
        CreateSitePayload::of(ctx, async { core::create(ctx.db(), ctx.op(), &code, facts.try_into()?).await }).await
    }

    /// Replaces the facts of a site.
    async fn update_site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateSiteInput,
    ) -> Result<UpdateSitePayload> {
        let UpdateSiteInput { id: Id(id), facts, expected_version } = input;
        let change = async { core::update(ctx.db(), ctx.op(), id, facts.try_into()?, expected_version).await };
        let outcome = outcome(ctx, change).await?;
        let current = outcome.current(core::get(ctx.db(), ctx.op(), id)).await?.map(Site);
        Ok(UpdateSitePayload { current, ..outcome.into() })
    }
}
