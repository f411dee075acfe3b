//! Reading services as they are now.

use std::collections::HashMap;
use std::ops::Deref;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Func, IntoIden, SimpleExpr};
use sea_orm::{FromQueryResult, Iterable, JoinType, Order, QueryResult, QuerySelect, QueryTrait, Select};

use super::entity::header::{Column, Entity};
use super::entity::{self, revision};
use super::{AREA, FeesStated, Revision, ServiceHeader};
use crate::catalogue::Reference;
use crate::catalogue::card::{Card, ChannelKind, ClientKind, Residency, ServiceKind};
use crate::catalogue::floor::{self, Completeness};
use crate::catalogue::rules::ServiceStatus;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::filter::{Choice, Filter, Range, TextTest};
use crate::ids::{CategoryId, DepartmentId, RevisionId, ServiceId, TagId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::text::{LanguageTag, LocalizedText, query_tokens};
use crate::{search, store};

/// A service: its header, to which it derefs, and the revision that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The header.
    pub header: ServiceHeader,
    /// The revision in force; for staff the one being written while none is. None when a list was asked for
    /// headers only.
    pub revision: Option<Revision>,
}

impl Service {
    /// The card of the shown revision.
    pub fn card(&self) -> Option<&Card> {
        self.revision.as_ref().map(|revision| &*revision.card)
    }

    /// How complete the shown card is, and what it lacks.
    pub fn completeness(&self) -> Option<Completeness> {
        self.card().map(floor::completeness)
    }
}

impl Deref for Service {
    type Target = ServiceHeader;

    fn deref(&self) -> &ServiceHeader {
        &self.header
    }
}

impl FromQueryResult for Service {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let header = ServiceHeader::from_query_result(row, prefix)?;
        let shown: Option<RevisionId> = row.try_get(REVISION, "id")?;
        let revision = shown.map(|_| Revision::from_query_result(row, REVISION)).transpose()?;
        Ok(Self { header, revision })
    }
}

/// What other rooms hold in memory of every service, see [`Reference`](crate::catalogue::Reference).
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ServiceHeading {
    /// Id.
    pub id: ServiceId,
    /// Code.
    pub code: String,
    /// Name of the shown card.
    pub name: LocalizedText,
    /// The owning department.
    pub owner: DepartmentId,
    /// Status now.
    pub status: ServiceStatus,
    /// Whether the public sees it now.
    pub public: bool,
}

/// Which services are wanted, in which order, with how much of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceQuery {
    /// What must hold.
    pub filter: Filter<ServiceCondition>,
    /// Found by these words, see [`search`](crate::search).
    pub search: Option<String>,
    /// The order.
    pub order: ServiceOrder,
    /// In which language names are compared; `None` means that of the context.
    pub language: Option<LanguageTag>,
    /// Leave out the revisions with their cards, which are large.
    pub headers_only: bool,
}

/// One condition on services. What a card lists (channels, clients, tags…) holds when one entry passes;
/// `IsNull(true)` means that the card lists none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceCondition {
    /// The code.
    Code(TextTest),
    /// The owning department itself.
    Owner(Choice<DepartmentId>),
    /// Owned by one of these departments or by one below them.
    OwnerWithin(Vec<DepartmentId>),
    /// The state now.
    Status(Choice<ServiceStatus>),
    /// In one of these categories or in one below them.
    CategoryWithin(Vec<CategoryId>),
    /// A channel.
    Channel(Choice<ChannelKind>),
    /// A kind of clients.
    Client(Choice<ClientKind>),
    /// A residency of clients.
    Residency(Choice<Residency>),
    /// A tag: segment, theme, life event or keyword.
    Tag(Choice<TagId>),
    /// The main service of which it is a part.
    Parent(Choice<ServiceId>),
    /// The sort of service.
    Kind(Choice<ServiceKind>),
    /// What is known of the cost.
    Fees(Choice<FeesStated>),
    /// Whether the public sees it.
    Public(bool),
    /// Whether the shown card lies below the floor.
    BelowFloor(bool),
    /// How complete the shown card is, in percent.
    Score(Range<i32>),
    /// Whether a revision is being written or reviewed; only staff find anything by it.
    InWork(bool),
    /// When it last changed.
    UpdatedAt(Range<DateTime<Utc>>),
}

/// The order of a list of services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceOrder {
    /// Best hit first when words are asked for, else by name.
    #[default]
    Relevance,
    /// By name in the asked language; a service without a name in it, by its name in the installation's.
    Name,
    /// By code.
    Code,
    /// Latest change first.
    Updated,
}

/// The services that an actor may see: the public and its machines what is public, staff with
/// `catalogue.read_all` all, other staff what is published; staff through an integration of that what is public or
/// belongs to a department of the integration.
pub(crate) fn visible_to(op: &OpContext) -> Select<Entity> {
    let mut select = Entity::find();
    if !op.is_staff() {
        return select.filter(Column::Public.eq(true));
    }
    if let Some(through) = &op.through {
        let within = Column::OwnerId.is_in(through.reach.iter().copied());
        select = select.filter(Condition::any().add(Column::Public.eq(true)).add(within));
    }
    if op.may(Permission::CatalogueReadAll) {
        return select;
    }
    select.filter(Column::Status.eq(ServiceStatus::Published)).filter(Column::PublishedRevisionId.is_not_null())
}

