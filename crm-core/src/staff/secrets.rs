//! Random secrets that someone holds, of which only a hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::Result;

/// Longest secret that is looked for, in bytes.
pub(super) const LONGEST: usize = 200;

/// A new secret of 256 random bits after a prefix that tells what it is.
pub(super) fn make(prefix: &str) -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    crate::keys::random(bytes.as_mut_slice())?;
    Ok(Zeroizing::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes.as_slice()))))
}

/// What is stored of a secret. It has 256 random bits, so a plain hash cannot be searched backwards.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
