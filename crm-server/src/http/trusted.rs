//! Trusted documents: those of the pages, known by the SHA-256 of their texts.
//!
//! A request may name one instead of sending it: by `documentId` ("sha256:" and the hash; GraphQL over HTTP, persisted
//! documents) or as Apollo's clients do, by `extensions.persistedQuery.sha256Hash`. What a client sends is never
//! registered: a body adds documents of its own to the `operations` of its `web.folder`. Callers of the kinds in
//! `graphql.trusted_only` run registered documents and no others, in whatever way they send them.

use std::collections::BTreeMap;

use crm_core::Actor;
use sha2::{Digest, Sha256};

use super::Code;
use super::body::Parts;
use crate::config::CallerKinds;

/// What stands before the hash in an id.
const SCHEME: &str = "sha256:";

/// The registered documents.
pub struct Trusted {
    by_hash: BTreeMap<String, Registered>,
    only: CallerKinds,
}

struct Registered {
    name: String,
    text: String,
}

impl Trusted {
    /// Registers documents, each with its name.
    pub fn of(documents: Vec<(String, String)>, only: CallerKinds) -> Self {
        let by_hash = documents.into_iter().map(|(name, text)| (hash(&text), Registered { name, text })).collect();
        Self { by_hash, only }
    }

    /// Every document's id, name and text, by name.
    pub fn list(&self) -> Vec<(String, &str, &str)> {
        let ids = self.by_hash.iter().map(|(hash, known)| (format!("{SCHEME}{hash}"), &*known.name, &*known.text));
        let mut ids: Vec<_> = ids.collect();
        ids.sort_by_key(|(_, name, _)| *name);
        ids
    }

    /// The document that a request runs.
    pub(super) fn text(&self, actor: &Actor, parts: &mut Parts) -> Result<String, Code> {
        let sent = parts.query.take().filter(|text| !text.is_empty());
        let by_id = parts.document_id.as_deref();
        let by_id = by_id.map(|id| id.strip_prefix(SCHEME).ok_or(Code::UnknownDocument)).transpose()?;
        let by_hash = parts.persisted_hash();
        if by_id.zip(by_hash).is_some_and(|(id, hash)| !id.eq_ignore_ascii_case(hash)) {
            return Err(Code::DocumentMismatch);
        }
        let named = by_id.or(by_hash);
        let text = match (sent, named) {
            // What comes whole with its hash is run, and not kept.
            (Some(text), Some(named)) if hash(&text) == named.to_ascii_lowercase() => text,
            (Some(_), Some(_)) => return Err(Code::DocumentMismatch),
            (Some(text), None) => text,
            (None, Some(named)) => {
                let known = self.by_hash.get(&named.to_ascii_lowercase()).ok_or(Code::UnknownDocument)?;
                return Ok(known.text.clone());
            }
            (None, None) => String::new(),
        };
        if self.only.contains(actor.kind()) && !self.by_hash.contains_key(&hash(&text)) {
            return Err(Code::Untrusted);
        }
        Ok(text)
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
