//! Pages for staff, by the work they do.

mod admin;
mod contacts;
mod figures;
mod services;

use super::{Action, Page};

type Table = (&'static [Page], &'static [Action]);

const TABLES: &[Table] = &[
    (contacts::PAGES, contacts::ACTIONS),
    (services::PAGES, services::ACTIONS),
    (figures::PAGES, figures::ACTIONS),
    (admin::PAGES, admin::ACTIONS),
];

pub(super) fn pages() -> impl Iterator<Item = &'static Page> {
    TABLES.iter().flat_map(|(pages, _)| pages.iter())
}

pub(super) fn actions() -> impl Iterator<Item = &'static Action> {
    TABLES.iter().flat_map(|(_, actions)| actions.iter())
}
