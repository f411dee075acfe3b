//! The log of contacts.

mod access;
mod correct;
mod figures;
mod follow_ups;
mod graphql;
mod log;
mod mentions;
mod reasons;

use crm_core::beneficiaries::{self, BeneficiaryKind, ContactKind, NewContactPoint, RegisterBeneficiary};
use crm_core::catalogue::card::ChannelKind;
use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind};
use crm_core::ids::{BeneficiaryId, DepartmentId, StaffId};
use crm_core::interactions::{Direction, LogInteraction};
use crm_core::op::{Actor, Grant, StaffActor};
use crm_core::policy::Role;
use crm_core::staff::{self, CreateStaff};
use crm_core::text::LocalizedText;
use crm_core::{Error, OpContext};
use support::{TestDb, op};

async fn department(db: &TestDb, code: &str) -> DepartmentId {
    let command = CreateDepartment {
        code: code.into(),
        name: LocalizedText::ar_en("إدارة", code),
        kind: DepartmentKind::Unit,
        parent: None,
        contacts: Default::default(),
        valid_from: None,
    };
    departments::create(db, &op::system(), command).await.unwrap().id
}

async fn member(db: &TestDb, code: &str) -> StaffId {
    let command =
        CreateStaff { code: code.into(), name: LocalizedText::ar_en("موظف", code), external_subject: None };
    staff::create(db, &op::system(), command).await.unwrap().id
}

async fn person(db: &TestDb, name: &str, phone: &str) -> BeneficiaryId {
    let command = RegisterBeneficiary {
        contact_points: vec![NewContactPoint::new(ContactKind::Mobile, phone)],
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(name, name))
    };
    beneficiaries::register(db, &op::system(), command).await.unwrap().id
}

/// The person of `of` with other roles.
fn same_person(of: &OpContext, role: Role, department: DepartmentId) -> OpContext {
    let grant = Grant { role, department: Some(department), reach: std::sync::Arc::new([department].into()) };
    OpContext::for_actor(Actor::Staff(StaffActor { id: of.staff().unwrap(), grants: [grant].into() }))
}

fn call() -> LogInteraction {
    LogInteraction::new(ChannelKind::Phone, Direction::Inbound)
}

fn rules<T: std::fmt::Debug>(result: crm_core::Result<T>) -> Vec<String> {
    match result.unwrap_err() {
        Error::Invalid { fields } => fields.iter().map(|f| format!("{} {}", f.path.join("."), f.rule.code())).collect(),
        other => vec![other.code().to_owned()],
    }
}
