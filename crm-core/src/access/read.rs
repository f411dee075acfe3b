//! Reading the log: "who saw this person" and "what did this caller see".

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Order;
use sea_orm::{Condition, QuerySelect, QueryTrait};

use super::AccessEntry;
use super::entity::{access, person};
use crate::db::Db;
use crate::error::Result;
use crate::filter::{Choice, Filter, Range};
use crate::ids::{AccessId, BeneficiaryId, StaffId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::store::{any_of, chosen};

/// Most people named of one entry.
const NAMED: u32 = page::MAX_SIZE;

/// A condition on entries of the access log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessCondition {
    /// Who was seen.
    Person(Choice<BeneficiaryId>),
    /// The staff member who saw.
    Staff(Choice<StaffId>),
    /// Who saw, see [`Actor::key`](crate::Actor::key).
    Actor(Choice<String>),
    /// The operation, such as `beneficiary.list`.
    Operation(Choice<String>),
    /// The purpose given.
    Purpose(Choice<String>),
    /// The request, as its answer named it.
    Request(Choice<String>),
    /// When.
    At(Range<DateTime<Utc>>),
}

fn condition(db: &Db, condition: AccessCondition) -> Condition {
    use access::Column as C;
    Condition::all().add(match condition {
        AccessCondition::Person(test) => {
            let of = person::Entity::find().select_only().column(person::Column::AccessId);
            C::Id.in_subquery(of.filter(chosen(db, person::Column::BeneficiaryId, test)).into_query())
        }
        AccessCondition::Staff(test) => test.on(C::StaffId.into_expr()),
        AccessCondition::Actor(test) => test.on(C::Actor.into_expr()),
        AccessCondition::Operation(test) => test.on(C::Operation.into_expr()),
        AccessCondition::Purpose(test) => test.on(C::Purpose.into_expr()),
        AccessCondition::Request(test) => test.on(C::RequestId.into_expr()),
        AccessCondition::At(test) => test.on(C::At.into_expr()),
    })
}

/// The access log, newest first. Needs `audit.read`.
pub async fn list(
    db: &Db,
    op: &OpContext,
    filter: Filter<AccessCondition>,
    page: &PageRequest,
) -> Result<Page<AccessEntry>> {
    op.require(Permission::AuditRead)?;
    let select = access::Entity::find().filter(filter.into_condition(&|one| condition(db, one))?);
    let id = SortKey::new(access::Column::Id.into_expr(), KeyKind::Id, Order::Desc);
    page::fetch(db, select, "access", vec![id], page).await
}

/// Entries by id. Needs `audit.read`.
pub async fn many(db: &Db, op: &OpContext, ids: &[AccessId]) -> Result<HashMap<AccessId, AccessEntry>> {
    op.require(Permission::AuditRead)?;
    let rows = access::Entity::find().filter(any_of(db, access::Column::Id, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The people whom entries showed, in order of registration, at most 100 of each. Needs `audit.read`.
pub async fn persons(db: &Db, op: &OpContext, ids: &[AccessId]) -> Result<HashMap<AccessId, Vec<BeneficiaryId>>> {
    op.require(Permission::AuditRead)?;
    let owner = person::Column::AccessId;
    let select = person::Entity::find().filter(any_of(db, owner, ids));
    let id = SortKey::new(person::Column::BeneficiaryId.into_expr(), KeyKind::Id, Order::Asc);
    let pages: Vec<(Uuid, Page<person::Model>)> =
        page::fetch_each(db, select, ("access_persons", vec![id]), (owner, NAMED)).await?;
    let named = |page: Page<person::Model>| page.into_nodes().into_iter().map(|row| row.beneficiary_id).collect();
    Ok(pages.into_iter().map(|(id, page)| (id.into(), named(page))).collect())
}
