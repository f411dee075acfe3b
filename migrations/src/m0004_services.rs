//! The tables of the area.

crate::sql::migration! {
    "m0004_services",
    up: "",
    down: &[]
}
