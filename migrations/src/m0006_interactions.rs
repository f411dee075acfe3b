//! The tables of the area.

crate::sql::migration! {
    "m0006_interactions",
    up: "",
    down: &[]
}
