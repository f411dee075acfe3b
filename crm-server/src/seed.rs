//! Filling an installation with made-up people and contacts in any number, to try how it bears them.
//!
//! Rows go through the same public bulk operations as an import would, 500 to a transaction, and memory does not grow
//! with their number. The people are those of the [demo](crate::demo): made-up names, the lowest numbers of each register.

use chrono::{Months, NaiveDate};
use crm_core::beneficiaries::{self, BeneficiaryFilter, BeneficiaryOrder};
use crm_core::calendar::start_of_day;
use crm_core::catalogue::card::{
    Audience, Card, Channel, ChannelKind, ClientKind, DeliveryTime, Fees, Identity, Promise, Scope, Span, TimeUnit,
};
use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind, OfficeContacts};
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::services::{
    self, CreateService, PublishService, RevisionMove, ServiceCondition, ServiceQuery,
};
use crm_core::catalogue::sites;
use crm_core::filter::Choice;
use crm_core::ids::{BeneficiaryId, DepartmentId};
use crm_core::interactions::reasons::{self, ReasonFilter, ReasonStatus};
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::rule::Rule;
use crm_core::text::{LanguageTag, LocalizedText};
use crm_core::{Db, Error, OpContext, Result};

use crate::demo::{Asked, Content, MOST_PEOPLE, People, Place, Random, Reason, World, Year, log_year};

/// How many people go into one transaction.
const CHUNK: usize = 500;
/// How many people at most are kept in mind to be chosen for contacts: three megabytes.
const POOL: usize = 200_000;

/// How much is wanted, or was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// People and bodies.
    pub beneficiaries: u64,
    /// Contacts, over the year before the given day.
    pub contacts: u64,
}

/// Adds people and contacts; tells `progress` what is there so far. A catalogue without departments or without
/// services gets one of each first. Can be repeated: new people get numbers that are not in use by earlier runs. More
/// people than there are numbers are `OutOfRange`.
pub async fn seed(db: &Db, today: NaiveDate, wanted: Amounts, progress: impl Fn(Amounts)) -> Result<Amounts> {
    let from = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let op = OpContext::system("seed").at(start_of_day(from, db.settings().zone));
    let present = beneficiaries::count(db, &op, BeneficiaryFilter::default()).await?;
    if present.saturating_add(wanted.beneficiaries) > MOST_PEOPLE {
        return Err(Error::invalid("beneficiaries", Rule::OutOfRange));
    }
    let front = require_catalogue(db, &op).await?;
    let content = Content::embedded()?;
    let mut random = Random::new(present);
    let maker = People { texts: &content.people, department: front };
    // Every run uses as many numbers as it adds people, so the first free one is at most their number.
    let range = present..present + wanted.beneficiaries;
    let mut people = Pool::default();
    for start in range.clone().step_by(CHUNK) {
        let commands = (start..range.end.min(start + CHUNK as u64)).map(|n| maker.nth(n)).collect();
        for id in beneficiaries::register_many(db, &op, commands).await? {
            people.add(&mut random, id);
        }
        progress(Amounts { beneficiaries: people.seen, contacts: 0 });
    }
    if people.kept.is_empty() {
        let page = PageRequest::first(MAX_SIZE);
        let rows = beneficiaries::list(db, &op, BeneficiaryFilter::default(), BeneficiaryOrder::Name, &page).await?;
        people.kept = rows.nodes().map(|row| row.id).collect();
    }
    if wanted.contacts > 0 {
        let world = world(db, &op, content, (front, people.kept)).await?;
        let year = Year { from, to: today, contacts: wanted.contacts };
        let logged = |contacts| progress(Amounts { contacts, ..wanted });
        log_year(db, &world, &mut random, year, logged).await?;
    }
    Ok(wanted)
}

/// A fair choice of bounded size from any number of people (Vitter's algorithm R).
#[derive(Default)]
struct Pool {
    kept: Vec<BeneficiaryId>,
    seen: u64,
}

impl Pool {
    fn add(&mut self, random: &mut Random, id: BeneficiaryId) {
        self.seen += 1;
        if self.kept.len() < POOL {
            self.kept.push(id);
            return;
        }
        let place = usize::try_from(random.below(self.seen)).unwrap_or(usize::MAX);
        if let Some(slot) = self.kept.get_mut(place) {
            *slot = id;
        }
    }
}

