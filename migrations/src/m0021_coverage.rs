//! How complete the card of an item was when its cycle closed; notices by the day that they are about; the bytes of signed
//! minutes under the decision's digest.

crate::sql::migration! {
    "m0021_coverage",
    up: r"
ALTER TABLE inventory_item ADD COLUMN score INTEGER;
ALTER TABLE inventory_decision ADD COLUMN document_digest {bytes};
CREATE TABLE inventory_reminder (
    cycle_id {id} NOT NULL REFERENCES inventory_cycle (id),
    department_id {id} NOT NULL,
    kind {key} NOT NULL,
    due_on {date} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (cycle_id, department_id, kind, due_on)
) {clustered};
INSERT INTO inventory_reminder (cycle_id, department_id, kind, due_on, at)
SELECT notice.cycle_id, notice.department_id, notice.kind,
    CASE WHEN notice.kind = 'verification_overdue' THEN cycle.verification_due ELSE cycle.answers_due END, notice.at
FROM inventory_notice AS notice JOIN inventory_cycle AS cycle ON cycle.id = notice.cycle_id;
DROP TABLE inventory_notice;
ALTER TABLE inventory_reminder RENAME TO inventory_notice
",
    undo: r"
CREATE TABLE inventory_reminder (
    cycle_id {id} NOT NULL REFERENCES inventory_cycle (id),
    department_id {id} NOT NULL,
    kind {key} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (cycle_id, department_id, kind)
) {clustered};
INSERT INTO inventory_reminder (cycle_id, department_id, kind, at)
SELECT cycle_id, department_id, kind, MIN(at) FROM inventory_notice WHERE kind <> 'escalated'
GROUP BY cycle_id, department_id, kind;
DROP TABLE inventory_notice;
ALTER TABLE inventory_reminder RENAME TO inventory_notice;
ALTER TABLE inventory_decision DROP COLUMN document_digest;
ALTER TABLE inventory_item DROP COLUMN score
"
}
