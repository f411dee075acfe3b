//! Filling a database with the demo.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use crm_core::beneficiaries::{self, BeneficiaryFilter};
use crm_core::calendar::start_of_day;
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::sites::SiteKind;
use crm_core::ids::BeneficiaryId;
use crm_core::interactions::follow_ups;
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::{Db, Error, Filter, OpContext, Result};

use super::card::Cards;
use super::contacts::{Asked, Place, Reason, World};
use super::content::{Content, SiteText};
use super::inventory::Inventory;
use super::log::{Year, log_year};
use super::people::People;
use super::random::Random;
use super::services::{write, write_reason};
use super::staff::{self, Keepers, RoleToken};
use super::structure::Frame;

/// How many people there are.
const PEOPLE: u64 = 2_000;
/// How many contacts there are.
const CONTACTS: u64 = 20_000;
/// How many people go into one transaction.
const CHUNK: usize = 500;

/// What is being written, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Departments, sites, staff.
    Structure,
    /// Services and contact reasons.
    Services,
    /// People and bodies.
    People,
    /// Contacts.
    Contacts,
}

impl Stage {
    /// A word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Services => "services",
            Self::People => "people",
            Self::Contacts => "contacts",
        }
    }
}

/// Told how many of how many are written.
pub type Progress<'a> = &'a (dyn Fn(Stage, u64, u64) + Send + Sync);

/// What a fill wrote.
#[derive(Clone, Debug)]
pub struct DemoSummary {
    /// Departments, governorates and centres.
    pub departments: usize,
    /// Sites.
    pub sites: usize,
    /// Services in every state.
    pub services: usize,
    /// Contact reasons.
    pub reasons: usize,
    /// People and bodies.
    pub beneficiaries: u64,
    /// Contacts.
    pub contacts: u64,
    /// Follow-ups that are still to be done.
    pub open_follow_ups: u64,
    /// Services in the cycle of the inventory that goes on.
    pub inventory: usize,
    /// A token for each role, shown once.
    pub tokens: Vec<RoleToken>,
}

/// Whether the database holds a whole demo.
pub async fn is_filled(db: &Db) -> Result<bool> {
    staff::are_there(db).await
}

/// Fills an empty database with the demo; contacts run over the year that ends the day before `today`. A database with
/// rows of its own is refused with `Setup`, one with the demo too.
pub async fn fill(db: &Db, today: NaiveDate, progress: Progress<'_>) -> Result<DemoSummary> {
    require_empty(db).await?;
    let content = Content::embedded()?;
    let zone = db.settings().zone;
    let first = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    // The catalogue is there a quarter before the first contact.
    let founding = first.checked_sub_days(Days::new(100)).unwrap_or(first);
    let op = OpContext::system("demo").at(start_of_day(founding, zone));

    progress(Stage::Structure, 0, 1);
    let frame = Frame::write(db, &op, content).await?;
    let keepers = Keepers::write(db, &op, &content.people).await?;
    let agents = staff::write_agents(db, &op, content, &frame).await?;
    progress(Stage::Structure, 1, 1);

    let cards = Cards { content, frame: &frame, assured: founding };
    let services = write_services(db, &keepers, &cards, op.at, progress).await?;
    let reasons = write_reasons(db, &keepers, &cards, op.at).await?;
    let front = frame.department("BEN-SERVICES")?;
    let people = People { texts: &content.people, department: front };
    let people = register(db, &op, people, progress).await?;
    let places = places(content, &frame)?;
    let world = World { content, zone, services, reasons, places, agents, front, people };
    let year = Year { from: first, to: today, contacts: CONTACTS };
    let logged = |done| progress(Stage::Contacts, done, CONTACTS);
    log_year(db, &world, &mut Random::new(CONTACTS), year, logged).await?;
    let inventory = write_inventory(db, &op, &keepers, today).await?;
    let end = op.at(start_of_day(today, zone));
    let open_follow_ups = settle_follow_ups(db, &end, today).await?;
    Ok(DemoSummary {
        departments: content.departments.len(),
        sites: content.sites.len(),
        services: content.services.len(),
        reasons: content.reasons.len(),
        beneficiaries: PEOPLE,
        contacts: CONTACTS,
        open_follow_ups,
        inventory,
        tokens: staff::tokens(db).await?,
    })
}

