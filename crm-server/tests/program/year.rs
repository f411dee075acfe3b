//! A past year brought in on the command line, and long work followed there.

use std::fs;

use crm_core::inventory::{cycles, findings};
use crm_core::{Db, Keys, OpContext, Options, jobs, work};
use tempfile::TempDir;

use crate::process::{json, program, run};

const MAPPING: &str = r#"
scheme = "sheet"
code = "S-{id}"
languages = ["en"]
required_language = "en"
[service]
id = "id"
name = "name"
[department]
name = "department"
code = "D-{id}"
[measures]
transactions.whole = "asked"
"#;

#[tokio::test]
async fn a_sheet_becomes_a_closed_year_and_the_look_over_it_is_followed() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("mapping.toml"), MAPPING).unwrap();
    fs::write(folder.join("sheet.csv"), "id,name,department,asked\n1,Licence,Licences,40\n2,Permit,Licences,ND\n")
        .unwrap();
    let import = ["import", "services", "--mapping", "mapping.toml", "--file", "sheet.csv", "--cycle", "2020"];
    let undated = run(folder, &import);
    assert_eq!(undated.status.code(), Some(1), "the sheet does not say which twelve months it is of");
    let dated = [&import[..], &["--effective", "2020-01-01", "--format", "json"]].concat();
    let report = json(&run(folder, &dated));
    assert_eq!(
        (&report["new"], &report["cycle"]["items"], &report["cycle"]["figures"]),
        (&2.into(), &2.into(), &1.into())
    );
    assert_eq!(report["cycle"]["windowTo"], "2020-12-31");
    let again = run(folder, &dated);
    assert_eq!(again.status.code(), Some(1), "a year comes in once");
    let frozen = json(&run(folder, &["inventory", "verify", "--format", "json"]));
    assert_eq!((&frozen[0]["lines"], &frozen[0]["fault"]), (&2.into(), &serde_json::Value::Null));

    let listed = || json(&run(folder, &["jobs", "list", "--format", "json"]));
    assert_eq!(listed(), serde_json::json!([]));
    let data = folder.join("crm-data");
    let keys = Keys::from_file_or_create(data.join("keys.json"));
    let db = Db::open(Options::sqlite(data.join("mustafid.db"), keys)).await.unwrap();
    let op = OpContext::system("test");
    let cycle = cycles::find_by_code(&db, &op, "2020").await.unwrap().unwrap();
    findings::check(&db, &op, cycle.id).await.unwrap();
    assert_eq!(listed()[0]["state"], "queued");
    let mut watching = program(folder).args(["jobs", "watch"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    assert!(jobs::run_one(&db, &op.renewed(), work::KINDS).await.unwrap());
    let code = watching.wait().unwrap().code();
    assert_eq!(code, Some(0));
    assert_eq!((&listed()[0]["kind"], &listed()[0]["state"]), (&"inventory.check".into(), &"done".into()));
}
