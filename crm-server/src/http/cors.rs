//! Which web pages of other origins may call from a browser, and with what.

use actix_cors::Cors;

use crate::config::Origins;

/// Seconds for which a browser may remember a preflight; none remembers longer than two hours.
const REMEMBERED: usize = 7_200;
/// What pages may send besides the headers that every page may.
const HEADERS: [&str; 9] = [
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "last-event-id",
    "x-on-behalf-of",
    "x-purpose",
    "x-request-id",
    "x-requested-with",
];

/// The middleware. A page of another origin is not told that it may read an answer; its browser keeps it from the page
/// and, since our requests need a preflight, does not send them at all. Without cookies there are no credentials to
/// allow.
pub(super) fn cors(origins: &Origins) -> Cors {
    let allowed = origins.clone();
    Cors::default()
        .allowed_origin_fn(move |origin, _| origin.to_str().is_ok_and(|origin| allowed.contains(origin)))
        .allowed_methods(["GET", "POST"])
        .allowed_headers(HEADERS)
        .expose_headers(["retry-after", "x-request-id"])
        .max_age(REMEMBERED)
}
