//! Administration of who comes in: members of staff with their roles and sign-in, tokens.

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk/admin/staff", "Staff", "desk/admin/staff.html"),
    Page::desk(NEW_MEMBER, "NewStaffMember", "desk/admin/member_new.html"),
    Page::desk(MEMBER, "StaffMember", "desk/admin/member.html").of("staffMember"),
    Page::desk("/desk/admin/tokens", "Tokens", "desk/admin/tokens.html"),
    Page::desk(NEW_TOKEN, "NewToken", "desk/admin/token_new.html"),
];

// Links and tokens are shown on the answer to the form alone: no address leads to them again.
pub(super) const ACTIONS: &[Action] = &[
    Action::desk(
        NEW_MEMBER,
        "CreateStaffMember",
        NEW_MEMBER,
        "/desk/admin/staff/{createStaffMember.staffMember.id}?done=saved",
    ),
    Action::desk(MEMBER, "UpdateStaffMember", MEMBER, "/desk/admin/staff/{id}?done=saved"),
    Action::desk("/desk/admin/staff/{id}/roles", "GrantRole", MEMBER, "/desk/admin/staff/{id}?done=saved"),
    Action::desk("/desk/admin/staff/{id}/roles/end", "EndRole", MEMBER, "/desk/admin/staff/{id}?done=saved"),
    Action::desk("/desk/admin/staff/{id}/invite", "InviteStaffMember", MEMBER, ""),
    Action::desk("/desk/admin/staff/{id}/reset", "ResetStaffSignIn", MEMBER, ""),
    Action::desk(
        "/desk/admin/staff/{id}/sessions/end",
        "EndStaffSessions",
        MEMBER,
        "/desk/admin/staff/{id}?done=member-signed-out",
    ),
    Action::desk(NEW_TOKEN, "CreateToken", NEW_TOKEN, ""),
    Action::desk("/desk/admin/tokens/revoke", "RevokeToken", "/desk/admin/tokens", "/desk/admin/tokens?done=revoked"),
];

const NEW_MEMBER: &str = "/desk/admin/staff/new";
const MEMBER: &str = "/desk/admin/staff/{id}";
const NEW_TOKEN: &str = "/desk/admin/tokens/new";
