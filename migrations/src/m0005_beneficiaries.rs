//! People and bodies of the registry, their identifiers and contact points.
//!
//! Names and national addresses lie in clear, so that they can be searched; identifiers, phones, e-mails and
//! handles lie sealed, each with a blind index and the id of its key. A blind index of an identifier is unique
//! for ever. Names are found through `search_token`, area `beneficiary`.

crate::sql::migration! {
    "m0005_beneficiaries",
    up: r"
CREATE TABLE beneficiary (
    id {id} PRIMARY KEY,
    kind {key} NOT NULL,
    name {json} NOT NULL,
    sort_name {key} NOT NULL,
    name_parts {json},
    sex {key},
    birth_date {date},
    birth_in_hijri BOOLEAN NOT NULL,
    birth_precision {key} NOT NULL,
    nationality {key},
    preferred_language {key},
    preferred_channel {key},
    accessibility_needs {json} NOT NULL,
    status {key} NOT NULL,
    merged_into {id} REFERENCES beneficiary (id),
    assurance {key} NOT NULL,
    department_id {id},
    version INTEGER NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX beneficiary_sort ON beneficiary (sort_name, id);
CREATE INDEX beneficiary_department ON beneficiary (department_id, id);
CREATE INDEX beneficiary_status ON beneficiary (status, id);
CREATE INDEX beneficiary_merged ON beneficiary (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE beneficiary_identifier (
    id {id} PRIMARY KEY,
    beneficiary_id {id} NOT NULL REFERENCES beneficiary (id),
    kind {key} NOT NULL,
    issuer {key},
    sealed {bytes} NOT NULL,
    blind {bytes} NOT NULL UNIQUE,
    blind_key INTEGER NOT NULL,
    valid_from {date},
    valid_to {date},
    check_overridden BOOLEAN NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX beneficiary_identifier_owner ON beneficiary_identifier (beneficiary_id, id);
CREATE TABLE beneficiary_contact_point (
    id {id} PRIMARY KEY,
    beneficiary_id {id} NOT NULL REFERENCES beneficiary (id),
    kind {key} NOT NULL,
    belongs_to {key} NOT NULL,
    sealed {bytes},
    blind {bytes},
    blind_key INTEGER,
    address {json},
    network {key},
    verified_at {time},
    verified_by {key},
    do_not_disturb {json} NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX beneficiary_contact_point_owner ON beneficiary_contact_point (beneficiary_id, id);
CREATE INDEX beneficiary_contact_point_blind ON beneficiary_contact_point (blind, beneficiary_id)
",
    down: &["beneficiary_contact_point", "beneficiary_identifier", "beneficiary"]
}
