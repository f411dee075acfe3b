//! What Prometheus reads, and who may.

use crm_server::Config;
use serde_json::json;
use support::{Server, TestDb, config};

/// The value of a series, by its whole name with labels.
fn value(text: &str, series: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(series)?.trim().parse().ok())
}

#[tokio::test]
async fn what_happened_is_counted_by_short_lists_of_labels() {
    let db = TestDb::open().await;
    let server = Server::start_with(&db, &Config { metrics_public: true, ..config() });
    server.gql(None, "query Find1012345672 { services(first: 1) { nodes { code } } }", json!({})).await;
    server.get("/nowhere/1012345672").send().await.unwrap();
    let answer = server.get("/metrics").send().await.unwrap();
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    let text = answer.text().await.unwrap();
    assert!(text.ends_with("# EOF\n"), "{text}");
    let ran = r#"mustafid_requests_total{route="/graphql",kind="query",status="200"}"#;
    assert_eq!(value(&text, ran), Some(1.0), "{text}");
    let lost = r#"mustafid_requests_total{route="none",kind="none",status="404"}"#;
    assert_eq!(value(&text, lost), Some(1.0), "{text}");
    assert_eq!(value(&text, r#"mustafid_errors_total{code="NO_ROUTE"}"#), Some(1.0), "{text}");
    let took = r#"mustafid_request_seconds_count{route="/graphql",kind="query"}"#;
    assert_eq!(value(&text, took), Some(1.0), "{text}");
    assert!(value(&text, "mustafid_statements_total").unwrap() > 0.0, "{text}");
    let sent = r#"mustafid_request_statements_sum{route="/graphql",kind="query"}"#;
    assert!(value(&text, sent).unwrap() > 0.0, "{text}");
    assert!(value(&text, "mustafid_graphql_cost_sum").unwrap() > 0.0, "{text}");
    assert!(value(&text, "process_resident_memory_bytes").unwrap() > 1e6, "{text}");
    let most: f64 = ["all", "read", "write"]
        .iter()
        .filter_map(|pool| value(&text, &format!(r#"mustafid_connections{{pool="{pool}",state="most"}}"#)))
        .sum();
    assert!(most >= 10.0, "{text}");
    assert!(!text.contains("1012345672"), "what callers write is no label: {text}");
}

#[tokio::test]
async fn without_a_setting_nobody_reads_them() {
    let db = TestDb::open().await;
    let server = Server::start(&db);
    assert_eq!(server.get("/metrics").send().await.unwrap().status(), 404);
}
