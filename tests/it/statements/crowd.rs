//! More than a hundred of everything, each with all that it may be linked to.

use chrono::{Days, TimeDelta};
use crm_core::beneficiaries::{
    self, BeneficiaryKind, ContactKind, NewContactPoint, NewIdentifier, RegisterBeneficiary, Who,
};
use crm_core::catalogue::card::{
    Audience, Card, Channel, ChannelKind, ClientKind, DeliveryTime, Fees, Identity, Promise, Scope, Span, TimeUnit,
};
use crm_core::catalogue::categories::{self, CreateCategory};
use crm_core::catalogue::import::batches::{self, MappingChoice, StartImport};
use crm_core::catalogue::organizations::{self, CreateOrganization, OrganizationKind};
use crm_core::catalogue::services::{self, ChangeStatus, CreateService, PublishService, ReviseService, RevisionMove};
use crm_core::catalogue::sites::{self, SiteFacts, SiteHost, SiteKind};
use crm_core::catalogue::tags::{self, CreateTag, TagKind};
use crm_core::documents::{self, CreateUpload, DocumentPurpose};
use crm_core::ids::{
    BeneficiaryId, CycleId, DepartmentId, ImportId, ReasonId, RecordId, ServiceId, SiteId, StaffId, WorkbookId,
};
use crm_core::interactions::follow_ups::NewFollowUp;
use crm_core::interactions::reasons::{self, ApproveReason, DraftReason, ReasonContent};
use crm_core::interactions::{self, Direction, LogInteraction, SpokeWith};
use crm_core::inventory::cycles::{self, ChangeCycle, ScheduleCycle};
use crm_core::inventory::items::delegations::{self, Delegate};
use crm_core::inventory::plans::{
    self, ChangePlan, DecisionBasis, DecisionOutcome, DraftPlan, Minutes, PlanContent, PlanPeriod, RecordDecision,
};
use crm_core::inventory::workbooks::{self, StartWorkbook};
use crm_core::policy::Role;
use crm_core::staff::tokens::{self, Bearer, CreateToken};
use crm_core::staff::{self, CreateStaff, GrantRole};
use crm_core::text::LocalizedText;
use crm_core::values::IdentifierKind;
use crm_core::{Db, OpContext, jobs, work};
use crm_graphql::node_id::Id;
use futures_util::stream;
use support::{People, Samples, TestDb, department, op};

/// How many there are of each kind, beside those of [`Samples`].
const MANY: usize = 105;

/// The crowd, with the one record of each kind that the others are linked to.
pub struct Crowd {
    pub samples: Samples,
    /// The national id of the person with the contacts.
    pub identifier: &'static str,
    desk: DepartmentId,
}

/// What everything is linked to.
struct Hub {
    department: DepartmentId,
    site: SiteId,
    staff: StaffId,
    service: ServiceId,
    reason: ReasonId,
}

impl Crowd {
    /// Makes everything, through the library's own operations.
    pub async fn gather(db: &TestDb) -> Self {
        let people = People::settle(db).await;
        let mut samples = Samples::settle(db, people.desk, "A").await;
        let hub = Hub {
            department: people.desk,
            site: id(&samples, "site"),
            staff: id(&samples, "staff"),
            service: id(&samples, "service"),
            reason: id(&samples, "reason"),
        };
        let op = op::system();
        for n in 0..MANY {
            structure(db, &op, &hub, n).await;
            service(db, &op, &hub, n, Some(hub.service)).await;
            reason(db, &op, &hub, n).await;
        }
        life(db, &op, &hub).await;
        let identifier = "1012345672";
        let person = contacts(db, &op, &hub, identifier).await;
        samples.ids.insert("beneficiary", Id(person).to_string());
        samples.ids.insert("import", Id(imports(db, &op).await).to_string());
        let (cycle, workbook) = inventory(db, &op, &hub).await;
        samples.ids.insert("inventory_cycle", Id(cycle).to_string());
        samples.ids.insert("inventory_workbook", Id(workbook).to_string());
        Self { samples, identifier, desk: people.desk }
    }

