//! A contact as it will stand in the log: references resolved, texts cleaned and masked, rules kept.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use super::commands::{IdOrCode, LogInteraction, SpokeWith};
use super::entity::{Direction, Model, Outcome, Relationship};
use super::masking::mask;
use super::reasons::Book;
use super::rules;
use crate::calendar::local_date;
use crate::catalogue::Reference;
use crate::catalogue::card::ChannelKind;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::ids::{CaseId, DepartmentId, ReasonId, ServiceId, SiteId, StaffId};
use crate::op::{Actor, OpContext, Reach};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::staff::{self, StaffMember};
use crate::store;
use crate::text::{clean_optional, sort_key};
use crate::values::PhoneNumber;

/// What a contact holds besides its ids, its person and who recorded it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub occurred_at: DateTime<Utc>,
    pub channel: ChannelKind,
    pub direction: Direction,
    pub site: Option<SiteId>,
    pub department: DepartmentId,
    pub staff: Option<StaffId>,
    pub spoke_with: Spoken,
    pub service: Option<ServiceId>,
    pub unlisted_service: Option<String>,
    pub case: Option<CaseId>,
    pub reason: Option<(ReasonId, i32)>,
    pub subject: Option<String>,
    pub body: Option<String>,
    pub outcome: Option<Outcome>,
    pub useful: Option<bool>,
    pub duration_seconds: Option<i32>,
    pub language: Option<String>,
    pub external_message_id: Option<String>,
}

/// Who was spoken with, checked.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Spoken {
    pub name: Option<String>,
    pub phone: Option<PhoneNumber>,
    pub relation: Option<Relationship>,
}

/// What references are resolved against; loaded once for any number of contacts.
pub(super) struct Desk<'a> {
    op: &'a OpContext,
    zone: Tz,
    reference: Arc<Reference>,
    reasons: Book,
    staff: HashMap<StaffId, StaffMember>,
}

/// What a [`Desk`] looks up.
#[derive(Default)]
pub(super) struct Needs {
    pub reasons: Vec<IdOrCode<ReasonId>>,
    pub staff: Vec<StaffId>,
}

impl Needs {
    /// What these contacts name.
    pub fn of(commands: &[LogInteraction]) -> Self {
        let assignees = commands.iter().filter_map(|command| command.follow_up.as_ref()?.assignee);
        Self {
            reasons: commands.iter().filter_map(|command| command.reason.clone()).collect(),
            staff: store::distinct(commands.iter().filter_map(|command| command.staff).chain(assignees)),
        }
    }
}

impl<'a> Desk<'a> {
    /// Looks up what is needed: at most a statement for reasons and one for staff, beside the catalogue's frame.
    pub async fn open(db: &Db, op: &'a OpContext, needs: Needs) -> Result<Self> {
        let Needs { reasons, staff } = needs;
        let staff = if staff.is_empty() { HashMap::new() } else { staff::many(db, op, &staff).await? };
        let reasons = Book::load(db, &reasons).await?;
        Ok(Self { op, zone: db.settings().zone, reference: db.reference().await?, reasons, staff })
    }

    /// Checks a new contact; every broken field is named.
    pub fn content(&self, command: &LogInteraction) -> Result<Content> {
        let mut check = Check::default();
        let occurred_at = command.occurred_at.unwrap_or(self.op.at);
        let department = check.take("", self.department(command.department.as_ref()))?;
        let site = check.take("", self.site(command.site.as_ref()))?.flatten();
        let service = check.take("", self.service(command.service.as_ref()))?.flatten();
        let reason = check.take("", self.reason(command.reason.as_ref()))?.flatten();
        let spoke_with = check.take("", spoken(command.spoke_with.as_ref()))?.unwrap_or_default();
        let message = clean_optional("externalMessageId", command.external_message_id.as_deref(), 998);
        let external_message_id = check.take("", message)?.flatten();
        check.take("staff", self.stands_in(command.staff))?;
        let content = Content {
            occurred_at,
            channel: command.channel,
            direction: command.direction,
            site,
            department: department.unwrap_or(DepartmentId(uuid::Uuid::nil())),
            staff: command.staff.or_else(|| self.op.staff()),
            spoke_with,
            service,
            unlisted_service: command.unlisted_service.clone(),
            case: command.case,
            reason,
            subject: command.subject.clone(),
            body: command.body.clone(),
            outcome: command.outcome,
            useful: None,
            duration_seconds: command.duration_seconds,
            language: command.language.as_ref().map(|tag| tag.as_str().to_owned()),
            external_message_id,
        };
        let content = check.take("", content.checked(self.op.at))?;
        check.done()?;
        content.ok_or(Error::Corrupt { what: "contact" })
    }

