//! The life cycle: every state against every move, the floor, versions, who may.

use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::services::{self, AssignOwner, ChangeStatus, ReviseService, Service, ServiceQuery};
use crm_core::ids::{DepartmentId, ServiceId};
use crm_core::op::{Actor, StaffActor};
use crm_core::page::PageRequest;
use crm_core::rule::Rule;
use crm_core::text::LocalizedText;
use crm_core::{Error, OpContext, Result};
use support::{TestDb, op};

use super::{card, department, new_service, publish, published, step};

fn change(id: ServiceId) -> ChangeStatus {
    ChangeStatus { id, valid_from: None, reason: Some("because".into()), expected_version: None }
}

fn revision_of(id: ServiceId, name: &str) -> ReviseService {
    ReviseService { id, card: card("خدمة أخرى", name), reason: None, expected_version: None }
}

/// A new service in a state.
async fn in_state(db: &TestDb, owner: DepartmentId, state: ServiceStatus, code: &str) -> ServiceId {
    let op = &op::system();
    let proposed = state == ServiceStatus::Proposed;
    let command = services::CreateService { proposed, ..new_service(code, owner, card("خدمة", "Service")) };
    let id = services::create(db, op, command).await.unwrap().id;
    match state {
        ServiceStatus::Proposed | ServiceStatus::Draft => {}
        ServiceStatus::Withdrawn => drop(services::withdraw(db, op, change(id)).await.unwrap()),
        _ => {
            services::submit(db, op, step(id)).await.unwrap();
            if state != ServiceStatus::InReview {
                services::publish(db, op, publish(id)).await.unwrap();
            }
            match state {
                ServiceStatus::Suspended => drop(services::suspend(db, op, change(id)).await.unwrap()),
                ServiceStatus::Retired => drop(services::retire(db, op, change(id)).await.unwrap()),
                _ => {}
            }
        }
    }
    id
}

const MOVES: [&str; 9] =
    ["take_up", "revise", "submit", "return", "publish", "suspend", "resume", "retire", "withdraw"];

async fn make(db: &TestDb, name: &str, id: ServiceId) -> Result<Service> {
    let op = &op::system();
    match name {
        "take_up" => services::take_up(db, op, step(id)).await,
        "revise" => services::revise(db, op, revision_of(id, "Other")).await,
        "submit" => services::submit(db, op, step(id)).await,
        "return" => services::return_to_draft(db, op, step(id)).await,
        "publish" => services::publish(db, op, publish(id)).await,
        "suspend" => services::suspend(db, op, change(id)).await,
        "resume" => services::resume(db, op, change(id)).await,
        "retire" => services::retire(db, op, change(id)).await,
        _ => services::withdraw(db, op, change(id)).await,
    }
}

#[tokio::test]
async fn every_state_allows_its_moves_and_no_other() {
    let db = TestDb::open().await;
    let owner = department(&db, "D").await;
    let mut rows = Vec::new();
    for state in ServiceStatus::ALL {
        let mut row = format!("{}:", state.name());
        for name in MOVES {
            let id = in_state(&db, owner, *state, &format!("{}-{name}", state.name())).await;
            match make(&db, name, id).await {
                Ok(service) => row.push_str(&format!(" {name}={}", service.status.name())),
                Err(Error::NotAllowed { .. }) => {}
                Err(other) => panic!("{state:?} {name}: {other}"),
            }
        }
        rows.push(row);
    }
    assert_eq!(
        rows,
        [
            "proposed: take_up=draft revise=draft withdraw=withdrawn",
            "draft: revise=draft submit=in_review withdraw=withdrawn",
            "in_review: return=draft publish=published withdraw=withdrawn",
            "published: revise=published suspend=suspended retire=retired",
            "suspended: revise=suspended resume=published retire=retired",
            "retired:",
            "withdrawn:",
        ]
    );
}

#[tokio::test]
async fn a_published_service_changes_by_a_reviewed_draft() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let first = published(&db, &op, new_service("S-1", owner, card("خدمة", "Service"))).await;
    let in_work = services::revise(&db, &op, revision_of(first.id, "Renamed")).await.unwrap();
    assert_eq!(in_work.published_revision_id, first.published_revision_id);
    assert_eq!(in_work.card(), first.card());
    assert!(in_work.draft_revision_id.is_some());
    let same = services::revise(&db, &op, revision_of(first.id, "Renamed")).await;
    assert!(matches!(same, Err(Error::Invalid { fields }) if fields[0].rule == Rule::NothingToDo));

    services::submit(&db, &op, step(first.id)).await.unwrap();
    let second = services::publish(&db, &op, publish(first.id)).await.unwrap();
    assert_eq!(second.revision.as_ref().unwrap().number, 2);
    assert_eq!(second.name, LocalizedText::ar_en("خدمة أخرى", "Renamed"));
    assert_eq!(services::get(&db, &op, first.id).await.unwrap(), second);

    let old = first.revision.as_ref().unwrap().id;
    let changes = services::changes(&db, &op, old, second.revision.as_ref().unwrap().id).await.unwrap();
    let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["identity.name.ar", "identity.name.en"]);

    services::revise(&db, &op, revision_of(first.id, "Given up")).await.unwrap();
    let kept = services::discard_draft(&db, &op, step(first.id)).await.unwrap();
    assert_eq!((kept.draft_revision_id, kept.card()), (None, second.card()));
}

