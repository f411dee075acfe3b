//! Coming in and going out as a browser does.

use crm_core::Db;
use crm_core::policy::Role;
use crm_core::staff::links;
use crm_server::Config;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use support::{People, Server, TestDb, answer, config, op};

use super::{PASSWORD, administrator};

const VIEWER: &str = "{ viewer { actor { kind } name { text } code } }";

async fn post(server: &Server, path: &str, fields: &[(&str, &str)]) -> Response {
    posting(server, path, fields).send().await.unwrap()
}

fn posting(server: &Server, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
    server.request("POST", path).header("sec-fetch-site", "same-origin").form(fields)
}

fn header(response: &Response, name: reqwest::header::HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// The cookie that an answer has a browser keep, as it is sent back.
fn cookie(response: &Response) -> String {
    header(response, SET_COOKIE).split(';').next().unwrap().to_owned()
}

async fn came_in(server: &Server, username: &str) -> String {
    let response = post(server, "/ar/sign-in", &[("username", username), ("password", PASSWORD)]).await;
    assert_eq!((response.status().as_u16(), header(&response, LOCATION)), (303, "/ar/desk"));
    cookie(&response)
}

async fn viewer(server: &Server, headers: &[(&str, &str)]) -> (u16, Value) {
    let mut request = server.post().json(&json!({ "query": VIEWER }));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(request.send().await.unwrap()).await
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_the_setup_link() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let link = links::setup(&db, &op::system()).await.unwrap();
    let path = format!("/ar/setup/{}", &*link.secret);
    for _ in 0..2 {
        let looked = server.get(&path).send().await.unwrap();
        assert_eq!(looked.status(), 200, "{}", looked.text().await.unwrap());
    }
    let wrong = [("name", "سارة"), ("username", "sara"), ("password", PASSWORD), ("again", "another one")];
    let again = post(&server, &path, &wrong).await;
    assert_eq!(again.status(), 422);
    let page = again.text().await.unwrap();
    assert!(page.contains("again-error") && page.contains("value=\"sara\"") && !page.contains(PASSWORD), "{page}");
    let right = [("name", "سارة"), ("username", "sara"), ("password", PASSWORD), ("again", PASSWORD)];
    let done = post(&server, &path, &right).await;
    assert_eq!((done.status().as_u16(), header(&done, LOCATION)), (303, "/ar/sign-in?done=password-set"));
    assert_eq!(server.get(&path).send().await.unwrap().status(), 410);
    assert_eq!(post(&server, &path, &right).await.status(), 410);

    let cookie = came_in(&server, "sara").await;
    let (_, body) = viewer(&server, &[("cookie", &cookie)]).await;
    let expected = json!({ "actor": { "kind": "STAFF" }, "name": { "text": "سارة" }, "code": "sara" });
    assert_eq!(body["data"]["viewer"], expected);
    let desk = server.get("/ar/desk").header(COOKIE, &cookie).send().await.unwrap();
    assert_eq!(desk.status(), 200);
    assert!(desk.text().await.unwrap().contains("سارة"));
}

#[tokio::test]
async fn one_goes_on_to_where_one_was_going_and_out_again() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let id = administrator(&db, "sara").await;
    let sent = server.get("/en/desk").send().await.unwrap();
    assert_eq!(header(&sent, LOCATION), "/en/sign-in?next=%2Fen%2Fdesk");
    let page = server.get(header(&sent, LOCATION)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("name=\"next\" value=\"&#x2f;en&#x2f;desk\""), "{page}");
    for (next, then) in [("/en/desk?a=b", "/en/desk?a=b"), ("//evil.example", "/en/desk"), ("https://e", "/en/desk")] {
        let fields = [("username", "sara"), ("password", PASSWORD), ("next", next)];
        assert_eq!(header(&post(&server, "/en/sign-in", &fields).await, LOCATION), then);
    }
    let kept = post(&server, "/en/sign-in", &[("username", "sara"), ("password", PASSWORD)]).await;
    let whole = header(&kept, SET_COOKIE);
    assert!(whole.starts_with("mustafid=mss_") && whole.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{whole}");
    let cookie = cookie(&kept);
    let inside = server.get("/en/sign-in").header(COOKIE, &cookie).send().await.unwrap();
    assert_eq!(header(&inside, LOCATION), "/en/desk");

    let out = posting(&server, "/en/sign-out", &[]).header(COOKIE, &cookie).send().await.unwrap();
    assert_eq!(
        (header(&out, LOCATION), header(&out, SET_COOKIE).contains("Max-Age=0")),
        ("/en/sign-in?done=signed-out", true)
    );
    // three that were begun above stay
    assert_eq!(crm_core::staff::sessions::list(&db, &op::system(), id).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_wrong_password_is_told_without_saying_what_was_wrong() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    administrator(&db, "sara").await;
    let tried = async |username: &str| {
        let response =
            post(&server, "/en/sign-in", &[("username", username), ("password", "wrong horse battery")]).await;
        assert_eq!((response.status().as_u16(), header(&response, SET_COOKIE)), (422, ""));
        response.text().await.unwrap().replace(username, "NAME")
    };
    let (known, unknown) = (tried("sara").await, tried("nora").await);
    assert!(known.contains("Signing in did not work"), "{known}");
    assert_eq!(known, unknown);
}

#[tokio::test]
async fn other_sites_do_nothing_with_the_cookie() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    administrator(&db, "sara").await;
    let cookie = came_in(&server, "sara").await;
    let from = async |name, value| viewer(&server, &[("cookie", &cookie), (name, value)]).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://e")] {
        let (status, body) = from(name, value).await;
        assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (403, &json!("OTHER_ORIGIN")), "{name} {value}");
    }
    assert_eq!(from("sec-fetch-site", "same-origin").await.0, 200);
    for path in ["/en/sign-in", "/en/sign-out"] {
        let fields = [("username", "sara"), ("password", PASSWORD)];
        let foreign = server.request("POST", path).header("origin", "https://e").header(COOKIE, &cookie).form(&fields);
        assert_eq!(foreign.send().await.unwrap().status(), 403, "{path}");
    }
    assert_eq!(from("sec-fetch-site", "same-origin").await.0, 200);
}

