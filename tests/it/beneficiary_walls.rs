//! Walls around the registry: what the audit record shows, who takes over a record, what an integration reaches, and
//! the odd cases of registering and removing.

use crm_core::beneficiaries::{self, *};
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::{BeneficiaryId, DepartmentId};
use crm_core::interactions::{self, CorrectInteraction, Direction, LogInteraction, Outcome};
use crm_core::op::{Actor, StaffActor};
use crm_core::page::PageRequest;
use crm_core::patch::Patch;
use crm_core::policy::Role;
use crm_core::text::LocalizedText;
use crm_core::values::IdentifierKind;
use crm_core::{Error, OpContext};
use serde_json::{Value, json};
use support::{People, TestDb, gql, op};

/// A national id with a right check digit.
const NATIONAL_ID: &str = "1012345672";
const MOBILE: &str = "0501234567";

fn salma() -> RegisterBeneficiary {
    RegisterBeneficiary {
        identifiers: vec![NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID)],
        contact_points: vec![NewContactPoint::new(ContactKind::Mobile, MOBILE)],
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("سلمى القحطاني", "Salma"))
    }
}

fn by_number() -> Who {
    Who::Identifier(NewIdentifier::new(IdentifierKind::NationalId, NATIONAL_ID).key())
}

fn move_to(id: BeneficiaryId, status: BeneficiaryStatus, department: Option<DepartmentId>) -> SetStatus {
    SetStatus { id, expected_version: None, status, department, reason: "طلب".into() }
}

/// The paths and rules of a refusal.
fn rules<T: std::fmt::Debug>(result: crm_core::Result<T>) -> Vec<String> {
    let Err(Error::Invalid { fields }) = result else { panic!("{result:?}") };
    fields.iter().map(|field| format!("{} {}", field.path.join("."), field.rule.code())).collect()
}

/// The same member of staff after a move to another department.
fn moved(of: &OpContext, to: &OpContext) -> OpContext {
    let (Actor::Staff(person), Actor::Staff(place)) = (&of.actor, &to.actor) else { panic!("staff move") };
    OpContext::for_actor(Actor::Staff(StaffActor { id: person.id, grants: place.grants.clone() }))
}

/// The details of one operation's audit rows, as the auditor gets them.
async fn details(db: &TestDb, operation: &str) -> Value {
    let rows = "query($op: String) { auditEntries(filter: { operation: { eq: $op } }) { nodes { detail } } }";
    gql(db, &op::auditor(), rows, json!({ "op": operation })).await.ok()["auditEntries"]["nodes"].clone()
}

#[tokio::test]
async fn the_audit_record_names_personal_fields_and_shows_no_value() {
    let db = TestDb::open().await;
    let op = op::system();
    let id = beneficiaries::register(&db, &op, salma()).await.unwrap().id;
    let update = UpdateBeneficiary { name: Some(LocalizedText::ar_en("سلمى", "S")), ..UpdateBeneficiary::new(id) };
    beneficiaries::update(&db, &op, update).await.unwrap();
    let held = beneficiaries::identifiers(&db, &op, &[id]).await.unwrap();
    let remove = RemoveIdentifier { id: held[&id][0].id, reason: "خطأ".into() };
    beneficiaries::remove_identifier(&db, &op, remove).await.unwrap();
    let points = beneficiaries::contact_points(&db, &op, &[id]).await.unwrap();
    beneficiaries::remove_contact_point(&db, &op, RemoveContactPoint { id: points[&id][0].id }).await.unwrap();

    let expected = [
        ("beneficiary.update", json!({ "fields": ["name"], "personal": ["name"] })),
        (
            "beneficiary.remove_identifier",
            json!({ "reason": "خطأ", "kind": "national_id", "personal": ["identifier"] }),
        ),
        ("beneficiary.remove_contact_point", json!({ "kind": "mobile", "personal": ["value"] })),
    ];
    for (operation, detail) in expected {
        assert_eq!(details(&db, operation).await, json!([{ "detail": detail }]), "{operation}");
    }
}

#[tokio::test]
async fn the_note_of_a_correction_is_masked_and_kept_from_the_auditor() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let contact = LogInteraction::new(ChannelKind::Phone, Direction::Inbound);
    let row = interactions::log(&db, &agent, contact).await.unwrap();
    let correction = CorrectInteraction {
        outcome: Patch::Set(Outcome::Resolved),
        ..CorrectInteraction::new(row.id, format!("الهوية {NATIONAL_ID}"))
    };
    let corrected = interactions::correct(&db, &agent, correction).await.unwrap();
    let note = corrected.correction_note.unwrap();
    assert!(note.starts_with("الهوية ") && !note.contains(NATIONAL_ID), "{note}");
    let shown = details(&db, "interaction.correct").await;
    assert_eq!(shown[0]["detail"]["personal"], json!(["note"]));
    assert!(!shown.to_string().contains("الهوية"));
}

