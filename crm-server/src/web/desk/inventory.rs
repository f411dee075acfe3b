//! The periodic inventory: plans and the committee's decisions, cycles, items, results and their comparison.

use crm_core::documents::DocumentPurpose;

use crate::web::{Action, Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk/inventory", "Inventory", "desk/inventory/home.html"),
    Page::desk(NEW_PLAN, "NewInventoryPlan", "desk/inventory/plan_new.html"),
    Page::desk(PLAN, "InventoryPlan", "desk/inventory/plan.html").of("inventoryPlan"),
    Page::desk(PLAN_TEXT, "InventoryPlanText", "desk/inventory/plan_edit.html").of("inventoryPlan"),
    Page::desk(CYCLE, "InventoryCycle", "desk/inventory/cycle.html").of("inventoryCycle").taking(&[COVERAGE]),
    Page::desk("/desk/inventory/cycles/{id}/results", "InventoryResults", "desk/inventory/results.html")
        .of("inventoryResults")
        .taking(&[RESULTS]),
    Page::desk("/desk/inventory/cycles/{id}/since/{from}", "InventoryComparison", "desk/inventory/comparison.html")
        .of("inventoryComparison")
        .taking(&[DIFFERENCES]),
    Page::desk(ITEMS, "InventoryItems", "desk/inventory/items.html").taking(&[LISTED]),
    Page::desk(ITEM, "InventoryItem", "desk/inventory/item.html").of("inventoryItem"),
    Page::desk(DELEGATIONS, "InventoryDelegations", "desk/inventory/delegations.html"),
];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk(
        NEW_PLAN,
        "DraftInventoryPlan",
        NEW_PLAN,
        "/desk/inventory/plans/{draftInventoryPlan.plan.id}?done=saved",
    ),
    Action::desk(PLAN_TEXT, "ReviseInventoryPlan", PLAN_TEXT, "/desk/inventory/plans/{id}?done=saved"),
    on_plan(
        "/desk/inventory/plans/{id}/submit",
        "SubmitInventoryPlan",
        "/desk/inventory/plans/{id}?done=plan-submitted",
    ),
    on_plan(
        "/desk/inventory/plans/{id}/decide",
        "RecordInventoryDecision",
        "/desk/inventory/plans/{id}?done=plan-decided",
    )
    .bringing("input.minutes.documentId", DocumentPurpose::CommitteeMinutes),
    on_plan("/desk/inventory/plans/{id}/vote", "VoteOnInventoryPlan", "/desk/inventory/plans/{id}?done=plan-voted"),
    on_plan("/desk/inventory/plans/{id}/count", "CountInventoryVotes", "/desk/inventory/plans/{id}?done=plan-decided"),
    on_plan(
        "/desk/inventory/plans/{id}/enforce",
        "EnforceInventoryPlan",
        "/desk/inventory/plans/{id}?done=plan-in-force",
    ),
    on_plan(
        "/desk/inventory/plans/{id}/schedule",
        "ScheduleInventoryCycle",
        "/desk/inventory/cycles/{scheduleInventoryCycle.cycle.id}?done=cycle-scheduled",
    ),
    on_cycle("/desk/inventory/cycles/{id}/open", "OpenInventoryCycle"),
    on_cycle("/desk/inventory/cycles/{id}/verify", "BeginInventoryVerification"),
    on_cycle("/desk/inventory/cycles/{id}/close", "CloseInventoryCycle"),
    on_cycle("/desk/inventory/cycles/{id}/publish", "PublishInventoryCycle"),
    on_cycle("/desk/inventory/cycles/{id}/cancel", "CancelInventoryCycle"),
    on_cycle("/desk/inventory/cycles/{id}/extend", "ExtendInventoryItems"),
    Action::find("/desk/inventory/items/{id}/find", ITEM),
    on_item("/desk/inventory/items/{id}/answer", "AnswerInventoryItems"),
    on_item("/desk/inventory/items/{id}/evidence", "AttachInventoryEvidence")
        .bringing("input.documentId", DocumentPurpose::InventoryEvidence),
    on_item("/desk/inventory/items/{id}/endorse", "EndorseInventoryItems"),
    on_item("/desk/inventory/items/{id}/accept", "AcceptInventoryItems"),
    on_item("/desk/inventory/items/{id}/return", "ReturnInventoryItems"),
    on_item("/desk/inventory/items/{id}/exempt", "ExemptInventoryItems"),
    on_item("/desk/inventory/items/{id}/reopen", "ReopenInventoryItems"),
    on_many("/desk/inventory/answer", "AnswerInventoryItems"),
    on_many("/desk/inventory/endorse", "EndorseInventoryItems"),
    on_many("/desk/inventory/accept", "AcceptInventoryItems"),
    on_many("/desk/inventory/return", "ReturnInventoryItems"),
    Action::desk(DELEGATIONS, "DelegateInventoryAnswers", DELEGATIONS, "/desk/inventory/delegations?done=delegated"),
    Action::desk(
        "/desk/inventory/delegations/revoke",
        "RevokeInventoryDelegation",
        DELEGATIONS,
        "/desk/inventory/delegations?done=delegation-revoked",
    ),
];

const NEW_PLAN: &str = "/desk/inventory/plans/new";
const PLAN: &str = "/desk/inventory/plans/{id}";
const PLAN_TEXT: &str = "/desk/inventory/plans/{id}/text";
const CYCLE: &str = "/desk/inventory/cycles/{id}";
const ITEMS: &str = "/desk/inventory/items";
const ITEM: &str = "/desk/inventory/items/{id}";
const DELEGATIONS: &str = "/desk/inventory/delegations";

