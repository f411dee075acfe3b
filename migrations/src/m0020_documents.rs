//! Finding the documents whose bytes are still to be cleared.

crate::sql::migration! {
    "m0020_documents",
    up: r"
CREATE INDEX document_discarded ON document (id) WHERE state = 'discarded'
",
    undo: r"
DROP INDEX document_discarded
"
}