async fn write_inventory(db: &Db, op: &OpContext, keepers: &Keepers, today: NaiveDate) -> Result<usize> {
    let [respondent, verifier] = staff::write_inventory(db, op, &Content::embedded()?.people).await?;
    Inventory { keepers, respondent: &respondent, verifier: &verifier, today }.write(db).await
}

async fn require_empty(db: &Db) -> Result<()> {
    let op = OpContext::system("demo");
    let people = beneficiaries::count(db, &op, BeneficiaryFilter::default()).await?;
    if people == 0 && db.reference().await?.departments().is_empty() {
        return Ok(());
    }
    Err(Error::Setup(
        "the demo goes into an empty database, and this one has rows; name another folder with --data-dir".into(),
    ))
}

async fn write_services(
    db: &Db,
    keepers: &Keepers,
    cards: &Cards<'_>,
    from: DateTime<Utc>,
    progress: Progress<'_>,
) -> Result<Vec<Asked>> {
    let all = cards.content.services.len() as u64;
    let mut asked = Vec::new();
    for (place, text) in (0_u32..).zip(&cards.content.services) {
        let id = write(db, keepers, cards, text, from + TimeDelta::minutes(i64::from(place) * 20)).await?;
        if !matches!(text.status, ServiceStatus::Draft | ServiceStatus::InReview) {
            asked.push(Asked {
                id,
                name: text.name.ar.clone(),
                owner: cards.frame.department(&text.owner)?,
                demand: text.demand,
                channels: text.channels.clone(),
            });
        }
        progress(Stage::Services, u64::from(place) + 1, all);
    }
    Ok(asked)
}

async fn write_reasons(db: &Db, keepers: &Keepers, cards: &Cards<'_>, at: DateTime<Utc>) -> Result<Vec<Reason>> {
    let mut reasons = Vec::new();
    for text in &cards.content.reasons {
        reasons.push(Reason {
            id: write_reason(db, keepers, cards.frame, text, at).await?,
            name: text.name.ar.clone(),
            unit: cards.frame.department(&text.unit)?,
            weight: text.weight,
            outbound: matches!(&*text.code, "R-19" | "R-20"),
        });
    }
    Ok(reasons)
}

fn places(content: &Content, frame: &Frame) -> Result<Vec<Place>> {
    let place = |site: &SiteText| {
        Ok(Place {
            id: frame.site(&site.code)?,
            department: frame.department(&site.department)?,
            staffed: site.kind != SiteKind::ServicePoint,
        })
    };
    content.sites.iter().map(place).collect()
}

async fn register(db: &Db, op: &OpContext, people: People<'_>, progress: Progress<'_>) -> Result<Vec<BeneficiaryId>> {
    let mut ids = Vec::new();
    for start in (0..PEOPLE).step_by(CHUNK) {
        let commands = (start..PEOPLE.min(start + CHUNK as u64)).map(|n| people.nth(n)).collect();
        ids.extend(beneficiaries::register_many(db, op, commands).await?);
        progress(Stage::People, ids.len() as u64, PEOPLE);
    }
    Ok(ids)
}

/// Marks as done what was due until a week ago, but for one in ten; says how many are left.
async fn settle_follow_ups(db: &Db, op: &OpContext, today: NaiveDate) -> Result<u64> {
    let until = today.checked_sub_days(Days::new(7)).unwrap_or(today);
    let mut request = PageRequest::first(MAX_SIZE);
    let mut rows = Vec::new();
    loop {
        let page = follow_ups::list(db, op, Filter::default(), &request).await?;
        let next = page.edges.last().filter(|_| page.has_next).map(|edge| edge.cursor.clone());
        rows.extend(page.into_nodes());
        match next {
            Some(cursor) => request = request.after(cursor),
            None => break,
        }
    }
    let mut open = 0;
    for (place, row) in rows.iter().enumerate() {
        if row.due_on < until && place % 10 != 0 {
            follow_ups::complete(db, op, row.id, Some(row.version)).await?;
        } else {
            open += 1;
        }
    }
    Ok(open)
}
