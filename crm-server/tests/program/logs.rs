//! The log holds what an operator needs and nothing of anybody: a story with planted names, numbers and addresses is
//! told to the program at its finest level, and none of them is in what it wrote.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::{Serving, client, json as printed, run};

/// What a person is known by, in the forms in which it is sent.
const PLANTED: [&str; 13] = [
    "1000000024",
    "١٠٠٠٠٠٠٠٢٤",
    "0512345678",
    "+966512345678",
    "512345678",
    "planted@person.example",
    "زينب",
    "المغروس",
    "Zaynab",
    "Planted",
    "planted-subject",
    "planted-note",
    "1000000009",
];

/// Requests that succeed, that the person must mend, and that are no requests.
async fn story(serving: &Serving, token: &str) -> Vec<Value> {
    let person = r#"{ kind: INDIVIDUAL, name: [{ lang: "ar", text: "زينب المغروس" }, { lang: "en", text: "Zaynab Planted" }],
        identifiers: [{ kind: NATIONAL_ID, value: "١٠٠٠٠٠٠٠٢٤" }],
        contactPoints: [{ kind: MOBILE, value: "0512345678" }, { kind: EMAIL, value: "planted@person.example" }] }"#;
    let register =
        format!("mutation {{ registerBeneficiary(input: {person}) {{ beneficiary {{ id }} userErrors {{ code }} }} }}");
    let log = r#"mutation { logInteraction(input: { channel: PHONE, beneficiary: { phone: "+966512345678" },
        subject: "planted-subject", body: "planted-note 0512345678", spokeWith: { name: "Zaynab" } }) { interaction { id } userErrors { code } } }"#;
    let wrong = register.replace("١٠٠٠٠٠٠٠٢٤", "1000000009");
    let documents = [
        register.clone(),
        register,
        wrong,
        log.to_owned(),
        r#"{ beneficiary(identifier: { kind: NATIONAL_ID, value: "1000000024" }) { id name { text } } }"#.into(),
        r#"query planted { beneficiaries(search: "زينب المغروس") { nodes { id } } }"#.into(),
        r#"{ beneficiary(identifier: { kind: PLANTED, value: "1000000024" }) { id } }"#.into(),
        r#"{ planted(name: "Zaynab Planted", mail: "planted@person.example") }"#.into(),
        r#"{ node(id: "1000000024") { id } "#.into(),
    ];
    let mut answers = Vec::new();
    for document in documents {
        answers.push(serving.ask(token, &document).await);
    }
    let url = format!("http://{}/graphql", serving.address);
    let strange = [
        client().post(&url).header("content-type", "application/json").body("{\"query\": \"1000000024"),
        client().get(format!("{url}/1000000024?name=Planted")),
        client()
            .post(&url)
            .bearer_auth("mst_planted1000000024")
            .json(&json!({ "query": "{ viewer { roles { role } } }" })),
        client().post(&url).header("x-purpose", "Planted").json(&json!({ "query": "{ viewer { roles { role } } }" })),
        client()
            .post(&url)
            .json(&json!({ "query": "query A { viewer { roles { role } } }", "operationName": "A1000000024" })),
    ];
    for request in strange {
        request.send().await.unwrap();
    }
    answers
}

#[tokio::test]
async fn nothing_of_anybody_is_in_the_log_at_its_finest_level() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let serving = Serving::start(folder, &["--log-level", "trace", "--log-format", "json"]).await;
    let admin = Serving::admin(folder);
    let department = r#"mutation { createDepartment(input: { code: "DESK", name: [{ lang: "ar", text: "مكتب" }], kind: UNIT })
        { department { id } userErrors { message } } }"#;
    let made = serving.ask(&admin, department).await;
    assert!(made["data"]["createDepartment"]["department"]["id"].is_string(), "{made}");
    let create = ["token", "create", "--role", "agent", "--name", "Agent", "--department", "DESK", "--format", "json"];
    let agent = printed(&run(folder, &create))["token"].as_str().unwrap().to_owned();
    let answers = story(&serving, &agent).await;
    assert!(answers[0]["data"]["registerBeneficiary"]["beneficiary"]["id"].is_string(), "{answers:#?}");
    assert_eq!(answers[3]["data"]["logInteraction"]["userErrors"], json!([]), "{answers:#?}");
    assert_eq!(serving.terminate().code(), Some(0));

    let log = std::fs::read_to_string(folder.join("stderr.txt")).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    for planted in PLANTED.into_iter().chain([&*admin, &*agent]) {
        let holds = lines.iter().find(|line| line.to_string().contains(planted));
        assert!(holds.is_none(), "{planted:?} is in the log: {holds:#?}");
    }
    // It is the finest level that was searched, and each request told what it was.
    let sql: Vec<_> = lines.iter().filter(|line| line["target"] == "crm_core::sql").collect();
    assert!(sql.iter().any(|line| line["span"]["request_id"].is_string()), "statements name their request");
    let requests: Vec<_> = lines.iter().filter(|line| line["target"] == "crm_server::http").collect();
    assert!(requests.len() > 14, "{}", requests.len());
    for line in &requests {
        assert!(line["request_id"].is_string() && line["micros"].is_u64() && line["status"].is_u64(), "{line}");
    }
    assert!(requests.iter().any(|line| line["actor"] == "staff" && line["kind"] == "mutation"), "{requests:#?}");
}

#[tokio::test]
async fn metrics_have_an_address_of_their_own() {
    let folder = TempDir::new().unwrap();
    let serving = Serving::start(folder.path(), &["--metrics-bind", "127.0.0.1:0"]).await;
    let said = serving.said();
    let url = said.lines().find_map(|line| line.strip_prefix("Metrics on ")).expect(&said);
    let text = client().get(url).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("mustafid_build_info"), "{text}");
    let beside = client().get(format!("http://{}/metrics", serving.address)).send().await.unwrap();
    assert_eq!(beside.status(), 404);
    assert_eq!(serving.terminate().code(), Some(0));
}
