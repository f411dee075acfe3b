//! Who asks, why, when, in which language: the second argument of every operation.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::access::Ledger;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, IntegrationId, KioskId, RecordId, SessionId, SiteId, StaffId, TokenId};
use crate::policy::{Permission, Role};
use crate::rule::Rule;
use crate::text::LanguageTag;

pub use crate::purpose::Purpose;

/// The context of one operation. Cheap to clone.
#[derive(Clone, Debug)]
pub struct OpContext {
    /// Who asks.
    pub actor: Actor,
    /// Why personal data is read.
    pub purpose: Purpose,
    /// Whether the caller said so itself, see [`for_purpose`](Self::for_purpose); otherwise it is the usual one of its
    /// roles or token.
    pub purpose_given: bool,
    /// Now, cut to microseconds: the one time that an operation writes.
    pub at: DateTime<Utc>,
    /// Whether that is the time of all that is done, however long it takes.
    pub(crate) stands: bool,
    /// The request this belongs to, for logs and the record.
    pub request_id: Arc<str>,
    /// In which language to answer.
    pub language: LanguageTag,
    /// The token through which the actor came, if any.
    pub token: Option<TokenId>,
    /// The session through which a member of staff came, if any.
    pub session: Option<SessionId>,
    /// Where reads note whom they showed, see [`gathering_access`](Self::gathering_access).
    pub(crate) ledger: Option<Arc<Ledger>>,
    /// The integration through which a member of staff acts, if one does: the record names both, and nothing beyond the
    /// integration's departments is reached.
    pub through: Option<IntegrationActor>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Actor {
    /// Nobody signed in: the public.
    Anonymous,
    /// A member of staff with roles in departments.
    Staff(StaffActor),
    /// Another department's system.
    Integration(IntegrationActor),
    /// A device at a site.
    Kiosk(KioskActor),
    /// The installation's own workers and single-user tools; the text names which.
    System(Arc<str>),
}

/// A member of staff as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffActor {
    /// The person: duties are separated by person, never by token.
    pub id: StaffId,
    /// The roles in force.
    pub grants: Arc<[Grant]>,
}

/// An integration as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegrationActor {
    /// The integration.
    pub id: IntegrationId,
    /// The departments it works for, with those below.
    pub reach: Arc<BTreeSet<DepartmentId>>,
}

/// A kiosk as an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskActor {
    /// The device.
    pub id: KioskId,
    /// Where it stands.
    pub site: Option<SiteId>,
    /// The department that keeps it, with those below.
    pub reach: Arc<BTreeSet<DepartmentId>>,
}

/// A role held in a department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The department in which it is held; none means the whole body.
    pub department: Option<DepartmentId>,
    /// The department and all below it; empty when `department` is none.
    pub reach: Arc<BTreeSet<DepartmentId>>,
}

/// How far a permission reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every department.
    All,
    /// These departments (already closed over the tree); may be empty.
    Departments(BTreeSet<DepartmentId>),
}

impl Reach {
    /// Whether a department is within reach.
    pub fn covers(&self, department: DepartmentId) -> bool {
        match self {
            Self::All => true,
            Self::Departments(set) => set.contains(&department),
        }
    }
}

impl OpContext {
    /// A context for an actor, now, in the default language and with the usual purpose.
    pub fn for_actor(actor: Actor) -> Self {
        Self {
            purpose: Purpose::usual_of(&actor),
            purpose_given: false,
            actor,
            at: now(),
            stands: false,
            request_id: Arc::from(random_id().simple().to_string()),
            language: LanguageTag::arabic(),
            token: None,
            session: None,
            ledger: None,
            through: None,
        }
    }

    /// A context for a single-user tool or a worker, which may do everything; `name` stands in the record.
    pub fn system(name: &str) -> Self {
        Self::for_actor(Actor::System(name.into()))
    }

    /// The public.
    pub fn anonymous() -> Self {
        Self::for_actor(Actor::Anonymous)
    }

    /// The same context at another time, for bulk loads of the past and for tests.
    #[must_use]
    pub fn at(mut self, at: DateTime<Utc>) -> Self {
        self.at = micros(at);
        self
    }

    /// The same context at another time, at which it stays: long work that belongs to the past as a whole.
    #[must_use]
    pub fn standing_at(self, at: DateTime<Utc>) -> Self {
        Self { stands: true, ..self.at(at) }
    }

    /// The same context now, for whoever waits long between what it does.
    #[must_use]
    pub fn renewed(&self) -> Self {
        if self.stands { self.clone() } else { self.clone().at(now()) }
    }

