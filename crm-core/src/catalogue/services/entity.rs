//! The tables of services.

use std::ops::Deref;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::catalogue::card::{Card, ServiceKind};
use crate::catalogue::rules::{RevisionMark, RevisionState, ServiceStatus};
use crate::ids::{DepartmentId, ImportId, RevisionId, ServiceId};
use crate::text::LocalizedText;

/// A card as a column: its versioned JSON document, read and written by [`Card::from_json`] and
/// [`Card::to_json`]. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromJsonQueryResult)]
pub struct StoredCard(pub Arc<Card>);

impl Deref for StoredCard {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.0
    }
}

impl From<Card> for StoredCard {
    fn from(card: Card) -> Self {
        Self(Arc::new(card))
    }
}

impl Serialize for StoredCard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_json().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StoredCard {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let document = serde_json::Value::deserialize(deserializer)?;
        Card::from_json(&document).map(Self::from).map_err(serde::de::Error::custom)
    }
}

pub mod header {
    use super::{DateTime, DepartmentId, LocalizedText, RevisionId, ServiceId, ServiceKind, ServiceStatus, Utc};
    use sea_orm::entity::prelude::*;

    /// The header of a service. Name, parent, kind, fees, floor and score are projected from the card that is
    /// shown: the one in force, or the one being written while none is.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ServiceId,
        /// Code people quote; unique for ever.
        pub code: String,
        /// The department that owns it: the one that may edit.
        pub owner_id: DepartmentId,
        /// Where it is in its life now.
        pub status: ServiceStatus,
        /// The revision in force now.
        pub published_revision_id: Option<RevisionId>,
        /// The revision being written or reviewed.
        pub draft_revision_id: Option<RevisionId>,
        /// Whether the public sees it now.
        pub public: bool,
        /// Whether the mapping of its import shows it to the public below the floor.
        pub import_public: bool,
        /// The latest effective date of an import that named it.
        pub imported_to: Option<DateTime<Utc>>,
        /// When the next recorded revision or status takes effect, see [`advance`](super::super::advance).
        pub due_at: Option<DateTime<Utc>>,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// The main service of which it is a part.
        pub parent_id: Option<ServiceId>,
        /// What sort of service it is.
        pub kind: Option<ServiceKind>,
        /// What is known of its cost.
        pub fees: super::FeesStated,
        /// Whether its card lies below the floor.
        pub below_floor: bool,
        /// How complete its card is, in percent.
        pub score: i32,
        /// Counts changes.
        pub version: i32,
        /// When it was first recorded.
        pub created_at: DateTime<Utc>,
        /// When it last changed.
        pub updated_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

crate::names::names! {
    /// What is known of a service's cost.
    FeesStated {
        /// The card does not say.
        Unstated = "unstated",
        /// Nothing is to be paid.
        Free = "free",
        /// A fee is charged.
        Priced = "priced",
    }
}

pub mod revision {
    use super::{DateTime, ImportId, RevisionId, RevisionState, ServiceId, StoredCard, Utc};
    use sea_orm::entity::prelude::*;

    /// One revision of a service: a whole card. Immutable once published.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service_revision")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RevisionId,
        /// The service.
        pub service_id: ServiceId,
        /// Its number within the service, from 1.
        pub number: i32,
        /// Where it is in its life.
        pub state: RevisionState,
        /// The card.
        #[sea_orm(column_type = "JsonBinary")]
        pub card: StoredCard,
        /// Whether the card lies below the floor, which only an import may publish.
        pub below_floor: bool,
        /// Who wrote it, see [`Actor::key`](crate::Actor::key).
        pub author: String,
        /// Why.
        pub reason: Option<String>,
        /// When its card was written.
        pub recorded_at: DateTime<Utc>,
        /// Who submitted it for review.
        pub submitted_by: Option<String>,
        /// Who published it.
        pub published_by: Option<String>,
        /// When it was published: from then on it was known.
        pub published_at: Option<DateTime<Utc>>,
        /// From when it holds.
        pub valid_from: Option<DateTime<Utc>>,
        /// When it was taken back.
        pub withdrawn_at: Option<DateTime<Utc>>,
        /// Whether it came with an import.
        pub imported: bool,
        /// The run of the import.
        pub import_id: Option<ImportId>,
    }

    impl Model {
        /// What decides whether it is in force.
        pub(crate) fn mark(&self) -> super::RevisionMark {
            super::RevisionMark { number: self.number, state: self.state, valid_from: self.valid_from }
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod status {
    use super::{DateTime, ServiceId, ServiceStatus, Utc};
    use sea_orm::entity::prelude::*;

    /// One move of a service's life cycle.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service_status_change")]
    pub struct Model {
        /// Id; id order is recording order.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The service.
        pub service_id: ServiceId,
        /// What it became.
        pub status: ServiceStatus,
        /// From when.
        pub valid_from: DateTime<Utc>,
        /// When it was recorded.
        pub recorded_at: DateTime<Utc>,
        /// When it was called off, before it took effect.
        pub cancelled_at: Option<DateTime<Utc>>,
        /// Who moved it, see [`Actor::key`](crate::Actor::key).
        pub actor: String,
        /// Why.
        pub reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A projection: a table of (service, one value).
macro_rules! projection {
    ($module:ident, $table:literal, $field:ident: $type:ty $(, $extra:ident: $extra_type:ty)?) => {
        pub mod $module {
            use crate::ids::ServiceId;
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub service_id: ServiceId,
                #[sea_orm(primary_key, auto_increment = false)]
                pub $field: $type,
                $(pub $extra: $extra_type,)?
            }

            #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

projection!(name, "service_name", language: String, sort_key: String);
projection!(category, "service_category", category_id: crate::ids::CategoryId);
projection!(tag, "service_tag", tag_id: crate::ids::TagId);
projection!(channel, "service_channel", kind: String);
projection!(audience, "service_audience", audience: String);

pub mod external_id {
    use crate::ids::ServiceId;
    use sea_orm::entity::prelude::*;

    /// The key under which an import knows a service.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "service_external_id")]
    pub struct Model {
        /// The mapping's scheme.
        #[sea_orm(primary_key, auto_increment = false)]
        pub scheme: String,
        /// The id in the sheet.
        #[sea_orm(primary_key, auto_increment = false)]
        pub value: String,
        /// The service.
        pub service_id: ServiceId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