#[tokio::test]
async fn nobody_takes_over_a_person_of_another_department() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let own = people.agent(&db).await.op;
    let other = People::staff(&db, Role::Agent, Some(people.permits)).await.op;
    let privacy = People::staff(&db, Role::PrivacyOfficer, None).await.op;
    let id = beneficiaries::register(&db, &own, salma()).await.unwrap().id;

    let take = |status| beneficiaries::set_status(&db, &other, move_to(id, status, Some(people.permits)));
    assert_eq!(rules(take(BeneficiaryStatus::Deceased).await), ["department EXCLUSIVE"]);
    assert!(matches!(take(BeneficiaryStatus::Restricted).await, Err(Error::Forbidden { .. })));
    let nowhere = Some(DepartmentId(id.0));
    let lost = beneficiaries::set_status(&db, &own, move_to(id, BeneficiaryStatus::Restricted, nowhere)).await;
    assert_eq!(rules(lost), ["department UNKNOWN_REFERENCE"]);
    assert_eq!(beneficiaries::get(&db, &own, id).await.unwrap().department_id, Some(people.desk));

    // Its own department may hand it on, and so may the privacy officer.
    let hand = async |op: &OpContext, department| {
        let moved = move_to(id, BeneficiaryStatus::Restricted, Some(department));
        beneficiaries::set_status(&db, op, moved).await.unwrap().department_id
    };
    assert_eq!(hand(&own, people.permits).await, Some(people.permits));
    beneficiaries::set_status(&db, &other, move_to(id, BeneficiaryStatus::Active, None)).await.unwrap();
    assert_eq!(hand(&privacy, people.desk).await, Some(people.desk));
}

#[tokio::test]
async fn an_integration_finds_anybody_by_an_exact_key_and_pages_its_own_only() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let own = People::integration(&db, people.services).await.op;
    let foreign = People::staff(&db, Role::Agent, Some(people.permits)).await.op;
    let theirs = beneficiaries::register(&db, &foreign, salma()).await.unwrap().id;
    let name = LocalizedText::ar_en("ليلى", "Laila");
    let laila = RegisterBeneficiary {
        idempotency_key: Some("1".into()),
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, name)
    };
    let ours = beneficiaries::register(&db, &own, laila.clone()).await.unwrap();
    assert_eq!(ours.department_id, Some(people.services));
    assert_eq!(beneficiaries::register(&db, &own, laila).await.unwrap(), ours);

    let all = BeneficiaryFilter::default;
    let page = beneficiaries::list(&db, &own, all(), BeneficiaryOrder::Oldest, &PageRequest::first(10)).await.unwrap();
    assert_eq!(page.into_nodes().iter().map(|row| row.id).collect::<Vec<_>>(), [ours.id]);
    assert_eq!(beneficiaries::count(&db, &own, all()).await.unwrap(), 1);
    assert!(matches!(beneficiaries::get(&db, &own, theirs).await, Err(Error::NotFound { .. })));
    assert_eq!(beneficiaries::many(&db, &own, &[theirs, ours.id]).await.unwrap().len(), 1);
    let update = UpdateBeneficiary { sex: Patch::Set(Sex::Female), ..UpdateBeneficiary::new(theirs) };
    assert!(matches!(beneficiaries::update(&db, &own, update).await, Err(Error::NotFound { .. })));

    for who in [by_number(), Who::Phone(MOBILE.into()), Who::Id(theirs)] {
        let contact =
            LogInteraction { beneficiary: Some(who), ..LogInteraction::new(ChannelKind::Phone, Direction::Inbound) };
        let contact = LogInteraction { department: Some(people.desk.into()), ..contact };
        let row = interactions::log(&db, &own, contact).await.unwrap();
        assert_eq!(interactions::get(&db, &own, row.id).await.unwrap().beneficiary_id, Some(theirs));
    }
    let found = "query($key: IdentifierKeyInput) { beneficiary(identifier: $key) { identifiers { masked } } }";
    let key = json!({ "key": { "kind": "NATIONAL_ID", "value": NATIONAL_ID } });
    let found = gql(&db, &own, found, key).await;
    assert_eq!(found.ok()["beneficiary"]["identifiers"].as_array().unwrap().len(), 1);

    let restrict = move_to(theirs, BeneficiaryStatus::Restricted, None);
    beneficiaries::set_status(&db, &foreign, restrict).await.unwrap();
    for who in [by_number(), Who::Phone(MOBILE.into()), Who::Id(theirs)] {
        assert!(matches!(beneficiaries::resolve(&db, &own, &who).await, Err(Error::NotFound { .. })));
    }
}

