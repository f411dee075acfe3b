//! Reading what the caller sends and wants: media types and language.

use actix_web::http::header::{self, HeaderMap};
use crm_core::text::LanguageTag;

/// The media types of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status says whether the request ran.
    GraphQl,
    /// `application/json`: 200 for every well-formed request.
    Json,
    /// `text/event-stream`: answers as they come.
    Events,
}

impl Media {
    /// As a header.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Events => "text/event-stream; charset=utf-8",
        }
    }
}

/// The media type of the answer, or none when the caller takes neither. Without a wish, or with `*/*`, it is
/// `application/json`, as the GraphQL-over-HTTP draft asks.
pub(super) fn answer(headers: &HeaderMap) -> Option<Media> {
    let mut ranges = weighted(headers, header::ACCEPT).peekable();
    if ranges.peek().is_none() {
        return Some(Media::Json);
    }
    heaviest(ranges.filter_map(|(range, weight)| {
        let media = match range.as_str() {
            "application/graphql-response+json" => Media::GraphQl,
            "text/event-stream" => Media::Events,
            "application/json" | "application/*" | "*/*" => Media::Json,
            _ => return None,
        };
        Some((media, weight))
    }))
}

/// Whether the body is JSON in UTF-8.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(header::CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    let mut parts = value.split(';').map(str::trim);
    let json = parts.next().is_some_and(|media| media.eq_ignore_ascii_case("application/json"));
    let charset = |part: &str| {
        part.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).map(|(_, set)| {
            let set = set.trim().trim_matches('"');
            set.eq_ignore_ascii_case("utf-8") || set.eq_ignore_ascii_case("utf8")
        })
    };
    json && parts.filter_map(charset).all(|utf8| utf8)
}

/// The language the caller wants most.
pub(crate) fn language(headers: &HeaderMap) -> Option<LanguageTag> {
    let wanted = weighted(headers, header::ACCEPT_LANGUAGE);
    heaviest(wanted.filter_map(|(tag, weight)| Some((LanguageTag::parse(&tag).ok()?, weight))))
}

/// The first of the heaviest; what weighs nothing is not wanted at all.
fn heaviest<T>(wishes: impl Iterator<Item = (T, f32)>) -> Option<T> {
    let heavier = |best: Option<(T, f32)>, one: (T, f32)| match best {
        Some(best) if best.1 >= one.1 => Some(best),
        _ => Some(one),
    };
    wishes.filter(|(_, weight)| *weight > 0.0).fold(None, heavier).map(|(wish, _)| wish)
}

/// The entries of a list header with their `q`, in the order given; parameters other than `q` are dropped.
fn weighted(headers: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = (String, f32)> {
    let values = headers.get_all(name).filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    values.filter(|entry| !entry.trim().is_empty()).map(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let value = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0);
        (value, weight)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        [(name, header::HeaderValue::from_static(value))].into_iter().collect()
    }

    #[test]
    fn the_heaviest_wish_counts_and_the_draft_decides_the_rest() {
        let wish = |accept| answer(&headers(header::ACCEPT, accept));
        assert_eq!(answer(&HeaderMap::new()), Some(Media::Json));
        assert_eq!(wish("*/*"), Some(Media::Json));
        assert_eq!(wish("application/graphql-response+json"), Some(Media::GraphQl));
        assert_eq!(wish("application/graphql-response+json, application/json;q=0.9"), Some(Media::GraphQl));
        assert_eq!(wish("application/json, application/graphql-response+json"), Some(Media::Json));
        assert_eq!(
            wish("application/json;q=0.5, application/graphql-response+json;charset=utf-8"),
            Some(Media::GraphQl)
        );
        assert_eq!(wish("text/event-stream"), Some(Media::Events));
        assert_eq!(wish("text/event-stream;q=0.5, application/json"), Some(Media::Json));
        assert_eq!(wish("text/html"), None);
        assert_eq!(wish("application/json;q=0"), None);
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        let json = |value| is_json(&headers(header::CONTENT_TYPE, value));
        assert!(json("application/json") && json("Application/JSON; charset=\"UTF-8\""));
        assert!(!json("text/plain") && !json("application/json; charset=latin1") && !json("application/graphql"));
        assert!(!is_json(&HeaderMap::new()));
    }

    #[test]
    fn the_language_is_the_heaviest_that_is_one() {
        let wish = |value| language(&headers(header::ACCEPT_LANGUAGE, value)).map(|tag| tag.as_str().to_owned());
        assert_eq!(wish("en;q=0.8, ar-SA"), Some("ar-SA".into()));
        assert_eq!(wish("*"), None);
        assert_eq!(wish("123;q=1, fr;q=0.2"), Some("fr".into()));
    }
}
