//! Documents that are named by their ids instead of being sent.

use crm_server::Config;
use crm_server::http::Trusted;
use crm_server::web::Site;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{People, Server, TestDb, answer, config};

const UNKNOWN: &str = "PERSISTED_QUERY_NOT_FOUND";

/// The id and the text of a page's document.
fn page(name: &str) -> (String, String) {
    let config = config();
    let trusted = Trusted::of(Site::of(&config).unwrap().documents(), config.graphql_trusted_only);
    let (id, _, text) = trusted.list().into_iter().find(|(_, known, _)| *known == name).unwrap();
    (id, text.to_owned())
}

async fn asked(server: &Server, body: Value, token: Option<&str>) -> (u16, Value) {
    let request = server.post().header(ACCEPT, "application/graphql-response+json").json(&body);
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    answer(request.send().await.unwrap()).await
}

fn code(answer: &(u16, Value)) -> &str {
    answer.1["errors"][0]["extensions"]["code"].as_str().unwrap_or("-")
}

#[tokio::test]
async fn a_registered_document_runs_by_its_id_in_either_form_and_nothing_else_does() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let (id, text) = page("Home");
    let hash = id.strip_prefix("sha256:").unwrap();
    assert_eq!(hash, Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let apollo = |hash: &str| json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    for body in [
        json!({ "documentId": id }),
        json!({ "extensions": apollo(hash) }),
        json!({ "query": text, "extensions": apollo(hash) }),
        json!({ "query": text, "documentId": id.to_uppercase().replace("SHA256", "sha256") }),
        json!({ "query": "", "documentId": id }),
    ] {
        let found = asked(&server, body.clone(), None).await;
        assert_eq!((found.0, found.1.get("errors")), (200, None), "{body} {found:?}");
    }
    let mine = "{ viewer { name { text } } }";
    let own: String = Sha256::digest(mine).iter().map(|byte| format!("{byte:02x}")).collect();
    for (body, expected) in [
        (json!({ "documentId": format!("sha256:{own}") }), UNKNOWN),
        (json!({ "documentId": own }), UNKNOWN),
        (json!({ "documentId": "" }), UNKNOWN),
        (json!({ "extensions": apollo(&own) }), UNKNOWN),
        (json!({ "query": mine, "documentId": id }), "DOCUMENT_MISMATCH"),
        (json!({ "query": mine, "extensions": apollo(hash) }), "DOCUMENT_MISMATCH"),
        (json!({ "extensions": { "persistedQuery": { "version": 2, "sha256Hash": hash } } }), UNKNOWN),
        (json!({ "documentId": id, "extensions": apollo(&own) }), "DOCUMENT_MISMATCH"),
        (json!({ "extensions": { "persistedQuery": [1, hash] } }), UNKNOWN),
        (json!({ "extensions": [{ "version": 1, "sha256Hash": hash }] }), "NOT_A_REQUEST"),
        (json!({ "extensions": {} }), "NOT_A_REQUEST"),
        (json!({ "documentId": 7 }), "NOT_A_REQUEST"),
        (json!({}), "NOT_A_REQUEST"),
    ] {
        let refused = asked(&server, body.clone(), None).await;
        assert_eq!((refused.0, code(&refused)), (400, expected), "{body}");
    }
    // What comes whole with its hash is run, and not registered by that.
    let both = json!({ "query": mine, "extensions": apollo(&own) });
    assert_eq!(asked(&server, both, None).await.0, 200);
    assert_eq!(code(&asked(&server, json!({ "extensions": apollo(&own) }), None).await), UNKNOWN);
}

#[tokio::test]
async fn callers_of_a_named_kind_run_registered_documents_only() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let config = Config { graphql_trusted_only: "anonymous, kiosk".parse().unwrap(), ..config() };
    let server = Server::start_with(&db, &config);
    let kiosk = People::kiosk(&db, people.desk, None).await.secret;
    let agent = people.agent(&db).await.secret;
    let (id, text) = page("Home");
    let free = json!({ "query": "{ viewer { actor { kind } } }" });
    for caller in [None, Some(kiosk.as_str())] {
        let refused = asked(&server, free.clone(), caller).await;
        assert_eq!((refused.0, code(&refused)), (403, "DOCUMENT_NOT_TRUSTED"), "{caller:?}");
        for body in [json!({ "documentId": id }), json!({ "query": text })] {
            assert_eq!(asked(&server, body, caller).await.0, 200, "{caller:?}");
        }
        let events = server.post().header(ACCEPT, "text/event-stream").json(&free);
        let events = match caller {
            Some(token) => events.bearer_auth(token),
            None => events,
        };
        assert_eq!(events.send().await.unwrap().status(), 403, "{caller:?}");
    }
    assert_eq!(asked(&server, free, Some(&agent)).await.0, 200);
    // Pages are the program's own documents.
    assert_eq!(server.get("/ar/").send().await.unwrap().status(), 200);
}
