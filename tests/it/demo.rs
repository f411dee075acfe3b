//! The demo and the seed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use crm_core::beneficiaries::{self, BeneficiaryFilter, IdentifierKey};
use crm_core::catalogue::floor;
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::services::{self, Service, ServiceOrder, ServiceQuery};
use crm_core::filter::Choice;
use crm_core::interactions::{self, InteractionFilter, InteractionOrder};
use crm_core::inventory::cycles;
use crm_core::inventory::items::{self, ItemCondition, ItemState};
use crm_core::inventory::results;
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::policy::Role;
use crm_core::text::LanguageTag;
use crm_core::values::IdentifierKind;
use crm_core::{Db, Error, staff};
use crm_server::demo::{self, DemoSummary, Stage};
use crm_server::seed::{Amounts, seed};
use support::{TestDb, op};

fn today() -> NaiveDate {
    "2026-03-01".parse().unwrap()
}

async fn filled(db: &Db) -> DemoSummary {
    let started = std::time::Instant::now();
    let told = |stage: Stage, done, all| {
        if done == all {
            eprintln!("{} after {:?}", stage.name(), started.elapsed());
        }
    };
    demo::fill(db, today(), &told).await.unwrap()
}

async fn all_services(db: &Db) -> Vec<Service> {
    let query = ServiceQuery { order: ServiceOrder::Code, ..ServiceQuery::default() };
    services::list(db, &op::system(), query, &PageRequest::first(MAX_SIZE)).await.unwrap().into_nodes()
}

async fn contacts(db: &Db) -> u64 {
    interactions::count(db, &op::system(), InteractionFilter::default()).await.unwrap()
}

async fn people(db: &Db) -> u64 {
    beneficiaries::count(db, &op::system(), BeneficiaryFilter::default()).await.unwrap()
}

/// Where the items of the cycle that goes on stand, in the order of their services.
async fn inventory(db: &Db) -> Vec<ItemState> {
    let latest = cycles::list(db, &op::system(), &PageRequest::first(1)).await.unwrap().into_nodes().remove(0);
    let of_latest = ItemCondition::Cycle(Choice::Eq(latest.id)).into();
    let page = items::list(db, &op::system(), of_latest, &PageRequest::first(MAX_SIZE)).await.unwrap();
    page.nodes().map(|item| item.state).collect()
}

/// The cycles before are frozen, have something to report, and differ.
async fn past(db: &Db) {
    let op = op::system();
    let rows = cycles::list(db, &op, &PageRequest::first(3)).await.unwrap().into_nodes();
    let codes: Vec<&str> = rows.iter().map(|cycle| &*cycle.code).collect();
    assert_eq!(codes, ["INV-3", "INV-2", "INV-1"]);
    for cycle in &rows[1..] {
        assert_eq!(results::verify(db, &op, cycle.id).await.unwrap().fault, None);
    }
    let told = results::overview(db, &op, rows[1].id).await.unwrap();
    assert_eq!((told.busiest.services.len(), told.offered), (10, told.services - 1));
    assert!(told.missed.count > 0 && told.planned.count > 0 && told.concerns.len() > 4, "{told:?}");
    let since = results::summary(db, &op, (rows[2].id, rows[1].id)).await.unwrap();
    assert_eq!((since.gone, since.renamed, since.changed), (1, 1, 3));
}

