//! Agents' pages: the desk, logging a contact, contacts, follow-ups, beneficiaries.

use crate::web::{Action, Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk", "Desk", "desk/home.html"),
    Page::desk("/desk/search", "Search", "desk/search.html"),
    Page::desk(LOG, "NewContact", "desk/log.html"),
    Page::desk("/desk/contacts", "Contacts", "desk/contacts.html").taking(&[CONTACTS]),
    Page::desk(CONTACT, "Contact", "desk/contact.html").of("interaction"),
    Page::desk(FOLLOW_UPS, "FollowUps", "desk/follow_ups.html"),
    Page::desk("/desk/beneficiaries", "Beneficiaries", "desk/beneficiaries.html"),
    Page::desk(REGISTER, "NewBeneficiary", "desk/register.html"),
    Page::desk(BENEFICIARY, "Beneficiary", "desk/beneficiary.html").of("beneficiary"),
];

pub(super) const ACTIONS: &[Action] = &[
    Action::find("/desk/search", "/desk/search"),
    Action::find("/desk/beneficiaries", "/desk/beneficiaries"),
    Action::find("/desk/log/find", LOG),
    Action::desk(LOG, "LogContact", LOG, "/desk/contacts/{logInteraction.interaction.id}?done=logged"),
    Action::desk("/desk/contacts/{id}/undo", "UndoContact", CONTACT, "/desk/contacts/{id}?done=undone"),
    Action::desk("/desk/follow-ups/done", "CompleteFollowUp", FOLLOW_UPS, "/desk/follow-ups?done=completed"),
    Action::desk(
        REGISTER,
        "RegisterBeneficiary",
        REGISTER,
        "/desk/beneficiaries/{registerBeneficiary.beneficiary.id}?done=registered",
    ),
    Action::desk("/desk/beneficiaries/{id}/unmask", "Unmask", BENEFICIARY, ""),
];

const LOG: &str = "/desk/log";
const CONTACT: &str = "/desk/contacts/{id}";
const FOLLOW_UPS: &str = "/desk/follow-ups";
const REGISTER: &str = "/desk/beneficiaries/new";
const BENEFICIARY: &str = "/desk/beneficiaries/{id}";

const CONTACTS: Export = Export {
    list: "interactions",
    columns: &[
        Column { words: "contact-when", value: "occurredAt", kind: Kind::Day },
        Column { words: "contact-channel", value: "channel", kind: Kind::Term("ChannelKind") },
        Column { words: "contact-direction", value: "direction", kind: Kind::Term("InteractionDirection") },
        Column { words: "service-code", value: "service.code", kind: Kind::Text },
        Column { words: "service-name", value: "service.name.text", kind: Kind::Text },
        Column { words: "contact-unlisted", value: "unlistedService", kind: Kind::Text },
        Column { words: "contact-reason", value: "reason.current.name.text", kind: Kind::Text },
        Column { words: "contact-outcome", value: "outcome", kind: Kind::Term("InteractionOutcome") },
        Column { words: "department", value: "department.name.text", kind: Kind::Text },
        Column { words: "contact-staff", value: "staff.name.text", kind: Kind::Text },
    ],
};