    /// The same context in another language.
    #[must_use]
    pub fn in_language(mut self, language: LanguageTag) -> Self {
        self.language = language;
        self
    }

    /// The same context with a purpose that the caller gives.
    #[must_use]
    pub fn for_purpose(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self.purpose_given = true;
        self
    }

    /// The same context for a request of several operations that answers once: reads note whom they show, and
    /// [`access::settle`](crate::access::settle), before the answer, makes all of it durable in one go. Without this,
    /// every read makes its own part durable before it returns.
    #[must_use]
    pub fn gathering_access(mut self) -> Self {
        self.ledger = Some(Arc::default());
        self
    }

    /// A new id that sorts after every id this process made at or before `self.at`.
    pub fn new_id<I: RecordId>(&self) -> I {
        static ORDER: LazyLock<Mutex<ContextV7>> = LazyLock::new(|| Mutex::new(ContextV7::new()));
        let secs = u64::try_from(self.at.timestamp()).unwrap_or_default();
        let nanos = self.at.timestamp_subsec_nanos();
        let order = ORDER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        I::from(Uuid::new_v7(Timestamp::from_unix(&*order, secs, nanos)))
    }

    /// Whether the actor may do this somewhere.
    pub fn may(&self, permission: Permission) -> bool {
        // What the public may do, everyone may.
        Permission::ANONYMOUS.contains(&permission)
            || !matches!(self.reach(permission), Reach::Departments(set) if set.is_empty())
            || self.unscoped().is_some_and(|list| list.contains(&permission))
    }

    /// Fails unless the actor may do this somewhere: the first line of every operation.
    pub fn require(&self, permission: Permission) -> Result<()> {
        match (&self.actor, self.may(permission)) {
            (_, true) => Ok(()),
            (Actor::Anonymous, false) => Err(Error::Unauthenticated),
            (_, false) => Err(Error::Forbidden { permission: permission.name() }),
        }
    }

    /// Fails unless the caller said why it reads: personal data is not shown in clear for a usual purpose.
    pub fn require_purpose(&self) -> Result<()> {
        if self.purpose_given { Ok(()) } else { Err(Error::invalid("purpose", Rule::Purpose)) }
    }

    /// Fails unless the actor may do this for the department.
    pub fn require_in(&self, permission: Permission, department: DepartmentId) -> Result<()> {
        self.require(permission)?;
        if self.reach(permission).covers(department) {
            Ok(())
        } else {
            Err(Error::Forbidden { permission: permission.name() })
        }
    }

    /// Fails unless the actor may do this for the department or, where there is none, for the whole body.
    pub fn require_within(&self, permission: Permission, department: Option<DepartmentId>) -> Result<()> {
        match department {
            Some(department) => self.require_in(permission, department),
            None if self.reach(permission) == Reach::All => Ok(()),
            None => self.require(permission).and(Err(Error::Forbidden { permission: permission.name() })),
        }
    }

    /// The departments whose contacts the actor may see, perhaps in part: all for who talks to people or watches
    /// over it, else those in which it may read contacts.
    pub fn reach_of_contacts(&self) -> Reach {
        let everyones = [Role::Agent, Role::PrivacyOfficer, Role::Auditor];
        if self.through.is_none() && everyones.into_iter().any(|role| self.has_role(role)) {
            return Reach::All;
        }
        self.reach(Permission::InteractionRead)
    }

    /// The departments in which the actor holds the permission.
    pub fn reach(&self, permission: Permission) -> Reach {
        match &self.actor {
            Actor::System(_) => Reach::All,
            Actor::Staff(staff) => {
                let mut departments = BTreeSet::new();
                for grant in staff.grants.iter().filter(|g| g.role.permissions().contains(&permission)) {
                    if grant.department.is_none() || grant.role.is_body_wide() {
                        return Reach::All;
                    }
                    departments.extend(grant.reach.iter().copied());
                }
                Reach::Departments(departments)
            }
            Actor::Integration(IntegrationActor { reach, .. }) | Actor::Kiosk(KioskActor { reach, .. }) => {
                let held = self.unscoped().is_some_and(|list| list.contains(&permission));
                Reach::Departments(if held { reach.as_ref().clone() } else { BTreeSet::new() })
            }
            Actor::Anonymous => Reach::Departments(BTreeSet::new()),
        }
    }

