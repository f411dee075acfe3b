//! Signing in by user name and password, and what wrong tries cost.

use chrono::TimeDelta;
use crm_core::policy::Permission;
use crm_core::staff::accounts::{self, ChangePassword};
use crm_core::staff::{UpdateStaff, sessions, update};
use support::{TestDb, op};

use super::{PASSWORD, administrator, broken, secret, sign_in};

#[tokio::test]
async fn the_first_administrator_signs_in_with_every_role_held() {
    let db = TestDb::open().await;
    let id = administrator(&db, "s.alharbi").await;
    let new = sign_in(&db, &op::anonymous(), " S.AlHarbi", PASSWORD).await.unwrap();
    assert!(!format!("{new:?}").contains(new.secret.as_str()));
    let op = sessions::authenticate(&db, &new.secret).await.unwrap().context();
    assert_eq!((op.staff(), op.session), (Some(id), Some(new.session.id)));
    assert!(op.may(Permission::StaffManage));
    assert!(crm_core::staff::authenticate(&db, &new.secret).await.is_err());
    let own: Vec<_> = sessions::list(&db, &op, id).await.unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(own, [new.session.id]);
}

#[tokio::test]
async fn wrong_tries_make_a_name_wait_whether_or_not_anyone_has_it() {
    let db = TestDb::open().await;
    administrator(&db, "s.alharbi").await;
    let start = op::anonymous();
    let refused = || vec![" SIGN_IN".to_owned()];
    for name in ["s.alharbi", "nobody", "not a name"] {
        for _ in 0..5 {
            assert_eq!(broken(sign_in(&db, &start, name, "wrong horse battery").await), refused(), "{name}");
        }
        let early = start.clone().at(start.at + TimeDelta::seconds(14));
        assert_eq!(broken(sign_in(&db, &early, name, PASSWORD).await), refused(), "{name}");
    }
    let later = start.clone().at(start.at + TimeDelta::seconds(16));
    let new = sign_in(&db, &later, "s.alharbi", PASSWORD).await.unwrap();
    assert_eq!(new.session.expires_at, later.at + TimeDelta::hours(12));
    for _ in 0..4 {
        assert_eq!(broken(sign_in(&db, &later, "s.alharbi", "wrong horse battery").await), refused());
    }
    sign_in(&db, &later, "s.alharbi", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn of_many_guesses_at_once_only_the_first_few_are_judged() {
    let db = TestDb::open().await;
    administrator(&db, "s.alharbi").await;
    let op = op::anonymous();
    let guesses = (0..12).map(|_| sign_in(&db, &op, "s.alharbi", "wrong horse battery"));
    for guess in futures_util::future::join_all(guesses).await {
        assert_eq!(broken(guess), [" SIGN_IN"]);
    }
    // after twelve that were judged the wait would be minutes
    let later = op.clone().at(op.at + TimeDelta::seconds(16));
    sign_in(&db, &later, "s.alharbi", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_member_who_left_is_refused_like_a_wrong_password() {
    let db = TestDb::open().await;
    let id = administrator(&db, "s.alharbi").await;
    let inactive = UpdateStaff { active: Some(false), ..UpdateStaff::default() };
    update(&db, &op::system(), id, inactive).await.unwrap();
    assert_eq!(broken(sign_in(&db, &op::anonymous(), "s.alharbi", PASSWORD).await), [" SIGN_IN"]);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let db = TestDb::open().await;
    administrator(&db, "s.alharbi").await;
    let here = sign_in(&db, &op::anonymous(), "s.alharbi", PASSWORD).await.unwrap();
    let there = sign_in(&db, &op::anonymous(), "s.alharbi", PASSWORD).await.unwrap();
    let op = sessions::authenticate(&db, &here.secret).await.unwrap().context();
    let change = |current: &str, new: &str| ChangePassword { current: secret(current), new: secret(new) };
    let wrong = accounts::change_password(&db, &op, change("wrong horse battery", "a later secret of mine")).await;
    assert_eq!(broken(wrong), ["current WRONG_PASSWORD"]);
    let weak = accounts::change_password(&db, &op, change(PASSWORD, "s.alharbi-2026")).await;
    assert_eq!(broken(weak), ["new GUESSABLE_PASSWORD"]);
    accounts::change_password(&db, &op, change(PASSWORD, "a later secret of mine")).await.unwrap();
    assert!(sessions::authenticate(&db, &there.secret).await.is_err());
    assert!(sessions::authenticate(&db, &here.secret).await.is_ok());
    assert_eq!(broken(sign_in(&db, &op::anonymous(), "s.alharbi", PASSWORD).await), [" SIGN_IN"]);
    sign_in(&db, &op::anonymous(), "s.alharbi", "a later secret of mine").await.unwrap();
}
