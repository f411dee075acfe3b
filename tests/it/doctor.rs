//! What the doctor finds in a database, on both engines. Faults of files and ports are planted in `crm-server`'s own
//! tests.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crm_core::db::Engine;
use crm_core::text::LanguageTag;
use crm_server::Config;
use crm_server::config::DatabaseUrl;
use crm_server::doctor::{Finding, Light, Part, examine};
use sea_orm::ConnectionTrait;
use support::{People, TestDb, config, engine};
use tempfile::TempDir;

/// The doctor's configuration of a test's database, with a folder of its own.
fn configured(db: &TestDb, folder: &TempDir) -> Config {
    let database_url: DatabaseUrl = db.options().url.parse().unwrap();
    let private = |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    private(folder.path(), 0o700);
    let keys_file = folder.path().join("keys.json");
    std::fs::write(&keys_file, format!(r#"{{"keys":[{{"id":1,"secret":"{}"}}]}}"#, "07".repeat(32))).unwrap();
    private(&keys_file, 0o600);
    let http_bind = "127.0.0.1:0".parse().unwrap();
    Config { database_url, keys_file, http_bind, data_dir: folder.path().into(), ..config() }
}

async fn finding(config: &Config, part: Part) -> Finding {
    examine(config).await.into_iter().find(|finding| finding.part == part).unwrap_or_else(|| panic!("{part:?}"))
}

#[track_caller]
fn red(finding: &Finding, remedy: &str) {
    assert_eq!(finding.light, Light::Red, "{finding:?}");
    let told = finding.remedy.as_ref().unwrap().of(&LanguageTag::english());
    assert!(told.contains(remedy), "{told}");
}

#[tokio::test]
async fn a_sound_database_is_green_but_for_what_the_tests_switched_off() {
    let (db, folder) = (TestDb::open().await, TempDir::new().unwrap());
    let config = configured(&db, &folder);
    for finding in examine(&config).await {
        // The throwaway cluster runs without fsync.
        let expected = if finding.part == Part::Server { Light::Red } else { Light::Green };
        assert_eq!(finding.light, expected, "{finding:?}");
    }
    if engine() == Engine::Postgres {
        red(&finding(&config, Part::Server).await, "fsync = on");
    }
}

#[tokio::test]
async fn a_newer_schema_and_a_pending_one_are_told_apart() {
    let (db, folder) = (TestDb::open().await, TempDir::new().unwrap());
    let config = configured(&db, &folder);
    let raw = db.raw().await;
    raw.execute_unprepared("INSERT INTO crm_migration (version, applied_at) VALUES ('m9999_future', 0)").await.unwrap();
    red(&finding(&config, Part::Schema).await, "Start that version");
    raw.execute_unprepared("DELETE FROM crm_migration WHERE version = 'm9999_future'").await.unwrap();
    crm_migrations::down(&raw, Some(1)).await.unwrap();
    assert_eq!(finding(&config, Part::Schema).await.light, Light::Yellow);
    crm_migrations::down(&raw, None).await.unwrap();
    let findings = examine(&config).await;
    assert!(findings.iter().all(|finding| finding.part != Part::Database || finding.light == Light::Green));
}

#[tokio::test]
async fn keys_of_another_database_are_red() {
    let (db, folder) = (TestDb::open().await, TempDir::new().unwrap());
    let config = configured(&db, &folder);
    let other = |id: u32, byte: &str| format!(r#"{{"keys":[{{"id":{id},"secret":"{}"}}]}}"#, byte.repeat(32));
    for wrong in [other(1, "08"), other(2, "07"), "{}".into()] {
        std::fs::write(&config.keys_file, wrong).unwrap();
        red(&finding(&config, Part::Keys).await, "Put the right file back");
    }
    std::fs::remove_file(&config.keys_file).unwrap();
    red(&finding(&config, Part::Keys).await, "Put the right file back");
}

#[tokio::test]
async fn a_clock_behind_the_record_is_red() {
    let (db, folder) = (TestDb::open().await, TempDir::new().unwrap());
    People::settle(&db).await;
    let config = configured(&db, &folder);
    assert_eq!(finding(&config, Part::Clock).await.light, Light::Green);
    let later = match engine() {
        Engine::Sqlite => "UPDATE audit SET at = '2199-01-01 00:00:00+00:00'",
        Engine::Postgres => "UPDATE audit SET at = '2199-01-01'",
    };
    db.raw().await.execute_unprepared(later).await.unwrap();
    red(&finding(&config, Part::Clock).await, "timedatectl");
}

#[tokio::test]
async fn records_that_search_lost_are_counted() {
    let (db, folder) = (TestDb::open().await, TempDir::new().unwrap());
    let people = People::settle(&db).await;
    support::Samples::settle(&db, people.desk, "A").await;
    let config = configured(&db, &folder);
    assert_eq!(finding(&config, Part::Search).await.light, Light::Green);
    db.raw().await.execute_unprepared("DELETE FROM search_token").await.unwrap();
    let found = finding(&config, Part::Search).await;
    assert_eq!(found.light, Light::Yellow, "{found:?}");
    assert!(found.said.of(&LanguageTag::english()).contains('2'), "{found:?}");
}
