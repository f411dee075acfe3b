//! Departments, organizations, sites, categories, tags.

crate::sql::migration! {
    "m0003_structure",
    up: r"
CREATE TABLE department (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    kind {key} NOT NULL,
    parent_id {id} REFERENCES department (id),
    contacts {json} NOT NULL,
    valid_from {date},
    valid_to {date},
    version INTEGER NOT NULL
);
CREATE INDEX department_parent ON department (parent_id);
CREATE INDEX department_sort ON department (sort_name, id);
CREATE TABLE department_change (
    id {id} PRIMARY KEY,
    department_id {id} NOT NULL REFERENCES department (id),
    at {time} NOT NULL,
    old_name {json} NOT NULL,
    old_parent_id {id}
);
CREATE INDEX department_change_department ON department_change (department_id, id);
CREATE TABLE organization (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    kind {key} NOT NULL,
    website {key},
    version INTEGER NOT NULL
);
CREATE INDEX organization_sort ON organization (sort_name, id);
CREATE TABLE site (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    kind {key} NOT NULL,
    host {key} NOT NULL,
    host_organization_id {id} REFERENCES organization (id),
    department_id {id} REFERENCES department (id),
    address {json} NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    opening_hours {json} NOT NULL,
    accessibility {json} NOT NULL,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX site_sort ON site (sort_name, id);
CREATE TABLE category (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    parent_id {id} REFERENCES category (id),
    version INTEGER NOT NULL
);
CREATE INDEX category_sort ON category (sort_name, id);
CREATE TABLE tag (
    id {id} PRIMARY KEY,
    kind {key} NOT NULL,
    code {key} NOT NULL,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (kind, code)
);
CREATE INDEX tag_sort ON tag (sort_name, id)
",
    down: &["tag", "category", "site", "organization", "department_change", "department"]
}
