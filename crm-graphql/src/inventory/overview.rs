//! A closed cycle in short, as GraphQL shows it.

use std::collections::BTreeMap;

use async_graphql::{Context, Object, Result, SimpleObject};
use crm_core::catalogue::card;
use crm_core::ids::CycleId;
use crm_core::inventory::items::ItemOutcome;
use crm_core::inventory::results as core;

use super::cycles::InventoryCoverage;
use super::enums::{InventoryMeasureKind, InventoryOutcome, InventorySeverity};
use super::results::InventorySummary;
use super::top::{InventoryBusiest, InventoryMissed, InventoryPlanned, InventoryTop, InventoryUnpromised};
use crate::catalogue::services::card::channels::ChannelKind;
use crate::catalogue::services::card::identity::ServiceKind;
use crate::catalogue::services::card::procedure::{AutomationLevel, DeliveryMethod};
use crate::catalogue::services::card_enum;
use crate::context::Call;
use crate::errors::found;
use crate::scalars::LocalizedText;

card_enum! {
    /// What about a service needs a decision, the gravest first.
    core::Concern => InventoryConcern {
        /// Nobody confirmed that it exists and is ours.
        Unverified = "UNVERIFIED",
        /// Its department says that another body offers it.
        NotOurs = "NOT_OURS",
        /// It is no longer offered, or became other services: the catalogue is to say so.
        Gone = "GONE",
        /// Its card is to be changed.
        CardWrong = "CARD_WRONG",
        /// It promises no time.
        NoPromise = "NO_PROMISE",
        /// It missed a service standard.
        StandardMissed = "STANDARD_MISSED",
        /// It should have been automated by now, and is not.
        AutomationLate = "AUTOMATION_LATE",
        /// It is not automated, and no day is planned.
        AutomationUnplanned = "AUTOMATION_UNPLANNED",
        /// Nobody knows how many requests it has.
        RequestsNotKnown = "REQUESTS_NOT_KNOWN",
    }
}

/// A closed cycle in short. Numbers are of services that are offered, unless they say otherwise.
pub struct InventoryOverview {
    pub(super) cycle: CycleId,
    pub(super) overview: core::Overview,
}

/// A closed cycle in short. Numbers are of services that are offered, unless they say otherwise.
#[Object]
impl InventoryOverview {
    /// All services of the cycle, also those no longer offered.
    async fn services(&self) -> u64 {
        self.overview.services
    }

    /// Those that are offered, verified or not.
    async fn offered(&self) -> u64 {
        self.overview.offered
    }

    /// All services by what their answers came to.
    async fn outcomes(&self) -> Vec<InventoryOutcomeCount> {
        counted(&self.overview.outcomes)
    }

    /// Departments, the one with the smallest share of answered and accepted services first.
    async fn departments(&self) -> Vec<InventoryDepartmentResult> {
        self.overview.departments.iter().cloned().map(Into::into).collect()
    }

    /// What became of services since the cycle before; null when there is none before, or none that the caller may see.
    async fn since(&self, ctx: &Context<'_>) -> Result<Option<InventorySummary>> {
        let Some(previous) = self.overview.previous else { return Ok(None) };
        Ok(found(core::summary(ctx.db(), ctx.op(), (previous, self.cycle)).await)?.map(Into::into))
    }

    /// By kind.
    async fn kinds(&self) -> Vec<InventoryKindCount> {
        counted(&self.overview.kinds)
    }

    /// By level of automation.
    async fn automation(&self) -> Vec<InventoryAutomationCount> {
        counted(&self.overview.automation)
    }

    /// By way of delivery, of which a service may have several.
    async fn delivery(&self) -> Vec<InventoryDeliveryCount> {
        counted(&self.overview.delivery)
    }

    /// By kind of channel, of which a service may have several.
    async fn channels(&self) -> Vec<InventoryChannelCount> {
        counted(&self.overview.channels)
    }

    /// How complete the cards in scope were on average, 0 to 100; null for a cycle that an early version closed.
    async fn completeness(&self) -> Option<i64> {
        self.overview.completeness
    }

    /// Beneficiaries, requests and contacts in total, and of how many services they are known.
    async fn told(&self) -> Vec<InventoryTold> {
        self.overview.told.iter().copied().map(Into::into).collect()
    }

    /// The services that are used most.
    async fn busiest(&self) -> InventoryBusiest {
        self.overview.busiest.clone().into()
    }

    /// Services that promise no time, those used most first.
    async fn unpromised(&self) -> InventoryTop<InventoryUnpromised> {
        InventoryTop::of(&self.overview.unpromised)
    }

