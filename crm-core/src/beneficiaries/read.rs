//! Finding and reading beneficiaries.

use std::collections::HashMap;

use sea_orm::Order;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Cond, SelectStatement, SimpleExpr};
use sea_orm::{QuerySelect, QueryTrait, Select};

use super::contact::ContactValue;
use super::contacts;
use super::entity::beneficiary::{Column, Entity, Model};
use super::entity::{contact_point, identifier};
use super::identifiers::IdentifierKey;
use super::kinds::{BeneficiaryKind, BeneficiaryStatus};
use super::names;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{BeneficiaryId, DepartmentId};
use crate::op::{OpContext, Reach};
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store;
use crate::timeline::{self, TimelineEntry};
use crate::values::{EmailAddress, Identifier, PhoneNumber};

/// Which beneficiaries are wanted; what is given must all hold. Personal: `Debug` shows no phone or e-mail.
#[derive(Clone, Default)]
pub struct BeneficiaryFilter {
    /// Words that stand in one of the names, in any spelling; the last one may be unfinished.
    pub name: Option<String>,
    /// A phone of theirs, as people write it.
    pub phone: Option<String>,
    /// An e-mail address of theirs.
    pub email: Option<String>,
    /// Of one of these kinds.
    pub kinds: Option<Vec<BeneficiaryKind>>,
    /// In one of these states.
    pub statuses: Option<Vec<BeneficiaryStatus>>,
    /// Registered by this department.
    pub department: Option<DepartmentId>,
}

/// In which order beneficiaries are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BeneficiaryOrder {
    /// By folded name.
    #[default]
    Name,
    /// By folded name, backwards.
    NameDescending,
    /// The first registered first.
    Oldest,
    /// The last registered first.
    Newest,
}

/// The one scoped select: everybody for who may read the registry, restricted people for their own department
/// and holders of `beneficiary.restricted` only.
pub(super) fn visible_to(op: &OpContext) -> Select<Entity> {
    let open = Cond::any().add(Column::Status.ne(BeneficiaryStatus::Restricted));
    if op.may(Permission::BeneficiaryRestricted) {
        return Entity::find();
    }
    Entity::find().filter(match op.reach(Permission::BeneficiaryRead) {
        Reach::All => open.add(Column::DepartmentId.is_not_null()),
        Reach::Departments(own) => open.add(Column::DepartmentId.is_in(own)),
    })
}

/// Ids of the people who are hidden from the actor, as a subquery for records about people; none when nobody is.
pub(crate) fn hidden_from(op: &OpContext) -> Option<SelectStatement> {
    if op.may(Permission::BeneficiaryRestricted) {
        return None;
    }
    let hidden =
        Entity::find().select_only().column(Column::Id).filter(Column::Status.eq(BeneficiaryStatus::Restricted));
    let hidden = match op.reach(Permission::BeneficiaryRead) {
        Reach::All => hidden.filter(Column::DepartmentId.is_null()),
        Reach::Departments(own) => {
            hidden.filter(Cond::any().add(Column::DepartmentId.is_null()).add(Column::DepartmentId.is_not_in(own)))
        }
    };
    Some(hidden.into_query())
}

/// The condition that a beneficiary is one of `ids`.
pub(super) fn among(db: &Db, ids: &[BeneficiaryId]) -> SimpleExpr {
    let ids: Vec<Uuid> = store::distinct(ids.iter().copied()).into_iter().map(Uuid::from).collect();
    store::any_of(db, Column::Id, &ids)
}

/// One beneficiary.
pub async fn get(db: &Db, op: &OpContext, id: BeneficiaryId) -> Result<Model> {
    op.require(Permission::BeneficiaryRead)?;
    let row = visible_to(op).filter(Column::Id.eq(id)).one(db).await?;
    row.ok_or_else(Error::not_found::<BeneficiaryId>)
}

