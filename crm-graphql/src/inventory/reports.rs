//! Reads of frozen results: line by line, and in short.

use async_graphql::{Context, Object, Result};
use crm_core::ids::CycleId;
use crm_core::inventory::results as core;

use super::line::InventoryLine;
use super::overview::InventoryOverview;
use crate::catalogue::services::card_enum;
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;

card_enum! {
    /// A report on the services that a closed cycle found offered; what nobody verified was offered still.
    core::Report => InventoryReport {
        /// All of them.
        Services = "SERVICES",
        /// Those that are not automated from application to output, and those whose card does not say.
        NotAutomated = "NOT_AUTOMATED",
        /// Those that are given on a screen: by a portal, an application or a kiosk, with an act online, or automated from
        /// application to output. For the national register of digital services.
        Digital = "DIGITAL",
        /// Those behind which the card names processes.
        Processes = "PROCESSES",
    }
}

/// Reads of frozen results.
#[derive(Default)]
pub struct ReportsQuery;

#[Object]
impl ReportsQuery {
    /// The frozen results of a cycle in the order of services' ids. The public does not see services for the body's own
    /// use; where some are left out, the whole list is not counted.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn inventory_results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
        #[graphql(desc = "Only services of which a report tells; by default all, also those no longer offered.")]
        report: Option<InventoryReport>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<InventoryLine>>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let which = (cycle_id.0, report.map(Into::into));
        Ok(found(core::lines(ctx.db(), ctx.op(), which, &page).await)?.map(Connection::of))
    }

    /// A closed cycle in short, for who leads the body. Staff only.
    async fn inventory_overview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
    ) -> Result<Option<InventoryOverview>> {
        let overview = found(core::overview(ctx.db(), ctx.op(), cycle_id.0).await)?;
        Ok(overview.map(|overview| InventoryOverview { cycle: cycle_id.0, overview }))
    }
}
