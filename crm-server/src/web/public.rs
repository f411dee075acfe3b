//! Pages for everybody: the published catalogue.

use super::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::open("/", "Home", "public/home.html"),
    Page::open("/services", "PublicServices", "public/services.html"),
    Page::open("/services/{code}", "PublicService", "public/service.html").of("service"),
    Page::open("/categories/{id}", "PublicCategory", "public/category.html").of("category"),
    Page::open("/life-events/{id}", "PublicLifeEvent", "public/life_event.html").of("node"),
];

pub(super) const ACTIONS: &[Action] = &[Action::open(
    "/services/{code}/feedback",
    "SendFeedback",
    "/services/{code}",
    "/services/{code}?done=feedback#feedback",
)];
