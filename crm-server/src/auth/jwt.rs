//! Bearer JWTs of the one issuer that is configured: people who signed in elsewhere.
//!
//! A token must be signed with an asymmetric algorithm by a key that the issuer publishes, be meant for us, and hold now;
//! clocks may differ by `auth.jwt_leeway`. Its subject is a member of staff by their `externalSubject`. It never gives a
//! role; with `auth.jwt_roles_claim` it takes those away that it does not name.

use std::sync::Arc;
use std::time::Duration;

use crm_core::policy::Role;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header, get_current_timestamp};
use serde_json::{Map, Value};

use super::jwks::Jwks;
use crate::config::{Config, KeyAddress};
use crate::http::Code;

/// What is taken. Never a shared secret: whoever may verify with one may also sign.
const TAKEN: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];
/// Most bytes of a token.
const MOST: usize = 8_192;
/// Clocks differ by an hour at most.
const MOST_LEEWAY: u64 = 3_600;

/// An issuer whose tokens are taken.
pub struct Issuer {
    name: String,
    audience: String,
    leeway: u64,
    /// Where in the claims the roles stand, one name a level.
    roles: Option<Vec<String>>,
    keys: Arc<Jwks>,
}

/// Whom a token names.
pub(crate) struct Subject {
    pub name: String,
    /// The only roles that may be used, if it says so.
    pub only: Option<Vec<Role>>,
}

impl Issuer {
    /// The configured one, if any.
    pub fn of(config: &Config) -> Option<Self> {
        let (audience, claim) = (&config.auth_jwt_audience, &config.auth_jwt_roles_claim);
        Self::named(config, &config.auth_jwt_issuer, (audience, claim), config.auth_jwks_url.clone())
    }

    /// The one whose ID tokens are taken when people sign in there, if any.
    pub(super) fn of_provider(config: &Config) -> Option<Self> {
        let (audience, claim) = (&config.oidc_client_id, &config.oidc_roles_claim);
        Self::named(config, &config.oidc_issuer, (audience, claim), KeyAddress::default())
    }

    fn named(config: &Config, name: &str, (audience, claim): (&str, &str), keys: KeyAddress) -> Option<Self> {
        (!name.is_empty()).then(|| Self {
            name: name.to_owned(),
            audience: audience.to_owned(),
            leeway: config.auth_jwt_leeway.min(MOST_LEEWAY),
            roles: (!claim.is_empty()).then(|| claim.split('.').map(str::to_owned).collect()),
            keys: Arc::new(Jwks::of(name, keys, Duration::from_secs(config.auth_jwks_pause))),
        })
    }

    /// How many keys the issuer publishes that can be used, asked now; in words, why it cannot be asked.
    pub async fn published_keys(&self) -> Result<usize, String> {
        self.keys.published().await
    }

    /// Whom a token names. `Unavailable` when the issuer's keys cannot be had.
    pub(super) async fn verify(&self, token: &str) -> Result<Subject, Code> {
        self.subject(&self.claims(token).await?).ok_or(Code::Unauthenticated)
    }

    /// Whom an ID token names that answers the request with this nonce (OpenID Connect Core 1.0, 3.1.3.7).
    pub(super) async fn verify_id(&self, token: &str, nonce: &str) -> Result<Subject, Code> {
        let claims = self.claims(token).await?;
        let text = |name: &str| claims.get(name).map(|value| value.as_str().unwrap_or_default());
        let several = claims.get("aud").and_then(Value::as_array).is_some_and(|list| list.len() > 1);
        let ours = text("azp").map_or(!several, |party| party == self.audience);
        if text("nonce") != Some(nonce) || !ours || !claims.contains_key("iat") {
            return Err(Code::Unauthenticated);
        }
        self.subject(&claims).ok_or(Code::Unauthenticated)
    }

    /// What a token says, once it is known to be the issuer's, for us, and good now.
    async fn claims(&self, token: &str) -> Result<Map<String, Value>, Code> {
        if token.len() > MOST {
            return Err(Code::Unauthenticated);
        }
        let header = decode_header(token).map_err(refused)?;
        // What is critical in the header and not understood must be refused (RFC 7515, 4.1.11).
        if !TAKEN.contains(&header.alg) || header.crit.is_some() {
            return Err(Code::Unauthenticated);
        }
        let key = self.keys.find(header.kid.as_deref(), header.alg).await?;
        let claims = decode::<Map<String, Value>>(token, &key, &self.validation(header.alg)).map_err(refused)?.claims;
        let issued = claims.get("iat").map_or(Some(0.0), Value::as_f64);
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
        let latest = get_current_timestamp().saturating_add(self.leeway) as f64;
        if issued.is_none_or(|issued| issued > latest) {
            return Err(Code::Unauthenticated);
        }
        Ok(claims)
    }

    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.name]);
        validation.set_audience(&[&self.audience]);
        validation.leeway = self.leeway;
        validation.validate_nbf = true;
        validation
    }

    fn subject(&self, claims: &Map<String, Value>) -> Option<Subject> {
        let name = claims.get("sub")?.as_str()?.to_owned();
        // A token without the claim names no role: an issuer leaves an empty one out.
        let only = self.roles.as_ref().map(|path| named_roles(claims, path));
        Some(Subject { name, only })
    }
}

/// The roles that a claim names: a list, or words in one text. Names that are none of ours are passed over.
fn named_roles(claims: &Map<String, Value>, path: &[String]) -> Vec<Role> {
    let Some((first, rest)) = path.split_first() else { return Vec::new() };
    let claim = rest.iter().try_fold(claims.get(first), |at, name| Some(at?.get(name))).flatten();
    match claim {
        Some(Value::Array(names)) => names.iter().filter_map(|name| Role::parse(name.as_str()?)).collect(),
        Some(Value::String(names)) => names.split_whitespace().filter_map(Role::parse).collect(),
        _ => Vec::new(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refused(error: jsonwebtoken::errors::Error) -> Code {
    tracing::debug!(%error, "a JWT was refused");
    Code::Unauthenticated
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_claim_names_roles_as_a_list_or_as_words_at_any_depth() {
        let named = |claims: Value, path: &str| {
            let path: Vec<String> = path.split('.').map(str::to_owned).collect();
            named_roles(claims.as_object().unwrap(), &path)
        };
        assert_eq!(named(json!({ "roles": ["agent", "king", 7] }), "roles"), [Role::Agent]);
        assert_eq!(named(json!({ "roles": "agent auditor" }), "roles"), [Role::Agent, Role::Auditor]);
        assert_eq!(named(json!({ "realm": { "roles": ["reader"] } }), "realm.roles"), [Role::Reader]);
        for nothing in [json!({}), json!({ "roles": null }), json!({ "roles": 7 }), json!({ "realm": "roles" })] {
            assert_eq!(named(nothing.clone(), "roles"), [], "{nothing}");
            assert_eq!(named(nothing, "realm.roles"), []);
        }
    }
}
