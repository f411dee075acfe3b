//! Finding and reading beneficiaries.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
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
use super::search::AREA;
use super::sought;
use crate::access::seen;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter, Range, TextTest};
use crate::ids::{BeneficiaryId, DepartmentId};
use crate::op::{IntegrationActor, OpContext, Reach};
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::rule::Rule;
use crate::search;
use crate::store;
use crate::text::{name_tokens, sort_key};
use crate::timeline::{self, TimelineEntry};
use crate::values::{EmailAddress, Identifier, PhoneNumber};

/// Which beneficiaries are wanted.
#[derive(Clone, Debug, Default)]
pub struct BeneficiaryFilter {
    /// Conditions on fields.
    pub conditions: Filter<BeneficiaryCondition>,
    /// What a person types to find somebody: words that stand in the names, in any spelling, the last one perhaps
    /// unfinished; or the whole of an identifier, a phone number or an e-mail address.
    pub search: Option<String>,
}

/// What a filter may ask. Personal: `Debug` shows no phone, e-mail or name.
#[derive(Clone, PartialEq, Eq)]
pub enum BeneficiaryCondition {
    /// A phone of theirs, as people write it.
    Phone(Choice<String>),
    /// An e-mail address of theirs.
    Email(Choice<String>),
    /// The name in the installation's language, compared folded.
    Name(TextTest),
    /// What they are.
    Kind(Choice<BeneficiaryKind>),
    /// Where the record stands.
    Status(Choice<BeneficiaryStatus>),
    /// The department that registered them.
    Department(Choice<DepartmentId>),
    /// When they were registered.
    RegisteredAt(Range<DateTime<Utc>>),
}

/// In which order beneficiaries are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BeneficiaryOrder {
    /// The best hit of a search first; without a search, by name.
    #[default]
    Relevance,
    /// By folded name.
    Name,
    /// By folded name, backwards.
    NameDescending,
    /// The first registered first.
    Oldest,
    /// The last registered first.
    Newest,
}

/// The one scoped select: whoever [`open_by_key`] shows, for and through an integration those of its departments only.
pub(super) fn visible_to(op: &OpContext) -> Select<Entity> {
    let open = open_by_key(op);
    match op.integration() {
        Some(IntegrationActor { reach, .. }) => open.filter(Column::DepartmentId.is_in(reach.iter().copied())),
        None => open,
    }
}

/// Those whom the actor reaches who can name them already: by an identifier, a phone, an e-mail address, or the id
/// that such a search gave. It differs from [`visible_to`] for integrations, which serve people of other departments
/// but must not page through them. Nobody is hidden but restricted people, from all but their own department and
/// holders of `beneficiary.restricted`. Never the select of a list.
pub(super) fn open_by_key(op: &OpContext) -> Select<Entity> {
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
/// The counterpart of [`open_by_key`]: a record that an integration may see may be about anybody it could name.
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
    seen(db, op, "beneficiary.get", row.as_ref().map(|row| row.id)).await?;
    row.ok_or_else(Error::not_found::<BeneficiaryId>)
}

/// [`get`] for a caller who names one that an exact search or a first call with the same key gave. Whoever shows the row
/// logs that.
pub(super) async fn named(db: &Db, op: &OpContext, id: BeneficiaryId) -> Result<Model> {
    let row = open_by_key(op).filter(Column::Id.eq(id)).one(db).await?;
    row.ok_or_else(Error::not_found::<BeneficiaryId>)
}

/// Several beneficiaries in one statement; those that are not there or hidden are left out.
pub async fn many(db: &Db, op: &OpContext, ids: &[BeneficiaryId]) -> Result<HashMap<BeneficiaryId, Model>> {
    let rows = known(db, op, ids).await?;
    seen(db, op, "beneficiary.get", rows.keys().copied()).await?;
    Ok(rows)
}

