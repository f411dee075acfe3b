//! What the clock opens: days that recur, also those on which it did not go.

use chrono::{Days, NaiveDate};
use crm_core::OpContext;
use crm_core::inventory::cycles;
use crm_core::page::PageRequest;
use futures_util::future::join_all;
use serde_json::{Value, json};
use support::{People, TestDb, op};

use super::Actors;
use super::cycles::{in_force, move_cycle, scheduled, services, today};
use super::plans::content;

const WINDOW: [&str; 2] = ["2025-01-01", "2025-12-31"];

/// What a plan says that recurs on days counted from today.
fn recurring(today: NaiveDate, days: &[i64]) -> Value {
    let mut plan = content(None);
    plan["period"] = json!({ "from": today - Days::new(400) });
    let day = |days: &i64| today + chrono::TimeDelta::days(*days);
    plan["recurrence"] = json!({ "dates": days.iter().map(day).collect::<Vec<_>>() });
    plan
}

/// The clock of several processes, some days from now.
async fn tick(db: &TestDb, days: u64) {
    let system = op::system();
    let at = system.at + Days::new(days);
    let system = system.at(at);
    for _ in 0..2 {
        let ticks = join_all((0..3).map(|_| cycles::tick(db, &system))).await;
        assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
    }
}

/// All cycles: code, state, and the days from today on which they open and are to be answered.
async fn shown(db: &TestDb, today: NaiveDate) -> Vec<(String, &'static str, i64, i64)> {
    let found = cycles::list(db, &op::system(), &PageRequest::first(20)).await.unwrap();
    let days = |day: NaiveDate| (day - today).num_days();
    let mut rows: Vec<_> = found
        .nodes()
        .map(|cycle| (cycle.code.clone(), cycle.state.name(), days(cycle.opens_on), days(cycle.answers_due)))
        .collect();
    rows.sort();
    rows
}

fn code(plan: &str, day: NaiveDate) -> String {
    format!("{plan}-{}", day.format("%Y%m%d"))
}

async fn settled(db: &TestDb) -> (Actors, OpContext, NaiveDate) {
    let people = People::settle(db).await;
    services(db, &people).await;
    let actors = Actors::settle(db, people.desk).await;
    let development = actors.development.clone();
    let today = today(&development);
    (actors, development, today)
}

#[tokio::test]
async fn a_day_on_which_no_clock_went_is_made_up_for_once() {
    let db = TestDb::open().await;
    let (actors, development, today) = settled(&db).await;
    in_force(&db, &actors, "PLAN", recurring(today, &[20, 30, 90])).await;
    tick(&db, 10).await;
    assert!(shown(&db, today).await.is_empty());
    // Off from before the twentieth day until the thirty-fifth: of two days the latest one is made up for.
    tick(&db, 35).await;
    let due = today + Days::new(30);
    assert_eq!(shown(&db, today).await, [(code("PLAN", due), "opening", 30, 35 + 14)]);
    let cycle = cycles::find_by_code(&db, &development, &code("PLAN", due)).await.unwrap().unwrap();
    let year_before = due.checked_sub_months(chrono::Months::new(12)).unwrap();
    assert_eq!((cycle.window_from, cycle.window_to), (year_before, due - Days::new(1)), "of the day it fell due");
    assert_eq!((cycle.verification_due - today).num_days(), 35 + 14 + 7);
    tick(&db, 36).await;
    assert_eq!(shown(&db, today).await.len(), 1);
}

#[tokio::test]
async fn a_plan_opens_the_day_that_passed_before_it_came_in_force_but_nothing_after_its_period() {
    let db = TestDb::open().await;
    let (actors, _, today) = settled(&db).await;
    in_force(&db, &actors, "LATE", recurring(today, &[-100, -40])).await;
    let mut over = recurring(today, &[-40]);
    over["period"]["to"] = json!(today - Days::new(1));
    in_force(&db, &actors, "OVER", over).await;
    let mut yearly = recurring(today, &[]);
    yearly["recurrence"] = json!({ "everyMonths": 120 });
    in_force(&db, &actors, "RARE", yearly).await;
    tick(&db, 0).await;
    let opened = [
        (code("LATE", today - Days::new(40)), "opening", -40, 14),
        (code("RARE", today - Days::new(400)), "opening", -400, 14),
    ];
    assert_eq!(shown(&db, today).await, opened);
}

#[tokio::test]
async fn a_cycle_opened_by_hand_since_stands_for_the_day_unless_it_was_called_off() {
    let db = TestDb::open().await;
    let (actors, development, today) = settled(&db).await;
    let in_three_days = development.clone().at(development.at + Days::new(3));
    for (name, day, by) in [("HAND", -5, &development), ("OFF", -5, &development), ("OWN", 3, &in_three_days)] {
        let plan = in_force(&db, &actors, name, recurring(today, &[day])).await;
        let cycle = scheduled(&db, by, &plan, &format!("{name}-BY"), WINDOW).await;
        if name != "HAND" {
            assert_eq!(move_cycle(&db, &development, "cancelInventoryCycle", &cycle).await, "done");
        }
    }
    tick(&db, 4).await;
    let expected = [
        ("HAND-BY".to_owned(), "opening", 0, 14),
        (code("OFF", today - Days::new(5)), "opening", -5, 4 + 14),
        ("OFF-BY".to_owned(), "cancelled", 0, 14),
        ("OWN-BY".to_owned(), "cancelled", 3, 3 + 14),
    ];
    assert_eq!(shown(&db, today).await, expected);
}