    /// Service standards that were missed, the one missed furthest first.
    async fn missed(&self) -> InventoryTop<InventoryMissed> {
        InventoryTop::of(&self.overview.missed)
    }

    /// What shall be automated within a year of the close, the earliest first.
    async fn planned(&self) -> InventoryTop<InventoryPlanned> {
        InventoryTop::of(&self.overview.planned)
    }

    /// What the rules found, the gravest first.
    async fn findings(&self) -> Vec<InventorySeverityCount> {
        self.overview.findings.iter().copied().map(Into::into).collect()
    }

    /// What needs a decision, the gravest first. A service may stand under several.
    async fn concerns(&self) -> Vec<InventoryConcernCount> {
        counted(&self.overview.concerns)
    }
}

fn counted<K: Copy, N: From<(K, u64)>>(counts: &BTreeMap<K, u64>) -> Vec<N> {
    counts.iter().map(|(key, services)| N::from((*key, *services))).collect()
}

/// Declares numbers of services by a coded value that a card or an answer may lack.
macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident { $(#[$fdoc:meta])* $field:ident: $core:ty => $shown:ty })+) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            $(#[$fdoc])*
            $field: Option<$shown>,
            /// Services.
            services: u64,
        }

        impl From<(Option<$core>, u64)> for $name {
            fn from(($field, services): (Option<$core>, u64)) -> Self {
                Self { $field: $field.map(Into::into), services }
            }
        }
    )+};
}

counts! {
    /// Services by what their answers came to.
    InventoryOutcomeCount {
        /// What; null where nobody answered.
        outcome: ItemOutcome => InventoryOutcome
    }
    /// Services by kind.
    InventoryKindCount {
        /// Which; null where the card does not say.
        kind: card::ServiceKind => ServiceKind
    }
    /// Services by level of automation.
    InventoryAutomationCount {
        /// Which; null where the card does not say.
        level: card::AutomationLevel => AutomationLevel
    }
    /// Services by way of delivery.
    InventoryDeliveryCount {
        /// Which; null where the card does not say.
        method: card::DeliveryMethod => DeliveryMethod
    }
    /// Services by kind of channel.
    InventoryChannelCount {
        /// Which; null where the card does not say.
        channel: card::ChannelKind => ChannelKind
    }
}

/// Services about which something needs a decision.
#[derive(SimpleObject)]
pub struct InventoryConcernCount {
    /// What.
    concern: InventoryConcern,
    /// Services.
    services: u64,
}

impl From<(core::Concern, u64)> for InventoryConcernCount {
    fn from((concern, services): (core::Concern, u64)) -> Self {
        Self { concern: concern.into(), services }
    }
}

/// How many findings of one severity there are.
#[derive(SimpleObject)]
pub struct InventorySeverityCount {
    /// How much they matter.
    severity: InventorySeverity,
    /// Those that nobody waived.
    open: i64,
    /// Those that somebody waived with a reason.
    waived: i64,
}

impl From<core::SeverityCount> for InventorySeverityCount {
    fn from(count: core::SeverityCount) -> Self {
        let core::SeverityCount { severity, open, waived } = count;
        Self { severity: severity.into(), open, waived }
    }
}

/// How far a department came, under the name that it had.
#[derive(SimpleObject)]
pub struct InventoryDepartmentResult {
    /// Its code as it was.
    code: String,
    /// Its name as it was.
    name: LocalizedText,
    /// In numbers.
    coverage: InventoryCoverage,
}

impl From<core::DepartmentResult> for InventoryDepartmentResult {
    fn from(result: core::DepartmentResult) -> Self {
        let core::DepartmentResult { code, name, coverage } = result;
        Self { code, name: name.into(), coverage: InventoryCoverage(coverage) }
    }
}

/// What is known of a figure over all services. Nothing, not known and not applicable are told apart.
#[derive(SimpleObject)]
pub struct InventoryTold {
    /// Which figure.
    kind: InventoryMeasureKind,
    /// The sum of what is known.
    total: i64,
    /// Services of which it is known, be it 0.
    known: u64,
    /// Those of them of which nobody told it: it was counted from contacts, a part of what there is as a rule.
    counted: u64,
    /// Those of them of which a part only is known: it is at least so much.
    partial: u64,
    /// Services of which somebody said that it is not known.
    not_known: u64,
    /// Services that have no such thing.
    not_applicable: u64,
    /// Services of which nobody said anything.
    unsaid: u64,
}

impl From<core::Told> for InventoryTold {
    fn from(told: core::Told) -> Self {
        let core::Told { kind, total, known, counted, partial, not_known, not_applicable, unsaid } = told;
        Self { kind: kind.into(), total, known, counted, partial, not_known, not_applicable, unsaid }
    }
}
