//! Services.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{
    Context, ContextSelectionSet, Object, OutputType, Positioned, Result, ServerResult, SimpleObject, Value,
};
use crm_core::catalogue::card::Card;
use crm_core::catalogue::{floor, services as core};
use crm_core::ids::{DepartmentId, ServiceId};
use crm_core::page::{Page, PageRequest};
use crm_core::text;

use super::card::ServiceCard;
use super::card::identity::ServiceKind;
use super::enums::ServiceStatus;
use super::revision::{Revision, ServiceStatusChange};
use crate::catalogue::{Department, department};
use crate::connection::{Connection, first_page, nothing, page_request};
use crate::context::{Batch, BatchError, Call, Session, loads};
use crate::node_id::Id;
use crate::scalars::{DateTime, LocalizedText};

loads!(ServiceId => core::Service, core::many);

/// The fields of [`Service`] that need its card; a list that asks for none of them leaves the cards out.
pub(super) const CARD_FIELDS: &[&str] = &["summary", "description", "card", "completeness", "shownRevision"];

/// A service of the catalogue, with the card that is shown: the one in force, or for staff the one being written while
/// none is.
#[derive(Clone)]
pub struct Service(pub core::Service);

impl From<core::Service> for Service {
    fn from(row: core::Service) -> Self {
        Self(row)
    }
}

impl Service {
    /// The shown revision, which a list of headers left out.
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Cow<'_, core::Revision>>> {
        if let Some(revision) = &self.0.revision {
            return Ok(Some(Cow::Borrowed(revision)));
        }
        if self.0.published_revision_id.or(self.0.draft_revision_id).is_none() {
            return Ok(None);
        }
        let whole = ctx.loaders().load_one(self.0.header.id).await?;
        Ok(whole.and_then(|service| service.revision).map(Cow::Owned))
    }

    /// A text of the shown card; empty without one.
    async fn text(&self, ctx: &Context<'_>, part: fn(&Card) -> &text::LocalizedText) -> Result<LocalizedText> {
        let revision = self.revision(ctx).await?;
        Ok(revision.map(|revision| part(&revision.card).clone()).unwrap_or_default().into())
    }
}

/// A service of the catalogue, with the card that is shown: the one in force, or for staff the one being written while
/// none is. After `asOf` the card, and what is read from it, is that of the asked time; status, owner and visibility
/// are those of now.
#[Object]
impl Service {
    /// Id.
    pub(crate) async fn id(&self) -> Id<ServiceId> {
        Id(self.0.header.id)
    }

    /// Code people quote; never used again.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Where it is in its life now.
    async fn status(&self) -> ServiceStatus {
        self.0.status.into()
    }

    /// Whether the public sees it now.
    async fn is_public(&self) -> bool {
        self.0.public
    }

    /// The department that owns it.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        Ok(department(ctx, self.0.owner_id).await?)
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        self.0.card().map_or_else(|| self.0.name.clone(), |card| card.identity.name.clone()).into()
    }

    /// One sentence.
    async fn summary(&self, ctx: &Context<'_>) -> Result<LocalizedText> {
        self.text(ctx, |card| &card.identity.summary).await
    }

    /// The full text.
    async fn description(&self, ctx: &Context<'_>) -> Result<LocalizedText> {
        self.text(ctx, |card| &card.identity.description).await
    }

    /// What sort of service it is.
    async fn kind(&self) -> Option<ServiceKind> {
        self.0.card().map_or(self.0.kind, |card| card.identity.kind).map(Into::into)
    }

    /// The main service of which it is a part; null too when the caller may not see that one.
    async fn parent(&self) -> Option<LinkedService> {
        self.0.card().map_or(self.0.parent_id, |card| card.identity.parent).map(LinkedService)
    }

    /// Whether the shown card lies below the floor.
    async fn below_floor(&self) -> bool {
        self.0.revision.as_ref().map_or(self.0.below_floor, |revision| revision.below_floor)
    }

    /// Everything else a reader learns about it.
    async fn card(&self, ctx: &Context<'_>) -> Result<Option<ServiceCard>> {
        Ok(self.revision(ctx).await?.map(|revision| ServiceCard(revision.card.clone())))
    }

    /// How complete the shown card is, and what it lacks.
    async fn completeness(&self, ctx: &Context<'_>) -> Result<Option<Completeness>> {
        let languages = std::slice::from_ref(&ctx.db().settings().language);
        Ok(self.revision(ctx).await?.map(|revision| Completeness::of(&revision.card, languages)))
    }

    /// The revision that is shown.
    async fn shown_revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        Ok(self.revision(ctx).await?.map(|revision| Revision(revision.into_owned())))
    }

    /// The revision being written or reviewed; for staff who see the whole catalogue.
    async fn draft_revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        match self.0.draft_revision_id {
            Some(id) => Ok(ctx.loaders().load_one(id).await?.map(Revision)),
            None => Ok(None),
        }
    }

    /// Every revision, the highest number first; for staff who see the whole catalogue.
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Revision>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let id = self.0.header.id;
        Ok(Connection::of(match first_page(&page) {
            Some(size) => ctx.loaders().load_one(RevisionsOf(id, size)).await?.unwrap_or_else(nothing),
            None => core::revisions(ctx.db(), ctx.op(), id, &page).await?,
        }))
    }

    /// The moves of its life cycle, the one recorded last first; for staff who see the whole catalogue.
    async fn status_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ServiceStatusChange>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let id = self.0.header.id;
        Ok(Connection::of(match first_page(&page) {
            Some(size) => ctx.loaders().load_one(StatusChangesOf(id, size)).await?.unwrap_or_else(nothing),
            None => core::status_history(ctx.db(), ctx.op(), id, &page).await?,
        }))
    }

    /// Counts changes; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was first recorded.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.updated_at)
    }
}

