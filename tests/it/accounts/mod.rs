//! How people come in: user names and passwords, sessions, links.

mod codes;
mod http;
mod links;
mod passwords;
mod sessions;

use crm_core::ids::StaffId;
use crm_core::staff::accounts::{self, SignIn};
use crm_core::staff::links::{self as made, SetUp};
use crm_core::staff::sessions::NewSession;
use crm_core::{Db, Error, OpContext, Result};
use support::op;

const PASSWORD: &str = "قلم أزرق فوق الرف";

/// An administrator with an account, made by a setup link.
async fn administrator(db: &Db, username: &str) -> StaffId {
    let link = made::setup(db, &op::system()).await.unwrap();
    let command = SetUp { name: "سارة الحربي".into(), username: username.into(), password: secret(PASSWORD) };
    made::set_up(db, &op::anonymous(), &link.secret, command).await.unwrap().id
}

async fn sign_in(db: &Db, op: &OpContext, username: &str, password: &str) -> Result<NewSession> {
    accounts::sign_in(db, op, SignIn { username: username.into(), password: secret(password), code: String::new() })
        .await
}

fn secret<T: From<String>>(text: &str) -> T {
    T::from(text.to_owned())
}

/// The rules that an input broke, each as `path RULE`.
fn broken<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Invalid { fields }) => {
            fields.iter().map(|field| format!("{} {}", field.path.join("."), field.rule.code())).collect()
        }
        other => panic!("{other:?}"),
    }
}
