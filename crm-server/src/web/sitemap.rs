//! What search engines read: which pages there are, and which are none of their business.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use crm_core::OpContext;
use crm_graphql::documents::{Empty, Fields, Reading};
use serde_json::Value as Json;

use super::place::LANGUAGES;
use super::render::part;
use crate::http::{Code, Problem, State, engine};

/// Most services that are listed; the format takes 50,000 addresses, two of each.
const MOST: usize = 25_000;
/// Engines may keep it for an hour.
const KEPT: &str = "public, max-age=3600";

/// `/robots.txt`.
pub(super) async fn robots(request: HttpRequest) -> HttpResponse {
    let closed =
        LANGUAGES.map(|language| format!("Disallow: {0}/desk\nDisallow: {0}/sign-in\n", language.path())).concat();
    let text = format!("User-agent: *\nDisallow: /graphql\n{closed}Sitemap: {}/sitemap.xml\n", origin(&request));
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header((CACHE_CONTROL, KEPT)).body(text)
}

/// `/sitemap.xml`: the page of each public service in each language.
pub(super) async fn sitemap(request: HttpRequest, state: Data<State>) -> HttpResponse {
    match services(&state).await {
        Ok(services) => HttpResponse::Ok()
            .content_type("application/xml; charset=utf-8")
            .insert_header((CACHE_CONTROL, KEPT))
            .body(written(&origin(&request), &services)),
        Err(code) => Problem::from(code).answer(&request),
    }
}

/// Code and last change of every public service, as the public sees them.
async fn services(state: &State) -> Result<Vec<(String, String)>, Code> {
    let loaded = state.site.loaded();
    let document = loaded.documents.get("Sitemap").ok_or(Code::Internal)?;
    let reading = Reading { empty: Empty::Absent, zone: state.db.settings().zone };
    let mut services = Vec::new();
    let mut after = String::new();
    while services.len() < MOST {
        let fields: Fields = [("first", "100"), ("after", after.as_str())].into_iter().collect();
        let request = document.request(&fields, reading).map_err(|_| Code::Internal)?;
        let response = engine::respond(state, OpContext::anonymous(), request).await?;
        let data = serde_json::to_value(&response.data).map_err(|_| Code::Internal)?;
        let list = &data["services"];
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let nodes = list["nodes"].as_array().ok_or(Code::Unavailable)?;
        services.extend(nodes.iter().map(|node| (text(&node["code"]), text(&node["updatedAt"]))));
        after = text(&list["pageInfo"]["endCursor"]);
        if list["pageInfo"]["hasNextPage"] != true {
            break;
        }
    }
    Ok(services)
}

fn written(origin: &str, services: &[(String, String)]) -> String {
    let pages = LANGUAGES.iter().flat_map(|language| {
        let front = format!("{origin}{}", language.path());
        let home = format!("<url><loc>{front}/</loc></url>\n");
        let service = move |(code, changed): &(String, String)| {
            format!("<url><loc>{front}/services/{}</loc><lastmod>{changed}</lastmod></url>\n", part(code))
        };
        std::iter::once(home).chain(services.iter().map(service))
    });
    let pages: String = pages.collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{pages}</urlset>\n"
    )
}

/// What addresses of this server begin with, as the caller knows it; what a caller makes up is written as text.
fn origin(request: &HttpRequest) -> String {
    let info = request.connection_info();
    let host: String = info.host().chars().filter(|c| c.is_ascii_alphanumeric() || ".:-[]".contains(*c)).collect();
    let scheme = if info.scheme() == "https" { "https" } else { "http" };
    format!("{scheme}://{host}")
}
