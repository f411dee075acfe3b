//! Reports on a closed cycle of the inventory: on paper, and as files.

use crate::web::{Column, Export, Kind, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk/inventory/cycles/{id}/reports", "InventoryReports", "desk/inventory/reports/index.html")
        .of("inventoryCycle"),
    Page::desk(
        "/desk/inventory/cycles/{id}/reports/services",
        "InventoryServicesReport",
        "desk/inventory/reports/services.html",
    )
    .of("serviceInventory")
    .whole("serviceInventory")
    .taking(&[SERVICES]),
    Page::desk(
        "/desk/inventory/cycles/{id}/reports/automation",
        "InventoryAutomationReport",
        "desk/inventory/reports/automation.html",
    )
    .of("automationPlan")
    .whole("automationPlan")
    .taking(&[AUTOMATION]),
    Page::desk(
        "/desk/inventory/cycles/{id}/reports/digital",
        "InventoryDigitalReport",
        "desk/inventory/reports/digital.html",
    )
    .of("digitalServices")
    .whole("digitalServices")
    .taking(&[DIGITAL]),
    Page::desk(
        "/desk/inventory/cycles/{id}/reports/processes",
        "InventoryProcessesReport",
        "desk/inventory/reports/processes.html",
    )
    .of("processInventory")
    .whole("processInventory")
    .taking(&[PROCESSES]),
    Page::desk(
        "/desk/inventory/cycles/{id}/reports/summary",
        "InventorySummaryReport",
        "desk/inventory/reports/summary.html",
    )
    .of("inventoryOverview")
    .taking(&[CONCERNS, DEPARTMENTS, BUSIEST]),
];

const fn column(words: &'static str, value: &'static str, kind: Kind) -> Column {
    Column { words, value, kind }
}

const CODE: Column = column("service-code", "code", Kind::Text);
const NAME: Column = column("service-name", "name.text", Kind::Text);
const OWNER: Column = column("department", "ownerName.text", Kind::Text);
const OWNER_CODE: Column = column("inventory-owner-code", "owner", Kind::Text);
const STATE: Column = column("state", "state", Kind::Term("InventoryItemState"));
const OUTCOME: Column = column("inventory-outcome", "outcome", Kind::Term("InventoryOutcome"));
const SERVICE_KIND: Column = column("report-kind", "card.identity.kind", Kind::Term("ServiceKind"));
const AUTOMATION_NOW: Column =
    column("report-automation-now", "card.procedure.automation", Kind::Term("AutomationLevel"));
const DELIVERY: Column = column("report-delivery", "card.procedure.deliveryMethods", Kind::Term("DeliveryMethod"));
const CHANNELS: Column = column("report-channels", "card.channels.kind", Kind::Term("ChannelKind"));
const BENEFICIARIES: Column = column("report-beneficiaries", "beneficiaries", Kind::Figure);
const REQUESTS: Column = column("report-requests", "requests", Kind::Figure);

const SERVICES: Export = Export {
    list: "serviceInventory",
    columns: &[
        CODE,
        NAME,
        OWNER,
        OWNER_CODE,
        SERVICE_KIND,
        AUTOMATION_NOW,
        DELIVERY,
        CHANNELS,
        column("report-integrations", "integrations.body.text", Kind::Text),
        column("report-integration-kinds", "integrations.kind", Kind::Term("IntegrationKind")),
        column("report-integration-states", "integrations.status", Kind::Term("IntegrationStatus")),
        BENEFICIARIES,
        column("report-beneficiaries-from", "beneficiaries.provenance", Kind::Term("InventoryProvenance")),
        REQUESTS,
        column("report-requests-from", "requests.provenance", Kind::Term("InventoryProvenance")),
        column("report-contacts", "contacts", Kind::Figure),
        STATE,
        OUTCOME,
        column("inventory-attested-by", "attestedBy", Kind::Term("InventoryAttestedBy")),
    ],
};