/// What contacts can be about: the first hundred of each kind of record are enough.
async fn world(
    db: &Db,
    op: &OpContext,
    content: &'static Content,
    (front, people): (DepartmentId, Vec<BeneficiaryId>),
) -> Result<World> {
    let page = PageRequest::first(MAX_SIZE);
    let arabic = LanguageTag::arabic();
    let name = |text: &LocalizedText| text.get(&arabic, &arabic).unwrap_or_default().to_owned();
    let services = services::list(db, op, offered(), &page).await?.into_nodes();
    let services = services.into_iter().map(|service| Asked {
        id: service.header.id,
        name: name(&service.header.name),
        owner: service.header.owner_id,
        demand: 1,
        channels: service
            .card()
            .map(|card| card.channels.iter().map(|channel| channel.kind).collect())
            .unwrap_or_default(),
    });
    let filter = ReasonFilter { statuses: Some(vec![ReasonStatus::Approved]), department: None };
    let reasons = reasons::list(db, op, filter, &page).await?.into_nodes();
    let reasons = reasons.into_iter().map(|reason| Reason {
        id: reason.id,
        name: reason.code,
        unit: reason.department_id.unwrap_or(front),
        weight: 1,
        outbound: false,
    });
    let places = sites::list(db, op, &page).await?.into_nodes();
    let places = places.into_iter().map(|site| Place {
        id: site.id,
        department: site.department_id.unwrap_or(front),
        staffed: site.kind != sites::SiteKind::ServicePoint,
    });
    Ok(World {
        content,
        zone: db.settings().zone,
        services: services.collect(),
        reasons: reasons.collect(),
        places: places.collect(),
        agents: Vec::new(),
        front,
        people,
    })
}

fn offered() -> ServiceQuery {
    ServiceQuery {
        filter: ServiceCondition::Status(Choice::In(vec![ServiceStatus::Published])).into(),
        ..ServiceQuery::default()
    }
}

/// Makes sure that there is a department and a published service; gives the department that registers people.
async fn require_catalogue(db: &Db, op: &OpContext) -> Result<DepartmentId> {
    let known = db.reference().await?.departments().iter().find(|row| row.parent_id.is_none()).map(|row| row.id);
    let department = if let Some(department) = known {
        department
    } else {
        let command = CreateDepartment {
            code: "SEED".into(),
            name: LocalizedText::ar_en("إدارة تجريبية", "Trial department"),
            kind: DepartmentKind::Unit,
            parent: None,
            contacts: OfficeContacts::default(),
            valid_from: None,
        };
        departments::create(db, op, command).await?.id
    };
    if services::list(db, op, offered(), &PageRequest::first(1)).await?.edges.is_empty() {
        let command = CreateService {
            code: "SEED-1".into(),
            owner: department,
            card: trial_card(),
            proposed: false,
            reason: None,
            idempotency_key: None,
        };
        let id = services::create(db, op, command).await?.header.id;
        services::submit(db, op, RevisionMove { id, reason: None, expected_version: None }).await?;
        let publish = PublishService { id, valid_from: None, reason: None, expected_version: None };
        services::publish(db, op, publish).await?;
    }
    Ok(department)
}

/// As little as may be published.
fn trial_card() -> Card {
    Card {
        identity: Identity {
            name: LocalizedText::ar_en("خدمة تجريبية", "Trial service"),
            summary: LocalizedText::ar_en("خدمة لتجربة النظام تحت الحمل.", "A service to try the system under load."),
            scope: [Scope::External].into(),
            ..Identity::default()
        },
        audience: Audience { clients: [ClientKind::Individuals].into(), ..Audience::default() },
        fees: Fees::Free,
        promise: Promise {
            delivery_times: vec![DeliveryTime::within(Span { amount: 1, unit: TimeUnit::WorkingDays })],
            standards: Vec::new(),
        },
        channels: vec![Channel::new(ChannelKind::Counter), Channel::new(ChannelKind::Phone)],
        ..Card::default()
    }
}
