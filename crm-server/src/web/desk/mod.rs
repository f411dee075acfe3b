//! Pages for staff, by the work they do.

mod account;
mod admin;
mod contacts;
mod figures;
mod findings;
mod imports;
mod inventory;
mod mentions;
mod reports;
mod services;
mod staff;
mod workbooks;

use super::{Action, Page};

pub(super) use inventory::RESULTS;

type Table = (&'static [Page], &'static [Action]);

const TABLES: &[Table] = &[
    (contacts::PAGES, contacts::ACTIONS),
    (services::PAGES, services::ACTIONS),
    (imports::PAGES, imports::ACTIONS),
    (inventory::PAGES, inventory::ACTIONS),
    (findings::PAGES, findings::ACTIONS),
    (workbooks::PAGES, workbooks::ACTIONS),
    (reports::PAGES, &[]),
    (mentions::PAGES, mentions::ACTIONS),
    (figures::PAGES, figures::ACTIONS),
    (admin::PAGES, admin::ACTIONS),
    (staff::PAGES, staff::ACTIONS),
    (account::PAGES, account::ACTIONS),
];

pub(super) fn pages() -> impl Iterator<Item = &'static Page> {
    TABLES.iter().flat_map(|(pages, _)| pages.iter())
}

pub(super) fn actions() -> impl Iterator<Item = &'static Action> {
    TABLES.iter().flat_map(|(_, actions)| actions.iter())
}
