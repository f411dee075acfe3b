//! What the README shows works: its commands are carried out, beside a running demo.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use crm_server::Cli;
use serde_json::Value;
use tempfile::TempDir;

use crate::process::{Serving, program};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The `sh` blocks of a file beside the workspace's manifest.
fn blocks(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    let after = text.split("```sh\n").skip(1);
    after.map(|rest| rest.split_once("```").expect("the end of the block").0.trim().to_owned()).collect()
}

/// The words of a line as a shell reads them.
fn words(line: &str) -> Vec<String> {
    let output = bash(&format!(r"printf '%s\0' {line}")).output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

fn bash(script: &str) -> Command {
    let mut command = Command::new("bash");
    command.args(["-euo", "pipefail", "-c", script]).env("NO_PROXY", "*");
    command
}

#[tokio::test]
async fn every_example_of_the_readme_works() {
    let folder = TempDir::new().unwrap();
    let demo = Serving::start(folder.path(), &["--demo"]).await;
    let agent = demo.tokens().into_iter().find(|(role, _)| role == "agent").expect("a token for the agent").1;
    let mut requests = 0;
    for block in blocks("README.md") {
        if block.starts_with("curl ") {
            request(&block, &demo, &agent);
            requests += 1;
            continue;
        }
        for line in block.lines() {
            command(line, folder.path(), &demo);
        }
    }
    assert!(requests > 2, "{requests} requests in the README");
    assert_eq!(demo.terminate().code(), Some(0));
}

/// A request that is answered without errors, and with something.
fn request(block: &str, demo: &Serving, token: &str) {
    assert!(block.contains("http://127.0.0.1:8080/"), "{block}");
    let script = block.replace("127.0.0.1:8080", &demo.address);
    let output = bash(&script).env("TOKEN", token).output().expect("bash");
    assert!(output.status.success(), "curl is needed: {output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{block}\n{output:?}"));
    assert!(answer["errors"].is_null(), "{block}\n{answer:#}");
    check("data", &answer["data"], block);
}

/// Everything that an example asks for is there, except `userErrors`.
fn check(name: &str, value: &Value, block: &str) {
    match value {
        Value::Null => panic!("{name} is null: {block}"),
        Value::Array(all) => {
            assert_eq!(all.is_empty(), name == "userErrors", "{name} is {value:#}: {block}");
            for one in all {
                check(name, one, block);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                check(name, value, block);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A line of a block of commands: our own are carried out, or at least understood when they serve or need files.
fn command(line: &str, folder: &Path, demo: &Serving) {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["export", token] => assert!(token.starts_with("TOKEN="), "{line}"),
        ["bash", script] => assert!(root().join(script).is_file(), "{line}"),
        ["cargo", "run"] => {}
        ["cargo", "run", "--release", "-p", "crm-examples", "--example", name, ..] => {
            assert!(root().join(format!("examples/{name}.rs")).is_file(), "{line}");
        }
        ["cargo", "run", "--", ref args @ ..] => understood(args),
        ["crm-server", ref args @ ..] => {
            understood(args);
            if args[0] != "import" {
                carried_out(args, folder, demo);
            }
        }
        _ => panic!("not known: {line}"),
    }
}

fn understood(args: &[&str]) {
    let line = std::iter::once("crm-server").chain(args.iter().copied());
    Cli::try_parse_from(line).unwrap_or_else(|error| panic!("{error}"));
}

/// Carries a command out on the demo's installation; large numbers are made small.
fn carried_out(args: &[&str], folder: &Path, demo: &Serving) {
    let smaller = |arg: &&str| arg.parse::<u32>().map_or((*arg).to_owned(), |number| number.min(20).to_string());
    let mut command = program(folder);
    command.args(args.iter().map(smaller)).env("CRM_DATA_DIR", "crm-demo").env("CRM_HTTP_BIND", &demo.address);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    assert!(!output.stdout.is_empty(), "{args:?} says nothing");
}

#[test]
fn the_commands_named_in_passing_are_there() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let folder = TempDir::new().unwrap();
    for named in ["config show", "config example"] {
        assert!(text.contains(&format!("`{named}`")), "{named}");
        let output = program(folder.path()).args(named.split(' ')).output().unwrap();
        assert!(output.status.success() && !output.stdout.is_empty(), "{output:?}");
    }
}

#[test]
fn the_arabic_readme_shows_the_same_commands() {
    let english = blocks("README.md");
    let arabic = blocks("README.ar.md");
    assert!(!arabic.is_empty());
    for block in arabic {
        assert!(english.contains(&block), "{block}");
    }
}

/// The workspace runs the server unless another package is named.
#[test]
fn the_examples_that_are_to_be_run_are_named_with_their_package() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let sources = std::fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let sources = sources.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let texts = sources.map(|path| std::fs::read_to_string(path).unwrap()).chain([readme]);
    let mut seen = 0;
    for line in texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()) {
        let Some((before, after)) = line.split_once(" --example ") else { continue };
        assert!(before.contains("cargo run") && before.ends_with("-p crm-examples"), "{line}");
        let name = after.split([' ', '`']).next().unwrap();
        assert!(root().join(format!("examples/{name}.rs")).exists(), "{line}");
        seen += 1;
    }
    assert!(seen >= 4, "{seen}");
}
