//! The periodic inventory of services.

pub mod content;
pub mod cycles;
pub mod enums;
pub mod findings;
pub mod inputs;
pub mod items;
pub mod line;
pub mod mutation;
pub mod overview;
pub mod plans;
pub mod query;
pub mod reports;
pub mod results;
pub mod results_query;
pub mod run;
pub mod top;
pub mod workbooks;

use async_graphql::MergedObject;

pub use cycles::InventoryCycle;
pub use items::InventoryItem;
pub use plans::InventoryPlan;
pub use workbooks::InventoryWorkbook;

/// Reads of the inventory.
#[derive(MergedObject, Default)]
pub struct InventoryQuery(
    query::PlansQuery,
    results_query::CyclesQuery,
    reports::ReportsQuery,
    findings::FindingsQuery,
    workbooks::WorkbooksQuery,
);

/// Changes of the inventory.
#[derive(MergedObject, Default)]
pub struct InventoryMutation(
    mutation::PlansMutation,
    run::CyclesMutation,
    findings::FindingsMutation,
    workbooks::WorkbooksMutation,
);
