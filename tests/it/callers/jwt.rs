//! Staff who signed in at another provider.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crm_core::Db;
use crm_core::ids::StaffId;
use crm_core::patch::Patch;
use crm_core::policy::Role;
use crm_core::staff::{self, UpdateStaff};
use crm_graphql::node_id::Id;
use crm_server::Config;
use crm_server::config::KeyAddress;
use crm_server::doctor::{self, Light, Part};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use support::{People, Server, TestDb, config, op};

use super::issuer::{Issuer, Key, now};
use super::{ask, bearer};

const SUBJECT: &str = "8f14e45f-ceea";

/// A member of the desk with a subject, who is agent and reader.
async fn member(db: &TestDb) -> StaffId {
    let people = People::settle(db).await;
    let id = people.agent(db).await.op.staff().unwrap();
    let reader = staff::GrantRole { staff: id, role: Role::Reader, department: None, from: None, to: None };
    staff::grant_role(db, &op::system(), reader).await.unwrap();
    let change = UpdateStaff { external_subject: Patch::Set(SUBJECT.into()), ..UpdateStaff::default() };
    staff::update(db, &op::system(), id, change).await.unwrap();
    id
}

async fn sent(server: &Server, token: &str) -> (u16, Value) {
    ask(server, &[("authorization", &bearer(token))]).await
}

fn refused() -> (u16, Value) {
    (401, json!("UNAUTHENTICATED"))
}

#[tokio::test]
async fn a_good_token_is_its_member_whatever_the_algorithm() {
    let db = TestDb::open().await;
    let id = member(&db).await;
    let keys = [Key::new("ed", Algorithm::EdDSA), Key::new("ec", Algorithm::ES256)];
    let issuer = Issuer::start(&[&keys[0], &keys[1]]);
    let server = Server::start_with(&db, &issuer.config());
    for key in &keys {
        let (status, viewer) = sent(&server, &key.sign(&issuer.claims(SUBJECT, json!({})))).await;
        assert_eq!((status, &viewer["actor"]), (200, &json!({ "kind": "STAFF", "id": Id(id).to_string() })));
        assert_eq!(viewer["roles"].as_array().unwrap().len(), 2, "{viewer}");
    }
    assert_eq!(issuer.asked(), 1);
    // our own tokens go on beside
    let own = People::staff(&db, Role::Reader, None).await.secret;
    assert_eq!(sent(&server, &own).await.0, 200);
}

#[tokio::test]
async fn a_token_that_is_not_for_us_not_now_or_not_whole_is_refused() {
    let db = TestDb::open().await;
    let id = member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let server = Server::start_with(&db, &issuer.config());
    let now = now();
    for wrong in [
        json!({ "exp": now - 120 }),
        json!({ "exp": null }),
        json!({ "exp": "tomorrow" }),
        json!({ "nbf": now + 120 }),
        json!({ "iat": now + 120 }),
        json!({ "iat": "yesterday" }),
        json!({ "aud": "another service" }),
        json!({ "aud": ["others", "only"] }),
        json!({ "aud": null }),
        json!({ "iss": "http://127.0.0.1:1" }),
        json!({ "iss": null }),
        json!({ "sub": "nobody here" }),
        json!({ "sub": "nul\u{0}" }),
        json!({ "sub": null }),
        json!({ "sub": 7 }),
    ] {
        assert_eq!(sent(&server, &key.sign(&issuer.claims(SUBJECT, wrong.clone()))).await, refused(), "{wrong}");
    }
    for right in [
        json!({ "exp": now - 30 }),
        json!({ "nbf": now + 30, "iat": now + 30 }),
        json!({ "aud": ["others", "mustafid"] }),
    ] {
        assert_eq!(sent(&server, &key.sign(&issuer.claims(SUBJECT, right.clone()))).await.0, 200, "{right}");
    }
    let good = key.sign(&issuer.claims(SUBJECT, json!({})));
    let cut = good.rsplit_once('.').unwrap().0;
    for broken in [format!("{good}x"), format!("{cut}."), format!("{cut}.AAAA"), "a.b.c".into(), "..".into()] {
        assert_eq!(sent(&server, &broken).await, refused(), "{broken}");
    }
    let inactive = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    staff::update(&db, &op::system(), id, inactive).await.unwrap();
    // A process that has not seen the member yet.
    let other = Server::start_with(&Db::open(db.options()).await.unwrap(), &issuer.config());
    assert_eq!(sent(&other, &good).await, refused(), "inactive");
}

#[tokio::test]
async fn a_signature_that_anybody_can_make_is_none() {
    let db = TestDb::open().await;
    member(&db).await;
    let (key, other) = (Key::new("k", Algorithm::ES256), Key::new("k", Algorithm::ES256));
    let issuer = Issuer::start(&[&key]);
    let server = Server::start_with(&db, &issuer.config());
    let claims = issuer.claims(SUBJECT, json!({}));
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let unsigned = format!("{}.{}.", part(&json!({ "alg": "none", "kid": "k" })), part(&claims));
    // the public key as the secret of an HMAC
    let header = Header { kid: Some("k".into()), ..Header::new(Algorithm::HS256) };
    let shared = key.public()["x"].as_str().unwrap().to_owned();
    let shared = encode(&header, &claims, &EncodingKey::from_secret(shared.as_bytes())).unwrap();
    for forged in [unsigned, shared, other.sign(&claims)] {
        assert_eq!(sent(&server, &forged).await, refused(), "{forged}");
    }
    assert_eq!(sent(&server, &key.sign(&claims)).await.0, 200);
}

