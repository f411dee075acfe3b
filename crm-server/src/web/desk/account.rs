//! One's own account: password, one-time codes, where one is signed in.

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[Page::desk(ACCOUNT, "Account", "desk/account.html")];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk("/desk/account/password", "ChangePassword", ACCOUNT, "/desk/account?done=password-changed"),
    Action::desk("/desk/account/sessions/end", "EndOwnSessions", ACCOUNT, "/sign-in?done=signed-out"),
    Action::desk("/desk/account/codes/start", "StartOneTimeCodes", ACCOUNT, "/desk/account#codes"),
    Action::desk("/desk/account/codes/confirm", "ConfirmOneTimeCodes", ACCOUNT, ""),
    Action::desk("/desk/account/codes/stop", "StopOneTimeCodes", ACCOUNT, "/desk/account?done=codes-stopped"),
];

const ACCOUNT: &str = "/desk/account";
