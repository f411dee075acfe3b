//! Whether the public found the page of a service useful: a contact that says so.

crate::sql::migration! {
    "m0013_feedback",
    up: r"
ALTER TABLE interaction ADD COLUMN useful boolean
",
    undo: r"
ALTER TABLE interaction DROP COLUMN useful
"
}