#[tokio::test]
async fn a_new_key_is_fetched_when_it_is_used_and_an_old_one_forgotten() {
    let db = TestDb::open().await;
    member(&db).await;
    let (old, new) = (Key::new("old", Algorithm::EdDSA), Key::new("new", Algorithm::ES256));
    let issuer = Issuer::start(&[&old]);
    let server = Server::start_with(&db, &issuer.config());
    let claims = issuer.claims(SUBJECT, json!({}));
    assert_eq!(sent(&server, &new.sign(&claims)).await, refused());
    assert_eq!(sent(&server, &old.sign(&claims)).await.0, 200);
    issuer.publish(&[&new]);
    assert_eq!(sent(&server, &new.sign(&claims)).await.0, 200);
    assert_eq!(sent(&server, &old.sign(&claims)).await, refused());
}

#[tokio::test]
async fn invented_keys_do_not_make_us_ask_the_issuer_again_and_again() {
    let db = TestDb::open().await;
    member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let server = Server::start_with(&db, &Config { auth_jwks_pause: 3600, ..issuer.config() });
    let claims = issuer.claims(SUBJECT, json!({}));
    let strangers: Vec<String> = (0..20).map(|n| Key::new(&format!("x{n}"), Algorithm::EdDSA).sign(&claims)).collect();
    let asked = futures_util::future::join_all(strangers.iter().map(|token| sent(&server, token))).await;
    assert!(asked.iter().all(|answer| *answer == refused()), "{asked:?}");
    assert_eq!(issuer.asked(), 1);
    assert_eq!(sent(&server, &key.sign(&claims)).await.0, 200);
}

#[tokio::test]
async fn while_the_issuer_is_away_its_keys_hold_and_others_cannot_be_judged() {
    let db = TestDb::open().await;
    member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let claims = issuer.claims(SUBJECT, json!({}));
    let server = Server::start_with(&db, &issuer.config());
    assert_eq!(sent(&server, &key.sign(&claims)).await.0, 200);
    issuer.stop().await;
    assert_eq!(sent(&server, &key.sign(&claims)).await.0, 200);
    let unavailable = (503, json!("UNAVAILABLE"));
    assert_eq!(sent(&server, &Key::new("other", Algorithm::EdDSA).sign(&claims)).await, unavailable);
    assert_eq!(sent(&server, &key.sign(&claims)).await.0, 200);
    let fresh = Server::start_with(&db, &issuer.config());
    assert_eq!(sent(&fresh, &key.sign(&claims)).await, unavailable);
}

#[tokio::test]
async fn the_issuer_itself_says_where_its_keys_are() {
    let db = TestDb::open().await;
    member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let server = Server::start_with(&db, &Config { auth_jwks_url: KeyAddress(None), ..issuer.config() });
    assert_eq!(sent(&server, &key.sign(&issuer.claims(SUBJECT, json!({})))).await.0, 200);
}

#[tokio::test]
async fn the_doctor_asks_the_issuer_for_its_keys() {
    let issuer = Issuer::start(&[&Key::new("k", Algorithm::EdDSA)]);
    let light = async |config: &Config| {
        let findings = doctor::examine(config).await;
        findings.iter().find(|finding| finding.part == Part::Issuer).map(|finding| finding.light)
    };
    assert_eq!(light(&issuer.config()).await, Some(Light::Green));
    issuer.publish(&[]);
    assert_eq!(light(&issuer.config()).await, Some(Light::Red));
    issuer.stop().await;
    assert_eq!(light(&issuer.config()).await, Some(Light::Red));
    assert_eq!(light(&config()).await, None);
}

#[tokio::test]
async fn a_claim_takes_roles_away_and_gives_none() {
    let db = TestDb::open().await;
    member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let config = Config { auth_jwt_roles_claim: "realm_access.roles".into(), ..issuer.config() };
    let server = Server::start_with(&db, &config);
    for (claim, held) in [
        (json!(["agent", "admin"]), json!([{ "role": "AGENT" }])),
        (json!("reader auditor"), json!([{ "role": "READER" }])),
        (json!(["admin"]), json!([])),
        (Value::Null, json!([])),
    ] {
        let claims = issuer.claims(SUBJECT, json!({ "realm_access": { "roles": claim } }));
        let (status, viewer) = sent(&server, &key.sign(&claims)).await;
        assert_eq!((status, &viewer["roles"]), (200, &held), "{claims}");
    }
}

#[tokio::test]
async fn without_an_issuer_nothing_of_that_form_is_taken() {
    let db = TestDb::open().await;
    member(&db).await;
    let key = Key::new("k", Algorithm::EdDSA);
    let issuer = Issuer::start(&[&key]);
    let server = Server::start(&db);
    assert_eq!(sent(&server, &key.sign(&issuer.claims(SUBJECT, json!({})))).await, refused());
    assert_eq!(issuer.asked(), 0);
}
