//! Everybody who ever answered an item, so that none of them verifies it.

crate::sql::migration! {
    "m0022_answerers",
    up: r"
ALTER TABLE inventory_item ADD COLUMN answerers {json} NOT NULL DEFAULT '[]'
",
    undo: r"
ALTER TABLE inventory_item DROP COLUMN answerers
"
}
