//! Imports of services: preview, start, report, undo.

mod enums;
mod inputs;
mod types;

use async_graphql::{Context, Object, Result};
use crm_core::catalogue::import::batches as core;
use crm_core::ids::{DocumentId, ImportId};

use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::errors;
use crate::node_id::Id;
use crate::payload::payload;

pub use enums::{ServiceImportField, ServiceImportRowOutcome, ServiceImportUndone};
use inputs::choice;
pub use inputs::{
    SaveServiceImportMappingInput, ServiceImportColumnInput, StartServiceImportInput, UndoServiceImportInput,
};
pub use types::{ServiceImport, ServiceImportMapping, ServiceImportPreview};

payload! {
    /// What `startServiceImport` answers.
    StartServiceImportPayload {
        /// The import, which waits for a worker.
        service_import: ServiceImport
    }
}

payload! {
    /// What `undoServiceImport` answers.
    UndoServiceImportPayload {
        /// The import, whose undoing waits for a worker.
        service_import: ServiceImport
    }
}

payload! {
    /// What `saveServiceImportMapping` answers.
    SaveServiceImportMappingPayload {
        /// The mapping as it is kept.
        mapping: ServiceImportMapping
    }
}

/// Reads of imports.
#[derive(Default)]
pub struct ImportsQuery;

#[Object]
impl ImportsQuery {
    /// Imports of services, dry runs among them, newest first.
    async fn service_imports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ServiceImport>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), &page).await?))
    }

    /// An import; null when there is none.
    async fn service_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import's id.")] id: Id<ImportId>,
    ) -> Result<Option<ServiceImport>> {
        Ok(errors::found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(ServiceImport))
    }

    /// Looks into an uploaded file before anything is done with it: headings, first rows, and which column is which.
    async fn preview_service_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The uploaded file.")] document_id: Id<DocumentId>,
        #[graphql(desc = "Name of a mapping that ships or is kept; that of the house's own sheet when left out.")]
        mapping: Option<String>,
    ) -> Result<ServiceImportPreview> {
        let choice = choice("mapping", mapping, None)?;
        Ok(core::preview(ctx.db(), ctx.op(), document_id.0, &choice).await?.into())
    }

    /// The mappings that people keep, by name.
    async fn service_import_mappings(&self, ctx: &Context<'_>) -> Result<Vec<ServiceImportMapping>> {
        let mappings = core::mappings(ctx.db(), ctx.op()).await?;
        Ok(mappings.into_iter().map(ServiceImportMapping).collect())
    }
}

/// Changes by imports.
#[derive(Default)]
pub struct ImportsMutation;

#[Object]
impl ImportsMutation {
    /// Starts an import of an uploaded file as a job. What is wrong with the file as a whole is told here; what is wrong with
    /// a row stands in the import's report, and the other rows are imported all the same.
    async fn start_service_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to import, and how.")] input: StartServiceImportInput,
    ) -> Result<StartServiceImportPayload> {
        let work = async { core::start(ctx.db(), ctx.op(), input.try_into()?).await };
        StartServiceImportPayload::of(ctx, work).await
    }

    /// Starts to take an import back as a job: services that it made are withdrawn, others get their former card again.
    /// Those that somebody changed since stay as they are; the rows tell which.
    async fn undo_service_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import to take back.")] input: UndoServiceImportInput,
    ) -> Result<UndoServiceImportPayload> {
        UndoServiceImportPayload::of(ctx, core::undo(ctx.db(), ctx.op(), input.id.0)).await
    }

    /// Keeps a mapping under a name, in place of an earlier one of that name.
    async fn save_service_import_mapping(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mapping to keep.")] input: SaveServiceImportMappingInput,
    ) -> Result<SaveServiceImportMappingPayload> {
        let work = async {
            let SaveServiceImportMappingInput { name, columns } = input;
            core::save_mapping(ctx.db(), ctx.op(), &name, &choice("columns", None, Some(columns))?).await
        };
        SaveServiceImportMappingPayload::of(ctx, work).await
    }
}
