//! Server-sent events: subscriptions over the wire, in one process and across two.

use std::time::{Duration, Instant};

use crm_core::{Db, staff::tokens};
use crm_server::workers;
use reqwest::Response;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};
use support::{People, Person, Server, TestDb, op, within};

const LOGGED: &str =
    "subscription($after: String) { interactionLogged(after: $after) { cursor interaction { subject } } }";
const LOG: &str = "mutation($subject: String!) { logInteraction(input: { channel: PHONE, subject: $subject }) {
    userErrors { message } } }";

/// Events as they come.
struct Events {
    response: Response,
    read: String,
}

impl Events {
    async fn open(server: &Server, person: &Person, query: &str, variables: Value) -> Self {
        let request = server.post().header(ACCEPT, "text/event-stream").bearer_auth(&person.secret);
        let response = request.json(&json!({ "query": query, "variables": variables })).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
        Self { response, read: String::new() }
    }

    /// The name and the data of the next event; none when the stream ended.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            while let Some((event, rest)) = self.read.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.read = rest;
                let Some((name, data)) = event.split_once('\n') else { continue };
                let data = data.strip_prefix("data:").unwrap().trim();
                let data = if data.is_empty() { Value::Null } else { serde_json::from_str(data).unwrap() };
                return Some((name.strip_prefix("event: ").unwrap().to_owned(), data));
            }
            let chunk = within("something from the server", self.response.chunk()).await;
            self.read += std::str::from_utf8(&chunk.ok()??).unwrap();
        }
    }

    /// The subject and the cursor of the next contact.
    async fn contact(&mut self) -> (String, String) {
        let (name, data) = self.next().await.expect("the stream goes on");
        assert_eq!(name, "next", "{data}");
        let contact = &data["data"]["interactionLogged"];
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{data}")).to_owned();
        (text(&contact["interaction"]["subject"]), text(&contact["cursor"]))
    }
}

async fn log(server: &Server, person: &Person, subject: &str) {
    let answer = server.gql(Some(&person.secret), LOG, json!({ "subject": subject })).await;
    assert_eq!(answer["data"]["logInteraction"]["userErrors"], json!([]), "{answer}");
}

/// Logs until a stream that listens from now on has heard of it; gives the first cursor.
async fn listening(events: &mut Events, server: &Server, person: &Person) -> String {
    let mut first = std::pin::pin!(events.contact());
    loop {
        tokio::select! {
            (_, cursor) = &mut first => return cursor,
            () = log(server, person, "before") => {}
        }
    }
}

/// The next `count` contacts after those that only woke the stream; gives subjects and the last cursor.
async fn contacts(events: &mut Events, count: usize) -> (Vec<String>, String) {
    let mut last = (Vec::new(), String::new());
    while last.0.len() < count {
        let (subject, cursor) = events.contact().await;
        if subject != "before" {
            last.0.push(subject);
        }
        last.1 = cursor;
    }
    last
}

#[tokio::test]
async fn what_one_process_writes_another_tells_and_takes_up_again() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await;
    let _workers = workers::start(&db);
    let second = Db::open(db.options()).await.unwrap();
    let _others = workers::start(&second);
    let (here, there) = (Server::start(&db), Server::start(&second));
    let names: Vec<String> = (0..30).map(|number| format!("contact {number}")).collect();

    let mut events = Events::open(&here, &agent, LOGGED, json!({})).await;
    listening(&mut events, &there, &agent).await;
    for name in &names[..10] {
        log(&there, &agent, name).await;
    }
    let (told, cursor) = contacts(&mut events, 6).await;
    assert_eq!(told, names[..6]);
    // The connection breaks with events on their way; more is written meanwhile, on both.
    drop(events);
    for (name, server) in names[10..].iter().zip([&here, &there].into_iter().cycle()) {
        log(server, &agent, name).await;
    }
    // Taken up at the other process, and then at the first.
    let mut events = Events::open(&there, &agent, LOGGED, json!({ "after": cursor })).await;
    let (told, cursor) = contacts(&mut events, 14).await;
    assert_eq!(told, names[6..20]);
    drop(events);
    let mut events = Events::open(&here, &agent, LOGGED, json!({ "after": cursor })).await;
    assert_eq!(contacts(&mut events, 10).await.0, names[20..]);
    second.close().await.unwrap();
}

#[tokio::test]
async fn a_subscription_ends_with_its_token_and_with_its_server() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let (agent, other) = (people.agent(&db).await, people.agent(&db).await);
    let _workers = workers::start(&db);
    let server = Server::start(&db);
    let mut revoked = Events::open(&server, &agent, LOGGED, json!({})).await;
    let mut stopped = Events::open(&server, &other, LOGGED, json!({})).await;
    listening(&mut revoked, &server, &other).await;
    listening(&mut stopped, &server, &other).await;

    tokens::revoke(&db, &op::system(), agent.op.token.unwrap()).await.unwrap();
    let start = Instant::now();
    let ended = loop {
        let (name, data) = revoked.next().await.expect("it says why it ends");
        if data["errors"].is_array() {
            break (name, data);
        }
    };
    assert_eq!(ended.1["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    assert_eq!(revoked.next().await, Some(("complete".into(), Value::Null)));
    assert_eq!(revoked.next().await, None);
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());

    // It ends without having been completed, so that its client comes again.
    tokio::join!(server.stop(), async {
        while let Some(("next", _)) = stopped.next().await.as_ref().map(|(name, data)| (&**name, data)) {}
    });
    assert_eq!(stopped.next().await, None);
}

#[tokio::test]
async fn what_is_no_subscription_is_one_event_and_what_is_refused_is_told() {
    let db = TestDb::open().await;
    let people = People::settle(&db).await;
    let agent = people.agent(&db).await;
    let server = Server::start(&db);
    let mut events = Events::open(&server, &agent, "{ viewer { actor { kind } } }", json!({})).await;
    let viewer = json!({ "data": { "viewer": { "actor": { "kind": "STAFF" } } } });
    assert_eq!(events.next().await, Some(("next".into(), viewer)));
    assert_eq!(events.next().await, Some(("complete".into(), Value::Null)));
    assert_eq!(events.next().await, None);

    let mut refused = Events::open(&server, &agent, "subscription { nowhere }", json!({})).await;
    let (name, data) = refused.next().await.unwrap();
    assert_eq!((&*name, &data["errors"][0]["extensions"]["code"]), ("next", &json!("BAD_DOCUMENT")));
    assert_eq!(refused.next().await, Some(("complete".into(), Value::Null)));

    // What cannot be read has no stream.
    let request = server.post().header(ACCEPT, "text/event-stream").header("content-type", "application/json");
    let response = request.body("{").send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
}
