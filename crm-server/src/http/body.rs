//! A GraphQL request out of a body or a query string.

use std::time::Duration;

use actix_web::http::header;
use actix_web::web::Payload;
use actix_web::{HttpRequest, web};
use crm_graphql::Variables;
use futures_util::StreamExt;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Code;

/// The parts of a request. Members that are not known are ignored, as the draft asks.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parts {
    pub query: Option<String>,
    /// The document by its id instead, see [`trusted`](super::trusted).
    pub document_id: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Option<Variables>,
    extensions: Option<Map<String, Value>>,
}

impl Parts {
    /// The hash of a document that is named as Apollo's clients do; in a form that is not known, one of no document.
    pub fn persisted_hash(&self) -> Option<&str> {
        let named = self.extensions.as_ref()?.get("persistedQuery")?;
        let hash = named["sha256Hash"].as_str().filter(|_| named["version"] == 1);
        Some(hash.unwrap_or_default())
    }

    /// A request says what to run.
    pub fn sound(self) -> Result<Self, Code> {
        let says = self.query.is_some() || self.document_id.is_some() || self.persisted_hash().is_some();
        if says { Ok(self) } else { Err(Code::NotARequest) }
    }
}

/// Reads a body of at most `limit` bytes within the time given.
pub(crate) async fn read(request: &HttpRequest, body: Payload, limit: usize, time: Duration) -> Result<Vec<u8>, Code> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > limit) {
        return Err(Code::TooLarge);
    }
    tokio::time::timeout(time, collect(body, announced.unwrap_or_default(), limit)).await.map_err(|_| Code::Slow)?
}

async fn collect(mut body: Payload, announced: usize, limit: usize) -> Result<Vec<u8>, Code> {
    let mut bytes = Vec::with_capacity(announced);
    while let Some(chunk) = body.next().await {
        // A broken transfer: what came is not the request.
        let chunk: web::Bytes = chunk.map_err(|_| Code::NotJson)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Code::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// A body as a request.
pub(super) fn parse(bytes: &[u8]) -> Result<Parts, Code> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match serde_json::from_slice(bytes) {
        // serde would read a list as the members in their order
        Ok(parts) if first == Some(&b'{') => Parts::sound(parts),
        Err(error) if !error.is_data() => Err(Code::NotJson),
        _ if first == Some(&b'[') => Err(Code::Batch),
        _ => Err(Code::NotARequest),
    }
}

/// A query string as a request: `variables` and `extensions` are JSON in it.
pub(super) fn parse_query(text: &str) -> Result<Parts, Code> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Texts {
        query: Option<String>,
        document_id: Option<String>,
        operation_name: Option<String>,
        variables: Option<String>,
        extensions: Option<String>,
    }
    let web::Query(Texts { query, document_id, operation_name, variables, extensions }) =
        web::Query::<Texts>::from_query(text).map_err(|_| Code::NotARequest)?;
    let (variables, extensions) = (object(variables)?, object(extensions)?);
    Parts { query, document_id, operation_name, variables, extensions }.sound()
}

fn object<T: DeserializeOwned>(text: Option<String>) -> Result<Option<T>, Code> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    serde_json::from_str(&text).map_err(|error| if error.is_data() { Code::NotARequest } else { Code::NotJson })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_an_object_with_a_query() {
        let parts = parse(br#"{"query": "{ viewer { actor } }", "variables": null, "unknown": 1}"#).unwrap();
        assert_eq!(parts.query.as_deref(), Some("{ viewer { actor } }"));
        assert!(parts.variables.is_none());
        let refused = |text: &[u8]| parse(text).err();
        for wrong in ["{}", "1", "null", "\"{ a }\"", r#"{"query": 1}"#, r#"{"query":"","variables":[]}"#] {
            assert_eq!(refused(wrong.as_bytes()), Some(Code::NotARequest), "{wrong}");
        }
        for batch in ["[]", r#"["{ a }"]"#, r#" [{"query":"{ a }"}]"#] {
            assert_eq!(refused(batch.as_bytes()), Some(Code::Batch), "{batch}");
        }
        for broken in [
            &b""[..],
            b"{",
            b"{\"query\": \"\xff\"}",
            br#"{"query": "\ud800"}"#,
            b"\xef\xbb\xbf{}",
            br#"{"query":"a"} x"#,
        ] {
            assert_eq!(refused(broken), Some(Code::NotJson), "{}", String::from_utf8_lossy(broken));
        }
        let deep = format!(r#"{{"query":"","variables":{{"a":{}"#, "[".repeat(100_000));
        assert_eq!(refused(deep.as_bytes()), Some(Code::NotJson));
    }

    #[test]
    fn a_query_string_carries_json_for_variables() {
        let parts = parse_query("query=%7B%20a%20%7D&variables=%7B%22a%22%3A1%7D").unwrap();
        assert_eq!(parts.query.as_deref(), Some("{ a }"));
        assert_eq!(parts.variables.unwrap().into_value().to_string(), "{a: 1}");
        assert_eq!(parse_query("variables=%7B%7D").err(), Some(Code::NotARequest));
        assert_eq!(parse_query("query=a&variables=%7B").err(), Some(Code::NotJson));
    }
}
