//! Who sees which contact, and how much of it.

use crm_core::Error;
use crm_core::beneficiaries::{self, BeneficiaryStatus, SetStatus, Who};
use crm_core::filter::{Choice, Filter};
use crm_core::interactions::{
    self, InteractionCondition, InteractionFilter, InteractionOrder, LogInteraction, Outcome, SpokeWith,
};
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use support::{TestDb, op, sql};

use super::{call, department, person};

#[tokio::test]
async fn another_departments_agent_sees_the_frame_only() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let who = person(&db, "صالح", "0501234567").await;
    let writer = op::agent(own);
    let command = LogInteraction {
        beneficiary: Some(Who::Id(who)),
        subject: Some("سر".into()),
        body: Some("سر".into()),
        spoke_with: Some(SpokeWith { name: Some("سر".into()), phone: Some("0551234567".into()), relation: None }),
        unlisted_service: Some("سر".into()),
        outcome: Some(Outcome::Answered),
        ..call()
    };
    let row = interactions::log(&db, &writer, command).await.unwrap();
    assert!(!interactions::get(&db, &op::agent(own), row.id).await.unwrap().redacted);

    for reader in [op::agent(other), op::auditor(), op::privacy_officer()] {
        let seen = interactions::get(&db, &reader, row.id).await.unwrap();
        assert!(seen.redacted);
        assert_eq!(
            (seen.channel, seen.department_id, seen.beneficiary_id, seen.outcome),
            (row.channel, own, Some(who), row.outcome)
        );
        assert_eq!((seen.subject, seen.body, seen.spoke_with_name, seen.unlisted_service), (None, None, None, None));
        assert_eq!((seen.staff_id, seen.spoke_with_phone, seen.actor.as_str()), (None, None, ""));
    }
    // What is hidden cannot be searched for.
    let by_staff = InteractionFilter {
        filter: Filter::Is(InteractionCondition::Staff(Choice::Eq(writer.staff().unwrap()))),
        history: false,
    };
    assert_eq!(interactions::count(&db, &op::agent(own), by_staff.clone()).await.unwrap(), 1);
    assert_eq!(interactions::count(&db, &op::agent(other), by_staff).await.unwrap(), 0);

    for stranger in [op::editor(other), op::head(other)] {
        assert!(matches!(interactions::get(&db, &stranger, row.id).await, Err(Error::NotFound { .. })));
    }
    assert!(!interactions::get(&db, &op::editor(own), row.id).await.unwrap().redacted);
    for refused in [op::reader(), op::catalogue_manager(), op::admin()] {
        assert!(matches!(interactions::get(&db, &refused, row.id).await, Err(Error::Forbidden { .. })));
    }
    assert!(matches!(interactions::get(&db, &op::anonymous(), row.id).await, Err(Error::Unauthenticated)));
}

#[tokio::test]
async fn contacts_of_a_restricted_person_are_hidden_like_the_person() {
    let db = TestDb::open().await;
    let (own, other) = (department(&db, "D1").await, department(&db, "D2").await);
    let head = op::staff_with([(Role::DepartmentHead, Some(own)), (Role::Agent, Some(own))]);
    let new = beneficiaries::RegisterBeneficiary::new(
        beneficiaries::BeneficiaryKind::Individual,
        crm_core::text::LocalizedText::ar_en("صالح", "Saleh"),
    );
    let who = beneficiaries::register(&db, &head, new).await.unwrap();
    let command = LogInteraction { beneficiary: Some(Who::Id(who.id)), ..call() };
    let row = interactions::log(&db, &head, command).await.unwrap();
    interactions::log(&db, &head, call()).await.unwrap();
    let restrict = SetStatus {
        id: who.id,
        status: BeneficiaryStatus::Restricted,
        reason: "أمر".into(),
        department: None,
        expected_version: None,
    };
    beneficiaries::set_status(&db, &op::system(), restrict).await.unwrap();
    let count = async |op| interactions::count(&db, &op, InteractionFilter::default()).await.unwrap();
    assert_eq!(count(op::agent(own)).await, 2);
    assert_eq!(count(op::privacy_officer()).await, 2);
    assert_eq!(count(op::agent(other)).await, 1);
    assert!(matches!(interactions::get(&db, &op::agent(other), row.id).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn the_last_contacts_of_many_people_take_one_statement() {
    let db = TestDb::open().await;
    let own = department(&db, "D1").await;
    let mut people = Vec::new();
    for n in 0..20 {
        people.push(person(&db, "شخص", &format!("05012345{n:02}")).await);
    }
    let commands = (0..400)
        .map(|n| LogInteraction {
            department: Some(own.into()),
            beneficiary: Some(Who::Id(people[n % 20])),
            occurred_at: Some(op::system().at - chrono::TimeDelta::minutes(n as i64)),
            ..call()
        })
        .collect();
    interactions::log_many(&db, &op::system(), commands).await.unwrap();
    let agent = op::agent(own).gathering_access();
    for n in [1, 20] {
        let (found, sent) = sql(interactions::of_beneficiaries(&db, &agent, &people[..n], 10)).await;
        let found = found.unwrap();
        assert_eq!((found.len(), sent.len()), (n, 1), "{sent:#?}");
        assert!(
            found
                .into_values()
                .map(|page| page.into_nodes())
                .all(|rows| rows.len() == 10 && rows.is_sorted_by(|a, b| a.occurred_at >= b.occurred_at))
        );
    }
    let mut page = PageRequest::first(100);
    let mut seen = 0;
    loop {
        let order = InteractionOrder::Latest;
        let part = interactions::list(&db, &agent, InteractionFilter::default(), order, &page).await.unwrap();
        seen += part.edges.len();
        let Some(last) = part.edges.last().filter(|_| part.has_next) else { break };
        page = PageRequest::first(100).after(last.cursor.clone());
    }
    assert_eq!(seen, 400);
}
