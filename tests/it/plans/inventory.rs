//! The inventory's lists over three cycles of a thousand services, two of them closed.

use crm_core::filter::{Choice, Filter};
use crm_core::ids::{CycleId, DepartmentId};
use crm_core::inventory::cycles::{self, ChangeCycle};
use crm_core::inventory::findings::{self, FindingCondition};
use crm_core::inventory::items::{self, ItemCondition, ItemMove, ItemState};
use crm_core::inventory::results::{self, Compare};
use crm_core::page::{Page, PageRequest};
use crm_core::{OpContext, jobs, work};
use crm_graphql::node_id::Id;
use support::{TestDb, op};

use super::{Hot, hot};
use crate::inventory::Actors;
use crate::inventory::cycles::{in_force, move_cycle, scheduled, worked};
use crate::inventory::plans::content;

pub(super) async fn inventory(db: &TestDb, own: DepartmentId) {
    let actors = Actors::settle(db, own).await;
    // Under one plan, none opens on another's day.
    let cycle = async |code: &str, window| {
        let plan = in_force(db, &actors, code, content(None)).await;
        let id = scheduled(db, &actors.development, &plan, code, window).await;
        (id.parse::<Id<CycleId>>().unwrap().0, id)
    };
    let mut closed = Vec::new();
    for (code, window) in [("C-1", ["2024-01-01", "2024-12-31"]), ("C-2", ["2025-01-01", "2025-06-30"])] {
        let (id, name) = cycle(code, window).await;
        for mutation in ["openInventoryCycle", "closeInventoryCycle"] {
            assert_eq!(move_cycle(db, &actors.development, mutation, &name).await, "done");
        }
        closed.push(id);
    }
    let (going, _) = cycle("C-3", ["2026-02-01", "2026-02-07"]).await;
    opening(db, &actors.development, going).await;
    for op in [&actors.development, &actors.owner] {
        of_items(db, op, (going, own)).await;
        of_results(db, op, (closed[0], closed[1])).await;
    }
    of_tasks(db, &actors.owner).await;
    findings::check(db, &actors.development, going).await.unwrap();
    worked(db).await;
    of_findings(db, &actors.development, (going, own)).await;
}

/// Items are found by their department, or along the state that they stand in.
const ITEMS: Hot =
    Hot { sqlite: &["USING INDEX inventory_item_"], postgres: &["Index Cond: ((cycle_id ="], ..hot("", &[]) };

/// Filling a cycle: each step reads its own services, and the contacts that asked for them.
async fn opening(db: &TestDb, op: &OpContext, cycle: CycleId) {
    let open = ChangeCycle { id: cycle, expected_version: None };
    cycles::open(db, op, open).await.unwrap();
    let filling = hot("filling a cycle", &["interaction_service", "interaction_unlisted"]);
    // All services are counted once, and walked along their ids, a fifth of them at a time.
    Hot { whole: &["service", "service_revision"], ..filling }
        .check(db, &op::system(), async |db, op| while jobs::run_one(&db, &op, work::KINDS).await.unwrap() {})
        .await;
}

/// The place behind the first row, from which the next page goes on.
fn next<T>(first: &Page<T>) -> PageRequest {
    PageRequest::first(20).after(&first.edges.last().unwrap().cursor)
}

async fn of_items(db: &TestDb, op: &OpContext, (cycle, own): (CycleId, DepartmentId)) {
    let of_department = || {
        Filter::And(vec![
            Filter::Is(ItemCondition::Cycle(Choice::Eq(cycle))),
            Filter::Is(ItemCondition::DepartmentWithin(vec![own])),
            Filter::Is(ItemCondition::State(Choice::Eq(ItemState::Pending))),
        ])
    };
    let first = items::list(db, op, of_department(), &PageRequest::first(20)).await.unwrap();
    Hot { name: "a department's items of a cycle", ..ITEMS }
        .check(db, op, async |db, op| {
            assert_eq!(items::list(&db, &op, of_department(), &next(&first)).await.unwrap().edges.len(), 20);
        })
        .await;
}

/// What the front page of a department's editor asks.
async fn of_tasks(db: &TestDb, op: &OpContext) {
    Hot { name: "items that await an answer", ..ITEMS }
        .check(db, op, async |db, op| {
            let filter = ItemCondition::Awaits(ItemMove::Answer).into();
            assert_eq!(items::list(&db, &op, filter, &PageRequest::first(20)).await.unwrap().edges.len(), 20);
            assert!(items::tasks(&db, &op).await.unwrap().answer >= 20);
        })
        .await;
}

/// Lines are read along a cycle's own.
const LINES: Hot = Hot {
    sqlite: &["sqlite_autoindex_inventory_line_1 (cycle_id=? AND service_id>?)"],
    postgres: &["inventory_line_pkey"],
    ..hot("", &[])
};

async fn of_results(db: &TestDb, op: &OpContext, (from, to): (CycleId, CycleId)) {
    let lines = results::lines(db, op, (to, None), &PageRequest::first(20)).await.unwrap();
    Hot { name: "lines of a closed cycle", ..LINES }
        .check(db, op, async |db, op| {
            assert_eq!(results::lines(&db, &op, (to, None), &next(&lines)).await.unwrap().edges.len(), 20);
        })
        .await;
    let compare = Compare { from, to, changed_only: false };
    let compared = results::comparison(db, op, compare, &PageRequest::first(20)).await.unwrap();
    Hot { name: "the comparison of two cycles", ..LINES }
        .check(db, op, async |db, op| {
            let found = results::comparison(&db, &op, compare, &next(&compared)).await.unwrap();
            assert_eq!(found.edges.len(), 20);
        })
        .await;
}

async fn of_findings(db: &TestDb, op: &OpContext, (cycle, own): (CycleId, DepartmentId)) {
    let everywhere = || Filter::And(Vec::new());
    let first = findings::list(db, op, cycle, everywhere(), &PageRequest::first(20)).await.unwrap();
    hot("findings of a cycle", &["inventory_finding_cycle"])
        .check(db, op, async |db, op| {
            let found = findings::list(&db, &op, cycle, everywhere(), &next(&first)).await.unwrap();
            assert_eq!(found.edges.len(), 20);
        })
        .await;
    let department = || Filter::Is(FindingCondition::DepartmentWithin(vec![own]));
    // A third of all findings are this cycle's, and counting looks at each of them.
    Hot {
        whole: &["inventory_finding"],
        ..hot("a department's findings of a cycle, by rule", &["inventory_item_department"])
    }
    .check(db, op, async |db, op| {
        assert!(!findings::count_by_rule(&db, &op, cycle, department()).await.unwrap().is_empty());
    })
    .await;
}
