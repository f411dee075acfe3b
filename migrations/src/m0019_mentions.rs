//! Mentions of services that the catalogue does not have, and what they were found to be. Figures tell the mention, so that
//! they follow such a decision; contacts of before are given theirs by increments.

crate::sql::migration! {
    "m0019_mentions",
    up: r"
CREATE TABLE mention (
    id {id} PRIMARY KEY,
    folded {key} NOT NULL UNIQUE,
    text {key} NOT NULL,
    contacts {big} NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX mention_rank ON mention (contacts DESC, id);
CREATE TABLE mention_mapping (
    mention_id {id} PRIMARY KEY REFERENCES mention (id),
    decision {key},
    service_id {id},
    reason {key},
    decided_by {key} NOT NULL,
    decided_staff_id {id},
    decided_at {time} NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX mention_mapping_service ON mention_mapping (service_id) WHERE service_id IS NOT NULL;
ALTER TABLE interaction_figure ADD COLUMN mention_id {id} NOT NULL DEFAULT {nil};
DROP INDEX interaction_figure_folded;
CREATE UNIQUE INDEX interaction_figure_folded
    ON interaction_figure (month, department_id, service_id, reason_id, channel, direction, mention_id) WHERE folded;
CREATE INDEX interaction_figure_mention ON interaction_figure (mention_id) WHERE mention_id <> {nil};
INSERT INTO mention (id, folded, text, contacts, created_at)
    SELECT {random}, unlisted_folded, MIN(unlisted_service), 0, MIN(recorded_at)
    FROM interaction WHERE unlisted_folded IS NOT NULL GROUP BY unlisted_folded;
INSERT INTO interaction_figure
    (id, folded, month, department_id, service_id, reason_id, channel, direction, amount, mention_id)
    SELECT {random}, FALSE, occurred_month, department_id, COALESCE(service_id, {nil}), COALESCE(reason_id, {nil}),
        channel, direction, COUNT(*), mention.id
    FROM interaction JOIN mention ON mention.folded = interaction.unlisted_folded
    WHERE kind <> 'undo' AND corrected_by_id IS NULL
    GROUP BY occurred_month, department_id, service_id, reason_id, channel, direction, mention.id;
INSERT INTO interaction_figure
    (id, folded, month, department_id, service_id, reason_id, channel, direction, amount, mention_id)
    SELECT {random}, FALSE, month, department_id, service_id, reason_id, channel, direction, -amount, {nil}
    FROM interaction_figure WHERE mention_id <> {nil}
",
    undo: r"
INSERT INTO interaction_figure
    (id, folded, month, department_id, service_id, reason_id, channel, direction, amount, mention_id)
    SELECT {random}, FALSE, month, department_id, service_id, reason_id, channel, direction,
        CAST(SUM(amount) AS {big}), {nil}
    FROM interaction_figure WHERE mention_id <> {nil}
    GROUP BY month, department_id, service_id, reason_id, channel, direction;
DROP INDEX interaction_figure_mention;
DELETE FROM interaction_figure WHERE mention_id <> {nil};
DROP INDEX interaction_figure_folded;
ALTER TABLE interaction_figure DROP COLUMN mention_id;
CREATE UNIQUE INDEX interaction_figure_folded
    ON interaction_figure (month, department_id, service_id, reason_id, channel, direction) WHERE folded;
DROP TABLE mention_mapping;
DROP TABLE mention
"
}
