//! Whatever is done to the rows of the record is named.

use crm_core::audit::{self, Anchor, Break, Verification};
use crm_core::db::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use support::{People, TestDb, department, gql, op};

use super::{logged, sealed};

/// A sealed record of some twenty rows.
async fn record() -> (TestDb, DatabaseConnection) {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    for _ in 0..16 {
        logged(&db, &op::system(), people.desk).await;
    }
    sealed(&db).await;
    let raw = db.raw().await;
    (db, raw)
}

async fn verify(db: &TestDb, from: Option<Anchor>) -> Verification {
    audit::verify(db, &op::system(), from, u64::MAX).await.unwrap()
}

async fn broken(db: &TestDb) -> Option<(i64, Break)> {
    verify(db, None).await.broken.map(|broken| (broken.sequence, broken.how))
}

#[tokio::test]
async fn a_record_that_nobody_touched_is_whole() {
    let (db, _raw) = record().await;
    let found = verify(&db, None).await;
    assert!(found.complete && found.broken.is_none());
    assert_eq!((found.verified, found.reached.sequence), (20, 20));
    // Walked in steps, and from a place that was noted.
    let step = audit::verify(&db, &op::system(), None, 7).await.unwrap();
    assert_eq!((step.verified, step.complete), (7, false));
    let rest = verify(&db, Some(step.reached)).await;
    assert_eq!((rest.verified, rest.complete, rest.broken), (13, true, None));
    assert_eq!(rest.reached, found.reached);
    // A pass with nothing to do writes nothing, and what comes later is chained on.
    assert_eq!(audit::seal(&db, &op::system()).await.unwrap(), audit::Sealed::default());
    let people = department(&db, "LATER", "لاحقة", None).await;
    logged(&db, &op::system(), people).await;
    sealed(&db).await;
    let later = verify(&db, Some(found.reached)).await;
    assert_eq!((later.verified, later.broken), (2, None));
}

#[tokio::test]
async fn every_way_of_tampering_is_named() {
    let cases: &[(&str, &[&str], (i64, Break))] = &[
        ("an altered column", &["UPDATE audit SET actor = 'staff:somebody' WHERE sequence = 5"], (5, Break::Altered)),
        (
            "an altered time",
            &["UPDATE audit SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 6"],
            (6, Break::Altered),
        ),
        ("an altered hash", &["UPDATE audit SET hash = commitment WHERE sequence = 7"], (7, Break::Altered)),
        (
            "another detail",
            &["UPDATE audit_detail SET salt = sealed WHERE audit_id = (SELECT id FROM audit WHERE sequence = 8)"],
            (8, Break::DetailAltered),
        ),
        (
            "a removed row",
            &[
                "DELETE FROM audit_detail WHERE audit_id = (SELECT id FROM audit WHERE sequence = 9)",
                "DELETE FROM audit WHERE sequence = 9",
            ],
            (9, Break::Removed),
        ),
        (
            "two neighbours swapped",
            &[
                "UPDATE audit SET sequence = -1 WHERE sequence = 10",
                "UPDATE audit SET sequence = 10 WHERE sequence = 11",
                "UPDATE audit SET sequence = 11 WHERE sequence = -1",
            ],
            (10, Break::Reordered),
        ),
        (
            "two rows far apart swapped",
            &[
                "UPDATE audit SET sequence = -1 WHERE sequence = 4",
                "UPDATE audit SET sequence = 4 WHERE sequence = 15",
                "UPDATE audit SET sequence = 15 WHERE sequence = -1",
            ],
            (4, Break::Reordered),
        ),
        (
            "a row put in between",
            &[
                "UPDATE audit SET sequence = -sequence WHERE sequence >= 12",
                "UPDATE audit SET sequence = 1 - sequence WHERE sequence < 0",
                "INSERT INTO audit (id, at, actor_kind, actor, operation, entity_kind, request_id, purpose, commitment, \
                 sequence, hash) SELECT commitment16, at, actor_kind, actor, operation, entity_kind, request_id, purpose, \
                 commitment, 12, hash FROM (SELECT audit.*, NEWID AS commitment16 FROM audit) AS a WHERE sequence = 3",
                "UPDATE record_head SET audit_sequence = audit_sequence + 1",
            ],
            (12, Break::Inserted),
        ),
        (
            "a row put at the end",
            &[
                "INSERT INTO audit (id, at, actor_kind, actor, operation, entity_kind, request_id, purpose, commitment, \
               sequence, hash) SELECT commitment16, at, actor_kind, actor, operation, entity_kind, request_id, purpose, \
               commitment, 21, hash FROM (SELECT audit.*, NEWID AS commitment16 FROM audit) AS a WHERE sequence = 3",
            ],
            (21, Break::Altered),
        ),
        (
            "a row put before the first",
            &[
                "INSERT INTO audit (id, at, actor_kind, actor, operation, entity_kind, request_id, purpose, commitment, \
               sequence, hash) SELECT commitment16, at, actor_kind, actor, operation, entity_kind, request_id, purpose, \
               commitment, 0, hash FROM (SELECT audit.*, NEWID AS commitment16 FROM audit) AS a WHERE sequence = 3",
            ],
            (0, Break::Inserted),
        ),
        (
            "a tail cut off",
            &[
                "DELETE FROM audit_detail WHERE audit_id IN (SELECT id FROM audit WHERE sequence > 17)",
                "DELETE FROM audit WHERE sequence > 17",
            ],
            (18, Break::Truncated),
        ),
    ];
    for (case, statements, expected) in cases {
        let (db, raw) = record().await;
        for statement in *statements {
            execute(&raw, statement).await;
        }
        assert_eq!(broken(&db).await, Some(*expected), "{case}");
    }
}

