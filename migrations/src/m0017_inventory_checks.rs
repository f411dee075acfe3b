//! How far the latest pass of the rules over a cycle of the inventory has come.

crate::sql::migration! {
    "m0017_inventory_checks",
    up: r"
CREATE TABLE inventory_check (
    cycle_id {id} PRIMARY KEY REFERENCES inventory_cycle (id),
    job_id {id} NOT NULL,
    started_at {time} NOT NULL,
    last_service_id {id},
    items {big} NOT NULL,
    ended_at {time}
)
",
    down: &["inventory_check"]
}
