//! Services as they change.

use futures_util::Stream;
use sea_orm::QueryFilter;
use sea_orm::entity::prelude::*;

use super::entity::header::Column;
use super::read::{Service, ServiceQuery, found, with_revision};
use crate::db::Db;
use crate::error::Result;
use crate::events::{self, Live, Place};
use crate::op::OpContext;
use crate::policy::Permission;
use crate::store;

/// What changes the service that everybody sees.
const OUTSIDE: &[&str] = &[
    "service.published",
    "service.suspended",
    "service.resumed",
    "service.retired",
    "service.withdrawn",
    "service.advanced",
    "service.imported",
    "service.owner_changed",
];

/// The same and what goes on before it is published.
const INSIDE: &[&str] = &[
    "service.published",
    "service.suspended",
    "service.resumed",
    "service.retired",
    "service.withdrawn",
    "service.advanced",
    "service.imported",
    "service.owner_changed",
    "service.created",
    "service.taken_up",
    "service.revised",
    "service.submitted",
    "service.returned",
    "service.draft_discarded",
];

/// Services that the actor may see and the query wants, as they change, from after a place or from now on; without end.
/// Work on drafts shows to holders of `catalogue.read_all`. Needs `catalogue.read`. Ends and is taken up again like
/// [`interactions::follow`](crate::interactions::follow).
pub async fn follow(
    db: &Db,
    op: &OpContext,
    query: ServiceQuery,
    after: Option<Place>,
) -> Result<impl Stream<Item = Result<Live<Service>>> + Send + use<>> {
    op.require(Permission::CatalogueRead)?;
    // Refuses what a list would refuse before anything is followed.
    found(db, op, query.filter.clone(), query.search.as_deref()).await?;
    let kinds = if op.may(Permission::CatalogueReadAll) { INSIDE } else { OUTSIDE };
    let (feed, op) = (db.clone(), op.clone());
    events::live(db, after, kinds, move |ids| {
        let (db, op, query) = (feed.clone(), op.renewed(), query.clone());
        async move {
            let (select, _) = found(&db, &op, query.filter, query.search.as_deref()).await?;
            let select = select.filter(store::any_of(&db, Column::Id, &ids));
            let rows: Vec<Service> = with_revision(select).into_model().all(&db).await?;
            Ok(rows.into_iter().map(|service| (Uuid::from(service.header.id), service)).collect())
        }
    })
    .await
}
