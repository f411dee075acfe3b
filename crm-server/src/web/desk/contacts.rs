//! Agents' pages: the desk, logging a contact, contacts, follow-ups, beneficiaries.

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk", "Desk", "desk/home.html"),
    Page::desk("/desk/log", "NewContact", "desk/log.html"),
    Page::desk("/desk/contacts/{id}", "Contact", "desk/contact.html").of("interaction"),
];

pub(super) const ACTIONS: &[Action] = &[Action::desk(
    "/desk/log",
    "LogContact",
    "/desk/log",
    "/desk/contacts/{logInteraction.interaction.id}?done=logged",
)];
