//! GraphQL over HTTP, by the draft and by our own rules, against the real server.

use std::io::{Read, Write};
use std::net::TcpStream;

use crm_core::Db;
use crm_core::policy::Role;
use crm_server::config::Profile;
use reqwest::Response;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, ALLOW, CONTENT_TYPE};
use serde_json::{Value, json};
use support::{People, Server, TestDb, answer, config};

const VIEWER: &str = r#"{"query":"{ viewer { actor { kind } } }"}"#;
const RESPONSE: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

async fn post(server: &Server, accept: &str, body: impl Into<reqwest::Body>) -> Response {
    server.post().header(ACCEPT, accept).header(CONTENT_TYPE, JSON).body(body).send().await.unwrap()
}

fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[tokio::test]
async fn the_answer_has_the_media_type_that_was_asked_for() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    for (accept, media) in [
        (RESPONSE, RESPONSE),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/graphql-response+json, application/json;q=0.9", RESPONSE),
        ("application/json, application/graphql-response+json;q=0.9", JSON),
    ] {
        let response = post(&server, accept, VIEWER).await;
        assert_eq!(response.status(), 200, "{accept}");
        assert_eq!(header(&response, "content-type"), format!("{media}; charset=utf-8"), "{accept}");
    }
    let (status, body) = answer(post(&server, "text/html", VIEWER).await).await;
    assert_eq!((status, code(&body)), (406, "NOT_ACCEPTABLE"));
}

#[tokio::test]
async fn a_document_that_cannot_run_is_400_or_200_by_media_type_and_has_no_data() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    for document in
        ["{", "{ nowhere }", "query A { viewer { actor { kind } } } query B { viewer { actor { kind } } }", ""]
    {
        let body = json!({ "query": document }).to_string();
        let (status, refused) = answer(post(&server, RESPONSE, body.clone()).await).await;
        assert_eq!(status, 400, "{document:?} {refused}");
        assert!(refused.get("data").is_none(), "{refused}");
        assert_ne!(code(&refused), "", "{refused}");
        let (status, refused) = answer(post(&server, JSON, body).await).await;
        assert_eq!(status, 200, "{document:?} {refused}");
        assert!(refused.get("data").is_none(), "{refused}");
    }
}

