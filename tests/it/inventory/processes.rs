//! A whole cycle with processes that die: two at a time on PostgreSQL, one on SQLite. Whatever falls, every item, decision
//! and reminder is there once.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use crm_core::catalogue::services::{self, ImportService, ImportServices};
use crm_core::db::Engine;
use crm_core::ids::DepartmentId;
use crm_core::inventory::items::{self, AnswerItem, Existence, Item, ItemRef, ItemState, MoveItems};
use crm_core::inventory::{cycles, results};
use crm_core::page::PageRequest;
use crm_core::policy::Role;
use crm_core::text::LanguageTag;
use crm_core::{Db, Error, Filter, OpContext, audit, jobs, staff, work};
use sea_orm::DatabaseConnection;
use serde_json::json;
use support::{People, TestDb, engine, number, op};

use super::Actors;
use super::cycles::{in_force, today};
use super::plans::content;
use crate::catalogue::card;

/// The database of a process that this test starts: the test itself, started anew with this variable.
const DATABASE: &str = "CRM_TEST_PROCESS_DATABASE";
/// By how many minutes the clock of that process is ahead.
const AHEAD: &str = "CRM_TEST_PROCESS_AHEAD";
/// Secrets of who answers and of who verifies there, if anybody does.
const DECIDES: &str = "CRM_TEST_PROCESS_DECIDES";
/// Six steps of a job.
const SERVICES: usize = 1_200;
/// Of those, how many are answered.
const ANSWERED: usize = 1_000;
/// And of those, how many are verified.
const ACCEPTED: usize = 800;
/// As long as anything may take.
const PATIENCE: Duration = Duration::from_mins(2);
const DAY: i64 = 24 * 60;

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_survives_the_death_of_its_processes_and_counts_everything_once() {
    if let Ok(database) = std::env::var(DATABASE) {
        return serve(&database).await;
    }
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    import(&db, people.desk, SERVICES).await;
    let actors = Actors::settle(&db, people.desk).await;
    let owner = People::staff(&db, Role::DepartmentEditor, Some(people.desk)).await;
    let verifier = People::staff(&db, Role::Verifier, Some(people.desk)).await;
    let mut plan = content(None);
    // No clock went on its day, yesterday.
    plan["recurrence"] = json!({ "dates": [today(&op::system()).pred_opt()] });
    in_force(&db, &actors, "PLAN", plan).await;
    let raw = db.raw().await;

    // The clock of the processes opens the cycle; they are killed in the midst of it.
    killed_at_work(&db, &raw, (&of_job("inventory.open"), "")).await;
    let number = async |sql: &str| number(&raw, sql).await;
    assert_eq!(number("SELECT COUNT(*) AS n FROM inventory_cycle WHERE state = 'open'").await, 1);
    assert_eq!(number("SELECT COUNT(*) AS n FROM inventory_item").await, as_number(SERVICES));
    assert_eq!(number("SELECT COUNT(DISTINCT service_id) AS n FROM inventory_item").await, as_number(SERVICES));

    let decided = Progress {
        done: "SELECT COUNT(*) AS n FROM inventory_item WHERE state <> 'pending'".into(),
        ended: format!(
            "SELECT COUNT(*) AS n FROM inventory_cycle WHERE (SELECT COUNT(*) FROM inventory_item WHERE state = 'answered') = {} \
             AND (SELECT COUNT(*) FROM inventory_item WHERE state = 'accepted') = {ACCEPTED}",
            ANSWERED - ACCEPTED
        ),
    };
    killed_at_work(&db, &raw, (&decided, &format!("{} {}", owner.secret, verifier.secret))).await;
    for ahead in [12 * DAY, 15 * DAY, 22 * DAY] {
        // Twice at each time, and the first ones are killed as soon as they have done something.
        for _ in 0..2 {
            let before = number("SELECT COUNT(*) AS n FROM inventory_notice").await;
            let mut processes = started(&db, ahead, "");
            let is_done = async |_: &mut Vec<Child>| {
                let notices = number("SELECT COUNT(*) AS n FROM inventory_notice").await;
                // At the end both that answers are late by a week, and that verifying is late.
                let expected = [12, 15, 22, 22].iter().filter(|days| **days * DAY <= ahead).count();
                notices > before || notices == as_number(expected)
            };
            wait(&mut processes, is_done).await;
            kill(&mut processes);
        }
    }
    let notices = "SELECT COUNT(*) AS n FROM event WHERE kind IN ('inventory_cycle.due_soon', \
        'inventory_cycle.overdue', 'inventory_cycle.escalated', 'inventory_cycle.verification_overdue')";
    assert_eq!(number(notices).await, 4, "one department, each once");

    let cycle = cycles::list(&db, &op::system(), &PageRequest::first(5)).await.unwrap().into_nodes().remove(0);
    let close = cycles::ChangeCycle { id: cycle.id, expected_version: None };
    cycles::close(&db, &actors.development, close).await.unwrap();
    killed_at_work(&db, &raw, (&of_job("inventory.close"), "")).await;
    let found = results::verify(&db, &op::system(), cycle.id).await.unwrap();
    assert_eq!((found.lines, found.fault), (as_number(SERVICES), None));
    let accepted = number("SELECT COUNT(*) AS n FROM inventory_item WHERE state = 'accepted'").await;
    let unverified = number("SELECT COUNT(*) AS n FROM inventory_item WHERE state = 'unverified'").await;
    assert_eq!((accepted, unverified), (as_number(ACCEPTED), as_number(SERVICES - ACCEPTED)));
    for (kind, times) in [
        ("inventory_cycle.scheduled", 1),
        ("inventory_cycle.opened", 1),
        ("inventory_cycle.closed", 1),
        ("inventory_item.answered", ANSWERED),
        ("inventory_item.accepted", ACCEPTED),
    ] {
        let events = format!("SELECT COUNT(*) AS n FROM event WHERE kind = '{kind}'");
        assert_eq!(number(&events).await, as_number(times), "{kind}");
    }
    while audit::seal(&db, &op::system()).await.unwrap() != audit::Sealed::default() {}
    let record = audit::verify(&db, &op::system(), None, 100_000).await.unwrap();
    assert!(record.complete && record.broken.is_none(), "{record:?}");
}

