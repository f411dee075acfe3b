//! Lists of services: filters, orders, words.

use crm_core::OpContext;
use crm_core::catalogue::card::{Card, Channel, ChannelKind, Fees};
use crm_core::catalogue::categories::{self, CreateCategory};
use crm_core::catalogue::services::{self, ServiceCondition as Is, ServiceOrder, ServiceQuery};
use crm_core::filter::{Choice, Filter};
use crm_core::page::PageRequest;
use crm_core::text::{LanguageTag, LocalizedText};
use support::{TestDb, op, plans, statements};

use super::{card, department, new_service, published};

async fn codes(db: &TestDb, op: &OpContext, query: ServiceQuery) -> Vec<String> {
    let count = services::count(db, op, query.clone()).await.unwrap();
    let mut codes = Vec::new();
    let mut page = PageRequest::first(2);
    loop {
        let part = services::list(db, op, query.clone(), &page).await.unwrap();
        codes.extend(part.nodes().map(|service| service.code.clone()));
        match part.edges.last().filter(|_| part.has_next) {
            Some(edge) => page = PageRequest::first(2).after(&edge.cursor),
            None => break,
        }
    }
    assert_eq!(count, codes.len() as u64);
    codes
}

fn words(text: &str) -> ServiceQuery {
    ServiceQuery { search: Some(text.into()), ..ServiceQuery::default() }
}

fn filter(filter: impl Into<Filter<Is>>) -> ServiceQuery {
    ServiceQuery { filter: filter.into(), order: ServiceOrder::Code, ..ServiceQuery::default() }
}

async fn some_services(db: &TestDb) {
    let op = op::system();
    let (one, two) = (department(db, "ONE").await, department(db, "TWO").await);
    let root = CreateCategory { code: "ROOT".into(), name: LocalizedText::ar_en("رخص", "Licences"), parent: None };
    let root = categories::create(db, &op, root).await.unwrap().id;
    let leaf =
        CreateCategory { code: "LEAF".into(), name: LocalizedText::ar_en("بناء", "Build"), parent: Some(root) };
    let leaf = categories::create(db, &op, leaf).await.unwrap().id;
    let mut building = card("إصدار رخصة بناء", "Building licence");
    building.classes.categories = vec![leaf];
    building.identity.name = building.identity.name.with(LanguageTag::parse("fr").unwrap(), "Permis de construire");
    let mut renewal = card("تجديد الرخصة", "Licence renewal");
    renewal.classes.categories = vec![root];
    renewal.fees = Fees::Priced(Vec::new());
    let mut certificate = card("شهادة ميلاد", "Birth certificate");
    certificate.channels = vec![Channel::new(ChannelKind::Kiosk)];
    certificate.identity.description = LocalizedText::ar_en("لا علاقة لها بالرخصة", "No licence");
    let draft = Card { fees: Fees::Unstated, ..card("مسودة", "A draft") };
    for (code, owner, card) in [("S-1", one, building), ("S-2", one, certificate)] {
        published(db, &op, new_service(code, owner, card)).await;
    }
    let mut priced = renewal.clone();
    priced.fees = Fees::Free;
    published(db, &op, new_service("S-3", two, priced)).await;
    services::create(db, &op, new_service("S-4", two, draft)).await.unwrap();
}

#[tokio::test]
async fn words_are_found_in_any_spelling_best_first() {
    let db = TestDb::open().await;
    some_services(&db).await;
    let op = op::system();
    for (text, expected) in [
        ("رخصة", vec!["S-1", "S-3", "S-2"]),
        ("الرخصه", vec!["S-1", "S-3", "S-2"]),
        ("رُخصةُ بناءٍ ", vec!["S-1"]),
        ("licen", vec!["S-1", "S-3", "S-2"]),
        ("LICENCES renew", vec!["S-3"]),
        ("construire", vec!["S-1"]),
        ("s-٢", vec!["S-2"]),
        ("لاشيء", vec![]),
        ("؟!", vec![]),
    ] {
        let found = codes(&db, &op, words(text)).await;
        assert_eq!(found, expected, "{text}");
    }
}

