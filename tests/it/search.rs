//! Search: what people type finds what they mean, the same on both engines.

mod corpus;
mod generated;
mod golden;
mod names;
mod reference;

use crm_core::OpContext;
use crm_core::catalogue::services::{self, ServiceCondition, ServiceQuery};
use crm_core::filter::Choice;
use crm_core::page::{MAX_SIZE, PageRequest};
use crm_core::search;
use support::{TestDb, op};

use corpus::Entry;
use golden::GOLDEN;
use reference::Index;

fn words(text: &str) -> ServiceQuery {
    ServiceQuery { search: Some(text.into()), headers_only: true, ..ServiceQuery::default() }
}

async fn codes(db: &TestDb, op: &OpContext, query: ServiceQuery) -> Vec<String> {
    let page = services::list(db, op, query, &PageRequest::first(MAX_SIZE)).await.unwrap();
    page.nodes().map(|service| service.code.clone()).collect()
}

fn codes_of(entries: &[&Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.code()).collect()
}

/// Every failure at once: a rule of spelling that breaks, breaks many queries.
fn none(failures: &[String]) {
    assert!(failures.is_empty(), "{} queries fail:\n{}", failures.len(), failures.join("\n"));
}

#[tokio::test]
async fn the_golden_queries_find_what_was_chosen_by_hand() {
    let db = TestDb::open().await;
    let op = op::system();
    corpus::publish(&db, &op).await;
    assert!(GOLDEN.len() >= 60);
    for round in ["as written", "after a rebuild"] {
        let mut failures = Vec::new();
        for (query, numbers) in GOLDEN {
            let expected: Vec<_> = numbers.split_whitespace().map(|number| format!("GS-{number}")).collect();
            let found = codes(&db, &op, words(query)).await;
            if found != expected {
                failures.push(format!("{round}: {query}\n  expected {expected:?}\n  found    {found:?}"));
            }
        }
        none(&failures);
        assert_eq!(search::rebuild(&db, &op).await.unwrap(), corpus::CORPUS.len() as u64);
    }
}

#[tokio::test]
async fn five_hundred_made_queries_answer_by_the_documented_rule() {
    let db = TestDb::open().await;
    let op = op::system();
    corpus::publish(&db, &op).await;
    let index = Index::new();
    let (mut failures, mut with_hits) = (Vec::new(), 0);
    for query in generated::queries(500).iter().map(String::as_str).chain(GOLDEN.iter().map(|(query, _)| *query)) {
        let expected = codes_of(&index.find(query));
        let found = codes(&db, &op, words(query)).await;
        with_hits += usize::from(!found.is_empty());
        if found != expected {
            failures.push(format!("{query}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    none(&failures);
    // Queries that all find nothing would prove nothing.
    assert!((350..600).contains(&with_hits), "{with_hits} find something");
}

#[tokio::test]
async fn pages_of_hits_make_the_whole_list() {
    let db = TestDb::open().await;
    let op = op::system();
    corpus::publish(&db, &op).await;
    let index = Index::new();
    for query in ["رخصة", "تجديد", "permit", "renew", "GS"] {
        let expected = codes_of(&index.find(query));
        assert!(expected.len() > 4, "{query}");
        for size in [1, 3, 4] {
            assert_eq!(walked(&db, &op, words(query), size).await, expected, "{query} by {size}");
        }
        assert_eq!(walked_backward(&db, &op, words(query), 3).await, expected, "{query} backward");
    }
}

#[tokio::test]
async fn words_and_conditions_narrow_together() {
    let db = TestDb::open().await;
    let op = op::system();
    let [even, _] = corpus::publish(&db, &op).await;
    let index = Index::new();
    for query in ["رخصة", "تجديد", "permit", "licence", "GS"] {
        let expected: Vec<_> = index.find(query).into_iter().filter(|entry| entry.is_even()).collect();
        let narrowed = ServiceQuery { filter: ServiceCondition::Owner(Choice::Eq(even)).into(), ..words(query) };
        assert_eq!(services::count(&db, &op, narrowed.clone()).await.unwrap(), expected.len() as u64);
        assert_eq!(walked(&db, &op, narrowed, 2).await, codes_of(&expected), "{query}");
    }
    // What an actor may not see, it does not find.
    let public = codes(&db, &op::anonymous(), words("رخصة")).await;
    assert_eq!(public, codes_of(&index.find("رخصة")));
    let id = services::find_by_code(&db, &op, "GS-103").await.unwrap().unwrap().header.id;
    services::suspend(&db, &op, suspend(id)).await.unwrap();
    let hidden: Vec<_> = public.into_iter().filter(|code| code != "GS-103").collect();
    assert_eq!(codes(&db, &op::anonymous(), words("رخصة")).await, hidden);
}

fn suspend(id: crm_core::ids::ServiceId) -> services::ChangeStatus {
    services::ChangeStatus { id, valid_from: None, reason: Some("closed for a while".into()), expected_version: None }
}

async fn walked(db: &TestDb, op: &OpContext, query: ServiceQuery, size: u32) -> Vec<String> {
    let mut codes = Vec::new();
    let mut page = PageRequest::first(size);
    loop {
        let part = services::list(db, op, query.clone(), &page).await.unwrap();
        codes.extend(part.nodes().map(|service| service.code.clone()));
        match part.edges.last().filter(|_| part.has_next) {
            Some(edge) => page = PageRequest::first(size).after(&edge.cursor),
            None => return codes,
        }
    }
}

async fn walked_backward(db: &TestDb, op: &OpContext, query: ServiceQuery, size: u32) -> Vec<String> {
    let last = PageRequest { backward: true, ..PageRequest::first(size) };
    let mut parts = Vec::new();
    let mut page = last.clone();
    loop {
        let part = services::list(db, op, query.clone(), &page).await.unwrap();
        parts.push(part.nodes().map(|service| service.code.clone()).collect::<Vec<_>>());
        match part.edges.first().filter(|_| part.has_previous) {
            Some(edge) => page = PageRequest { before: Some(edge.cursor.clone()), ..last.clone() },
            None => break,
        }
    }
    parts.into_iter().rev().flatten().collect()
}
