//! Who works at the fictional emirate: two keepers of the catalogue, an agent per department, and a bearer of a token
//! for each role.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use crm_core::ids::{DepartmentId, StaffId};
use crm_core::op::{Actor, Grant, StaffActor};
use crm_core::policy::Role;
use crm_core::staff::tokens::{self, Bearer, CreateToken};
use crm_core::staff::{self, CreateStaff, GrantRole, links};
use crm_core::text::LocalizedText;
use crm_core::{Db, Error, OpContext, Result};
use secrecy::{ExposeSecret, SecretString};

use super::content::{Content, PeopleText};
use super::random::Random;
use super::structure::Frame;

/// Days for which a demo's tokens hold.
const DAYS: i64 = 7;

/// Where each role is held; none means the whole body.
const ROLES: [(Role, Option<&str>, &str, &str); 11] = [
    (Role::Admin, None, "مدير النظام", "Administrator"),
    (Role::CatalogueManager, None, "مدير دليل الخدمات", "Catalogue manager"),
    (Role::CommitteeSecretary, None, "أمين اللجنة", "Committee secretary"),
    (Role::CommitteeMember, None, "عضو اللجنة", "Committee member"),
    (Role::DepartmentEditor, Some("CLAIMS"), "محرر بطاقات الحقوق الخاصة", "Editor, Private Rights"),
    (Role::DepartmentHead, Some("AG-RIGHTS"), "وكيل الإمارة المساعد للحقوق", "Head, Agency for Rights"),
    (Role::Verifier, None, "مدقق الحصر", "Verifier"),
    (Role::Agent, Some("BEN-SERVICES"), "موظف خدمة المستفيدين", "Beneficiary service agent"),
    (Role::Reader, None, "مطّلع", "Reader"),
    (Role::PrivacyOfficer, None, "مسؤول حماية البيانات", "Privacy officer"),
    (Role::Auditor, None, "مراجع داخلي", "Auditor"),
];

/// A token to be shown once.
#[derive(Clone, Debug)]
pub struct RoleToken {
    /// What its bearer may do.
    pub role: Role,
    /// Code of the department in which the role is held; none means the whole body.
    pub department: Option<&'static str>,
    secret: SecretString,
    entry: SecretString,
    /// For how many days it holds.
    pub days: i64,
}

impl RoleToken {
    /// What is sent as `Authorization: Bearer …`.
    pub fn reveal(&self) -> &str {
        self.secret.expose_secret()
    }

    /// The last part of the link by which one comes in with this role.
    pub fn reveal_entry(&self) -> &str {
        self.entry.expose_secret()
    }
}

/// Who writes and who publishes cards and reasons: nobody approves own work.
pub(super) struct Keepers {
    /// Writes.
    pub officer: Actor,
    /// Publishes and approves.
    pub head: Actor,
}

/// Agents with the department for which each works.
pub(super) type Agents = Vec<(StaffId, DepartmentId)>;

impl Keepers {
    /// Two keepers of the catalogue in the administrative development department.
    pub async fn write(db: &Db, op: &OpContext, people: &PeopleText) -> Result<Self> {
        let mut random = Random::new(11);
        let officer = member(db, op, "catalogue-officer", person(&mut random, people)).await?;
        let head = member(db, op, "catalogue-head", person(&mut random, people)).await?;
        let role = Role::CatalogueManager;
        Ok(Self { officer: acting(db, op, officer, role).await?, head: acting(db, op, head, role).await? })
    }
}

/// Gives a member a role for the whole body; who acts by it.
async fn acting(db: &Db, op: &OpContext, id: StaffId, role: Role) -> Result<Actor> {
    staff::grant_role(db, op, GrantRole { staff: id, role, department: None, from: None, to: None }).await?;
    let grant = Grant { role, department: None, reach: Arc::new(BTreeSet::new()) };
    Ok(Actor::Staff(StaffActor { id, grants: [grant].into() }))
}

/// Who answers in the inventory, and who verifies.
pub(super) async fn write_inventory(db: &Db, op: &OpContext, people: &PeopleText) -> Result<[Actor; 2]> {
    let mut random = Random::new(13);
    let respondent = member(db, op, "inventory-respondent", person(&mut random, people)).await?;
    let verifier = member(db, op, "inventory-verifier", person(&mut random, people)).await?;
    Ok([acting(db, op, respondent, Role::DepartmentEditor).await?, acting(db, op, verifier, Role::Verifier).await?])
}

/// An agent per department and six more where beneficiaries are served.
pub(super) async fn write_agents(db: &Db, op: &OpContext, content: &Content, frame: &Frame) -> Result<Agents> {
    let mut random = Random::new(12);
    let counters = std::iter::repeat_n("BEN-SERVICES", 6);
    let codes = content.departments.iter().map(|department| &*department.code).chain(counters);
    let mut agents = Vec::new();
    for (place, code) in codes.enumerate() {
        let department = frame.department(code)?;
        let name = person(&mut random, &content.people);
        let id = member(db, op, &format!("agent-{:02}", place + 1), name).await?;
        let grant = GrantRole { staff: id, role: Role::Agent, department: Some(department), from: None, to: None };
        staff::grant_role(db, op, grant).await?;
        agents.push((id, department));
    }
    Ok(agents)
}

/// A fresh token and a link for each role, for a week. Members are made on the first call.
pub async fn tokens(db: &Db) -> Result<Vec<RoleToken>> {
    let op = OpContext::system("demo");
    let mut made = Vec::with_capacity(ROLES.len());
    for (role, place, ar, en) in ROLES {
        let code = bearer_code(role);
        let bearer = match staff::by_code(db, &op, &code).await {
            Ok(member) => member.id,
            Err(Error::NotFound { .. }) => member(db, &op, &code, LocalizedText::ar_en(ar, en)).await?,
            Err(other) => return Err(other),
        };
        let entry = links::entry(db, &op, bearer).await?.secret.as_str().into();
        let department = match place {
            Some(code) => db
                .reference()
                .await?
                .department_by_code(code)
                .map(|row| row.id)
                .ok_or_else(super::structure::unknown)?
                .into(),
            None => None,
        };
        let bearer = Bearer::Staff { code: Some(code), role, department };
        let expires_at = Some(op.at + TimeDelta::days(DAYS));
        let command = CreateToken { name: role.name().into(), bearer, expires_at, purpose: None };
        let new = tokens::create(db, &op, command).await?;
        made.push(RoleToken { role, department: place, secret: new.secret.as_str().into(), entry, days: DAYS });
    }
    Ok(made)
}

/// Whether the demo was filled to its end: bearers of tokens are made last.
pub(super) async fn are_there(db: &Db) -> Result<bool> {
    let op = OpContext::system("demo");
    match staff::by_code(db, &op, &bearer_code(Role::Auditor)).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

fn bearer_code(role: Role) -> String {
    format!("demo-{}", role.name().replace('_', "-"))
}

async fn member(db: &Db, op: &OpContext, code: &str, name: LocalizedText) -> Result<StaffId> {
    Ok(staff::create(db, op, CreateStaff { code: code.into(), name, external_subject: None }).await?.id)
}

fn person(random: &mut Random, people: &PeopleText) -> LocalizedText {
    let given = if random.percent(40) { random.pick(&people.women) } else { random.pick(&people.men) };
    let family = random.pick(&people.families);
    LocalizedText::ar_en(format!("{} {}", given.ar, family.ar), format!("{} {}", given.en, family.en))
}
