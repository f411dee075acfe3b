//! Imports: idempotent, in time, never against a newer card.

use chrono::{DateTime, Utc};
use crm_core::catalogue::card::Card;
use crm_core::catalogue::rules::ServiceStatus;
use crm_core::catalogue::services::{
    self, AsOf, ChangeStatus, ImportService, ImportServices, Outcome, ReviseService, ValidAt,
};
use crm_core::ids::DepartmentId;
use crm_core::rule::Rule;
use crm_core::text::{LanguageTag, LocalizedText};
use crm_core::{Error, OpContext};
use support::{TestDb, op, statements, time};

use super::{department, publish, step};

fn named(name: &str) -> Card {
    let mut card = Card::default();
    card.identity.name = LocalizedText::new().with(LanguageTag::english(), name);
    card.identity.scope = [crm_core::catalogue::card::Scope::External].into();
    card
}

fn sheet(owner: DepartmentId, effective: DateTime<Utc>, names: &[(&str, &str)]) -> ImportServices {
    let service = |(id, name): &(&str, &str)| ImportService {
        external_id: (*id).into(),
        code: format!("X-{id}"),
        owner,
        card: named(name),
        public: true,
    };
    ImportServices {
        scheme: "sheet".into(),
        by_code: false,
        language: LanguageTag::english(),
        effective,
        draft: false,
        import: None,
        services: names.iter().map(service).collect(),
    }
}

async fn run(db: &TestDb, op: &OpContext, command: ImportServices) -> Vec<Outcome> {
    let tx = db.begin().await.unwrap();
    let results = services::import(&tx, op, command).await.unwrap();
    tx.commit().await.unwrap();
    results.into_iter().map(|result| result.unwrap().outcome).collect()
}

#[tokio::test]
async fn the_same_sheet_changes_nothing_and_an_older_one_replaces_nothing() {
    use Outcome::{Changed, New, Unchanged};
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let (y1, y2, y3) = (time("2023-04-01T00:00:00Z"), time("2024-04-01T00:00:00Z"), time("2025-04-01T00:00:00Z"));
    let second = || sheet(owner, y2, &[("1", "One"), ("2", "Two")]);
    assert_eq!(run(&db, &op, second()).await, [New, New]);
    assert_eq!(run(&db, &op, second()).await, [Unchanged, Unchanged]);
    let third = || sheet(owner, y3, &[("1", "One"), ("2", "Two, renamed"), ("3", "Three")]);
    assert_eq!(run(&db, &op, third()).await, [Unchanged, Changed, New]);
    assert_eq!(run(&db, &op, third()).await, [Unchanged; 3]);
    assert_eq!(run(&db, &op, second()).await, [Unchanged, Unchanged]);
    // An older sheet adds to the past and leaves the present alone.
    assert_eq!(run(&db, &op, sheet(owner, y1, &[("2", "Two, old")])).await, [Changed]);
    let two = services::find_by_external_id(&db, &op, "sheet", "2").await.unwrap().unwrap();
    assert_eq!(two.card().unwrap(), &named("Two, renamed"));
    assert_eq!((two.code.as_str(), two.status, two.public), ("X-2", ServiceStatus::Published, true));
    let name = async |at| {
        let moment = AsOf { valid: ValidAt::Time(at), known_at: None };
        let found = services::as_of(&db, &OpContext::anonymous(), two.id, moment).await.unwrap();
        found.map(|revision| revision.card.identity.name.exact(&LanguageTag::english()).unwrap().to_owned())
    };
    assert_eq!(name(y1).await.as_deref(), Some("Two, old"));
    assert_eq!(name(y2).await.as_deref(), Some("Two"));
    assert_eq!(name(y3).await.as_deref(), Some("Two, renamed"));
}

