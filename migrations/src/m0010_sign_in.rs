//! How members of staff sign in: accounts with passwords, sessions, one-time links, and how often a name was tried.

crate::sql::migration! {
    "m0010_sign_in",
    up: r"
CREATE TABLE staff_account (
    staff_id {id} PRIMARY KEY REFERENCES staff_member (id),
    username {key} NOT NULL UNIQUE,
    password {key},
    password_set_at {time},
    totp {bytes},
    totp_confirmed BOOLEAN NOT NULL,
    totp_step {big} NOT NULL,
    created_at {time} NOT NULL
);
CREATE TABLE recovery_code (
    staff_id {id} NOT NULL REFERENCES staff_account (staff_id),
    hash {bytes} NOT NULL,
    PRIMARY KEY (staff_id, hash)
) {clustered};
CREATE TABLE staff_session (
    id {id} PRIMARY KEY,
    hash {bytes} NOT NULL UNIQUE,
    staff_id {id} NOT NULL REFERENCES staff_member (id),
    method {key} NOT NULL,
    only_roles {json},
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    last_used_at {time} NOT NULL,
    ended_at {time}
);
CREATE INDEX staff_session_staff ON staff_session (staff_id, id);
CREATE TABLE sign_in_link (
    id {id} PRIMARY KEY,
    hash {bytes} NOT NULL UNIQUE,
    kind {key} NOT NULL,
    staff_id {id} REFERENCES staff_member (id),
    created_at {time} NOT NULL,
    created_by {key} NOT NULL,
    expires_at {time} NOT NULL,
    ended_at {time}
);
CREATE INDEX sign_in_link_staff ON sign_in_link (staff_id, id);
CREATE TABLE sign_in_attempt (
    name {bytes} PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at {time} NOT NULL,
    waits_until {time}
);
CREATE INDEX sign_in_attempt_last ON sign_in_attempt (last_at)
",
    down: &["sign_in_attempt", "sign_in_link", "staff_session", "recovery_code", "staff_account"]
}
