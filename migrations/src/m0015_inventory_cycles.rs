//! Cycles of the inventory with their items, measures, notices and frozen lines. A cycle has one item of a service, a
//! plan one cycle that opens on a day.

crate::sql::migration! {
    "m0015_inventory_cycles",
    up: r"
CREATE TABLE inventory_cycle (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    plan_id {id} NOT NULL REFERENCES inventory_plan (id),
    plan_number INTEGER NOT NULL,
    state {key} NOT NULL,
    window_from {date} NOT NULL,
    window_to {date} NOT NULL,
    opens_on {date} NOT NULL,
    answers_due {date} NOT NULL,
    verification_due {date} NOT NULL,
    seed {big} NOT NULL,
    previous_id {id},
    job_id {id},
    opened_at {time},
    closed_at {time},
    published_at {time},
    items {big},
    previous_digest {bytes},
    digest {bytes},
    version INTEGER NOT NULL,
    created_at {time} NOT NULL,
    UNIQUE (plan_id, opens_on)
);
CREATE INDEX inventory_cycle_going ON inventory_cycle (state, id) WHERE closed_at IS NULL;
CREATE INDEX inventory_cycle_closed ON inventory_cycle (closed_at, id) WHERE closed_at IS NOT NULL;
CREATE TABLE inventory_item (
    id {id} PRIMARY KEY,
    cycle_id {id} NOT NULL REFERENCES inventory_cycle (id),
    service_id {id} NOT NULL,
    department_id {id} NOT NULL,
    revision_id {id},
    known_before BOOLEAN NOT NULL,
    state {key} NOT NULL,
    outcome {key},
    attested_by {key},
    note {key},
    answers {json} NOT NULL,
    successors {json} NOT NULL,
    due_on {date} NOT NULL,
    answered_by {key},
    answered_staff_id {id},
    answered_at {time},
    on_time BOOLEAN,
    endorsed_staff_id {id},
    endorsed_at {time},
    verified_staff_id {id},
    verified_at {time},
    reviewed_staff_id {id},
    reviewed_at {time},
    reason {key},
    returns INTEGER NOT NULL,
    sampled BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (cycle_id, service_id)
);
CREATE INDEX inventory_item_department ON inventory_item (cycle_id, department_id, state, id);
CREATE INDEX inventory_item_state ON inventory_item (cycle_id, state, id);
CREATE INDEX inventory_item_service ON inventory_item (service_id, cycle_id);
CREATE TABLE inventory_measure (
    item_id {id} NOT NULL REFERENCES inventory_item (id),
    kind {key} NOT NULL,
    part {key} NOT NULL,
    provenance {key} NOT NULL,
    state {key} NOT NULL,
    amount {big},
    actor {key} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (item_id, kind, part, provenance)
) {clustered};
CREATE TABLE inventory_delegation (
    id {id} PRIMARY KEY,
    department_id {id} NOT NULL,
    from_staff_id {id},
    to_staff_id {id} NOT NULL,
    starts_on {date} NOT NULL,
    ends_on {date} NOT NULL,
    reason {key} NOT NULL,
    created_at {time} NOT NULL,
    revoked_at {time}
);
CREATE INDEX inventory_delegation_to ON inventory_delegation (to_staff_id, ends_on);
CREATE INDEX inventory_delegation_department ON inventory_delegation (department_id, id);
CREATE TABLE inventory_notice (
    cycle_id {id} NOT NULL REFERENCES inventory_cycle (id),
    department_id {id} NOT NULL,
    kind {key} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (cycle_id, department_id, kind)
) {clustered};
CREATE TABLE inventory_line (
    cycle_id {id} NOT NULL REFERENCES inventory_cycle (id),
    service_id {id} NOT NULL,
    body {key} NOT NULL,
    digest {bytes} NOT NULL,
    PRIMARY KEY (cycle_id, service_id)
)
",
    down: &[
        "inventory_line",
        "inventory_notice",
        "inventory_delegation",
        "inventory_measure",
        "inventory_item",
        "inventory_cycle"
    ]
}
