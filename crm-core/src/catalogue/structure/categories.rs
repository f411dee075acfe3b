//! The tree of categories under which services are found.

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::{Named, named, reads};
use crate::audit::Change;
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::CategoryId;
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::LocalizedText;

mod entity {
    use super::{CategoryId, LocalizedText};
    use sea_orm::entity::prelude::*;

    /// A category.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "category")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CategoryId,
        /// Code; unique.
        pub code: String,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// The category above.
        pub parent_id: Option<CategoryId>,
        /// Counts changes.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as Category;
use entity::{ActiveModel, Column, Entity, Model};

/// A new category.
#[derive(Clone, Debug)]
pub struct CreateCategory {
    /// Unique code.
    pub code: String,
    /// Name; the installation's language is required.
    pub name: LocalizedText,
    /// The category above.
    pub parent: Option<CategoryId>,
}

/// A change of a category; what is `None` stays. A category keeps its place in the tree: services would
/// silently change theirs.
#[derive(Clone, Debug, Default)]
pub struct UpdateCategory {
    /// New name.
    pub name: Option<LocalizedText>,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

reads!(CategoryId, "categories:name");

/// Categories by name, those directly below `parent` when it is given.
pub async fn list(db: &Db, op: &OpContext, parent: Option<CategoryId>, page: &PageRequest) -> Result<Page<Category>> {
    op.require(Permission::CatalogueRead)?;
    let mut select = Entity::find();
    if let Some(parent) = parent {
        select = select.filter(Column::ParentId.eq(parent));
    }
    let (select, list, keys) = by_name(select);
    crate::page::fetch(db, select, list, keys, page).await
}

/// Creates a category. Needs `structure.manage`; a code in use is `Taken`.
pub async fn create(db: &Db, op: &OpContext, command: CreateCategory) -> Result<Category> {
    op.require(Permission::StructureManage)?;
    let CreateCategory { code, name, parent } = command;
    let mut check = Check::default();
    let Named { code, name, sort_name } = Named::check(db, &mut check, &code, name)?;
    check.done()?;
    let tx = db.begin().await?;
    let taken = Entity::find().filter(Column::Code.eq(&*code)).one(&*tx).await?.is_some();
    let known = match parent {
        Some(parent) => Entity::find_by_id(parent).one(&*tx).await?.is_some(),
        None => true,
    };
    Check::default().that(!taken, "code", Rule::Taken).that(known, "parent", Rule::Unknown).result()?;
    let row = ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        name: Set(name),
        sort_name: Set(sort_name),
        parent_id: Set(parent),
        version: Set(1),
    };
    let row = row.insert(&*tx).await?;
    record(&tx, op, "category.created", row.id, &["code", "name", "parent"]).await?;
    tx.commit().await?;
    Ok(row)
}

/// Creates root categories that an import names: codes and names are checked by the caller. Needs
/// `structure.manage`.
pub(crate) async fn create_many(
    tx: &Db,
    op: &OpContext,
    categories: Vec<(CategoryId, String, LocalizedText)>,
) -> Result<()> {
    op.require(Permission::StructureManage)?;
    if categories.is_empty() {
        return Ok(());
    }
    let fields = ["code", "name"];
    let (mut rows, mut changes) = (Vec::new(), Vec::new());
    for (id, code, name) in categories {
        changes.push(Change::of("category.created", id).detail(serde_json::json!({ "fields": fields })));
        rows.push(ActiveModel {
            id: Set(id),
            code: Set(code),
            sort_name: Set(name.sort_key(&tx.settings().language)),
            name: Set(name),
            parent_id: Set(None),
            version: Set(1),
        });
    }
    for chunk in rows.chunks(1_000) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    events::record_many(tx, op, "category.created", &fields, changes).await?;
    reference::changed(tx).await
}

/// Changes a category. Needs `structure.manage`; a stale version is `Conflict`.
pub async fn update(db: &Db, op: &OpContext, id: CategoryId, command: UpdateCategory) -> Result<Category> {
    op.require(Permission::StructureManage)?;
    let UpdateCategory { name, expected_version } = command;
    let mut check = Check::default();
    let name = name.map(|name| named(db, &mut check, name)).transpose()?;
    check.done()?;
    let tx = db.begin().await?;
    let old = store::locked::<Entity, CategoryId>(&tx, Entity::find_by_id(id)).await?;
    store::same_version::<CategoryId>(expected_version, old.version)?;
    let mut row: ActiveModel = old.clone().into();
    if let Some((name, sort_name)) = name {
        row.name = Set(name);
        row.sort_name = Set(sort_name);
    }
    row.version = Set(old.version + 1);
    let row = row.update(&*tx).await?;
    record(&tx, op, "category.updated", id, &["name"]).await?;
    tx.commit().await?;
    Ok(row)
}

async fn record(tx: &Db, op: &OpContext, operation: &str, id: CategoryId, fields: &[&str]) -> Result<()> {
    let change = Change::of(operation, id).detail(serde_json::json!({ "fields": fields }));
    events::record(tx, op, operation, fields, change).await?;
    reference::changed(tx).await
}
