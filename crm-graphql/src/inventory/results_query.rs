//! Reads of cycles, their items and results.

use async_graphql::{Context, Object, Result};
use crm_core::Error;
use crm_core::ids::{CycleId, ItemId};
use crm_core::inventory::{cycles, items, results};
use crm_core::rule::Rule;

use super::cycles::{InventoryCoverage, InventoryCycle, InventoryTasks};
use super::inputs::InventoryItemFilter;
use super::items::{InventoryDelegation, InventoryItem};
use super::results::{InventoryDifference, InventorySummary, InventoryVerification};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;

/// Reads of cycles, their items and results.
#[derive(Default)]
pub struct CyclesQuery;

#[Object]
impl CyclesQuery {
    /// Cycles of the inventory, the one that opens last first. The public sees those whose results are published.
    async fn inventory_cycles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InventoryCycle>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(cycles::list(ctx.db(), ctx.op(), &page).await?))
    }

    /// One cycle of the inventory, by id or by code; null when there is none, or none that the caller may see.
    async fn inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<CycleId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<InventoryCycle>> {
        let row = match (id, code) {
            (Some(id), None) => found(cycles::get(ctx.db(), ctx.op(), id.0).await)?,
            (None, Some(code)) => cycles::find_by_code(ctx.db(), ctx.op(), &code).await?,
            (Some(_), Some(_)) => return Err(Error::invalid("code", Rule::Exclusive).into()),
            (None, None) => return Err(Error::invalid("id", Rule::Required).into()),
        };
        Ok(row.map(InventoryCycle))
    }

    /// How far a cycle has come, by department; null when there is no such cycle, or none that the caller may see.
    async fn inventory_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
    ) -> Result<Option<Vec<InventoryCoverage>>> {
        let coverage = found(cycles::coverage(ctx.db(), ctx.op(), cycle_id.0).await)?;
        Ok(coverage.map(|coverage| coverage.departments.into_iter().map(InventoryCoverage).collect()))
    }

    /// Items of the inventory in the order of their making, which is that of services within a cycle.
    async fn inventory_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; by default all.")] filter: Option<InventoryItemFilter>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InventoryItem>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(InventoryItemFilter::tree).transpose()?.unwrap_or_default();
        Ok(Connection::of(items::list(ctx.db(), ctx.op(), filter, &page).await?))
    }

    /// One item of the inventory; null when there is none.
    async fn inventory_item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<ItemId>,
    ) -> Result<Option<InventoryItem>> {
        Ok(found(items::get(ctx.db(), ctx.op(), id.0).await)?.map(InventoryItem))
    }

    /// What the inventory needs of the caller; the lists come by `inventoryItems(filter: { awaits: … })`.
    async fn inventory_tasks(&self, ctx: &Context<'_>) -> Result<InventoryTasks> {
        let items::Tasks { answer, endorse, verify, mentions } = items::tasks(ctx.db(), ctx.op()).await?;
        Ok(InventoryTasks { answer, endorse, verify, mentions })
    }

    /// Delegations of answers, latest first.
    async fn inventory_delegations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InventoryDelegation>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(items::delegations::list(ctx.db(), ctx.op(), &page).await?))
    }

    /// What became of services between two closed cycles, in the order of their ids; forwards only.
    async fn inventory_comparison(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The earlier cycle.")] from_cycle_id: Id<CycleId>,
        #[graphql(desc = "The later cycle.")] to_cycle_id: Id<CycleId>,
        #[graphql(desc = "Leave out services that are kept as they were.", default)] changed_only: bool,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
    ) -> Result<Option<Connection<InventoryDifference>>> {
        let page = page_request(ctx, (first, after), (None, None))?;
        let compare = results::Compare { from: from_cycle_id.0, to: to_cycle_id.0, changed_only };
        Ok(found(results::comparison(ctx.db(), ctx.op(), compare, &page).await)?.map(Connection::of))
    }

    /// How two closed cycles differ as a whole.
    async fn inventory_summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The earlier cycle.")] from_cycle_id: Id<CycleId>,
        #[graphql(desc = "The later cycle.")] to_cycle_id: Id<CycleId>,
    ) -> Result<Option<InventorySummary>> {
        let pair = (from_cycle_id.0, to_cycle_id.0);
        Ok(found(results::summary(ctx.db(), ctx.op(), pair).await)?.map(Into::into))
    }

    /// How many services of a cycle the public does not see in its results, because they are for the body's own use; null
    /// when there is no such cycle, or none that the caller may see.
    async fn inventory_internal_services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
    ) -> Result<Option<u64>> {
        Ok(found(results::kept_inside(ctx.db(), ctx.op(), cycle_id.0).await)?)
    }

    /// Whether a cycle's results are what was frozen.
    async fn inventory_verification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
    ) -> Result<Option<InventoryVerification>> {
        Ok(found(results::verify(ctx.db(), ctx.op(), cycle_id.0).await)?.map(Into::into))
    }
}
