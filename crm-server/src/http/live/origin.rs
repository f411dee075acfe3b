//! Which web pages may open a WebSocket: a browser lets any page try, and names it in `Origin`.

use actix_web::http::header::{self, HeaderMap};

use crate::config::Origins;

/// Whether a request comes from no web page, from one of this server's own, or from one that is configured.
pub(super) fn is_allowed(headers: &HeaderMap, origins: &Origins) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").zip(host).is_some_and(|((_, page), host)| page.eq_ignore_ascii_case(host));
    own || origins.contains(origin)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HOST, HeaderValue, ORIGIN};

    use super::*;

    #[test]
    fn a_page_is_allowed_by_its_whole_origin() {
        let origins: Origins = "https://forms.example".parse().unwrap();
        let from = |origin: Option<&'static str>| {
            let named = origin.map(|origin| (ORIGIN, HeaderValue::from_static(origin)));
            let host = (HOST, HeaderValue::from_static("crm.example:8080"));
            is_allowed(&named.into_iter().chain([host]).collect(), &origins)
        };
        assert!(from(None) && from(Some("https://forms.example")) && from(Some("http://crm.example:8080")));
        for other in ["https://evil.example", "http://forms.example", "https://forms.example.evil", "null", ""] {
            assert!(!from(Some(other)), "{other}");
        }
    }
}
