//! Web pages of other origins, as their browsers ask for them.

use crm_server::Config;
use reqwest::Response;
use serde_json::json;
use support::{Server, TestDb, config};

const FORMS: &str = "https://forms.example";

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

fn configured() -> Config {
    Config { http_cors_origins: "https://forms.example, http://localhost:3000".parse().unwrap(), ..config() }
}

async fn preflight(server: &Server, path: &str, origin: &str, headers: &str) -> Response {
    let asked =
        server.request("OPTIONS", path).header("origin", origin).header("access-control-request-method", "POST");
    asked.header("access-control-request-headers", headers).send().await.unwrap()
}

#[tokio::test]
async fn a_page_of_a_configured_origin_may_ask_with_what_our_callers_send() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &configured());
    let ours = "authorization,content-type,accept-language,x-purpose,x-on-behalf-of,x-request-id,x-requested-with";
    for (path, origin) in
        [("/graphql", FORMS), ("/graphql", "http://localhost:3000"), ("/graphql/schema.graphql", FORMS)]
    {
        let response = preflight(&server, path, origin, ours).await;
        assert_eq!(response.status(), 200, "{path} {origin}");
        assert_eq!(header(&response, "access-control-allow-origin"), Some(origin));
        assert_eq!(header(&response, "access-control-max-age"), Some("7200"));
        assert_eq!(header(&response, "access-control-allow-credentials"), None);
        assert!(header(&response, "vary").unwrap().contains("Origin"), "{:?}", response.headers());
        let allowed = header(&response, "access-control-allow-headers").unwrap();
        assert!(ours.split(',').all(|name| allowed.contains(name)), "{allowed}");
    }
    let asked = server.post().header("origin", FORMS).json(&json!({ "query": "{ viewer { purpose } }" }));
    let response = asked.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "access-control-allow-origin"), Some(FORMS));
    assert!(header(&response, "access-control-expose-headers").unwrap().contains("x-request-id"));
    assert!(header(&response, "vary").unwrap().contains("Origin"));
    // refusals too must reach the page
    let refused = server.post().header("origin", FORMS).body("{").send().await.unwrap();
    assert_eq!((refused.status().as_u16(), header(&refused, "access-control-allow-origin")), (415, Some(FORMS)));
}

#[tokio::test]
async fn a_page_of_another_origin_may_not() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &configured());
    for origin in ["https://evil.example", "http://forms.example", "https://forms.example.evil", "null"] {
        let response = preflight(&server, "/graphql", origin, "content-type").await;
        assert_eq!(header(&response, "access-control-allow-origin"), None, "{origin}");
        let asked = server.post().header("origin", origin).json(&json!({ "query": "{ viewer { purpose } }" }));
        let response = asked.send().await.unwrap();
        assert_eq!(header(&response, "access-control-allow-origin"), None, "{origin}");
        assert!(header(&response, "vary").unwrap().contains("Origin"));
    }
    let response = preflight(&server, "/graphql", FORMS, "content-type,x-strange").await;
    assert_eq!(header(&response, "access-control-allow-origin"), None);
}

#[tokio::test]
async fn without_origins_nothing_is_said_to_any_page() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    let response = preflight(&server, "/graphql", FORMS, "content-type").await;
    assert_eq!((response.status().as_u16(), header(&response, "access-control-allow-origin")), (405, None));
    for wrong in ["*", "https://*.example", "https://forms.example/path", "forms.example"] {
        assert!(wrong.parse::<crm_server::config::Origins>().is_err(), "{wrong}");
    }
}
