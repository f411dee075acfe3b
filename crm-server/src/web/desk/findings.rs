//! What the rules of the inventory find in a cycle.

use crate::web::{Action, Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] =
    &[Page::desk(FINDINGS, "InventoryFindings", "desk/inventory/findings.html").of("inventoryCycle").taking(&[LISTED])];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk(
        "/desk/inventory/cycles/{id}/check",
        "CheckInventoryCycle",
        FINDINGS,
        "/desk/inventory/cycles/{id}/findings?done=check-started",
    ),
    Action::desk(
        "/desk/inventory/cycles/{id}/waive",
        "WaiveInventoryFinding",
        FINDINGS,
        "/desk/inventory/cycles/{id}/findings?filter.rule.eq={filter.rule.eq}&filter.severity.eq={filter.severity.eq}\
         &filter.department.eq={filter.department.eq}&filter.waived.eq={filter.waived.eq}&done=finding-waived",
    ),
];

const FINDINGS: &str = "/desk/inventory/cycles/{id}/findings";

const LISTED: Export = Export {
    list: "inventoryFindings",
    columns: &[
        Column { words: "service-code", value: "item.service.code", kind: Kind::Text },
        Column { words: "service-name", value: "item.service.name.text", kind: Kind::Text },
        Column { words: "department", value: "item.department.name.text", kind: Kind::Text },
        Column { words: "finding-severity", value: "severity", kind: Kind::Term("InventorySeverity") },
        Column { words: "finding-rule", value: "rule", kind: Kind::Term("InventoryRule") },
        Column { words: "finding-part", value: "part", kind: Kind::Text },
        Column { words: "finding-message", value: "message", kind: Kind::Text },
        Column { words: "finding-found", value: "foundAt", kind: Kind::Day },
        Column { words: "finding-waived-by", value: "waivedBy.name.text", kind: Kind::Text },
        Column { words: "finding-waived-reason", value: "waivedReason", kind: Kind::Text },
    ],
};
