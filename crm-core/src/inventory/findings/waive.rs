//! Reading findings, and waiving them.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use serde_json::json;

use super::Finding;
use super::entity::{Column, Entity};
use super::rules::FindingRule;
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Result};
use crate::events;
use crate::ids::ItemId;
use crate::inventory::cycles;
use crate::inventory::items;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::{store, text};

/// A finding to waive.
#[derive(Clone, Debug)]
pub struct WaiveFinding {
    /// The item.
    pub item: ItemId,
    /// The rule.
    pub rule: FindingRule,
    /// What exactly it is about.
    pub part: String,
    /// Why it is none.
    pub reason: String,
}

/// The findings of items by id, the gravest first. Needs `inventory.read`.
pub async fn findings(db: &Db, op: &OpContext, items: &[ItemId]) -> Result<HashMap<ItemId, Vec<Finding>>> {
    op.require(Permission::InventoryRead)?;
    let rows = Entity::find().filter(store::any_of(db, Column::ItemId, items));
    let rows = rows.order_by_asc(Column::Rule).order_by_asc(Column::Part).all(db).await?;
    let mut lists: HashMap<ItemId, Vec<Finding>> = HashMap::new();
    for row in rows {
        lists.entry(row.item_id).or_default().push(row);
    }
    for list in lists.values_mut() {
        list.sort_by_key(|row| row.severity);
    }
    Ok(lists)
}

/// Says with a reason that a finding is none. Needs `inventory.verify` in the item's department; who answered the item
/// does not waive what is found in it (`OwnWork`). A finding that is gone is `NotFound`, one that is waived
/// `NothingToDo`.
pub async fn waive(db: &Db, op: &OpContext, command: WaiveFinding) -> Result<items::Item> {
    op.require(Permission::InventoryVerify)?;
    let WaiveFinding { item, rule, part, reason } = command;
    let reason = text::clean_required("reason", &reason, 1_000)?;
    let tx = db.begin().await?;
    let item = items::get(&tx, op, item).await?;
    op.require_in(Permission::InventoryVerify, item.department_id)?;
    let cycle = cycles::get(&tx, op, item.cycle_id).await?;
    cycle.going("changed")?;
    let own = op.staff().is_some_and(|me| item.answerers.0.contains(&me));
    Check::default().that(!own, "itemId", Rule::OwnWork).result()?;
    let row = store::locked::<_, ItemId>(&tx, Entity::find_by_id((item.id, rule, part.clone()))).await?;
    Check::default().that(row.waived_at.is_none(), "rule", Rule::NothingToDo).result()?;
    let mut row = row.into_active_model();
    row.waived_staff_id = Set(op.staff());
    row.waived_by = Set(Some(op.actor.key()));
    row.waived_reason = Set(Some(reason.clone()));
    row.waived_at = Set(Some(op.at));
    row.update(&*tx).await?;
    let detail = json!({ "rule": rule, "part": part, "reason": reason });
    let change = Change::of("inventory_item.waive", item.id).department(item.department_id).detail(detail);
    events::record(&tx, op, "inventory_item.finding_waived", &["findings"], change).await?;
    tx.commit().await?;
    Ok(item)
}
