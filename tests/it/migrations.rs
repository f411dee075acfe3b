//! The database's history, and what the two engines do differently with the same rows.

mod seeds;

use crm_core::db::Engine;
use crm_core::{Db, Error};
use crm_migrations::Status;
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, JsonValue, Statement, TryGetable, Value};
use support::{TestDb, engine, op, time};

async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<JsonValue> {
    JsonValue::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).all(db).await.unwrap()
}

/// The first column of every row.
async fn column<T: TryGetable>(db: &DatabaseConnection, sql: &str, values: Vec<Value>) -> Vec<T> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// Everything that migrations make: tables with their columns, and indexes.
async fn shape(db: &DatabaseConnection) -> Vec<JsonValue> {
    let sql = match engine() {
        Engine::Sqlite => {
            "SELECT type, name, sql FROM sqlite_master
             WHERE name NOT LIKE 'sqlite_%' AND name <> 'crm_migration' ORDER BY type, name"
        }
        Engine::Postgres => {
            "SELECT table_name AS name, column_name AS part, data_type || is_nullable AS kind
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'crm_migration'
             UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes
             WHERE schemaname = 'public' AND tablename <> 'crm_migration' ORDER BY 1, 2"
        }
    };
    rows(db, sql).await
}

#[tokio::test]
async fn up_down_and_up_again_give_the_same_tables() {
    let (db, _place) = TestDb::empty().await;
    assert!(matches!(crm_migrations::status(&db).await.unwrap(), Status::Pending(all) if all.len() > 5));
    assert!(crm_migrations::applied(&db).await.unwrap().is_empty(), "asking writes nothing");
    crm_migrations::up(&db).await.unwrap();
    assert_eq!(crm_migrations::status(&db).await.unwrap(), Status::Current);
    let first = shape(&db).await;
    assert!(first.len() > 30);
    crm_migrations::up(&db).await.unwrap();
    crm_migrations::down(&db, None).await.unwrap();
    assert!(shape(&db).await.is_empty(), "{:?}", shape(&db).await);
    crm_migrations::up(&db).await.unwrap();
    assert_eq!(shape(&db).await, first);
}

#[tokio::test]
async fn every_step_can_be_taken_back() {
    let (db, _place) = TestDb::empty().await;
    crm_migrations::up(&db).await.unwrap();
    let whole = shape(&db).await;
    for steps in 1.. {
        let left = crm_migrations::applied(&db).await.unwrap();
        if left.is_empty() {
            break;
        }
        crm_migrations::down(&db, Some(1)).await.unwrap();
        assert_eq!(crm_migrations::applied(&db).await.unwrap(), left[..left.len() - 1], "step {steps}");
    }
    crm_migrations::up(&db).await.unwrap();
    assert_eq!(shape(&db).await, whole);
}

#[tokio::test]
async fn a_failed_migration_leaves_nothing_behind() {
    let (db, _place) = TestDb::empty().await;
    // In the way of a table of the second migration.
    db.execute_unprepared("CREATE TABLE staff_role (id INTEGER)").await.unwrap();
    assert!(crm_migrations::up(&db).await.is_err());
    assert!(crm_migrations::applied(&db).await.unwrap().is_empty());
    db.execute_unprepared("DROP TABLE staff_role").await.unwrap();
    assert!(shape(&db).await.is_empty());
    crm_migrations::up(&db).await.unwrap();
    assert_eq!(crm_migrations::status(&db).await.unwrap(), Status::Current);
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_database() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    raw.execute_unprepared("INSERT INTO crm_migration (version, applied_at) VALUES ('m9999_future', 0)").await.unwrap();
    let newer = Status::Newer { applied: "m9999_future".into() };
    assert_eq!(crm_migrations::status(&raw).await.unwrap(), newer);
    for migrate in [true, false] {
        let mut options = db.options();
        options.migrate = migrate;
        let Err(Error::Setup(text)) = Db::open(options).await else { panic!("it opened") };
        assert!(text.contains("newer version") && text.contains("m9999_future"), "{text}");
        assert!(!text.contains('\n'), "one sentence: {text}");
    }
}

#[tokio::test]
async fn an_older_database_is_refused_unless_it_may_be_migrated() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    crm_migrations::down(&raw, Some(1)).await.unwrap();
    let mut options = db.options();
    options.migrate = false;
    let Err(Error::Setup(text)) = Db::open(options.clone()).await else { panic!("it opened") };
    assert!(text.contains("lacks 1 migration"), "{text}");
    options.migrate = true;
    Db::open(options).await.unwrap();
    assert_eq!(crm_migrations::status(&raw).await.unwrap(), Status::Current);
}

#[tokio::test]
async fn processes_that_migrate_at_once_do_the_work_once() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    crm_migrations::down(&raw, None).await.unwrap();
    let all = futures_util::future::join_all((0..4).map(|_| Db::open(db.options()))).await;
    for opened in all {
        opened.unwrap();
    }
    assert_eq!(crm_migrations::status(&raw).await.unwrap(), Status::Current);
}

