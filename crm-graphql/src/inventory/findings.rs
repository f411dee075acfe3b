//! Findings of a whole cycle as GraphQL shows them, and the pass that looks for them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use crm_core::ids::CycleId;
use crm_core::inventory::findings as core;

use super::cycles::InventoryCycle;
use super::enums::{InventoryRule, InventorySeverity};
use super::items::InventoryFinding;
use crate::connection::{Connection, page_request};
use crate::context::{Batch, BatchError, Call};
use crate::errors::found;
use crate::filter::{BooleanFilter, IdFilter, TreeFilter, enum_filter, filter};
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

enum_filter!(
    /// Operators on rules of the inventory.
    InventoryRuleFilter, InventoryRule => core::FindingRule
);
enum_filter!(
    /// Operators on how much findings matter.
    InventorySeverityFilter, InventorySeverity => core::Severity
);

filter! {
    /// Which findings are wanted. All given fields must hold.
    InventoryFindingFilter => core::FindingCondition {
        /// Of which rule.
        rule: InventoryRuleFilter => Rule,
        /// How much it matters.
        severity: InventorySeverityFilter => Severity,
        /// In items of which department itself.
        department: IdFilter => Department,
        /// In items of these departments or of those below them.
        department_within: TreeFilter => DepartmentWithin,
        /// Whether somebody said that it is none.
        waived: BooleanFilter => Waived,
    }
}

/// How often a rule found something in a cycle.
#[derive(SimpleObject)]
pub struct InventoryRuleCount {
    /// The rule.
    rule: InventoryRule,
    /// How much what it finds matters.
    severity: InventorySeverity,
    /// Findings that nobody waived.
    open: i64,
    /// Findings that somebody waived with a reason.
    waived: i64,
}

impl From<core::RuleCount> for InventoryRuleCount {
    fn from(count: core::RuleCount) -> Self {
        let core::RuleCount { rule, open, waived } = count;
        Self { rule: rule.into(), severity: rule.severity().into(), open, waived }
    }
}

/// Reads of findings over a whole cycle.
#[derive(Default)]
pub struct FindingsQuery;

#[Object]
impl FindingsQuery {
    /// What the rules find in the items of a cycle, by rule and within a rule in the order of the items' making; null when
    /// there is no such cycle. Needs `inventory.read`.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn inventory_findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
        #[graphql(desc = "Which ones; by default all.")] filter: Option<InventoryFindingFilter>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<InventoryFinding>>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(InventoryFindingFilter::tree).transpose()?.unwrap_or_default();
        Ok(found(core::list(ctx.db(), ctx.op(), cycle_id.0, filter, &page).await)?.map(Connection::of))
    }

    /// How often each rule found something in a cycle, the gravest first; a rule that found nothing is missing. Null when
    /// there is no such cycle. Needs `inventory.read`.
    async fn inventory_finding_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] cycle_id: Id<CycleId>,
        #[graphql(desc = "Which ones; by default all.")] filter: Option<InventoryFindingFilter>,
    ) -> Result<Option<Vec<InventoryRuleCount>>> {
        let filter = filter.map(InventoryFindingFilter::tree).transpose()?.unwrap_or_default();
        let counts = found(core::count_by_rule(ctx.db(), ctx.op(), cycle_id.0, filter).await)?;
        Ok(counts.map(|counts| counts.into_iter().map(Into::into).collect()))
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
