//! One line of frozen results as GraphQL shows it.

use async_graphql::{Object, SimpleObject};
use crm_core::catalogue::card;
use crm_core::ids::ServiceId;
use crm_core::inventory::results as core;

use super::enums::{InventoryAttestedBy, InventoryItemState, InventoryMeasureKind, InventoryOutcome};
use super::items::InventoryMeasure;
use crate::catalogue::services::card::ServiceCard;
use crate::catalogue::services::card::classes::{IntegrationKind, IntegrationStatus};
use crate::catalogue::services::card::procedure::{ProcessClass, ProcessImportance};
use crate::node_id::Id;
use crate::scalars::{DateTime, LocalizedText};

/// What a cycle said of one service when it closed. Never changed.
pub struct InventoryLine(core::Line);

impl From<core::Line> for InventoryLine {
    fn from(line: core::Line) -> Self {
        Self(line)
    }
}

/// What a cycle said of one service when it closed. Never changed.
#[Object]
impl InventoryLine {
    /// Id of the service.
    async fn service_id(&self) -> Id<ServiceId> {
        Id(self.0.service.id)
    }

    /// Its code.
    async fn code(&self) -> &str {
        &self.0.service.code
    }

    /// Its name.
    async fn name(&self) -> LocalizedText {
        self.0.service.name.clone().into()
    }

    /// Code of the department that owned it.
    async fn owner(&self) -> &str {
        &self.0.service.owner
    }

    /// What that department was called; empty in results of an early version of the program.
    async fn owner_name(&self) -> LocalizedText {
        self.0.owner_name().cloned().unwrap_or_default().into()
    }

    /// Where its item stood.
    async fn state(&self) -> InventoryItemState {
        self.0.item.state.into()
    }

    /// What the answer came to.
    async fn outcome(&self) -> Option<InventoryOutcome> {
        self.0.item.outcome.map(Into::into)
    }

    /// Who said so.
    async fn attested_by(&self) -> Option<InventoryAttestedBy> {
        self.0.item.attested_by.map(Into::into)
    }

    /// When it was answered.
    async fn answered_at(&self) -> Option<DateTime> {
        self.0.item.answered_at.map(DateTime)
    }

    /// Number of the card's revision that was in force.
    async fn revision(&self) -> Option<i32> {
        self.0.revision
    }

    /// Figures over the cycle's window.
    async fn measures(&self) -> Vec<InventoryMeasure> {
        self.0.measures.iter().map(InventoryMeasure::of).collect()
    }

    /// One figure of the whole service: what people told, a number before none, else what was counted from contacts. Null
    /// when nobody said anything: that is neither 0, nor not known, nor not applicable.
    async fn figure(&self, #[graphql(desc = "Which one.")] kind: InventoryMeasureKind) -> Option<InventoryMeasure> {
        self.0.figure(kind.into()).as_ref().map(InventoryMeasure::of)
    }

    /// The card as it was in force; it says nothing when there was none. Records that it names are shown as they are today.
    async fn card(&self) -> ServiceCard {
        ServiceCard(self.0.card().clone())
    }

    /// Its number in another register, the first one on the card.
    async fn external_number(
        &self,
        #[graphql(desc = "The register: a code such as `national`.")] scheme: String,
    ) -> Option<String> {
        let numbers = &self.0.card().identity.external_identifiers;
        numbers.iter().find(|number| number.scheme == scheme).map(|number| number.value.clone())
    }

    /// Data exchanged with other bodies, by the names that these had.
    async fn integrations(&self) -> Vec<InventoryIntegration> {
        let of = |one: &card::Integration| InventoryIntegration {
            body: self.0.names.body(&one.body).clone().into(),
            data: one.data.clone().into(),
            kind: one.kind.map(Into::into),
            status: one.status.map(Into::into),
        };
        self.0.card().integrations.iter().map(of).collect()
    }

    /// The processes behind it, their departments by the names that these had.
    async fn processes(&self) -> Vec<InventoryProcess> {
        let of = |one: card::Process| {
            let owner = one.owner.and_then(|id| self.0.names.departments.get(&id)).cloned();
            InventoryProcess {
                code: one.code,
                name: one.name.into(),
                class: one.class.map(Into::into),
                importance: one.importance.map(Into::into),
                owner: owner.as_ref().map(|owner| owner.code.clone()),
                owner_name: owner.unwrap_or_default().name.into(),
            }
        };
        self.0.card().procedure.processes.iter().cloned().map(of).collect()
    }
}

/// Data exchanged with another body, as frozen.
#[derive(SimpleObject)]
pub struct InventoryIntegration {
    /// With whom, by the name that it had.
    body: LocalizedText,
    /// Which data.
    data: LocalizedText,
    /// By what means.
    kind: Option<IntegrationKind>,
    /// How far it is.
    status: Option<IntegrationStatus>,
}

/// A process behind a service, as frozen.
#[derive(SimpleObject)]
pub struct InventoryProcess {
    /// Its code.
    code: String,
    /// Its name.
    name: LocalizedText,
    /// What sort of process.
    class: Option<ProcessClass>,
    /// How much depends on it.
    importance: Option<ProcessImportance>,
    /// Code of the department that runs it.
    owner: Option<String>,
    /// What that department was called.
    owner_name: LocalizedText,
}