#[tokio::test]
async fn a_card_below_the_floor_is_not_published() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let mut below = card("خدمة", "Service");
    below.channels.clear();
    below.identity.summary = LocalizedText::new();
    let id = services::create(&db, &op, new_service("S-1", owner, below)).await.unwrap().id;
    services::submit(&db, &op, step(id)).await.unwrap();
    let Err(Error::Invalid { fields }) = services::publish(&db, &op, publish(id)).await else {
        panic!("it is published")
    };
    let found: Vec<_> = fields.iter().map(|field| (field.path.join("."), field.rule.clone())).collect();
    assert_eq!(found, [("identity.summary.ar".into(), Rule::CardFloor), ("channels".into(), Rule::CardFloor)]);
    assert_eq!(services::get(&db, &op, id).await.unwrap().status, ServiceStatus::InReview);
}

#[tokio::test]
async fn a_repeat_gives_the_first_service_even_where_the_actor_no_longer_edits() {
    let db = TestDb::open().await;
    let (owner, other) = (department(&db, "D").await, department(&db, "E").await);
    let (editor, place) = (op::editor(owner), op::editor(other));
    let (Actor::Staff(person), Actor::Staff(place)) = (&editor.actor, &place.actor) else { panic!("staff move") };
    let moved = OpContext::for_actor(Actor::Staff(StaffActor { id: person.id, grants: place.grants.clone() }));
    let new = |key: &str, code| services::CreateService {
        idempotency_key: Some(key.into()),
        ..new_service(code, owner, card("خدمة", "Service"))
    };
    let first = services::create(&db, &editor, new("k", "S-1")).await.unwrap();
    assert_eq!(services::create(&db, &moved, new("k", "S-1")).await.unwrap(), first);
    let refused = services::create(&db, &moved, new("k2", "S-2")).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
}

#[tokio::test]
async fn a_stale_version_is_a_conflict_and_a_code_is_used_once() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let command = services::CreateService {
        idempotency_key: Some("k".into()),
        ..new_service("S-1", owner, card("خدمة", "Service"))
    };
    let service = services::create(&db, &op, command.clone()).await.unwrap();
    assert_eq!(services::create(&db, &op, command).await.unwrap(), service);
    let taken = services::create(&db, &op, new_service("S-1", owner, card("خدمة", "Service"))).await;
    assert!(matches!(taken, Err(Error::Invalid { fields }) if fields[0].rule == Rule::Taken));

    let stale = ReviseService { expected_version: Some(service.version), ..revision_of(service.id, "One") };
    let revised = services::revise(&db, &op, stale.clone()).await.unwrap();
    let again = services::revise(&db, &op, ReviseService { card: card("ثالثة", "Two"), ..stale }).await;
    assert!(matches!(again, Err(Error::Conflict { entity: "service", current }) if current == revised.version));
}

#[tokio::test]
async fn departments_write_and_managers_publish() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "OWN").await, department(&db, "OTHER").await);
    let editor = op::editor(own);
    let manager = op::catalogue_manager();
    let forbidden = |result: Result<Service>| matches!(result, Err(Error::Forbidden { .. }));
    assert!(forbidden(services::create(&db, &editor, new_service("S-0", other, card("خدمة", "Service"))).await));
    let id = services::create(&db, &editor, new_service("S-1", own, card("خدمة", "Service"))).await.unwrap().id;
    assert!(forbidden(services::revise(&db, &op::editor(other), revision_of(id, "Other")).await));
    assert!(forbidden(services::submit(&db, &op::agent(own), step(id)).await));
    services::submit(&db, &editor, step(id)).await.unwrap();
    assert!(forbidden(services::publish(&db, &editor, publish(id)).await));
    services::publish(&db, &manager, publish(id)).await.unwrap();
    assert!(forbidden(services::retire(&db, &editor, change(id)).await));

    let assign = AssignOwner { id, owner: other, reason: Some("reorganised".into()), expected_version: None };
    assert!(forbidden(services::assign_owner(&db, &editor, assign.clone()).await));
    assert_eq!(services::assign_owner(&db, &manager, assign).await.unwrap().owner_id, other);
    assert!(forbidden(services::revise(&db, &editor, revision_of(id, "Other")).await));
}

#[tokio::test]
async fn the_public_sees_what_is_published_for_it() {
    let db = TestDb::open().await;
    let system = op::system();
    let owner = department(&db, "D").await;
    let mut inward = card("داخلية", "Inward");
    inward.identity.scope = [crm_core::catalogue::card::Scope::Internal].into();
    let inward = published(&db, &system, new_service("S-IN", owner, inward)).await;
    let draft = services::create(&db, &system, new_service("S-DRAFT", owner, card("مسودة", "Draft"))).await.unwrap();
    let outward = published(&db, &system, new_service("S-OUT", owner, card("خارجية", "Outward"))).await;
    let seen = async |op: &OpContext| {
        let page = services::list(&db, op, ServiceQuery::default(), &PageRequest::default()).await.unwrap();
        let mut codes: Vec<_> = page.into_nodes().into_iter().map(|service| service.code.clone()).collect();
        codes.sort();
        codes
    };
    assert_eq!(seen(&op::anonymous()).await, ["S-OUT"]);
    assert_eq!(seen(&op::privacy_officer()).await, ["S-IN", "S-OUT"]);
    assert_eq!(seen(&op::reader()).await, ["S-DRAFT", "S-IN", "S-OUT"]);
    for hidden in [inward.id, draft.id] {
        assert!(matches!(services::get(&db, &op::anonymous(), hidden).await, Err(Error::NotFound { .. })));
    }
    services::suspend(&db, &system, change(outward.id)).await.unwrap();
    assert_eq!(seen(&op::anonymous()).await, Vec::<String>::new());
}
