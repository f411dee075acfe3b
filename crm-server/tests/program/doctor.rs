//! `doctor`: every planted fault is a red line with its remedy, and exit code 1.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{Serving, program, run};

/// What the doctor says of a part, asked with settings.
#[track_caller]
fn finding(folder: &Path, args: &[&str], part: &str) -> (Option<i32>, Value) {
    let output = run(folder, &[&["doctor", "--format", "json"], args].concat());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let found = told.as_array().unwrap().iter().find(|found| found["part"] == part);
    (output.status.code(), found.unwrap_or_else(|| panic!("{part}: {told:#}")).clone())
}

/// A part that is red, with a remedy that holds a text.
#[track_caller]
fn red(folder: &Path, args: &[&str], part: &str, remedy: &str) {
    let (code, found) = finding(folder, args, part);
    assert_eq!((code, found["light"].as_str()), (Some(1), Some("red")), "{found}");
    assert!(found["remedy"].as_str().unwrap().contains(remedy), "{found}");
}

/// A folder with an installation that was started once, on a port of its own.
async fn installation() -> TempDir {
    let folder = TempDir::new().unwrap();
    assert_eq!(Serving::start(folder.path(), &[]).await.terminate().code(), Some(0));
    fs::set_permissions(folder.path().join("crm-data"), Permissions::from_mode(0o700)).unwrap();
    folder
}

const FREE: &[&str] = &["--http-bind", "127.0.0.1:0"];

#[tokio::test]
async fn every_planted_fault_is_red_and_names_its_remedy() {
    let home = installation().await;
    let folder = home.path();
    let (keys, database) = (folder.join("crm-data/keys.json"), folder.join("crm-data/mustafid.db"));
    let well = run(folder, &[&["doctor"], FREE].concat());
    assert_eq!(well.status.code(), Some(0), "{well:?}");
    assert!(String::from_utf8(well.stdout).unwrap().lines().all(|line| !line.starts_with("red")));

    fs::set_permissions(&keys, Permissions::from_mode(0o644)).unwrap();
    red(folder, FREE, "keys", "chmod 600");
    let kept = fs::read_to_string(&keys).unwrap();
    fs::write(&keys, kept.replace("\"secret\": \"", "\"secret\": \"00").replace("00\"", "\"")).unwrap();
    red(folder, FREE, "keys", "from where it was kept");
    fs::remove_file(&keys).unwrap();
    red(folder, FREE, "keys", "--keys-file");
    assert!(!keys.exists(), "looking makes nothing");
    fs::write(&keys, &kept).unwrap();
    fs::set_permissions(&keys, Permissions::from_mode(0o600)).unwrap();

    fs::set_permissions(folder.join("crm-data"), Permissions::from_mode(0o500)).unwrap();
    red(folder, FREE, "data_folder", "chmod u+rwx");
    fs::set_permissions(folder.join("crm-data"), Permissions::from_mode(0o700)).unwrap();
    red(folder, &[FREE, &["--data-dir", "crm-data/keys.json/below"]].concat(), "data_folder", "--data-dir");

    let ahead = SystemTime::now() + Duration::from_hours(1);
    fs::File::options().write(true).open(&keys).unwrap().set_modified(ahead).unwrap();
    red(folder, FREE, "clock", "timedatectl");
    fs::File::options().write(true).open(&keys).unwrap().set_modified(SystemTime::now()).unwrap();

    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = nobody.local_addr().unwrap().to_string();
    red(folder, &["--http-bind", &taken], "port", "--http-bind");
    let (_, free) = finding(folder, FREE, "port");
    assert_eq!(free["light"], "green");
    let silent = "postgres://nobody:secret@127.0.0.1:1/none";
    red(folder, &[FREE, &["--database-url", silent]].concat(), "database", "--database-url");
    red(folder, &["--http-bind", "nowhere"], "configuration", "config example");

    fs::write(&database, "this is no database").unwrap();
    red(folder, FREE, "database", "backup");
}

#[tokio::test]
async fn beside_a_running_server_its_port_is_its_own() {
    let folder = TempDir::new().unwrap();
    let serving = Serving::start(folder.path(), &[]).await;
    let (code, found) = finding(folder.path(), &["--http-bind", &serving.address], "port");
    assert_eq!((code, found["light"].as_str()), (Some(0), Some("green")), "{found}");
    assert!(found["said"].as_str().unwrap().contains(env!("CARGO_PKG_VERSION")), "{found}");
}

#[test]
fn where_nothing_is_yet_nothing_is_wrong_and_nothing_is_made() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &[&["doctor"], FREE].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_arabic_terminal_is_told_in_arabic() {
    let folder = TempDir::new().unwrap();
    let output =
        program(folder.path()).args(["doctor", "--http-bind", "nowhere"]).env("LANG", "ar_SA.UTF-8").output().unwrap();
    let (said, told) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(said.contains("أحمر") && said.contains("الإعدادات"), "{said}");
    assert!(told.contains("السطور الحمراء"), "{told}");
}