#[tokio::test]
async fn a_tail_cut_with_the_head_mended_shows_by_what_was_noted_elsewhere() {
    let (db, raw) = record().await;
    let noted = verify(&db, None).await.reached;
    execute(&raw, "DELETE FROM audit_detail WHERE audit_id IN (SELECT id FROM audit WHERE sequence > 17)").await;
    execute(&raw, "DELETE FROM audit WHERE sequence > 17").await;
    execute(
        &raw,
        "UPDATE record_head SET audit_sequence = 17, audit_hash = (SELECT hash FROM audit WHERE sequence = 17)",
    )
    .await;
    assert_eq!(broken(&db).await, None, "inside the database nothing shows");
    let found = verify(&db, Some(noted.clone())).await.broken.unwrap();
    assert_eq!((found.sequence, found.how), (20, Break::Truncated));
    // Written anew up to the same number, it has another hash.
    let people = department(&db, "ANEW", "جديدة", None).await;
    for _ in 0..3 {
        logged(&db, &op::system(), people).await;
    }
    sealed(&db).await;
    let found = verify(&db, Some(noted)).await.broken.unwrap();
    assert_eq!((found.sequence, found.how), (20, Break::Altered));
}

#[tokio::test]
async fn a_head_that_is_gone_is_not_taken_for_one_that_is_in_use() {
    let (db, raw) = record().await;
    let people = department(&db, "LATER", "لاحقة", None).await;
    logged(&db, &op::system(), people).await;
    execute(&raw, "DELETE FROM record_head").await;
    let lost = audit::seal(&db, &op::system()).await.unwrap_err();
    assert!(matches!(lost, crm_core::Error::Corrupt { .. }), "{lost:?}");
}

#[tokio::test]
async fn destroyed_detail_leaves_the_chain_whole() {
    let (db, raw) = record().await;
    execute(&raw, "DELETE FROM audit_detail WHERE audit_id IN (SELECT id FROM audit WHERE sequence < 4)").await;
    let found = verify(&db, None).await;
    assert_eq!((found.broken, found.destroyed, found.complete), (None, 3, true));
}

#[tokio::test]
async fn only_who_reads_the_record_may_have_it_verified() {
    let (db, raw) = record().await;
    let ask = "{ auditVerification { verified complete reached head broken { sequence how } } }";
    let found = gql(&db, &op::auditor(), ask, serde_json::json!({})).await;
    assert_eq!(found.ok()["auditVerification"]["verified"], 20);
    assert_eq!(found.ok()["auditVerification"]["complete"], true);
    execute(&raw, "UPDATE audit SET purpose = 'oversight' WHERE sequence = 3").await;
    let found = gql(&db, &op::privacy_officer(), ask, serde_json::json!({})).await;
    assert_eq!(found.ok()["auditVerification"]["broken"], serde_json::json!({ "sequence": 3, "how": "ALTERED" }));
    assert_eq!(gql(&db, &op::reader(), ask, serde_json::json!({})).await.codes(), ["FORBIDDEN"]);
    let malformed = "{ auditVerification(from: \"1:xyz\") { verified } }";
    assert_eq!(gql(&db, &op::auditor(), malformed, serde_json::json!({})).await.codes(), ["INVALID"]);
}

async fn execute(raw: &DatabaseConnection, statement: &str) {
    // An id made of what is there, since the two engines make none alike.
    let (id, foreign) = match support::engine() {
        Engine::Sqlite => ("substr(commitment, 1, 16)", "PRAGMA foreign_keys = OFF"),
        Engine::Postgres => ("CAST(substr(encode(commitment, 'hex'), 1, 32) AS uuid)", "SELECT 1"),
    };
    raw.execute_unprepared(foreign).await.unwrap();
    let backend = raw.get_database_backend();
    let done = raw.execute_raw(Statement::from_string(backend, statement.replace("NEWID", id))).await.unwrap();
    assert!(done.rows_affected() > 0, "{statement}");
}
