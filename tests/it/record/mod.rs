//! The record: numbers and chain, tampering, who saw whom, following what happens.

mod access;
mod events;
mod live;
mod personal;
mod retention;
mod tampering;

use crm_core::beneficiaries::{self, BeneficiaryKind, ContactKind, NewContactPoint, RegisterBeneficiary};
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::{BeneficiaryId, DepartmentId, InteractionId};
use crm_core::interactions::{self, Direction, IdOrCode, LogInteraction};
use crm_core::text::LocalizedText;
use crm_core::{Db, OpContext, audit};
use support::op;

/// A person with a phone.
async fn person(db: &Db, name: &str) -> BeneficiaryId {
    let command = RegisterBeneficiary {
        contact_points: vec![NewContactPoint::new(ContactKind::Mobile, "0551234567")],
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(name, name))
    };
    beneficiaries::register(db, &op::system(), command).await.unwrap().id
}

/// A contact of a department, as the installation logs it.
fn contact(department: DepartmentId) -> LogInteraction {
    LogInteraction {
        department: Some(IdOrCode::Id(department)),
        ..LogInteraction::new(ChannelKind::Phone, Direction::Inbound)
    }
}

async fn logged(db: &Db, op: &OpContext, department: DepartmentId) -> InteractionId {
    interactions::log(db, op, contact(department)).await.unwrap().id
}

/// Seals until nothing waits.
async fn sealed(db: &Db) {
    while audit::seal(db, &op::system()).await.unwrap().any() {}
}