#[tokio::test]
async fn malformed_bodies_are_told_apart_and_never_5xx() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let deep = format!(r#"{{"query": "{{ a }}", "variables": {{"a": {}"#, "[".repeat(10_000));
    let bodies: [(&[u8], &str); 16] = [
        (b"", "NOT_JSON"),
        (b"{", "NOT_JSON"),
        (b"{\"query\": \"\xff\xfe\"}", "NOT_JSON"),
        (br#"{"query": "\ud800"}"#, "NOT_JSON"),
        (b"\0", "NOT_JSON"),
        (deep.as_bytes(), "NOT_JSON"),
        (b"query { viewer { actor { kind } } }", "NOT_JSON"),
        (b"{}", "NOT_A_REQUEST"),
        (b"null", "NOT_A_REQUEST"),
        (b"7", "NOT_A_REQUEST"),
        (br#"{"query": 7}"#, "NOT_A_REQUEST"),
        (br#"{"query": "{ a }", "variables": [1]}"#, "NOT_A_REQUEST"),
        (br#"{"query": "{ a }", "operationName": {}}"#, "NOT_A_REQUEST"),
        (br#"{"query": "{ a }", "extensions": "x"}"#, "NOT_A_REQUEST"),
        (br#"[{"query": "{ viewer { actor { kind } } }"}]"#, "BATCH"),
        (b"[]", "BATCH"),
    ];
    for (bytes, expected) in bodies {
        for accept in [JSON, RESPONSE] {
            let (status, body) = answer(post(&server, accept, bytes.to_vec()).await).await;
            assert_eq!((status, code(&body)), (400, expected), "{:.80}", String::from_utf8_lossy(bytes));
        }
    }
    let nulls = r#"{"query":"{ viewer { actor { kind } } }","variables":null,"operationName":null,"extensions":null}"#;
    assert_eq!(post(&server, JSON, nulls).await.status(), 200);
}

#[tokio::test]
async fn only_json_in_utf8_is_taken() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let without = answer(server.post().body(VIEWER).send().await.unwrap()).await;
    assert_eq!((without.0, code(&without.1)), (415, "MEDIA_TYPE"));
    for media in ["text/plain", "application/graphql", "application/json; charset=utf-16", "multipart/form-data"] {
        let sent = server.post().header(CONTENT_TYPE, media).body(VIEWER).send().await.unwrap();
        assert_eq!(sent.status(), 415, "{media}");
    }
    let sent = server.post().header(CONTENT_TYPE, "application/json;charset=UTF-8").body(VIEWER).send().await.unwrap();
    assert_eq!(sent.status(), 200);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_announced_or_not() {
    let db = TestDb::open().await;
    let config = crm_server::Config { http_body_limit: 1000, ..config() };
    let server = Server::start_with(&db, &config);
    let large = format!("{{\"query\": \"{}\"}}", " ".repeat(2000));
    let (status, body) = answer(post(&server, JSON, large.clone()).await).await;
    assert_eq!((status, code(&body)), (413, "BODY_TOO_LARGE"));
    let mut stream = TcpStream::connect(server.address).unwrap();
    let head =
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(format!("{head}{:x}\r\n{large}\r\n0\r\n\r\n", large.len()).as_bytes()).unwrap();
    assert!(read(stream).await.starts_with("HTTP/1.1 413"));
    let fits = format!("{{\"query\": \"{{ viewer {{ actor {{ kind }} }} }}{}\"}}", " ".repeat(900));
    assert_eq!(post(&server, JSON, fits).await.status(), 200);
}

#[tokio::test]
async fn slow_senders_are_answered_408() {
    let db = TestDb::open().await;
    let config = crm_server::Config { http_read_timeout: 1, ..config() };
    let server = Server::start_with(&db, &config);
    for sent in [
        "POST /graphql HTTP/1.1\r\nhost: x\r\n",
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{",
    ] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        let answer = read(stream).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{sent:?}: {answer}");
    }
}

/// What comes back until the server closes.
async fn read(mut stream: TcpStream) -> String {
    let reading = move || {
        let mut bytes = Vec::new();
        let ended = stream.read_to_end(&mut bytes);
        // A server that closes on a sender who still sends may reset the connection after its answer.
        assert!(ended.is_ok() || !bytes.is_empty());
        String::from_utf8(bytes).unwrap()
    };
    tokio::task::spawn_blocking(reading).await.unwrap()
}

#[tokio::test]
async fn methods_that_are_not_taken_name_those_that_are() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    for (method, path, allow) in [
        ("GET", "/graphql?query=%7B__typename%7D", "POST"),
        ("PUT", "/graphql", "POST"),
        ("DELETE", "/graphql", "POST"),
        ("POST", "/health/live", "GET, HEAD"),
        ("POST", "/graphql/schema.graphql", "GET, HEAD"),
    ] {
        let response = server.request(method, path).send().await.unwrap();
        assert_eq!(response.headers().get(ALLOW).unwrap(), allow, "{method} {path}");
        let (status, body) = answer(response).await;
        assert_eq!((status, code(&body)), (405, "METHOD"), "{method} {path}");
    }
}

#[tokio::test]
async fn the_development_profile_answers_get_for_queries_only() {
    let db = TestDb::open().await;
    let config = crm_server::Config { profile: Profile::Development, ..config() };
    let server = Server::start_with(&db, &config);
    let get = async |document: &str| {
        let query = format!("/graphql?query={}", document.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D"));
        answer(server.get(&query).send().await.unwrap()).await
    };
    assert_eq!(get("{ viewer { actor { kind } } }").await.0, 200);
    assert_eq!(get("mutation { logInteraction { interaction { id } } }").await.0, 405);
    assert_eq!(get("{ __schema { queryType { name } } }").await.1["data"]["__schema"]["queryType"]["name"], "Query");
    assert_eq!(answer(server.get("/graphql").send().await.unwrap()).await.0, 400);
}

#[tokio::test]
async fn the_token_says_who_asks() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let viewer = "{ viewer { actor { kind } } }";
    let public = server.gql(None, viewer, json!({})).await;
    assert_eq!(public["data"]["viewer"]["actor"]["kind"], "ANONYMOUS", "{public}");
    let token = People::staff(&db, Role::Reader, None).await.secret;
    let reader = server.gql(Some(&token), viewer, json!({})).await;
    assert_eq!(reader["data"]["viewer"]["actor"]["kind"], "STAFF", "{reader}");
    for wrong in ["Bearer mst_unknown", "Bearer", "Basic dTpw", "nonsense", "Bearer \u{663}"] {
        let request = server.post().header("authorization", wrong).header(CONTENT_TYPE, JSON).body(VIEWER);
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "www-authenticate"), "Bearer");
        let (status, body) = answer(response).await;
        assert_eq!((status, code(&body)), (401, "UNAUTHENTICATED"), "{wrong}");
        assert!(body.get("data").is_none());
    }
}

#[tokio::test]
async fn production_shows_the_schema_to_those_who_signed_in() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let schema = "{ __schema { queryType { name } } }";
    assert!(server.gql(None, schema, json!({})).await["data"]["__schema"].is_null());
    let token = People::staff(&db, Role::Reader, None).await.secret;
    assert_eq!(server.gql(Some(&token), schema, json!({})).await["data"]["__schema"]["queryType"]["name"], "Query");
}

#[tokio::test]
async fn every_answer_carries_an_id_and_the_safe_headers() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let given = |id: &'static str| server.get("/health/live").header("x-request-id", id).send();
    assert_eq!(header(&given("front-end_7.1").await.unwrap(), "x-request-id"), "front-end_7.1");
    for strange in ["", "with space", "a\u{7f}b", "<script>"] {
        let id = server.get("/health/live").header("x-request-id", strange.replace('\u{7f}', "\t"));
        let id = header(&id.send().await.unwrap(), "x-request-id").to_owned();
        assert!(id != strange && id.len() == 32, "{strange:?} {id}");
    }
    for path in ["/health/live", "/graphql", "/nowhere", "/graphql/schema.graphql", "/version"] {
        let response = server.get(path).send().await.unwrap();
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store", "{path}");
        assert_eq!(header(&response, "x-frame-options"), "DENY", "{path}");
        assert_eq!(header(&response, "x-request-id").len(), 32, "{path}");
    }
    let response = post(&server, JSON, "{").await;
    let id = header(&response, "x-request-id").to_owned();
    assert_eq!(response.json::<Value>().await.unwrap()["errors"][0]["extensions"]["requestId"], *id);
}

#[tokio::test]
async fn refusals_speak_the_callers_language() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let message = async |language: &'static str| {
        let response = server.get("/nowhere").header(ACCEPT_LANGUAGE, language).send().await.unwrap();
        let (status, body) = answer(response).await;
        assert_eq!((status, code(&body)), (404, "NO_ROUTE"));
        body["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message("ar-SA, en;q=0.5").await, "لا يوجد شيء على هذا العنوان.");
    assert_eq!(message("en, ar;q=0.5").await, "There is nothing at this address.");
}

#[tokio::test]
async fn a_purpose_must_be_on_the_list() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let with = |purpose: &'static str| {
        server.post().header("x-purpose", purpose).header(CONTENT_TYPE, JSON).body(VIEWER).send()
    };
    assert_eq!(with("oversight").await.unwrap().status(), 200);
    let (status, body) = answer(with("curiosity").await.unwrap()).await;
    assert_eq!((status, code(&body)), (400, "PURPOSE"));
}

