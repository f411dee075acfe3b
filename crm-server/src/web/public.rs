//! Pages for everybody: the published catalogue, and the published results of the inventory.

use super::desk::RESULTS;
use super::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::open("/", "Home", "public/home.html"),
    Page::open("/services", "PublicServices", "public/services.html"),
    Page::open("/services/{code}", "PublicService", "public/service.html").of("service"),
    Page::open("/categories/{id}", "PublicCategory", "public/category.html").of("category"),
    Page::open("/life-events/{id}", "PublicLifeEvent", "public/life_event.html").of("node"),
    Page::open("/inventory", "PublicInventory", "public/inventory.html"),
    Page::open("/inventory/{id}", "PublicInventoryCycle", "public/inventory_cycle.html")
        .of("inventoryCycle")
        .taking(&[RESULTS]),
    Page::open("/inventory/{id}/since/{from}", "PublicInventoryChanges", "public/inventory_changes.html")
        .of("inventorySummary"),
];

pub(super) const ACTIONS: &[Action] = &[Action::open(
    "/services/{code}/feedback",
    "SendFeedback",
    "/services/{code}",
    "/services/{code}?done=feedback#feedback",
)];
