//! The log as it is written.

use async_graphql::{Context, Object, Result, Subscription};
use crm_core::events::Live;
use crm_core::interactions as core;
use futures_util::{Stream, StreamExt};

use super::inputs::InteractionFilter;
use super::types::Interaction;
use crate::context::Call;

/// An entry that was just written.
pub struct InteractionLogged(Live<core::Interaction>);

/// An entry that was just written.
#[Object]
impl InteractionLogged {
    /// Its place among all events; given as `after`, the subscription goes on behind it. Opaque.
    async fn cursor(&self) -> String {
        self.0.place.to_string()
    }

    /// What happened: `interaction.logged`, `interaction.corrected` or `interaction.undone`.
    async fn event(&self) -> &str {
        &self.0.kind
    }

    /// The entry as it is now.
    async fn interaction(&self) -> Interaction {
        Interaction(self.0.record.clone())
    }
}

/// The log, live.
#[derive(Default)]
pub struct InteractionsSubscription;

#[Subscription]
impl InteractionsSubscription {
    /// Entries of the log as they are written, in the order of their recording. What the caller may not see is passed
    /// over, and so is what was corrected before it could be told.
    async fn interaction_logged(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which contacts; by default all.")] filter: Option<InteractionFilter>,
        #[graphql(desc = "Tell of corrected entries and of what takes entries back too.", default)] history: bool,
        #[graphql(desc = "Only what came after this cursor; by default from now on.")] after: Option<String>,
    ) -> Result<impl Stream<Item = Result<InteractionLogged>> + use<>> {
        let filter = filter.map(InteractionFilter::tree).transpose()?.unwrap_or_default();
        let after = after.map(|cursor| cursor.parse()).transpose()?;
        let filter = core::InteractionFilter { filter, history };
        let entries = core::follow(ctx.db(), ctx.op(), filter, after).await?;
        Ok(entries.map(|entry| Ok(InteractionLogged(entry?))))
    }
}
