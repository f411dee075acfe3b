//! The bytes of documents: one file each, named by the document's id, written once.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use futures_util::{Stream, TryStreamExt, pin_mut};
use sha2::{Digest, Sha256};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

use super::FileType;
use crate::error::{Error, Result};
use crate::ids::DocumentId;
use crate::rule::Rule;

/// The folder of files.
pub(super) struct Files<'a>(&'a Path);

/// Bytes that came in and are not yet anybody's. Removed when dropped.
pub(super) struct Incoming {
    path: PathBuf,
    pub size: u64,
    pub digest: [u8; 32],
    pub kind: FileType,
}

impl<'a> Files<'a> {
    pub fn new(folder: &'a Path) -> Self {
        Self(folder)
    }

    /// Takes bytes in under a temporary name, at most `limit`, and finds out what they are. More is
    /// [`Rule::FileTooLarge`], none [`Rule::FileEmpty`], a stream that breaks off [`Rule::FileSize`].
    pub async fn take<B: AsRef<[u8]>>(
        &self,
        name: &str,
        limit: u64,
        body: impl Stream<Item = io::Result<B>>,
    ) -> Result<Incoming> {
        let folder = self.incoming();
        fs::create_dir_all(&folder).await.map_err(unwritable)?;
        let (path, digest) = (folder.join(name), [0; 32]);
        let mut file = File::create_new(&path).await.map_err(unwritable)?;
        let mut incoming = Incoming { path, size: 0, digest, kind: FileType::Other };
        let mut hash = Sha256::new();
        pin_mut!(body);
        while let Some(chunk) = body.try_next().await.map_err(|_| Error::invalid("file", Rule::FileSize))? {
            let chunk = chunk.as_ref();
            incoming.size += chunk.len() as u64;
            if incoming.size > limit {
                return Err(Error::invalid("file", too_large(limit)));
            }
            hash.update(chunk);
            file.write_all(chunk).await.map_err(unwritable)?;
        }
        if incoming.size == 0 {
            return Err(Error::invalid("file", Rule::FileEmpty));
        }
        file.sync_all().await.map_err(unwritable)?;
        incoming.digest = hash.finalize().into();
        let path = incoming.path.clone();
        let kind = tokio::task::spawn_blocking(move || FileType::of_content(&path)).await;
        incoming.kind = kind.map_err(|_| Error::Corrupt { what: "file" })?.map_err(unwritable)?;
        Ok(incoming)
    }

    /// Gives bytes their lasting name: from here on they are the document's, durably.
    pub async fn keep(&self, incoming: &Incoming, id: DocumentId) -> Result<()> {
        let path = self.path(id);
        let folder = path.parent().unwrap_or(self.0);
        fs::create_dir_all(folder).await.map_err(unwritable)?;
        fs::rename(&incoming.path, &path).await.map_err(unwritable)?;
        // The name is durable once its folder is.
        File::open(folder).await.map_err(unwritable)?.sync_all().await.map_err(unwritable)
    }

    /// Opens a document's bytes.
    pub async fn open(&self, id: DocumentId) -> Result<File> {
        File::open(self.path(id)).await.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::Corrupt { what: "file of a document" },
            _ => unwritable(error),
        })
    }

    /// Removes a document's bytes; there may be none.
    pub async fn remove(&self, id: DocumentId) -> Result<()> {
        match fs::remove_file(self.path(id)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(error)),
            _ => Ok(()),
        }
    }

    /// Removes what came in so long ago that nobody will take it any more: its process is gone.
    pub async fn sweep(&self, older: Duration) -> Result<()> {
        let mut entries = match fs::read_dir(self.incoming()).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(unwritable)?,
        };
        while let Some(entry) = entries.next_entry().await.map_err(unwritable)? {
            let changed = entry.metadata().await.and_then(|data| data.modified()).unwrap_or_else(|_| SystemTime::now());
            if changed.elapsed().is_ok_and(|age| age > older) {
                fs::remove_file(entry.path()).await.map_err(unwritable)?;
            }
        }
        Ok(())
    }

    fn incoming(&self) -> PathBuf {
        self.0.join("incoming")
    }

    /// Folders of some hundred files each: the last digits of an id are random.
    fn path(&self, id: DocumentId) -> PathBuf {
        let name = id.0.simple().to_string();
        self.0.join(&name[name.len() - 2..]).join(name)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Kept bytes have another name by now. What stays behind here, the sweep finds.
        if let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(error = %error, "a file that was not taken could not be removed");
        }
    }
}

/// A limit in bytes as the rule says it: in whole megabytes, at least one.
pub(super) fn too_large(limit: u64) -> Rule {
    Rule::FileTooLarge((limit >> 20).max(1))
}

/// The disk does not do what it should.
fn unwritable(error: io::Error) -> Error {
    Error::Unavailable(Some(Box::new(error)))
}
