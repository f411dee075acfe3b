//! Bringing documents in, attaching them, and forgetting those that nobody attached.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use futures_util::{Stream, stream};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::entity::{document, link as links};
use super::files::{Files, Incoming, too_large};
use super::read::{get, visible_to};
use super::{Document, DocumentPurpose, DocumentState, FileType};
use crate::audit::Change;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DocumentId, RecordId};
use crate::op::OpContext;
use crate::page;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text;

/// Longest name, in characters.
const NAME: usize = 200;
/// Most documents of one actor that are attached to nothing.
const LOOSE: u64 = 100;
/// How long a secret holds.
const SECRET: TimeDelta = TimeDelta::hours(1);
/// After so long, what nobody attached is gone.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// A file to come.
#[derive(Clone, Debug)]
pub struct CreateUpload {
    /// Its name; folders are cut off.
    pub name: String,
    /// What it is said to be; may be empty where the name tells.
    pub media_type: String,
    /// How many bytes it has; none where that is not known.
    pub size: Option<u64>,
    /// What it is for.
    pub purpose: DocumentPurpose,
}

/// A file that may come now.
pub struct Upload {
    /// The document it will be.
    pub document: Document,
    /// The secret for [`receive`], good for one hour.
    pub secret: Zeroizing<String>,
}

/// Announces a file. Needs what its purpose asks for. Refused are a name or type of what the purpose does not take
/// ([`Rule::FileKind`]), a name and a type that say different things ([`Rule::FileType`]), a size over the limit, and a
/// hundred and first document that its owner attached to nothing.
pub async fn create_upload(db: &Db, op: &OpContext, command: CreateUpload) -> Result<Upload> {
    op.require(command.purpose.brought_with())?;
    let row = announced(db, op, command)?;
    let tx = db.begin().await?;
    has_room(&tx, op).await?;
    let document = announce(&tx, row).await?;
    let secret = issue(&tx, op, document.id, Way::In).await?;
    tx.commit().await?;
    Ok(Upload { document, secret })
}

/// Takes the bytes of an announced file. Whoever has the secret may: no other permission is asked. Bytes of another type
/// than announced are [`Rule::FileType`], more or fewer than announced [`Rule::FileSize`] or [`Rule::FileTooLarge`]; the
/// secret then stays good. One that is unknown, used or past its time is `NotFound`.
pub async fn receive<B: AsRef<[u8]>>(
    db: &Db,
    op: &OpContext,
    secret: &str,
    body: impl Stream<Item = io::Result<B>>,
) -> Result<Document> {
    op.require(Permission::CatalogueRead)?;
    let hash = hash(secret);
    let document = find(db, op, &hash, Way::In).await?;
    let (files, most) = (files(db)?, db.settings().documents.max_bytes);
    let mut incoming = take(&files, &document, (most, body)).await?;
    files.keep(&mut incoming, document.id).await?;
    let tx = db.begin().await?;
    // Only now is the secret used up: of two that bring the file at once, the second finds nothing.
    let document = match claim(&tx, op, &hash, Way::In).await {
        Ok(document) => document,
        Err(error) => {
            drop(tx);
            clear(db, &files, (document.id, &incoming)).await?;
            return Err(error);
        }
    };
    let document = store(&tx, op, document, &incoming).await?;
    tx.commit().await?;
    Ok(document)
}

/// Announces a file and takes its bytes at once, as a form sends them.
pub async fn upload<B: AsRef<[u8]>>(
    db: &Db,
    op: &OpContext,
    command: CreateUpload,
    body: impl Stream<Item = io::Result<B>>,
) -> Result<Document> {
    op.require(command.purpose.brought_with())?;
    has_room(db, op).await?;
    bring(db, op, command, (db.settings().documents.max_bytes, body)).await
}

/// Keeps a file that the program itself made, of any size.
pub(crate) async fn write(db: &Db, op: &OpContext, command: CreateUpload, bytes: Vec<u8>) -> Result<Document> {
    op.require(command.purpose.brought_with())?;
    bring(db, op, command, (u64::MAX, stream::iter([Ok(bytes)]))).await
}

async fn bring<B: AsRef<[u8]>>(
    db: &Db,
    op: &OpContext,
    command: CreateUpload,
    (limit, body): (u64, impl Stream<Item = io::Result<B>>),
) -> Result<Document> {
    let (row, files) = (announced(db, op, command)?, files(db)?);
    let mut incoming = take(&files, &row, (limit, body)).await?;
    // A row comes before its bytes, so that they are found and cleared where the process ends in between.
    let tx = db.begin().await?;
    let document = announce(&tx, row).await?;
    tx.commit().await?;
    let kept = files.keep(&mut incoming, document.id).await;
    let tx = db.begin().await?;
    if let Err(error) = kept {
        give_up(&tx, document).await?;
        tx.commit().await?;
        return Err(error);
    }
    let document = store(&tx, op, document, &incoming).await?;
    tx.commit().await?;
    Ok(document)
}

