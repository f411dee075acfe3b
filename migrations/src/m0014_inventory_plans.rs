//! Plans of the inventory, their decisions and votes.

crate::sql::migration! {
    "m0014_inventory_plans",
    up: r"
CREATE TABLE inventory_plan (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    in_force_number INTEGER,
    latest_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at {time} NOT NULL
);
CREATE TABLE inventory_plan_version (
    plan_id {id} NOT NULL REFERENCES inventory_plan (id),
    number INTEGER NOT NULL,
    state {key} NOT NULL,
    content {json} NOT NULL,
    digest {bytes},
    author {key} NOT NULL,
    author_staff_id {id},
    recorded_at {time} NOT NULL,
    submitted_staff_id {id},
    submitted_at {time},
    PRIMARY KEY (plan_id, number)
) {clustered};
CREATE TABLE inventory_decision (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,
    number INTEGER NOT NULL,
    outcome {key} NOT NULL,
    basis {key} NOT NULL,
    minutes_number {key},
    minutes_on {date},
    minutes_calendar {key},
    present {json} NOT NULL,
    document_id {id},
    note {key},
    votes_for INTEGER,
    votes_against INTEGER,
    abstentions INTEGER,
    plan_digest {bytes} NOT NULL,
    digest {bytes} NOT NULL,
    recorded_by {key} NOT NULL,
    recorded_staff_id {id},
    recorded_at {time} NOT NULL,
    FOREIGN KEY (plan_id, number) REFERENCES inventory_plan_version (plan_id, number)
);
CREATE INDEX inventory_decision_plan ON inventory_decision (plan_id, number, id);
CREATE TABLE inventory_vote (
    plan_id {id} NOT NULL,
    number INTEGER NOT NULL,
    staff_id {id} NOT NULL,
    choice {key} NOT NULL,
    note {key},
    at {time} NOT NULL,
    PRIMARY KEY (plan_id, number, staff_id),
    FOREIGN KEY (plan_id, number) REFERENCES inventory_plan_version (plan_id, number)
) {clustered}
",
    down: &["inventory_vote", "inventory_decision", "inventory_plan_version", "inventory_plan"]
}
