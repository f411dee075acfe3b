//! How the engine under test runs the queries that every day is made of, over enough rows for it to care. Run with
//! `--no-capture` to read the plans.

mod inventory;

use chrono::{Days, NaiveDate};
use crm_core::beneficiaries::{
    self, Beneficiary, BeneficiaryCondition, BeneficiaryFilter, BeneficiaryKind, BeneficiaryOrder, ContactKind,
    IdentifierKey, NewContactPoint, NewIdentifier, RegisterBeneficiary,
};
use crm_core::catalogue::services::{self, ImportService, ImportServices, ServiceQuery};
use crm_core::db::Engine;
use crm_core::filter::{Choice, Filter, Range};
use crm_core::ids::{BeneficiaryId, DepartmentId};
use crm_core::interactions::mentions::{self, LinkMention, MentionQuery, MentionRef};
use crm_core::interactions::{self, FigureBy, FigureQuery, InteractionCondition, InteractionFilter, InteractionOrder};
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::text::{LanguageTag, LocalizedText};
use crm_core::values::IdentifierKind;
use crm_core::{Db, OpContext};
use crm_server::seed::{Amounts, seed};
use support::{Plan, TestDb, engine, op, plans};

use crate::catalogue::{card, department};

/// Tables that grow with the years; none of them may be read whole to answer for one page.
const GROWING: [&str; 13] = [
    "search_token",
    "service",
    "service_revision",
    "beneficiary",
    "beneficiary_identifier",
    "beneficiary_contact_point",
    "timeline",
    "interaction",
    "interaction_figure",
    "inventory_item",
    "inventory_measure",
    "inventory_finding",
    "inventory_line",
];

fn today() -> NaiveDate {
    "2026-03-01".parse().unwrap()
}

fn known() -> IdentifierKey {
    IdentifierKey { kind: IdentifierKind::NationalId, issuer: None, value: "1012345672".into() }
}

const PHONE: &str = "0599999999";

/// Twenty departments with 1,000 services, and people with a year of contacts.
async fn fill(db: &TestDb) -> (Vec<DepartmentId>, BeneficiaryId) {
    let op = op::system();
    let mut departments = Vec::new();
    for number in 1..=20 {
        departments.push(department(db, &format!("D{number:02}")).await);
    }
    let service = |number: usize| {
        let kind = ["رخصة", "شهادة", "تصريح", "طلب", "بلاغ"][number / 20 % 5];
        let name = format!("{kind} نشاط رقم {number}");
        ImportService {
            external_id: number.to_string(),
            code: format!("PL-{number:04}"),
            owner: departments[number % departments.len()],
            card: card(&name, &format!("Activity {number}")),
            public: true,
        }
    };
    let sheet = ImportServices {
        scheme: "plans".into(),
        by_code: false,
        language: LanguageTag::arabic(),
        effective: support::time("2025-01-01T00:00:00Z"),
        draft: false,
        import: None,
        services: (0..1_000).map(service).collect(),
    };
    let tx = db.begin().await.unwrap();
    for imported in services::import(&tx, &op, sheet).await.unwrap() {
        imported.unwrap();
    }
    tx.commit().await.unwrap();
    seed(db, today(), Amounts { beneficiaries: 3_000, contacts: 12_000 }, |_| ()).await.unwrap();
    (departments, busy(db, &op).await)
}

/// Somebody with an identifier, a phone and more contacts than anybody.
async fn busy(db: &TestDb, op: &OpContext) -> BeneficiaryId {
    let IdentifierKey { kind, value, .. } = known();
    let new = RegisterBeneficiary {
        identifiers: vec![NewIdentifier::new(kind, value)],
        contact_points: vec![NewContactPoint::new(ContactKind::Mobile, PHONE)],
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("منصور الوهيبي", "Mansour"))
    };
    let Beneficiary { id, .. } = beneficiaries::register(db, op, new).await.unwrap();
    let owner = db.reference().await.unwrap().department_by_code("D05").unwrap().id;
    let contact = |_| interactions::LogInteraction {
        beneficiary: Some(beneficiaries::Who::Id(id)),
        department: Some(owner.into()),
        ..interactions::LogInteraction::new(
            crm_core::catalogue::card::ChannelKind::Phone,
            interactions::Direction::Inbound,
        )
    };
    interactions::log_many(db, op, (0..150).map(contact).collect()).await.unwrap();
    id
}

/// The tables that a plan reads from end to end, through an index or not.
fn read_whole(plan: &Plan) -> Vec<&str> {
    let table = |line: &'_ str| -> Option<usize> {
        ["Seq Scan on ", "SCAN "].iter().find_map(|scan| line.find(scan).map(|at| at + scan.len()))
    };
    let lines = plan.plan.lines().filter_map(|line| table(line).map(|at| &line[at..]));
    lines.filter_map(|rest| rest.split_whitespace().next()).collect()
}

/// The indexes of one query. `sqlite` and `postgres` name what the engine must use, besides reading nothing whole but
/// `whole`, as work over a whole cycle must.
struct Hot {
    name: &'static str,
    whole: &'static [&'static str],
    sqlite: &'static [&'static str],
    postgres: &'static [&'static str],
}

