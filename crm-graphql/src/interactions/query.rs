//! Reads of the log.

use async_graphql::{Context, Object, Result};
use crm_core::Error;
use crm_core::ids::{DepartmentId, InteractionId, ReasonId};
use crm_core::interactions::{self as core, follow_ups, reasons};
use crm_core::rule::Rule;

use super::enums::{InteractionOrder, ReasonStatus};
use super::inputs::{FollowUpFilter, InteractionFiguresInput, InteractionFilter};
use super::reasons::ContactReason;
use super::types::{FollowUp, Interaction, InteractionFigure};
use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors::found;
use crate::node_id::Id;

/// Reads of the log.
#[derive(Default)]
pub struct InteractionsQuery;

#[Object]
impl InteractionsQuery {
    /// The log of contacts. Of another department's contacts only when, which channel, department, beneficiary,
    /// service, reason and outcome are told.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn interactions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which contacts; by default all.")] filter: Option<InteractionFilter>,
        #[graphql(desc = "In which order.", default_with = "InteractionOrder::Latest")] order_by: InteractionOrder,
        #[graphql(desc = "Show corrected entries and what takes entries back too.", default)] history: bool,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Interaction>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(InteractionFilter::tree).transpose()?.unwrap_or_default();
        let filter = core::InteractionFilter { filter, history };
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), filter, order_by.into(), &page).await?))
    }

    /// One entry of the log; null when there is none, or none that the caller may see.
    async fn interaction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<InteractionId>,
    ) -> Result<Option<Interaction>> {
        Ok(found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(Interaction))
    }

    /// Contact reasons by code. Drafts show to those who edit or approve.
    #[expect(clippy::too_many_arguments, reason = "GraphQL's arguments are flat")]
    async fn contact_reasons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In these states; by default all.")] statuses: Option<Vec<ReasonStatus>>,
        #[graphql(desc = "For which this department is responsible.")] department_id: Option<Id<DepartmentId>>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ContactReason>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = reasons::ReasonFilter {
            statuses: statuses.map(|statuses| statuses.into_iter().map(Into::into).collect()),
            department: department_id.map(|id| id.0),
        };
        Ok(Connection::of(reasons::list(ctx.db(), ctx.op(), filter, &page).await?))
    }

    /// One contact reason, by id or by code; null when there is none, or none that the caller may see.
    async fn contact_reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<Id<ReasonId>>,
        #[graphql(desc = "Or its code.")] code: Option<String>,
    ) -> Result<Option<ContactReason>> {
        let row = match (id, code) {
            (Some(id), None) => found(reasons::get(ctx.db(), ctx.op(), id.0).await)?,
            (None, Some(code)) => reasons::find_by_code(ctx.db(), ctx.op(), &code).await?,
            (Some(_), Some(_)) => return Err(Error::invalid("code", Rule::Exclusive).into()),
            (None, None) => return Err(Error::invalid("id", Rule::Required).into()),
        };
        Ok(row.map(ContactReason))
    }

    /// Follow-ups by due day, earliest first.
    async fn follow_ups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; by default all that the caller may see.")] filter: Option<FollowUpFilter>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FollowUp>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        let filter = filter.map(FollowUpFilter::tree).transpose()?.unwrap_or_default();
        Ok(Connection::of(follow_ups::list(ctx.db(), ctx.op(), filter, &page).await?))
    }

    /// Contacts counted over months, within the departments that the caller reaches; at most 5,000 rows.
    async fn interaction_figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which figures.")] input: InteractionFiguresInput,
    ) -> Result<Vec<InteractionFigure>> {
        let rows = core::figures(ctx.db(), ctx.op(), input.try_into()?).await?;
        Ok(rows.into_iter().map(InteractionFigure).collect())
    }
}
