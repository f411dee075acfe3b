//! The development department's imports: upload, columns, dry run, report, confirm, undo.

use crm_core::documents::DocumentPurpose;

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk/imports", "Imports", "desk/imports/list.html"),
    Page::desk(NEW, "NewImport", "desk/imports/new.html"),
    Page::desk("/desk/imports/columns/{documentId}", "PreviewImport", "desk/imports/columns.html").of("document"),
    Page::desk("/desk/imports/{id}", "Import", "desk/imports/import.html").of("serviceImport"),
];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk(NEW, "TakeImport", NEW, "/desk/imports/columns/{file}")
        .bringing("file", DocumentPurpose::ServiceImport),
    Action::desk(
        "/desk/imports/columns/{documentId}",
        "StartImport",
        "/desk/imports/columns/{documentId}",
        "/desk/imports/{startServiceImport.serviceImport.id}",
    ),
    Action::desk(
        "/desk/imports/{id}",
        "ConfirmImport",
        "/desk/imports/{id}",
        "/desk/imports/{startServiceImport.serviceImport.id}?done=import-started",
    ),
    Action::desk(
        "/desk/imports/{id}/undo",
        "UndoImport",
        "/desk/imports/{id}",
        "/desk/imports/{id}?done=import-undo-started",
    ),
    Action::desk("/desk/imports/{id}/cancel", "CancelImport", "/desk/imports/{id}", "/desk/imports/{id}"),
];

const NEW: &str = "/desk/imports/new";
