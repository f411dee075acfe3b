//! Documents: files that people hand in and that jobs give back.
//!
//! A [`Document`] is a row; its bytes lie where [`Storage`] says, under the row's id and their digest. It comes in one
//! of three ways: [`create_upload`] announces it and gives a secret with which [`receive`] takes the bytes once;
//! [`upload`] does both, for a form; and jobs keep what they made. What another record attaches (`attach`) stays with
//! it, and is read by whoever may read such records; what nobody attached is gone after a day ([`discard`]).
//!
//! Out again: [`open`] for who may see it, [`link`] for a secret with which [`follow`] opens it once.
//!
//! Invariants:
//! - the type is that of the content; a file whose name or announced type says another is refused, and so is one that
//!   its purpose does not take or that is larger than announced;
//! - a document that is stored has its whole content: bytes are judged in a file of this machine that has no name, kept
//!   durably, and only then does the row say so. No transaction waits for a store;
//! - a row comes before its bytes and is forgotten after them, so that none are left that no row tells of;
//! - secrets are stored as hashes, hold for an hour and are good for one use;
//! - a document that the actor may not see does not exist for it.

mod entity;
mod files;
mod kind;
mod purpose;
mod read;
mod write;

use std::path::PathBuf;
use std::sync::Arc;

pub use object_store;
use object_store::ObjectStore;

pub use entity::document::Model as Document;
pub use kind::FileType;
pub use purpose::{DocumentPurpose, DocumentState};
pub(crate) use read::attached;
pub use read::{Opened, follow, get, many, open};
pub use write::{CreateUpload, Upload, create_upload, discard, link, receive, upload};
pub(crate) use write::{attach, write};

/// Where files lie, and how large they may be.
#[derive(Clone, Debug)]
pub struct Storage {
    /// Where they lie; none takes no files.
    pub place: Option<Place>,
    /// Most bytes of a file that somebody brings.
    pub max_bytes: u64,
}

/// Where files lie.
#[derive(Clone, Debug)]
pub enum Place {
    /// A folder of this machine, made on first use.
    Folder(PathBuf),
    /// Whatever the host built, such as a bucket that several machines share.
    Store {
        /// It.
        store: Arc<dyn ObjectStore>,
        /// A folder of this machine in which files are judged before they go there.
        scratch: PathBuf,
    },
}

impl Default for Storage {
    fn default() -> Self {
        Self { place: None, max_bytes: 32 << 20 }
    }
}
