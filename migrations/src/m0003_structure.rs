//! The tables of the area.

crate::sql::migration! {
    "m0003_structure",
    up: "",
    down: &[]
}
