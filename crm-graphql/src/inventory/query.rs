//! Reads of plans.

use async_graphql::{Context, Object, Result};
use crm_core::Error;
use crm_core::ids::PlanId;
use crm_core::inventory::plans;
use crm_core::rule::Rule;

use super::plans::InventoryPlan;
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;

/// Reads of plans.
#[derive(Default)]
pub struct PlansQuery;

#[Object]
impl PlansQuery {
    /// Plans of the inventory, latest first.
    async fn inventory_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InventoryPlan>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(plans::list(ctx.db(), ctx.op(), &page).await?))
    }

    /// One plan of the inventory, by id or by code; null when there is none.
    async fn inventory_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<PlanId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<InventoryPlan>> {
        let row = match (id, code) {
            (Some(id), None) => found(plans::get(ctx.db(), ctx.op(), id.0).await)?,
            (None, Some(code)) => plans::find_by_code(ctx.db(), ctx.op(), &code).await?,
            (Some(_), Some(_)) => return Err(Error::invalid("code", Rule::Exclusive).into()),
            (None, None) => return Err(Error::invalid("id", Rule::Required).into()),
        };
        Ok(row.map(InventoryPlan))
    }
}
