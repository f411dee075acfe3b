//! Who may call, for whom, how often and from where.

mod behalf;
mod cors;
mod issuer;
mod jwt;
mod oidc;
mod purposes;
mod rates;
mod tokens;

use serde_json::{Value, json};
use support::{Server, answer};

const VIEWER: &str = "{ viewer { actor { kind id } through roles { role } purpose } }";

/// What a request with these headers is answered: the status and the viewer, or the code of the refusal.
async fn ask(server: &Server, headers: &[(&str, &str)]) -> (u16, Value) {
    let mut request = server.post().json(&json!({ "query": VIEWER }));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (status, body) = answer(request.send().await.unwrap()).await;
    let refused = &body["errors"][0]["extensions"]["code"];
    (status, if refused.is_null() { body["data"]["viewer"].clone() } else { refused.clone() })
}

fn bearer(secret: &str) -> String {
    format!("Bearer {secret}")
}
