//! A small body with departments and staff, made through the library's own operations.

use crm_core::catalogue::departments::{self, CreateDepartment, DepartmentKind, OfficeContacts};
use crm_core::ids::{DepartmentId, SiteId};
use crm_core::policy::Role;
use crm_core::staff::tokens::{self, Bearer, CreateToken, Scope, Scopes};
use crm_core::text::LocalizedText;
use crm_core::{Db, OpContext, staff};

use crate::op;

/// The departments of a small body:
///
/// ```text
/// body ── services ── desk
///      └─ permits
/// ```
#[derive(Clone, Copy, Debug)]
pub struct People {
    /// The whole body.
    pub body: DepartmentId,
    /// A department with one below it.
    pub services: DepartmentId,
    /// Below `services`.
    pub desk: DepartmentId,
    /// Beside `services`: what happens there is none of its business.
    pub permits: DepartmentId,
}

/// Someone, or something, that signed in with a token.
#[derive(Clone, Debug)]
pub struct Person {
    /// A context of this actor.
    pub op: OpContext,
    /// What it sends as `Authorization: Bearer …`.
    pub secret: String,
}

impl People {
    /// Makes the departments.
    pub async fn settle(db: &Db) -> Self {
        let body = department(db, "BODY", "الهيئة", None).await;
        let services = department(db, "SERVICES", "إدارة خدمات المستفيدين", Some(body)).await;
        let desk = department(db, "DESK", "مكتب الاستقبال", Some(services)).await;
        let permits = department(db, "PERMITS", "إدارة التراخيص", Some(body)).await;
        Self { body, services, desk, permits }
    }

    /// A new member of staff with one role, signed in; no department means the whole body.
    pub async fn staff(db: &Db, role: Role, department: Option<DepartmentId>) -> Person {
        sign_in(db, Bearer::Staff { code: None, role, department }).await
    }

    /// A new agent at the desk.
    pub async fn agent(&self, db: &Db) -> Person {
        Self::staff(db, Role::Agent, Some(self.desk)).await
    }

    /// Another body's system that works for a department.
    pub async fn integration(db: &Db, department: DepartmentId) -> Person {
        sign_in(db, Bearer::Integration { department: Some(department), scopes: Scopes::default() }).await
    }

    /// Another body's system that works for a department and may act for staff.
    pub async fn acting_integration(db: &Db, department: DepartmentId) -> Person {
        let scopes = [Scope::ActForStaff].into_iter().collect();
        sign_in(db, Bearer::Integration { department: Some(department), scopes }).await
    }

    /// A member of staff through such a system.
    pub async fn through(db: &Db, integration: &Person, member: &Person) -> OpContext {
        let id = member.op.staff().expect("a member of staff");
        let code = staff::get(db, &op::system(), id).await.unwrap().code;
        let signed = staff::authenticate(db, &integration.secret).await.unwrap();
        staff::act_for(db, signed, &code).await.unwrap().context()
    }

    /// A device that a department keeps.
    pub async fn kiosk(db: &Db, department: DepartmentId, site: Option<SiteId>) -> Person {
        sign_in(db, Bearer::Kiosk { department: Some(department), site }).await
    }
}

/// A new department.
pub async fn department(db: &Db, code: &str, name: &str, parent: Option<DepartmentId>) -> DepartmentId {
    let command = CreateDepartment {
        code: code.into(),
        name: LocalizedText::ar_en(name, code),
        kind: DepartmentKind::Unit,
        parent,
        contacts: OfficeContacts::default(),
        valid_from: None,
    };
    departments::create(db, &op::system(), command).await.unwrap().id
}

/// A new actor with a token of its own.
async fn sign_in(db: &Db, bearer: Bearer) -> Person {
    let op = op::system();
    // The name also names the one who is made, so it must be new.
    let name = format!("test {}", op.new_id::<crm_core::ids::TokenId>());
    let command = CreateToken { name, bearer, expires_at: None, purpose: None };
    let made = tokens::create(db, &op, command).await.unwrap();
    let op = staff::authenticate(db, &made.secret).await.unwrap().context();
    Person { op, secret: made.secret.to_string() }
}
