//! How often callers may ask, over HTTP; what a limit counts is tested beside it with a clock of its own.

use crm_core::policy::Role;
use crm_server::Config;
use reqwest::Response;
use serde_json::{Value, json};
use support::{People, Server, TestDb, config};

use super::{ask, bearer};

/// Nothing comes back while a test runs.
const TWO: &str = "1/h burst 2";

fn limited() -> (u16, Value) {
    (429, json!("RATE_LIMITED"))
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_again() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &Config { limits_per_address: TWO.parse().unwrap(), ..config() });
    let ask = async || -> Response {
        server.post().json(&json!({ "query": "{ viewer { purpose } }" })).send().await.unwrap()
    };
    assert_eq!((ask().await.status(), ask().await.status()), (200.try_into().unwrap(), 200.try_into().unwrap()));
    let refused = ask().await;
    assert_eq!(refused.status(), 429);
    let seconds: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((3500..=3600).contains(&seconds), "{seconds}");
    let body: Value = refused.json().await.unwrap();
    let error = &body["errors"][0]["extensions"];
    assert_eq!((&error["code"], &error["retryAfter"]), (&json!("RATE_LIMITED"), &json!(seconds)), "{body}");
    assert!(body.get("data").is_none());
    assert_eq!(server.get("/health/live").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_actor_has_its_own_measure_wherever_it_comes_from() {
    let db = TestDb::open().await;
    let config = Config {
        limits_per_actor: TWO.parse().unwrap(),
        http_trusted_proxies: "127.0.0.1".parse().unwrap(),
        ..config()
    };
    let server = Server::start_with(&db, &config);
    let (one, other) =
        (People::staff(&db, Role::Reader, None).await.secret, People::staff(&db, Role::Reader, None).await.secret);
    let from = async |secret: &str, address: &str| {
        ask(&server, &[("authorization", &bearer(secret)), ("x-forwarded-for", address)]).await
    };
    assert_eq!((from(&one, "192.0.2.1").await.0, from(&one, "192.0.2.2").await.0), (200, 200));
    assert_eq!(from(&one, "192.0.2.3").await, limited());
    assert_eq!(from(&other, "192.0.2.1").await.0, 200);
}

#[tokio::test]
async fn a_proxy_that_is_trusted_says_who_asks_and_nobody_else_does() {
    let db = TestDb::open().await;
    let limit = Config { limits_per_address: TWO.parse().unwrap(), ..config() };
    let trusting = Config { http_trusted_proxies: "127.0.0.0/8".parse().unwrap(), ..limit.clone() };
    let trusting = Server::start_with(&db, &trusting);
    let plain = Server::start_with(&db, &limit);
    let from = async |server: &Server, address: &str| ask(server, &[("x-forwarded-for", address)]).await;
    for n in 0..5 {
        assert_eq!(from(&trusting, &format!("192.0.2.{n}")).await.0, 200);
    }
    assert_eq!(from(&trusting, "198.51.100.1, 192.0.2.1").await.0, 200);
    assert_eq!(from(&trusting, "198.51.100.2, 192.0.2.1").await, limited());
    assert_eq!((from(&plain, "192.0.2.1").await.0, from(&plain, "192.0.2.2").await.0), (200, 200));
    assert_eq!(from(&plain, "192.0.2.3").await, limited());
}

#[tokio::test]
async fn refused_sign_ins_have_a_tighter_measure_that_shuts_out_no_good_token() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &Config { limits_sign_in: TWO.parse().unwrap(), ..config() });
    let good = People::staff(&db, Role::Reader, None).await.secret;
    let sent = async |secret: &str| ask(&server, &[("authorization", &bearer(secret))]).await;
    for _ in 0..2 {
        assert_eq!(sent("mst_wrong").await, (401, json!("UNAUTHENTICATED")));
    }
    assert_eq!(sent("mst_wrong").await, limited());
    assert_eq!(sent(&good).await.0, 200);
}
