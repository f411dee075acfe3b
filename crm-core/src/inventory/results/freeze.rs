//! Freezing items as lines.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::{Line, entity, link};
use crate::catalogue::services::Service;
use crate::db::Db;
use crate::documents;
use crate::error::{Error, Result};
use crate::ids::{ItemId, ServiceId};
use crate::inventory::items::{Item, measures};

/// Freezes some items of a cycle, in the order of their services' ids, after the line with this digest; gives the digest
/// of the last. A statement of each kind whatever their number.
pub(in crate::inventory) async fn freeze(
    tx: &Db,
    items: &[Item],
    services: &HashMap<ServiceId, Service>,
    mut digest: Vec<u8>,
) -> Result<Vec<u8>> {
    let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    let figures = measures::of(tx, &ids).await?;
    let evidence = documents::attached(tx, &ids).await?;
    let frame = tx.reference().await?;
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let service = services.get(&item.service_id).ok_or_else(Error::not_found::<ServiceId>)?;
        let measures = figures.get(&item.id).map_or(&[][..], Vec::as_slice);
        let evidence = evidence.get(&item.id).map_or(&[][..], Vec::as_slice);
        let body = Line::of(item, service, (measures, evidence), &frame).text()?;
        digest = link(&digest, &body);
        rows.push(entity::ActiveModel {
            cycle_id: Set(item.cycle_id),
            service_id: Set(item.service_id),
            body: Set(body),
            digest: Set(digest.clone()),
        });
    }
    entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(digest)
}
