//! The findings of a whole cycle: as a list, and counted by rule.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, Order, SimpleExpr};
use sea_orm::{FromQueryResult, QuerySelect, QueryTrait, Select};

use super::Finding;
use super::entity::{Column, Entity};
use super::rules::{FindingRule, Severity};
use crate::db::Db;
use crate::error::Result;
use crate::filter::{Choice, Filter};
use crate::ids::{CycleId, DepartmentId};
use crate::inventory::cycles;
use crate::inventory::items::entity::item;
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// A condition on findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingCondition {
    /// Of which rule.
    Rule(Choice<FindingRule>),
    /// How much it matters.
    Severity(Choice<Severity>),
    /// In items of which department itself.
    Department(Choice<DepartmentId>),
    /// In items of these departments or of those below them.
    DepartmentWithin(Vec<DepartmentId>),
    /// Whether somebody said that it is none.
    Waived(bool),
}

/// How often a rule found something in a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct RuleCount {
    /// The rule.
    pub rule: FindingRule,
    /// Findings that nobody waived.
    pub open: i64,
    /// Findings that somebody waived with a reason.
    pub waived: i64,
}

/// Findings of a cycle by rule, and within a rule in the order of the items' making. Needs `inventory.read`.
pub async fn list(
    db: &Db,
    op: &OpContext,
    cycle: CycleId,
    filter: Filter<FindingCondition>,
    request: &PageRequest,
) -> Result<Page<Finding>> {
    let select = filtered(db, op, cycle, filter).await?;
    let keys = vec![
        SortKey::new(Column::Rule.into_expr(), KeyKind::Text, Order::Asc),
        SortKey::new(Column::ItemId.into_expr(), KeyKind::Id, Order::Asc),
        SortKey::new(Column::Part.into_expr(), KeyKind::Text, Order::Asc),
    ];
    page::fetch(db, select, "inventory_findings", keys, request).await
}

/// How often each rule found something in a cycle, the gravest first; a rule that found nothing is missing. One
/// statement. Needs `inventory.read`.
pub async fn count_by_rule(
    db: &Db,
    op: &OpContext,
    cycle: CycleId,
    filter: Filter<FindingCondition>,
) -> Result<Vec<RuleCount>> {
    let sum = |condition: &str| -> SimpleExpr {
        // `SUM` of a whole number is a numeric on PostgreSQL.
        Expr::cust(format!("CAST(SUM(CASE WHEN waived_at IS {condition} THEN 1 ELSE 0 END) AS bigint)"))
    };
    let select = filtered(db, op, cycle, filter).await?.select_only().column(Column::Rule).group_by(Column::Rule);
    let select = select.expr_as(sum("NULL"), "open").expr_as(sum("NOT NULL"), "waived");
    let mut counts: Vec<RuleCount> = select.into_model().all(db).await?;
    counts.sort_by_key(|count| (count.rule.severity(), count.rule));
    Ok(counts)
}

async fn filtered(db: &Db, op: &OpContext, cycle: CycleId, filter: Filter<FindingCondition>) -> Result<Select<Entity>> {
    op.require(Permission::InventoryRead)?;
    let cycle = cycles::get(db, op, cycle).await?;
    let frame = db.reference().await?;
    let of = |test: SimpleExpr| {
        let items = item::Entity::find().select_only().column(item::Column::Id);
        let items = items.filter(item::Column::CycleId.eq(cycle.id)).filter(test);
        Column::ItemId.in_subquery(items.into_query())
    };
    let condition = filter.into_condition(&|condition| {
        let test = match condition {
            FindingCondition::Rule(choice) => choice.on(Column::Rule.into_expr()),
            FindingCondition::Severity(choice) => choice.on(Column::Severity.into_expr()),
            FindingCondition::Department(choice) => of(store::chosen(db, item::Column::DepartmentId, choice)),
            FindingCondition::DepartmentWithin(roots) => {
                of(store::any_of(db, item::Column::DepartmentId, &frame.within(&roots)))
            }
            FindingCondition::Waived(true) => Column::WaivedAt.is_not_null(),
            FindingCondition::Waived(false) => Column::WaivedAt.is_null(),
        };
        Condition::all().add(test)
    })?;
    Ok(Entity::find().filter(Column::CycleId.eq(cycle.id)).filter(condition))
}
