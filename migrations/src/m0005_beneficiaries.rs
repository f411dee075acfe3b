//! The tables of the area.

crate::sql::migration! {
    "m0005_beneficiaries",
    up: "",
    down: &[]
}