/// One service by id. Needs `catalogue.read`.
pub async fn get(db: &Db, op: &OpContext, id: ServiceId) -> Result<Service> {
    op.require(Permission::CatalogueRead)?;
    one(db, visible_to(op).filter(Column::Id.eq(id))).await?.ok_or_else(Error::not_found::<ServiceId>)
}

/// One service by its code, as it is written. Needs `catalogue.read`.
pub async fn find_by_code(db: &Db, op: &OpContext, code: &str) -> Result<Option<Service>> {
    op.require(Permission::CatalogueRead)?;
    one(db, visible_to(op).filter(Column::Code.eq(code))).await
}

/// The service that an import knows by this id. Needs `catalogue.read`.
pub async fn find_by_external_id(db: &Db, op: &OpContext, scheme: &str, value: &str) -> Result<Option<Service>> {
    use entity::external_id::{Column as Key, Entity as Keys};
    op.require(Permission::CatalogueRead)?;
    let key = Keys::find().select_only().column(Key::ServiceId).filter(Key::Scheme.eq(scheme));
    let key = key.filter(Key::Value.eq(value)).into_query();
    one(db, visible_to(op).filter(Column::Id.in_subquery(key))).await
}

async fn one(db: &Db, select: Select<Entity>) -> Result<Option<Service>> {
    Ok(with_revision(select).into_model().one(db).await?)
}

/// Services by id with their revisions, in one statement; those the actor may not see are left out. Needs
/// `catalogue.read`.
pub async fn many(db: &Db, op: &OpContext, ids: &[ServiceId]) -> Result<HashMap<ServiceId, Service>> {
    op.require(Permission::CatalogueRead)?;
    let select = visible_to(op).filter(store::any_of(db, Column::Id, ids));
    let services: Vec<Service> = with_revision(select).into_model().all(db).await?;
    Ok(services.into_iter().map(|service| (service.header.id, service)).collect())
}

/// A page of services. Needs `catalogue.read`.
pub async fn list(db: &Db, op: &OpContext, query: ServiceQuery, page: &PageRequest) -> Result<Page<Service>> {
    op.require(Permission::CatalogueRead)?;
    let ServiceQuery { filter, search, order, language, headers_only } = query;
    let (select, by_score) = found(db, op, filter, search.as_deref()).await?;
    let language = language.as_ref().unwrap_or(&op.language);
    let (list, keys) = match (order, by_score) {
        (ServiceOrder::Relevance, Some(keys)) => ("services:relevance".into(), keys),
        (ServiceOrder::Relevance | ServiceOrder::Name, _) => by_name(db, language),
        (ServiceOrder::Code, _) => (
            "services:code".into(),
            vec![SortKey::new(Column::Code.into_expr(), KeyKind::Text, Order::Asc), by_id(Order::Asc)],
        ),
        (ServiceOrder::Updated, _) => (
            "services:updated".into(),
            vec![SortKey::new(Column::UpdatedAt.into_expr(), KeyKind::Time, Order::Desc), by_id(Order::Desc)],
        ),
    };
    if headers_only {
        let page = page::fetch::<_, ServiceHeader>(db, select, &list, keys, page).await?;
        return Ok(page.map(|header| Service { header, revision: None }));
    }
    page::fetch(db, with_revision(select), &list, keys, page).await
}

/// How many services a query finds. Needs `catalogue.read`.
pub async fn count(db: &Db, op: &OpContext, query: ServiceQuery) -> Result<u64> {
    op.require(Permission::CatalogueRead)?;
    let (select, _) = found(db, op, query.filter, query.search.as_deref()).await?;
    page::count(db, select).await
}

/// What a filter and words find, with the order of the hits if there are words.
pub(super) async fn found(
    db: &Db,
    op: &OpContext,
    filter: Filter<ServiceCondition>,
    words: Option<&str>,
) -> Result<(Select<Entity>, Option<Vec<SortKey>>)> {
    let frame = db.reference().await?;
    let staff = op.is_staff();
    let condition = filter.into_condition(&|condition| Condition::all().add(condition.sql(db, &frame, staff)))?;
    let select = visible_to(op).filter(condition);
    Ok(match words {
        Some(words) => {
            let (select, keys) = search::narrow(select, AREA, Column::Id, &query_tokens(words));
            (select, Some(keys))
        }
        None => (select, None),
    })
}

/// The order by name in a language, and what cursors of it are called.
pub(super) fn by_name(db: &Db, language: &LanguageTag) -> (String, Vec<SortKey>) {
    let keys = vec![SortKey::new(name_key(db, language), KeyKind::Text, Order::Asc), by_id(Order::Asc)];
    (format!("services:name:{}", language.base()), keys)
}

