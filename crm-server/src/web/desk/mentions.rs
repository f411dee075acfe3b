//! Mentions of services that the catalogue does not have, and what they are found to be.

use crate::web::{Action, Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk(MENTIONS, "UnlistedMentions", "desk/inventory/mentions.html").taking(&[LISTED]),
    Page::desk(MENTION, "UnlistedMention", "desk/inventory/mention.html").of("unlistedMention"),
];

pub(super) const ACTIONS: &[Action] = &[
    on_mention("/desk/inventory/mentions/{id}/link", "LinkUnlistedMention"),
    on_mention("/desk/inventory/mentions/{id}/propose", "ProposeMentionedService"),
    on_mention("/desk/inventory/mentions/{id}/dismiss", "DismissUnlistedMention"),
    Action::desk(
        "/desk/inventory/mentions/{id}/reopen",
        "ReopenUnlistedMention",
        MENTION,
        "/desk/inventory/mentions/{id}?done=mention-reopened",
    ),
];

const MENTIONS: &str = "/desk/inventory/mentions";
const MENTION: &str = "/desk/inventory/mentions/{id}";

const LISTED: Export = Export {
    list: "unlistedMentions",
    columns: &[
        Column { words: "mention", value: "text", kind: Kind::Text },
        Column { words: "mention-contacts", value: "contacts", kind: Kind::Whole },
        Column { words: "mention-first", value: "firstAt", kind: Kind::Day },
        Column { words: "mention-last", value: "lastAt", kind: Kind::Day },
        Column { words: "mention-decision", value: "decision", kind: Kind::Term("MentionDecision") },
        Column { words: "service-code", value: "service.code", kind: Kind::Text },
        Column { words: "service-name", value: "service.name.text", kind: Kind::Text },
        Column { words: "mention-reason", value: "reason", kind: Kind::Text },
    ],
};

/// A decision on a mention; afterwards the queue goes on.
const fn on_mention(path: &'static str, run: &'static str) -> Action {
    Action::desk(path, run, MENTION, "/desk/inventory/mentions?done=mention-settled")
}
