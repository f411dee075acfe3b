//! Logging: one, the same again, many at once, in bulk.

use chrono::TimeDelta;
use crm_core::beneficiaries::{self, BeneficiaryKind, RegisterBeneficiary, Who};
use crm_core::catalogue::card::ChannelKind;
use crm_core::interactions::follow_ups::NewFollowUp;
use crm_core::interactions::{
    self, Direction, EntryKind, Interaction, InteractionFilter, InteractionOrder, LogInteraction, Outcome, SpokeWith,
};
use crm_core::op::{Actor, IntegrationActor, KioskActor};
use crm_core::page::PageRequest;
use crm_core::text::LocalizedText;
use crm_core::{Error, OpContext};
use futures_util::future::try_join_all;
use support::{TestDb, op, sql};

use super::{call, department, person, rules};

#[tokio::test]
async fn a_contact_is_kept_whole_and_its_free_text_masked() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let who = person(&db, "صالح", "0501234567").await;
    let command = LogInteraction {
        beneficiary: Some(Who::Phone("٠٥٠١٢٣٤٥٦٧".into())),
        spoke_with: Some(SpokeWith { name: Some("ابنه".into()), phone: Some("0551234567".into()), relation: None }),
        subject: Some("هويته ١٠١٢٣٤٥٦٧٢".into()),
        body: Some("سأل عن معاملته".into()),
        unlisted_service: Some("رخصة حفل".into()),
        outcome: Some(Outcome::Answered),
        duration_seconds: Some(90),
        ..call()
    };
    let row = interactions::log(&db, &agent, command).await.unwrap();
    assert_eq!(row.beneficiary_id, Some(who));
    assert_eq!(row.subject.as_deref(), Some("هويته ••••••٥٦٧٢"));
    assert_eq!(row.spoke_with_phone_masked(&db).unwrap().unwrap(), "\u{200e}•••••4567");
    assert_eq!((row.staff_id, row.kind, row.redacted), (agent.staff(), EntryKind::Contact, false));
    assert_eq!(interactions::get(&db, &agent, row.id).await.unwrap(), row);
    let timeline = beneficiaries::timeline(&db, &agent, who, &PageRequest::first(10)).await.unwrap().into_nodes();
    assert_eq!(timeline.iter().filter(|entry| entry.kind == "interaction" && entry.record_id == row.id.0).count(), 1);
    assert!(!format!("{row:?}").contains("سأل"));
}

#[tokio::test]
async fn every_broken_field_is_named() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let command = LogInteraction {
        occurred_at: Some(agent.at + TimeDelta::hours(1)),
        department: Some(crm_core::interactions::IdOrCode::Code("nope".into())),
        reason: Some(crm_core::interactions::IdOrCode::Code("nope".into())),
        duration_seconds: Some(-1),
        subject: Some("\u{202e}".into()),
        spoke_with: Some(SpokeWith { phone: Some("12".into()), ..SpokeWith::default() }),
        ..call()
    };
    let found = rules(interactions::log(&db, &agent, command).await);
    for field in [
        "occurredAt IN_FUTURE",
        "department UNKNOWN_REFERENCE",
        "reason UNKNOWN_REFERENCE",
        "durationSeconds OUT_OF_RANGE",
        "subject CONTROL_CHARACTER",
        "spokeWith.phone PHONE_NUMBER",
    ] {
        assert!(found.iter().any(|other| other == field), "{field} is not in {found:?}");
    }
}

#[tokio::test]
async fn the_same_key_a_hundred_times_at_once_is_one_row() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let command =
        LogInteraction { body: Some("مرة واحدة".into()), idempotency_key: Some("k1".into()), ..call() };
    let rows = try_join_all((0..100).map(|_| {
        let (db, agent, command) = (crm_core::Db::clone(&db), agent.clone(), command.clone());
        async move { tokio::spawn(async move { interactions::log(&db, &agent, command).await }).await.unwrap() }
    }))
    .await
    .unwrap();
    assert!(rows.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(interactions::count(&db, &agent, InteractionFilter::default()).await.unwrap(), 1);
    let other = LogInteraction { body: Some("غيرها".into()), ..command };
    assert_eq!(rules(interactions::log(&db, &agent, other).await), ["idempotencyKey IDEMPOTENCY_KEY_REUSED"]);
}

#[tokio::test]
async fn whom_the_contact_is_with() {
    let db = TestDb::open().await;
    let agent = op::agent(department(&db, "D1").await);
    let anonymous = interactions::log(&db, &agent, call()).await.unwrap();
    assert_eq!(anonymous.beneficiary_id, None);

    let by_phone = |phone: &str| LogInteraction { beneficiary: Some(Who::Phone(phone.into())), ..call() };
    let missing = interactions::log(&db, &agent, by_phone("0509999999")).await;
    assert!(matches!(missing, Err(Error::NotFound { entity: "beneficiary" })));

    let new = RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("نورة", "Noura"));
    let registers = LogInteraction { register: Some(Box::new(new)), ..by_phone("0509999999") };
    let first = interactions::log(&db, &agent, registers.clone()).await.unwrap();
    let second = interactions::log(&db, &agent, registers).await.unwrap();
    assert!(first.beneficiary_id.is_some());
    assert_eq!(first.beneficiary_id, second.beneficiary_id);

    person(&db, "الأب", "0508888888").await;
    person(&db, "الأم", "0508888888").await;
    let before = interactions::count(&db, &agent, InteractionFilter::default()).await.unwrap();
    let ambiguous = interactions::log(&db, &agent, by_phone("0508888888")).await;
    assert!(matches!(ambiguous, Err(Error::Ambiguous { candidates }) if candidates.len() == 2));
    assert_eq!(interactions::count(&db, &agent, InteractionFilter::default()).await.unwrap(), before);
}

