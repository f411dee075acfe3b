//! A closed cycle in short, for who leads the body: what there is, how well it is known, and what needs a decision.
//!
//! Everything is computed from the frozen lines, read in parts and never held as a whole; but for what the rules found,
//! which is as it was when they last looked.

mod concerns;
mod tally;
mod top;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use concerns::Concern;
pub use top::Top;

use super::read::{after, closed};
use super::{Line, LineService};
use crate::calendar::local_date;
use crate::catalogue::card::{AutomationLevel, ChannelKind, DeliveryMethod, Percent, ServiceKind};
use crate::db::Db;
use crate::error::Result;
use crate::filter::Filter;
use crate::ids::{CycleId, ServiceId};
use crate::inventory::cycles::DepartmentCoverage;
use crate::inventory::findings::{self, Severity};
use crate::inventory::items::{ItemOutcome, MeasureKind};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::text::LocalizedText;
use tally::Tally;

/// A closed cycle in short. Numbers are of services; but for `outcomes`, of those offered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// The results before, with which they can be compared.
    pub previous: Option<CycleId>,
    /// All lines.
    pub services: u64,
    /// Those offered, verified or not.
    pub offered: u64,
    /// What answers came to that were verified; none where nobody answered or verified.
    pub outcomes: BTreeMap<Option<ItemOutcome>, u64>,
    /// How complete the cards in scope were on average, 0 to 100.
    pub completeness: Option<i64>,
    /// Departments, the one with the smallest verified share first.
    pub departments: Vec<DepartmentResult>,
    /// By kind; none where the card does not say.
    pub kinds: BTreeMap<Option<ServiceKind>, u64>,
    /// By level of automation; none where the card does not say.
    pub automation: BTreeMap<Option<AutomationLevel>, u64>,
    /// By way of delivery, of which a service may have several; none where the card does not say.
    pub delivery: BTreeMap<Option<DeliveryMethod>, u64>,
    /// By kind of channel, of which a service may have several; none where the card does not say.
    pub channels: BTreeMap<Option<ChannelKind>, u64>,
    /// Beneficiaries, requests and contacts in total, and of how many services they are known.
    pub told: Vec<Told>,
    /// The services that are used most.
    pub busiest: Busiest,
    /// Services without a promise of when, those used most first.
    pub unpromised: Top<Unpromised>,
    /// Service standards that were missed, the one missed furthest first.
    pub missed: Top<Missed>,
    /// What shall be automated within a year of the close, the earliest first.
    pub planned: Top<Planned>,
    /// What the rules found, the gravest first; a severity of which there is nothing is left out.
    pub findings: Vec<SeverityCount>,
    /// What needs a decision; what concerns no service is left out.
    pub concerns: BTreeMap<Concern, u64>,
}

/// How far a department came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentResult {
    /// Its code as it was.
    pub code: String,
    /// Its name as it was.
    pub name: LocalizedText,
    /// In numbers.
    pub coverage: DepartmentCoverage,
}

/// How many findings of one severity there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeverityCount {
    /// How much they matter.
    pub severity: Severity,
    /// Those that nobody waived.
    pub open: i64,
    /// Those that somebody waived with a reason.
    pub waived: i64,
}

/// What is known of a figure over all services. Nothing, not known and not applicable are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which figure.
    pub kind: MeasureKind,
    /// The sum of what is known.
    pub total: i64,
    /// Services of which it is known, be it 0.
    pub known: u64,
    /// Those of them of which nobody told it: it was counted from contacts, a part of what there is as a rule.
    pub counted: u64,
    /// Those of them of which a part only is known: it is at least so much.
    pub partial: u64,
    /// Services of which somebody said that it is not known.
    pub not_known: u64,
    /// Services that have no such thing.
    pub not_applicable: u64,
    /// Services of which nobody said anything.
    pub unsaid: u64,
}

/// The services that are used most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Busiest {
    /// By requests, as long as anybody told them; else by contacts.
    pub by: Option<MeasureKind>,
    /// The services with their numbers.
    pub services: Vec<(LineService, i64)>,
}

/// A service that promises no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpromised {
    /// The service.
    pub service: LineService,
    /// What its department was called.
    pub owner_name: LocalizedText,
}

/// A service standard that was missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The service.
    pub service: LineService,
    /// The standard.
    pub standard: LocalizedText,
    /// How many met it.
    pub met: i64,
    /// Of how many; not 0.
    pub measured_on: i64,
    /// The share that shall meet it.
    pub target: Percent,
}

/// A service that shall be automated further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The service.
    pub service: LineService,
    /// How far it is, if the card says so.
    pub now: Option<AutomationLevel>,
    /// How far it shall be.
    pub level: AutomationLevel,
    /// By when.
    pub by: NaiveDate,
}

/// A closed cycle in short. Needs `inventory.read`; a cycle that is not closed is `NotAllowed`.
pub async fn overview(db: &Db, op: &OpContext, cycle: CycleId) -> Result<Overview> {
    op.require(Permission::InventoryRead)?;
    let cycle = closed(db, op, cycle, "summed_up").await?;
    let day = local_date(cycle.closed_at.unwrap_or(op.at), db.settings().zone);
    let (mut tally, mut last) = (Tally::new(day), None::<ServiceId>);
    loop {
        let rows = after(db, cycle.id, last).await?;
        let Some(end) = rows.last() else { break };
        last = Some(end.service_id);
        for row in &rows {
            tally.add(&Line::read(&row.body)?);
        }
    }
    let findings = findings::count_by_rule(db, op, cycle.id, Filter::default()).await?;
    let mut overview = tally.end(&findings);
    overview.previous = cycle.previous_id;
    Ok(overview)
}
