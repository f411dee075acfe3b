//! What a second cycle begins with, held against plain SQL over the contacts and over what was told in the first.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use crm_core::OpContext;
use crm_core::beneficiaries::{self, BeneficiaryKind, RegisterBeneficiary, Who};
use crm_core::catalogue::card::ChannelKind;
use crm_core::ids::{BeneficiaryId, DepartmentId, InteractionId};
use crm_core::interactions::{self, Direction, IdOrCode, LogInteraction};
use crm_core::text::LocalizedText;
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use serde_json::json;
use support::{People, TestDb, op};

use super::Actors;
use super::cycles::{answered, in_force, item, move_cycle, move_items, scheduled, services};
use super::plans::content;

/// The windows of the two cycles: they share April to June, and the second ends in September.
const WINDOWS: [[&str; 2]; 2] = [["2025-01-01", "2025-06-30"], ["2025-04-01", "2025-09-30"]];

/// Logs contacts with services, channels, people and days of every sort; some are corrected, some taken back.
async fn contacts(db: &TestDb, desk: DepartmentId) {
    let agent = op::agent(desk);
    let mut people: Vec<BeneficiaryId> = Vec::new();
    for number in 0..7 {
        let name = LocalizedText::ar_en(format!("شخص {number}"), format!("Person {number}"));
        let command = RegisterBeneficiary::new(BeneficiaryKind::Individual, name);
        people.push(beneficiaries::register(db, &agent, command).await.unwrap().id);
    }
    let channels = [ChannelKind::Phone, ChannelKind::Counter, ChannelKind::Portal, ChannelKind::Email];
    let from: DateTime<Utc> = "2024-12-15T20:59:59Z".parse().unwrap();
    for number in 0..160_usize {
        // Steps that share no factor, so that everything meets everything.
        let command = LogInteraction {
            department: Some(IdOrCode::Id(desk)),
            service: Some(IdOrCode::Code(["S-1", "S-2", "S-3"][number * 7 % 3].into())),
            beneficiary: (number % 4 > 0).then(|| Who::Id(people[number * 5 % 7])),
            occurred_at: Some(from + TimeDelta::hours(i64::try_from(number * 45).unwrap())),
            subject: Some("سؤال".into()),
            ..LogInteraction::new(channels[number * 3 % 4], Direction::Inbound)
        };
        let logged = interactions::log(db, &agent, command).await.unwrap();
        changed(db, &agent, number, logged.id).await;
    }
}

async fn changed(db: &TestDb, agent: &OpContext, number: usize, id: InteractionId) {
    if number.is_multiple_of(11) {
        interactions::undo(db, agent, id).await.unwrap();
    } else if number.is_multiple_of(13) {
        let mut command = interactions::CorrectInteraction::new(id, "القناة");
        command.channel = Some(ChannelKind::Sms);
        interactions::correct(db, agent, command).await.unwrap();
    }
}

/// Rows of plain SQL as lines of words.
async fn lines(db: &TestDb, sql: &str) -> BTreeSet<String> {
    let raw = db.raw().await;
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
    let line = |row: QueryResult| {
        let word = |name: &str| row.try_get::<Option<String>>("", name).unwrap().unwrap_or_default();
        let number = row.try_get::<Option<i64>>("", "n").unwrap();
        format!("{} {} {} {number:?}", word("code"), word("kind"), word("part"))
    };
    rows.into_iter().map(line).collect()
}

#[tokio::test]
async fn a_second_cycle_begins_with_what_plain_sql_finds() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    services(&db, &people).await;
    contacts(&db, people.desk).await;
    let actors = Actors::settle(&db, people.desk).await;
    let plan = in_force(&db, &actors, "PLAN", content(None)).await;
    let first = scheduled(&db, &actors.development, &plan, "C-1", WINDOWS[0]).await;
    move_cycle(&db, &actors.development, "openInventoryCycle", &first).await;
    let mut accepted = Vec::new();
    for (code, told) in [
        ("S-1", json!([{ "kind": "TRANSACTIONS", "part": "portal", "state": "KNOWN", "amount": 900 }])),
        (
            "S-2",
            json!([{ "kind": "TRANSACTIONS", "state": "KNOWN", "amount": 0 }, { "kind": "COMPLAINTS", "state": "NOT_KNOWN" }]),
        ),
        ("S-3", json!([{ "kind": "SATISFACTION", "state": "NOT_APPLICABLE" }])),
    ] {
        let id = item(&db, &actors.owner, &first, code).await;
        let answer = json!([{ "id": id, "existence": "OURS", "cardRight": true, "measures": told }]);
        assert_eq!(answered(&db, &actors.owner, answer).await, "done");
        accepted.push(id);
    }
    assert_eq!(move_items(&db, &actors.verifier, "acceptInventoryItems", &accepted).await, "done");
    assert_eq!(move_cycle(&db, &actors.development, "closeInventoryCycle", &first).await, "done");
    let tomorrow = actors.development.clone().at(actors.development.at + TimeDelta::days(1));
    let second = scheduled(&db, &tomorrow, &plan, "C-2", WINDOWS[1]).await;
    assert_eq!(move_cycle(&db, &actors.development, "openInventoryCycle", &second).await, "done");

    for (cycle, [from, to]) in ["C-1", "C-2"].into_iter().zip(WINDOWS) {
        let stored = |provenance: &str| {
            format!(
                "SELECT s.code AS code, m.kind AS kind, m.part AS part, m.amount AS n FROM inventory_measure m \
                JOIN inventory_item i ON i.id = m.item_id JOIN inventory_cycle c ON c.id = i.cycle_id \
                JOIN service s ON s.id = i.service_id \
                WHERE c.code = '{cycle}' AND m.provenance = '{provenance}' AND s.code LIKE 'S-%'"
            )
        };
        // Midnight of the body's zone is 21:00 of the day before. Entries that were corrected or taken back do not count.
        let day = |day: &str| {
            let before = day.parse::<chrono::NaiveDate>().unwrap() - chrono::Days::new(1);
            match db.engine() {
                crm_core::db::Engine::Sqlite => format!("'{before}T21:00:00+00:00'"),
                crm_core::db::Engine::Postgres => format!("'{before} 21:00:00+00'"),
            }
        };
        let after = (to.parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(1)).to_string();
        let standing = format!(
            "FROM interaction x JOIN service s ON s.id = x.service_id WHERE s.code LIKE 'S-%' \
            AND x.occurred_at >= {} AND x.occurred_at < {} AND x.kind <> 'undo' \
            AND NOT EXISTS (SELECT 1 FROM interaction y WHERE y.corrects_id = x.id)",
            day(from),
            day(&after)
        );
        let counted = format!(
            "SELECT s.code AS code, 'enquiries' AS kind, x.channel AS part, COUNT(*) AS n {standing} GROUP BY s.code, x.channel \
            UNION ALL SELECT s.code, 'enquiries', '', COUNT(*) {standing} GROUP BY s.code \
            UNION ALL SELECT s.code, 'beneficiaries', '', COUNT(DISTINCT x.beneficiary_id) {standing} GROUP BY s.code"
        );
        let counted = lines(&db, &counted).await;
        assert!(counted.len() >= 15, "{counted:?}");
        assert_eq!(lines(&db, &stored("computed")).await, counted, "{cycle}");
        let told = if cycle == "C-1" {
            BTreeSet::new()
        } else {
            lines(&db, &stored("stated").replace("'C-2'", "'C-1'")).await
        };
        assert_eq!(lines(&db, &stored("carried")).await, told, "{cycle}");
        assert_eq!(told.len(), if cycle == "C-1" { 0 } else { 4 });
    }
}
