//! Documents: files that come in and go out by one-time addresses.

use async_graphql::{Context, Enum, InputObject, Object, Result};
use crm_core::documents as core;
use crm_core::error::Error;
use crm_core::ids::DocumentId;
use crm_core::rule::Rule;

use crate::context::{Call, loads};
use crate::errors;
use crate::node_id::Id;
use crate::payload::{Outcome, outcome, payload};
use crate::scalars::DateTime;

loads!(DocumentId => core::Document, core::many);

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "DocumentPurpose", remote = "core::DocumentPurpose")]
pub enum DocumentPurpose {
    /// A sheet of services to import.
    #[graphql(name = "SERVICE_IMPORT")]
    ServiceImport,
    /// The same sheet given back with what became of each row.
    #[graphql(name = "SERVICE_IMPORT_REPORT")]
    ServiceImportReport,
    /// Signed minutes of the committee.
    #[graphql(name = "COMMITTEE_MINUTES")]
    CommitteeMinutes,
    /// A workbook of a cycle's items with a department's answers.
    #[graphql(name = "INVENTORY_WORKBOOK")]
    InventoryWorkbook,
    /// The same workbook given back with what became of each row.
    #[graphql(name = "INVENTORY_WORKBOOK_REPORT")]
    InventoryWorkbookReport,
    /// What a department lays beside an answer of the inventory.
    #[graphql(name = "INVENTORY_EVIDENCE")]
    InventoryEvidence,
}

/// Whether a document's bytes are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "DocumentState", remote = "core::DocumentState")]
pub enum DocumentState {
    /// Announced; the bytes may still come.
    #[graphql(name = "AWAITED")]
    Awaited,
    /// Here.
    #[graphql(name = "STORED")]
    Stored,
    /// Gone: nobody attached it in time.
    #[graphql(name = "DISCARDED")]
    Discarded,
}

/// A file that was handed in or given back.
pub struct Document(pub core::Document);

impl From<core::Document> for Document {
    fn from(row: core::Document) -> Self {
        Self(row)
    }
}

/// A file that was handed in or given back.
#[Object]
impl Document {
    /// Id.
    pub(crate) async fn id(&self) -> Id<DocumentId> {
        Id(self.0.id)
    }

    /// The file's name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is, as its content says.
    async fn media_type(&self) -> &str {
        self.0.kind.media_type()
    }

    /// Its bytes; null while that is not known.
    async fn size(&self) -> Option<i64> {
        self.0.size
    }

    /// SHA-256 of its bytes, in hexadecimal; null while they are not here.
    async fn sha256(&self) -> Option<String> {
        self.0.digest_text()
    }

    /// What it is for.
    async fn purpose(&self) -> DocumentPurpose {
        self.0.purpose.into()
    }

    /// Whether its bytes are here.
    async fn state(&self) -> DocumentState {
        self.0.state.into()
    }

    /// When it was announced.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When its bytes came.
    async fn received_at(&self) -> Option<DateTime> {
        self.0.received_at.map(DateTime)
    }

    /// Where whoever may see it fetches it, on this server; null while the bytes are not here. It needs the caller's own
    /// sign-in; for an address that needs none, see `createDownload`.
    async fn path(&self) -> Option<String> {
        (self.0.state == core::DocumentState::Stored).then(|| format!("/documents/{}", Id(self.0.id)))
    }
}

/// A file to come.
#[derive(InputObject)]
pub struct CreateUploadInput {
    /// Its name, at most 200 characters; folders are cut off.
    name: String,
    /// What it is said to be, such as `text/csv`; may be left out where the name tells.
    media_type: Option<String>,
    /// How many bytes it has; left out where that is not known.
    size: Option<i64>,
    /// What it is for.
    purpose: DocumentPurpose,
}

impl TryFrom<CreateUploadInput> for core::CreateUpload {
    type Error = Error;

    fn try_from(input: CreateUploadInput) -> crm_core::Result<Self> {
        let CreateUploadInput { name, media_type, size, purpose } = input;
        let size = size.map(u64::try_from).transpose().map_err(|_| Error::invalid("size", Rule::OutOfRange))?;
        Ok(Self { name, media_type: media_type.unwrap_or_default(), size, purpose: purpose.into() })
    }
}

payload! {
    /// What `createUpload` answers.
    CreateUploadPayload {
        /// The document, whose bytes are awaited.
        document: Document;
        /// Where to PUT the bytes, on this server: good for one file, within an hour. Whoever has the address may.
        path: Option<String>,
    }
}

/// A document to take out.
#[derive(InputObject)]
pub struct CreateDownloadInput {
    /// The document.
    document_id: Id<DocumentId>,
}

payload! {
    /// What `createDownload` and `downloadInventoryWorkbook` answer.
    CreateDownloadPayload {
        /// The document.
        document: Document;
        /// Where to GET the bytes, on this server: good once, within an hour. Whoever has the address may.
        path: Option<String>,
    }
}

impl CreateDownloadPayload {
    /// Answers with an address from which a document is fetched once.
    pub(crate) async fn giving(
        ctx: &Context<'_>,
        document: impl Future<Output = crm_core::Result<core::Document>> + Send,
    ) -> Result<Self> {
        let work = async {
            let document = document.await?;
            Ok((core::link(ctx.db(), ctx.op(), document.id).await?, document))
        };
        let Outcome { record, user_errors, stale, candidates } = outcome(ctx, work).await?;
        let (secret, document) = record.unzip();
        let path = secret.map(|secret| format!("/downloads/{}", *secret));
        Ok(Self { path, ..Outcome { record: document, user_errors, stale, candidates }.into() })
    }
}

/// Reads of documents.
#[derive(Default)]
pub struct DocumentsQuery;

#[Object]
impl DocumentsQuery {
    /// A document; null when there is none, or none that the actor may see.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document's id.")] id: Id<DocumentId>,
    ) -> Result<Option<Document>> {
        Ok(errors::found(core::get(ctx.db(), ctx.op(), id.0).await)?.map(Document))
    }
}

/// Changes of documents.
#[derive(Default)]
pub struct DocumentsMutation;

#[Object]
impl DocumentsMutation {
    /// Announces a file and answers where to PUT its bytes. The type is found by the content: one that the name or the
    /// announced type contradicts is refused there. What nothing is attached to is gone after a day.
    async fn create_upload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file to come.")] input: CreateUploadInput,
    ) -> Result<CreateUploadPayload> {
        let work = async { core::create_upload(ctx.db(), ctx.op(), input.try_into()?).await };
        let Outcome { record, user_errors, stale, candidates } = outcome(ctx, work).await?;
        let (document, secret) = record.map(|upload| (upload.document, upload.secret)).unzip();
        let path = secret.map(|secret| format!("/uploads/{}", *secret));
        Ok(CreateUploadPayload { path, ..Outcome { record: document, user_errors, stale, candidates }.into() })
    }

    /// Makes an address from which a document can be fetched once without signing in, such as by a program that opens it.
    async fn create_download(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document to take out.")] input: CreateDownloadInput,
    ) -> Result<CreateDownloadPayload> {
        let id = input.document_id.0;
        CreateDownloadPayload::giving(ctx, async { core::get(ctx.db(), ctx.op(), id).await }).await
    }
}
