//! Answers of the inventory by workbook: taken, sent back, tried, answered, taken back.

use crm_core::documents::DocumentPurpose;

use crate::web::{Action, Page, Upload};

pub(super) const PAGES: &[Page] = &[
    Page::desk(SENT, "InventoryWorkbooks", "desk/inventory/workbooks.html").of("inventoryCycle"),
    Page::desk(ONE, "InventoryWorkbook", "desk/inventory/workbook.html").of("inventoryWorkbook"),
];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk(
        ONE,
        "ConfirmInventoryWorkbook",
        ONE,
        "/desk/inventory/workbooks/{startInventoryWorkbook.workbook.id}?done=workbook-started",
    ),
    Action::desk(
        "/desk/inventory/workbooks/{id}/undo",
        "UndoInventoryWorkbook",
        ONE,
        "/desk/inventory/workbooks/{id}?done=workbook-undo-started",
    ),
    Action::desk("/desk/inventory/workbooks/{id}/cancel", "CancelImport", ONE, "/desk/inventory/workbooks/{id}"),
];

/// What comes is tried at once; nothing is answered before the person has seen what would be.
pub(super) const UPLOADS: &[Upload] = &[Upload {
    path: SENT,
    purpose: DocumentPurpose::InventoryWorkbook,
    page: SENT,
    run: "TryInventoryWorkbook",
    then: "/desk/inventory/workbooks/{startInventoryWorkbook.workbook.id}",
}];

const SENT: &str = "/desk/inventory/cycles/{id}/workbooks";
const ONE: &str = "/desk/inventory/workbooks/{id}";
