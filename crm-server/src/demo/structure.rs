//! Departments, other bodies, sites, categories, tags: written once, then named by code.

use std::collections::HashMap;

use crm_core::catalogue::sites::{Accessibility, DayHours, OpeningHours, SiteFacts, SiteKind};
use crm_core::catalogue::tags::TagKind;
use crm_core::catalogue::{categories, departments, organizations, sites, tags};
use crm_core::ids::{CategoryId, DepartmentId, OrganizationId, SiteId, TagId};
use crm_core::{Db, Error, OpContext, Result};

use super::content::{Content, HoursText, SiteText};

/// The ids behind the content's codes.
#[derive(Debug, Default)]
pub(super) struct Frame {
    departments: HashMap<&'static str, DepartmentId>,
    organizations: HashMap<&'static str, OrganizationId>,
    sites: HashMap<&'static str, SiteId>,
    categories: HashMap<&'static str, CategoryId>,
    tags: HashMap<&'static str, (TagKind, TagId)>,
}

impl Frame {
    /// Writes everything that services stand in.
    pub async fn write(db: &Db, op: &OpContext, content: &'static Content) -> Result<Self> {
        let mut frame = Self::default();
        frame.write_departments(db, op, content).await?;
        for text in &content.organizations {
            let command = organizations::CreateOrganization {
                code: text.code.clone(),
                name: text.name.text(),
                kind: text.kind,
                website: None,
            };
            let row = organizations::create(db, op, command).await?;
            frame.organizations.insert(&text.code, row.id);
        }
        for text in &content.categories {
            let parent = text.above.as_deref().map(|code| frame.category(code)).transpose()?;
            let command = categories::CreateCategory { code: text.code.clone(), name: text.name.text(), parent };
            let row = categories::create(db, op, command).await?;
            frame.categories.insert(&text.code, row.id);
        }
        for text in &content.tags {
            let command = tags::CreateTag { kind: text.kind, code: text.code.clone(), name: text.name.text() };
            let row = tags::create(db, op, command).await?;
            frame.tags.insert(&text.code, (text.kind, row.id));
        }
        for text in &content.sites {
            let facts = frame.site_facts(content, text)?;
            let row = sites::create(db, op, &text.code, facts).await?;
            frame.sites.insert(&text.code, row.id);
        }
        Ok(frame)
    }

    async fn write_departments(&mut self, db: &Db, op: &OpContext, content: &'static Content) -> Result<()> {
        for text in &content.departments {
            let command = departments::CreateDepartment {
                code: text.code.clone(),
                name: text.name.text(),
                kind: text.kind,
                parent: text.above.as_deref().map(|code| self.department(code)).transpose()?,
                contacts: departments::OfficeContacts {
                    email: Some(format!("{}@example.org", text.code.to_lowercase())),
                    ..departments::OfficeContacts::default()
                },
                valid_from: None,
            };
            let row = departments::create(db, op, command).await?;
            self.departments.insert(&text.code, row.id);
        }
        Ok(())
    }

    fn site_facts(&self, content: &Content, text: &SiteText) -> Result<SiteFacts> {
        let hours = content.hours.get(&text.hours).ok_or_else(unknown)?;
        let mut accessibility = vec![Accessibility::StepFree, Accessibility::Parking];
        if text.kind == SiteKind::Office {
            accessibility.extend([Accessibility::Toilet, Accessibility::PriorityCounter, Accessibility::SignLanguage]);
        }
        Ok(SiteFacts {
            name: text.name.text(),
            kind: text.kind,
            host: text.host,
            host_organization: text.body.as_deref().map(|code| self.organization(code)).transpose()?,
            department: Some(self.department(&text.department)?),
            address: text.address.text(),
            coordinates: Some(text.at),
            opening_hours: opening(hours),
            accessibility,
            active: true,
        })
    }

    /// A department of the content.
    pub fn department(&self, code: &str) -> Result<DepartmentId> {
        self.departments.get(code).copied().ok_or_else(unknown)
    }

    /// Another body of the content.
    pub fn organization(&self, code: &str) -> Result<OrganizationId> {
        self.organizations.get(code).copied().ok_or_else(unknown)
    }

    /// A site of the content.
    pub fn site(&self, code: &str) -> Result<SiteId> {
        self.sites.get(code).copied().ok_or_else(unknown)
    }

    /// A category of the content.
    pub fn category(&self, code: &str) -> Result<CategoryId> {
        self.categories.get(code).copied().ok_or_else(unknown)
    }

    /// A tag of the content, with its kind.
    pub fn tag(&self, code: &str) -> Result<(TagKind, TagId)> {
        self.tags.get(code).copied().ok_or_else(unknown)
    }
}

/// The content names a code that it does not have.
pub(super) fn unknown() -> Error {
    Error::Corrupt { what: "demo content: unknown code" }
}

fn opening(hours: &HoursText) -> OpeningHours {
    let week = |intervals: &[(chrono::NaiveTime, chrono::NaiveTime)]| {
        let days = hours.days.iter().flat_map(|weekday| intervals.iter().map(|interval| (*weekday, *interval)));
        days.map(|(weekday, (opens, closes))| DayHours { weekday, opens, closes }).collect()
    };
    OpeningHours { week: week(&hours.ordinary), ramadan: week(&hours.ramadan), exceptions: Vec::new() }
}
