//! Other bodies: ministries, municipalities, port authorities, companies that give a service together with us.

use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::{Named, named, reads};
use crate::audit::Change;
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::OrganizationId;
use crate::names::names;
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::patch::Patch;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::LocalizedText;
use crate::values::WebUrl;

names! {
    /// What a body is.
    OrganizationKind {
        /// A ministry or authority of the state.
        Ministry = "ministry",
        /// A municipality.
        Municipality = "municipality",
        /// An airport or a port of entry.
        Port = "port",
        /// A company.
        Company = "company",
        /// A charity or society.
        Nonprofit = "nonprofit",
        /// Another kind.
        Other = "other",
    }
}

mod entity {
    use super::{LocalizedText, OrganizationId, OrganizationKind};
    use sea_orm::entity::prelude::*;

    /// Another body.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organization")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OrganizationId,
        /// Code; unique.
        pub code: String,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// What it is.
        pub kind: OrganizationKind,
        /// Page.
        pub website: Option<String>,
        /// Counts changes.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use entity::Model as Organization;
use entity::{ActiveModel, Column, Entity, Model};

/// A new body.
#[derive(Clone, Debug)]
pub struct CreateOrganization {
    /// Unique code.
    pub code: String,
    /// Name; the installation's language is required.
    pub name: LocalizedText,
    /// What it is.
    pub kind: OrganizationKind,
    /// Page.
    pub website: Option<String>,
}

/// A change of a body; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct UpdateOrganization {
    /// New name.
    pub name: Option<LocalizedText>,
    /// New kind.
    pub kind: Option<OrganizationKind>,
    /// New page.
    pub website: Patch<String>,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

reads!(OrganizationId, "organizations:name");

/// Bodies by name.
pub async fn list(db: &Db, op: &OpContext, page: &PageRequest) -> Result<Page<Organization>> {
    op.require(Permission::CatalogueRead)?;
    let (select, list, keys) = by_name(Entity::find());
    crate::page::fetch(db, select, list, keys, page).await
}

/// Creates a body. Needs `structure.manage`; a code in use is `Taken`.
pub async fn create(db: &Db, op: &OpContext, command: CreateOrganization) -> Result<Organization> {
    op.require(Permission::StructureManage)?;
    let CreateOrganization { code, name, kind, website } = command;
    let mut check = Check::default();
    let Named { code, name, sort_name } = Named::check(db, &mut check, &code, name)?;
    let website = link(&mut check, website)?;
    check.done()?;
    let tx = db.begin().await?;
    let taken = Entity::find().filter(Column::Code.eq(&*code)).one(&*tx).await?.is_some();
    Check::default().that(!taken, "code", Rule::Taken).result()?;
    let row = ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        name: Set(name),
        sort_name: Set(sort_name),
        kind: Set(kind),
        website: Set(website),
        version: Set(1),
    };
    let row = row.insert(&*tx).await?;
    record(&tx, op, "organization.created", row.id, &["code", "name", "kind", "website"]).await?;
    tx.commit().await?;
    Ok(row)
}

/// Changes a body. Needs `structure.manage`; a stale version is `Conflict`.
pub async fn update(db: &Db, op: &OpContext, id: OrganizationId, command: UpdateOrganization) -> Result<Organization> {
    op.require(Permission::StructureManage)?;
    let UpdateOrganization { name, kind, website, expected_version } = command;
    let mut check = Check::default();
    let name = name.map(|name| named(db, &mut check, name)).transpose()?;
    let website = match website {
        Patch::Set(website) => Patch::from(link(&mut check, Some(website))?),
        other => other,
    };
    check.done()?;
    let tx = db.begin().await?;
    let old = store::locked::<Entity, OrganizationId>(&tx, Entity::find_by_id(id)).await?;
    store::same_version::<OrganizationId>(expected_version, old.version)?;
    let mut row: ActiveModel = old.clone().into();
    let mut fields = Vec::new();
    if let Some((name, sort_name)) = name {
        row.name = Set(name);
        row.sort_name = Set(sort_name);
        fields.push("name");
    }
    if let Some(kind) = kind {
        row.kind = Set(kind);
        fields.push("kind");
    }
    if website != Patch::Keep {
        row.website = Set(website.over(old.website));
        fields.push("website");
    }
    row.version = Set(old.version + 1);
    let row = row.update(&*tx).await?;
    record(&tx, op, "organization.updated", id, &fields).await?;
    tx.commit().await?;
    Ok(row)
}

fn link(check: &mut Check, website: Option<String>) -> Result<Option<String>> {
    match website.filter(|website| !website.trim().is_empty()) {
        Some(website) => Ok(check.take("website", WebUrl::parse(&website))?.map(|url| url.as_str().to_owned())),
        None => Ok(None),
    }
}

async fn record(tx: &Db, op: &OpContext, operation: &str, id: OrganizationId, fields: &[&str]) -> Result<()> {
    let change = Change::of(operation, id).detail(serde_json::json!({ "fields": fields }));
    events::record(tx, op, operation, fields, change).await?;
    reference::changed(tx).await
}