/// How far a work is, and whether it is done (1), as statements.
struct Progress {
    done: String,
    ended: String,
}

fn of_job(kind: &str) -> Progress {
    let of =
        |column: &str| format!("SELECT CAST(COALESCE(MAX({column}), 0) AS bigint) AS n FROM job WHERE kind = '{kind}'");
    Progress { done: of("done"), ended: of("CASE WHEN state = 'done' THEN 1 ELSE 0 END") }
}

/// Starts processes and kills them whenever the work went on, so long as it goes on.
async fn killed_at_work(db: &TestDb, raw: &DatabaseConnection, (work, decides): (&Progress, &str)) {
    let Progress { done, ended } = work;
    let mut deaths = 0;
    // A job's lease holds for a minute: the clock of those who come after the dead is ahead.
    for ahead in (0..).step_by(2) {
        let mut processes = started(db, ahead, decides);
        let before = number(raw, done).await;
        let went_on = async |_: &mut Vec<Child>| {
            let enough = if deaths < 2 { number(raw, done).await > before } else { false };
            enough || number(raw, ended).await == 1
        };
        wait(&mut processes, went_on).await;
        kill(&mut processes);
        if number(raw, ended).await == 1 {
            break;
        }
        deaths += 1;
    }
    assert!(deaths > 0, "{done} was done before anybody could be killed");
}

