//! The end of the sealed record, and who saw whom.

crate::sql::migration! {
    "m0008_record",
    up: r"
CREATE TABLE record_head (
    id INTEGER PRIMARY KEY,
    audit_sequence {big} NOT NULL,
    audit_hash {bytes},
    event_sequence {big} NOT NULL
);
INSERT INTO record_head (id, audit_sequence, event_sequence) VALUES (1, 0, 0);
CREATE TABLE access (
    id {id} PRIMARY KEY,
    at {time} NOT NULL,
    actor_kind {key} NOT NULL,
    actor {key} NOT NULL,
    staff_id {id},
    token_id {id},
    on_behalf_of {id},
    operation {key} NOT NULL,
    request_id {key} NOT NULL,
    purpose {key} NOT NULL,
    persons INTEGER NOT NULL
);
CREATE INDEX access_actor ON access (actor, id);
CREATE INDEX access_staff ON access (staff_id, id);
CREATE TABLE access_person (
    beneficiary_id {id} NOT NULL,
    at {time} NOT NULL,
    access_id {id} NOT NULL,
    PRIMARY KEY (beneficiary_id, at, access_id)
) {clustered};
CREATE INDEX access_person_access ON access_person (access_id, beneficiary_id)
",
    down: &["access_person", "access", "record_head"]
}
