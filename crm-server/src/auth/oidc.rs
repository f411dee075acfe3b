//! Signing in at another provider: the authorization code flow of OpenID Connect with PKCE.
//!
//! Sources: OpenID Connect Core 1.0, 3.1 (the flow, what an ID token must say); RFC 7636 (PKCE, S256); RFC 9207 (whose
//! answer it is); RFC 9700 (what else to do). An [`Attempt`] belongs to one browser: a random secret in a cookie of ten
//! minutes, from which state, nonce and verifier are derived, so that nothing is kept on the server and every process can
//! end what another began. The provider takes a code once, and the cookie goes with the answer.
//!
//! Whom the ID token names is a member of staff by their `externalSubject`. It never makes anybody a member and never gives
//! a role; with `oidc.roles_claim` it takes those away that it does not name.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::fetch;
use super::jwt::{Issuer, Subject};
use crate::config::{Config, KeyAddress, Secret};
use crate::http::Code;

/// Where the provider sends browsers back to.
pub(crate) const CALLBACK: &str = "/sign-in/oidc";
/// What the provider says of itself is asked for anew after this.
const FRESH: Duration = Duration::from_mins(5);
/// Where it did not answer, after this.
const PAUSE: Duration = Duration::from_secs(5);
/// Most bytes of a code or a state that is looked at.
const MOST: usize = 4_096;

/// The provider at which staff may sign in.
pub struct Provider {
    /// What the button says.
    pub label: String,
    name: String,
    client: String,
    secret: Secret,
    callback: String,
    tokens: Issuer,
    known: RwLock<Known>,
}

/// What the provider said of itself last, and when it was asked last.
#[derive(Clone, Default)]
struct Known {
    endpoints: Option<Arc<Endpoints>>,
    asked: Option<Instant>,
    /// Whether that brought nothing.
    failed: bool,
}

/// What is needed of what the provider says of itself.
struct Endpoints {
    authorization: Url,
    token: Url,
    /// Whether the client's secret goes into the body of the token request rather than into a header.
    secret_in_body: bool,
    /// Whether its answers say whose they are (RFC 9207).
    names_itself: bool,
}

/// Why a sign-in at the provider came to nothing; its name stands in the address of the sign-in page, which says it in
/// words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The answer belongs to no attempt of this browser, or to one that is over.
    Expired,
    /// The provider, or the person there, refused.
    Refused,
    /// The provider knows the person, and nobody here has that subject.
    Unknown,
    /// The provider does not answer as it should.
    Unavailable,
}

impl Failed {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expired => "provider-expired",
            Self::Refused => "provider-refused",
            Self::Unknown => "provider-unknown",
            Self::Unavailable => "provider-unavailable",
        }
    }
}

/// One attempt to sign in, by the secret that the browser keeps.
pub(crate) struct Attempt<'a>(pub &'a str);

impl Attempt<'_> {
    /// A new secret.
    pub fn secret() -> Result<String, Code> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| Code::Internal)?;
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// What is derived for one use; another use tells nothing of it.
    fn part(&self, of: &str) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(of).chain_update([0]).chain_update(self.0).finalize())
    }

    fn state(&self) -> String {
        self.part("state")
    }

    fn nonce(&self) -> String {
        self.part("nonce")
    }

    fn verifier(&self) -> String {
        self.part("verifier")
    }

    fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()))
    }
}

impl Provider {
    /// The configured one, if any.
    pub fn of(config: &Config) -> Option<Self> {
        let name = Some(config.oidc_issuer.clone()).filter(|name| !name.is_empty())?;
        let label = Some(config.oidc_label.clone()).filter(|label| !label.is_empty());
        Some(Self {
            label: label
                .or_else(|| Some(Url::parse(&name).ok()?.host_str()?.to_owned()))
                .unwrap_or_else(|| name.clone()),
            client: config.oidc_client_id.clone(),
            secret: config.oidc_client_secret.clone(),
            callback: format!("{}{CALLBACK}", config.http_public_url.as_str()?.trim_end_matches('/')),
            tokens: Issuer::of_provider(config)?,
            known: RwLock::default(),
            name,
        })
    }

    /// Whether it can be asked now; in words, why not.
    pub async fn answers(&self) -> Result<(), String> {
        self.discover().await.map(|_| ())
    }

