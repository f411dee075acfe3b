//! Asking a sign-in provider.

use std::time::Duration;

use reqwest::Response;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::client;
use crate::config::KeyAddress;

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most bytes of an answer.
const MOST: usize = 256 * 1024;

/// A client that waits so long only, and follows nobody elsewhere.
pub(super) fn caller() -> Result<reqwest::Client, String> {
    let client = client::builder().map_err(|error| error.to_string())?;
    let client = client.timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
    client.build().map_err(|error| error.without_url().to_string())
}

/// The JSON at an address, if it comes whole and in time.
pub(super) async fn get<T: DeserializeOwned>(address: &KeyAddress) -> Result<T, String> {
    let KeyAddress(Some(url)) = address else { return Err("no address".into()) };
    let why = |error: reqwest::Error| format!("{url}: {}", error.without_url());
    let answer = caller()?.get(url.clone()).send().await.and_then(Response::error_for_status).map_err(why)?;
    whole(url.as_str(), answer).await
}

/// The JSON of an answer, if it is not too long.
pub(super) async fn whole<T: DeserializeOwned>(address: &str, mut answer: Response) -> Result<T, String> {
    let why = |error: reqwest::Error| format!("{address}: {}", error.without_url());
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(why)? {
        if bytes.len() + chunk.len() > MOST {
            return Err(format!("{address} answers with more than {MOST} bytes"));
        }
        bytes.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&bytes).map_err(|_| format!("{address} does not answer with what was expected"))
}

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 4).
pub(super) async fn configuration(issuer: &str) -> Result<Map<String, Value>, String> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let found: Map<String, Value> = get(&address.parse()?).await?;
    if found.get("issuer").and_then(Value::as_str) == Some(issuer) {
        Ok(found)
    } else {
        Err(format!("{address} is the configuration of another issuer"))
    }
}

/// An address that a provider names.
pub(super) fn named(configuration: &Map<String, Value>, name: &str) -> Result<KeyAddress, String> {
    let address = configuration.get(name).and_then(Value::as_str).ok_or_else(|| format!("it names no {name}"))?;
    address.parse().map_err(|why| format!("its {name}: {why}"))
}