#[tokio::test]
async fn devices_and_systems_log_for_their_own_department() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let reach = std::sync::Arc::new([own].into());
    let id = op::system().new_id();
    let integration = OpContext::for_actor(Actor::Integration(IntegrationActor { id, reach }));
    let row = interactions::log(&db, &integration, call()).await.unwrap();
    assert_eq!((row.department_id, row.staff_id), (own, None));
    let elsewhere = LogInteraction { department: Some(other.into()), ..call() };
    assert!(matches!(interactions::log(&db, &integration, elsewhere).await, Err(Error::Forbidden { .. })));

    let reach = std::sync::Arc::new([own].into());
    let kiosk = Actor::Kiosk(KioskActor { id: op::system().new_id(), site: None, reach });
    let kiosk = OpContext::for_actor(kiosk);
    let named = LogInteraction { beneficiary: Some(Who::Phone("0501234567".into())), ..call() };
    assert!(matches!(interactions::log(&db, &kiosk, named).await, Err(Error::Forbidden { .. })));
    let row =
        interactions::log(&db, &kiosk, LogInteraction::new(ChannelKind::Kiosk, Direction::Inbound)).await.unwrap();
    assert!(!interactions::get(&db, &kiosk, row.id).await.unwrap().redacted);
    assert!(matches!(interactions::log(&db, &op::anonymous(), call()).await, Err(Error::Unauthenticated)));
}

#[tokio::test]
async fn a_bulk_load_writes_the_rows_of_single_logging() {
    let (one, many) = (TestDb::open().await, TestDb::open().await);
    let at = support::time("2026-03-31T21:30:00Z");
    let mut logs = Vec::new();
    for db in [&one, &many] {
        let department = department(db, "D1").await;
        let who = person(db, "صالح", "0501234567").await;
        let command = |n: i64| LogInteraction {
            occurred_at: Some(at - TimeDelta::minutes(n)),
            department: Some(department.into()),
            beneficiary: (n % 2 == 0).then_some(Who::Id(who)),
            unlisted_service: (n % 3 == 0).then(|| "خدمة أخرى".to_owned()),
            body: Some(format!("رقم 1012345672 {n}")),
            follow_up: (n == 5).then(|| NewFollowUp {
                due_on: at.date_naive() + chrono::Days::new(3),
                assignee: None,
                department: None,
                note: Some("اتصال".into()),
            }),
            ..call()
        };
        logs.push((department, (0..1_100).map(command).collect::<Vec<_>>()));
    }
    let op = op::system().at(at);
    for command in logs[0].1.iter().take(60).cloned() {
        interactions::log(&one, &op, command).await.unwrap();
    }
    let ids = interactions::log_many(&many, &op, logs[1].1.clone()).await.unwrap();
    assert_eq!(ids.len(), 1_100);
    assert!(ids.is_sorted());

    let order = InteractionOrder::FirstRecorded;
    let page = PageRequest::first(60);
    let rows = |db: &TestDb| {
        let (db, op, page) = (crm_core::Db::clone(db), op.clone(), page.clone());
        async move { interactions::list(&db, &op, InteractionFilter::default(), order, &page).await.unwrap().into_nodes() }
    };
    let (single, bulk) = (rows(&one).await, rows(&many).await);
    let alike = |row: Interaction, like: &Interaction| Interaction {
        id: like.id,
        department_id: like.department_id,
        beneficiary_id: row.beneficiary_id.and(like.beneficiary_id),
        ..row
    };
    for (single, bulk) in single.into_iter().zip(&bulk) {
        assert_eq!(alike(single, bulk), *bulk);
    }
    assert_eq!(bulk[0].occurred_month, 202_604, "the month is Riyadh's");

    let (_, sent) = sql(interactions::log_many(&many, &op, logs[1].1[..500].to_vec())).await;
    assert!(sent.len() <= 14, "{} statements for 500 contacts: {sent:#?}", sent.len());
}

#[tokio::test]
async fn a_bulk_load_refuses_what_it_cannot_check_in_bulk() {
    let db = TestDb::open().await;
    let department = department(&db, "D1").await;
    let with = |who| LogInteraction { department: Some(department.into()), beneficiary: who, ..call() };
    let nobody = Who::Id(op::system().new_id());
    let commands = vec![with(None), with(Some(Who::Phone("0501234567".into()))), with(Some(nobody))];
    let refused = rules(interactions::log_many(&db, &op::system(), commands).await);
    assert_eq!(refused, ["1.beneficiary NOT_LISTED", "2.beneficiary UNKNOWN_REFERENCE"]);
    assert_eq!(interactions::count(&db, &op::system(), InteractionFilter::default()).await.unwrap(), 0);
    let agent = op::agent(department);
    assert!(matches!(interactions::log_many(&db, &agent, vec![call()]).await, Err(Error::Forbidden { .. })));
}
