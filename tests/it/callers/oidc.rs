//! Signing in at a provider, as a browser does: there, back, and in.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use crm_core::patch::Patch;
use crm_core::policy::Role;
use crm_core::staff::{self, UpdateStaff};
use crm_server::Config;
use crm_server::doctor::{self, Light, Part};
use jsonwebtoken::Algorithm;
use reqwest::Url;
use reqwest::header::{LOCATION, SET_COOKIE};
use serde_json::{Value, json};
use support::{People, Server, TestDb, answer, op};

use super::issuer::{Issuer, Key, now};

const SUBJECT: &str = "8f14e45f-ceea";
const CLIENT: &str = "mustafid web";

fn config(issuer: &Issuer, secret: &str) -> Config {
    Config {
        oidc_issuer: issuer.name.clone(),
        oidc_client_id: CLIENT.into(),
        oidc_client_secret: secret.parse().unwrap(),
        oidc_label: "النفاذ الموحد".into(),
        http_public_url: "https://services.example.gov".parse().unwrap(),
        auth_jwks_pause: 0,
        ..support::config()
    }
}

/// A member with a subject at the provider, who is agent of a desk and reader.
async fn member(db: &TestDb) -> crm_core::ids::StaffId {
    let people = People::settle(db).await;
    let id = people.agent(db).await.op.staff().unwrap();
    let reader = staff::GrantRole { staff: id, role: Role::Reader, department: None, from: None, to: None };
    staff::grant_role(db, &op::system(), reader).await.unwrap();
    let change = UpdateStaff { external_subject: Patch::Set(SUBJECT.into()), ..UpdateStaff::default() };
    staff::update(db, &op::system(), id, change).await.unwrap();
    id
}

/// A browser that was sent to the provider.
struct Gone {
    /// What the provider was told.
    told: BTreeMap<String, String>,
    cookie: String,
}

/// Presses the provider's button.
async fn gone(server: &Server, path: &str) -> Gone {
    let sent = server.get(path).send().await.unwrap();
    assert_eq!(sent.status(), 303);
    let place = Url::parse(sent.headers()[LOCATION].to_str().unwrap()).unwrap();
    let cookie = sent.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax") && cookie.contains("Max-Age=600"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(place.path(), "/authorize");
    Gone { told: place.query_pairs().into_owned().collect(), cookie }
}

/// Comes back with these parameters; gives the address one is sent to, and what the browser keeps.
async fn back(server: &Server, cookie: &str, parameters: &[(&str, &str)]) -> (String, Vec<String>) {
    let place = Url::parse_with_params("http://localhost/sign-in/oidc", parameters).unwrap();
    let place = format!("{}?{}", place.path(), place.query().unwrap_or_default());
    let request = server.get(&place).header("cookie", cookie);
    let sent = request.send().await.unwrap();
    assert_eq!(sent.status(), 303, "{}", sent.text().await.unwrap());
    let kept = sent.headers().get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap().to_owned()).collect();
    (sent.headers()[LOCATION].to_str().unwrap().to_owned(), kept)
}

/// The way there and back with an ID token of these claims.
async fn through(server: &Server, issuer: &Issuer, key: &Key, others: Value) -> (String, Vec<String>) {
    let gone = gone(server, "/en/sign-in/oidc?next=%2Fen%2Fdesk%2Fcontacts").await;
    let mut claims = json!({ "aud": CLIENT, "nonce": gone.told["nonce"] });
    for (name, value) in others.as_object().unwrap() {
        claims[name] = value.clone();
    }
    issuer.give(json!({ "id_token": key.sign(&issuer.claims(SUBJECT, claims)), "token_type": "Bearer" }));
    back(server, &gone.cookie, &[("code", "c0de"), ("state", &gone.told["state"])]).await
}

const EXPIRED: &str = "/en/sign-in?failed=provider-expired";
const REFUSED: &str = "/en/sign-in?failed=provider-refused";