const COVERAGE: Export = Export {
    list: "inventoryCoverage",
    columns: &[
        Column { words: "department", value: "department.name.text", kind: Kind::Text },
        Column { words: "inventory-in-scope", value: "inScope", kind: Kind::Whole },
        Column { words: "inventory-waiting", value: "waiting", kind: Kind::Whole },
        Column { words: "inventory-in-review", value: "inReview", kind: Kind::Whole },
        Column { words: "inventory-accepted", value: "accepted", kind: Kind::Whole },
        Column { words: "inventory-by-contacts", value: "attestedByContacts", kind: Kind::Whole },
        Column { words: "inventory-by-file", value: "attestedByFile", kind: Kind::Whole },
        Column { words: "inventory-unverified", value: "unverified", kind: Kind::Whole },
        Column { words: "inventory-exempt", value: "exempt", kind: Kind::Whole },
        Column { words: "inventory-answered", value: "answered", kind: Kind::Whole },
        Column { words: "inventory-on-time", value: "onTime", kind: Kind::Whole },
        Column { words: "inventory-first-pass", value: "firstPass", kind: Kind::Whole },
        Column { words: "inventory-completeness", value: "completeness", kind: Kind::Whole },
    ],
};

const LISTED: Export = Export {
    list: "inventoryItems",
    columns: &[
        Column { words: "inventory-cycle", value: "cycle.code", kind: Kind::Text },
        Column { words: "service-code", value: "service.code", kind: Kind::Text },
        Column { words: "service-name", value: "service.name.text", kind: Kind::Text },
        Column { words: "department", value: "department.name.text", kind: Kind::Text },
        Column { words: "state", value: "state", kind: Kind::Term("InventoryItemState") },
        Column { words: "inventory-outcome", value: "outcome", kind: Kind::Term("InventoryOutcome") },
        Column { words: "inventory-attested-by", value: "attestedBy", kind: Kind::Term("InventoryAttestedBy") },
        Column { words: "inventory-due", value: "dueOn", kind: Kind::Day },
        Column { words: "inventory-answered-on", value: "answeredAt", kind: Kind::Day },
        Column { words: "note", value: "note", kind: Kind::Text },
    ],
};

/// What a closed cycle says; for the public too.
pub(in crate::web) const RESULTS: Export = Export {
    list: "inventoryResults",
    columns: &[
        Column { words: "service-code", value: "code", kind: Kind::Text },
        Column { words: "service-name", value: "name.text", kind: Kind::Text },
        Column { words: "department", value: "ownerName.text", kind: Kind::Text },
        Column { words: "inventory-owner-code", value: "owner", kind: Kind::Text },
        Column { words: "state", value: "state", kind: Kind::Term("InventoryItemState") },
        Column { words: "inventory-outcome", value: "outcome", kind: Kind::Term("InventoryOutcome") },
        Column { words: "inventory-attested-by", value: "attestedBy", kind: Kind::Term("InventoryAttestedBy") },
        Column { words: "inventory-answered-on", value: "answeredAt", kind: Kind::Day },
        Column { words: "revision", value: "revision", kind: Kind::Whole },
        Column { words: "InventoryMeasureKind-BENEFICIARIES", value: "beneficiaries", kind: Kind::Figure },
        Column { words: "InventoryMeasureKind-TRANSACTIONS", value: "requests", kind: Kind::Figure },
        Column { words: "InventoryMeasureKind-ENQUIRIES", value: "contacts", kind: Kind::Figure },
        Column { words: "InventoryMeasureKind-COMPLETED", value: "completed", kind: Kind::Figure },
        Column { words: "InventoryMeasureKind-DELIVERY_MINUTES", value: "delivery", kind: Kind::Figure },
        Column { words: "InventoryMeasureKind-SATISFACTION", value: "satisfaction", kind: Kind::Figure },
        Column { words: "InventoryMeasureKind-COMPLAINTS", value: "complaints", kind: Kind::Figure },
    ],
};

const DIFFERENCES: Export = Export {
    list: "inventoryComparison",
    columns: &[
        Column { words: "inventory-fate", value: "fate", kind: Kind::Term("InventoryFate") },
        Column { words: "inventory-old-code", value: "old.code", kind: Kind::Text },
        Column { words: "inventory-old-name", value: "old.name.text", kind: Kind::Text },
        Column { words: "inventory-old-owner", value: "old.owner", kind: Kind::Text },
        Column { words: "inventory-new-code", value: "new.code", kind: Kind::Text },
        Column { words: "inventory-new-name", value: "new.name.text", kind: Kind::Text },
        Column { words: "inventory-new-owner", value: "new.owner", kind: Kind::Text },
        Column { words: "inventory-outcome", value: "new.outcome", kind: Kind::Term("InventoryOutcome") },
        Column { words: "inventory-changes", value: "changes", kind: Kind::Changes },
    ],
};

/// What is done with a plan.
const fn on_plan(path: &'static str, run: &'static str, then: &'static str) -> Action {
    Action::desk(path, run, PLAN, then)
}

/// A move of a cycle.
const fn on_cycle(path: &'static str, run: &'static str) -> Action {
    Action::desk(path, run, CYCLE, "/desk/inventory/cycles/{id}?done=cycle-moved")
}

/// A move of one item, on its page.
const fn on_item(path: &'static str, run: &'static str) -> Action {
    Action::desk(path, run, ITEM, "/desk/inventory/items/{id}?done=item-moved")
}

/// A move of the items that are ticked in the list of those that await it.
const fn on_many(path: &'static str, run: &'static str) -> Action {
    Action::desk(
        path,
        run,
        ITEMS,
        "/desk/inventory/items?filter.awaits.eq={filter.awaits.eq}&filter.cycle.eq={filter.cycle.eq}&done=item-moved",
    )
}