impl Document {
    /// SHA-256 of its bytes in hexadecimal, once they are here.
    pub fn digest_text(&self) -> Option<String> {
        self.digest.as_deref().map(crate::keys::to_hex)
    }
}

/// Makes a secret with which a document is taken out once, within an hour.
pub async fn link(db: &Db, op: &OpContext, id: DocumentId) -> Result<Zeroizing<String>> {
    let document = get(db, op, id).await?;
    if document.state != DocumentState::Stored {
        return Err(Error::not_found::<DocumentId>());
    }
    let tx = db.begin().await?;
    let secret = issue(&tx, op, id, Way::Out).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Attaches a document of the actor's to a record, with which it stays. One that is already attached to it is left as
/// it is; of another purpose, or another record's, it does not exist.
pub(crate) async fn attach<I: RecordId>(
    tx: &Db,
    op: &OpContext,
    id: DocumentId,
    (parent, purpose): (I, DocumentPurpose),
) -> Result<Document> {
    use document::Column;
    let select = visible_to(op).filter(Column::Id.eq(id)).filter(Column::Purpose.eq(purpose));
    let document = store::locked::<_, DocumentId>(tx, select.filter(Column::State.eq(DocumentState::Stored))).await?;
    let parent: Uuid = parent.into();
    match document.parent_id {
        Some(other) if other == parent => return Ok(document),
        Some(_) => return Err(Error::not_found::<DocumentId>()),
        None => {}
    }
    let mut row = document.into_active_model();
    row.parent_kind = Set(Some(I::KIND.to_owned()));
    row.parent_id = Set(Some(parent));
    Ok(row.update(tx).await?)
}

/// Forgets documents that nobody attached within a day, at most 100; to be repeated until none was left. Tells how many.
/// Only the installation itself may.
pub async fn discard(db: &Db, op: &OpContext) -> Result<u64> {
    use document::Column;
    op.require(Permission::Upkeep)?;
    if db.settings().documents.place.is_none() {
        return Ok(0);
    }
    let select = document::Entity::find().filter(Column::ParentId.is_null()).filter(Column::CreatedAt.lt(op.at - KEPT));
    let select = select.filter(Column::State.ne(DocumentState::Discarded)).order_by_asc(Column::CreatedAt);
    let tx = db.begin().await?;
    for document in store::claim(&tx, select.limit(LOOSE)).await? {
        give_up(&tx, document).await?;
    }
    links::Entity::delete_many().filter(links::Column::ExpiresAt.lt(op.at)).exec(&*tx).await?;
    tx.commit().await?;
    forget(db, &files(db)?).await
}

/// Nobody can attach it any more.
async fn give_up(tx: &Db, document: Document) -> Result<()> {
    let mut row = document.into_active_model();
    row.state = Set(DocumentState::Discarded);
    row.update(tx).await?;
    Ok(())
}

/// Removes the bytes and then the rows of what was given up, as far as its place lets them go. Where this is cut off, the
/// next round goes on with it.
async fn forget(db: &Db, files: &Files<'_>) -> Result<u64> {
    use document::Column;
    let gone = document::Entity::find().filter(Column::State.eq(DocumentState::Discarded));
    let (mut ids, mut failed) = (Vec::new(), None);
    for document in gone.order_by_asc(Column::Id).limit(LOOSE).all(db).await? {
        match files.remove(document.id).await {
            Ok(()) => ids.push(document.id),
            Err(error) => failed = Some(error),
        }
    }
    if ids.is_empty() {
        return failed.map_or(Ok(0), Err);
    }
    let tx = db.begin().await?;
    links::Entity::delete_many().filter(links::Column::DocumentId.is_in(ids.iter().copied())).exec(&*tx).await?;
    document::Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied())).exec(&*tx).await?;
    tx.commit().await?;
    Ok(ids.len() as u64)
}

/// Removes what was brought in vain for a document that got other bytes meanwhile, or that is gone. One that still awaits
/// them keeps its place for who comes again.
async fn clear(db: &Db, files: &Files<'_>, (id, incoming): (DocumentId, &Incoming)) -> Result<()> {
    let document = document::Entity::find_by_id(id).one(db).await?;
    let is_its_own = document.is_some_and(|document| document.digest.as_deref() == Some(incoming.digest.as_slice()));
    if is_its_own { Ok(()) } else { files.remove_one(id, &incoming.digest).await }
}

