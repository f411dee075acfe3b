//! The pages: server-rendered, each a named GraphQL document that runs in process as the caller, and a template.
//!
//! What a page needs lies in `crm-server/web` and is part of the program; a body puts its own files over it by the
//! setting `web.folder`: `operations/*.graphql`, `templates/**/*.html`, `words/ar/*.ftl`, `words/en/*.ftl`, `assets/*`.
//!
//! - [`Page`]: an address, the document it shows, its template. Parameters of the address are the document's variables.
//! - [`Action`]: where a form goes, the mutation it runs, and where one is afterwards. Fields of the form are the
//!   mutation's variables; what the person can mend comes back beside the fields of the page the form stood on.
//!
//! Addresses begin with the language. Nothing needs JavaScript; modules only refetch what the server renders.

mod act;
mod again;
mod answer;
mod assets;
mod cells;
mod change;
mod desk;
mod entrance;
mod export;
mod files;
mod form;
mod functions;
mod load;
mod page;
mod place;
mod public;
mod render;
mod sent;
mod show;
mod sitemap;
mod template;
#[cfg(test)]
mod tests;
mod whole;
mod words;
mod workbook;

use std::collections::BTreeSet;

use actix_web::web::Data;
use actix_web::{HttpRequest, Resource, web};

use crate::auth::oidc::CALLBACK;
use crate::http::{State, problem, reading};

pub(crate) use again::Presses;
pub use export::{Column, Export, Kind};
pub use load::{LoadError, Site};
pub use page::{Action, For, Page};

/// Every page.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    public::PAGES.iter().chain(desk::pages())
}

/// Every action.
pub fn actions() -> impl Iterator<Item = &'static Action> {
    public::ACTIONS.iter().chain(desk::actions())
}

/// The routes of all pages, in each language.
pub(crate) fn routes(app: &mut web::ServiceConfig) {
    app.service(web::resource("/").route(web::get().to(place::front)));
    app.service(web::resource("/assets/{name}").route(web::get().to(assets::serve)));
    app.service(web::resource("/sitemap.xml").route(web::get().to(sitemap::sitemap)));
    app.service(web::resource("/robots.txt").route(web::get().to(sitemap::robots)));
    app.service(
        web::resource(CALLBACK)
            .route(web::route().guard(reading()).to(entrance::come_back))
            .default_service(web::to(problem::only_reading)),
    );
    for language in place::LANGUAGES {
        let template = move |request: HttpRequest, parts: show::Parts| template::give(language, request, parts);
        let workbook = move |request: HttpRequest, parts: show::Parts| workbook::give(language, request, parts);
        let mut scope = web::scope(language.path())
            .service(web::resource(template::PATH).route(web::route().guard(reading()).to(template)))
            .service(web::resource(workbook::PATH).route(web::route().guard(reading()).to(workbook)));
        let paths: BTreeSet<&str> = pages().map(|page| page.path).chain(actions().map(|action| action.path)).collect();
        for path in paths {
            scope = scope.service(resource(path, language));
        }
        for resource in entrance::resources(language) {
            scope = scope.service(resource);
        }
        let nothing =
            move |request: HttpRequest, state: Data<State>| async move { place::nothing(language, &request, &state) };
        app.service(scope.default_service(web::to(nothing)));
    }
}

/// What is at one path: a page, an action, or both.
fn resource(path: &'static str, language: place::Language) -> Resource {
    let mut resource = web::resource(path).default_service(web::to(problem::only_reading));
    if let Some(page) = pages().find(|page| page.path == path) {
        let show = move |request: HttpRequest, parts: show::Parts| show::page(page, language, request, parts);
        resource = resource.route(web::route().guard(reading()).to(show));
    }
    if let Some(action) = actions().find(|action| action.path == path) {
        if !pages().any(|page| page.path == path) {
            // who asks for it again sees the page on which the form stands
            let back = move |request: HttpRequest| async move { act::back(action, language, &request) };
            resource = resource.route(web::route().guard(reading()).to(back));
        }
        let act = move |request: HttpRequest, parts: show::Parts, body: web::Payload| {
            act::act(action, language, request, parts, body)
        };
        resource = resource.route(web::post().to(act));
    }
    resource
}