/// How complete a card is.
#[derive(SimpleObject)]
pub struct Completeness {
    /// The weight of what is stated, in percent of all.
    score: i32,
    /// The parts that are not stated, in the order of the card.
    gaps: Vec<CardGap>,
    /// What has to be mended before the card can be published.
    floor: Vec<CardGap>,
}

/// Something that a card lacks.
#[derive(SimpleObject)]
pub struct CardGap {
    /// A stable code, such as `fees` or `summary.ar`.
    code: String,
    /// What people call it.
    label: LocalizedText,
    /// Where it belongs on the card, such as `identity.summary.ar`.
    path: String,
}

impl From<floor::Gap> for CardGap {
    fn from(gap: floor::Gap) -> Self {
        Self { code: gap.code(), label: gap.part.label().into(), path: gap.path() }
    }
}

impl Completeness {
    fn of(card: &Card, languages: &[text::LanguageTag]) -> Self {
        let floor::Completeness { score, gaps } = floor::completeness(card);
        let gaps = gaps.into_iter().map(|part| floor::Gap { part, language: None });
        Self {
            score: score.into(),
            gaps: gaps.map(Into::into).collect(),
            floor: floor::missing(card, true, languages).into_iter().map(Into::into).collect(),
        }
    }
}

/// A service that another record names, loaded when asked for: the GraphQL type `Service`, null when the caller may not
/// see it.
#[derive(Clone, Copy, Debug)]
pub struct LinkedService(pub ServiceId);

impl OutputType for LinkedService {
    fn type_name() -> Cow<'static, str> {
        <Service as OutputType>::type_name()
    }

    fn qualified_type_name() -> String {
        <Option<Service> as OutputType>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Option<Service> as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let found = match ctx.data_unchecked::<Session>().loaders.load_one(self.0).await {
            Ok(found) => found,
            Err(error) => {
                // as any nullable field: the error is told, the record around it stays
                ctx.add_error(ctx.set_error_path(async_graphql::Error::from(error).into_server_error(field.pos)));
                return Ok(Value::Null);
            }
        };
        OutputType::resolve(&found.map(Service), ctx, field).await
    }
}

/// Keys of first pages of what hangs on a service or department, with the page's size.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct RevisionsOf(ServiceId, u32);
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct StatusChangesOf(ServiceId, u32);
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct OwnedBy(DepartmentId, u32);

/// `first_pages!(Key(OwnerId) => Row, many)`: a key's page comes through the loader, one round for each size that a
/// document asks for.
macro_rules! first_pages {
    ($key:ident($owner:ty) => $row:ty, $many:path) => {
        impl Loader<$key> for Batch {
            type Value = Page<$row>;
            type Error = BatchError;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Page<$row>>, BatchError> {
                let mut by_size: HashMap<u32, Vec<$owner>> = HashMap::new();
                for $key(id, size) in keys {
                    by_size.entry(*size).or_default().push(*id);
                }
                let mut found = HashMap::with_capacity(keys.len());
                for (size, ids) in by_size {
                    let pages = $many(&self.db, &self.op, &ids, size).await.map_err(Arc::new)?;
                    found.extend(pages.into_iter().map(|(id, page)| ($key(id, size), page)));
                }
                Ok(found)
            }
        }
    };
}
first_pages!(RevisionsOf(ServiceId) => core::Revision, core::latest_revisions);
first_pages!(StatusChangesOf(ServiceId) => core::StatusChange, core::latest_status_changes);
first_pages!(OwnedBy(DepartmentId) => core::Service, core::owned_by);

/// A page of the services that a department itself owns, by name.
pub(crate) async fn services_of(
    ctx: &Context<'_>,
    owner: DepartmentId,
    page: PageRequest,
) -> Result<Connection<Service>> {
    if let Some(size) = first_page(&page) {
        let found = ctx.loaders().load_one(OwnedBy(owner, size)).await?;
        return Ok(Connection::of(found.unwrap_or_else(nothing)));
    }
    let filter = core::ServiceCondition::Owner(crm_core::filter::Choice::Eq(owner)).into();
    let query = core::ServiceQuery { filter, order: core::ServiceOrder::Name, ..core::ServiceQuery::default() };
    Ok(Connection::of(core::list(ctx.db(), ctx.op(), query, &page).await?))
}
