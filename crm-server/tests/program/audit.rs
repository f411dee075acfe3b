//! `audit verify` looks, and makes nothing.

use std::path::Path;

use crate::process::{json, run};

const VERIFY: [&str; 4] = ["audit", "verify", "--format", "json"];

/// The files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path.display().to_string()] }).collect()
}

#[test]
fn verifying_makes_neither_a_database_nor_keys() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!run(folder.path(), &VERIFY).status.success());
    assert_eq!(files(folder.path()), Vec::<String>::new());

    assert!(run(folder.path(), &["migrate", "up"]).status.success());
    assert_eq!(json(&run(folder.path(), &VERIFY))["verified"], 0);
    let made = files(folder.path());
    assert!(made.iter().all(|path| !path.ends_with("keys.json")), "{made:?}");
}
