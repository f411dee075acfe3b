//! The bytes of documents: written once, under a name of the document's id and their digest.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt, pin_mut};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::{Document, FileType, Place};
use crate::error::{Cause, Error, Result};
use crate::ids::DocumentId;
use crate::keys::to_hex;
use crate::rule::Rule;

/// A file goes to its place in parts of so many bytes; stores take none below 5 MiB but the last.
const PART: u64 = 8 << 20;

/// Where the files of an installation lie.
pub(super) struct Files<'a>(pub &'a Place);

/// Bytes that came in and are not yet anybody's: a file of this machine without a name, gone when it is dropped or the
/// process ends.
pub(super) struct Incoming {
    file: File,
    pub size: u64,
    pub digest: [u8; 32],
    pub kind: FileType,
}

impl Incoming {
    async fn take<B: AsRef<[u8]>>(
        scratch: PathBuf,
        limit: u64,
        body: impl Stream<Item = io::Result<B>>,
    ) -> Result<Self> {
        let made = blocking(move || {
            std::fs::create_dir_all(&scratch)?;
            tempfile::tempfile_in(scratch)
        });
        let mut file = File::from_std(made.await?);
        let (mut size, mut hash) = (0, Sha256::new());
        pin_mut!(body);
        while let Some(chunk) = body.try_next().await.map_err(|_| Error::invalid("file", Rule::FileSize))? {
            let chunk = chunk.as_ref();
            size += chunk.len() as u64;
            if size > limit {
                return Err(Error::invalid("file", too_large(limit)));
            }
            hash.update(chunk);
            file.write_all(chunk).await.map_err(unavailable)?;
        }
        if size == 0 {
            return Err(Error::invalid("file", Rule::FileEmpty));
        }
        file.flush().await.map_err(unavailable)?;
        let mut content = file.try_clone().await.map_err(unavailable)?.into_std().await;
        let kind = blocking(move || FileType::of_content(&mut content)).await?;
        Ok(Self { file, size, digest: hash.finalize().into(), kind })
    }
}

impl Files<'_> {
    /// Takes bytes in, at most `limit`, and finds out what they are. More is [`Rule::FileTooLarge`], none
    /// [`Rule::FileEmpty`], a stream that breaks off [`Rule::FileSize`].
    pub async fn take<B: AsRef<[u8]>>(&self, limit: u64, body: impl Stream<Item = io::Result<B>>) -> Result<Incoming> {
        let (Place::Folder(scratch) | Place::Store { scratch, .. }) = self.0;
        Incoming::take(scratch.clone(), limit, body).await
    }

    /// Keeps bytes as those of a document, durably and whole or not at all. Bytes that are there already stay.
    pub async fn keep(&self, incoming: &mut Incoming, id: DocumentId) -> Result<()> {
        let (store, name) = (self.store().await?, name(id, &incoming.digest));
        incoming.file.rewind().await.map_err(unavailable)?;
        if incoming.size <= PART {
            let whole = part(&mut incoming.file).await.map_err(unavailable)?;
            return store.put(&name, whole.into()).await.map(drop).map_err(refused);
        }
        let mut upload = store.put_multipart(&name).await.map_err(refused)?;
        let sent = in_parts(&mut *upload, &mut incoming.file).await;
        if sent.is_err()
            && let Err(error) = upload.abort().await
        {
            tracing::warn!(error = words(&error), "parts of a file that was not kept are left to the store");
        }
        sent.map_err(refused)
    }

    /// Opens a document's bytes.
    pub async fn open(&self, document: &Document) -> Result<BoxStream<'static, io::Result<Bytes>>> {
        let missing = || Error::Corrupt { what: "file of a document" };
        let (store, digest) = (self.store().await?, document.digest.as_deref().ok_or_else(missing)?);
        let mut found = store.get(&name(document.id, digest)).await;
        if matches!(found, Err(object_store::Error::NotFound { .. })) {
            // As earlier versions named them.
            found = store.get(&folder(document.id)).await;
        }
        let found = found.map_err(|error| match error {
            object_store::Error::NotFound { .. } => missing(),
            other => refused(other),
        })?;
        Ok(found.into_stream().map_err(io::Error::from).boxed())
    }

    /// Removes bytes that were brought for a document and are not its own.
    pub async fn remove_one(&self, id: DocumentId, digest: &[u8]) -> Result<()> {
        gone(self.store().await?.delete(&name(id, digest)).await)
    }

    /// Removes whatever there is of a document; there may be nothing.
    pub async fn remove(&self, id: DocumentId) -> Result<()> {
        let store = self.store().await?;
        if let Place::Folder(root) = self.0 {
            // Also what a process left there that ended in the midst of writing.
            let folder = root.join(folder(id).as_ref());
            return blocking(move || removed(&folder)).await;
        }
        let found: Vec<_> = store.list(Some(&folder(id))).try_collect().await.map_err(refused)?;
        for object in found {
            gone(store.delete(&object.location).await)?;
        }
        Ok(())
    }

    /// A folder is there once something came; that it is not there any more is no answer to what it held.
    async fn store(&self) -> Result<Arc<dyn ObjectStore>> {
        Ok(match self.0 {
            Place::Store { store, .. } => Arc::clone(store),
            Place::Folder(root) => {
                let root = root.clone();
                let opened = blocking(move || Ok(LocalFileSystem::new_with_prefix(root)?));
                // Names are durable once a write returns.
                Arc::new(opened.await?.with_fsync(true).with_automatic_cleanup(true))
            }
        })
    }
}

/// Removes a folder, or a file as earlier versions named them; there may be neither.
fn removed(path: &std::path::Path) -> io::Result<()> {
    let tried = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    match tried {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What somebody else removed is removed.
fn gone(deleted: object_store::Result<()>) -> Result<()> {
    match deleted {
        Err(error) if !matches!(error, object_store::Error::NotFound { .. }) => Err(refused(error)),
        _ => Ok(()),
    }
}

async fn in_parts(upload: &mut dyn MultipartUpload, file: &mut File) -> object_store::Result<()> {
    loop {
        let next =
            part(file).await.map_err(|source| object_store::Error::Generic { store: "file", source: source.into() })?;
        if next.is_empty() {
            return upload.complete().await.map(drop);
        }
        upload.put_part(next.into()).await?;
    }
}

/// The next part of a file; empty at its end.
async fn part(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(PART).read_to_end(&mut bytes).await?;
    Ok(bytes)
}

/// Two that bring different bytes for one document do not meet, and the row says whose came to stay.
fn name(id: DocumentId, digest: &[u8]) -> Path {
    folder(id).join(to_hex(digest))
}

/// Folders of some hundred documents each: the last digits of an id are random.
fn folder(id: DocumentId) -> Path {
    let id = id.0.simple().to_string();
    Path::from_iter([&id[id.len() - 2..], &id])
}

/// A limit in bytes as the rule says it: in whole megabytes, at least one.
pub(super) fn too_large(limit: u64) -> Rule {
    Rule::FileTooLarge((limit >> 20).max(1))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(unavailable)?.map_err(unavailable)
}

/// The disk does not do what it should.
fn unavailable(error: impl Into<Cause>) -> Error {
    Error::Unavailable(Some(error.into()))
}

/// The store does not do what it should.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn refused(error: object_store::Error) -> Error {
    unavailable(words(&error))
}

/// What is wrong, without the body of the store's answer: it may be long, and repeats how the request was signed.
fn words(error: &object_store::Error) -> String {
    let text = error.to_string();
    text.split(['<', '\n']).next().unwrap_or_default().trim_end_matches([' ', ':']).to_owned()
}
