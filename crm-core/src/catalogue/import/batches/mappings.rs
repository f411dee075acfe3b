//! Mappings that people keep under a name, beside those that ship with the software.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use serde::Serialize;

use super::super::mapping::{Mapping, SHIPPED};
use super::fields::{SheetColumn, with_columns};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::op::OpContext;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::text;

/// Most mappings kept.
const MOST: u64 = 100;
/// Longest mapping, in bytes.
const TEXT: usize = 64 << 10;
/// The mapping of the house's own sheet.
pub(super) const HOUSE: &str = "services";

mod entity {
    use super::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// A mapping that is kept.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_mapping")]
    pub struct Model {
        /// Its name.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// The mapping as TOML, as the command line takes it too.
        pub text: String,
        /// Who wrote it, see [`Actor::key`](crate::Actor::key).
        pub author: String,
        /// When.
        pub changed_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as KeptMapping;

/// By which mapping a file is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum MappingChoice {
    /// One that ships or is kept, by name.
    Named(String),
    /// That of the house's sheet, with these columns.
    Columns(Vec<SheetColumn>),
    /// That of an earlier run.
    Like(ImportId),
}

impl Default for MappingChoice {
    fn default() -> Self {
        Self::Named(HOUSE.into())
    }
}

/// The mappings that are kept, by name. Needs `catalogue.manage`.
pub async fn mappings(db: &Db, op: &OpContext) -> Result<Vec<KeptMapping>> {
    op.require(Permission::CatalogueManage)?;
    Ok(entity::Entity::find().order_by_asc(entity::Column::Name).limit(MOST).all(db).await?)
}

/// Keeps a mapping under a name, in place of an earlier one; names that ship are `Taken`. Needs `catalogue.manage`.
pub async fn save_mapping(db: &Db, op: &OpContext, name: &str, mapping: &MappingChoice) -> Result<KeptMapping> {
    op.require(Permission::CatalogueManage)?;
    let name = text::clean_required("name", name, 100)?;
    if SHIPPED.iter().any(|(shipped, _)| *shipped == name) {
        return Err(Error::invalid("name", Rule::Taken));
    }
    let text = text_of(db, op, mapping).await?;
    read(&text)?;
    let tx = db.begin().await?;
    let kept = crate::page::count(&tx, entity::Entity::find().filter(entity::Column::Name.ne(&name))).await?;
    if kept >= MOST {
        return Err(Error::invalid("name", Rule::TooMany(MOST)));
    }
    let row = KeptMapping { name, text, author: op.actor.key(), changed_at: op.at };
    let replace = OnConflict::column(entity::Column::Name)
        .update_columns([entity::Column::Text, entity::Column::Author, entity::Column::ChangedAt])
        .to_owned();
    let insert = entity::Entity::insert(row.clone().into_active_model().reset_all()).on_conflict(replace);
    insert.exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(row)
}

/// A mapping as text.
pub(super) async fn text_of(db: &Db, op: &OpContext, mapping: &MappingChoice) -> Result<String> {
    op.require(Permission::CatalogueManage)?;
    let shipped = |name: &str| SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned());
    match mapping {
        MappingChoice::Columns(columns) => with_columns(&shipped(HOUSE).unwrap_or_default(), columns),
        MappingChoice::Like(run) => {
            let missing = || Error::invalid("like", Rule::Unknown);
            let run = match super::read::get(db, op, *run).await {
                Err(Error::NotFound { .. }) => return Err(missing()),
                run => run?,
            };
            run.mapping.ok_or_else(missing)
        }
        MappingChoice::Named(name) => {
            if let Some(text) = shipped(name) {
                return Ok(text);
            }
            let kept = entity::Entity::find_by_id(name.clone()).one(db).await?;
            kept.map(|kept| kept.text).ok_or_else(|| Error::invalid("mapping", Rule::Unknown))
        }
    }
}

/// Reads a mapping that came from outside.
pub(super) fn read(text: &str) -> Result<Mapping> {
    if text.len() > TEXT {
        return Err(Error::invalid("mapping", Rule::TooLong(TEXT as u64)));
    }
    Mapping::parse(text).map_err(|_| Error::invalid("mapping", Rule::Malformed))
}
