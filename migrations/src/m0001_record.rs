//! What every operation writes beside its rows: keys in use, audit, events, timeline, idempotency, search.
//!
//! `sequence` and the hash of audit and event rows are given later, by the sealer.

crate::sql::migration! {
    "m0001_record",
    up: r"
CREATE TABLE encryption_key (
    id INTEGER PRIMARY KEY,
    check_value {bytes} NOT NULL
);
CREATE TABLE audit (
    id {id} PRIMARY KEY,
    at {time} NOT NULL,
    actor_kind {key} NOT NULL,
    actor {key} NOT NULL,
    staff_id {id},
    token_id {id},
    on_behalf_of {id},
    operation {key} NOT NULL,
    entity_kind {key} NOT NULL,
    entity_id {id},
    department_id {id},
    request_id {key} NOT NULL,
    purpose {key} NOT NULL,
    commitment {bytes} NOT NULL,
    sequence {big} UNIQUE,
    hash {bytes}
);
CREATE INDEX audit_entity ON audit (entity_id, id);
CREATE INDEX audit_staff ON audit (staff_id, id);
CREATE INDEX audit_unsealed ON audit (id) WHERE sequence IS NULL;
CREATE TABLE audit_detail (
    audit_id {id} PRIMARY KEY REFERENCES audit (id),
    salt {bytes} NOT NULL,
    sealed {bytes} NOT NULL
);
CREATE TABLE event (
    id {id} PRIMARY KEY,
    at {time} NOT NULL,
    kind {key} NOT NULL,
    entity_kind {key} NOT NULL,
    entity_id {id} NOT NULL,
    department_id {id},
    audit_id {id} NOT NULL,
    fields {json} NOT NULL,
    sequence {big} UNIQUE
);
CREATE INDEX event_unsealed ON event (id) WHERE sequence IS NULL;
CREATE TABLE timeline (
    id {id} PRIMARY KEY,
    beneficiary_id {id},
    case_id {id},
    occurred_at {time} NOT NULL,
    kind {key} NOT NULL,
    record_id {id} NOT NULL,
    department_id {id}
);
CREATE INDEX timeline_beneficiary ON timeline (beneficiary_id, occurred_at, id);
CREATE INDEX timeline_case ON timeline (case_id, occurred_at, id);
CREATE TABLE idempotency (
    actor {key} NOT NULL,
    operation {key} NOT NULL,
    key {key} NOT NULL,
    digest {bytes} NOT NULL,
    result_id {id} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (actor, operation, key)
) {clustered};
CREATE INDEX idempotency_at ON idempotency (at);
CREATE TABLE search_token (
    area {key} NOT NULL,
    token {key} NOT NULL,
    record_id {id} NOT NULL,
    weight INTEGER NOT NULL,
    PRIMARY KEY (area, token, record_id, weight)
) {clustered};
CREATE INDEX search_token_record ON search_token (record_id, area);
CREATE TABLE reference_version (
    id INTEGER PRIMARY KEY,
    version {big} NOT NULL
);
INSERT INTO reference_version (id, version) VALUES (1, 1)
",
    down: &["reference_version", "search_token", "idempotency", "timeline", "event", "audit_detail", "audit", "encryption_key"]
}