/// What of the first contacts does not depend on ids.
async fn first_contacts(db: &Db) -> Vec<String> {
    let page = PageRequest::first(MAX_SIZE);
    let order = InteractionOrder::Earliest;
    let page = interactions::list(db, &op::system(), InteractionFilter::default(), order, &page).await.unwrap();
    let mut rows: Vec<_> = page
        .nodes()
        .map(|row| format!("{} {} {:?} {:?}", row.occurred_at, row.channel.name(), row.subject, row.body))
        .collect();
    rows.sort();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_what_it_says() {
    let db = TestDb::open().await;
    let summary = filled(&db).await;

    assert_eq!((summary.sites, summary.reasons), (18, 20));
    assert_eq!((summary.beneficiaries, people(&db).await), (2_000, 2_000));
    assert_eq!((summary.contacts, contacts(&db).await), (20_000, 20_000));
    assert!(summary.open_follow_ups > 0);
    let states = inventory(&db).await;
    assert_eq!(states.len(), summary.inventory);
    let half_finished = [ItemState::Pending, ItemState::Answered, ItemState::Accepted, ItemState::Returned];
    assert!(half_finished.iter().all(|state| states.contains(state)), "{states:?}");
    past(&db).await;
    assert_eq!(db.reference().await.unwrap().departments().len(), summary.departments);

    let services = all_services(&db).await;
    assert_eq!(services.len(), summary.services);
    let mut states: BTreeMap<ServiceStatus, usize> = BTreeMap::new();
    for service in &services {
        *states.entry(service.header.status).or_default() += 1;
        let languages = [LanguageTag::arabic(), LanguageTag::english()];
        let gaps = floor::missing(service.card().unwrap(), true, &languages);
        assert!(gaps.is_empty(), "{}: {gaps:?}", service.header.code);
        assert!(floor::completeness(service.card().unwrap()).score >= 95, "{}", service.header.code);
    }
    let shown = [
        ServiceStatus::Published,
        ServiceStatus::Suspended,
        ServiceStatus::Retired,
        ServiceStatus::Draft,
        ServiceStatus::InReview,
    ];
    assert!(shown.iter().all(|state| states.contains_key(state)), "{states:?}");

    let event = services.iter().find(|service| service.header.code == "PER-301").unwrap();
    let page = PageRequest::first(MAX_SIZE);
    let revisions = services::revisions(&db, &op::system(), event.header.id, &page).await.unwrap();
    assert_eq!(revisions.edges.len(), 3);

    assert_eq!(summary.tokens.len(), Role::ALL.len());
    for token in &summary.tokens {
        assert!(staff::authenticate(&db, token.reveal()).await.is_ok(), "{}", token.role.name());
    }
    let known = IdentifierKey { kind: IdentifierKind::NationalId, issuer: None, value: "١٠٠٠٠٠٠٠١٦".into() };
    assert!(beneficiaries::find_by_identifier(&db, &op::system(), &known).await.unwrap().is_some());

    assert!(demo::is_filled(&db).await.unwrap());
    let again = demo::fill(&db, today(), &|_, _, _| ()).await;
    assert!(matches!(again, Err(Error::Setup(_))));
    assert_eq!(contacts(&db).await, 20_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_fills_are_equal_but_for_ids() {
    let (one, other) = (TestDb::open().await, TestDb::open().await);
    let (first, second) = (filled(&one).await, filled(&other).await);
    assert_eq!(first.open_follow_ups, second.open_follow_ups);
    assert_eq!(inventory(&one).await, inventory(&other).await);
    let titles = |services: Vec<Service>| -> Vec<_> {
        services.into_iter().map(|s| (s.header.code, s.header.name, s.header.status, s.header.version)).collect()
    };
    assert_eq!(titles(all_services(&one).await), titles(all_services(&other).await));
    assert_eq!(first_contacts(&one).await, first_contacts(&other).await);
}

#[tokio::test]
async fn a_seed_makes_its_catalogue_and_can_be_repeated() {
    let db = TestDb::open().await;
    let wanted = Amounts { beneficiaries: 620, contacts: 1_100 };
    for run in 1..=2 {
        assert_eq!(seed(&db, today(), wanted, |_| ()).await.unwrap(), wanted);
        assert_eq!((people(&db).await, contacts(&db).await), (620 * run, 1_100 * run));
    }
    assert_eq!(all_services(&db).await.len(), 1);
    let many = Amounts { beneficiaries: u64::MAX, contacts: 0 };
    assert!(matches!(seed(&db, today(), many, |_| ()).await, Err(Error::Invalid { .. })));
    assert!(!demo::is_filled(&db).await.unwrap());
}