#[tokio::test]
async fn health_version_and_schema_are_there() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let get = async |path: &'static str| answer(server.get(path).send().await.unwrap()).await;
    assert_eq!(get("/health/live").await, (200, json!({ "status": "live" })));
    assert_eq!(
        get("/health/ready").await,
        (200, json!({ "status": "ready", "database": "ok", "migrations": "current" }))
    );
    assert_eq!(get("/version").await.1["version"], env!("CARGO_PKG_VERSION"));
    let sdl = server.get("/graphql/schema.graphql").send().await.unwrap().text().await.unwrap();
    assert_eq!(sdl, crm_graphql::sdl());
}

#[tokio::test]
async fn readiness_turns_red_when_the_database_is_gone() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    Db::clone(&db).close().await.unwrap();
    let (status, body) = answer(server.get("/health/ready").send().await.unwrap()).await;
    assert_eq!((status, &body["database"]), (503, &json!("unreachable")));
    assert_eq!(server.get("/health/live").send().await.unwrap().status(), 200);
    let token = server.post().bearer_auth("mst_x").header(CONTENT_TYPE, JSON).body(VIEWER);
    let (status, body) = answer(token.send().await.unwrap()).await;
    assert_eq!((status, code(&body)), (503, "UNAVAILABLE"));
}
