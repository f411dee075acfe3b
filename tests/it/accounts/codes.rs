//! One-time codes beside the password.

use chrono::{DateTime, TimeDelta, Utc};
use crm_core::staff::accounts::{self, SignIn};
use crm_core::staff::sessions::{self, Method, NewSession};
use crm_core::staff::{codes, links};
use crm_core::{Db, OpContext, Result};
use support::{TestDb, op};
use totp_rs::{Builder, Secret};

use super::{PASSWORD, administrator, broken, secret};

/// What the member's app shows at a time.
fn shown(key: &str, at: DateTime<Utc>) -> String {
    let app = Builder::new().with_secret(Secret::try_from_base32(key).unwrap()).build().unwrap();
    app.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

async fn with_code(db: &Db, op: &OpContext, code: &str) -> Result<NewSession> {
    let command = SignIn { username: "sara".into(), password: secret(PASSWORD), code: code.into() };
    accounts::sign_in(db, op, command).await
}

#[tokio::test]
async fn once_in_use_signing_in_takes_a_code_and_each_code_once() {
    let db = TestDb::open().await;
    administrator(&db, "sara").await;
    let first = with_code(&db, &op::anonymous(), "").await.unwrap();
    let own = sessions::authenticate(&db, &first.secret).await.unwrap().context();
    let pending = codes::begin(&db, &own).await.unwrap();
    let key = pending.secret.to_string();
    assert!(!format!("{pending:?}").contains(&key));
    assert_eq!(*codes::pending(&db, &own).await.unwrap().unwrap().secret, key);
    with_code(&db, &op::anonymous(), "").await.unwrap();

    assert_eq!(broken(codes::confirm(&db, &own, "000 000").await), ["code WRONG_CODE"]);
    let now = own.at;
    let recovery = codes::confirm(&db, &own, &shown(&key, now)).await.unwrap();
    assert_eq!(recovery.0.len(), 10);
    assert!(codes::pending(&db, &own).await.unwrap().is_none());
    let at = |steps: i64| op::anonymous().at(now + TimeDelta::seconds(30 * steps));
    assert_eq!(broken(with_code(&db, &at(2), "").await), [" SIGN_IN"]);
    assert_eq!(broken(with_code(&db, &at(0), &shown(&key, now)).await), [" SIGN_IN"], "used to confirm");
    let code = shown(&key, at(4).at);
    let session = with_code(&db, &at(4), &code).await.unwrap().session;
    assert_eq!(session.method, Method::Code);
    assert_eq!(broken(with_code(&db, &at(4), &code).await), [" SIGN_IN"], "the same code again");
    let arabic: String =
        shown(&key, at(8).at).chars().filter_map(|digit| "٠١٢٣٤٥٦٧٨٩".chars().nth(digit as usize - 48)).collect();
    with_code(&db, &at(8), &arabic).await.unwrap();

    let lost = recovery.0[3].to_lowercase();
    with_code(&db, &at(9), &lost).await.unwrap();
    assert_eq!(broken(with_code(&db, &at(9), &lost).await), [" SIGN_IN"], "a recovery code works once");
}

#[tokio::test]
async fn codes_stop_with_the_password_and_with_a_reset() {
    let db = TestDb::open().await;
    let id = administrator(&db, "sara").await;
    let first = with_code(&db, &op::anonymous(), "").await.unwrap();
    let own = sessions::authenticate(&db, &first.secret).await.unwrap().context();
    let take = async || {
        let pending = codes::begin(&db, &own).await.unwrap();
        codes::confirm(&db, &own, &shown(&pending.secret, own.at)).await.unwrap();
    };
    take().await;
    assert_eq!(codes::begin(&db, &own).await.unwrap_err().code(), "NOT_ALLOWED");
    assert_eq!(broken(codes::stop(&db, &own, "wrong horse battery").await), ["password WRONG_PASSWORD"]);
    assert!(!codes::stop(&db, &own, PASSWORD).await.unwrap().one_time_codes);
    with_code(&db, &op::anonymous(), "").await.unwrap();

    take().await;
    let link = links::reset(&db, &op::system(), id).await.unwrap();
    links::accept(&db, &op::anonymous(), &link.secret, PASSWORD).await.unwrap();
    with_code(&db, &op::anonymous(), "").await.unwrap();
}
