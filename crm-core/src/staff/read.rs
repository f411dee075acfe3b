//! Finding staff.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;

use super::entity::{RoleGrant, StaffMember, member, role};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{DepartmentId, StaffId};
use crate::op::OpContext;
use crate::page::{KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;

/// One member. Needs `staff.read`, or to be that member.
pub async fn get(db: &Db, op: &OpContext, id: StaffId) -> Result<StaffMember> {
    if op.staff() != Some(id) {
        op.require(Permission::StaffRead)?;
    }
    member::Entity::find_by_id(id).one(db).await?.ok_or_else(Error::not_found::<StaffId>)
}

/// The member with a code.
pub async fn by_code(db: &Db, op: &OpContext, code: &str) -> Result<StaffMember> {
    op.require(Permission::StaffRead)?;
    let found = member::Entity::find().filter(member::Column::Code.eq(code)).one(db).await?;
    found.ok_or_else(Error::not_found::<StaffId>)
}

/// Members by id; unknown ids are left out. A member's name is part of every record that names it, so whoever may
/// read such records may read it.
pub async fn many(db: &Db, op: &OpContext, ids: &[StaffId]) -> Result<HashMap<StaffId, StaffMember>> {
    let sees =
        [Permission::StaffRead, Permission::InteractionRead, Permission::CatalogueReadAll, Permission::AuditRead];
    let all = sees.into_iter().any(|permission| op.may(permission));
    let ids: Vec<Uuid> = ids.iter().filter(|id| all || op.staff() == Some(**id)).map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = member::Entity::find().filter(store::any_of(db, member::Column::Id, &ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Members by name; those who hold a role in `department` now or later when it is given. Needs `staff.read`.
pub async fn list(
    db: &Db,
    op: &OpContext,
    department: Option<DepartmentId>,
    page: &PageRequest,
) -> Result<Page<StaffMember>> {
    use sea_orm::{QuerySelect, QueryTrait};
    op.require(Permission::StaffRead)?;
    let mut select = member::Entity::find();
    if let Some(department) = department {
        let today = crate::calendar::local_date(op.at, db.settings().zone);
        let holders = role::Entity::find()
            .select_only()
            .column(role::Column::StaffId)
            .filter(role::Column::DepartmentId.eq(department))
            .filter(role::Column::ValidTo.is_null().or(role::Column::ValidTo.gte(today)));
        select = select.filter(member::Column::Id.in_subquery(holders.into_query()));
    }
    let keys = vec![
        SortKey::new(member::Column::SortName.into_expr(), KeyKind::Text, sea_orm::Order::Asc),
        SortKey::new(member::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Asc),
    ];
    crate::page::fetch(db, select, "staff:name", keys, page).await
}

/// The roles the members hold, past and future ones included, oldest first; at most 100 each. Needs `staff.read`; members may
/// always see their own.
pub async fn roles(db: &Db, op: &OpContext, ids: &[StaffId]) -> Result<HashMap<StaffId, Vec<RoleGrant>>> {
    if !ids.iter().all(|id| op.staff() == Some(*id)) {
        op.require(Permission::StaffRead)?;
    }
    let owner = role::Column::StaffId;
    let select = role::Entity::find().filter(store::any_of(db, owner, ids));
    let key = SortKey::new(role::Column::Id.into_expr(), KeyKind::Id, sea_orm::Order::Asc);
    let lists = crate::page::fetch_each(db, select, ("roles", vec![key]), (owner, 100)).await?;
    Ok(lists.into_iter().map(|(id, page)| (StaffId(id), page.into_nodes())).collect())
}
