//! Answers of the inventory by workbook: taken, sent back, tried, answered, taken back.

use crm_core::documents::DocumentPurpose;

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk(SENT, "InventoryWorkbooks", "desk/inventory/workbooks.html").of("inventoryCycle"),
    Page::desk(ONE, "InventoryWorkbook", "desk/inventory/workbook.html").of("inventoryWorkbook"),
];

pub(super) const ACTIONS: &[Action] = &[
    // what comes is tried at once; nothing is answered before the person has seen what would be
    Action::desk(SENT, "TryInventoryWorkbook", SENT, "/desk/inventory/workbooks/{startInventoryWorkbook.workbook.id}")
        .bringing("file", DocumentPurpose::InventoryWorkbook),
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

const SENT: &str = "/desk/inventory/cycles/{id}/workbooks";
const ONE: &str = "/desk/inventory/workbooks/{id}";
