//! Passwords as they are kept: argon2id, each with a salt of its own.

use std::fmt;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use sea_orm::DeriveValueType;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// KiB of memory, passes and lanes: the smallest that OWASP's Password Storage Cheat Sheet names for argon2id.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Most at once in this process: each takes a processor and the memory above.
static TURNS: Semaphore = Semaphore::const_new(4);

/// A password that cannot be read back.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// What is kept of a password.
pub(super) async fn hash(password: Zeroizing<String>) -> Result<PasswordHash> {
    let mut salt = [0_u8; 16];
    crate::keys::random(&mut salt)?;
    in_turn(move || hash_now(&password, &salt)).await?
}

/// Whether it is this password. Without one to compare with the answer is no, after the same work.
pub(super) async fn verify(password: Zeroizing<String>, kept: Option<PasswordHash>) -> Result<bool> {
    in_turn(move || {
        let Some(PasswordHash(kept)) = kept else { return hash_now(&password, &[0; 16]).map(|_| false) };
        let kept = phc::PasswordHash::new(&kept).map_err(|_| Error::Corrupt { what: "password" })?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &kept).is_ok())
    })
    .await?
}

fn hash_now(password: &str, salt: &[u8]) -> Result<PasswordHash> {
    let broken = |_| Error::Corrupt { what: "parameters of password hashing" };
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(broken)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: phc::PasswordHash = argon2
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|_| Error::Corrupt { what: "password hashing" })?;
    Ok(PasswordHash(hash.to_string()))
}

/// Runs beside the threads that serve requests, a few at once.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = TURNS.acquire().await.map_err(|error| Error::Unavailable(Some(Box::new(error))))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Unavailable(Some(Box::new(error))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_not_shown() -> Result<()> {
        let text = |text: &str| Zeroizing::new(text.to_owned());
        let (kept, other) = (hash(text("ثلاث كلمات معًا")).await?, hash(text("ثلاث كلمات معًا")).await?);
        assert_ne!(kept, other);
        assert!(kept.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.0);
        assert_eq!(format!("{kept:?}"), "PasswordHash(…)");
        assert!(verify(text("ثلاث كلمات معًا"), Some(kept.clone())).await?);
        assert!(!verify(text("ثلاث كلمات معا"), Some(kept)).await?);
        assert!(!verify(text("ثلاث كلمات معًا"), None).await?);
        Ok(())
    }
}
