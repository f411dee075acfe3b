//! The keys that an issuer publishes, held in memory.
//!
//! They are fetched when first needed, again when a token names one that is not held (the issuer has changed keys), and
//! every few minutes besides, so that a key taken back is forgotten. One fetch at a time, none sooner after another than
//! `auth.jwks_pause`, whatever strangers put into their tokens. While the issuer cannot be reached its keys stay.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;

use super::fetch;
use crate::config::KeyAddress;
use crate::http::Code;

/// Keys older than this are fetched anew, beside the request that notices.
const FRESH: Duration = Duration::from_mins(5);
/// Base64 characters of the shortest RSA modulus that is taken: 2048 bits.
const MODULUS: usize = 342;
/// Those of an Ed25519 key: 32 bytes.
const ED25519: usize = 43;

/// The keys of one issuer.
pub(super) struct Jwks {
    place: Place,
    pause: Duration,
    held: RwLock<Arc<Held>>,
    /// When the last fetch began. Whoever holds this fetches.
    turn: Mutex<Option<Instant>>,
}

enum Place {
    /// The set itself.
    Known(KeyAddress),
    /// The issuer, whose OpenID configuration names the place.
    Discovered(String),
}

#[derive(Default)]
struct Held {
    keys: Vec<Key>,
    /// When they came; none before the first time.
    since: Option<Instant>,
    /// Whether the last fetch brought nothing.
    failed: bool,
}

#[derive(Clone)]
struct Key {
    id: Option<String>,
    algorithm: Option<KeyAlgorithm>,
    verifier: DecodingKey,
}

impl Jwks {
    /// Those at an address, or where the issuer's own configuration says that they are.
    pub(super) fn of(issuer: &str, address: KeyAddress, pause: Duration) -> Self {
        let place = match address {
            KeyAddress(None) => Place::Discovered(issuer.to_owned()),
            known => Place::Known(known),
        };
        Self { place, pause, held: RwLock::default(), turn: Mutex::new(None) }
    }

    /// The key of an id that verifies an algorithm. `Unauthenticated` when the issuer has none, `Unavailable` when it
    /// cannot be asked.
    pub(super) async fn find(self: &Arc<Self>, id: Option<&str>, algorithm: Algorithm) -> Result<DecodingKey, Code> {
        let held = self.held();
        if let Some(key) = held.find(id, algorithm) {
            if held.since.is_none_or(|since| since.elapsed() > FRESH) {
                tokio::spawn(Arc::clone(self).refresh());
            }
            return Ok(key);
        }
        // On a task of its own: a caller who gives up does not cut the fetch short for the others.
        if let Err(error) = tokio::spawn(Arc::clone(self).refresh()).await {
            tracing::error!(%error, "fetching the issuer's keys broke off");
        }
        let held = self.held();
        held.find(id, algorithm).ok_or(if held.failed { Code::Unavailable } else { Code::Unauthenticated })
    }

    /// How many usable keys the issuer publishes now.
    pub(super) async fn published(&self) -> Result<usize, String> {
        self.fetch().await.map(|keys| keys.len())
    }

    fn held(&self) -> Arc<Held> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Fetches, unless that was done just now; those who waited meanwhile find it done.
    async fn refresh(self: Arc<Self>) {
        let mut turn = self.turn.lock().await;
        if turn.is_some_and(|began| began.elapsed() < self.pause) {
            return;
        }
        *turn = Some(Instant::now());
        let next = match self.fetch().await {
            Ok(keys) => Held { keys, since: Some(Instant::now()), failed: false },
            Err(why) => {
                tracing::warn!(why, "the issuer's keys cannot be fetched; those held stay");
                let held = self.held();
                Held { keys: held.keys.clone(), since: held.since, failed: true }
            }
        };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }

    async fn fetch(&self) -> Result<Vec<Key>, String> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<Value>,
        }
        let address = match &self.place {
            Place::Known(address) => address.clone(),
            Place::Discovered(issuer) => discover(issuer).await?,
        };
        let Set { keys } = fetch::get(&address).await?;
        // A key of a kind that is not known here does not spoil the others.
        Ok(keys.into_iter().filter_map(|key| Key::usable(&serde_json::from_value(key).ok()?)).collect())
    }
}