#[tokio::test]
async fn a_token_counts_before_a_cookie_and_a_session_that_is_over_is_nobody() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &Config { limits_sign_in: "1/h burst 2".parse().unwrap(), ..config() });
    administrator(&db, "sara").await;
    let cookie = came_in(&server, "sara").await;
    let reader = People::staff(&db, Role::Reader, None).await;
    let bearer = format!("Bearer {}", reader.secret);
    let (_, body) = viewer(&server, &[("cookie", &cookie), ("authorization", &bearer)]).await;
    assert_ne!(body["data"]["viewer"]["code"], "sara");
    // however often: only wrong tokens count as tries
    for _ in 0..4 {
        let (status, body) = viewer(&server, &[("cookie", "mustafid=mss_over")]).await;
        assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (401, &json!("UNAUTHENTICATED")));
        assert_eq!(server.get("/ar/").header(COOKIE, "mustafid=mss_over").send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn an_address_has_a_measure_of_tries() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &Config { limits_sign_in: "1/h burst 2".parse().unwrap(), ..config() });
    let tried = async || post(&server, "/ar/sign-in", &[("username", "nora"), ("password", "x")]).await.status();
    assert_eq!((tried().await.as_u16(), tried().await.as_u16(), tried().await.as_u16()), (422, 422, 429));
}

#[tokio::test]
async fn an_entry_link_lets_in_by_a_button() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let reader = People::staff(&db, Role::Reader, None).await.op.staff().unwrap();
    let link = links::entry(&db, &op::system(), reader).await.unwrap();
    let path = format!("/en/welcome/{}", &*link.secret);
    let looked = server.get(&path).send().await.unwrap();
    assert_eq!((looked.status().as_u16(), header(&looked, SET_COOKIE)), (200, ""));
    let entered = post(&server, &path, &[]).await;
    assert_eq!(header(&entered, LOCATION), "/en/desk");
    let (_, body) = viewer(&server, &[("cookie", &cookie(&entered))]).await;
    assert_eq!(body["data"]["viewer"]["actor"]["kind"], "STAFF");
    assert_eq!(server.get("/en/setup/x").send().await.unwrap().status(), 410);
}

/// Nothing that lets in may stand in the record.
#[tokio::test]
async fn the_record_tells_of_signing_in_without_secrets() {
    let db: TestDb = TestDb::open().await;
    let server = Server::start(&db);
    administrator(&db, "sara").await;
    let cookie = came_in(&server, "sara").await;
    let record = record(&db).await;
    for operation in ["link.created", "account.created", "account.password_set", "session.started"] {
        assert!(record.contains(operation), "{operation}: {record}");
    }
    let secret = cookie.split_once('=').unwrap().1;
    assert!(!record.contains(secret) && !record.contains(PASSWORD) && !record.contains("argon2"));
}

async fn record(db: &Db) -> String {
    let entries = "{ auditEntries(first: 100) { nodes { operation detail } } }";
    support::gql(db, &op::system(), entries, json!({})).await.ok().to_string()
}