const AUTOMATION: Export = Export {
    list: "automationPlan",
    columns: &[
        CODE,
        NAME,
        OWNER,
        OWNER_CODE,
        AUTOMATION_NOW,
        column("report-planned", "card.procedure.plannedAutomation.level", Kind::Term("AutomationLevel")),
        column("report-planned-by", "card.procedure.plannedAutomation.by.gregorian", Kind::Day),
        column("report-planned-by-hijri", "card.procedure.plannedAutomation.by.hijri", Kind::Text),
        CHANNELS,
        BENEFICIARIES,
        REQUESTS,
        STATE,
    ],
};

const ONLINE: Kind = Kind::Term("OnlineAnswer");

const DIGITAL: Export = Export {
    list: "digitalServices",
    columns: &[
        CODE,
        column("report-national-number", "nationalNumber", Kind::Text),
        column("report-name-ar", "name.ar", Kind::Text),
        column("report-name-en", "name.en", Kind::Text),
        OWNER,
        SERVICE_KIND,
        column("report-scope", "card.identity.scope", Kind::Term("ServiceScope")),
        column("report-audience", "card.audience.clients", Kind::Term("ClientKind")),
        column("report-residency", "card.audience.residency", Kind::Term("Residency")),
        CHANNELS,
        column("report-links", "card.channels.url.text", Kind::Text),
        column("report-online-account", "card.onlinePoints.account", ONLINE),
        column("report-online-sign-in", "card.onlinePoints.signIn", ONLINE),
        column("report-online-application", "card.onlinePoints.application", ONLINE),
        column("report-online-decision", "card.onlinePoints.decision", ONLINE),
        column("report-online-delivery", "card.onlinePoints.delivery", ONLINE),
        column("report-online-feedback", "card.onlinePoints.feedback", ONLINE),
        AUTOMATION_NOW,
        column("report-time", "card.promise.deliveryTimes.within", Kind::Span),
        column("report-fees-state", "card.fees.state", Kind::Term("FeesState")),
        column("report-fees", "card.fees.list.amount", Kind::Money),
        column("report-documents", "card.procedure.documents.name.text", Kind::Text),
        column("report-conditions", "card.procedure.conditions.text", Kind::Text),
        STATE,
    ],
};

const PROCESSES: Export = Export {
    list: "processInventory",
    columns: &[
        column("report-process-code", "processes[].code", Kind::Text),
        column("report-process-name", "processes[].name.text", Kind::Text),
        column("report-process-class", "processes[].class", Kind::Term("ProcessClass")),
        column("report-process-importance", "processes[].importance", Kind::Term("ProcessImportance")),
        column("report-process-owner", "processes[].ownerName.text", Kind::Text),
        CODE,
        NAME,
        OWNER,
    ],
};

const CONCERNS: Export = Export {
    list: "inventoryOverview.concerns",
    columns: &[
        column("report-concern", "concern", Kind::Term("InventoryConcern")),
        column("services", "services", Kind::Whole),
    ],
};

const DEPARTMENTS: Export = Export {
    list: "inventoryOverview.departments",
    columns: &[
        column("inventory-owner-code", "code", Kind::Text),
        column("department", "name.text", Kind::Text),
        column("inventory-in-scope", "coverage.inScope", Kind::Whole),
        column("inventory-accepted", "coverage.accepted", Kind::Whole),
        column("inventory-by-contacts", "coverage.attestedByContacts", Kind::Whole),
        column("inventory-unverified", "coverage.unverified", Kind::Whole),
        column("inventory-exempt", "coverage.exempt", Kind::Whole),
        column("inventory-on-time", "coverage.onTime", Kind::Whole),
        column("inventory-first-pass", "coverage.firstPass", Kind::Whole),
        column("inventory-completeness", "coverage.completeness", Kind::Whole),
    ],
};

const BUSIEST: Export = Export {
    list: "inventoryOverview.busiest.rows",
    columns: &[
        column("service-code", "service.code", Kind::Text),
        column("service-name", "service.name.text", Kind::Text),
        column("report-used", "amount", Kind::Whole),
    ],
};