/// [`many`] for checks of ids, which show nobody.
pub(crate) async fn known(db: &Db, op: &OpContext, ids: &[BeneficiaryId]) -> Result<HashMap<BeneficiaryId, Model>> {
    op.require(Permission::BeneficiaryRead)?;
    let rows = visible_to(op).filter(among(db, ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The holder of an identifier. A value that is not of its kind's shape is `Invalid`; a wrong check digit is not,
/// since staff may have taken it with a reason.
pub async fn find_by_identifier(db: &Db, op: &OpContext, key: &IdentifierKey) -> Result<Option<Model>> {
    let found = holder(db, op, key).await?;
    seen(db, op, "beneficiary.find", found.as_ref().map(|row| row.id)).await?;
    Ok(found)
}

/// [`find_by_identifier`] for what is about to happen with the person, who is not shown by it.
pub(super) async fn holder(db: &Db, op: &OpContext, key: &IdentifierKey) -> Result<Option<Model>> {
    op.require(Permission::BeneficiaryRead)?;
    let IdentifierKey { kind, issuer, value } = key;
    let identifier = Identifier::parse(*kind, issuer.as_deref(), value)?.identifier;
    let blinds = db.keys().indexes(identifier::INDEX, &identifier.lookup_key())?;
    let holder = identifier::Entity::find()
        .select_only()
        .column(identifier::Column::BeneficiaryId)
        .filter(identifier::Column::Blind.is_in(blinds));
    Ok(open_by_key(op).filter(Column::Id.in_subquery(holder.into_query())).one(db).await?)
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
    let (select, hits) = matching(db, op, filter)?;
    let (list, keys) = match (order, hits) {
        (BeneficiaryOrder::Relevance, Some(hits)) => ("beneficiaries:hits", hits),
        (BeneficiaryOrder::Relevance | BeneficiaryOrder::Name, _) => ("beneficiaries:name", by_name(Order::Asc)),
        (BeneficiaryOrder::NameDescending, _) => ("beneficiaries:name-", by_name(Order::Desc)),
        // Ids are in order of recording.
        (BeneficiaryOrder::Oldest, _) => ("beneficiaries:id", vec![by_id(Order::Asc)]),
        (BeneficiaryOrder::Newest, _) => ("beneficiaries:id-", vec![by_id(Order::Desc)]),
    };
    let found: Page<Model> = page::fetch(db, select, list, keys, page).await?;
    seen(db, op, "beneficiary.list", found.nodes().map(|row| row.id)).await?;
    Ok(found)
}

fn by_name(order: Order) -> Vec<SortKey> {
    vec![SortKey::new(Column::SortName.into_expr(), KeyKind::Text, order.clone()), by_id(order)]
}

fn by_id(order: Order) -> SortKey {
    SortKey::new(Column::Id.into_expr(), KeyKind::Id, order)
}

/// How many beneficiaries match.
pub async fn count(db: &Db, op: &OpContext, filter: BeneficiaryFilter) -> Result<u64> {
    op.require(Permission::BeneficiaryRead)?;
    page::count(db, matching(db, op, filter)?.0).await
}

/// The timeline of a beneficiary, latest first.
pub async fn timeline(db: &Db, op: &OpContext, id: BeneficiaryId, page: &PageRequest) -> Result<Page<TimelineEntry>> {
    op.require(Permission::BeneficiaryRead)?;
    let row = get(db, op, id).await?;
    timeline::of_beneficiary(db, op, row.id, page).await
}

/// The latest `size` entries on the timelines of several beneficiaries, in two statements. Those that the actor may not
/// see have none.
pub async fn timelines(
    db: &Db,
    op: &OpContext,
    ids: &[BeneficiaryId],
    size: u32,
) -> Result<HashMap<BeneficiaryId, Page<TimelineEntry>>> {
    op.require(Permission::BeneficiaryRead)?;
    let shown: Vec<BeneficiaryId> =
        visible_to(op).filter(among(db, ids)).select_only().column(Column::Id).into_tuple().all(db).await?;
    seen(db, op, "beneficiary.timeline", shown.iter().copied()).await?;
    timeline::latest_of(db, op, &shown, size).await
}

/// The select of a filter, and the order of its hits when it searches.
fn matching(db: &Db, op: &OpContext, filter: BeneficiaryFilter) -> Result<(Select<Entity>, Option<Vec<SortKey>>)> {
    let BeneficiaryFilter { conditions, search } = filter;
    let conditions = conditions.try_map(&|condition| sql(db, condition)).map_err(|error| error.under("filter"))?;
    let select = visible_to(op).filter(conditions.into_condition(&Cond::from)?);
    let Some(text) = search else { return Ok((select, None)) };
    if let Some(key) = sought::key(db, &text)? {
        return Ok((select.filter(key), None));
    }
    let (select, hits) = search::narrow(select, AREA, Column::Id, &name_tokens(&text));
    Ok((select, Some(hits)))
}

fn sql(db: &Db, condition: BeneficiaryCondition) -> Result<SimpleExpr> {
    use BeneficiaryCondition as C;
    Ok(match condition {
        C::Phone(test) => {
            let parse = |text: String| PhoneNumber::parse(&text).map(ContactValue::Phone);
            reached_by(db, &values("phone", test, parse)?)?
        }
        C::Email(test) => {
            let parse = |text: String| EmailAddress::parse(&text).map(ContactValue::Email);
            reached_by(db, &values("email", test, parse)?)?
        }
        C::Name(TextTest::Eq(text)) => Column::SortName.eq(sort_key(&text)),
        C::Name(TextTest::In(texts)) => Column::SortName.is_in(texts.iter().map(|text| sort_key(text))),
        C::Name(TextTest::Contains(text)) => TextTest::Contains(sort_key(&text)).on(Column::SortName.into_expr()),
        C::Kind(test) => test.on(Column::Kind.into_expr()),
        C::Status(test) => test.on(Column::Status.into_expr()),
        C::Department(test) => test.on(Column::DepartmentId.into_expr()),
        C::RegisteredAt(test) => test.on(Column::CreatedAt.into_expr()),
    })
}

/// The contact values that a test names. Whether somebody has none cannot be asked here.
fn values(
    path: &str,
    test: Choice<String>,
    parse: impl Fn(String) -> Result<ContactValue>,
) -> Result<Vec<ContactValue>> {
    let written = match test {
        Choice::Eq(one) => vec![one],
        Choice::In(several) => several,
        Choice::IsNull(_) => return Err(Error::invalid(path, Rule::Filter)),
    };
    written.into_iter().map(|value| parse(value).map_err(|error| error.under(path))).collect()
}

/// Those who have a contact point of one of these values.
pub(super) fn reached_by(db: &Db, values: &[ContactValue]) -> Result<SimpleExpr> {
    let blinds = values.iter().map(|value| contacts::blinds(db, value)).collect::<Result<Vec<_>>>()?.concat();
    let holders = contact_point::Entity::find()
        .select_only()
        .column(contact_point::Column::BeneficiaryId)
        .filter(contact_point::Column::Blind.is_in(blinds));
    Ok(Column::Id.in_subquery(holders.into_query()))
}

impl std::fmt::Debug for BeneficiaryCondition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Phone(_) => f.write_str("Phone(..)"),
            Self::Email(_) => f.write_str("Email(..)"),
            Self::Name(_) => f.write_str("Name(..)"),
            Self::Kind(test) => f.debug_tuple("Kind").field(test).finish(),
            Self::Status(test) => f.debug_tuple("Status").field(test).finish(),
            Self::Department(test) => f.debug_tuple("Department").field(test).finish(),
            Self::RegisteredAt(test) => f.debug_tuple("RegisteredAt").field(test).finish(),
        }
    }
}