    /// An agent of the department with the contacts.
    pub async fn agent(&self, db: &Db) -> OpContext {
        People::staff(db, Role::Agent, Some(self.desk)).await.op
    }
}

/// An import of many rows, and many that wait.
async fn imports(db: &Db, op: &OpContext) -> ImportId {
    let purpose = DocumentPurpose::ServiceImport;
    let command = CreateUpload { name: "a.csv".into(), media_type: String::new(), size: None, purpose };
    let rows: String = (0..MANY).map(|n| format!("I-{n},خدمة {n},DESK\n")).collect();
    let sheet = format!("رمز الخدمة,اسم الخدمة,رمز الإدارة المالكة\n{rows}");
    let document = documents::upload(db, op, command, stream::iter([Ok(sheet)])).await.unwrap().id;
    let import = StartImport {
        document,
        mapping: MappingChoice::default(),
        effective: None,
        draft: false,
        dry_run: false,
        idempotency_key: None,
    };
    let first = batches::start(db, op, import.clone()).await.unwrap().id;
    while jobs::run_one(db, op, work::KINDS).await.unwrap() {}
    for _ in 0..MANY {
        batches::start(db, op, StartImport { dry_run: true, ..import.clone() }).await.unwrap();
    }
    first
}

/// A closed cycle of every service with its workbooks, and many plans, cycles and delegations; gives that cycle and the
/// first workbook.
async fn inventory(db: &Db, op: &OpContext, hub: &Hub) -> (CycleId, WorkbookId) {
    let today = (op.at + Days::new(1)).date_naive();
    let delegate = People::staff(db, Role::DepartmentEditor, None).await.op.staff().unwrap();
    let mut first = None;
    for n in 0..MANY {
        let code = format!("C-{n:03}");
        let content = PlanContent {
            title: name(n),
            definition: name(n),
            scope: Default::default(),
            period: PlanPeriod { from: today, to: None },
            recurrence: Default::default(),
            answer_days: 14,
            verify_days: 7,
            questions: Vec::new(),
            stages: Default::default(),
            decision: DecisionBasis::Minutes,
            quorum: None,
        };
        let plan = plans::draft(db, op, DraftPlan { code: code.clone(), content }).await.unwrap().id;
        let change = ChangePlan { id: plan, expected_version: None };
        plans::submit(db, op, change).await.unwrap();
        let on = (op.at - Days::new(1)).date_naive().into();
        let minutes = Minutes { number: code.clone(), on, present: vec!["أ".into()], document: None };
        let outcome = DecisionOutcome::Approved;
        let decision = RecordDecision { plan, outcome, minutes, note: None, expected_version: None };
        plans::record_decision(db, op, decision).await.unwrap();
        plans::enforce(db, op, change).await.unwrap();
        let window = Some((today - Days::new(300), today - Days::new(3)));
        let (answers_due, verification_due) = (None, None);
        let command = ScheduleCycle { plan, code, opens_on: today, window, answers_due, verification_due };
        let cycle = cycles::schedule(db, op, command).await.unwrap().id;
        first.get_or_insert(cycle);
        let reason = "سبب".to_owned();
        let delegate = Delegate { department: hub.department, to: delegate, starts_on: today, ends_on: today, reason };
        delegations::delegate(db, op, delegate).await.unwrap();
    }
    let first = first.unwrap();
    let change = ChangeCycle { id: first, expected_version: None };
    cycles::open(db, op, change).await.unwrap();
    while jobs::run_one(db, op, work::KINDS).await.unwrap() {}
    let workbook = answers(db, op, first).await;
    cycles::close(db, op, change).await.unwrap();
    while jobs::run_one(db, op, work::KINDS).await.unwrap() {}
    (first, workbook)
}

