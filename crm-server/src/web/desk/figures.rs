//! Figures over contacts.

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[Page::desk("/desk/figures", "Figures", "desk/figures.html")];

pub(super) const ACTIONS: &[Action] = &[];
