//! The first services of some lists, as the overview of a cycle shows them.

use async_graphql::{OutputType, SimpleObject};
use crm_core::ids::ServiceId;
use crm_core::inventory::results as core;

use super::enums::InventoryMeasureKind;
use crate::catalogue::services::card::procedure::AutomationLevel;
use crate::node_id::Id;
use crate::scalars::{Date, LocalizedText};

/// The first ten rows of a list, and how many there are.
#[derive(SimpleObject)]
#[graphql(
    concrete(name = "InventoryUnpromisedTop", params(InventoryUnpromised)),
    concrete(name = "InventoryMissedTop", params(InventoryMissed)),
    concrete(name = "InventoryPlannedTop", params(InventoryPlanned))
)]
pub struct InventoryTop<T: OutputType> {
    /// How many there are.
    count: u64,
    /// The first ten of them.
    rows: Vec<T>,
}

impl<T: OutputType> InventoryTop<T> {
    pub(super) fn of<C: Clone + Into<T>>(top: &core::Top<C>) -> Self {
        Self { count: top.count, rows: top.rows.iter().cloned().map(Into::into).collect() }
    }
}

/// Which service, as it was.
#[derive(SimpleObject)]
pub struct InventoryServiceName {
    /// Id of the service.
    service_id: Id<ServiceId>,
    /// Its code.
    code: String,
    /// Its name.
    name: LocalizedText,
    /// Code of the department that owned it.
    owner: String,
}

impl From<core::LineService> for InventoryServiceName {
    fn from(service: core::LineService) -> Self {
        let core::LineService { id, code, name, owner, public: _ } = service;
        Self { service_id: Id(id), code, name: name.into(), owner }
    }
}

/// The services that are used most.
#[derive(SimpleObject)]
pub struct InventoryBusiest {
    /// By requests, as long as anybody told them; else by contacts. Null when nothing was used.
    by: Option<InventoryMeasureKind>,
    /// The first ten of them.
    rows: Vec<InventoryUsed>,
}

/// A service and how often it was used.
#[derive(SimpleObject)]
pub struct InventoryUsed {
    /// The service.
    service: InventoryServiceName,
    /// How often.
    amount: i64,
}

impl From<core::Busiest> for InventoryBusiest {
    fn from(busiest: core::Busiest) -> Self {
        let core::Busiest { by, services } = busiest;
        let used = |(service, amount): (core::LineService, i64)| InventoryUsed { service: service.into(), amount };
        Self { by: by.map(Into::into), rows: services.into_iter().map(used).collect() }
    }
}

/// A service that promises no time.
#[derive(SimpleObject)]
pub struct InventoryUnpromised {
    /// The service.
    service: InventoryServiceName,
    /// What its department was called.
    owner_name: LocalizedText,
}

impl From<core::Unpromised> for InventoryUnpromised {
    fn from(one: core::Unpromised) -> Self {
        let core::Unpromised { service, owner_name } = one;
        Self { service: service.into(), owner_name: owner_name.into() }
    }
}

/// A service standard that was missed.
#[derive(SimpleObject)]
pub struct InventoryMissed {
    /// The service.
    service: InventoryServiceName,
    /// The standard.
    standard: LocalizedText,
    /// How many met it.
    met: i64,
    /// Of how many; not 0.
    measured_on: i64,
    /// The share that shall meet it, a decimal number of percent such as `99.5`.
    target: String,
}

impl From<core::Missed> for InventoryMissed {
    fn from(one: core::Missed) -> Self {
        let core::Missed { service, standard, met, measured_on, target } = one;
        Self { service: service.into(), standard: standard.into(), met, measured_on, target: target.to_string() }
    }
}

/// A service that shall be automated further.
#[derive(SimpleObject)]
pub struct InventoryPlanned {
    /// The service.
    service: InventoryServiceName,
    /// How far it is; null where the card does not say.
    now: Option<AutomationLevel>,
    /// How far it shall be.
    level: AutomationLevel,
    /// By when.
    by: Date,
}

impl From<core::Planned> for InventoryPlanned {
    fn from(one: core::Planned) -> Self {
        let core::Planned { service, now, level, by } = one;
        Self { service: service.into(), now: now.map(Into::into), level: level.into(), by: Date(by) }
    }
}