    /// Permissions that come with the kind of actor rather than with a role.
    fn unscoped(&self) -> Option<&'static [Permission]> {
        match self.actor {
            Actor::Anonymous => Some(Permission::ANONYMOUS),
            Actor::Integration(_) => Some(Permission::INTEGRATION),
            Actor::Kiosk(_) => Some(Permission::KIOSK),
            Actor::Staff(_) | Actor::System(_) => None,
        }
    }

    /// The staff member who asks, if it is one.
    pub fn staff(&self) -> Option<StaffId> {
        match &self.actor {
            Actor::Staff(staff) => Some(staff.id),
            _ => None,
        }
    }

    /// The integration that asks, or through which a member of staff does.
    pub(crate) fn integration(&self) -> Option<&IntegrationActor> {
        match &self.actor {
            Actor::Integration(integration) => Some(integration),
            _ => self.through.as_ref(),
        }
    }

    /// The staff member for whom an integration acts.
    pub fn on_behalf_of(&self) -> Option<StaffId> {
        self.through.as_ref().and(self.staff())
    }

    /// Who the record says it was, as kind and key: an integration, also where it acts for a member of staff, whom the
    /// record names beside it.
    pub fn recorded(&self) -> (&'static str, String) {
        match self.integration() {
            Some(integration) => ("integration", integration.key()),
            None => (self.actor.kind(), self.actor.key()),
        }
    }

    /// Whose idempotency keys these are. An integration's keys for one member are neither the member's own, nor those
    /// of another integration, nor its keys for another member.
    pub(crate) fn repeats_as(&self) -> String {
        match &self.through {
            Some(integration) => format!("{} for {}", integration.key(), self.actor.key()),
            None => self.actor.key(),
        }
    }

    /// Whether what the actor wrote itself is within reach in this department.
    pub(crate) fn reaches_own_in(&self, department: DepartmentId) -> bool {
        self.through.as_ref().is_none_or(|integration| integration.reach.contains(&department))
    }

    /// Whether the staff member holds a role somewhere.
    pub fn has_role(&self, role: Role) -> bool {
        matches!(&self.actor, Actor::Staff(staff) if staff.grants.iter().any(|grant| grant.role == role))
    }

    /// Whether the actor is staff or the system itself: those who see the catalogue from inside.
    pub fn is_staff(&self) -> bool {
        matches!(self.actor, Actor::Staff(_) | Actor::System(_))
    }
}

impl IntegrationActor {
    fn key(&self) -> String {
        format!("integration:{}", self.id)
    }
}

impl Actor {
    /// The kind's stable name: `anonymous`, `staff`, `integration`, `kiosk`, `system`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Staff(_) => "staff",
            Self::Integration(_) => "integration",
            Self::Kiosk(_) => "kiosk",
            Self::System(_) => "system",
        }
    }

    /// A text that stays the same for the same actor, for the record and for idempotency keys.
    pub fn key(&self) -> String {
        match self {
            Self::Anonymous => "anonymous".into(),
            Self::Staff(staff) => format!("staff:{}", staff.id),
            Self::Integration(integration) => integration.key(),
            Self::Kiosk(kiosk) => format!("kiosk:{}", kiosk.id),
            Self::System(name) => format!("system:{name}"),
        }
    }
}

/// The clock: its only home.
#[expect(clippy::disallowed_methods, reason = "the one home of the clock")]
fn now() -> DateTime<Utc> {
    micros(Utc::now())
}

/// Random bits for request ids: not a record id.
#[expect(clippy::disallowed_methods, reason = "the one home of random ids")]
fn random_id() -> Uuid {
    Uuid::now_v7()
}

/// Both engines keep microseconds.
fn micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(department: DepartmentId) -> OpContext {
        let grant = Grant { role: Role::Agent, department: Some(department), reach: Arc::new([department].into()) };
        OpContext::for_actor(Actor::Staff(StaffActor { id: StaffId(Uuid::nil()), grants: [grant].into() }))
    }

    #[test]
    fn a_role_reaches_its_departments_only() {
        let (own, other) = (DepartmentId(Uuid::from_u128(1)), DepartmentId(Uuid::from_u128(2)));
        let op = agent(own);
        assert!(op.require_in(Permission::InteractionWrite, own).is_ok());
        assert!(matches!(op.require_in(Permission::InteractionWrite, other), Err(Error::Forbidden { .. })));
        assert!(matches!(op.require(Permission::StaffManage), Err(Error::Forbidden { .. })));
        assert!(matches!(OpContext::anonymous().require(Permission::StaffManage), Err(Error::Unauthenticated)));
        assert!(OpContext::anonymous().require(Permission::CatalogueRead).is_ok());
    }

    #[test]
    fn ids_of_one_operation_are_in_order() {
        let op = OpContext::system("test");
        let ids: Vec<StaffId> = (0..1000).map(|_| op.new_id()).collect();
        assert!(ids.is_sorted());
    }
}
