//! Stories of services, told to the library itself.

mod history;
mod imports;
mod life;
mod lists;
mod projections;

use crm_core::OpContext;
use crm_core::catalogue::card::{Audience, Card, Channel, ChannelKind, ClientKind, Fees, Identity, Promise, Scope};
use crm_core::catalogue::card::{DeliveryTime, Span, TimeUnit};
use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind};
use crm_core::catalogue::services::{self, CreateService, PublishService, RevisionMove, Service};
use crm_core::ids::{DepartmentId, ServiceId};
use crm_core::text::LocalizedText;
use support::{TestDb, op};

/// A department with this code.
pub async fn department(db: &TestDb, code: &str) -> DepartmentId {
    let command = CreateDepartment {
        code: code.into(),
        name: LocalizedText::ar_en(format!("إدارة {code}"), format!("Department {code}")),
        kind: DepartmentKind::Unit,
        parent: None,
        contacts: Default::default(),
        valid_from: None,
    };
    departments::create(db, &op::system(), command).await.unwrap().id
}

/// A card on the floor.
pub fn card(ar: &str, en: &str) -> Card {
    Card {
        identity: Identity {
            name: LocalizedText::ar_en(ar, en),
            summary: LocalizedText::ar_en("وصف موجز للخدمة", "A short account"),
            scope: [Scope::External].into(),
            ..Identity::default()
        },
        audience: Audience { clients: [ClientKind::Individuals].into(), ..Audience::default() },
        fees: Fees::Free,
        promise: Promise {
            delivery_times: vec![DeliveryTime::within(Span { amount: 2, unit: TimeUnit::WorkingDays })],
            standards: Vec::new(),
        },
        channels: vec![Channel::new(ChannelKind::Portal), Channel::new(ChannelKind::Counter)],
        ..Card::default()
    }
}

pub fn new_service(code: &str, owner: DepartmentId, card: Card) -> CreateService {
    CreateService { code: code.into(), owner, card, proposed: false, reason: None, idempotency_key: None }
}

pub fn step(id: ServiceId) -> RevisionMove {
    RevisionMove { id, reason: Some("because".into()), expected_version: None }
}

pub fn publish(id: ServiceId) -> PublishService {
    PublishService { id, valid_from: None, reason: None, expected_version: None }
}

/// Creates, submits and publishes.
pub async fn published(db: &TestDb, op: &OpContext, command: CreateService) -> Service {
    let id = services::create(db, op, command).await.unwrap().id;
    services::submit(db, op, step(id)).await.unwrap();
    services::publish(db, op, publish(id)).await.unwrap()
}
