//! Follow-ups.

use chrono::Days;
use crm_core::Error;
use crm_core::filter::{Choice, Filter};
use crm_core::interactions::follow_ups::{self, FollowUpCondition, FollowUpState, NewFollowUp, ReassignFollowUp};
use crm_core::interactions::{self, CorrectInteraction, LogInteraction, Outcome};
use crm_core::page::PageRequest;
use crm_core::patch::Patch;
use support::{TestDb, op};

use super::{call, department, member, rules};

fn due(op: &crm_core::OpContext, days: u64) -> NewFollowUp {
    NewFollowUp {
        due_on: op.at.date_naive() + Days::new(days),
        assignee: None,
        department: None,
        note: Some("اتصل به 1012345672".into()),
    }
}

#[tokio::test]
async fn follow_ups_are_taken_done_and_handed_on() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let (first, second) = (member(&db, "S1").await, member(&db, "S2").await);
    let agent = op::agent(own);
    let command = LogInteraction { follow_up: Some(due(&agent, 3)), ..call() };
    let contact = interactions::log(&db, &agent, command).await.unwrap();
    let later = NewFollowUp { assignee: Some(first), ..due(&agent, 1) };
    let later = follow_ups::create(&db, &agent, contact.id, later).await.unwrap();
    assert_eq!(later.note.as_deref(), Some("اتصل به ••••••5672"));

    let mine = Filter::Is(FollowUpCondition::Mine(Choice::Eq(true)));
    let page = PageRequest::first(10);
    let list =
        async |op: &crm_core::OpContext, filter| follow_ups::list(&db, op, filter, &page).await.unwrap().into_nodes();
    let all = list(&agent, Filter::default()).await;
    assert_eq!((all.len(), all[0].id), (2, later.id), "the earliest day first");
    assert!(list(&agent, mine.clone()).await.is_empty());
    assert!(list(&op::agent(other), Filter::default()).await.is_empty());
    assert!(list(&op::auditor(), Filter::default()).await.is_empty());

    let take = ReassignFollowUp { id: all[1].id, assignee: Some(first), department: None, expected_version: Some(1) };
    assert_eq!(follow_ups::reassign(&db, &agent, take.clone()).await.unwrap().version, 2);
    assert!(matches!(follow_ups::reassign(&db, &agent, take.clone()).await, Err(Error::Conflict { .. })));
    let unknown = ReassignFollowUp { assignee: Some(op::system().new_id()), expected_version: None, ..take };
    assert_eq!(rules(follow_ups::reassign(&db, &agent, unknown).await), ["assignee UNKNOWN_REFERENCE"]);

    let done = follow_ups::complete(&db, &agent, later.id, None).await.unwrap();
    assert_eq!((done.state, done.closed_at), (FollowUpState::Done, Some(agent.at)));
    assert!(matches!(follow_ups::complete(&db, &agent, later.id, None).await, Err(Error::NotAllowed { .. })));

    assert_eq!(follow_ups::reassign_all(&db, &op::admin(), first, Some(second)).await.unwrap(), 1);
    assert_eq!(follow_ups::reassign_all(&db, &op::admin(), first, Some(second)).await.unwrap(), 0);
    assert_eq!(follow_ups::get(&db, &agent, all[1].id).await.unwrap().assignee_id, Some(second));
    assert_eq!(follow_ups::reassign_all(&db, &op::agent(other), second, None).await.unwrap(), 0);
    assert_eq!(follow_ups::reassign_all(&db, &agent, second, None).await.unwrap(), 1);
}

#[tokio::test]
async fn follow_ups_stay_with_the_contact_that_holds() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let command = LogInteraction { follow_up: Some(due(&agent, 3)), ..call() };
    let old = interactions::log(&db, &agent, command).await.unwrap();
    let correction =
        CorrectInteraction { outcome: Patch::Set(Outcome::FollowUp), ..CorrectInteraction::new(old.id, "نقص") };
    let new = interactions::correct(&db, &agent, correction).await.unwrap();
    let found = follow_ups::of_interactions(&db, &agent, &[old.id, new.id]).await.unwrap();
    assert_eq!((found.len(), found[&new.id].len()), (1, 1));
    assert_eq!(rules(follow_ups::create(&db, &agent, old.id, due(&agent, 1)).await), ["id CORRECTED"]);
    let past = NewFollowUp { due_on: agent.at.date_naive() - Days::new(2), ..due(&agent, 0) };
    assert_eq!(rules(follow_ups::create(&db, &agent, new.id, past).await), ["dueOn IN_PAST"]);
}
