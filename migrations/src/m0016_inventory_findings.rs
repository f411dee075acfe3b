//! What the rules of the inventory find in items.

crate::sql::migration! {
    "m0016_inventory_findings",
    up: r"
CREATE TABLE inventory_finding (
    item_id {id} NOT NULL REFERENCES inventory_item (id),
    rule {key} NOT NULL,
    part {key} NOT NULL,
    cycle_id {id} NOT NULL,
    severity {key} NOT NULL,
    found_at {time} NOT NULL,
    waived_staff_id {id},
    waived_by {key},
    waived_reason {key},
    waived_at {time},
    PRIMARY KEY (item_id, rule, part)
) {clustered};
CREATE INDEX inventory_finding_cycle ON inventory_finding (cycle_id, rule, item_id)
",
    down: &["inventory_finding"]
}
