//! The demo's texts, written by hand and embedded: what they hold, read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::NaiveTime;
use crm_core::catalogue::card::{
    AutomationLevel, ChannelKind, ClientKind, DocumentForm, Residency, Scope, ServiceKind, StepActor, StepPlace,
    TimeUnit,
};
use crm_core::catalogue::departments::DepartmentKind;
use crm_core::catalogue::organizations::OrganizationKind;
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::sites::{SiteHost, SiteKind};
use crm_core::catalogue::tags::TagKind;
use crm_core::text::LocalizedText;
use crm_core::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A text in Arabic and English.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "(String, String)")]
pub(crate) struct Both {
    /// Arabic.
    pub ar: String,
    /// English, or the Latin spelling of a name.
    pub en: String,
}

impl From<(String, String)> for Both {
    fn from((ar, en): (String, String)) -> Self {
        Self { ar, en }
    }
}

impl Both {
    /// As the house keeps texts.
    pub fn text(&self) -> LocalizedText {
        LocalizedText::ar_en(&*self.ar, &*self.en)
    }
}

/// A department.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DepartmentText {
    pub code: String,
    pub kind: DepartmentKind,
    pub above: Option<String>,
    pub name: Both,
}

/// Another body.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganizationText {
    pub code: String,
    pub kind: OrganizationKind,
    pub name: Both,
}

/// A category.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryText {
    pub code: String,
    pub above: Option<String>,
    pub name: Both,
}

/// A tag; its code is unique over all kinds here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagText {
    pub kind: TagKind,
    pub code: String,
    pub name: Both,
}

/// When sites are open: intervals that are the same on each of the days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoursText {
    pub days: Vec<u8>,
    pub ordinary: Vec<(NaiveTime, NaiveTime)>,
    pub ramadan: Vec<(NaiveTime, NaiveTime)>,
}

/// A site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SiteText {
    pub code: String,
    pub kind: SiteKind,
    pub host: SiteHost,
    pub body: Option<String>,
    pub department: String,
    pub hours: String,
    pub at: (f64, f64),
    pub name: Both,
    pub address: Both,
}

/// A document that several services ask for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentText {
    pub form: DocumentForm,
    pub held_by: Option<String>,
    pub name: Both,
    #[serde(default)]
    pub condition: Option<Both>,
}

/// A service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceText {
    pub code: String,
    pub owner: String,
    pub kind: ServiceKind,
    #[serde(default = "people")]
    pub clients: BTreeSet<ClientKind>,
    #[serde(default)]
    pub residency: BTreeSet<Residency>,
    #[serde(default)]
    pub segments: Vec<String>,
    pub minimum_age: Option<u16>,
    #[serde(default = "outward")]
    pub scope: Scope,
    pub name: Both,
    pub summary: Both,
    pub description: Both,
    pub output: Both,
    pub eligibility: Both,
    pub steps: Vec<(StepActor, StepPlace, String, String)>,
    pub documents: Vec<String>,
    pub channels: Vec<ChannelKind>,
    pub promise: (u32, TimeUnit),
    /// What was promised in earlier revisions, the oldest first.
    #[serde(default)]
    pub earlier: Vec<(u32, TimeUnit)>,
    /// Halalas and for which variant; none means free.
    #[serde(default)]
    pub fees: Vec<(i64, String, String)>,
    #[serde(default = "general")]
    pub complaint: String,
    pub laws: Vec<String>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    #[serde(default)]
    pub partners: Vec<String>,
    /// A letter per online point: y(es), n(o), z for "does not apply".
    pub online: String,
    pub automation: AutomationLevel,
    #[serde(default)]
    pub priority: bool,
    #[serde(default = "published")]
    pub status: ServiceStatus,
    /// How often it is asked for, relative to the others.
    pub demand: u64,
}

/// A contact reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonText {
    pub code: String,
    pub unit: String,
    pub within: (u32, TimeUnit),
    pub name: Both,
    pub answer: Both,
    pub escalation: Both,
    pub weight: u64,
}

/// Families of another nationality.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbroadText {
    pub nationality: String,
    pub families: Vec<Both>,
}

/// What names and addresses are put together from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeopleText {
    pub men: Vec<Both>,
    pub women: Vec<Both>,
    pub families: Vec<Both>,
    pub abroad: Vec<AbroadText>,
    pub districts: Vec<String>,
    pub streets: Vec<String>,
    pub cities: Vec<String>,
    pub body_kinds: Vec<Both>,
    pub body_names: Vec<Both>,
}

/// What is written of contacts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactText {
    pub asked: Vec<String>,
    pub told: Vec<String>,
    pub anonymous: Vec<String>,
    pub unlisted: Vec<String>,
    pub to_do: Vec<String>,
}

