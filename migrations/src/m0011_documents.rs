//! Documents with the secrets that lead to them, and jobs.

crate::sql::migration! {
    "m0011_documents",
    up: r"
CREATE TABLE document (
    id {id} PRIMARY KEY,
    name {key} NOT NULL,
    kind {key} NOT NULL,
    size {big},
    purpose {key} NOT NULL,
    state {key} NOT NULL,
    digest {bytes},
    parent_kind {key},
    parent_id {id},
    created_by {key} NOT NULL,
    created_at {time} NOT NULL,
    received_at {time}
);
CREATE INDEX document_parent ON document (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX document_loose ON document (created_at) WHERE parent_id IS NULL AND state <> 'discarded';
CREATE INDEX document_owner ON document (created_by) WHERE parent_id IS NULL AND state <> 'discarded';
CREATE TABLE document_link (
    hash {bytes} PRIMARY KEY,
    document_id {id} NOT NULL REFERENCES document (id),
    inward BOOLEAN NOT NULL,
    expires_at {time} NOT NULL
);
CREATE INDEX document_link_expires ON document_link (expires_at);
CREATE TABLE job (
    id {id} PRIMARY KEY,
    kind {key} NOT NULL,
    state {key} NOT NULL,
    input {bytes} NOT NULL,
    result {json},
    failure {json},
    done {big} NOT NULL,
    total {big},
    attempts INTEGER NOT NULL,
    due_at {time} NOT NULL,
    lease {id},
    cancel_requested BOOLEAN NOT NULL,
    created_by {key} NOT NULL,
    staff_id {id},
    language {key} NOT NULL,
    created_at {time} NOT NULL,
    started_at {time},
    finished_at {time}
);
CREATE INDEX job_waiting ON job (due_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX job_owner ON job (created_by, id)
",
    down: &["job", "document_link", "document"]
}
