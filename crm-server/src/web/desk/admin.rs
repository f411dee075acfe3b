//! Administration: departments, sites, contact reasons.

use crate::web::{Action, Page};

pub(super) const PAGES: &[Page] = &[
    Page::desk("/desk/admin", "Administration", "desk/admin/home.html"),
    Page::desk("/desk/admin/departments", "Departments", "desk/admin/departments.html"),
    Page::desk(NEW_DEPARTMENT, "NewDepartment", "desk/admin/department_new.html"),
    Page::desk(DEPARTMENT, "Department", "desk/admin/department.html").of("department"),
    Page::desk("/desk/admin/sites", "Sites", "desk/admin/sites.html"),
    Page::desk(NEW_SITE, "NewSite", "desk/admin/site_new.html"),
    Page::desk(SITE, "Site", "desk/admin/site.html").of("site"),
    Page::desk("/desk/admin/reasons", "ContactReasons", "desk/admin/reasons.html"),
    Page::desk(NEW_REASON, "NewContactReason", "desk/admin/reason_new.html"),
    Page::desk(REASON, "ContactReason", "desk/admin/reason.html").of("contactReason"),
];

pub(super) const ACTIONS: &[Action] = &[
    Action::desk(NEW_DEPARTMENT, "CreateDepartment", NEW_DEPARTMENT, "/desk/admin/departments?done=saved"),
    Action::desk(DEPARTMENT, "UpdateDepartment", DEPARTMENT, "/desk/admin/departments?done=saved"),
    Action::desk(NEW_SITE, "CreateSite", NEW_SITE, "/desk/admin/sites?done=saved"),
    Action::desk(SITE, "UpdateSite", SITE, "/desk/admin/sites?done=saved"),
    Action::desk(
        NEW_REASON,
        "DraftContactReason",
        NEW_REASON,
        "/desk/admin/reasons/{draftContactReason.contactReason.id}?done=saved",
    ),
    Action::desk(REASON, "ReviseContactReason", REASON, "/desk/admin/reasons/{id}?done=saved"),
    Action::desk(
        "/desk/admin/reasons/{id}/approve",
        "ApproveContactReason",
        REASON,
        "/desk/admin/reasons/{id}?done=approved",
    ),
    Action::desk(
        "/desk/admin/reasons/{id}/retire",
        "RetireContactReason",
        REASON,
        "/desk/admin/reasons/{id}?done=retired",
    ),
];

const NEW_DEPARTMENT: &str = "/desk/admin/departments/new";
const DEPARTMENT: &str = "/desk/admin/departments/{id}";
const NEW_SITE: &str = "/desk/admin/sites/new";
const SITE: &str = "/desk/admin/sites/{id}";
const NEW_REASON: &str = "/desk/admin/reasons/new";
const REASON: &str = "/desk/admin/reasons/{id}";
