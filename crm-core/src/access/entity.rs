//! Rows of the access log.

pub mod access {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    use crate::ids::{AccessId, StaffId, TokenId};

    /// One operation that showed people to somebody.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access")]
    pub struct Model {
        /// Id; id order is recording order.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AccessId,
        /// When.
        pub at: DateTime<Utc>,
        /// Kind of actor, see [`Actor::kind`](crate::Actor::kind).
        pub actor_kind: String,
        /// The actor, see [`Actor::key`](crate::Actor::key).
        pub actor: String,
        /// The staff member who saw, if one did.
        pub staff_id: Option<StaffId>,
        /// The token through which it came.
        pub token_id: Option<TokenId>,
        /// The staff member for whom an integration asked.
        pub on_behalf_of: Option<StaffId>,
        /// The operation, such as `beneficiary.list`.
        pub operation: String,
        /// The request.
        pub request_id: String,
        /// The purpose given.
        pub purpose: String,
        /// How many people it showed.
        pub persons: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod person {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    use crate::ids::{AccessId, BeneficiaryId};

    /// A person whom an operation showed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub beneficiary_id: BeneficiaryId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub at: DateTime<Utc>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub access_id: AccessId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
