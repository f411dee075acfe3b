//! Workers that die, and jobs that are called off.

use chrono::TimeDelta;
use crm_core::jobs::run_one;
use crm_core::staff::UpdateStaff;
use crm_core::table::{Cell, Table};
use crm_core::text::LanguageTag;
use crm_core::{OpContext, work};
use serde_json::json;
use support::{Cancelled, Drop, cancel_after, die_over_and_over, gql, number, op};

use super::{HEADINGS, codes, settled, show, start, upload, worked};

/// Three steps of rows.
fn many_rows() -> Vec<u8> {
    let mut table = Table::new("x", &LanguageTag::arabic(), HEADINGS);
    for number in 0..410 {
        let (name, code) = (format!("خدمة {number}"), format!("S-{number:03}"));
        table.push(["DESK", "", ""].map(Cell::from).into_iter().fold(
            vec![name.into(), code.into(), Cell::Empty],
            |mut row, cell| {
                row.push(cell);
                row
            },
        ));
    }
    table.to_csv().unwrap()
}

fn after_the_lease(op: &OpContext) -> OpContext {
    op::system().at(op.at + TimeDelta::minutes(2))
}

#[tokio::test]
async fn a_killed_workers_job_is_taken_up_again_and_counts_once() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "a.csv", many_rows()).await;
    let id = start(&db, &op, json!({ "documentId": document, "effectiveDate": "2026-01-01" })).await;
    assert!(die_over_and_over(&db).await > 0);
    let shown = show(&db, &op, &id).await;
    assert_eq!((&shown["job"]["state"], &shown["counts"]["new"]), (&json!("DONE"), &json!(410)), "{shown:#}");
    let raw = db.raw().await;
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM service").await, 410);
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM service_revision").await, 410);
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM import_source_row").await, 410);
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM event WHERE kind = 'service.imported'").await, 410);
    assert_eq!(number(&raw, "SELECT COUNT(*) AS n FROM event WHERE kind = 'service.sheet_imported'").await, 1);
}

#[tokio::test]
async fn a_job_that_no_worker_ever_finishes_is_given_up() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "a.csv", many_rows()).await;
    let id = start(&db, &op, json!({ "documentId": document })).await;
    let (mut now, raw) = (op.clone(), db.raw().await);
    for attempt in 1..=5 {
        now = after_the_lease(&now);
        // Workers die at ever later places until one has taken the job up: not before that does an attempt count.
        let mut polls = 1;
        while number(&raw, "SELECT CAST(attempts AS BIGINT) AS n FROM job").await < attempt {
            let worker = run_one(&db, &now, work::KINDS);
            // The database may not have let go yet of what the one before held: then there is nothing to take up.
            let ended = cancel_after(polls, Drop::OnWake, worker).await;
            assert!(matches!(ended, Cancelled::Yes | Cancelled::No(Ok(false))), "{attempt}, {polls}");
            polls += 1;
        }
    }
    now = after_the_lease(&now);
    assert!(run_one(&db, &now, work::KINDS).await.unwrap());
    assert_eq!(show(&db, &op, &id).await["job"]["state"], "FAILED");
    assert_eq!(codes(&db, &op).await, [""; 0]);
}

#[tokio::test]
async fn two_workers_never_take_the_same_job() {
    let (db, op) = settled().await;
    for name in ["a.csv", "b.csv"] {
        let document = upload(&db, &op, name, "رمز الخدمة,اسم الخدمة,رمز الإدارة المالكة\n1,خدمة,DESK\n".into()).await;
        start(&db, &op, json!({ "documentId": document, "dryRun": true })).await;
    }
    let system = op::system();
    let workers = (0..6).map(|_| run_one(&db, &system, work::KINDS));
    let took = futures_util::future::join_all(workers).await;
    assert_eq!(took.into_iter().filter(|took| *took.as_ref().unwrap()).count(), 2);
    let raw = db.raw().await;
    let attempts = number(&raw, "SELECT CAST(SUM(attempts) AS BIGINT) AS n FROM job").await;
    assert_eq!(attempts, 2);
}

#[tokio::test]
async fn a_job_is_called_off_before_its_next_step() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "a.csv", many_rows()).await;
    let id = start(&db, &op, json!({ "documentId": document })).await;
    let job = gql(&db, &op, "query($id: ID!) { serviceImport(id: $id) { job { id } } }", json!({ "id": id })).await;
    let job = job.ok()["serviceImport"]["job"]["id"].clone();
    let cancel = "mutation($id: ID!) { cancelJob(input: { id: $id }) { job { state } userErrors { code } } }";
    let done = gql(&db, &op, cancel, json!({ "id": job })).await;
    assert_eq!(done.done("cancelJob")["job"]["state"], "CANCELLED");
    worked(&db).await;
    assert_eq!(codes(&db, &op).await, [""; 0]);
    let again = gql(&db, &op, cancel, json!({ "id": job })).await;
    assert_eq!(again.user_errors("cancelJob")[0]["code"], "NOT_ALLOWED");
}

#[tokio::test]
async fn a_starter_who_left_imports_nothing() {
    let (db, op) = settled().await;
    let document = upload(&db, &op, "a.csv", many_rows()).await;
    let id = start(&db, &op, json!({ "documentId": document })).await;
    let left = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    crm_core::staff::update(&db, &op::system(), op.staff().unwrap(), left).await.unwrap();
    worked(&db).await;
    let admin = support::People::staff(&db, crm_core::policy::Role::CatalogueManager, None).await.op;
    assert!(show(&db, &admin, &id).await["finishedAt"].is_null());
    assert_eq!(codes(&db, &admin).await, [""; 0]);
}
