//! The catalogue's pages: services, their cards by sections, their life cycle and history.

use crate::web::{Action, Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk/services", "Services", "desk/services.html").taking(&[SERVICES]),
    Page::desk(NEW, "NewService", "desk/service/new.html"),
    Page::desk(SERVICE, "ServiceDesk", "desk/service/desk.html").of("service"),
    Page::desk(EDIT, "ServiceCard", "desk/service/edit.html").of("service"),
    Page::desk("/desk/services/{code}/history", "ServiceHistory", "desk/service/history.html").of("service"),
    Page::desk("/desk/services/{code}/changes", "ServiceChanges", "desk/service/changes.html").of("service"),
];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk(NEW, "CreateService", NEW, "/desk/services/{createService.service.code}?done=service-made"),
    Action::desk(EDIT, "ReviseParts", EDIT, "/desk/services/{code}?done=service-saved"),
    moved("/desk/services/{code}/take-up", "TakeUpService"),
    moved("/desk/services/{code}/submit", "SubmitService"),
    moved("/desk/services/{code}/return", "ReturnToDraftService"),
    moved("/desk/services/{code}/discard", "DiscardDraftService"),
    moved("/desk/services/{code}/publish", "PublishService"),
    moved("/desk/services/{code}/suspend", "SuspendService"),
    moved("/desk/services/{code}/resume", "ResumeService"),
    moved("/desk/services/{code}/retire", "RetireService"),
    moved("/desk/services/{code}/withdraw", "WithdrawService"),
];

const NEW: &str = "/desk/services/new";
const SERVICE: &str = "/desk/services/{code}";
const EDIT: &str = "/desk/services/{code}/edit/{section}";

const SERVICES: Export = Export {
    list: "services",
    columns: &[
        Column { words: "service-code", value: "code", kind: Kind::Text },
        Column { words: "service-name", value: "name.text", kind: Kind::Text },
        Column { words: "department", value: "owner.name.text", kind: Kind::Text },
        Column { words: "service-status", value: "status", kind: Kind::Term("ServiceStatus") },
        Column { words: "service-kind", value: "kind", kind: Kind::Term("ServiceKind") },
        Column { words: "service-completeness", value: "completeness.score", kind: Kind::Whole },
        Column { words: "changed", value: "updatedAt", kind: Kind::Day },
    ],
};

/// A move of a service's life cycle.
const fn moved(path: &'static str, run: &'static str) -> Action {
    Action::desk(path, run, SERVICE, "/desk/services/{code}?done=service-moved")
}
