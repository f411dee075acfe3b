//! What an API token may do beyond its bearer's own rights, and the purpose with which it reads.

crate::sql::migration! {
    "m0009_callers",
    up: r"
ALTER TABLE api_token ADD COLUMN scopes {json} NOT NULL DEFAULT '[]';
ALTER TABLE api_token ADD COLUMN purpose {key}
",
    undo: r"
ALTER TABLE api_token DROP COLUMN purpose;
ALTER TABLE api_token DROP COLUMN scopes
"
}
