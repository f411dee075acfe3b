//! Reads of services.

use async_graphql::{Context, Object, Result};
use crm_core::Error;
use crm_core::catalogue::services::{self as core, AsOf, ServiceQuery, ValidAt};
use crm_core::catalogue::{card, rules};
use crm_core::ids::{RevisionId, ServiceId};
use crm_core::rule::Rule;

use super::card::audience::{ClientKind, Residency};
use super::card::channels::ChannelKind;
use super::card::fees::FeesState;
use super::card::identity::ServiceKind;
use super::enums::{ServiceOrder, ServiceStatus};
use super::revision::CardChange;
use super::service::{CARD_FIELDS, Service};
use crate::catalogue::{Key, by_id_or_code};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::filter::{
    BooleanFilter, DateTimeFilter, IdFilter, IntFilter, StringFilter, TreeFilter, enum_filter, filter,
};
use crate::node_id::Id;
use crate::scalars::{Date, DateTime, LanguageTag};

enum_filter!(
    /// Operators on where a service is in its life.
    ServiceStatusFilter, ServiceStatus => rules::ServiceStatus
);
enum_filter!(
    /// Operators on channels; of a list of channels one passes.
    ChannelKindFilter, ChannelKind => card::ChannelKind
);
enum_filter!(
    /// Operators on whom a service is for: one of its kinds of clients passes.
    ClientKindFilter, ClientKind => card::ClientKind
);
enum_filter!(
    /// Operators on the residency of people a service is for: one of them passes.
    ResidencyFilter, Residency => card::Residency
);
enum_filter!(
    /// Operators on the sort of service.
    ServiceKindFilter, ServiceKind => card::ServiceKind
);
enum_filter!(
    /// Operators on what is known of a service's cost.
    FeesStateFilter, FeesState => core::FeesStated
);

filter! {
    /// Which services are wanted. All given fields must hold.
    ServiceFilter => core::ServiceCondition {
        /// The code.
        code: StringFilter => Code,
        /// The owning department itself.
        owner: IdFilter => Owner,
        /// The owning department or one above it.
        owner_within: TreeFilter => OwnerWithin,
        /// Where it is in its life.
        status: ServiceStatusFilter => Status,
        /// A category of its card, or one above it.
        category: TreeFilter => CategoryWithin,
        /// A way to get it.
        channel: ChannelKindFilter => Channel,
        /// Whom it is for.
        client: ClientKindFilter => Client,
        /// Of people, who they are in the country.
        residency: ResidencyFilter => Residency,
        /// A segment, theme, life event or keyword of its card.
        tag: IdFilter => Tag,
        /// The main service of which it is a part.
        parent: IdFilter => Parent,
        /// What sort of service it is.
        kind: ServiceKindFilter => Kind,
        /// What is known of its cost.
        fees: FeesStateFilter => Fees,
        /// Whether the public sees it.
        is_public: BooleanFilter => Public,
        /// Whether its card lies below the floor.
        below_floor: BooleanFilter => BelowFloor,
        /// How complete its card is, in percent.
        score: IntFilter => Score,
        /// Whether a revision is being written or reviewed; outside staff nothing is found by it.
        in_work: BooleanFilter => InWork,
        /// When it last changed.
        updated_at: DateTimeFilter => UpdatedAt,
    }
}

/// Reads of services.
#[derive(Default)]
pub struct ServicesQuery;

#[Object]
impl ServicesQuery {
    /// The services that the caller may see: the public those that are public, staff more.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; by default all.")] filter: Option<ServiceFilter>,
        #[graphql(desc = "Words of the card in any spelling and language; the last one may be unfinished.")]
        search: Option<String>,
        #[graphql(desc = "In which order.", default_with = "ServiceOrder::Relevance")] order_by: ServiceOrder,
        #[graphql(desc = "In which language names are compared; by default that of the request.")] lang: Option<
            LanguageTag,
        >,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Service>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let wanted = ctx.wanted(CARD_FIELDS);
        let query = ServiceQuery {
            filter: filter.map(ServiceFilter::tree).transpose()?.unwrap_or_default(),
            search,
            order: order_by.into(),
            language: lang.map(|tag| tag.0),
            headers_only: !CARD_FIELDS.iter().any(|field| wanted.has(field)),
        };
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), query, &page).await?))
    }

    /// One service, by id or by code: with its present card or, when a time is given, with the card in force at that time;
    /// null when there is none, or none that the caller may see.
    async fn service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<ServiceId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
        #[graphql(desc = "The card in force at the end of this day, in the installation's time zone.")] as_of: Option<
            Date,
        >,
        #[graphql(desc = "Or at this moment.")] as_of_time: Option<DateTime>,
        #[graphql(desc = "As it was known at this moment: without what was published or taken back later.")]
        known_at: Option<DateTime>,
    ) -> Result<Option<Service>> {
        let moment = moment(as_of, as_of_time, known_at)?;
        let service = match by_id_or_code(id, code)? {
            Key::Id(id) => found(core::get(ctx.db(), ctx.op(), id).await)?,
            Key::Code(code) => core::find_by_code(ctx.db(), ctx.op(), &code).await?,
        };
        let (Some(service), Some(moment)) = (&service, moment) else { return Ok(service.map(Service)) };
        let revision = core::as_of(ctx.db(), ctx.op(), service.header.id, moment).await?;
        Ok(revision.map(|revision| Service(core::Service { header: service.header.clone(), revision: Some(revision) })))
    }

    /// What differs between the cards of two revisions of one service, field by field; at most 500 differences are told
    /// one by one, beyond that the groups that differ.
    async fn service_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old revision.")] from: Id<RevisionId>,
        #[graphql(desc = "The new revision.")] to: Id<RevisionId>,
    ) -> Result<Vec<CardChange>> {
        let changes = core::changes(ctx.db(), ctx.op(), from.0, to.0).await?;
        Ok(changes.into_iter().map(Into::into).collect())
    }
}

/// The moment that is asked for; none means the present card.
fn moment(day: Option<Date>, time: Option<DateTime>, known: Option<DateTime>) -> crm_core::Result<Option<AsOf>> {
    let known_at = known.map(|at| at.0);
    let valid = match (day, time) {
        (Some(_), Some(_)) => return Err(Error::invalid("asOfTime", Rule::Exclusive)),
        (Some(day), None) => ValidAt::Day(day.0),
        (None, Some(time)) => ValidAt::Time(time.0),
        (None, None) if known_at.is_none() => return Ok(None),
        (None, None) => ValidAt::Now,
    };
    Ok(Some(AsOf { valid, known_at }))
}
