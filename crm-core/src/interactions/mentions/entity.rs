//! The tables of mentions and of what they were found to be.

pub mod mention {
    use crate::ids::MentionId;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A mention: one folded text.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mention")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MentionId,
        /// What contacts say, folded and cut; unique.
        pub folded: String,
        /// The words of the first of them.
        pub text: String,
        /// How many contacts say it, as far as increments are folded.
        pub contacts: i64,
        /// When it was first kept.
        pub created_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod mapping {
    use crate::ids::{MentionId, ServiceId, StaffId};
    use crate::interactions::mentions::MentionDecision;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// What a mention was found to be. One that was opened anew has no decision and keeps its version.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mention_mapping")]
    pub struct Model {
        /// The mention.
        #[sea_orm(primary_key, auto_increment = false)]
        pub mention_id: MentionId,
        /// What it is.
        pub decision: Option<MentionDecision>,
        /// The service that it is.
        pub service_id: Option<ServiceId>,
        /// Why it was dismissed or opened anew.
        pub reason: Option<String>,
        /// Who says so, see [`Actor::key`](crate::Actor::key).
        pub decided_by: String,
        /// The same, as a member of staff.
        pub decided_staff_id: Option<StaffId>,
        /// When.
        pub decided_at: DateTime<Utc>,
        /// Counts decisions.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
