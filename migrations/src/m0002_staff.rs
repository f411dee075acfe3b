//! Staff members, their roles in departments, integrations, kiosks, API tokens.
//!
//! Departments come with the next migration, so `department_id` is not a foreign key here; the operations check it.

crate::sql::migration! {
    "m0002_staff",
    up: r"
CREATE TABLE staff_member (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    external_subject {key} UNIQUE,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX staff_member_sort ON staff_member (sort_name, id);
CREATE TABLE staff_role (
    id {id} PRIMARY KEY,
    staff_id {id} NOT NULL REFERENCES staff_member (id),
    role {key} NOT NULL,
    department_id {id},
    valid_from {date} NOT NULL,
    valid_to {date}
);
CREATE INDEX staff_role_staff ON staff_role (staff_id);
CREATE INDEX staff_role_department ON staff_role (department_id);
CREATE TABLE integration (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {key} NOT NULL,
    department_id {id}
);
CREATE TABLE kiosk (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {key} NOT NULL,
    site_id {id},
    department_id {id}
);
CREATE TABLE api_token (
    id {id} PRIMARY KEY,
    name {key} NOT NULL,
    hash {bytes} NOT NULL UNIQUE,
    staff_id {id} REFERENCES staff_member (id),
    integration_id {id} REFERENCES integration (id),
    kiosk_id {id} REFERENCES kiosk (id),
    role {key},
    created_at {time} NOT NULL,
    created_by {key} NOT NULL,
    expires_at {time},
    revoked_at {time},
    last_used_at {time}
)
",
    down: &["api_token", "kiosk", "integration", "staff_role", "staff_member"]
}
