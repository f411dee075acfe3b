//! Documents: files that people hand in and that jobs give back.
//!
//! A [`Document`] is a row; its bytes lie in the folder of [`Storage`], under the row's id. It comes in one of three
//! ways: [`create_upload`] announces it and gives a secret with which [`receive`] takes the bytes once; [`upload`] does
//! both, for a form; and jobs keep what they made. What another record attaches (`attach`) stays with it, and is
//! read by whoever may read such records; what nobody attached is gone after a day ([`discard`]).
//!
//! Out again: [`open`] for who may see it, [`link`] for a secret with which [`follow`] opens it once.
//!
//! Invariants:
//! - the type is that of the content; a file whose name or announced type says another is refused, and so is one that
//!   its purpose does not take or that is larger than announced;
//! - a document that is stored has its whole content: bytes are written under a temporary name, synced, and renamed
//!   before the row says so;
//! - secrets are stored as hashes, hold for an hour and are good for one use;
//! - a document that the actor may not see does not exist for it.
//!
//! Plain files rather than an object store library: the bytes are touched by the six functions of `files.rs` alone, keyed
//! by id, written once and never changed, which is all that an S3 bucket asks; until an installation has one, a library
//! with its own HTTP stack would be weight without use.

mod entity;
mod files;
mod kind;
mod purpose;
mod read;
mod write;

use std::path::PathBuf;

pub use entity::document::Model as Document;
pub use kind::FileType;
pub use purpose::{DocumentPurpose, DocumentState};
pub(crate) use read::attached;
pub use read::{Opened, follow, get, many, open};
pub use write::{CreateUpload, Upload, create_upload, discard, link, receive, upload};
pub(crate) use write::{attach, write};

/// Where files lie, and how large they may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// The folder, made on first use; none takes no files.
    pub folder: Option<PathBuf>,
    /// Most bytes of a file. A purpose may take less.
    pub max_bytes: u64,
}

impl Default for Storage {
    fn default() -> Self {
        Self { folder: None, max_bytes: 32 << 20 }
    }
}