#[tokio::test]
async fn bad_rows_are_told_and_good_ones_kept() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let mut command = sheet(owner, op.at, &[("1", "One"), ("1", "Again"), ("2", ""), ("3", "Three"), ("4", "Four")]);
    command.services[3].owner = DepartmentId(uuid::Uuid::nil());
    let tx = db.begin().await.unwrap();
    let results = services::import(&tx, &op, command).await.unwrap();
    tx.commit().await.unwrap();
    let told: Vec<_> = results
        .into_iter()
        .map(|result| match result {
            Ok(imported) => imported.outcome.name().to_owned(),
            Err(Error::Invalid { fields }) => format!("{} {}", fields[0].path.join("."), fields[0].rule.code()),
            Err(other) => panic!("{other}"),
        })
        .collect();
    assert_eq!(
        told,
        ["new", "externalId REPEATED", "card.identity.name MISSING_LANGUAGE", "owner UNKNOWN_REFERENCE", "new"]
    );
}

#[tokio::test]
async fn drafts_of_people_are_left_alone_and_withdrawn_services_come_back() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let draft = |name| ImportServices { draft: true, ..sheet(owner, op.at, &[("1", name)]) };
    assert_eq!(run(&db, &op, draft("One")).await, [Outcome::New]);
    assert_eq!(run(&db, &op, draft("One")).await, [Outcome::Unchanged]);
    assert_eq!(run(&db, &op, draft("Uno")).await, [Outcome::Changed]);
    let id = services::find_by_code(&db, &op, "X-1").await.unwrap().unwrap().id;
    let by_hand = super::card("واحد", "By hand");
    let revise = ReviseService { id, card: by_hand.clone(), reason: None, expected_version: None };
    services::revise(&db, &op, revise).await.unwrap();
    assert_eq!(run(&db, &op, draft("Eins")).await, [Outcome::Unchanged]);
    assert_eq!(services::get(&db, &op, id).await.unwrap().card(), Some(&by_hand));

    let withdraw = ChangeStatus { id, valid_from: None, reason: Some("mistake".into()), expected_version: None };
    services::withdraw(&db, &op, withdraw).await.unwrap();
    assert_eq!(run(&db, &op, sheet(owner, op.at, &[("1", "Back")])).await, [Outcome::Revived]);
    let back = services::get(&db, &op, id).await.unwrap();
    assert_eq!((back.status, back.card()), (ServiceStatus::Draft, Some(&named("Back"))));
    services::revise(&db, &op, ReviseService { id, card: by_hand.clone(), reason: None, expected_version: None })
        .await
        .unwrap();
    services::submit(&db, &op, step(id)).await.unwrap();
    services::publish(&db, &op, publish(id)).await.unwrap();
    // A sheet of an earlier date does not touch what was published by hand later.
    let earlier = time("2020-01-01T00:00:00Z");
    assert_eq!(run(&db, &op, sheet(owner, earlier, &[("1", "Earlier")])).await, [Outcome::Changed]);
    assert_eq!(services::get(&db, &op, id).await.unwrap().card(), Some(&by_hand));
}

#[tokio::test]
async fn a_whole_sheet_takes_few_statements() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let rows: Vec<_> = (0..1_000).map(|n| (n.to_string(), format!("Service number {n}"))).collect();
    let names: Vec<_> = rows.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let first = statements(&db, run(&db, &op, sheet(owner, op.at, &names))).await;
    let again = statements(&db, run(&db, &op, sheet(owner, op.at, &names))).await;
    assert!(first < 50 && again < 15, "{first} {again}");
    let broken = ImportServices { services: Vec::new(), ..sheet(owner, op.at, &[]) };
    assert_eq!(run(&db, &op, broken).await, []);
    let too_many: Vec<_> = (0..1_001).map(|_| ("1", "One")).collect();
    let tx = db.begin().await.unwrap();
    let refused = services::import(&tx, &op, sheet(owner, op.at, &too_many)).await;
    assert!(matches!(refused, Err(Error::Invalid { fields }) if matches!(fields[0].rule, Rule::TooMany(_))));
}