/// A workbook of many rows that came back, and many that wait.
async fn answers(db: &Db, op: &OpContext, cycle: CycleId) -> WorkbookId {
    let given = workbooks::workbook(db, op, cycle, None).await.unwrap();
    let document = given.keep(db, op).await.unwrap().id;
    let command = StartWorkbook { cycle, document, dry_run: true, idempotency_key: None };
    let first = workbooks::start(db, op, command.clone()).await.unwrap().id;
    while jobs::run_one(db, op, work::KINDS).await.unwrap() {}
    for _ in 0..MANY {
        workbooks::start(db, op, command.clone()).await.unwrap();
    }
    first
}

fn id<I: RecordId>(samples: &Samples, kind: &str) -> I {
    samples.ids[kind].parse::<Id<I>>().unwrap().0
}

fn name(n: usize) -> LocalizedText {
    LocalizedText::ar_en(format!("اسم {n}"), format!("Name {n}"))
}

async fn structure(db: &Db, op: &OpContext, hub: &Hub, n: usize) {
    let code = format!("C-{n:03}");
    department(db, &code, "إدارة", Some(hub.department)).await;
    let command = CreateOrganization { code: code.clone(), name: name(n), kind: OrganizationKind::Port, website: None };
    let organization = organizations::create(db, op, command).await.unwrap().id;
    categories::create(db, op, CreateCategory { code: code.clone(), name: name(n), parent: None }).await.unwrap();
    tags::create(db, op, CreateTag { kind: TagKind::Theme, code: code.clone(), name: name(n) }).await.unwrap();
    let facts = SiteFacts {
        name: name(n),
        kind: SiteKind::ServicePoint,
        host: SiteHost::PortOfEntry,
        host_organization: Some(organization),
        department: Some(hub.department),
        address: name(n),
        coordinates: None,
        opening_hours: Default::default(),
        accessibility: Vec::new(),
        active: true,
    };
    sites::create(db, op, &code, facts).await.unwrap();
    let member = CreateStaff { code: code.clone(), name: name(n), external_subject: None };
    let staff = staff::create(db, op, member).await.unwrap().id;
    let grant = GrantRole { staff, role: Role::Agent, department: Some(hub.department), from: None, to: None };
    staff::grant_role(db, op, grant).await.unwrap();
    staff::links::invite(db, op, staff, None).await.unwrap();
    let bearer = Bearer::Staff { code: Some(code.clone()), role: Role::Agent, department: Some(hub.department) };
    let token = CreateToken { name: code, bearer, expires_at: None, purpose: None };
    tokens::create(db, op, token).await.unwrap();
}

fn card(hub: &Hub, n: usize, parent: Option<ServiceId>) -> Card {
    let channel = Channel { sites: [hub.site].into_iter().collect(), ..Channel::new(ChannelKind::Counter) };
    Card {
        identity: Identity {
            name: name(n),
            summary: name(n),
            scope: [Scope::External].into(),
            parent,
            ..Identity::default()
        },
        audience: Audience { clients: [ClientKind::Individuals].into(), ..Audience::default() },
        fees: Fees::Free,
        promise: Promise {
            delivery_times: vec![DeliveryTime::within(Span { amount: 1, unit: TimeUnit::WorkingDays })],
            standards: Vec::new(),
        },
        channels: vec![channel],
        ..Card::default()
    }
}

fn step(id: ServiceId) -> RevisionMove {
    RevisionMove { id, reason: None, expected_version: None }
}

fn publish(id: ServiceId) -> PublishService {
    PublishService { id, valid_from: None, reason: None, expected_version: None }
}

async fn service(db: &Db, op: &OpContext, hub: &Hub, n: usize, parent: Option<ServiceId>) -> ServiceId {
    let command = CreateService {
        code: format!("C-{n:03}"),
        owner: hub.department,
        card: card(hub, n, parent),
        proposed: false,
        reason: None,
        idempotency_key: None,
    };
    let id = services::create(db, op, command).await.unwrap().header.id;
    services::submit(db, op, step(id)).await.unwrap();
    services::publish(db, op, publish(id)).await.unwrap();
    id
}

