//! Imports that run as jobs and can be undone, and mappings that people keep.

crate::sql::migration! {
    "m0012_imports",
    up: r"
ALTER TABLE import_run ADD COLUMN mapping {key};
ALTER TABLE import_run ADD COLUMN draft BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE import_run ADD COLUMN dry_run BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE import_run ADD COLUMN document_id {id};
ALTER TABLE import_run ADD COLUMN marked_id {id};
ALTER TABLE import_run ADD COLUMN job_id {id};
ALTER TABLE import_run ADD COLUMN finished_at {time};
ALTER TABLE import_run ADD COLUMN undo_job_id {id};
ALTER TABLE import_run ADD COLUMN undo_report {json};
UPDATE import_run SET finished_at = at;
ALTER TABLE import_source_row ADD COLUMN remarks {json};
ALTER TABLE import_source_row ADD COLUMN service_id {id};
ALTER TABLE import_source_row ADD COLUMN trace {json};
ALTER TABLE import_source_row ADD COLUMN undone {key};
CREATE TABLE import_mapping (
    name {key} PRIMARY KEY,
    text {key} NOT NULL,
    author {key} NOT NULL,
    changed_at {time} NOT NULL
)
",
    undo: r"
DROP TABLE import_mapping;
ALTER TABLE import_source_row DROP COLUMN undone;
ALTER TABLE import_source_row DROP COLUMN trace;
ALTER TABLE import_source_row DROP COLUMN service_id;
ALTER TABLE import_source_row DROP COLUMN remarks;
ALTER TABLE import_run DROP COLUMN undo_report;
ALTER TABLE import_run DROP COLUMN undo_job_id;
ALTER TABLE import_run DROP COLUMN finished_at;
ALTER TABLE import_run DROP COLUMN job_id;
ALTER TABLE import_run DROP COLUMN marked_id;
ALTER TABLE import_run DROP COLUMN document_id;
ALTER TABLE import_run DROP COLUMN dry_run;
ALTER TABLE import_run DROP COLUMN draft;
ALTER TABLE import_run DROP COLUMN mapping
"
}