/// Several beneficiaries in one statement; those that are not there or hidden are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[BeneficiaryId]) -> Result<HashMap<BeneficiaryId, Model>> {
    op.require(Permission::BeneficiaryRead)?;
    let rows = visible_to(op).filter(among(db, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The holder of an identifier. A value that is not of its kind's shape is `Invalid`; a wrong check digit is not,
/// since staff may have taken it with a reason.
pub async fn find_by_identifier(db: &Db, op: &OpContext, key: &IdentifierKey) -> Result<Option<Model>> {
    op.require(Permission::BeneficiaryRead)?;
    let IdentifierKey { kind, issuer, value } = key;
    let identifier = Identifier::parse(*kind, issuer.as_deref(), value)?.identifier;
    let blinds = db.keys().indexes(identifier::INDEX, &identifier.lookup_key())?;
    let holder = identifier::Entity::find()
        .select_only()
        .column(identifier::Column::BeneficiaryId)
        .filter(identifier::Column::Blind.is_in(blinds));
    Ok(visible_to(op).filter(Column::Id.in_subquery(holder.into_query())).one(db).await?)
}

/// A page of the beneficiaries that match.
pub async fn list(
    db: &Db,
    op: &OpContext,
    filter: BeneficiaryFilter,
    order: BeneficiaryOrder,
    page: &PageRequest,
) -> Result<Page<Model>> {
    op.require(Permission::BeneficiaryRead)?;
    let (list, column, direction) = match order {
        BeneficiaryOrder::Name => ("beneficiaries:name", Some(Column::SortName), Order::Asc),
        BeneficiaryOrder::NameDescending => ("beneficiaries:name-", Some(Column::SortName), Order::Desc),
        BeneficiaryOrder::Oldest => ("beneficiaries:id", None, Order::Asc),
        BeneficiaryOrder::Newest => ("beneficiaries:id-", None, Order::Desc),
    };
    let mut keys: Vec<SortKey> =
        column.into_iter().map(|column| SortKey::new(column.into_expr(), KeyKind::Text, direction.clone())).collect();
    // Ids are in order of recording.
    keys.push(SortKey::new(Column::Id.into_expr(), KeyKind::Id, direction));
    page::fetch(db, matching(db, op, filter)?, list, keys, page).await
}

/// How many beneficiaries match.
pub async fn count(db: &Db, op: &OpContext, filter: BeneficiaryFilter) -> Result<u64> {
    op.require(Permission::BeneficiaryRead)?;
    page::count(db, matching(db, op, filter)?).await
}

/// The timeline of a beneficiary, latest first.
pub async fn timeline(db: &Db, op: &OpContext, id: BeneficiaryId, page: &PageRequest) -> Result<Page<TimelineEntry>> {
    op.require(Permission::BeneficiaryRead)?;
    let row = get(db, op, id).await?;
    timeline::of_beneficiary(db, op, row.id, page).await
}

fn matching(db: &Db, op: &OpContext, filter: BeneficiaryFilter) -> Result<Select<Entity>> {
    let BeneficiaryFilter { name, phone, email, kinds, statuses, department } = filter;
    let mut select = visible_to(op);
    if let Some(name) = name {
        select = select.filter(names::named(&name));
    }
    if let Some(phone) = phone {
        let value = PhoneNumber::parse(&phone).map(ContactValue::Phone).map_err(|error| error.under("phone"))?;
        select = reached_by(db, select, &value)?;
    }
    if let Some(email) = email {
        let value = EmailAddress::parse(&email).map(ContactValue::Email).map_err(|error| error.under("email"))?;
        select = reached_by(db, select, &value)?;
    }
    if let Some(kinds) = kinds {
        select = select.filter(Column::Kind.is_in(kinds));
    }
    if let Some(statuses) = statuses {
        select = select.filter(Column::Status.is_in(statuses));
    }
    if let Some(department) = department {
        select = select.filter(Column::DepartmentId.eq(department));
    }
    Ok(select)
}

/// Those who have a contact point of this value.
pub(super) fn reached_by(db: &Db, select: Select<Entity>, value: &ContactValue) -> Result<Select<Entity>> {
    let holders = contact_point::Entity::find()
        .select_only()
        .column(contact_point::Column::BeneficiaryId)
        .filter(contact_point::Column::Blind.is_in(contacts::blinds(db, value)?));
    Ok(select.filter(Column::Id.in_subquery(holders.into_query())))
}

impl std::fmt::Debug for BeneficiaryFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kinds, statuses, department, .. } = self;
        f.debug_struct("BeneficiaryFilter")
            .field("kinds", kinds)
            .field("statuses", statuses)
            .field("department", department)
            .finish_non_exhaustive()
    }
}