    /// Whether the actor may log a contact that this member of staff had.
    fn stands_in(&self, staff: Option<StaffId>) -> Result<()> {
        match staff {
            Some(staff) if self.op.staff() != Some(staff) => {
                self.op.require(Permission::BulkWrite)?;
                self.employed(staff)
            }
            _ => Ok(()),
        }
    }

    /// Whether the member of staff exists and works here; the path is left to the caller.
    pub fn employed(&self, staff: StaffId) -> Result<()> {
        match self.staff.get(&staff) {
            Some(member) if member.active => Ok(()),
            _ => Err(Error::invalid("", Rule::Unknown)),
        }
    }

    /// Whether the department exists; the path is left to the caller.
    pub fn exists(&self, department: DepartmentId) -> Result<()> {
        match self.reference.department(department) {
            Some(_) => Ok(()),
            None => Err(Error::invalid("", Rule::Unknown)),
        }
    }

    /// Today, in the installation's zone.
    pub fn today(&self) -> NaiveDate {
        local_date(self.op.at, self.zone)
    }

    /// The department whose contact it is: the named one, else the only one for which the actor works.
    pub fn department(&self, named: Option<&IdOrCode<DepartmentId>>) -> Result<DepartmentId> {
        let id = match named {
            Some(IdOrCode::Id(id)) => self.reference.department(*id).map(|row| row.id),
            Some(IdOrCode::Code(code)) => self.reference.department_by_code(code.trim()).map(|row| row.id),
            None => return self.own_department(),
        };
        let id = id.ok_or_else(|| Error::invalid("department", Rule::Unknown))?;
        self.op.require_in(Permission::InteractionWrite, id)?;
        Ok(id)
    }

    /// The topmost department of the actor's reach, if there is one only.
    fn own_department(&self) -> Result<DepartmentId> {
        let several = || Error::invalid("department", Rule::Required);
        let Reach::Departments(reach) = self.op.reach(Permission::InteractionWrite) else { return Err(several()) };
        let below = |id: &DepartmentId| {
            let parent = self.reference.department(*id).and_then(|row| row.parent_id);
            parent.is_some_and(|parent| reach.contains(&parent))
        };
        let mut tops = reach.iter().filter(|id| !below(id));
        match (tops.next(), tops.next()) {
            (Some(only), None) => Ok(*only),
            _ => Err(several()),
        }
    }

    pub fn site(&self, named: Option<&IdOrCode<SiteId>>) -> Result<Option<SiteId>> {
        if let Actor::Kiosk(kiosk) = &self.op.actor {
            return Ok(kiosk.site);
        }
        let found = match named {
            None => return Ok(None),
            Some(IdOrCode::Id(id)) => self.reference.site(*id),
            Some(IdOrCode::Code(code)) => self.reference.site_by_code(code.trim()),
        };
        found.map(|row| Some(row.id)).ok_or_else(|| Error::invalid("site", Rule::Unknown))
    }

    /// A service that the actor may see.
    pub fn service(&self, named: Option<&IdOrCode<ServiceId>>) -> Result<Option<ServiceId>> {
        let found = match named {
            None => return Ok(None),
            Some(IdOrCode::Id(id)) => self.reference.service(*id),
            Some(IdOrCode::Code(code)) => self.reference.service_by_code(code.trim()),
        };
        let found = found.filter(|service| service.public || self.op.may(Permission::CatalogueReadAll));
        found.map(|row| Some(row.id)).ok_or_else(|| Error::invalid("service", Rule::Unknown))
    }

