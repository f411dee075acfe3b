//! Contact reasons.

use crm_core::Error;
use crm_core::catalogue::card::{Span, TimeUnit};
use crm_core::ids::DepartmentId;
use crm_core::interactions::reasons::{
    self, ApproveReason, DraftReason, ReasonContent, ReasonFilter, ReasonStatus, RetireReason, ReviseReason,
};
use crm_core::interactions::{self, IdOrCode, LogInteraction};
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use crm_core::text::LocalizedText;
use support::{TestDb, op};

use super::{call, department, rules, same_person};

fn content(department: DepartmentId, answer: &str) -> ReasonContent {
    ReasonContent {
        names: LocalizedText::ar_en("استفسار عن معاملة", "Inquiry about a case"),
        department: Some(department),
        response: Some(Span { amount: 2, unit: TimeUnit::WorkingDays }),
        answer: LocalizedText::ar_en(answer, answer),
        ..ReasonContent::default()
    }
}

#[tokio::test]
async fn reasons_are_approved_by_another_person_and_versioned() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let (author, approver) = (op::head(own), op::catalogue_manager());
    let agent = op::agent(own);
    let draft = DraftReason { code: "INQ".into(), content: content(own, "الأول") };
    let reason = reasons::draft(&db, &author, draft.clone()).await.unwrap();
    assert_eq!(rules(reasons::draft(&db, &author, draft).await), ["code TAKEN"]);
    assert!(matches!(reasons::get(&db, &agent, reason.id).await, Err(Error::NotFound { .. })));

    let log = || LogInteraction { reason: Some(IdOrCode::Code("INQ".into())), ..call() };
    assert_eq!(rules(interactions::log(&db, &agent, log()).await), ["reason UNKNOWN_REFERENCE"]);

    let approve = || ApproveReason { id: reason.id, expected_version: None };
    let own_work = same_person(&author, Role::CatalogueManager, own);
    assert_eq!(rules(reasons::approve(&db, &own_work, approve()).await), ["id OWN_WORK"]);
    assert!(matches!(reasons::approve(&db, &agent, approve()).await, Err(Error::Forbidden { .. })));
    reasons::approve(&db, &approver, approve()).await.unwrap();
    assert!(matches!(reasons::approve(&db, &approver, approve()).await, Err(Error::NotAllowed { .. })));
    let first = interactions::log(&db, &agent, log()).await.unwrap();
    assert_eq!((first.reason_id, first.reason_revision), (Some(reason.id), Some(1)));

    for answer in ["مسودة", "الثاني"] {
        let revise = ReviseReason { id: reason.id, content: content(own, answer), expected_version: None };
        reasons::revise(&db, &author, revise).await.unwrap();
    }
    assert_eq!(interactions::log(&db, &agent, log()).await.unwrap().reason_revision, Some(1));
    let stale = ApproveReason { id: reason.id, expected_version: Some(1) };
    assert!(matches!(reasons::approve(&db, &approver, stale).await, Err(Error::Conflict { current: 4, .. })));
    reasons::approve(&db, &approver, approve()).await.unwrap();
    assert_eq!(interactions::log(&db, &agent, log()).await.unwrap().reason_revision, Some(3));

    let found = reasons::many_revisions(&db, &agent, &[(reason.id, 1), (reason.id, 2), (reason.id, 3)]).await.unwrap();
    let answer = |number| found[&(reason.id, number)].answer.get(&agent.language, &agent.language).unwrap();
    assert_eq!((found.len(), answer(1), answer(3)), (2, "الأول", "الثاني"));

    let retired =
        reasons::retire(&db, &approver, RetireReason { id: reason.id, expected_version: None }).await.unwrap();
    assert_eq!(retired.status, ReasonStatus::Retired);
    assert_eq!(rules(interactions::log(&db, &agent, log()).await), ["reason UNKNOWN_REFERENCE"]);
    let filter = ReasonFilter { statuses: Some(vec![ReasonStatus::Approved]), department: None };
    assert!(reasons::list(&db, &agent, filter, &PageRequest::first(10)).await.unwrap().edges.is_empty());
    assert_eq!(reasons::get(&db, &agent, reason.id).await.unwrap(), retired);
}

#[tokio::test]
async fn a_department_keeps_its_own_reasons() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let draft = DraftReason { code: "R1".into(), content: content(other, "نص") };
    assert!(matches!(reasons::draft(&db, &op::head(own), draft).await, Err(Error::Forbidden { .. })));
    let bad = ReasonContent { response: Some(Span { amount: 0, unit: TimeUnit::Minutes }), ..content(own, "نص") };
    let bad = DraftReason { code: "a b".into(), content: ReasonContent { names: LocalizedText::new(), ..bad } };
    let found = rules(reasons::draft(&db, &op::head(own), bad).await);
    assert_eq!(found, ["code CODE", "content.names MISSING_LANGUAGE", "content.response.amount OUT_OF_RANGE"]);
    assert!(matches!(
        reasons::list(&db, &op::anonymous(), ReasonFilter::default(), &PageRequest::default()).await,
        Err(Error::Unauthenticated)
    ));
}