#[tokio::test]
async fn five_hundred_people_with_many_identifiers_are_one_load() {
    let db = TestDb::open().await;
    let op = op::system();
    let passport = |issuer: &str, n: usize| NewIdentifier {
        issuer: Some(issuer.into()),
        ..NewIdentifier::new(IdentifierKind::Passport, format!("AB{n:07}"))
    };
    let issuers = ["PAK", "IND", "EGY", "JOR", "SDN", "YEM", "PHL"];
    let many: Vec<_> = (0..500)
        .map(|n| RegisterBeneficiary {
            identifiers: issuers.iter().map(|issuer| passport(issuer, n)).collect(),
            ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en(format!("شخص {n}"), "P"))
        })
        .collect();
    let ids = beneficiaries::register_many(&db, &op, many).await.unwrap();
    let last = beneficiaries::find_by_identifier(&db, &op, &passport("PHL", 499).key()).await.unwrap();
    assert_eq!(last.map(|row| row.id), ids.last().copied());
    let again = RegisterBeneficiary { identifiers: vec![passport("PAK", 0), passport("PHL", 499)], ..salma() };
    let refused = beneficiaries::register(&db, &op, again).await;
    assert_eq!(rules(refused), ["identifiers.0.value TAKEN", "identifiers.1.value TAKEN"]);
}

#[tokio::test]
async fn a_repeat_gives_the_first_person_even_where_the_actor_may_no_longer_register() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await.op;
    let elsewhere = moved(&agent, &People::staff(&db, Role::Agent, Some(people.permits)).await.op);
    let new = RegisterBeneficiary { department: Some(people.desk), ..salma() };
    let command = RegisterBeneficiary { idempotency_key: Some("counter-3/9".into()), ..new.clone() };
    let first = beneficiaries::register(&db, &agent, command.clone()).await.unwrap();
    assert_eq!(beneficiaries::register(&db, &elsewhere, command).await.unwrap(), first);

    // A refused command leaves its key free.
    let wrong = RegisterBeneficiary { idempotency_key: Some("counter-3/10".into()), ..new };
    assert!(matches!(beneficiaries::register(&db, &elsewhere, wrong).await, Err(Error::Forbidden { .. })));
    let right = RegisterBeneficiary {
        idempotency_key: Some("counter-3/10".into()),
        ..RegisterBeneficiary::new(BeneficiaryKind::Individual, LocalizedText::ar_en("هند", "Hind"))
    };
    beneficiaries::register(&db, &elsewhere, right).await.unwrap();
}

#[tokio::test]
async fn what_two_remove_at_once_is_removed_once() {
    let db = TestDb::open().await;
    let op = op::system();
    let person = beneficiaries::register(&db, &op, salma()).await.unwrap();
    let identifier = beneficiaries::identifiers(&db, &op, &[person.id]).await.unwrap()[&person.id][0].id;
    let remove = || {
        let command = RemoveIdentifier { id: identifier, reason: "خطأ".into() };
        beneficiaries::remove_identifier(&db, &op, command)
    };
    let (a, b) = tokio::join!(remove(), remove());
    assert!(matches!((&a, &b), (Ok(_), Err(Error::NotFound { .. })) | (Err(Error::NotFound { .. }), Ok(_))));
    let point = beneficiaries::contact_points(&db, &op, &[person.id]).await.unwrap()[&person.id][0].id;
    let remove = || beneficiaries::remove_contact_point(&db, &op, RemoveContactPoint { id: point });
    let (a, b) = tokio::join!(remove(), remove());
    assert!(matches!((&a, &b), (Ok(_), Err(Error::NotFound { .. })) | (Err(Error::NotFound { .. }), Ok(_))));
    assert_eq!(beneficiaries::get(&db, &op, person.id).await.unwrap().version, person.version + 2);
    for operation in ["beneficiary.remove_identifier", "beneficiary.remove_contact_point"] {
        assert_eq!(details(&db, operation).await.as_array().unwrap().len(), 1);
    }
}
