//! Coded tags.

use async_graphql::{Context, Enum, InputObject, Object, Result};
use crm_core::catalogue::tags::{self as core, CreateTag};
use crm_core::ids::TagId;

use crate::connection::{Connection, page_request};
use crate::context::Call;
use crate::node_id::Id;
use crate::payload::payload;
use crate::scalars::{LocalizedText, LocalizedTextInput, localized};

/// What a tag says of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "core::TagKind")]
pub enum TagKind {
    /// An event of life or of a business in which the service is needed.
    #[graphql(name = "LIFE_EVENT")]
    LifeEvent,
    /// A word under which it is looked for.
    #[graphql(name = "KEYWORD")]
    Keyword,
    /// A theme across categories.
    #[graphql(name = "THEME")]
    Theme,
    /// A segment of beneficiaries.
    #[graphql(name = "SEGMENT")]
    Segment,
}

/// A coded tag: life event, keyword, theme or segment.
#[derive(Clone)]
pub struct Tag(pub core::Tag);

impl From<core::Tag> for Tag {
    fn from(row: core::Tag) -> Self {
        Self(row)
    }
}

/// A coded tag: life event, keyword, theme or segment.
#[Object]
impl Tag {
    /// Id.
    pub(crate) async fn id(&self) -> Id<TagId> {
        Id(self.0.id)
    }

    /// What it says.
    async fn kind(&self) -> TagKind {
        self.0.kind.into()
    }

    /// Code, unique within its kind.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name.
    async fn name(&self) -> LocalizedText {
        self.0.name.clone().into()
    }
}

/// A new tag.
#[derive(InputObject)]
pub struct CreateTagInput {
    /// What it says.
    kind: TagKind,
    /// Code, unique within its kind.
    code: String,
    /// Name; the installation's language is required.
    name: LocalizedTextInput,
}

impl TryFrom<CreateTagInput> for CreateTag {
    type Error = crm_core::Error;

    fn try_from(input: CreateTagInput) -> crm_core::Result<Self> {
        let CreateTagInput { kind, code, name } = input;
        Ok(Self { kind: kind.into(), code, name: localized("name", name)? })
    }
}

payload! {
    /// What `createTag` answers.
    CreateTagPayload {
        /// The tag, when it was created.
        tag: Tag
    }
}

/// Reads of tags.
#[derive(Default)]
pub struct TagQuery;

#[Object]
impl TagQuery {
    /// Tags by name.
    async fn tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only tags of this kind.")] kind: Option<TagKind>,
        #[graphql(desc = "How many rows from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only rows after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Tag>> {
        let page = page_request(ctx, (first, after), (last, before))?;
        Ok(Connection::of(core::list(ctx.db(), ctx.op(), kind.map(Into::into), &page).await?))
    }
}

/// Changes of tags.
#[derive(Default)]
pub struct TagMutation;

#[Object]
impl TagMutation {
    /// Creates a tag.
    async fn create_tag(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The tag.")] input: CreateTagInput,
    ) -> Result<CreateTagPayload> {
        CreateTagPayload::of(ctx, async { core::create(ctx.db(), ctx.op(), input.try_into()?).await }).await
    }
}
