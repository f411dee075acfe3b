//! Reading services as they are now.

use std::collections::HashMap;
use std::ops::Deref;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoIden, SimpleExpr};
use sea_orm::{FromQueryResult, Iterable, JoinType, Order, QueryResult, QuerySelect, QueryTrait, Select};

use super::entity::header::{Column, Entity};
use super::entity::{self, revision};
use super::{AREA, FeesStated, Revision, ServiceHeader};
use crate::catalogue::card::{Card, ChannelKind, ClientKind, Residency, ServiceKind};
use crate::catalogue::floor::{self, Completeness};
use crate::catalogue::rules::ServiceStatus;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{CategoryId, DepartmentId, RevisionId, ServiceId, TagId};
use crate::op::OpContext;
use crate::page::{self, KeyKind, Page, PageRequest, SortKey};
use crate::policy::Permission;
use crate::text::{LanguageTag, LocalizedText};
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

/// Which services are wanted, and in which order. An empty list or `None` asks for nothing in particular; what is
/// asked together must hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceFilter {
    /// Owned by one of these departments or one below them.
    pub owners: Vec<DepartmentId>,
    /// In one of these states.
    pub statuses: Vec<ServiceStatus>,
    /// In one of these categories or one below them.
    pub categories: Vec<CategoryId>,
    /// To be had through one of these channels.
    pub channels: Vec<ChannelKind>,
    /// For one of these kinds of clients.
    pub clients: Vec<ClientKind>,
    /// For people of one of these residencies.
    pub residencies: Vec<Residency>,
    /// With one of these tags: segment, theme, life event or keyword.
    pub tags: Vec<TagId>,
    /// Part of this service.
    pub parent: Option<ServiceId>,
    /// Of this sort.
    pub kind: Option<ServiceKind>,
    /// What is known of the cost.
    pub fees: Option<FeesStated>,
    /// Whether the public sees it.
    pub public: Option<bool>,
    /// Whether the shown card lies below the floor.
    pub below_floor: Option<bool>,
    /// Whether a revision is being written or reviewed. Others than staff find nothing by it.
    pub in_work: Option<bool>,
    /// Found by these words, see [`search`](crate::search).
    pub text: Option<String>,
    /// The order.
    pub order: ServiceOrder,
    /// In which language names are compared; `None` means that of the context.
    pub language: Option<LanguageTag>,
    /// Leave out the revisions with their cards, which are large.
    pub headers_only: bool,
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
/// `catalogue.read_all` all, other staff what is published.
pub(crate) fn visible_to(op: &OpContext) -> Select<Entity> {
    let select = Entity::find();
    if !op.is_staff() {
        return select.filter(Column::Public.eq(true));
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
    op.require(Permission::CatalogueRead)?;
    use entity::external_id::{Column as Key, Entity as Keys};
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
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let select = visible_to(op).filter(store::any_of(db, Column::Id, &ids));
    let services: Vec<Service> = with_revision(select).into_model().all(db).await?;
    Ok(services.into_iter().map(|service| (service.header.id, service)).collect())
}

/// A page of services. Needs `catalogue.read`.
pub async fn list(db: &Db, op: &OpContext, filter: &ServiceFilter, page: &PageRequest) -> Result<Page<Service>> {
    op.require(Permission::CatalogueRead)?;
    let select = filtered(db, op, filter).await?;
    let (select, by_score) = match &filter.text {
        Some(text) => {
            let (select, keys) = search::narrow(select, AREA, Column::Id, text);
            (select, Some(keys))
        }
        None => (select, None),
    };
    let language = filter.language.as_ref().unwrap_or(&op.language);
    let (list, keys) = match (filter.order, by_score) {
        (ServiceOrder::Relevance, Some(keys)) => ("services:relevance".into(), keys),
        (ServiceOrder::Relevance | ServiceOrder::Name, _) => (
            format!("services:name:{}", language.base()),
            vec![SortKey::new(name_key(db, language), KeyKind::Text, Order::Asc), by_id(Order::Asc)],
        ),
        (ServiceOrder::Code, _) => (
            "services:code".into(),
            vec![SortKey::new(Column::Code.into_expr(), KeyKind::Text, Order::Asc), by_id(Order::Asc)],
        ),
        (ServiceOrder::Updated, _) => (
            "services:updated".into(),
            vec![SortKey::new(Column::UpdatedAt.into_expr(), KeyKind::Time, Order::Desc), by_id(Order::Desc)],
        ),
    };
    if filter.headers_only {
        let page = page::fetch::<_, ServiceHeader>(db, select, &list, keys, page).await?;
        return Ok(page.map(|header| Service { header, revision: None }));
    }
    page::fetch(db, with_revision(select), &list, keys, page).await
}

/// How many services there are. Needs `catalogue.read`.
pub async fn count(db: &Db, op: &OpContext, filter: &ServiceFilter) -> Result<u64> {
    op.require(Permission::CatalogueRead)?;
    let mut select = filtered(db, op, filter).await?;
    if let Some(text) = &filter.text {
        select = search::narrow(select, AREA, Column::Id, text).0;
    }
    page::count(db, select).await
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

/// Everything of a filter but its words and its order.
async fn filtered(db: &Db, op: &OpContext, filter: &ServiceFilter) -> Result<Select<Entity>> {
    let ServiceFilter {
        owners,
        statuses,
        categories,
        channels,
        clients,
        residencies,
        tags,
        parent,
        kind,
        fees,
        public,
        below_floor,
        in_work,
        text: _,
        order: _,
        language: _,
        headers_only: _,
    } = filter;
    let mut select = visible_to(op);
    if !owners.is_empty() {
        let reference = db.reference().await?;
        let below: Vec<Uuid> = owners.iter().flat_map(|owner| reference.below(*owner)).map(Uuid::from).collect();
        select = select.filter(store::any_of(db, Column::OwnerId, &below));
    }
    if !statuses.is_empty() {
        select = select.filter(Column::Status.is_in(statuses.iter().copied()));
    }
    if !categories.is_empty() {
        use entity::category::{Column as In, Entity as Categories};
        let reference = db.reference().await?;
        let below = categories.iter().flat_map(|category| reference.categories_below(*category));
        let below: Vec<Uuid> = below.map(Uuid::from).collect();
        select = among::<Categories>(select, In::ServiceId, store::any_of(db, In::CategoryId, &below));
    }
    if !tags.is_empty() {
        use entity::tag::{Column as In, Entity as Tags};
        let tags: Vec<Uuid> = tags.iter().map(|tag| tag.0).collect();
        select = among::<Tags>(select, In::ServiceId, store::any_of(db, In::TagId, &tags));
    }
    if !channels.is_empty() {
        use entity::channel::{Column as In, Entity as Channels};
        let kinds = channels.iter().map(|kind| kind.name());
        select = among::<Channels>(select, In::ServiceId, In::Kind.is_in(kinds));
    }
    let audiences = [clients.iter().map(|client| client.name()).collect::<Vec<_>>(), {
        residencies.iter().map(|residency| residency.name()).collect()
    }];
    for names in audiences.into_iter().filter(|names| !names.is_empty()) {
        use entity::audience::{Column as In, Entity as Audiences};
        select = among::<Audiences>(select, In::ServiceId, In::Audience.is_in(names));
    }
    if let Some(in_work) = in_work {
        let draft = Column::DraftRevisionId;
        select = select.filter(if *in_work { draft.is_not_null() } else { draft.is_null() });
        select = if op.is_staff() { select } else { select.filter(Expr::cust("1 = 0")) };
    }
    let equal = [
        parent.map(|parent| Column::ParentId.eq(parent)),
        kind.map(|kind| Column::Kind.eq(kind)),
        fees.map(|fees| Column::Fees.eq(fees)),
        public.map(|public| Column::Public.eq(public)),
        below_floor.map(|below| Column::BelowFloor.eq(below)),
    ];
    Ok(equal.into_iter().flatten().fold(select, Select::filter))
}

/// Only services that a narrow table names under a condition.
fn among<E: EntityTrait>(select: Select<Entity>, service: E::Column, condition: SimpleExpr) -> Select<Entity> {
    let ids = E::find().select_only().column(service).filter(condition).into_query();
    select.filter(Column::Id.in_subquery(ids))
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
