//! The log of contacts, contact reasons, follow-ups, and the increments that figures are summed from.
//!
//! A contact is keyed by its id alone and no index of it is unique, so that partitions can range over the id later.
//! Departments, services, sites and staff members are checked by the operations and never deleted; they are no
//! foreign keys here, because every contact would then lock the same few rows on PostgreSQL.

crate::sql::migration! {
    "m0006_interactions",
    up: r"
CREATE TABLE contact_reason (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    status {key} NOT NULL,
    department_id {id},
    approved_number INTEGER,
    latest_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at {time} NOT NULL
);
CREATE TABLE contact_reason_revision (
    reason_id {id} NOT NULL REFERENCES contact_reason (id),
    number INTEGER NOT NULL,
    state {key} NOT NULL,
    names {json} NOT NULL,
    department_id {id},
    response_amount INTEGER,
    response_unit {key},
    answer {json} NOT NULL,
    escalation {json} NOT NULL,
    escalation_department_id {id},
    author {key} NOT NULL,
    author_staff_id {id},
    recorded_at {time} NOT NULL,
    approved_by {key},
    approved_staff_id {id},
    approved_at {time},
    PRIMARY KEY (reason_id, number)
) {clustered};
CREATE TABLE interaction (
    id {id} PRIMARY KEY,
    kind {key} NOT NULL,
    occurred_at {time} NOT NULL,
    recorded_at {time} NOT NULL,
    occurred_month INTEGER NOT NULL,
    channel {key} NOT NULL,
    direction {key} NOT NULL,
    site_id {id},
    staff_id {id},
    actor {key} NOT NULL,
    department_id {id} NOT NULL,
    beneficiary_id {id} REFERENCES beneficiary (id),
    spoke_with_name {key},
    spoke_with_phone {bytes},
    spoke_with_relation {key},
    service_id {id},
    unlisted_service {key},
    unlisted_folded {key},
    case_id {id},
    reason_id {id} REFERENCES contact_reason (id),
    reason_revision INTEGER,
    subject {key},
    body {key},
    outcome {key},
    duration_seconds INTEGER,
    language {key},
    purpose {key} NOT NULL,
    external_message_id {key},
    corrects_id {id},
    corrected_by_id {id},
    correction_note {key}
);
CREATE INDEX interaction_beneficiary ON interaction (beneficiary_id, occurred_at, id);
CREATE INDEX interaction_department ON interaction (department_id, occurred_at, id);
CREATE INDEX interaction_occurred ON interaction (occurred_at, id);
CREATE INDEX interaction_service ON interaction (service_id, occurred_at, id);
CREATE INDEX interaction_reason ON interaction (reason_id, occurred_at, id);
CREATE INDEX interaction_staff ON interaction (staff_id, occurred_at, id);
CREATE INDEX interaction_actor ON interaction (actor, occurred_at, id);
CREATE INDEX interaction_unlisted ON interaction (unlisted_folded, occurred_at, id) WHERE unlisted_folded IS NOT NULL;
CREATE INDEX interaction_case ON interaction (case_id, occurred_at, id) WHERE case_id IS NOT NULL;
CREATE INDEX interaction_message ON interaction (external_message_id) WHERE external_message_id IS NOT NULL;
CREATE TABLE interaction_figure (
    id {id} PRIMARY KEY,
    folded BOOLEAN NOT NULL,
    month INTEGER NOT NULL,
    department_id {id} NOT NULL,
    service_id {id} NOT NULL,
    reason_id {id} NOT NULL,
    channel {key} NOT NULL,
    direction {key} NOT NULL,
    amount {big} NOT NULL
);
CREATE INDEX interaction_figure_month ON interaction_figure (month, department_id);
CREATE INDEX interaction_figure_new ON interaction_figure (id) WHERE NOT folded;
CREATE UNIQUE INDEX interaction_figure_folded
    ON interaction_figure (month, department_id, service_id, reason_id, channel, direction) WHERE folded;
CREATE TABLE follow_up (
    id {id} PRIMARY KEY,
    interaction_id {id} NOT NULL REFERENCES interaction (id),
    department_id {id} NOT NULL,
    assignee_id {id},
    due_on {date} NOT NULL,
    note {key},
    state {key} NOT NULL,
    created_at {time} NOT NULL,
    created_by {key} NOT NULL,
    closed_at {time},
    closed_by {key},
    version INTEGER NOT NULL
);
CREATE INDEX follow_up_interaction ON follow_up (interaction_id);
CREATE INDEX follow_up_assignee ON follow_up (assignee_id, state, due_on, id);
CREATE INDEX follow_up_department ON follow_up (department_id, state, due_on, id)
",
    down: &["follow_up", "interaction_figure", "interaction", "contact_reason_revision", "contact_reason"]
}
