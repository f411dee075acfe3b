//! The frame that services stand in: departments, other bodies, sites, categories, tags.
//!
//! These are few and read by every request, so a process holds them in memory, see
//! [`Reference`](super::Reference). Nothing is deleted: a department has an active period, a site a flag.

pub mod categories;
pub mod departments;
pub mod organizations;
pub mod sites;
pub mod tags;

use crate::db::Db;
use crate::error::{Check, Result};
use crate::text::LocalizedText;
use crate::values::Code;

/// What every record of the frame has: a code of its own and a name.
pub(crate) struct Named {
    pub code: String,
    pub name: LocalizedText,
    pub sort_name: String,
}

impl Named {
    /// Checks a code and a name; all broken fields are noted.
    pub fn check(db: &Db, check: &mut Check, code: &str, name: LocalizedText) -> Result<Self> {
        let code = check.take("code", Code::parse(code))?.map(|code| code.as_str().to_owned()).unwrap_or_default();
        let (name, sort_name) = named(db, check, name)?;
        Ok(Self { code, name, sort_name })
    }
}

/// Checks a name and makes its sort key in the installation's language.
fn named(db: &Db, check: &mut Check, name: LocalizedText) -> Result<(LocalizedText, String)> {
    name.named(check, 300, &db.settings().language)
}

/// The reads that every record of the frame has: `get`, `many`, `list`, all open to anyone who may read the
/// catalogue.
macro_rules! reads {
    ($id:ty, $list:literal) => {
        /// One record by id.
        pub async fn get(db: &Db, op: &OpContext, id: $id) -> Result<Model> {
            op.require(Permission::CatalogueRead)?;
            Entity::find_by_id(id).one(db).await?.ok_or_else(Error::not_found::<$id>)
        }

        /// One record by its code.
        pub async fn find_by_code(db: &Db, op: &OpContext, code: &str) -> Result<Option<Model>> {
            op.require(Permission::CatalogueRead)?;
            Ok(Entity::find().filter(Column::Code.eq(code)).one(db).await?)
        }

        /// Records by id; unknown ids are left out.
        pub async fn many(db: &Db, op: &OpContext, ids: &[$id]) -> Result<std::collections::HashMap<$id, Model>> {
            op.require(Permission::CatalogueRead)?;
            let rows = Entity::find().filter(crate::store::any_of(db, Column::Id, ids)).all(db).await?;
            Ok(rows.into_iter().map(|row| (row.id, row)).collect())
        }

        /// Every record, as the process's memory is filled.
        pub(crate) async fn all(db: &Db) -> Result<Vec<Model>> {
            Ok(Entity::find().order_by_asc(Column::SortName).order_by_asc(Column::Id).all(db).await?)
        }

        fn by_name(select: sea_orm::Select<Entity>) -> (sea_orm::Select<Entity>, &'static str, Vec<SortKey>) {
            let keys = vec![
                SortKey::new(Column::SortName.into_expr(), KeyKind::Text, sea_orm::Order::Asc),
                SortKey::new(Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Asc),
            ];
            (select, $list, keys)
        }
    };
}

pub(crate) use reads;