#[tokio::test]
async fn the_engine_is_new_enough() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    match engine() {
        Engine::Sqlite => {
            let version = column::<String>(&raw, "SELECT sqlite_version()", vec![]).await.remove(0);
            let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
            assert!(parts >= vec![3, 45], "{version}");
        }
        Engine::Postgres => {
            let version = column::<i32>(&raw, "SELECT current_setting('server_version_num')::int", vec![]).await;
            assert!(version[0] >= 140_000, "{version:?}");
        }
    }
}

/// Through the handle's own connections, not those of the test.
#[tokio::test]
async fn foreign_keys_are_held() {
    let db = TestDb::open().await;
    let tx = db.begin().await.unwrap();
    let orphan = "INSERT INTO audit_detail (audit_id, salt, sealed) VALUES ($1, $2, $3)";
    let id: uuid::Uuid = op::system().new_id::<crm_core::ids::AuditId>().into();
    let values: [Value; 3] = [id.into(), vec![1_u8].into(), vec![1_u8].into()];
    let statement = Statement::from_sql_and_values(ConnectionTrait::get_database_backend(&*tx), orphan, values);
    let error = tx.execute_raw(statement).await.unwrap_err();
    assert!(matches!(error.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_))), "{error}");
}

/// Both engines keep microseconds, and put times in the same order.
#[tokio::test]
async fn times_keep_microseconds_and_their_order() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    let times = [
        "1969-12-31T23:59:59.999999Z",
        "2026-03-01T08:30:00Z",
        "2026-03-01T08:30:00.000001Z",
        "2026-03-01T08:30:00.1Z",
        "2026-03-01T08:30:00.999999Z",
        "2026-03-01T11:30:01+03:00",
        "2026-12-31T23:59:59Z",
    ]
    .map(time);
    for (n, at) in times.iter().enumerate().rev() {
        let values: [Value; 4] = [format!("{n}").into(), vec![0_u8].into(), uuid::Uuid::nil().into(), (*at).into()];
        let insert =
            "INSERT INTO idempotency (actor, operation, key, digest, result_id, at) VALUES ($1, '', '', $2, $3, $4)";
        raw.execute_raw(Statement::from_sql_and_values(raw.get_database_backend(), insert, values)).await.unwrap();
    }
    let read: Vec<chrono::DateTime<chrono::Utc>> = column(&raw, "SELECT at FROM idempotency ORDER BY at", vec![]).await;
    assert_eq!(read, times);
    // A bound time meets a stored one, to the microsecond.
    let after = "SELECT actor FROM idempotency WHERE at > $1 ORDER BY at";
    let found: Vec<String> = column(&raw, after, vec![times[2].into()]).await;
    assert_eq!(found, ["3", "4", "5", "6"]);
}

/// Keys are compared byte by byte on both engines, whatever the locale: capitals before small letters, Latin before
/// Arabic, no letter ignored.
#[tokio::test]
async fn keys_are_compared_bytewise() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    let mut names = ["أحمد", "ا", "Z", "a", "A", "a b", "ab", "é", "z", "-", "٣", "3", "😀", "ﷲ"];
    for name in names {
        let insert = "INSERT INTO search_token (area, token, record_id, weight) VALUES ('t', $1, $2, 1)";
        let values: [Value; 2] = [name.into(), uuid::Uuid::nil().into()];
        raw.execute_raw(Statement::from_sql_and_values(raw.get_database_backend(), insert, values)).await.unwrap();
    }
    names.sort_unstable_by_key(|name| name.as_bytes());
    let read: Vec<String> = column(&raw, "SELECT token FROM search_token ORDER BY token", vec![]).await;
    assert_eq!(read, names);
    let over: Vec<String> =
        column(&raw, "SELECT token FROM search_token WHERE token > $1 ORDER BY token", vec!["z".into()]).await;
    assert_eq!(over, names[names.iter().position(|name| *name == "z").unwrap() + 1..]);
}

#[tokio::test]
async fn booleans_and_json_come_back_as_they_went() {
    let db = TestDb::open().await;
    let raw = db.raw().await;
    let name = serde_json::json!({ "ar": "علي \"أبو فهد\"", "en": null, "n": 1.5, "deep": [{ "a": true }] });
    for (n, active) in [(1_u128, true), (2, false)] {
        let insert = "INSERT INTO staff_member (id, code, name, sort_name, active, version, created_at)
                      VALUES ($1, $2, $3, $2, $4, 1, $5)";
        let id = uuid::Uuid::from_u128(n);
        let values: [Value; 5] =
            [id.into(), format!("{n}").into(), name.clone().into(), active.into(), time("2026-01-01T00:00:00Z").into()];
        raw.execute_raw(Statement::from_sql_and_values(raw.get_database_backend(), insert, values)).await.unwrap();
    }
    let active: Vec<bool> = column(&raw, "SELECT active FROM staff_member ORDER BY code", vec![]).await;
    assert_eq!(active, [true, false]);
    let found: Vec<String> = column(&raw, "SELECT code FROM staff_member WHERE active = $1", vec![true.into()]).await;
    assert_eq!(found, ["1"]);
    let names: Vec<JsonValue> = column(&raw, "SELECT name FROM staff_member", vec![]).await;
    assert_eq!(names, [name.clone(), name]);
    let ids: Vec<uuid::Uuid> = column(&raw, "SELECT id FROM staff_member ORDER BY id", vec![]).await;
    assert_eq!(ids, [uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2)]);
}
