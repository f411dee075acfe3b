//! Projections made again from the cards are equal to those that the operations wrote.

use crm_core::catalogue::services;
use crm_core::db::Engine;
use crm_core::search;
use crm_core::text::{LanguageTag, LocalizedText};
use sea_orm::{ConnectionTrait, Statement};
use support::{TestDb, op};

use super::{card, department, new_service, published};

const TABLES: [(&str, &str, &str); 7] = [
    ("service", "id", "name, sort_name, kind, fees, below_floor, score, public, version"),
    ("service_name", "service_id", "language, sort_key"),
    ("service_channel", "service_id", "kind"),
    ("service_audience", "service_id", "audience"),
    ("service_category", "service_id", "0"),
    ("service_tag", "service_id", "0"),
    ("search_token", "record_id", "area, token, weight"),
];

/// Every projected row as text.
async fn rows(db: &TestDb) -> Vec<String> {
    let raw = db.raw().await;
    let mut all = Vec::new();
    for (table, id, columns) in TABLES {
        let id = if support::engine() == Engine::Sqlite { format!("hex({id})") } else { format!("CAST({id} AS text)") };
        let columns: Vec<_> =
            columns.split(", ").map(|column| format!("COALESCE(CAST({column} AS text), '')")).collect();
        let sql = format!("SELECT {id} || '|' || {} AS line FROM {table} ORDER BY 1", columns.join(" || '|' || "));
        let backend = raw.get_database_backend();
        for row in raw.query_all_raw(Statement::from_string(backend, sql)).await.unwrap() {
            all.push(format!("{table} {}", row.try_get::<String>("", "line").unwrap()));
        }
    }
    all
}

#[tokio::test]
async fn what_is_made_again_is_equal() {
    let db = TestDb::open().await;
    let op = op::system();
    let owner = department(&db, "D").await;
    let mut french = card("خدمة", "Service");
    french.identity.name =
        LocalizedText::ar_en("خدمة", "Service").with(LanguageTag::parse("fr-CA").unwrap(), "Français");
    published(&db, &op, new_service("S-1", owner, french)).await;
    services::create(&db, &op, new_service("S-2", owner, card("مسودة", "Draft"))).await.unwrap();
    let before = rows(&db).await;
    assert!(before.len() > 30, "{before:?}");

    assert_eq!(services::reindex(&db, &op).await.unwrap(), 2);
    assert_eq!(rows(&db).await, before);
    assert_eq!(search::rebuild(&db, &op).await.unwrap(), 2);
    assert_eq!(rows(&db).await, before);

    let raw = db.raw().await;
    for sql in [
        "DELETE FROM search_token WHERE weight = 1",
        "DELETE FROM service_channel",
        "UPDATE service SET sort_name = 'wrong', score = 1, public = NOT public",
    ] {
        raw.execute_unprepared(sql).await.unwrap();
    }
    assert_ne!(rows(&db).await, before);
    services::reindex(&db, &op).await.unwrap();
    assert_eq!(rows(&db).await, before);
}
