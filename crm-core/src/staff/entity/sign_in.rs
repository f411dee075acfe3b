//! Rows of signing in.

pub(in crate::staff) mod account {
    use crate::ids::StaffId;
    use crate::staff::passwords::PasswordHash;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_account")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: StaffId,
        /// In lower case.
        pub username: String,
        /// None until the member has chosen one.
        pub password: Option<PasswordHash>,
        pub password_set_at: Option<DateTime<Utc>>,
        /// The secret of one-time codes, sealed.
        pub totp: Option<Vec<u8>>,
        /// Whether a first code showed that the member's app has it.
        pub totp_confirmed: bool,
        /// The step of the last code that was taken; no code of it or before is taken again.
        pub totp_step: i64,
        pub created_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::staff) mod session {
    use crate::ids::{SessionId, StaffId};
    use crate::staff::sessions::{Method, Roles};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A session, without its secret.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_session")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SessionId,
        /// SHA-256 of the secret.
        pub hash: Vec<u8>,
        /// Whose.
        pub staff_id: StaffId,
        /// How they signed in.
        pub method: Method,
        /// The only roles that may be used, where the sign-in provider said so.
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub only_roles: Option<Roles>,
        /// When it began.
        pub created_at: DateTime<Utc>,
        /// When it ends however much it is used.
        pub expires_at: DateTime<Utc>,
        /// When it was last used, to the minute.
        pub last_used_at: DateTime<Utc>,
        /// When it was ended.
        pub ended_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::staff) mod link {
    use crate::ids::{LinkId, StaffId};
    use crate::staff::links::LinkKind;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A link, without its secret.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_link")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LinkId,
        /// SHA-256 of the secret.
        pub hash: Vec<u8>,
        /// What it is good for.
        pub kind: LinkKind,
        /// For whom; nobody yet when it makes the first administrator.
        pub staff_id: Option<StaffId>,
        /// When it was made.
        pub created_at: DateTime<Utc>,
        /// By which actor.
        pub created_by: String,
        /// Until when it can be used.
        pub expires_at: DateTime<Utc>,
        /// When it was used, or replaced by another.
        pub ended_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::staff) mod attempt {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_attempt")]
    pub struct Model {
        /// Digest of the user name that was tried, whether or not anyone has it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: Vec<u8>,
        pub failures: i32,
        pub last_at: DateTime<Utc>,
        pub waits_until: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::staff) mod recovery {
    use crate::ids::StaffId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: StaffId,
        /// Digest of the code, with a key of ours: it has fewer random bits than other secrets.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
