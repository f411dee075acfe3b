//! A sign-in provider on this machine, with keys of its own.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crm_server::Config;
use crm_server::config::KeyAddress;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use serde_json::{Value, json};
use support::config;

/// What the issuer calls this installation.
pub const AUDIENCE: &str = "mustafid";

/// A key that signs.
pub struct Key {
    id: String,
    algorithm: Algorithm,
    pair: KeyPair,
}

impl Key {
    pub fn new(id: &str, algorithm: Algorithm) -> Self {
        let kind = if algorithm == Algorithm::EdDSA { &PKCS_ED25519 } else { &PKCS_ECDSA_P256_SHA256 };
        Self { id: id.into(), algorithm, pair: KeyPair::generate_for(kind).unwrap() }
    }

    /// Its public half as it is published.
    pub fn public(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let raw = self.pair.public_key_raw();
        match self.algorithm {
            Algorithm::EdDSA => json!({ "kty": "OKP", "crv": "Ed25519", "kid": self.id, "use": "sig", "x": text(raw) }),
            // An uncompressed point: a byte that says so, x, y.
            _ => {
                json!({ "kty": "EC", "crv": "P-256", "kid": self.id, "alg": "ES256", "x": text(&raw[1..33]), "y": text(&raw[33..]) })
            }
        }
    }

    pub fn sign(&self, claims: &Value) -> String {
        let header = Header { kid: Some(self.id.clone()), ..Header::new(self.algorithm) };
        let der = self.pair.serialize_der();
        let key = match self.algorithm {
            Algorithm::EdDSA => EncodingKey::from_ed_der(&der),
            _ => EncodingKey::from_ec_der(&der),
        };
        encode(&header, claims, &key).unwrap()
    }
}

/// The provider.
pub struct Issuer {
    /// Its name in tokens, also where it is found.
    pub name: String,
    keys: Arc<Mutex<Vec<Value>>>,
    asked: Arc<AtomicU32>,
    /// What the token endpoint answers, and what it was asked.
    tokens: Arc<Mutex<Tokens>>,
    handle: ServerHandle,
}

/// The token endpoint.
#[derive(Default)]
struct Tokens {
    answer: Option<Value>,
    requests: Vec<TokenRequest>,
}

/// What the token endpoint was asked.
#[derive(Clone, Debug)]
pub struct TokenRequest {
    /// Its header `Authorization`.
    pub authorization: Option<String>,
    /// Its form.
    pub form: BTreeMap<String, String>,
}

impl Issuer {
    /// Starts one that publishes these keys.
    pub fn start(keys: &[&Key]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let name = format!("http://{}", listener.local_addr().unwrap());
        let keys: Arc<Mutex<Vec<Value>>> = Arc::new(Mutex::new(keys.iter().map(|key| key.public()).collect()));
        let asked = Arc::new(AtomicU32::new(0));
        let tokens: Arc<Mutex<Tokens>> = Arc::default();
        let (published, counted, issuer, given) = (keys.clone(), asked.clone(), name.clone(), tokens.clone());
        let server = HttpServer::new(move || {
            let (published, counted, issuer, given) =
                (published.clone(), counted.clone(), issuer.clone(), given.clone());
            let set = move || {
                counted.fetch_add(1, Ordering::SeqCst);
                let keys = published.lock().unwrap().clone();
                async move { HttpResponse::Ok().json(json!({ "keys": keys })) }
            };
            let about = move || {
                let found = json!({
                    "issuer": issuer,
                    "jwks_uri": format!("{issuer}/keys"),
                    "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
                    "token_endpoint": format!("{issuer}/token"),
                });
                async move { HttpResponse::Ok().json(found) }
            };
            let other = about.clone();
            let token = move |request: HttpRequest, form: web::Form<BTreeMap<String, String>>| {
                let authorization = request.headers().get("authorization");
                let authorization = authorization.map(|value| value.to_str().unwrap().to_owned());
                let mut given = given.lock().unwrap();
                given.requests.push(TokenRequest { authorization, form: form.into_inner() });
                let answer = given.answer.take();
                async move {
                    answer.map_or_else(
                        || HttpResponse::BadRequest().finish(),
                        |answer| match answer.as_u64() {
                            Some(_) => HttpResponse::BadGateway().finish(),
                            None => HttpResponse::Ok().json(answer),
                        },
                    )
                }
            };
            App::new()
                .route("/token", web::post().to(token))
                .route("/keys", web::get().to(set))
                .route("/.well-known/openid-configuration", web::get().to(about))
                // Another name for the same: what is found there is not of that name.
                .route("/other/.well-known/openid-configuration", web::get().to(other))
        });
        let server = server.workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { name, keys, asked, tokens, handle }
    }

    /// A configuration that takes its tokens, with no time between fetches.
    pub fn config(&self) -> Config {
        Config {
            auth_jwt_issuer: self.name.clone(),
            auth_jwt_audience: AUDIENCE.into(),
            auth_jwks_url: format!("{}/keys", self.name).parse::<KeyAddress>().unwrap(),
            auth_jwks_pause: 0,
            ..config()
        }
    }

    pub fn publish(&self, keys: &[&Key]) {
        *self.keys.lock().unwrap() = keys.iter().map(|key| key.public()).collect();
    }

    /// How often its keys were asked for.
    pub fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }

    /// What the token endpoint answers next, once.
    pub fn give(&self, answer: Value) {
        self.tokens.lock().unwrap().answer = Some(answer);
    }

    /// What the token endpoint was asked last.
    pub fn token_request(&self) -> Option<TokenRequest> {
        self.tokens.lock().unwrap().requests.last().cloned()
    }

    pub async fn stop(&self) {
        self.handle.stop(true).await;
    }

    /// The claims of a good token for a subject; `others` stand in their place.
    pub fn claims(&self, subject: &str, others: Value) -> Value {
        let mut claims = json!({
            "iss": self.name, "aud": AUDIENCE, "sub": subject, "iat": now() - 10, "nbf": now() - 10, "exp": now() + 600,
        });
        for (name, value) in others.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// Seconds since 1970, as tokens have them.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
