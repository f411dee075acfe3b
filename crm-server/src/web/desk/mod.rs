//! Pages for staff, by the work they do.

mod admin;
mod contacts;
mod figures;
mod imports;
mod services;

use super::{Action, Page, Upload};

type Table = (&'static [Page], &'static [Action]);

const TABLES: &[Table] = &[
    (contacts::PAGES, contacts::ACTIONS),
    (services::PAGES, services::ACTIONS),
    (imports::PAGES, imports::ACTIONS),
    (figures::PAGES, figures::ACTIONS),
    (admin::PAGES, admin::ACTIONS),
];

pub(super) fn uploads() -> impl Iterator<Item = &'static Upload> {
    imports::UPLOADS.iter()
}

pub(super) fn pages() -> impl Iterator<Item = &'static Page> {
    TABLES.iter().flat_map(|(pages, _)| pages.iter())
}

pub(super) fn actions() -> impl Iterator<Item = &'static Action> {
    TABLES.iter().flat_map(|(_, actions)| actions.iter())
}