/// Gives the first service a long past, revisions and suspensions, and a main service that all others lack.
async fn life(db: &Db, op: &OpContext, hub: &Hub) {
    let main = service(db, op, hub, MANY, None).await;
    let change = || {
        let reason = Some("تحديث".into());
        ChangeStatus { id: hub.service, valid_from: None, reason, expected_version: None }
    };
    for n in 0..MANY {
        let op = &op.clone().at(op.at + TimeDelta::milliseconds(i64::try_from(n).unwrap() * 10));
        let revision =
            ReviseService { id: hub.service, card: card(hub, n, Some(main)), reason: None, expected_version: None };
        services::revise(db, op, revision).await.unwrap();
        services::submit(db, op, step(hub.service)).await.unwrap();
        services::publish(db, op, publish(hub.service)).await.unwrap();
        services::suspend(db, op, change()).await.unwrap();
        services::resume(db, &op.clone().at(op.at + TimeDelta::milliseconds(5)), change()).await.unwrap();
    }
}

async fn reason(db: &Db, op: &OpContext, hub: &Hub, n: usize) {
    let content = ReasonContent {
        names: name(n),
        department: Some(hub.department),
        response: None,
        answer: name(n),
        escalation: name(n),
        escalation_department: Some(hub.department),
    };
    let row = reasons::draft(db, op, DraftReason { code: format!("C-{n:03}"), content }).await.unwrap();
    reasons::approve(db, op, ApproveReason { id: row.id, expected_version: None }).await.unwrap();
}

/// Many people with three contacts each, and one with many; gives that one.
async fn contacts(db: &Db, op: &OpContext, hub: &Hub, identifier: &str) -> BeneficiaryId {
    let person = |n: usize| RegisterBeneficiary {
        department: Some(hub.department),
        identifiers: if n == 0 { vec![NewIdentifier::new(IdentifierKind::NationalId, identifier)] } else { Vec::new() },
        contact_points: vec![NewContactPoint::new(ContactKind::Mobile, format!("0501{n:06}"))],
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, name(n))
    };
    // Long before their contacts, which so come first on their timelines.
    let before = op.clone().at(op.at - TimeDelta::days(30));
    let people = beneficiaries::register_many(db, &before, (0..MANY).map(person).collect()).await.unwrap();
    let all = people.iter().flat_map(|person| [person; 3]).chain([&people[0]; MANY]);
    let contact = |(n, person): (usize, &BeneficiaryId)| LogInteraction {
        occurred_at: Some(op.at - TimeDelta::minutes(i64::try_from(n).unwrap())),
        site: Some(hub.site.into()),
        department: Some(hub.department.into()),
        staff: Some(hub.staff),
        beneficiary: Some(Who::Id(*person)),
        spoke_with: Some(SpokeWith { name: Some("ابنه".into()), phone: Some("0551234567".into()), relation: None }),
        service: Some(hub.service.into()),
        reason: Some(hub.reason.into()),
        subject: Some("سؤال".into()),
        follow_up: Some(NewFollowUp {
            due_on: (op.at + Days::new(4)).date_naive(),
            assignee: Some(hub.staff),
            department: Some(hub.department),
            note: None,
        }),
        ..LogInteraction::new(ChannelKind::Phone, Direction::Inbound)
    };
    interactions::log_many(db, op, all.enumerate().map(contact).collect()).await.unwrap();
    let mention = |n: usize| LogInteraction {
        department: Some(hub.department.into()),
        staff: Some(hub.staff),
        unlisted_service: Some(format!("خدمة ليست في الدليل {n}")),
        ..LogInteraction::new(ChannelKind::Phone, Direction::Inbound)
    };
    interactions::log_many(db, op, (0..MANY).map(mention).collect()).await.unwrap();
    people[0]
}
