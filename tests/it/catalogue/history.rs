//! What held when, as it was known when.

use chrono::{NaiveDate, TimeDelta};
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::services::{self, AsOf, ChangeStatus, PublishService, ReviseService, ValidAt};
use crm_core::page::PageRequest;
use crm_core::rule::Rule;
use crm_core::{Error, OpContext};
use support::{TestDb, op, time};

use super::{card, department, new_service, publish, step};

/// A service published on 1 March with a first card and on 10 March with a second one, valid from 20 March.
async fn two_revisions(db: &TestDb) -> (OpContext, crm_core::ids::ServiceId) {
    let owner = department(db, "D").await;
    let march = op::system().at(time("2026-03-01T09:00:00+03:00"));
    let id = services::create(db, &march, new_service("S-1", owner, card("أولى", "First"))).await.unwrap().id;
    services::submit(db, &march, step(id)).await.unwrap();
    services::publish(db, &march, publish(id)).await.unwrap();
    let later = op::system().at(time("2026-03-10T09:00:00+03:00"));
    let revise = ReviseService { id, card: card("ثانية", "Second"), reason: None, expected_version: None };
    services::revise(db, &later, revise).await.unwrap();
    services::submit(db, &later, step(id)).await.unwrap();
    let valid_from = Some(time("2026-03-20T09:00:00+03:00"));
    services::publish(db, &later, PublishService { valid_from, ..publish(id) }).await.unwrap();
    (op::system().at(time("2026-04-01T09:00:00+03:00")), id)
}

#[tokio::test]
async fn each_moment_has_its_revision() {
    let db = TestDb::open().await;
    let (op, id) = two_revisions(&db).await;
    let number = async |valid, known_at| {
        let found = services::as_of(&db, &op, id, AsOf { valid, known_at }).await.unwrap();
        found.map(|revision| revision.number)
    };
    let day = |day| ValidAt::Day(NaiveDate::from_ymd_opt(2026, 3, day).unwrap());
    assert_eq!(number(ValidAt::Time(time("2026-03-01T08:59:59+03:00")), None).await, None);
    assert_eq!(number(ValidAt::Time(time("2026-03-01T09:00:00+03:00")), None).await, Some(1));
    assert_eq!(number(day(1), None).await, Some(1));
    assert_eq!(number(day(19), None).await, Some(1));
    assert_eq!(number(day(20), None).await, Some(2));
    assert_eq!(number(ValidAt::Now, None).await, Some(2));
    // On 9 March nobody knew of the second one.
    assert_eq!(number(day(20), Some(time("2026-03-09T00:00:00+03:00"))).await, Some(1));
    assert_eq!(number(day(20), Some(time("2026-02-09T00:00:00+03:00"))).await, None);
    let revisions = services::revisions(&db, &op, id, &PageRequest::first(1)).await.unwrap();
    assert_eq!((revisions.edges[0].node.number, revisions.has_next), (2, true));
}

#[tokio::test]
async fn what_is_scheduled_takes_effect_in_time() {
    let db = TestDb::open().await;
    let (op, id) = two_revisions(&db).await;
    let before = services::get(&db, &op, id).await.unwrap();
    assert_eq!((before.revision.as_ref().unwrap().number, before.due_at), (1, Some(time("2026-03-20T09:00:00+03:00"))));
    let early = op.clone().at(time("2026-03-20T08:59:59+03:00"));
    assert_eq!(services::advance(&db, &early).await.unwrap(), 0);
    assert_eq!(services::advance(&db, &op).await.unwrap(), 1);
    assert_eq!(services::advance(&db, &op).await.unwrap(), 0);
    let after = services::get(&db, &op, id).await.unwrap();
    assert_eq!((after.revision.as_ref().unwrap().number, after.due_at), (2, None));
    assert_eq!(after.name.exact(&op.language), Some("ثانية"));

    let end = op.at + TimeDelta::days(30);
    let retire = ChangeStatus { id, valid_from: Some(end), reason: Some("merged".into()), expected_version: None };
    let waiting = services::retire(&db, &op, retire.clone()).await.unwrap();
    assert_eq!((waiting.status, waiting.due_at), (ServiceStatus::Published, Some(end)));
    // A move made by hand meanwhile calls the scheduled one off.
    let suspend = ChangeStatus { valid_from: None, ..retire.clone() };
    assert_eq!(services::suspend(&db, &op, suspend).await.unwrap().due_at, None);
    assert_eq!(services::advance(&db, &op.clone().at(end)).await.unwrap(), 0);
    let past = ChangeStatus { valid_from: Some(time("2026-01-01T00:00:00Z")), ..retire };
    let past = services::retire(&db, &op, past).await;
    assert!(matches!(past, Err(Error::Invalid { fields }) if fields[0].rule == Rule::InPast));
    let moves = services::status_history(&db, &op, id, &PageRequest::default()).await.unwrap().into_nodes();
    let moves: Vec<_> = moves.iter().map(|m| (m.status.name(), m.cancelled_at.is_some())).collect();
    assert_eq!(
        moves,
        [("suspended", false), ("retired", true), ("published", false), ("in_review", false), ("draft", false)]
    );
}

#[tokio::test]
async fn the_public_reads_no_card_before_its_time() {
    let db = TestDb::open().await;
    let (op, id) = two_revisions(&db).await;
    let revisions = services::revisions(&db, &op, id, &PageRequest::default()).await.unwrap().into_nodes();
    let public = OpContext::anonymous().at(time("2026-03-15T09:00:00+03:00"));
    let ahead = AsOf { valid: ValidAt::Time(time("2026-03-25T09:00:00+03:00")), known_at: None };
    assert_eq!(services::as_of(&db, &public, id, ahead).await.unwrap(), None);
    assert!(matches!(services::revision(&db, &public, revisions[0].id).await, Err(Error::NotFound { .. })));
    assert_eq!(services::revision(&db, &public, revisions[1].id).await.unwrap().number, 1);
    assert!(services::revisions(&db, &public, id, &PageRequest::default()).await.is_err());
}
