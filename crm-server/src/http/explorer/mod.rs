//! The API explorer: a page of our own with everything it needs, so that it works where there is no internet. It is the
//! same for everyone; who looks at it signs in on the page, by a token that is never part of an address sent here.

use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, ETag, EntityTag, Header, IfNoneMatch, REFERRER_POLICY,
};
use actix_web::{HttpRequest, HttpResponse, web};

use super::{EXPLORER, State, readable, reading};

/// Only files of this server, and no markup or script made of text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const PAGE: &str = include_str!("page.html");
/// What is taken out of the page of a demo: then it says that it is one.
const UNLESS_DEMO: &str = r#"id="demo" hidden"#;

macro_rules! files {
    ($($name:literal: $media:literal,)+) => {
        /// The page's files: path, media type, text.
        const FILES: &[(&str, &str, &str)] = &[$((concat!("/explorer/", $name), $media, include_str!($name)),)+];
    };
}

files! {
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "answer.mjs": "text/javascript; charset=utf-8",
    "api.mjs": "text/javascript; charset=utf-8",
    "complete.mjs": "text/javascript; charset=utf-8",
    "docs.mjs": "text/javascript; charset=utf-8",
    "dom.mjs": "text/javascript; charset=utf-8",
    "editor.mjs": "text/javascript; charset=utf-8",
    "examples.mjs": "text/javascript; charset=utf-8",
    "history.mjs": "text/javascript; charset=utf-8",
    "lexer.mjs": "text/javascript; charset=utf-8",
    "main.mjs": "text/javascript; charset=utf-8",
    "schema.mjs": "text/javascript; charset=utf-8",
    "session.mjs": "text/javascript; charset=utf-8",
    "socket.mjs": "text/javascript; charset=utf-8",
    "words.mjs": "text/javascript; charset=utf-8",
}

pub(super) fn routes(app: &mut web::ServiceConfig) {
    app.service(readable(EXPLORER).route(web::route().guard(reading()).to(page)));
    for &(path, media, text) in FILES {
        let file = move |request: HttpRequest| async move { answer(&request, media, text) };
        app.service(readable(path).route(web::route().guard(reading()).to(file)));
    }
}

async fn page(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let html = ContentType::html().to_string();
    if state.demo {
        answer(&request, &html, &PAGE.replace(UNLESS_DEMO, r#"id="demo""#))
    } else {
        answer(&request, &html, PAGE)
    }
}

/// A file, or 304 to who has it as it is. A browser asks again each time: after an upgrade no old part is used.
fn answer(request: &HttpRequest, media: &str, text: &str) -> HttpResponse {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let tag = EntityTag::new_strong(format!("{:016x}", hasher.finish()));
    let known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|one| one.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header(ETag(tag))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY));
    if known { answer.finish() } else { answer.content_type(media).body(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_beside_the_page_is_served() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/http/explorer");
        let mut there: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        there.retain(|name| name != "mod.rs" && name != "page.html");
        let mut served: Vec<_> =
            FILES.iter().map(|(path, ..)| path.trim_start_matches("/explorer/").to_owned()).collect();
        there.sort();
        served.sort();
        assert_eq!(served, there);
    }

    #[test]
    fn the_mark_of_the_demo_is_in_the_page() {
        assert_eq!(PAGE.matches(UNLESS_DEMO).count(), 1);
    }
}
