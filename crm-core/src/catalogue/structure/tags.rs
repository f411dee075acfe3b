//! Coded tags: life events, keywords, themes, segments of beneficiaries.

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::{Named, reads};
use crate::audit::Change;
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::TagId;
use crate::names::names;
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text::LocalizedText;

names! {
    /// What a tag says of a service.
    TagKind {
        /// An event of life or of a business in which the service is needed.
        LifeEvent = "life_event",
        /// A word under which it is looked for.
        Keyword = "keyword",
        /// A theme across categories.
        Theme = "theme",
        /// A segment of beneficiaries.
        Segment = "segment",
    }
}

mod entity {
    use super::{LocalizedText, TagId, TagKind};
    use sea_orm::entity::prelude::*;

    /// A tag.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tag")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TagId,
        /// What it says.
        pub kind: TagKind,
        /// Code; unique within its kind.
        pub code: String,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// Counts changes.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as Tag;
use entity::{ActiveModel, Column, Entity, Model};

/// A new tag.
#[derive(Clone, Debug)]
pub struct CreateTag {
    /// What it says.
    pub kind: TagKind,
    /// Code, unique within its kind.
    pub code: String,
    /// Name; the installation's language is required.
    pub name: LocalizedText,
}

reads!(TagId, "tags:name");

/// Tags by name, of one kind when it is given.
pub async fn list(db: &Db, op: &OpContext, kind: Option<TagKind>, page: &PageRequest) -> Result<Page<Tag>> {
    op.require(Permission::CatalogueRead)?;
    let mut select = Entity::find();
    if let Some(kind) = kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    let (select, list, keys) = by_name(select);
    crate::page::fetch(db, select, list, keys, page).await
}

/// Creates a tag. Needs `structure.manage`; a code in use within the kind is `Taken`.
pub async fn create(db: &Db, op: &OpContext, command: CreateTag) -> Result<Tag> {
    op.require(Permission::StructureManage)?;
    let CreateTag { kind, code, name } = command;
    let mut check = Check::default();
    let Named { code, name, sort_name } = Named::check(db, &mut check, &code, name)?;
    check.done()?;
    let tx = db.begin().await?;
    let same = Entity::find().filter(Column::Kind.eq(kind)).filter(Column::Code.eq(&*code));
    let taken = same.one(&*tx).await?.is_some();
    Check::default().that(!taken, "code", Rule::Taken).result()?;
    let row = ActiveModel {
        id: Set(op.new_id()),
        kind: Set(kind),
        code: Set(code),
        name: Set(name),
        sort_name: Set(sort_name),
        version: Set(1),
    };
    let row = row.insert(&*tx).await?;
    let fields = ["kind", "code", "name"];
    let change = Change::of("tag.created", row.id).detail(serde_json::json!({ "fields": fields }));
    events::record(&tx, op, "tag.created", &fields, change).await?;
    reference::changed(&tx).await?;
    tx.commit().await?;
    Ok(row)
}
