//! Made-up contacts: who, about what, over which channel, with what outcome.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use crm_core::beneficiaries::Who;
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::{BeneficiaryId, DepartmentId, ReasonId, ServiceId, SiteId, StaffId};
use crm_core::interactions::follow_ups::NewFollowUp;
use crm_core::interactions::{Direction, LogInteraction, Outcome, Relationship, SpokeWith};
use crm_core::text::LanguageTag;

use super::content::Content;
use super::days;
use super::people::mobile;
use super::random::Random;

/// A service that people ask for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The service.
    pub id: ServiceId,
    /// Its name in Arabic.
    pub name: String,
    /// The department that owns it.
    pub owner: DepartmentId,
    /// How often it is asked for, relative to the others.
    pub demand: u64,
    /// The channels on its card.
    pub channels: Vec<ChannelKind>,
}

/// A contact reason.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    /// The reason.
    pub id: ReasonId,
    /// Its name in Arabic.
    pub name: String,
    /// The department responsible.
    pub unit: DepartmentId,
    /// How often it is the reason, relative to the others.
    pub weight: u64,
    /// Whether the body is the one who seeks the contact.
    pub outbound: bool,
}

/// A place, and whether staff stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The site.
    pub id: SiteId,
    /// The department that keeps it.
    pub department: DepartmentId,
    /// Whether there are counters; without, there are kiosks only.
    pub staffed: bool,
}

/// What contacts are made of.
#[derive(Debug)]
pub(crate) struct World {
    /// The texts.
    pub content: &'static Content,
    /// The zone in which offices open.
    pub zone: Tz,
    /// Services; not empty.
    pub services: Vec<Asked>,
    /// Reasons.
    pub reasons: Vec<Reason>,
    /// Sites.
    pub places: Vec<Place>,
    /// Agents with their departments.
    pub agents: Vec<(StaffId, DepartmentId)>,
    /// The department where most people are served.
    pub front: DepartmentId,
    /// People to choose from.
    pub people: Vec<BeneficiaryId>,
}

/// How contacts come in and go out, of a hundred.
const INBOUND: [(ChannelKind, u64); 9] = [
    (ChannelKind::Phone, 33),
    (ChannelKind::Counter, 25),
    (ChannelKind::Portal, 15),
    (ChannelKind::Kiosk, 8),
    (ChannelKind::App, 7),
    (ChannelKind::Email, 6),
    (ChannelKind::Social, 3),
    (ChannelKind::Sms, 2),
    (ChannelKind::Post, 1),
];
const OUTBOUND: [(ChannelKind, u64); 4] =
    [(ChannelKind::Phone, 48), (ChannelKind::Sms, 34), (ChannelKind::Email, 15), (ChannelKind::Post, 3)];
const ASKED: [(Outcome, u64); 7] = [
    (Outcome::Answered, 46),
    (Outcome::Resolved, 21),
    (Outcome::Referred, 12),
    (Outcome::FollowUp, 7),
    (Outcome::CaseOpened, 8),
    (Outcome::AwaitingBeneficiary, 4),
    (Outcome::Abandoned, 2),
];
const TOLD: [(Outcome, u64); 4] =
    [(Outcome::Answered, 58), (Outcome::NoAnswer, 24), (Outcome::Resolved, 13), (Outcome::WrongAddress, 5)];
const RELATIONS: [Relationship; 5] =
    [Relationship::Child, Relationship::Spouse, Relationship::Parent, Relationship::Relative, Relationship::Attorney];

impl World {
    /// The contacts of one day, in order of time.
    pub fn day(&self, random: &mut Random, day: NaiveDate, amount: u64) -> Vec<LogInteraction> {
        let mut contacts: Vec<_> = (0..amount).map(|_| self.contact(random, day)).collect();
        contacts.sort_by_key(|contact| contact.occurred_at);
        contacts
    }

    fn contact(&self, random: &mut Random, day: NaiveDate) -> LogInteraction {
        let outbound = random.percent(21);
        let service = self.service(random);
        let channel = channel(random, outbound, &service.channels);
        let direction = if outbound { Direction::Outbound } else { Direction::Inbound };
        let mut contact = LogInteraction::new(channel, direction);
        contact.occurred_at = Some(self.moment(random, day, channel));
        contact.language = random.percent(96).then(LanguageTag::arabic).or(Some(LanguageTag::english()));
        let texts = &self.content.contacts;
        let mut bodies = if outbound { &texts.told } else { &texts.asked };
        // an outbound contact always has somebody at the other end
        if outbound || random.percent(86) {
            contact.beneficiary = self.person(random).map(Who::Id);
        } else {
            bodies = &texts.anonymous;
        }
        let reason = self.reason(random, service, outbound);
        contact.reason = reason.map(|reason| reason.id.into());
        contact.subject = Some(reason.map_or_else(|| service.name.clone(), |reason| reason.name.clone()));
        if random.percent(2) {
            let unlisted = random.pick(&texts.unlisted);
            contact.body = Some(random.pick(bodies).replace("{service}", unlisted));
            contact.unlisted_service = Some(unlisted.clone());
        } else {
            contact.body = Some(random.pick(bodies).replace("{service}", &service.name));
            contact.service = Some(service.id.into());
        }
        contact.outcome = if outbound { random.weighted(TOLD.into_iter()) } else { random.weighted(ASKED.into_iter()) };
        self.put(random, &mut contact, service);
        if contact.outcome == Some(Outcome::FollowUp) && random.percent(20) {
            contact.follow_up = self.follow_up(random, day, contact.staff);
        }
        contact
    }

