//! Corrections and undoing.

use chrono::{Days, TimeDelta};
use crm_core::Error;
use crm_core::beneficiaries::{self, Who};
use crm_core::interactions::follow_ups::{self, FollowUpState, NewFollowUp};
use crm_core::interactions::{self, CorrectInteraction, EntryKind, InteractionFilter, LogInteraction, Outcome};
use crm_core::page::PageRequest;
use crm_core::patch::Patch;
use support::{TestDb, op};

use super::{call, department, person, rules};

#[tokio::test]
async fn a_correction_takes_the_place_of_the_entry() {
    let db = TestDb::open().await;
    let department = department(&db, "D1").await;
    let agent = op::agent(department);
    let (first, second) = (person(&db, "صالح", "0501234567").await, person(&db, "سالم", "0507654321").await);
    let command = LogInteraction { beneficiary: Some(Who::Id(first)), subject: Some("سؤال".into()), ..call() };
    let old = interactions::log(&db, &agent, command).await.unwrap();

    let correction = CorrectInteraction {
        beneficiary: Patch::Set(Who::Id(second)),
        outcome: Patch::Set(Outcome::Resolved),
        ..CorrectInteraction::new(old.id, "الشخص غير صحيح")
    };
    let new = interactions::correct(&db, &agent, correction.clone()).await.unwrap();
    assert_eq!((new.kind, new.corrects_id, new.beneficiary_id), (EntryKind::Correction, Some(old.id), Some(second)));
    assert_eq!((new.subject.as_deref(), new.outcome), (Some("سؤال"), Some(Outcome::Resolved)));
    let kept = interactions::get(&db, &agent, old.id).await.unwrap();
    assert_eq!((kept.beneficiary_id, kept.corrected_by_id), (Some(first), Some(new.id)));

    let count = |history| interactions::count(&db, &agent, InteractionFilter { history, ..Default::default() });
    assert_eq!((count(false).await.unwrap(), count(true).await.unwrap()), (1, 2));
    let page = PageRequest::first(10);
    let kinds = async |who| {
        let entries = beneficiaries::timeline(&db, &agent, who, &page).await.unwrap().into_nodes();
        entries.into_iter().filter(|e| e.kind.starts_with("interaction")).map(|e| e.kind).collect::<Vec<_>>()
    };
    assert!(kinds(first).await.contains(&"interaction.corrected".to_owned()));
    assert!(kinds(second).await.contains(&"interaction".to_owned()));

    assert_eq!(rules(interactions::correct(&db, &agent, correction).await), ["id CORRECTED"]);
    let same = CorrectInteraction::new(new.id, "لا شيء");
    assert_eq!(rules(interactions::correct(&db, &agent, same).await), [" NOTHING_TO_DO"]);
}

#[tokio::test]
async fn who_may_correct() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let row = interactions::log(&db, &op::agent(own), call()).await.unwrap();
    let correction =
        || CorrectInteraction { outcome: Patch::Set(Outcome::Other), ..CorrectInteraction::new(row.id, "تصحيح") };
    for stranger in [op::agent(own), op::agent(other), op::head(other)] {
        let refused = interactions::correct(&db, &stranger, correction()).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. } | Error::NotFound { .. })), "{refused:?}");
    }
    interactions::correct(&db, &op::head(own), correction()).await.unwrap();
}

#[tokio::test]
async fn the_writer_undoes_within_five_minutes() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let follow_up = NewFollowUp {
        due_on: agent.at.date_naive() + Days::new(2),
        assignee: None,
        department: None,
        note: Some("اتصال".into()),
    };
    let command = LogInteraction { follow_up: Some(follow_up), body: Some("خطأ".into()), ..call() };
    let row = interactions::log(&db, &agent, command).await.unwrap();
    let colleague = op::agent(row.department_id);
    assert!(matches!(interactions::undo(&db, &colleague, row.id).await, Err(Error::Forbidden { .. })));
    let late = agent.clone().at(agent.at + TimeDelta::minutes(6));
    assert_eq!(rules(interactions::undo(&db, &late, row.id).await), ["id TOO_LATE"]);

    let undone = interactions::undo(&db, &agent, row.id).await.unwrap();
    assert_eq!((undone.kind, undone.corrects_id, undone.body), (EntryKind::Undo, Some(row.id), None));
    assert_eq!(interactions::count(&db, &agent, InteractionFilter::default()).await.unwrap(), 0);
    let next = follow_ups::of_interactions(&db, &agent, &[row.id]).await.unwrap();
    assert_eq!(next[&row.id][0].state, FollowUpState::Cancelled);
    assert_eq!(rules(interactions::undo(&db, &agent, row.id).await), ["id CORRECTED"]);
    assert_eq!(rules(interactions::undo(&db, &agent, undone.id).await), ["NOT_ALLOWED"]);
}