impl Hot {
    /// Runs the work and fails with the plans that break the rule.
    async fn check<T>(&self, db: &TestDb, op: &OpContext, work: impl AsyncFnOnce(Db, OpContext) -> T) {
        // The structure is read whole, once for all requests, into memory.
        let frame = plans(db, async |db: Db| db.reference().await.unwrap()).await;
        let plans = plans(db, async |db| work(db, op.clone()).await).await;
        let plans: Vec<&Plan> = plans.iter().filter(|plan| frame.iter().all(|other| other.sql != plan.sql)).collect();
        // What is selected is long and tells nothing.
        let told = plans.iter().map(|plan| {
            let from = plan.sql.find(" FROM ").unwrap_or_default();
            format!("…{}\n{}", &plan.sql[from..], plan.plan)
        });
        let told: Vec<String> = told.collect();
        let asks = op.staff().map_or("the system", |_| "staff");
        let told = format!("== {} for {asks} on {:?} ==\n{}\n", self.name, engine(), told.join("\n--\n"));
        println!("{told}");
        assert!(!plans.is_empty(), "{told}");
        for plan in &plans {
            let grows = |table: &&str| GROWING.contains(table) && !self.whole.contains(table);
            let whole: Vec<_> = read_whole(plan).into_iter().filter(grows).collect();
            assert!(whole.is_empty(), "{whole:?} read whole\n{told}");
        }
        let wanted = match engine() {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        };
        for index in wanted {
            assert!(plans.iter().any(|plan| plan.plan.contains(index)), "{index} is not used\n{told}");
        }
    }
}