    /// Where the contact takes place, in which department, with whom of the staff.
    fn put(&self, random: &mut Random, contact: &mut LogInteraction, service: &Asked) {
        let mut department = match random.below(100) {
            0..=54 => service.owner,
            _ => self.front,
        };
        let staffed = matches!(
            contact.channel,
            ChannelKind::Counter | ChannelKind::Phone | ChannelKind::Email | ChannelKind::Post
        );
        if matches!(contact.channel, ChannelKind::Counter | ChannelKind::Kiosk) {
            let counter = contact.channel == ChannelKind::Counter;
            let fit = |place: &&Place| place.staffed || !counter;
            let fitting = self.places.iter().filter(fit).count();
            if let Some(place) = self.places.iter().filter(fit).nth(random.place(fitting)) {
                contact.site = Some(place.id.into());
                department = place.department;
            }
        }
        contact.department = Some(department.into());
        if !staffed {
            return;
        }
        let of_department = || self.agents.iter().filter(|(_, at)| *at == department);
        contact.staff = of_department().nth(random.place(of_department().count())).map(|(id, _)| *id);
        contact.duration_seconds = i32::try_from(random.between(40, 540) + random.between(0, 360)).ok();
        if contact.beneficiary.is_some() && random.percent(8) {
            contact.spoke_with = Some(self.companion(random));
        }
    }

    fn companion(&self, random: &mut Random) -> SpokeWith {
        let people = &self.content.people;
        let name = format!("{} {}", random.pick(&people.men).ar, random.pick(&people.families).ar);
        SpokeWith {
            name: Some(name),
            phone: random.percent(40).then(|| mobile(random.below(10_000))),
            relation: Some(*random.pick(&RELATIONS)),
        }
    }

    /// Due one to three weeks after the contact.
    fn follow_up(&self, random: &mut Random, day: NaiveDate, staff: Option<StaffId>) -> Option<NewFollowUp> {
        let due_on = day.checked_add_days(Days::new(9 + random.below(12)))?;
        let note = random.pick(&self.content.contacts.to_do).clone();
        Some(NewFollowUp { due_on, assignee: staff, department: None, note: Some(note) })
    }

    fn service(&self, random: &mut Random) -> &Asked {
        let weights = self.services.iter().map(|service| (service, service.demand));
        random.weighted(weights).unwrap_or(&self.services[0])
    }

    /// More often than not a reason of the owner's; the front's reasons fit every service.
    fn reason(&self, random: &mut Random, service: &Asked, outbound: bool) -> Option<&Reason> {
        if random.percent(7) {
            return None;
        }
        let own = random.percent(60) && self.reasons.iter().any(|r| r.unit == service.owner && r.outbound == outbound);
        let fits = |reason: &&Reason| reason.outbound == outbound && (!own || reason.unit == service.owner);
        random.weighted(self.reasons.iter().filter(fits).map(|reason| (reason, reason.weight)))
    }

    /// Some people come again and again: the square of a share favours the first.
    fn person(&self, random: &mut Random) -> Option<BeneficiaryId> {
        let last = random.place(self.people.len());
        self.people.get(random.place(last + 1)).copied()
    }

    fn moment(&self, random: &mut Random, day: NaiveDate, channel: ChannelKind) -> DateTime<Utc> {
        let local = day.and_time(days::time(random, day, channel));
        // no zone of an office skips hours of the day; if one did, UTC is near enough for a made-up contact
        local.and_local_timezone(self.zone).earliest().map_or_else(|| local.and_utc(), |at| at.to_utc())
    }
}

/// Mostly a channel of the service's card.
fn channel(random: &mut Random, outbound: bool, offered: &[ChannelKind]) -> ChannelKind {
    let all: &[(ChannelKind, u64)] = if outbound { &OUTBOUND } else { &INBOUND };
    let keeps = !outbound && random.percent(70);
    let fits = |(kind, _): &(ChannelKind, u64)| !keeps || offered.contains(kind);
    random.weighted(all.iter().copied().filter(fits)).unwrap_or(ChannelKind::Phone)
}
