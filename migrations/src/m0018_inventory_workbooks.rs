//! Workbooks with answers of the inventory, and what became of their rows.

crate::sql::migration! {
    "m0018_inventory_workbooks",
    up: r"
CREATE TABLE inventory_workbook (
    id {id} PRIMARY KEY,
    cycle_id {id} NOT NULL REFERENCES inventory_cycle (id),
    file_name {key} NOT NULL,
    document_id {id} NOT NULL,
    marked_id {id},
    dry_run BOOLEAN NOT NULL,
    actor {key} NOT NULL,
    at {time} NOT NULL,
    job_id {id} NOT NULL,
    row_count {big} NOT NULL,
    answered {big} NOT NULL,
    unchanged {big} NOT NULL,
    refused {big} NOT NULL,
    finished_at {time},
    undo_job_id {id},
    undone_at {time},
    restored {big},
    kept {big}
);
CREATE INDEX inventory_workbook_cycle ON inventory_workbook (cycle_id, id);
CREATE INDEX inventory_workbook_actor ON inventory_workbook (actor, id);
CREATE TABLE inventory_workbook_row (
    workbook_id {id} NOT NULL REFERENCES inventory_workbook (id),
    number INTEGER NOT NULL,
    code {key},
    item_id {id},
    outcome {key} NOT NULL,
    remarks {json},
    version INTEGER,
    former {json},
    undone {key},
    PRIMARY KEY (workbook_id, number)
) {clustered}
",
    down: &["inventory_workbook_row", "inventory_workbook"]
}
