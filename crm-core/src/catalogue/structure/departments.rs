//! Departments of the installation's own body: a tree with active periods. Renaming and moving keep history.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Named, named, reads};
use crate::audit::Change;
use crate::catalogue::reference;
use crate::db::Db;
use crate::error::{Check, Error, Result};
use crate::events;
use crate::ids::{DepartmentId, RecordId};
use crate::names::names;
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::patch::Patch;
use crate::policy::Permission;
use crate::rule::Rule;
use crate::store;
use crate::text::LocalizedText;

names! {
    /// What a department is.
    DepartmentKind {
        /// A department or unit of the body's head office.
        Unit = "unit",
        /// An agency with its own head.
        Agency = "agency",
        /// A governorate of the province.
        Governorate = "governorate",
        /// A centre of a governorate.
        Centre = "centre",
    }
}

/// How to reach a department: an office, not a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct OfficeContacts {
    /// Telephone as people dial it.
    pub phone: Option<String>,
    /// Official e-mail.
    pub email: Option<String>,
    /// Page.
    pub website: Option<String>,
}

mod entity {
    use super::{DepartmentId, DepartmentKind, LocalizedText, OfficeContacts};
    use sea_orm::entity::prelude::*;

    /// A department.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "department")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DepartmentId,
        /// Code people quote; unique.
        pub code: String,
        /// Name.
        #[sea_orm(column_type = "JsonBinary")]
        pub name: LocalizedText,
        /// Folded name in the installation's language.
        pub sort_name: String,
        /// What it is.
        pub kind: DepartmentKind,
        /// The department above.
        pub parent_id: Option<DepartmentId>,
        /// How to reach it.
        #[sea_orm(column_type = "JsonBinary")]
        pub contacts: OfficeContacts,
        /// First day of its existence.
        pub valid_from: Option<Date>,
        /// Last day of its existence.
        pub valid_to: Option<Date>,
        /// Counts changes.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod change {
    use super::{DepartmentId, LocalizedText};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// What a department was called, and where it stood, until a change.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "department_change")]
    pub struct Model {
        /// Id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The department.
        pub department_id: DepartmentId,
        /// When it changed.
        pub at: DateTime<Utc>,
        /// Its name until then.
        #[sea_orm(column_type = "JsonBinary")]
        pub old_name: LocalizedText,
        /// The department above until then.
        pub old_parent_id: Option<DepartmentId>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use change::Model as DepartmentChange;
pub use entity::Model as Department;
use entity::{ActiveModel, Column, Entity, Model};

/// A new department.
#[derive(Clone, Debug)]
pub struct CreateDepartment {
    /// Unique code.
    pub code: String,
    /// Name; the installation's language is required.
    pub name: LocalizedText,
    /// What it is.
    pub kind: DepartmentKind,
    /// The department above.
    pub parent: Option<DepartmentId>,
    /// How to reach it.
    pub contacts: OfficeContacts,
    /// First day of its existence.
    pub valid_from: Option<NaiveDate>,
}

/// A change of a department; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct UpdateDepartment {
    /// New name.
    pub name: Option<LocalizedText>,
    /// New kind.
    pub kind: Option<DepartmentKind>,
    /// New department above; cleared, it is a root.
    pub parent: Patch<DepartmentId>,
    /// New contacts.
    pub contacts: Option<OfficeContacts>,
    /// Last day; cleared, it is open again.
    pub valid_to: Patch<NaiveDate>,
    /// The version the caller saw.
    pub expected_version: Option<i32>,
}

reads!(DepartmentId, "departments:name");

/// Departments by name, those directly below `parent` when it is given.
pub async fn list(
    db: &Db,
    op: &OpContext,
    parent: Option<DepartmentId>,
    page: &PageRequest,
) -> Result<Page<Department>> {
    op.require(Permission::CatalogueRead)?;
    let mut select = Entity::find();
    if let Some(parent) = parent {
        select = select.filter(Column::ParentId.eq(parent));
    }
    let (select, list, keys) = by_name(select);
    crate::page::fetch(db, select, list, keys, page).await
}

/// What departments were called before, oldest first; at most 100 changes each.
pub async fn history(
    db: &Db,
    op: &OpContext,
    ids: &[DepartmentId],
) -> Result<HashMap<DepartmentId, Vec<DepartmentChange>>> {
    op.require(Permission::CatalogueRead)?;
    let owner = change::Column::DepartmentId;
    let select = change::Entity::find().filter(store::any_of(db, owner, ids));
    let key = SortKey::new(change::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Asc);
    let lists = crate::page::fetch_each(db, select, ("department_changes", vec![key]), (owner, 100)).await?;
    Ok(lists.into_iter().map(|(id, page)| (DepartmentId(id), page.into_nodes())).collect())
}

/// Creates a department. Needs `structure.manage`; a code in use is `Taken`.
pub async fn create(db: &Db, op: &OpContext, command: CreateDepartment) -> Result<Department> {
    op.require(Permission::StructureManage)?;
    let CreateDepartment { code, name, kind, parent, contacts, valid_from } = command;
    let mut check = Check::default();
    let Named { code, name, sort_name } = Named::check(db, &mut check, &code, name)?;
    let contacts = check.take("contacts", contacts.checked())?.unwrap_or_default();
    check.done()?;
    let tx = db.begin().await?;
    let taken = Entity::find().filter(Column::Code.eq(&*code)).one(&*tx).await?.is_some();
    let parent_known = match parent {
        Some(parent) => Entity::find_by_id(parent).one(&*tx).await?.is_some(),
        None => true,
    };
    let mut check = Check::default();
    check.that(!taken, "code", Rule::Taken).that(parent_known, "parent", Rule::Unknown);
    check.done()?;
    let row = ActiveModel {
        id: Set(op.new_id()),
        code: Set(code),
        name: Set(name),
        sort_name: Set(sort_name),
        kind: Set(kind),
        parent_id: Set(parent),
        contacts: Set(contacts),
        valid_from: Set(valid_from),
        valid_to: Set(None),
        version: Set(1),
    };
    let row = row.insert(&*tx).await?;
    record(&tx, op, "created", &row, &["code", "name", "kind", "parent"]).await?;
    tx.commit().await?;
    Ok(row)
}

/// Creates departments that an import names: codes and names are checked by the caller. Needs `structure.manage`.
pub(crate) async fn create_many(
    tx: &Db,
    op: &OpContext,
    departments: Vec<(DepartmentId, DepartmentKind, String, LocalizedText)>,
) -> Result<()> {
    op.require(Permission::StructureManage)?;
    if departments.is_empty() {
        return Ok(());
    }
    let fields = ["code", "name", "kind"];
    let (mut rows, mut changes) = (Vec::new(), Vec::new());
    for (id, kind, code, name) in departments {
        let detail = serde_json::json!({ "fields": fields });
        changes.push(Change::of("department.created", id).department(id).detail(detail));
        rows.push(ActiveModel {
            id: Set(id),
            code: Set(code),
            sort_name: Set(name.sort_key(&tx.settings().language)),
            name: Set(name),
            kind: Set(kind),
            parent_id: Set(None),
            contacts: Set(OfficeContacts::default()),
            valid_from: Set(None),
            valid_to: Set(None),
            version: Set(1),
        });
    }
    for chunk in rows.chunks(1_000) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    events::record_many(tx, op, "department.created", &fields, changes).await?;
    reference::changed(tx).await
}

/// Changes a department. Needs `structure.manage`; a stale version is `Conflict`, a tree that would contain
/// itself is `Circular`.
pub async fn update(db: &Db, op: &OpContext, id: DepartmentId, command: UpdateDepartment) -> Result<Department> {
    op.require(Permission::StructureManage)?;
    let UpdateDepartment { name, kind, parent, contacts, valid_to, expected_version } = command;
    let mut check = Check::default();
    let name = name.map(|name| named(db, &mut check, name)).transpose()?;
    let contacts = match contacts {
        Some(contacts) => check.take("contacts", contacts.checked())?,
        None => None,
    };
    check.done()?;
    let tx = db.begin().await?;
    let old = store::locked::<Entity, DepartmentId>(&tx, Entity::find_by_id(id)).await?;
    store::same_version::<DepartmentId>(expected_version, old.version)?;
    if let Patch::Set(parent) = parent {
        let tree = tx.reference().await?;
        let mut check = Check::default();
        check.that(tree.department(parent).is_some(), "parent", Rule::Unknown);
        check.that(!tree.below(id).contains(&parent), "parent", Rule::Circular);
        check.done()?;
    }
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
    if parent != Patch::Keep {
        row.parent_id = Set(parent.over(old.parent_id));
        fields.push("parent");
    }
    if let Some(contacts) = contacts {
        row.contacts = Set(contacts);
        fields.push("contacts");
    }
    if valid_to != Patch::Keep {
        row.valid_to = Set(valid_to.over(old.valid_to));
        fields.push("validTo");
    }
    row.version = Set(old.version + 1);
    let row = row.update(&*tx).await?;
    if row.name != old.name || row.parent_id != old.parent_id {
        keep_history(&tx, op, old).await?;
    }
    record(&tx, op, "updated", &row, &fields).await?;
    tx.commit().await?;
    Ok(row)
}

async fn keep_history(tx: &Db, op: &OpContext, old: Department) -> Result<()> {
    let row = change::ActiveModel {
        id: Set(Uuid::from(op.new_id::<DepartmentId>())),
        department_id: Set(old.id),
        at: Set(op.at),
        old_name: Set(old.name),
        old_parent_id: Set(old.parent_id),
    };
    change::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn record(tx: &Db, op: &OpContext, what: &str, row: &Department, fields: &[&str]) -> Result<()> {
    let operation = format!("{}.{what}", DepartmentId::KIND);
    let change = Change::of(&operation, row.id).department(row.id).detail(serde_json::json!({ "fields": fields }));
    events::record(tx, op, &operation, fields, change).await?;
    reference::changed(tx).await
}

impl OfficeContacts {
    fn checked(self) -> Result<Self> {
        let Self { phone, email, website } = self;
        let mut check = Check::default();
        let text = |check: &mut Check, path: &str, value: Option<String>, max| {
            check.take("", crate::text::clean_optional(path, value.as_deref(), max)).map(Option::flatten)
        };
        let phone = text(&mut check, "phone", phone, 40)?;
        let email = text(&mut check, "email", email, 254)?;
        let website = text(&mut check, "website", website, 2048)?;
        check.done()?;
        Ok(Self { phone, email, website })
    }
}

/// A department and all below it, from rows of the tree.
pub(crate) fn below(rows: &[Department], root: DepartmentId) -> BTreeSet<DepartmentId> {
    let mut set = BTreeSet::from([root]);
    loop {
        let before = set.len();
        set.extend(
            rows.iter()
                .filter(|row| row.parent_id.is_some_and(|p| set.contains(&p)))
                .map(|row| row.id)
                .collect::<Vec<_>>(),
        );
        if set.len() == before {
            return set;
        }
    }
}
