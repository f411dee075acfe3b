//! Databases as earlier issues left them, brought to the newest schema; `tests/seeds/make` makes one.

use std::path::Path;

use crm_core::Keys;
use crm_core::db::Engine;
use serde_json::{Value, json};
use support::{Answer, TestDb, engine, gql, op};

/// The issues of which a seed is kept.
const ISSUES: [&str; 1] = ["issue-2"];

async fn upgraded(issue: &str) -> TestDb {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let engine = match engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let dump = std::fs::read_to_string(folder.join(format!("{issue}.{engine}.sql"))).unwrap();
    TestDb::of_dump(&dump, Keys::from_file_or_create(folder.join("keys.json"))).await
}

async fn ask(db: &TestDb, document: &str, variables: Value) -> Answer {
    gql(db, &op::system(), document, variables).await
}

#[tokio::test]
async fn what_an_earlier_release_wrote_is_read_and_written_on() {
    for issue in ISSUES {
        let db = upgraded(issue).await;
        let document = "{
            services { totalCount nodes { id code name { text } } }
            departments { totalCount }
            beneficiaries { totalCount nodes { id name { text } identifiers { kind masked } } }
            interactions { totalCount nodes { subject reason { code } } }
            auditEntries { totalCount nodes { operation detail } }
        }";
        let answer = ask(&db, document, json!({})).await;
        let data = answer.ok();
        let counts =
            ["services", "departments", "beneficiaries", "interactions"].map(|list| data[list]["totalCount"].clone());
        assert_eq!(counts, [1, 1, 3, 6].map(Value::from), "{issue}: {data}");
        for person in data["beneficiaries"]["nodes"].as_array().unwrap() {
            assert!(person["name"]["text"].is_string(), "{issue}: {person}");
        }
        let details = data["auditEntries"]["nodes"].as_array().unwrap();
        assert!(details.iter().all(|entry| !entry["detail"].is_null()), "{issue}: {data}");
        let suspend = "mutation($input: SuspendServiceInput!) { suspendService(input: $input) {
            service { status } userErrors { code message } } }";
        let input = json!({ "id": data["services"]["nodes"][0]["id"], "reason": "upgrade" });
        let changed = ask(&db, suspend, json!({ "input": input })).await;
        assert_eq!(changed.done("suspendService")["service"]["status"], "SUSPENDED", "{issue}");
    }
}
