//! Reading documents.

use std::collections::HashMap;
use std::hash::Hash;
use std::io;

use bytes::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, Select};

use super::entity::document::{self, Column};
use super::write::{Way, claim, files, find, hash};
use super::{Document, DocumentPurpose, DocumentState};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::events;
use crate::ids::{DocumentId, RecordId};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

/// A document with its bytes.
pub struct Opened {
    /// The document.
    pub document: Document,
    /// Its bytes, as they come.
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

impl Opened {
    async fn of(db: &Db, document: Document) -> Result<Self> {
        Ok(Self { bytes: files(db)?.open(&document).await?, document })
    }

    /// All its bytes at once.
    pub async fn whole(self) -> Result<Vec<u8>> {
        let all = self.bytes.try_fold(Vec::new(), |mut all, piece| async move {
            all.extend_from_slice(&piece);
            Ok(all)
        });
        all.await.map_err(|error| Error::Unavailable(Some(Box::new(error))))
    }
}

/// The documents that the actor may see: its own, and those attached to records that it may read.
pub(super) fn visible_to(op: &OpContext) -> Select<document::Entity> {
    let readable = DocumentPurpose::ALL.iter().filter(|purpose| op.may(purpose.read_with()));
    let attached = Condition::all().add(Column::ParentId.is_not_null()).add(Column::Purpose.is_in(readable.copied()));
    let seen = Condition::any().add(Column::CreatedBy.eq(op.actor.key())).add(attached);
    document::Entity::find().filter(Column::State.ne(DocumentState::Discarded)).filter(seen)
}

/// A document.
pub async fn get(db: &Db, op: &OpContext, id: DocumentId) -> Result<Document> {
    op.require(Permission::CatalogueRead)?;
    visible_to(op).filter(Column::Id.eq(id)).one(db).await?.ok_or_else(Error::not_found::<DocumentId>)
}

/// Several documents; those that the actor may not see are missing.
pub async fn many(db: &Db, op: &OpContext, ids: &[DocumentId]) -> Result<HashMap<DocumentId, Document>> {
    op.require(Permission::CatalogueRead)?;
    let rows = visible_to(op).filter(store::any_of(db, Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The documents attached to records of one kind, by record, in the order of their coming. What they may be read with is the
/// caller's to ask.
pub(crate) async fn attached<I: RecordId + Eq + Hash>(db: &Db, parents: &[I]) -> Result<HashMap<I, Vec<Document>>> {
    let select = document::Entity::find().filter(store::any_of(db, Column::ParentId, parents));
    let select = select.filter(Column::ParentKind.eq(I::KIND)).order_by_asc(Column::ParentId).order_by_asc(Column::Id);
    let mut lists: HashMap<I, Vec<Document>> = HashMap::new();
    for row in select.all(db).await? {
        lists.entry(row.parent_id.unwrap_or_default().into()).or_default().push(row);
    }
    Ok(lists)
}

/// A document with its bytes; one whose bytes are not here yet does not exist.
pub async fn open(db: &Db, op: &OpContext, id: DocumentId) -> Result<Opened> {
    let document = get(db, op, id).await?;
    if document.state != DocumentState::Stored {
        return Err(Error::not_found::<DocumentId>());
    }
    Opened::of(db, document).await
}

/// Opens the document of a [`link`](super::link)'s secret, which is then used up. Whoever has the secret may: no other
/// permission is asked. One that is unknown, used or past its time is `NotFound`.
pub async fn follow(db: &Db, op: &OpContext, secret: &str) -> Result<Opened> {
    op.require(Permission::CatalogueRead)?;
    let hash = hash(secret);
    // One that cannot be opened just now leaves the secret good.
    let opened = Opened::of(db, find(db, op, &hash, Way::Out).await?).await?;
    let tx = db.begin().await?;
    claim(&tx, op, &hash, Way::Out).await?;
    let change = Change::of("document.download", opened.document.id);
    events::record(&tx, op, "document.downloaded", &[], change).await?;
    tx.commit().await?;
    Ok(opened)
}
