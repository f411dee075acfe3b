//! Links by which someone comes in without a password yet.

use chrono::TimeDelta;
use crm_core::policy::Role;
use crm_core::staff::links::{self, LinkKind, SetUp};
use crm_core::staff::{CreateStaff, sessions};
use crm_core::text::LocalizedText;
use crm_core::{Db, Error};
use support::{TestDb, op};

use super::{PASSWORD, administrator, broken, secret, sign_in};

fn first(username: &str) -> SetUp {
    SetUp { name: "سارة الحربي".into(), username: username.into(), password: secret(PASSWORD) }
}

async fn member(db: &Db, code: &str) -> crm_core::ids::StaffId {
    let command =
        CreateStaff { code: code.into(), name: LocalizedText::ar_en("نورة", "Noura"), external_subject: None };
    crm_core::staff::create(db, &op::system(), command).await.unwrap().id
}

#[tokio::test]
async fn a_setup_link_makes_one_administrator() {
    let db = TestDb::open().await;
    let old = links::setup(&db, &op::system()).await.unwrap();
    let link = links::setup(&db, &op::system()).await.unwrap();
    assert!(!format!("{link:?}").contains(link.secret.as_str()));
    assert!(matches!(links::get(&db, &op::anonymous(), &old.secret).await, Err(Error::NotFound { .. })));
    assert_eq!(links::get(&db, &op::anonymous(), &link.secret).await.unwrap().kind, LinkKind::Setup);
    let wrong = SetUp { name: " ".into(), username: "سارة".into(), password: secret("short") };
    let wrong = links::set_up(&db, &op::anonymous(), &link.secret, wrong).await;
    assert_eq!(broken(wrong), ["username CODE", "password TOO_SHORT", "name REQUIRED"]);

    let (op, setting) = (op::anonymous(), |name| first(name));
    let both = tokio::join!(
        links::set_up(&db, &op, &link.secret, setting("one")),
        links::set_up(&db, &op, &link.secret, setting("two")),
    );
    assert_eq!([&both.0, &both.1].iter().filter(|made| made.is_ok()).count(), 1, "{both:?}");
    assert!(matches!(both.0.and(both.1), Err(Error::NotFound { .. })));
    assert!(matches!(links::get(&db, &op, &link.secret).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn a_link_ends_by_the_clock() {
    let db = TestDb::open().await;
    let link = links::setup(&db, &op::system()).await.unwrap();
    let later = op::anonymous();
    let later = later.clone().at(later.at + TimeDelta::days(3));
    let late = links::set_up(&db, &later, &link.secret, first("late")).await;
    assert!(matches!(late, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn a_member_comes_in_by_invitation_and_again_after_a_reset() {
    let db = TestDb::open().await;
    let id = member(&db, "N.Otaibi").await;
    let invitation = links::invite(&db, &op::system(), id, None).await.unwrap();
    let chosen = links::accept(&db, &op::anonymous(), &invitation.secret, PASSWORD).await.unwrap();
    assert_eq!(chosen.id, id);
    let again = links::accept(&db, &op::anonymous(), &invitation.secret, PASSWORD).await;
    assert!(matches!(again, Err(Error::NotFound { .. })));
    let session = sign_in(&db, &op::anonymous(), "n.otaibi", PASSWORD).await.unwrap();
    assert_eq!(broken(links::invite(&db, &op::system(), id, None).await), ["id TAKEN"]);

    let reset = links::reset(&db, &op::system(), id).await.unwrap();
    assert!(sessions::authenticate(&db, &session.secret).await.is_err());
    assert_eq!(broken(sign_in(&db, &op::anonymous(), "n.otaibi", PASSWORD).await), [" SIGN_IN"]);
    links::accept(&db, &op::anonymous(), &reset.secret, "another secret of hers").await.unwrap();
    sign_in(&db, &op::anonymous(), "n.otaibi", "another secret of hers").await.unwrap();
}

#[tokio::test]
async fn user_names_are_unique() {
    let db = TestDb::open().await;
    administrator(&db, "one").await;
    let id = member(&db, "two").await;
    assert_eq!(broken(links::invite(&db, &op::system(), id, Some("ONE")).await), ["username TAKEN"]);
    let link = links::setup(&db, &op::system()).await.unwrap();
    let taken = links::set_up(&db, &op::anonymous(), &link.secret, first("one")).await;
    assert_eq!(broken(taken), ["username TAKEN"]);
}

#[tokio::test]
async fn an_entry_link_works_again_and_again_and_for_nothing_else() {
    let db = TestDb::open().await;
    let id = support::People::staff(&db, Role::Reader, None).await.op.staff().unwrap();
    let link = links::entry(&db, &op::system(), id).await.unwrap();
    for _ in 0..2 {
        let new = links::enter(&db, &op::anonymous(), &link.secret).await.unwrap();
        let signed = sessions::authenticate(&db, &new.secret).await.unwrap();
        assert!(signed.context().has_role(Role::Reader));
    }
    let accepted = links::accept(&db, &op::anonymous(), &link.secret, PASSWORD).await;
    assert!(matches!(accepted, Err(Error::NotFound { .. })));
    let set_up = links::set_up(&db, &op::anonymous(), &link.secret, first("three")).await;
    assert!(matches!(set_up, Err(Error::NotFound { .. })));
}
