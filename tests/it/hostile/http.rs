//! Bad bytes over the wire; the shapes of bodies are told apart in `http.rs`.

use crm_core::policy::Role;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use support::introspect::{Goal, Kind};
use support::{People, Server, answer, rows};

use super::{Ground, INSIDE, none, values};

/// Takes a fault from an answer: 5xx, no code, a word of the machinery.
fn fault(status: u16, body: &Value) -> Option<String> {
    if status >= 500 {
        return Some(format!("status {status}: {body:.200}"));
    }
    let errors = body["errors"].as_array().map_or(&[][..], Vec::as_slice);
    let text = body["errors"].to_string().to_lowercase();
    if errors.iter().any(|error| !error["extensions"]["code"].is_string()) {
        return Some(format!("no code: {body:.200}"));
    }
    INSIDE.iter().find(|word| text.contains(**word)).map(|word| format!("says {word:?}: {body:.200}"))
}

#[tokio::test]
async fn bad_bytes_in_any_text_are_a_4xx() {
    let ground = Ground::open().await;
    let server = Server::start(&ground.db);
    let admin = People::staff(&ground.db, Role::Admin, None).await;
    let raw = ground.db.raw().await;
    let before = rows(&raw).await;
    let mut found = Vec::new();
    let marker = json!("@@");
    for (kind, object) in [("query", "Query"), ("mutation", "Mutation")] {
        for field in ground.schema.fields(object) {
            let spots = ground.schema.spots(field);
            let texts = spots.iter().filter(|spot| matches!(ground.schema.kind(&spot.ty.name), Kind::Scalar));
            // One place of each field: the bytes are refused before anyone looks where they stand.
            let Some(spot) = texts.into_iter().next_back() else { continue };
            let goal = Goal { path: &spot.path, value: &marker, whole: false };
            let given = ground.schema.arguments(field, &ground.samples, Some(goal));
            let document = ground.schema.document(kind, field, &given);
            let body = json!({ "query": document, "variables": given }).to_string();
            for bad in [&br"\ud800"[..], br"\udc00\ud800", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\x00", br"\u12"]
            {
                let (start, end) = body.split_once("@@").unwrap();
                let bytes = [start.as_bytes(), bad, end.as_bytes()].concat();
                let sent =
                    server.post().bearer_auth(&admin.secret).header(CONTENT_TYPE, "application/json").body(bytes);
                let (status, body) = answer(sent.send().await.unwrap()).await;
                found.extend(fault(status, &body).map(|fault| format!("{} {bad:?}: {fault}", field.name)));
                if status != 400 {
                    found.push(format!("{} {bad:?}: status {status}", field.name));
                }
            }
        }
    }
    assert_eq!(before, rows(&raw).await);
    none(found);
}

#[tokio::test]
async fn a_wrong_value_in_any_field_is_no_5xx() {
    let ground = Ground::open().await;
    let server = Server::start(&ground.db);
    let admin = People::staff(&ground.db, Role::Admin, None).await;
    let mut found = Vec::new();
    for (kind, object) in [("query", "Query"), ("mutation", "Mutation")] {
        for field in ground.schema.fields(object) {
            for value in [json!({ "a": [1] }), json!("\0"), json!(1e308), json!("x".repeat(900_000)), Value::Null] {
                let Some(argument) = field.arguments.first() else { continue };
                let mut given = ground.schema.arguments(field, &ground.samples, None);
                given.insert(argument.name.clone(), value.clone());
                let document = ground.schema.document(kind, field, &given);
                for token in [Some(&*admin.secret), None] {
                    let request = server.post().json(&json!({ "query": document, "variables": given }));
                    let request = match token {
                        Some(token) => request.bearer_auth(token),
                        None => request,
                    };
                    let (status, body) = answer(request.send().await.unwrap()).await;
                    let value = super::brief(&value);
                    found.extend(fault(status, &body).map(|fault| format!("{} {value}: {fault}", field.name)));
                }
            }
        }
    }
    none(found);
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_and_wrong_media_415() {
    let ground = Ground::open().await;
    let server = Server::start(&ground.db);
    let huge = json!({ "query": "{ viewer { actor { kind } } }", "variables": { "a": "x".repeat(20_000_000) } });
    // The server may close while the rest is on its way.
    if let Ok(response) = server.post().json(&huge).send().await {
        assert_eq!(response.status(), 413);
    }
    for media in
        ["text/plain", "application/xml", "application/json; charset=utf-16", "application/x-www-form-urlencoded", ";"]
    {
        let sent = server.post().header(CONTENT_TYPE, media).body("{}").send().await.unwrap();
        assert!([400, 415].contains(&sent.status().as_u16()), "{media}: {}", sent.status());
    }
}

#[tokio::test]
async fn brackets_without_end_are_refused_and_the_server_lives() {
    let ground = Ground::open().await;
    let server = Server::start(&ground.db);
    let many = |part: &str| part.repeat(900_000 / part.len());
    let documents = [
        many("{"),
        many("{a"),
        format!("{{ nodes(ids: {} ) }}", many("[")),
        format!("{{ services(filter: {} ) }}", many("{not:")),
        format!("query($a: [ID] = {} ) {{ viewer }}", many("[")),
        format!("query($a: {}ID ) {{ viewer }}", many("[")),
        format!("{{ viewer @skip(if: {}", many("[")),
        format!("\"\\\" {}", many("(")),
        format!("{{ viewer {{ {} }} }}", many("... on Viewer {")),
        format!("{{ nodes(ids: {}\"x\"{}) {{ id }} }}", "[".repeat(16), "]".repeat(16)),
        format!("{{ viewer {}actor{{kind}}{} }}", "{ ... ".repeat(60), "}".repeat(60)),
    ];
    for document in documents {
        let answer = server.gql(None, &document, json!({})).await;
        let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
        assert!(["BAD_DOCUMENT", "QUERY_TOO_COMPLEX", "INVALID"].contains(&code), "{document:.60}: {answer}");
    }
    for levels in [16, 17, 100] {
        let deep = values::deep(levels);
        let answer = server.gql(None, "query($a: [ID!]!) { nodes(ids: $a) { id } }", json!({ "a": deep })).await;
        assert!(answer["errors"][0]["extensions"]["code"].is_string(), "{answer}");
    }
}
