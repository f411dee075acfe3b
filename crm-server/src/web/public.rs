//! Pages for everybody: the published catalogue.

use super::{Action, Page};

pub(super) const PAGES: &[Page] = &[Page::open("/", "Home", "public/home.html")];

pub(super) const ACTIONS: &[Action] = &[];