/// What such a process does: what a server's loops do, and what people ask of it, until it is killed.
async fn serve(database: &str) {
    let db = support::open(database).await;
    let ahead = TimeDelta::minutes(std::env::var(AHEAD).unwrap().parse().unwrap());
    let decides = std::env::var(DECIDES).unwrap();
    let (owner, verifier) = decides.split_once(' ').unwrap_or_default();
    loop {
        let now = || {
            let op = op::system();
            let at = op.at + ahead;
            op.at(at)
        };
        let ticked = cycles::tick(&db, &now()).await;
        let worked = jobs::run_one(&db, &now(), work::KINDS).await;
        let sealed = audit::seal(&db, &now()).await;
        if !decides.is_empty() {
            decide(&db, (&actor(&db, owner).await, &actor(&db, verifier).await)).await;
        }
        if ticked.is_err() || worked.is_err() || sealed.is_err() {
            eprintln!("{ticked:?} {worked:?} {sealed:?}");
        }
        if !matches!(worked, Ok(true)) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// As many processes as the engine is made for.
fn started(db: &TestDb, ahead: i64, decides: &str) -> Vec<Child> {
    let processes = if engine() == Engine::Sqlite { 1 } else { 2 };
    let one = |_| {
        let name = "inventory::processes::a_cycle_survives_the_death_of_its_processes_and_counts_everything_once";
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([name, "--exact", "--nocapture"]).env(DATABASE, db.url()).env(AHEAD, ahead.to_string());
        command.env(DECIDES, decides);
        command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap()
    };
    (0..processes).map(one).collect()
}

async fn wait(processes: &mut Vec<Child>, is_done: impl AsyncFn(&mut Vec<Child>) -> bool) {
    let begun = Instant::now();
    while !is_done(processes).await {
        for process in processes.iter_mut() {
            assert!(process.try_wait().unwrap().is_none(), "a process ended by itself");
        }
        if begun.elapsed() > PATIENCE {
            kill(processes);
            panic!("nothing came of it");
        }
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

fn kill(processes: &mut Vec<Child>) {
    for mut process in processes.drain(..) {
        process.kill().unwrap();
        process.wait().unwrap();
    }
}

fn as_number(size: usize) -> i64 {
    i64::try_from(size).unwrap()
}

/// So many published services of a department.
pub async fn import(db: &Db, owner: DepartmentId, services: usize) {
    let numbers: Vec<usize> = (0..services).collect();
    for chunk in numbers.chunks(400) {
        let service = |number: &usize| ImportService {
            external_id: number.to_string(),
            code: format!("S-{number:04}"),
            owner,
            card: card(&format!("خدمة {number}"), &format!("Service {number}")),
            public: true,
        };
        let command = ImportServices {
            scheme: "many".into(),
            by_code: false,
            language: LanguageTag::arabic(),
            effective: "2025-01-01T00:00:00Z".parse().unwrap(),
            draft: false,
            import: None,
            services: chunk.iter().map(service).collect(),
        };
        services::import(db, &op::system(), command).await.unwrap();
    }
}

async fn actor(db: &Db, secret: &str) -> OpContext {
    staff::authenticate(db, secret).await.unwrap().context()
}

/// The department answers most of its items, and the verifier accepts most of those: whatever another process has not
/// done meanwhile.
async fn decide(db: &Db, (owner, verifier): (&OpContext, &OpContext)) {
    let (mut seen, mut after) = (0, None);
    while seen < ANSWERED {
        let page = items::list(db, owner, Filter::default(), &PageRequest { after, ..PageRequest::first(100) }).await;
        let page = page.unwrap();
        after = page.edges.last().map(|edge| edge.cursor.clone());
        let found = page.into_nodes();
        let of = |state, most: usize| {
            let left = most.saturating_sub(seen);
            found.iter().take(left).filter(move |item| item.state == state).collect::<Vec<_>>()
        };
        let pending = of(ItemState::Pending, ANSWERED);
        if !pending.is_empty() {
            once(items::answer(db, owner, pending.into_iter().map(confirmed).collect()).await);
        }
        let answered = of(ItemState::Answered, ACCEPTED).into_iter();
        let items: Vec<_> =
            answered.map(|item| ItemRef { id: item.id, expected_version: Some(item.version) }).collect();
        if !items.is_empty() {
            once(items::accept(db, verifier, MoveItems { items, reason: None }).await);
        }
        seen += found.len();
        if found.is_empty() {
            return;
        }
    }
}

/// Another process may be faster; anything else is wrong.
fn once<T>(result: crm_core::Result<T>) {
    assert!(matches!(result, Ok(_) | Err(Error::Conflict { .. } | Error::NotAllowed { .. })), "{:?}", result.err());
}

fn confirmed(item: &Item) -> AnswerItem {
    AnswerItem {
        id: item.id,
        existence: Existence::Ours,
        card_right: Some(true),
        note: None,
        successors: Vec::new(),
        answers: Default::default(),
        measures: None,
        expected_version: Some(item.version),
    }
}
