//! The catalogue as it changes.

use async_graphql::{Context, Object, Result, Subscription};
use crm_core::catalogue::services::{self as core, ServiceQuery};
use crm_core::events::Live;
use futures_util::{Stream, StreamExt};

use super::queries::ServiceFilter;
use super::service::Service;
use crate::context::Call;

/// A service that just changed.
pub struct ServiceChanged(Live<core::Service>);

/// A service that just changed.
#[Object]
impl ServiceChanged {
    /// Its place among all events; given as `after`, the subscription goes on behind it. Opaque.
    async fn cursor(&self) -> String {
        self.0.place.to_string()
    }

    /// What happened, such as `service.published`.
    async fn event(&self) -> &str {
        &self.0.kind
    }

    /// Names of what changed.
    async fn fields(&self) -> &[String] {
        &self.0.fields
    }

    /// The service as it is now.
    async fn service(&self) -> Service {
        Service(self.0.record.clone())
    }
}

/// The catalogue, live.
#[derive(Default)]
pub struct ServicesSubscription;

#[Subscription]
impl ServicesSubscription {
    /// Services as they change, of those that the caller may see; work on drafts shows to those who read all services.
    async fn service_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; by default all.")] filter: Option<ServiceFilter>,
        #[graphql(desc = "Words of the card in any spelling and language; the last one may be unfinished.")]
        search: Option<String>,
        #[graphql(desc = "Only what came after this cursor; by default from now on.")] after: Option<String>,
    ) -> Result<impl Stream<Item = Result<ServiceChanged>> + use<>> {
        let filter = filter.map(ServiceFilter::tree).transpose()?.unwrap_or_default();
        let after = after.map(|cursor| cursor.parse()).transpose()?;
        let query = ServiceQuery { filter, search, ..ServiceQuery::default() };
        let changes = core::follow(ctx.db(), ctx.op(), query, after).await?;
        Ok(changes.map(|change| Ok(ServiceChanged(change?))))
    }
}
