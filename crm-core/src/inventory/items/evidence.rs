//! Documents that a department lays beside its answer.

use std::collections::HashMap;

use super::Item;
use super::held::{ItemRef, finish, hold};
use super::rules::ItemMove;
use crate::db::Db;
use crate::documents::{self, Document, DocumentPurpose};
use crate::error::{Check, Error, Result};
use crate::ids::{DocumentId, ItemId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;

/// Most documents of an item.
const MOST: usize = 20;

/// A document for an item.
#[derive(Clone, Copy, Debug)]
pub struct AttachEvidence {
    /// The item.
    pub item: ItemRef,
    /// The document, uploaded for that purpose.
    pub document: DocumentId,
}

/// Attaches a document to an item, where it stays. Whoever may answer the item may, as long as it may be answered; a
/// document that is not the actor's, or another record's, is `Unknown`.
pub async fn attach(db: &Db, op: &OpContext, command: AttachEvidence) -> Result<Item> {
    op.require(Permission::InventoryRead)?;
    let AttachEvidence { item, document } = command;
    let held = hold(db, op, &[item], ItemMove::Answer).await?;
    let known = documents::attached(&held.tx, &[item.id]).await?;
    let count = known.get(&item.id).map_or(0, Vec::len);
    Check::default().that(count < MOST, "documentId", Rule::TooMany(MOST as u64)).result()?;
    match documents::attach(&held.tx, op, document, (item.id, DocumentPurpose::InventoryEvidence)).await {
        Err(Error::NotFound { .. }) => return Err(Error::invalid("documentId", Rule::Unknown)),
        attached => attached?,
    };
    let mut items = finish(held, op, "evidence_attached", None).await?;
    items.pop().ok_or_else(Error::not_found::<ItemId>)
}

/// The documents of items by id, in the order of their coming. Needs `inventory.read`.
pub async fn evidence(db: &Db, op: &OpContext, items: &[ItemId]) -> Result<HashMap<ItemId, Vec<Document>>> {
    op.require(Permission::InventoryRead)?;
    documents::attached(db, items).await
}