/// Everything.
#[derive(Debug)]
pub(crate) struct Content {
    pub departments: Vec<DepartmentText>,
    pub organizations: Vec<OrganizationText>,
    pub categories: Vec<CategoryText>,
    pub tags: Vec<TagText>,
    pub hours: BTreeMap<String, HoursText>,
    pub sites: Vec<SiteText>,
    pub shared: SharedText,
    pub services: Vec<ServiceText>,
    pub reasons: Vec<ReasonText>,
    pub people: PeopleText,
    pub contacts: ContactText,
}

/// What several cards have in common, by code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedText {
    pub document: BTreeMap<String, DocumentText>,
    pub law: BTreeMap<String, Both>,
    pub complaint: BTreeMap<String, Both>,
}

#[derive(Deserialize)]
struct Departments {
    department: Vec<DepartmentText>,
}

#[derive(Deserialize)]
struct Structure {
    organization: Vec<OrganizationText>,
    category: Vec<CategoryText>,
    tag: Vec<TagText>,
}

#[derive(Deserialize)]
struct Sites {
    hours: BTreeMap<String, HoursText>,
    site: Vec<SiteText>,
}

#[derive(Deserialize)]
struct Services {
    service: Vec<ServiceText>,
}

#[derive(Deserialize)]
struct Reasons {
    reason: Vec<ReasonText>,
}

const SERVICES: [&str; 7] = [
    include_str!("content/services/rights.toml"),
    include_str!("content/services/prisoners.toml"),
    include_str!("content/services/permits.toml"),
    include_str!("content/services/lands.toml"),
    include_str!("content/services/community.toml"),
    include_str!("content/services/general.toml"),
    include_str!("content/services/internal.toml"),
];

impl Content {
    /// The embedded texts, read on first use. `Corrupt` if they were edited into something unreadable.
    pub fn embedded() -> Result<&'static Self> {
        static CONTENT: OnceLock<Content> = OnceLock::new();
        if let Some(content) = CONTENT.get() {
            return Ok(content);
        }
        let read = Self::read()?;
        Ok(CONTENT.get_or_init(|| read))
    }

    fn read() -> Result<Self> {
        let Departments { department } = read(include_str!("content/departments.toml"))?;
        let Structure { organization, category, tag } = read(include_str!("content/structure.toml"))?;
        let Sites { hours, site } = read(include_str!("content/sites.toml"))?;
        let Reasons { reason } = read(include_str!("content/reasons.toml"))?;
        let mut services = Vec::new();
        for text in SERVICES {
            let Services { service } = read(text)?;
            services.extend(service);
        }
        Ok(Self {
            departments: department,
            organizations: organization,
            categories: category,
            tags: tag,
            hours,
            sites: site,
            shared: read(include_str!("content/shared.toml"))?,
            services,
            reasons: reason,
            people: read(include_str!("content/people.toml"))?,
            contacts: read(include_str!("content/contacts.toml"))?,
        })
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| Error::Setup(format!("the demo's content cannot be read: {error}")))
}

fn people() -> BTreeSet<ClientKind> {
    [ClientKind::Individuals].into()
}

fn outward() -> Scope {
    Scope::External
}

fn general() -> String {
    "general".into()
}

fn published() -> ServiceStatus {
    ServiceStatus::Published
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_texts_are_the_services_own() {
        let content = Content::embedded().unwrap();
        let codes: BTreeSet<_> = content.services.iter().map(|service| &service.code).collect();
        assert_eq!(codes.len(), content.services.len());
        assert!((58..=65).contains(&codes.len()), "{}", codes.len());
        assert_eq!(content.sites.len(), 18);
        assert_eq!(content.reasons.len(), 20);
        let texts = content.services.iter().flat_map(|s| [&s.name, &s.summary, &s.description, &s.eligibility]);
        let texts: Vec<_> = texts.flat_map(|both| [&both.ar, &both.en]).collect();
        let distinct: BTreeSet<_> = texts.iter().collect();
        // "open to all" may stand twice
        assert!(distinct.len() + 8 >= texts.len(), "{} of {}", distinct.len(), texts.len());
    }

    #[test]
    fn every_summary_is_short_enough() {
        for service in &Content::embedded().unwrap().services {
            for text in [&service.summary.ar, &service.summary.en] {
                assert!(text.chars().count() <= 150, "{}: {text}", service.code);
            }
            assert_eq!(service.online.len(), 6, "{}", service.code);
        }
    }

    #[test]
    fn every_name_that_is_picked_from_has_entries() {
        let people = &Content::embedded().unwrap().people;
        let lists = [&people.men, &people.women, &people.families, &people.body_kinds, &people.body_names];
        assert!(lists.iter().all(|list| list.len() > 4));
        assert!(people.abroad.iter().all(|group| !group.families.is_empty()));
    }
}
