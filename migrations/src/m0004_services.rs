//! Services: headers, revisions with whole cards, moves of the life cycle, keys of imports, and what is
//! projected from the shown card for filters, joins and sorting.

crate::sql::migration! {
    "m0004_services",
    up: r"
CREATE TABLE service (
    id {id} PRIMARY KEY,
    code {key} NOT NULL UNIQUE,
    owner_id {id} NOT NULL REFERENCES department (id),
    status {key} NOT NULL,
    published_revision_id {id},
    draft_revision_id {id},
    public BOOLEAN NOT NULL,
    import_public BOOLEAN NOT NULL,
    imported_to {time},
    due_at {time},
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    parent_id {id},
    kind {key},
    fees {key} NOT NULL,
    below_floor BOOLEAN NOT NULL,
    score INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX service_sort ON service (sort_name, id);
CREATE INDEX service_owner ON service (owner_id, sort_name, id);
CREATE INDEX service_updated ON service (updated_at, id);
CREATE INDEX service_parent ON service (parent_id);
CREATE INDEX service_due ON service (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE service_revision (
    id {id} PRIMARY KEY,
    service_id {id} NOT NULL REFERENCES service (id),
    number INTEGER NOT NULL,
    state {key} NOT NULL,
    card {json} NOT NULL,
    below_floor BOOLEAN NOT NULL,
    author {key} NOT NULL,
    reason {key},
    recorded_at {time} NOT NULL,
    submitted_by {key},
    published_by {key},
    published_at {time},
    valid_from {time},
    withdrawn_at {time},
    imported BOOLEAN NOT NULL,
    import_id {id},
    UNIQUE (service_id, number)
);
CREATE INDEX service_revision_valid ON service_revision (service_id, valid_from, number);
CREATE TABLE service_status_change (
    id {id} PRIMARY KEY,
    service_id {id} NOT NULL REFERENCES service (id),
    status {key} NOT NULL,
    valid_from {time} NOT NULL,
    recorded_at {time} NOT NULL,
    cancelled_at {time},
    actor {key} NOT NULL,
    reason {key}
);
CREATE INDEX service_status_change_service ON service_status_change (service_id, id);
CREATE TABLE service_external_id (
    scheme {key} NOT NULL,
    value {key} NOT NULL,
    service_id {id} NOT NULL REFERENCES service (id),
    PRIMARY KEY (scheme, value)
) {clustered};
CREATE INDEX service_external_id_service ON service_external_id (service_id);
CREATE TABLE service_name (
    service_id {id} NOT NULL REFERENCES service (id),
    language {key} NOT NULL,
    sort_key {key} NOT NULL,
    PRIMARY KEY (service_id, language)
) {clustered};
CREATE TABLE service_category (
    service_id {id} NOT NULL REFERENCES service (id),
    category_id {id} NOT NULL,
    PRIMARY KEY (service_id, category_id)
) {clustered};
CREATE INDEX service_category_category ON service_category (category_id, service_id);
CREATE TABLE service_tag (
    service_id {id} NOT NULL REFERENCES service (id),
    tag_id {id} NOT NULL,
    PRIMARY KEY (service_id, tag_id)
) {clustered};
CREATE INDEX service_tag_tag ON service_tag (tag_id, service_id);
CREATE TABLE service_channel (
    service_id {id} NOT NULL REFERENCES service (id),
    kind {key} NOT NULL,
    PRIMARY KEY (service_id, kind)
) {clustered};
CREATE INDEX service_channel_kind ON service_channel (kind, service_id);
CREATE TABLE service_audience (
    service_id {id} NOT NULL REFERENCES service (id),
    audience {key} NOT NULL,
    PRIMARY KEY (service_id, audience)
) {clustered};
CREATE INDEX service_audience_audience ON service_audience (audience, service_id)
",
    down: &[
        "service_audience",
        "service_channel",
        "service_tag",
        "service_category",
        "service_name",
        "service_external_id",
        "service_status_change",
        "service_revision",
        "service"
    ]
}
