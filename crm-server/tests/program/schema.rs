//! `schema check` and `completions`.

use tempfile::TempDir;

use crate::process::{json, run};

#[test]
fn a_schema_that_lost_something_is_told_with_exit_code_1() {
    let folder = TempDir::new().unwrap();
    let sdl = String::from_utf8(run(folder.path(), &["schema", "export"]).stdout).unwrap();
    let more = format!("{sdl}\n\"\"\"Soon.\"\"\"\ntype Dream {{ height: Int }}\n");
    std::fs::write(folder.path().join("wider.graphql"), more).unwrap();
    std::fs::write(folder.path().join("same.graphql"), sdl).unwrap();
    std::fs::write(folder.path().join("none.graphql"), "type {").unwrap();

    let same = run(folder.path(), &["schema", "check", "--against", "same.graphql"]);
    assert_eq!(same.status.code(), Some(0), "{same:?}");
    let lost = run(folder.path(), &["schema", "check", "--against", "wider.graphql"]);
    assert_eq!(lost.status.code(), Some(1));
    assert_eq!(String::from_utf8(lost.stdout).unwrap(), "breaking: Dream was removed\n");
    let programs = run(folder.path(), &["schema", "check", "--against", "same.graphql", "--format", "json"]);
    assert_eq!(json(&programs), serde_json::json!([]));
    assert_eq!(run(folder.path(), &["schema", "check", "--against", "none.graphql"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["schema", "check", "--against", "nowhere"]).status.code(), Some(1));
}

#[test]
fn shells_learn_the_subcommands() {
    let folder = TempDir::new().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let output = run(folder.path(), &["completions", shell]);
        assert!(String::from_utf8(output.stdout).unwrap().contains("healthcheck"), "{shell}");
    }
}