#[tokio::test]
async fn filters_and_orders() {
    let db = TestDb::open().await;
    some_services(&db).await;
    let op = op::system();
    let frame = db.reference().await.unwrap();
    let one = frame.department_by_code("ONE").unwrap().id;
    let page = PageRequest::default();
    let root = categories::list(&db, &op, None, &page).await.unwrap();
    let root = root.into_nodes().into_iter().find(|category| category.code == "ROOT").unwrap().id;
    let kiosk = || Filter::Is(Is::Channel(Choice::Eq(ChannelKind::Kiosk)));
    assert_eq!(codes(&db, &op, filter(Is::OwnerWithin(vec![one]))).await, ["S-1", "S-2"]);
    assert_eq!(codes(&db, &op, filter(Is::CategoryWithin(vec![root]))).await, ["S-1", "S-3"]);
    assert_eq!(codes(&db, &op, filter(kiosk())).await, ["S-2"]);
    assert_eq!(codes(&db, &op, filter(Filter::Not(Box::new(kiosk())))).await, ["S-1", "S-3", "S-4"]);
    assert_eq!(codes(&db, &op, filter(Is::Tag(Choice::IsNull(false)))).await, Vec::<String>::new());
    assert_eq!(codes(&db, &op, filter(Is::InWork(true))).await, ["S-4"]);
    assert_eq!(codes(&db, &op, filter(Is::BelowFloor(true))).await, ["S-4"]);
    assert_eq!(codes(&db, &OpContext::anonymous(), filter(Is::InWork(false))).await, Vec::<String>::new());
    let ordered = async |language: &str, order| {
        let language = Some(LanguageTag::parse(language).unwrap());
        codes(&db, &op, ServiceQuery { language, order, ..ServiceQuery::default() }).await
    };
    assert_eq!(ordered("ar", ServiceOrder::Name).await, ["S-1", "S-3", "S-2", "S-4"]);
    assert_eq!(ordered("en-GB", ServiceOrder::Name).await, ["S-4", "S-2", "S-1", "S-3"]);
    assert_eq!(ordered("fr", ServiceOrder::Name).await[0], "S-1");
    assert_eq!(ordered("ar", ServiceOrder::Updated).await, ["S-4", "S-3", "S-2", "S-1"]);
    let both = ServiceQuery { filter: Is::OwnerWithin(vec![one]).into(), ..words("licence") };
    assert_eq!(codes(&db, &op, both).await, ["S-1", "S-2"]);
}

#[tokio::test]
async fn a_page_costs_the_same_statements_whatever_its_size() {
    let db = TestDb::open().await;
    some_services(&db).await;
    let op = op::system();
    db.reference().await.unwrap();
    for size in [1, 3] {
        let sent = statements(&db, services::list(&db, &op, words("licence"), &PageRequest::first(size))).await;
        assert_eq!(sent, 1);
    }
    let all = services::list(&db, &op, ServiceQuery::default(), &PageRequest::default()).await.unwrap();
    let ids: Vec<_> = all.nodes().map(|service| service.id).collect();
    assert_eq!(statements(&db, services::many(&db, &op, &ids)).await, 1);
    assert_eq!(services::many(&db, &op, &ids).await.unwrap().len(), 4);
}

#[tokio::test]
async fn search_and_code_use_their_indexes() {
    let db = TestDb::open().await;
    some_services(&db).await;
    let work = async |db: crm_core::Db| {
        let op = op::system();
        services::find_by_code(&db, &op, "S-1").await.unwrap();
        services::list(&db, &op, words("رخصة بناء"), &PageRequest::default()).await.unwrap();
    };
    for plan in plans(&db, work).await {
        // PostgreSQL reads tables as small as these without looking at an index.
        let by_index = support::engine() == crm_core::db::Engine::Postgres || !plan.scans("search_token");
        assert!(by_index, "{plan:?}");
    }
}
