//! Figures counted from contacts over a cycle's window.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;

use super::Cycle;
use crate::calendar::{end_of_day, start_of_day};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{ItemId, ServiceId};
use crate::interactions::{self, Volume};
use crate::inventory::items::entity::measure::{Column, Entity};
use crate::inventory::items::{self, Item, Measure, MeasureKind, MeasureState, Provenance, StatedMeasure, measures};
use crate::op::OpContext;
use crate::store;

/// What the window's contacts say of services.
pub(super) async fn volumes(
    tx: &Db,
    op: &OpContext,
    cycle: &Cycle,
    services: &[ServiceId],
) -> Result<HashMap<ServiceId, Volume>> {
    let zone = tx.settings().zone;
    let window = (start_of_day(cycle.window_from, zone), end_of_day(cycle.window_to, zone));
    interactions::volumes(tx, op, services, window).await
}

/// The same as figures of an item. That there were none is a figure too.
pub(super) fn computed(op: &OpContext, item: ItemId, volume: &Volume) -> Vec<Measure> {
    let known = |kind, part: &str, amount| {
        let measure = StatedMeasure { kind, part: part.to_owned(), state: MeasureState::Known, amount: Some(amount) };
        measures::row(op, item, measure, Provenance::Computed)
    };
    let whole = [
        known(MeasureKind::Enquiries, "", volume.total()),
        known(MeasureKind::Beneficiaries, "", volume.beneficiaries),
    ];
    let channels = volume.contacts.iter().map(|(channel, n)| known(MeasureKind::Enquiries, channel.name(), *n));
    whole.into_iter().chain(channels).collect()
}

/// Counts anew for items that nobody has decided yet: contacts that were corrected, and mentions that were linked since.
/// The items are locked, so that none is decided meanwhile.
pub(in crate::inventory) async fn recount(tx: &Db, op: &OpContext, cycle: &Cycle, items: &[ItemId]) -> Result<()> {
    let open: Vec<Item> = items::locked(tx, items).await?.into_iter().filter(|item| !item.state.is_final()).collect();
    let services: Vec<ServiceId> = open.iter().map(|item| item.service_id).collect();
    let volumes = volumes(tx, op, cycle, &services).await?;
    let nothing = Volume::default();
    let volume = |item: &Item| volumes.get(&item.service_id).unwrap_or(&nothing);
    let figures = open.iter().flat_map(|item| computed(op, item.id, volume(item))).collect();
    let counted = Entity::delete_many().filter(Column::Provenance.eq(Provenance::Computed));
    counted.filter(store::any_of(tx, Column::ItemId, open.iter().map(|item| &item.id))).exec(tx).await?;
    measures::insert(tx, figures).await
}