#[tokio::test]
async fn who_the_provider_vouches_for_comes_in_and_goes_where_they_were_going() {
    let db = TestDb::open().await;
    let id = member(&db).await;
    let key = Key::new("k", Algorithm::ES256);
    let issuer = Issuer::start(&[&key]);
    let server = Server::start_with(&db, &config(&issuer, "s3:cret"));
    let page = server.get("/ar/sign-in?next=/ar/desk/services").send().await.unwrap().text().await.unwrap();
    assert!(page.contains("النفاذ الموحد") && page.contains("oidc?next="), "{page}");

    let gone = gone(&server, "/ar/sign-in/oidc?next=%2Far%2Fdesk%2Fservices").await;
    let told = |name: &str| gone.told[name].as_str();
    assert_eq!((told("response_type"), told("scope"), told("client_id")), ("code", "openid", CLIENT));
    assert_eq!((told("redirect_uri"), told("tenant")), ("https://services.example.gov/sign-in/oidc", "1"));
    assert_eq!(told("code_challenge_method"), "S256");
    let claims = json!({ "aud": CLIENT, "nonce": told("nonce") });
    issuer.give(json!({ "id_token": key.sign(&issuer.claims(SUBJECT, claims)) }));
    let (place, kept) = back(&server, &gone.cookie, &[("code", "c0de"), ("state", told("state"))]).await;
    assert_eq!(place, "/ar/desk/services");
    assert!(kept[0].contains("-attempt=;") && kept[0].contains("Max-Age=0"), "{kept:?}");

    // The secret in the header, encoded as a form; the verifier is that of the challenge.
    let asked = issuer.token_request().unwrap();
    let basic = format!("Basic {}", STANDARD.encode("mustafid+web:s3%3Acret"));
    assert_eq!(asked.authorization.as_deref(), Some(basic.as_str()));
    assert_eq!((asked.form["grant_type"].as_str(), asked.form["code"].as_str()), ("authorization_code", "c0de"));
    assert_eq!(asked.form["redirect_uri"], told("redirect_uri"));
    let challenge = URL_SAFE_NO_PAD.encode(sha256(&asked.form["code_verifier"]));
    assert_eq!(challenge, told("code_challenge"));

    let session = kept[1].split(';').next().unwrap();
    let viewer = "{ viewer { actor { id } roles { role } } }";
    let asked = server.post().header("cookie", session).json(&json!({ "query": viewer }));
    let (_, body) = answer(asked.send().await.unwrap()).await;
    assert_eq!(body["data"]["viewer"]["actor"]["id"], crm_graphql::node_id::Id(id).to_string());
    assert_eq!(body["data"]["viewer"]["roles"].as_array().unwrap().len(), 2);
    let sessions = staff::sessions::list(&db, &op::system(), id).await.unwrap();
    assert_eq!(sessions[0].method, staff::sessions::Method::Provider);
}

fn sha256(text: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(text).to_vec()
}