fn by_id(order: Order) -> SortKey {
    SortKey::new(Column::Id.into_expr(), KeyKind::Id, order)
}

/// The folded name in a language, of which the installation's stands on the header itself.
fn name_key(db: &Db, language: &LanguageTag) -> SimpleExpr {
    use entity::name::{Column as Name, Entity as Names};
    if language.base() == db.settings().language.base() {
        return Column::SortName.into_expr();
    }
    let key = Names::find().select_only().column(Name::SortKey);
    let key = key.filter(Name::ServiceId.into_expr().eq(Column::Id.into_expr()));
    let key = key.filter(Name::Language.eq(language.base())).into_query();
    Func::coalesce([SimpleExpr::SubQuery(None, Box::new(key.into())), Column::SortName.into_expr()]).into()
}

impl ServiceCondition {
    fn sql(self, db: &Db, frame: &Reference, staff: bool) -> SimpleExpr {
        use entity::{audience, category, channel, tag};
        match self {
            Self::Code(test) => test.on(Column::Code.into_expr()),
            Self::Owner(choice) => choice.on(Column::OwnerId.into_expr()),
            Self::OwnerWithin(roots) => store::any_of(db, Column::OwnerId, &frame.within(&roots)),
            Self::Status(choice) => choice.on(Column::Status.into_expr()),
            Self::CategoryWithin(roots) => {
                let within = roots.iter().flat_map(|root| frame.categories_below(*root));
                let within: Vec<Uuid> = within.map(Uuid::from).collect();
                let test = store::any_of(db, category::Column::CategoryId, &within);
                among::<category::Entity>(category::Column::ServiceId, test)
            }
            Self::Channel(choice) => {
                let choice = choice.map(ChannelKind::name);
                listed::<channel::Entity, _>(channel::Column::ServiceId, channel::Column::Kind, choice)
            }
            Self::Client(choice) => {
                let choice = choice.map(ClientKind::name);
                listed::<audience::Entity, _>(audience::Column::ServiceId, audience::Column::Audience, choice)
            }
            Self::Residency(choice) => {
                let choice = choice.map(Residency::name);
                listed::<audience::Entity, _>(audience::Column::ServiceId, audience::Column::Audience, choice)
            }
            Self::Tag(choice) => listed::<tag::Entity, _>(tag::Column::ServiceId, tag::Column::TagId, choice),
            Self::Parent(choice) => choice.on(Column::ParentId.into_expr()),
            Self::Kind(choice) => choice.map(ServiceKind::name).on(Column::Kind.into_expr()),
            Self::Fees(choice) => choice.map(FeesStated::name).on(Column::Fees.into_expr()),
            Self::Public(public) => Column::Public.eq(public),
            Self::BelowFloor(below) => Column::BelowFloor.eq(below),
            Self::Score(range) => range.on(Column::Score.into_expr()),
            Self::InWork(_) if !staff => Expr::cust("1 = 0"),
            Self::InWork(true) => Column::DraftRevisionId.is_not_null(),
            Self::InWork(false) => Column::DraftRevisionId.is_null(),
            Self::UpdatedAt(range) => range.on(Column::UpdatedAt.into_expr()),
        }
    }
}

/// A test on what a narrow table lists for a service.
fn listed<E: EntityTrait, V: Into<Value>>(service: E::Column, value: E::Column, choice: Choice<V>) -> SimpleExpr {
    match choice {
        Choice::IsNull(null) => {
            let any = among::<E>(service, Expr::cust("1 = 1"));
            if null { any.not() } else { any }
        }
        choice => among::<E>(service, choice.on(value.into_expr())),
    }
}

/// Whether a narrow table names the service under a condition.
fn among<E: EntityTrait>(service: E::Column, condition: SimpleExpr) -> SimpleExpr {
    Column::Id.in_subquery(E::find().select_only().column(service).filter(condition).into_query())
}

/// The names under which the columns of the shown revision come: its own after this prefix.
const REVISION: &str = "r_";

/// Joins the shown revision.
pub(super) fn with_revision(mut select: Select<Entity>) -> Select<Entity> {
    let shown = || Alias::new("shown");
    let id = Func::coalesce([Column::PublishedRevisionId.into_expr(), Column::DraftRevisionId.into_expr()]);
    let on = Expr::col((shown(), revision::Column::Id)).eq(id);
    QuerySelect::query(&mut select).join_as(JoinType::LeftJoin, revision::Entity, shown().into_iden(), on);
    for column in revision::Column::iter() {
        let name = format!("{REVISION}{}", column.as_str());
        select = select.expr_as(Expr::col((shown(), column)), name);
    }
    select
}

/// What is held in memory of every service.
pub(crate) async fn headings(db: &Db) -> Result<Vec<ServiceHeading>> {
    let select = Entity::find().select_only().columns([Column::Id, Column::Code, Column::Name]);
    let select = select.columns([Column::Status, Column::Public]).column_as(Column::OwnerId, "owner");
    Ok(select.into_model().all(db).await?)
}
