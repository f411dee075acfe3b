//! Rows of staff, of their roles and of how they come in.

mod sign_in;

pub(super) mod member {
    use crate::ids::StaffId;
    use crate::text::LocalizedText;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A member of staff.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_member")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: StaffId,
        /// Code people quote; unique.
        pub code: String,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// Subject at the sign-in provider.
        pub external_subject: Option<String>,
        /// Whether the member may sign in and be assigned work.
        pub active: bool,
        /// Counts changes.
        pub version: i32,
        /// When it was recorded.
        pub created_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod role {
    use crate::ids::{DepartmentId, RoleGrantId, StaffId};
    use crate::policy::Role;
    use sea_orm::entity::prelude::*;

    /// A role held in a department for a time.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_role")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RoleGrantId,
        /// Who holds it.
        pub staff_id: StaffId,
        /// What.
        pub role: Role,
        /// Where; none means the whole body.
        pub department_id: Option<DepartmentId>,
        /// First day.
        pub valid_from: Date,
        /// Last day; none means until further notice.
        pub valid_to: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod token {
    use crate::ids::{IntegrationId, KioskId, StaffId, TokenId};
    use crate::policy::Role;
    use crate::staff::tokens::Scopes;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// An API token, without its secret.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_token")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TokenId,
        /// What it is for.
        pub name: String,
        /// SHA-256 of the secret.
        pub hash: Vec<u8>,
        /// The member it belongs to.
        pub staff_id: Option<StaffId>,
        /// Or the integration.
        pub integration_id: Option<IntegrationId>,
        /// Or the device.
        pub kiosk_id: Option<KioskId>,
        /// The only role it may use; none means all that the member holds.
        pub role: Option<Role>,
        /// What it may do beyond its bearer's own rights.
        #[sea_orm(column_type = "JsonBinary")]
        pub scopes: Scopes,
        /// Code of the purpose for which its bearer reads when it does not say.
        pub purpose: Option<String>,
        /// When it was made.
        pub created_at: DateTime<Utc>,
        /// By which actor.
        pub created_by: String,
        /// When it ends.
        pub expires_at: Option<DateTime<Utc>>,
        /// When it was revoked.
        pub revoked_at: Option<DateTime<Utc>>,
        /// When it was last used, to the minute.
        pub last_used_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod integration {
    use crate::ids::{DepartmentId, IntegrationId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "integration")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: IntegrationId,
        pub code: String,
        pub name: String,
        pub department_id: Option<DepartmentId>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod kiosk {
    use crate::ids::{DepartmentId, KioskId, SiteId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kiosk")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: KioskId,
        pub code: String,
        pub name: String,
        pub site_id: Option<SiteId>,
        pub department_id: Option<DepartmentId>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use member::Model as StaffMember;
pub use role::Model as RoleGrant;
pub(super) use sign_in::{account, attempt, link, recovery, session};
