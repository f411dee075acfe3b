//! Runs of imports, and every source row as it was read.

crate::sql::migration! {
    "m0007_import",
    up: r"
CREATE TABLE import_run (
    id {id} PRIMARY KEY,
    scheme {key} NOT NULL,
    file_name {key} NOT NULL,
    digest {bytes} NOT NULL,
    standards_digest {bytes},
    period {key},
    effective {date} NOT NULL,
    at {time} NOT NULL,
    actor {key} NOT NULL,
    report {json} NOT NULL,
    undone_at {time}
);
CREATE INDEX import_run_scheme ON import_run (scheme, id);
CREATE TABLE import_source_row (
    import_id {id} NOT NULL REFERENCES import_run (id),
    source {key} NOT NULL,
    number INTEGER NOT NULL,
    external_id {key},
    outcome {key} NOT NULL,
    cells {json} NOT NULL,
    PRIMARY KEY (import_id, source, number)
) {clustered};
CREATE INDEX import_source_row_external ON import_source_row (import_id, external_id)
",
    down: &["import_source_row", "import_run"]
}
