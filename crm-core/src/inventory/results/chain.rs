//! The chain of digests.

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::inventory::cycles::Cycle;
use crate::inventory::digest::digest;
use crate::keys::to_hex;

/// On what the first line of a cycle builds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::inventory) struct Head<'a> {
    cycle: &'a str,
    plan_number: i32,
    plan_digest: String,
    window_from: NaiveDate,
    window_to: NaiveDate,
    previous: Option<String>,
}

impl<'a> Head<'a> {
    /// The head of a cycle, by the digests of its plan's version and of the results before.
    pub fn of(cycle: &'a Cycle, plan: &[u8], previous: Option<&[u8]>) -> Self {
        Self {
            cycle: &cycle.code,
            plan_number: cycle.plan_number,
            plan_digest: to_hex(plan),
            window_from: cycle.window_from,
            window_to: cycle.window_to,
            previous: previous.map(to_hex),
        }
    }

    /// Its digest.
    pub fn digest(&self) -> Result<Vec<u8>> {
        digest(self)
    }
}

/// The digest of a line after another.
pub(in crate::inventory) fn link(before: &[u8], body: &str) -> Vec<u8> {
    Sha256::new().chain_update(before).chain_update(body).finalize().to_vec()
}