impl Held {
    /// The key of an id; of a token without one, the only key that fits.
    fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Option<DecodingKey> {
        let fits = |key: &&Key| {
            key.verifier.family() == algorithm.family() && key.algorithm.is_none_or(|stated| stated == algorithm.into())
        };
        let mut fitting = self.keys.iter().filter(fits).filter(|key| id.is_none() || key.id.as_deref() == id);
        let first = fitting.next()?;
        fitting.next().is_none().then(|| first.verifier.clone())
    }
}

impl Key {
    /// A public key that signs, strong enough.
    fn usable(jwk: &Jwk) -> Option<Self> {
        let strong = match &jwk.algorithm {
            AlgorithmParameters::RSA(rsa) => rsa.n.len() >= MODULUS,
            AlgorithmParameters::EllipticCurve(curve) => {
                matches!(curve.curve, EllipticCurve::P256 | EllipticCurve::P384)
            }
            AlgorithmParameters::OctetKeyPair(pair) => pair.curve == EllipticCurve::Ed25519 && pair.x.len() == ED25519,
            _ => false,
        };
        let signs = jwk.common.public_key_use != Some(PublicKeyUse::Encryption);
        let key = DecodingKey::from_jwk(jwk).ok().filter(|_| strong && signs)?;
        Some(Self { id: jwk.common.key_id.clone(), algorithm: jwk.common.key_algorithm, verifier: key })
    }
}

/// Where an issuer says that its keys are.
async fn discover(issuer: &str) -> Result<KeyAddress, String> {
    fetch::named(&fetch::configuration(issuer).await?, "jwks_uri")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(jwk: Value) -> Option<Key> {
        Key::usable(&serde_json::from_value(jwk).unwrap())
    }

    /// The shortest that is strong enough; its last letter leaves no bits over.
    fn modulus() -> String {
        "u".repeat(MODULUS - 1) + "w"
    }

    #[test]
    fn only_strong_public_keys_that_sign_are_used() {
        let modulus = modulus();
        assert!(key(json!({ "kty": "RSA", "n": modulus, "e": "AQAB" })).is_some());
        assert!(key(json!({ "kty": "RSA", "n": modulus, "e": "AQAB", "use": "enc" })).is_none());
        assert!(key(json!({ "kty": "RSA", "n": "u".repeat(170) + "c", "e": "AQAB" })).is_none());
        let edwards = |x: &str| key(json!({ "kty": "OKP", "crv": "Ed25519", "x": x }));
        assert!(edwards(&("u".repeat(ED25519 - 1) + "s")).is_some() && edwards("dQ").is_none());
        assert!(key(json!({ "kty": "oct", "k": "c2VjcmV0" })).is_none());
    }

    #[test]
    fn a_key_is_found_by_id_or_by_being_the_only_one_that_fits() {
        let modulus = modulus();
        let rsa = |id: &str, algorithm: &str| {
            key(json!({ "kty": "RSA", "n": modulus, "e": "AQAB", "kid": id, "alg": algorithm })).unwrap()
        };
        let one = Held { keys: vec![rsa("a", "RS256")], ..Held::default() };
        assert!(one.find(Some("a"), Algorithm::RS256).is_some() && one.find(None, Algorithm::RS256).is_some());
        for (id, algorithm) in [(Some("b"), Algorithm::RS256), (Some("a"), Algorithm::PS256), (None, Algorithm::ES256)]
        {
            assert!(one.find(id, algorithm).is_none(), "{id:?} {algorithm:?}");
        }
        let two = Held { keys: vec![rsa("a", "RS256"), rsa("b", "RS256")], ..Held::default() };
        assert!(two.find(None, Algorithm::RS256).is_none() && two.find(Some("b"), Algorithm::RS256).is_some());
    }
}
