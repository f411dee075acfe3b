//! Rows of documents and of the secrets that lead to them.

pub mod document {
    use crate::documents::{DocumentPurpose, DocumentState, FileType};
    use crate::ids::DocumentId;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A document, without its bytes.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "document")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DocumentId,
        /// The file's name, without folders.
        pub name: String,
        /// What it is: announced until the bytes are here, then as the content says.
        pub kind: FileType,
        /// Its bytes: announced until they are here; none when that was not said.
        pub size: Option<i64>,
        /// What it is for.
        pub purpose: DocumentPurpose,
        /// Whether its bytes are here.
        pub state: DocumentState,
        /// SHA-256 of its bytes.
        pub digest: Option<Vec<u8>>,
        /// Kind of the record it is attached to.
        pub parent_kind: Option<String>,
        /// The record it is attached to.
        pub parent_id: Option<Uuid>,
        /// Who brought it, see [`Actor::key`](crate::Actor::key).
        pub created_by: String,
        /// When it was announced.
        pub created_at: DateTime<Utc>,
        /// When its bytes came.
        pub received_at: Option<DateTime<Utc>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod link {
    use crate::ids::DocumentId;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A secret that brings a document in or out once.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "document_link")]
    pub struct Model {
        /// SHA-256 of the secret.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        /// The document.
        pub document_id: DocumentId,
        /// Whether the secret brings it in; otherwise it takes it out.
        pub inward: bool,
        /// When it ends.
        pub expires_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