    /// An approved reason with its revision in force.
    pub fn reason(&self, named: Option<&IdOrCode<ReasonId>>) -> Result<Option<(ReasonId, i32)>> {
        let Some(named) = named else { return Ok(None) };
        self.reasons.approved(named).map(Some).ok_or_else(|| Error::invalid("reason", Rule::Unknown))
    }

    /// The month of an instant in the installation's zone, as yyyymm.
    pub fn month(&self, at: DateTime<Utc>) -> i32 {
        let date = local_date(at, self.zone);
        date.year() * 100 + i32::try_from(date.month()).unwrap_or_default()
    }
}

impl Content {
    /// What an entry of the log holds. The phone of whoever was spoken with is decrypted.
    pub fn of(db: &Db, row: &Model) -> Result<Self> {
        Ok(Self {
            occurred_at: row.occurred_at,
            channel: row.channel,
            direction: row.direction,
            site: row.site_id,
            department: row.department_id,
            staff: row.staff_id,
            spoke_with: Spoken {
                name: row.spoke_with_name.clone(),
                phone: row.phone(db)?,
                relation: row.spoke_with_relation,
            },
            service: row.service_id,
            unlisted_service: row.unlisted_service.clone(),
            case: row.case_id,
            reason: row.reason_id.zip(row.reason_revision),
            subject: row.subject.clone(),
            body: row.body.clone(),
            outcome: row.outcome,
            useful: row.useful,
            duration_seconds: row.duration_seconds,
            language: row.language.clone(),
            external_message_id: row.external_message_id.clone(),
        })
    }

    /// The content with its free texts cleaned and masked, if it keeps the rules that need no database.
    pub fn checked(mut self, now: DateTime<Utc>) -> Result<Self> {
        let mut check = Check::default();
        check.take("occurredAt", rules::occurred(self.occurred_at, now))?;
        check.that(self.duration_seconds.is_none_or(rules::lasts), "durationSeconds", Rule::OutOfRange);
        self.unlisted_service = text(&mut check, "unlistedService", self.unlisted_service.as_deref(), 300)?;
        self.subject = text(&mut check, "subject", self.subject.as_deref(), 300)?;
        self.body = text(&mut check, "body", self.body.as_deref(), 20_000)?;
        check.that(self.service.is_none() || self.unlisted_service.is_none(), "unlistedService", Rule::Exclusive);
        check.done()?;
        Ok(self)
    }

    /// The content without what was said and with whom, for the entry that takes it back.
    pub fn without_words(self) -> Self {
        Self { spoke_with: Spoken::default(), unlisted_service: None, subject: None, body: None, ..self }
    }

    /// The mention of an unlisted service, folded, by which mentions are grouped; cut, since ligatures open to many letters.
    pub fn unlisted_folded(&self) -> Option<String> {
        self.unlisted_service.as_deref().map(sort_key)
    }
}

/// Checks who was spoken with.
pub(super) fn spoken(given: Option<&SpokeWith>) -> Result<Spoken> {
    let Some(SpokeWith { name, phone, relation }) = given else { return Ok(Spoken::default()) };
    let mut check = Check::default();
    let name = text(&mut check, "spokeWith.name", name.as_deref(), 200)?;
    let phone = phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty());
    let phone = match phone {
        Some(phone) => check.take("spokeWith.phone", PhoneNumber::parse(phone))?,
        None => None,
    };
    check.done()?;
    Ok(Spoken { name, phone, relation: *relation })
}

/// A free text, cleaned, with the identifiers in it masked.
pub(super) fn text(check: &mut Check, path: &str, value: Option<&str>, max: usize) -> Result<Option<String>> {
    let text = check.take("", clean_optional(path, value, max))?.flatten();
    Ok(text.map(|text| mask(&text)))
}