#[tokio::test]
async fn an_answer_that_is_not_this_browsers_not_whole_or_not_for_us_lets_nobody_in() {
    let db = TestDb::open().await;
    member(&db).await;
    let (key, other) = (Key::new("k", Algorithm::ES256), Key::new("k", Algorithm::ES256));
    let issuer = Issuer::start(&[&key]);
    let server = Server::start_with(&db, &config(&issuer, ""));
    assert_eq!(through(&server, &issuer, &key, json!({})).await.0, "/en/desk/contacts");
    assert_eq!(issuer.token_request().unwrap().authorization, None, "a public client");
    assert_eq!(issuer.token_request().unwrap().form["client_id"], CLIENT);
    for wrong in [
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "aud": "another service" }),
        json!({ "aud": [CLIENT, "another"] }),
        json!({ "aud": [CLIENT, "another"], "azp": "another" }),
        json!({ "azp": "another" }),
        json!({ "exp": now() - 120 }),
        json!({ "iat": null }),
        json!({ "iss": "http://127.0.0.1:1" }),
        json!({ "sub": null }),
    ] {
        let (place, kept) = through(&server, &issuer, &key, wrong.clone()).await;
        assert_eq!((place.as_str(), kept.len()), (REFUSED, 1), "{wrong}");
    }
    assert_eq!(
        through(&server, &issuer, &key, json!({ "aud": [CLIENT, "b"], "azp": CLIENT })).await.0,
        "/en/desk/contacts"
    );
    assert_eq!(through(&server, &issuer, &other, json!({})).await.0, REFUSED, "another's key");

    let first = gone(&server, "/en/sign-in/oidc").await;
    let second = gone(&server, "/en/sign-in/oidc").await;
    let answers = |state: &str| vec![("code".to_owned(), "c".to_owned()), ("state".to_owned(), state.to_owned())];
    let come = async |cookie: &str, answer: Vec<(String, String)>| {
        let answer: Vec<(&str, &str)> = answer.iter().map(|(name, value)| (&**name, &**value)).collect();
        back(&server, cookie, &answer).await.0
    };
    assert_eq!(come(&first.cookie, answers(&second.told["state"])).await, EXPIRED, "another browser's");
    assert_eq!(come("x=y", answers(&first.told["state"])).await, "/ar/sign-in?failed=provider-expired");
    assert_eq!(come(&first.cookie, answers("")).await, EXPIRED);
    let mut twice = answers(&first.told["state"]);
    twice.extend(answers(&first.told["state"]));
    assert_eq!(come(&first.cookie, twice).await, EXPIRED);
    let mut mixed = answers(&first.told["state"]);
    mixed.push(("iss".into(), "https://evil.example".into()));
    assert_eq!(come(&first.cookie, mixed).await, REFUSED);
    let unsigned = |claims: &Value| {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.", part(&json!({ "alg": "none", "kid": "k" })), part(claims))
    };
    let claims = issuer.claims(SUBJECT, json!({ "aud": CLIENT, "nonce": first.told["nonce"] }));
    issuer.give(json!({ "id_token": unsigned(&claims) }));
    assert_eq!(come(&first.cookie, answers(&first.told["state"])).await, REFUSED, "nobody's signature");
    // A provider that is out of order is no refusal.
    let unavailable = "/en/sign-in?failed=provider-unavailable";
    issuer.give(json!(502));
    assert_eq!(come(&first.cookie, answers(&first.told["state"])).await, unavailable);
    let busy = vec![("error".into(), "temporarily_unavailable".into()), ("state".into(), first.told["state"].clone())];
    assert_eq!(come(&first.cookie, busy).await, unavailable);
    let denied = vec![("error".into(), "access_denied".into()), ("state".into(), first.told["state"].clone())];
    assert_eq!(come(&first.cookie, denied).await, REFUSED);
    // The provider gives a token for a code once.
    assert_eq!(come(&first.cookie, answers(&first.told["state"])).await, REFUSED);
    let page = server.get(EXPIRED).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("role=\"alert\"") && page.contains("Begin again"), "{page}");

    // Only to addresses of this server.
    let gone = gone(&server, "/en/sign-in/oidc?next=https%3A%2F%2Fevil.example").await;
    let claims = json!({ "aud": CLIENT, "nonce": gone.told["nonce"] });
    issuer.give(json!({ "id_token": key.sign(&issuer.claims(SUBJECT, claims)) }));
    assert_eq!(come(&gone.cookie, answers(&gone.told["state"])).await, "/en/desk");
}

#[tokio::test]
async fn whom_nobody_here_knows_and_who_left_stay_outside_and_roles_are_only_taken_away() {
    let db = TestDb::open().await;
    let id = member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let config = Config { oidc_roles_claim: "realm.roles".into(), ..config(&issuer, "") };
    let server = Server::start_with(&db, &config);
    let unknown = "/en/sign-in?failed=provider-unknown";
    assert_eq!(through(&server, &issuer, &key, json!({ "sub": "nobody here" })).await.0, unknown);
    let (_, kept) = through(&server, &issuer, &key, json!({ "realm": { "roles": ["reader", "admin"] } })).await;
    let session = kept[1].split(';').next().unwrap();
    let asked = server.post().header("cookie", session).json(&json!({ "query": "{ viewer { roles { role } } }" }));
    let (_, body) = answer(asked.send().await.unwrap()).await;
    assert_eq!(body["data"]["viewer"]["roles"], json!([{ "role": "READER" }]));
    let inactive = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    staff::update(&db, &op::system(), id, inactive).await.unwrap();
    assert_eq!(through(&server, &issuer, &key, json!({})).await.0, unknown);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_said_to_people_and_by_the_doctor() {
    let db = TestDb::open().await;
    let issuer = Issuer::start(&[]);
    let config = config(&issuer, "");
    let lights = async |config: &Config| {
        let found = doctor::examine(config).await;
        found.into_iter().find(|finding| finding.part == Part::Provider).map(|finding| finding.light)
    };
    assert_eq!(lights(&config).await, Some(Light::Green));
    assert_eq!(lights(&support::config()).await, None);
    let other = Config { oidc_issuer: format!("{}/other", issuer.name), ..config.clone() };
    assert_eq!(lights(&other).await, Some(Light::Red));
    let server = Server::start_with(&db, &other);
    let sent = server.get("/en/sign-in/oidc").send().await.unwrap();
    assert_eq!(sent.headers()[LOCATION], "/en/sign-in?failed=provider-unavailable");
    // Without a provider there is nothing at these addresses.
    let plain = Server::start(&db);
    for path in ["/en/sign-in/oidc", "/sign-in/oidc"] {
        assert_eq!(plain.get(path).send().await.unwrap().status(), 404, "{path}");
    }
}