/// The row of a file to come, when it may.
fn announced(db: &Db, op: &OpContext, command: CreateUpload) -> Result<Document> {
    let CreateUpload { name, media_type, size, purpose } = command;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut check = Check::default();
    let name = check.take("", text::clean_required("name", name, NAME))?.unwrap_or_default();
    let kind = check.take("", FileType::announced(&name, &media_type))?;
    check.that(kind.is_none_or(|kind| purpose.types().contains(&kind)), "name", Rule::FileKind);
    check.that(size != Some(0), "size", Rule::FileEmpty);
    let limit = db.settings().documents.max_bytes;
    check.that(size.is_none_or(|size| size <= limit), "size", too_large(limit)).result()?;
    Ok(Document {
        id: op.new_id(),
        name,
        kind: kind.unwrap_or(FileType::Other),
        size: size.and_then(|size| i64::try_from(size).ok()),
        purpose,
        state: DocumentState::Awaited,
        digest: None,
        parent_kind: None,
        parent_id: None,
        created_by: op.actor.key(),
        created_at: op.at,
        received_at: None,
    })
}

/// Whether the actor may bring one more that is attached to nothing yet.
async fn has_room(db: &Db, op: &OpContext) -> Result<()> {
    use document::Column;
    let loose =
        document::Entity::find().filter(Column::CreatedBy.eq(op.actor.key())).filter(Column::ParentId.is_null());
    let loose = page::count(db, loose.filter(Column::State.ne(DocumentState::Discarded))).await?;
    Check::default().that(loose < LOOSE, "", Rule::TooMany(LOOSE)).result()
}

async fn announce(tx: &Db, row: Document) -> Result<Document> {
    document::Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(row)
}

/// Takes the bytes of a document in, when they are what was announced.
async fn take<B: AsRef<[u8]>>(
    files: &Files<'_>,
    document: &Document,
    (most, body): (u64, impl Stream<Item = io::Result<B>>),
) -> Result<Incoming> {
    let announced = document.size.and_then(|size| u64::try_from(size).ok());
    let incoming = files.take(announced.map_or(most, |size| size.min(most)), body).await?;
    Check::default()
        .that(announced.is_none_or(|size| size == incoming.size), "file", Rule::FileSize)
        .that(incoming.kind == document.kind, "file", Rule::FileType)
        .result()?;
    Ok(incoming)
}

/// Says that a document's bytes are kept.
async fn store(tx: &Db, op: &OpContext, document: Document, incoming: &Incoming) -> Result<Document> {
    let detail = serde_json::json!({
        "purpose": document.purpose.name(), "type": incoming.kind.name(), "size": incoming.size, "by": document.created_by
    });
    let mut row = document.into_active_model();
    row.size = Set(i64::try_from(incoming.size).ok());
    row.state = Set(DocumentState::Stored);
    row.digest = Set(Some(incoming.digest.to_vec()));
    row.received_at = Set(Some(op.at));
    let document = row.update(tx).await?;
    let change = Change::of("document.receive", document.id).detail(detail);
    events::record(tx, op, "document.received", &["content"], change).await?;
    Ok(document)
}

/// Which way a secret leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

async fn issue(tx: &Db, op: &OpContext, id: DocumentId, way: Way) -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    crate::keys::random(bytes.as_mut_slice())?;
    let secret = Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()));
    let row = links::ActiveModel {
        hash: Set(hash(&secret)),
        document_id: Set(id),
        inward: Set(way == Way::In),
        expires_at: Set(op.at + SECRET),
    };
    links::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(secret)
}

/// The document of a secret that still holds.
pub(super) async fn find(db: &Db, op: &OpContext, hash: &[u8], way: Way) -> Result<Document> {
    let missing = Error::not_found::<DocumentId>;
    let link = links::Entity::find_by_id(hash.to_vec()).one(db).await?;
    let link = link.filter(|link| link.inward == (way == Way::In) && link.expires_at > op.at).ok_or_else(missing)?;
    let document = document::Entity::find_by_id(link.document_id).one(db).await?.ok_or_else(missing)?;
    let fits = match way {
        Way::In => document.state == DocumentState::Awaited,
        Way::Out => document.state == DocumentState::Stored,
    };
    if fits { Ok(document) } else { Err(missing()) }
}

/// [`find`], and uses the secret up.
pub(super) async fn claim(tx: &Db, op: &OpContext, hash: &[u8], way: Way) -> Result<Document> {
    let document = find(tx, op, hash, way).await?;
    let used = links::Entity::delete_by_id(hash.to_vec()).exec(tx).await?;
    if used.rows_affected == 1 { Ok(document) } else { Err(Error::not_found::<DocumentId>()) }
}

pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Where files lie; an installation without a place takes none. What is in a transaction would hold it until a store
/// answers, and may be rolled back under bytes that are kept.
pub(super) fn files(db: &Db) -> Result<Files<'_>> {
    if db.in_tx() {
        return Err(Error::Setup("files come in and go out outside of transactions".into()));
    }
    let place = db.settings().documents.place.as_ref();
    place.map(Files).ok_or_else(|| Error::Setup("no place is set in which documents are kept".into()))
}