const fn hot(name: &'static str, index: &'static [&'static str]) -> Hot {
    Hot { name, whole: &[], sqlite: index, postgres: index }
}

fn of_department(department: DepartmentId) -> InteractionFilter {
    let (from, to) = (today() - Days::new(300), today() - Days::new(30));
    let at = |day: NaiveDate| support::time(&format!("{day}T00:00:00Z"));
    let filter = Filter::And(vec![
        Filter::Is(InteractionCondition::Department(Choice::Eq(department))),
        Filter::Is(InteractionCondition::OccurredAt(Range::Gte(at(from)))),
        Filter::Is(InteractionCondition::OccurredAt(Range::Lt(at(to)))),
    ]);
    InteractionFilter { filter, history: false }
}

/// The cursor behind the given number of rows of a department's contacts.
async fn deep(db: &Db, op: &OpContext, filter: &InteractionFilter, rows: u32) -> String {
    let mut page = PageRequest::first(MAX_SIZE.min(rows));
    let mut left = rows;
    loop {
        let part = interactions::list(db, op, filter.clone(), InteractionOrder::Latest, &page).await.unwrap();
        let cursor = part.edges.last().expect("enough contacts").cursor.clone();
        left -= u32::try_from(part.edges.len()).unwrap();
        if left == 0 {
            return cursor;
        }
        page = PageRequest::first(MAX_SIZE.min(left)).after(&cursor);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hot_queries_use_their_indexes() {
    let db = TestDb::open().await;
    let (departments, person) = fill(&db).await;
    // The first one registers everybody and has a third of all contacts.
    let own = departments[4];
    mentions(&db, departments[10]).await;
    inventory::inventory(&db, own).await;
    for op in [op::system(), op::agent(own), op::head(own)] {
        catalogue(&db, &op).await;
        people(&db, &op, person).await;
        contacts(&db, &op, (own, person)).await;
    }
}

/// The queue of mentions, and the figures and volumes that follow its decisions.
async fn mentions(db: &TestDb, own: DepartmentId) {
    let op = op::system();
    let contact = |n: u32| interactions::LogInteraction {
        unlisted_service: Some(format!("خدمة مجهولة {}", n % 1_500)),
        department: Some(own.into()),
        occurred_at: Some(support::time("2026-02-01T08:00:00Z")),
        ..interactions::LogInteraction::new(
            crm_core::catalogue::card::ChannelKind::Phone,
            interactions::Direction::Inbound,
        )
    };
    interactions::log_many(db, &op, (0..3_000).map(contact).collect()).await.unwrap();
    while interactions::fold(db, &op).await.unwrap() > 0 {}
    let page = PageRequest::first(20);
    let one = MentionQuery { search: Some("مجهولة 77".into()), ..MentionQuery::default() };
    let found = mentions::list(db, &op, one, &page).await.unwrap().into_nodes();
    let service = services::find_by_code(db, &op, "PL-0007").await.unwrap().unwrap().id;
    let mention = MentionRef { id: found[0].id, expected_version: None };
    mentions::link(db, &op, LinkMention { mention, service }).await.unwrap();
    let indexes = &["mention_rank", "interaction_figure_mention", "interaction_unlisted"];
    hot("the queue of mentions", indexes)
        .check(db, &op, async |db, op| {
            let found = mentions::list(&db, &op, MentionQuery::default(), &page).await.unwrap();
            assert_eq!(found.edges.len(), 20);
        })
        .await;
    let query = FigureQuery {
        from: 202_602,
        to: 202_602,
        by: vec![FigureBy::Department],
        departments: Some(vec![own]),
        service: Some(service),
        reason: None,
    };
    hot("figures of a service with its mentions", &["interaction_figure_month"])
        .check(db, &op, async |db, op| {
            assert!(interactions::figures(&db, &op, query.clone()).await.unwrap()[0].contacts >= 2);
        })
        .await;
}

async fn catalogue(db: &TestDb, op: &OpContext) {
    let by_code = Hot {
        name: "service by code",
        whole: &[],
        sqlite: &["SEARCH service USING INDEX sqlite_autoindex_service_2 (code=?)"],
        postgres: &["service_code_key"],
    };
    by_code
        .check(db, op, async |db, op| assert!(services::find_by_code(&db, &op, "PL-0007").await.unwrap().is_some()))
        .await;
    let search = Hot {
        name: "search of services",
        whole: &[],
        sqlite: &["SEARCH search_token USING PRIMARY KEY (area=? AND token=?", "(area=? AND token>? AND token<?)"],
        postgres: &["search_token_pkey", "service_pkey"],
    };
    let words = |text: &str| ServiceQuery { search: Some(text.into()), ..ServiceQuery::default() };
    search
        .check(db, op, async |db, op| {
            let page = PageRequest::first(20);
            assert_eq!(services::list(&db, &op, words("رخصه نشاط 10"), &page).await.unwrap().edges.len(), 11);
        })
        .await;
}

async fn people(db: &TestDb, op: &OpContext, person: BeneficiaryId) {
    let by_identifier = Hot {
        name: "beneficiary by identifier",
        whole: &[],
        sqlite: &["sqlite_autoindex_beneficiary_identifier_2 (blind=?)"],
        postgres: &["beneficiary_identifier_blind_key", "beneficiary_pkey"],
    };
    by_identifier
        .check(db, op, async |db, op| {
            let found = beneficiaries::find_by_identifier(&db, &op, &known()).await.unwrap();
            assert_eq!(found.map(|row| row.id), Some(person));
        })
        .await;
    let listed = async |db: Db, op: OpContext, filter| {
        let page = PageRequest::first(20);
        let found = beneficiaries::list(&db, &op, filter, BeneficiaryOrder::Relevance, &page).await.unwrap();
        assert_eq!(found.nodes().map(|row| row.id).collect::<Vec<_>>(), [person]);
    };
    let by_phone =
        || BeneficiaryFilter { conditions: BeneficiaryCondition::Phone(Choice::Eq(PHONE.into())).into(), search: None };
    hot("beneficiaries by phone", &["beneficiary_contact_point_blind"])
        .check(db, op, async |db, op| listed(db, op, by_phone()).await)
        .await;
    let by_name =
        || BeneficiaryFilter { search: Some("منصور الوهيبى".into()), ..BeneficiaryFilter::default() };
    let search = Hot {
        name: "search of beneficiaries",
        whole: &[],
        sqlite: &["SEARCH search_token USING PRIMARY KEY (area=? AND token=?"],
        postgres: &["search_token_pkey", "beneficiary_pkey"],
    };
    search.check(db, op, async |db, op| listed(db, op, by_name()).await).await;
    hot("timeline of a person", &["timeline_beneficiary"])
        .check(db, op, async |db, op| {
            let page = PageRequest::first(20);
            let first = beneficiaries::timeline(&db, &op, person, &page).await.unwrap();
            let page = page.after(&first.edges.last().unwrap().cursor);
            assert_eq!(beneficiaries::timeline(&db, &op, person, &page).await.unwrap().edges.len(), 20);
        })
        .await;
}

async fn contacts(db: &TestDb, op: &OpContext, (department, person): (DepartmentId, BeneficiaryId)) {
    let filter = of_department(department);
    let after = deep(db, op, &filter, 120).await;
    let listed = async |db: Db, op: OpContext, page: PageRequest| {
        let found = interactions::list(&db, &op, filter.clone(), InteractionOrder::Latest, &page).await.unwrap();
        assert_eq!(found.edges.len(), 20);
    };
    let first = PageRequest::first(20);
    hot("a department's contacts of a period", &["interaction_department"])
        .check(db, op, async |db, op| listed(db, op, first.clone()).await)
        .await;
    hot("a department's contacts of a period, seventh page", &["interaction_department"])
        .check(db, op, async |db, op| listed(db, op, first.clone().after(&after)).await)
        .await;
    let of_person =
        || InteractionFilter { filter: InteractionCondition::Beneficiary(Choice::Eq(person)).into(), history: false };
    hot("contacts of a person", &["interaction_beneficiary"])
        .check(db, op, async |db, op| {
            let page = PageRequest::first(20);
            let found = interactions::list(&db, &op, of_person(), InteractionOrder::Latest, &page).await.unwrap();
            assert_eq!(found.edges.len(), 20);
        })
        .await;
    hot("last contacts of several people", &["interaction_beneficiary"])
        .check(db, op, async |db, op| {
            let found = interactions::of_beneficiaries(&db, &op, &[person], 10).await.unwrap();
            assert_eq!(found[&person].edges.len(), 10);
        })
        .await;
}