    /// Where a browser goes to sign in.
    pub(crate) async fn entrance(&self, attempt: &Attempt<'_>) -> Result<String, Failed> {
        let mut url = self.endpoints().await?.authorization.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client)
            .append_pair("redirect_uri", &self.callback)
            .append_pair("scope", "openid")
            .append_pair("state", &attempt.state())
            .append_pair("nonce", &attempt.nonce())
            .append_pair("code_challenge", &attempt.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Whom the provider's answer to an attempt names: the parameters with which the browser came back.
    pub(crate) async fn named(&self, attempt: &Attempt<'_>, answer: &[(String, String)]) -> Result<Subject, Failed> {
        let one = |name: &str| {
            let mut given = answer.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
            given.next().filter(|value| given.next().is_none() && value.len() <= MOST)
        };
        if one("state") != Some(attempt.state().as_str()) {
            return Err(Failed::Expired);
        }
        let endpoints = self.endpoints().await?;
        // Another provider's answer, mixed up on the way (RFC 9207, section 2.4).
        if one("iss").map_or(endpoints.names_itself, |name| name != self.name) {
            return Err(Failed::Refused);
        }
        // What the provider says of itself, not of the person (RFC 6749, 4.1.2.1).
        if matches!(one("error"), Some("server_error" | "temporarily_unavailable")) {
            return Err(Failed::Unavailable);
        }
        let code = one("code").ok_or(Failed::Refused)?;
        let token = self.exchange(&endpoints, code, &attempt.verifier()).await?;
        self.tokens.verify_id(&token, &attempt.nonce()).await.map_err(|code| match code {
            Code::Unavailable => Failed::Unavailable,
            _ => Failed::Refused,
        })
    }

    /// The ID token for a code.
    async fn exchange(&self, endpoints: &Endpoints, code: &str, verifier: &str) -> Result<String, Failed> {
        #[derive(Deserialize)]
        struct Tokens {
            id_token: String,
        }
        let secret = self.secret.0.expose_secret();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.callback),
            ("code_verifier", verifier),
        ];
        let in_header = !secret.is_empty() && !endpoints.secret_in_body;
        if !in_header {
            form.push(("client_id", &self.client));
        }
        if !secret.is_empty() && endpoints.secret_in_body {
            form.push(("client_secret", secret));
        }
        let mut request = fetch::caller().map_err(unavailable)?.post(endpoints.token.clone());
        if in_header {
            request = request.basic_auth(form_encoded(&self.client), Some(form_encoded(secret)));
        }
        let answer = request.form(&form).send().await.map_err(|error| unavailable(error.without_url().to_string()))?;
        if answer.status().is_server_error() {
            return Err(unavailable(format!("the token endpoint answers {}", answer.status())));
        }
        let refused = |why: String| {
            tracing::warn!(why, "the sign-in provider gave no token");
            Failed::Refused
        };
        let answer = answer.error_for_status().map_err(|error| refused(error.without_url().to_string()))?;
        let tokens: Tokens = fetch::whole("the token endpoint", answer).await.map_err(refused)?;
        Ok(tokens.id_token)
    }

    /// What is known of the provider; what is old is asked for anew, and stays where that fails. A provider that does not
    /// answer is left in peace for a while.
    async fn endpoints(&self) -> Result<Arc<Endpoints>, Failed> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).clone();
        let rest = if known.failed { PAUSE } else { FRESH };
        if known.asked.is_some_and(|asked| asked.elapsed() < rest) {
            return known.endpoints.ok_or(Failed::Unavailable);
        }
        let found = self.discover().await.map(Arc::new).map_err(unavailable);
        let failed = found.is_err();
        let endpoints = found.ok().or(known.endpoints);
        let known = Known { endpoints: endpoints.clone(), asked: Some(Instant::now()), failed };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
        endpoints.ok_or(Failed::Unavailable)
    }

    async fn discover(&self) -> Result<Endpoints, String> {
        let found = fetch::configuration(&self.name).await?;
        let address = |name: &str| match fetch::named(&found, name)? {
            KeyAddress(Some(url)) => Ok(url),
            KeyAddress(None) => Err(format!("it names no {name}")),
        };
        Ok(Endpoints {
            authorization: address("authorization_endpoint")?,
            token: address("token_endpoint")?,
            secret_in_body: takes_secret_in_body_only(&found),
            names_itself: found.get("authorization_response_iss_parameter_supported") == Some(&Value::Bool(true)),
        })
    }
}

/// Without a word of it, a provider takes the secret in a header (OpenID Connect Discovery 1.0, section 3).
fn takes_secret_in_body_only(configuration: &Map<String, Value>) -> bool {
    let methods = configuration.get("token_endpoint_auth_methods_supported").and_then(Value::as_array);
    methods.is_some_and(|methods| {
        let takes = |method: &str| methods.iter().any(|one| one == method);
        takes("client_secret_post") && !takes("client_secret_basic")
    })
}

/// A text as it stands in a form (RFC 6749, 2.3.1, asks for it in the header too).
fn form_encoded(text: &str) -> String {
    let url = Url::parse_with_params("http://localhost", [(text, "")]).ok();
    url.and_then(|url| Some(url.query()?.trim_end_matches('=').to_owned())).unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unavailable(why: String) -> Failed {
    tracing::warn!(why, "the sign-in provider does not answer");
    Failed::Unavailable
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_derived_for_one_use_tells_nothing_of_another() {
        let attempt = Attempt("secret");
        let parts = [attempt.state(), attempt.nonce(), attempt.verifier(), attempt.challenge()];
        let distinct: std::collections::BTreeSet<&String> = parts.iter().collect();
        assert_eq!(distinct.len(), 4);
        // RFC 7636, 4.1: 43 to 128 characters.
        assert!(parts.iter().all(|part| part.len() == 43));
        assert_ne!(attempt.state(), Attempt("other").state());
    }

    #[test]
    fn the_secret_goes_into_the_header_unless_only_the_body_is_taken() {
        let told = |methods: Value| {
            let told = json!({ "token_endpoint_auth_methods_supported": methods });
            takes_secret_in_body_only(told.as_object().unwrap())
        };
        assert!(told(json!(["client_secret_post"])));
        for header in [json!(null), json!([]), json!(["client_secret_basic", "client_secret_post"])] {
            assert!(!told(header.clone()), "{header}");
        }
        assert_eq!(form_encoded("a b:c%="), "a+b%3Ac%25%3D");
    }
}
