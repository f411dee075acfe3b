//! Findings of a whole cycle as GraphQL shows them, and the pass that looks for them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, InputObject, Object, Result};
use crm_core::ids::CycleId;
use crm_core::inventory::findings as core;

use super::cycles::InventoryCycle;
use crate::context::{Batch, BatchError, Call};
use crate::jobs::Job;
use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::DateTime;

/// The latest pass over a cycle.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CheckOf(pub CycleId);

impl Loader<CheckOf> for Batch {
    type Value = core::CycleCheck;
    type Error = BatchError;

    async fn load(&self, keys: &[CheckOf]) -> std::result::Result<HashMap<CheckOf, Self::Value>, BatchError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = core::checks(&self.db, &self.op, &ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, row)| (CheckOf(id), row)).collect())
    }
}

/// The latest pass of the rules over a cycle.
pub struct InventoryCheck(pub(super) core::CycleCheck);

/// The latest pass of the rules over a cycle.
#[Object]
impl InventoryCheck {
    /// When it was asked for.
    async fn started_at(&self) -> DateTime {
        DateTime(self.0.started_at)
    }

    /// How many items were looked at.
    async fn items(&self) -> i64 {
        self.0.items
    }

    /// When all of them were; null while it goes on, or when it was given up.
    async fn ended_at(&self) -> Option<DateTime> {
        self.0.ended_at.map(DateTime)
    }

    /// The job that makes it, to its starter and to administrators.
    async fn job(&self, ctx: &Context<'_>) -> Result<Option<Job>> {
        Ok(ctx.loaders().load_one(self.0.job_id).await?.map(Job))
    }
}

payload! {
    /// What `checkInventoryCycle` answers.
    CheckInventoryCyclePayload {
        /// The cycle, when a pass over it goes on.
        cycle: InventoryCycle
    }
}

/// A cycle to look over.
#[derive(InputObject)]
pub struct CheckInventoryCycleInput {
    /// The cycle, open or closed.
    id: Id<CycleId>,
}

/// Changes of findings over a whole cycle.
#[derive(Default)]
pub struct FindingsMutation;

#[Object]
impl FindingsMutation {
    /// Has all items of a cycle looked at by the rules: a job finds what is wrong now and keeps waivers. Items of a closed
    /// cycle are judged by what was frozen. While a pass goes on, asking again gives that one. Needs `inventory.run`.
    async fn check_inventory_cycle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: CheckInventoryCycleInput,
    ) -> Result<CheckInventoryCyclePayload> {
        CheckInventoryCyclePayload::of(ctx, core::check(ctx.db(), ctx.op(), input.id.0)).await
    }
}
